/*
 * A commit and its delta as one record of the cache, under the commit's id. No e-mail address is in
 * it: the author's name is found again, through today's .mailmap, from one commit of each author.
 */
#ifndef HISTORY_KNOWN_H
#define HISTORY_KNOWN_H

#include "base/buffer.h"
#include "history/graph.h"

/* The record of a commit of the graph, whose `tree` is the content's. */
void known_encode(const struct graph *graph, uint32_t commit, struct slice delta,
                  struct buffer *bytes);

/*
 * Reads a record into `commit` (all but its id, its name and its place in the graph), where it
 * comes from, and its delta, which is not looked into. Returns whether all was well. The delta
 * stays where it is; texts are copied to `arena`.
 */
bool known_decode(struct history_commit *commit, struct slice bytes, struct arena *arena,
                  struct commit_origin *origin, struct slice *delta);

#endif
