/*
 * How much two files have in common, measured as git does, so that both call the same changes
 * renames: bytes of the lines (long ones in pieces of 64 bytes) that are in both, over the size of
 * the larger. libgit2's own measure counts lines whatever their length: of a sheet whose
 * paragraphs are a line each it mostly weighs the front matter.
 */
#ifndef HISTORY_SIMILAR_H
#define HISTORY_SIMILAR_H

#include "base/slice.h"

#include <stdint.h>

#define SIMILAR_MAX 60000  /* the same lines */
#define SIMILAR_HALF 30000 /* enough for a rename */

/* One piece of text: all that is the same counts together. */
struct similar_piece {
    uint32_t hash;
    uint32_t bytes;
};

struct similar {
    size_t size;                  /* of the file */
    struct similar_piece *pieces; /* sorted by hash */
    size_t count;
};

/* Measures a file once; its pieces live in `arena`. */
void similar_measure(struct similar *similar, struct slice bytes, struct arena *arena);

/* Whether sizes alone rule out a score of at least `least`. */
bool similar_is_hopeless(size_t a, size_t b, unsigned least);

/* From 0 to SIMILAR_MAX. */
unsigned similar_score(const struct similar *a, const struct similar *b);

#endif
