/*
 * The files to publish, checked and in order: paths that stay below the output, each once, none a
 * folder of another.
 */
#ifndef PUBLISH_PLAN_H
#define PUBLISH_PLAN_H

#include "base/map.h"
#include "publish/publish.h"

enum plan_state {
    PLAN_PENDING,
    PLAN_WRITTEN,   /* in the staging directory */
    PLAN_UNCHANGED, /* as in the old output */
};

struct plan_entry {
    struct slice path; /* zero-terminated */
    const struct publish_file *file;
    enum plan_state state;
};

struct plan {
    const struct publish_file *files; /* as the caller ordered them */
    struct plan_entry *entries;       /* sorted by path */
    size_t count;
    struct map paths;   /* path to entry */
    struct map folders; /* every folder above a path */
};

/* Checks and sorts; the plan lives in the arena. Returns -1 for a path that can't be published. */
int plan_make(struct plan *plan, const struct publish_file *files, size_t count,
              struct arena *arena, struct error *error);

/* Whether a path is relative, without empty, "." or ".." steps, and not one of our own names. */
bool plan_path_is_safe(struct slice path);

/* Puts every folder above `path` into the map. */
void plan_add_folders(struct map *folders, struct slice path);

#endif
