/*
 * Deltas from the repository itself: the trees of a commit and of its parents compared.
 */
#ifndef HISTORY_DELTA_READ_H
#define HISTORY_DELTA_READ_H

#include "history/delta.h"
#include "history/graph.h"
#include "history/scopes.h"

struct delta_reader {
    struct repository *repository;
    struct graph *graph;
    struct paths paths;
    struct trees trees;
    struct scopes scopes;
};

/* What it keeps lives in `arena`. Close it with delta_reader_close(). */
void delta_reader_open(struct delta_reader *reader, struct arena *arena,
                       struct repository *repository, struct graph *graph,
                       const struct history_options *options);

void delta_reader_close(struct delta_reader *reader);

/* Makes the commit's tree the one of the content's folder. Returns 0, or -1 with `error`. */
int delta_resolve(struct delta_reader *reader, uint32_t commit, struct error *error);

/*
 * The deltas of some commits (indices in the graph), whose paths are the reader's; they live in
 * `arena`. Many that follow each other cost less than each by itself; of a partial clone, ask for
 * one at a time. Returns 0, or -1 with `error` described: a broken repository.
 */
int delta_read(struct delta_reader *reader, const uint32_t *commits, size_t count,
               struct arena *arena, struct delta *deltas, struct error *error);

#endif
