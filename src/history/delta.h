/*
 * What one commit changed, once its trees are compared with its parents' and renames are found:
 * all that the walk needs of a commit, wherever it comes from (the trees, another process, the
 * cache). A delta says nothing of whose history a path belongs to.
 */
#ifndef HISTORY_DELTA_H
#define HISTORY_DELTA_H

#include "base/buffer.h"
#include "history/paths.h"
#include "history/walk.h"

/* The same as history_version, for a path instead of a file. */
struct delta_version {
    enum history_kind kind;
    bool merge;
    struct path *path;
    struct path *previous_path; /* NULL when added */
    unsigned char blob[REPOSITORY_ID];
    unsigned char previous[REPOSITORY_ID];
    unsigned char scope[REPOSITORY_ID];
    unsigned char previous_scope[REPOSITORY_ID];
};

struct delta_rename {
    struct path *from, *to;
};

/* What was renamed since one parent. */
struct delta_parent {
    struct delta_rename *renames;
    size_t count;
};

struct delta {
    bool unknown;                      /* a parent was not fetched: no version, no rename */
    unsigned char tree[REPOSITORY_ID]; /* of the content's folder, zero when it was not there */
    struct delta_version *versions;    /* sorted by path */
    size_t count;
    struct delta_parent *parents; /* those in the graph, in its order */
    size_t parent_count;
};

/* Appends the delta as bytes, which mean the same to any process. */
void delta_encode(const struct delta *delta, struct buffer *bytes);

/*
 * Reads what delta_encode() wrote for a commit with `parent_count` parents, checking each byte: the
 * paths become those of `paths`, the rest lives in `arena`. Returns whether all was well.
 */
bool delta_decode(struct delta *delta, struct slice bytes, size_t parent_count, struct paths *paths,
                  struct arena *arena);

#endif
