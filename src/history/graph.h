/*
 * The commits reachable from a starting point, each before its parents. Our own queue, because
 * libgit2's stops at once on a shallow clone.
 */
#ifndef HISTORY_GRAPH_H
#define HISTORY_GRAPH_H

#include "history/commit.h"
#include "history/store.h"

struct graph {
    struct history_commit *commits;
    size_t count;
    bool *resolved;       /* of each commit: its `tree` is the content's already, not the root's */
    struct slice *deltas; /* of each commit: what the store holds; empty: nothing */
    uint64_t *authors;    /* of each commit: see commit_origin */
    uint32_t *parents;    /* indices in commits, grouped by commit; missing ones are left out */
    uint32_t *first;      /* of each commit in `parents`, and one more for the end */
};

/*
 * Reads all commits from repository->start, those that `store` (NULL: none) holds from there.
 * Returns 0, or -1 with `error` described. Everything lives in `arena` but the deltas, which are
 * the store's.
 */
int graph_read(struct graph *graph, struct arena *arena, struct repository *repository,
               struct store *store, struct error *error);

#endif
