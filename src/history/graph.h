/*
 * The commits reachable from a starting point, each before its parents. Our own queue, because
 * libgit2's stops at once on a shallow clone.
 */
#ifndef HISTORY_GRAPH_H
#define HISTORY_GRAPH_H

#include "source/repository.h"

struct graph {
    struct history_commit *commits; /* their `tree` is the root's */
    size_t count;
    uint32_t *parents; /* indices in commits, grouped by commit; missing ones are left out */
    uint32_t *first;   /* of each commit in `parents`, and one more for the end */
};

/*
 * Reads all commits from repository->start. Returns 0, or -1 with `error` described. Everything
 * lives in `arena`.
 */
int graph_read(struct graph *graph, struct arena *arena, struct repository *repository,
               struct error *error);

#endif
