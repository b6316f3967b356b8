/*
 * The git repository that a content directory belongs to: found, opened for reading only, and its
 * raw objects. Nothing of its configuration is ever run.
 */
#ifndef HISTORY_STORE_H
#define HISTORY_STORE_H

#include "base/error.h"
#include "base/slice.h"
#include "history/walk.h"

#include <git2.h>

struct store {
    git_repository *repository;
    git_odb *odb;
    git_mailmap *mailmap;            /* NULL: none */
    unsigned char start[HISTORY_ID]; /* the commit to start from */
    struct slice content;            /* the content's folder below the root; empty: the root */
    bool shallow;                    /* commits may be missing */
    bool promised;                   /* a partial clone: any object may be missing */
    bool missing;                    /* one was */
};

/* What store_read says besides 0 and plain failure (-1). */
#define STORE_MISSING (-2)

/*
 * Opens the repository of the options. Returns 0, with store->repository NULL when there is none
 * or it has no commit, or -1 with `error` described. Close it with store_close() in either case.
 */
int store_open(struct store *store, struct arena *arena, const struct history_options *options,
               struct error *error);

void store_close(struct store *store);

/*
 * Reads an object, which the caller frees with git_odb_object_free(). Returns 0; STORE_MISSING,
 * noted in the store, for one that this clone was not given; -1 with `error` described.
 */
int store_read(struct store *store, const unsigned char *id, git_object_t type,
               git_odb_object **object, struct error *error);

#endif
