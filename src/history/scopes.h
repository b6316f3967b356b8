/*
 * The blobs of the files that govern others' visibility, in the trees that are compared one after
 * another. What a comparison does not name is the same on both sides: most trees are never
 * searched.
 */
#ifndef HISTORY_SCOPES_H
#define HISTORY_SCOPES_H

#include "history/trees.h"

/* What is known of one tree: the `held` of the paths whose `held_at` is `time`. */
struct scopes {
    unsigned char tree[REPOSITORY_ID];
    uint32_t time;
};

/*
 * The blob, in the tree `root`, of the file that governs the one at `path`; zero when there is
 * none. Returns 0, or -1 with `error` described. `scratch` holds what is needed on the way.
 */
int scopes_find(struct scopes *scopes, struct trees *trees, const unsigned char *root,
                struct path *path, struct arena *scratch, unsigned char *blob, struct error *error);

/* What is known of the tree `after` becomes known of `before`: `changes` is all that differs. */
void scopes_go_back(struct scopes *scopes, const unsigned char *before, const unsigned char *after,
                    const struct tree_changes *changes);

#endif
