/*
 * The staging directory: where the new site is made before it replaces the old one.
 */
#ifndef PUBLISH_STAGING_H
#define PUBLISH_STAGING_H

#include "publish/place.h"
#include "publish/tree.h"

/* One run of publish_run(). */
struct publish_job {
    const struct publish_options *options;
    struct publish_report *report;
    struct arena arena;
    struct plan plan;
    struct place place;
    struct manifest old;
    struct tree tree;      /* what the output holds */
    struct slice manifest; /* text of the new one */
    int staging;           /* descriptor, or -1 */
    bool inner;            /* it is inside the output */
};

/* Opens an empty staging directory: beside the output, or inside where that can't be. */
int staging_open(struct publish_job *job, struct error *error);

/*
 * Makes every file of the plan: what differs from the old output is written, the rest marked
 * PLAN_UNCHANGED. Returns -1 with the error of the first file, in the caller's order, that failed.
 */
int staging_fill(struct publish_job *job, struct error *error);

/* Adds what the exchange needs: the unchanged files, the foreign ones, the manifest. */
int staging_complete(struct publish_job *job, struct error *error);

/* Whether an entry of the old output is neither ours nor a folder above what is. */
bool staging_is_foreign(const struct publish_job *job, const struct tree_entry *entry);

/* Copies a file with its mode and mtime; -1 with errno set. */
int staging_copy(int from, const char *path, int to, const char *target);

/* Removes the staging directory. */
void staging_drop(struct publish_job *job);

#endif
