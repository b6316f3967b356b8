/*
 * Line simplification: which points of a net of lines matter least. Visvalingam and Whyatt, "Line
 * generalisation by repeated elimination of points", 1993: the point whose triangle with its two
 * neighbours is smallest leaves, its neighbours are joined, and so on. Here points are those of all
 * lines at once: one that lines share has, unless they part there, the same two neighbours in each,
 * and leaves all of them together. For outlines.c alone.
 */
#ifndef CHARTS_VISVALINGAM_H
#define CHARTS_VISVALINGAM_H

#include "base/arena.h"

#define VISVALINGAM_NEVER ((size_t)-1)

struct visvalingam_vertex {
    double x, y;
    struct visvalingam_vertex *near[2];
    unsigned degree; /* different neighbours: 3 stands for more */
    double area;     /* of its triangle, at least that of those that left before */
    size_t slot;     /* in the heap */
    size_t rank;     /* how many leave before it; VISVALINGAM_NEVER: it stays */
};

/* A closed line: the last vertex leads to the first. No vertex stands twice in a row. */
struct visvalingam_ring {
    struct visvalingam_vertex **vertices;
    size_t count; /* at least 3 */
};

/*
 * Sets the rank of each vertex of some rings, and its area when it leaves. `vertices` is the array
 * where all of them stand, cleared but for x and y. One stays when it has not two neighbours, or
 * when these are already joined: a ring keeps three. Returns how many leave; areas grow with ranks.
 * Memory comes from the arena.
 */
size_t visvalingam_rank(struct arena *arena, struct visvalingam_vertex *vertices, size_t count,
                        const struct visvalingam_ring *rings, size_t ring_count);

#endif
