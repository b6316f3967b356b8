/*
 * Outlines of territories, from degrees to a drawing: projected, simplified, on a grid of whole
 * numbers. A border that two territories share stays shared: no gap, no overlap.
 *
 * Projection: equirectangular, true on the middle parallel (Snyder, Map Projections, 1987, p. 90),
 * which no eye tells from better ones over a region. Longitudes begin after the widest gap between
 * outlines, so that what lies on both sides of the 180th meridian comes out in one piece.
 * Simplification: Visvalingam and Whyatt, 1993, on points rather than on lines: a point with two
 * neighbours in all outlines together has the same two in each, so that it leaves all of them at
 * once; where more than two lines meet it never leaves.
 */
#ifndef CHARTS_OUTLINES_H
#define CHARTS_OUTLINES_H

#include "base/arena.h"
#include "base/slice.h"

struct outlines_point {
    double longitude; /* degrees, -180 to 180 */
    double latitude;  /* -90 to 90 */
};

struct outlines_ring {
    const struct outlines_point *points; /* the last is the first again */
    size_t count;
    bool hole; /* in the piece of land before it */
};

/* A territory: pieces of land and the holes in them. */
struct outlines_shape {
    const struct outlines_ring *rings;
    size_t ring_count;
};

struct outlines_edge {
    int x1, y1, x2, y2;
};

/* A territory as it is drawn. */
struct outlines_drawn {
    struct slice path; /* `d` of its path, filled by the even-odd rule; never empty */
    struct outlines_edge *edges;
    size_t edge_count;
};

struct outlines {
    int width; /* of the drawing, in steps of its grid; the longer side is the size asked for, or */
    int height;                    /* that divided by 2, 4 or 8 to weigh less */
    struct outlines_drawn *shapes; /* in the order given */
    size_t count;
};

/*
 * Draws `count` shapes within `size` steps and so that their paths together take at most `bytes`:
 * with fewer points, then on a coarser grid. What is too small to be seen is drawn as a dot.
 * Returns false when there is nothing to draw (no shape, or all in one point), or too much.
 */
bool outlines_make(struct arena *arena, const struct outlines_shape *shapes, size_t count, int size,
                   size_t bytes, struct outlines *outlines);

/* The middle of the widest room for something `height` high inside a shape; returns how wide the
 * room is, 0 when there is none. */
double outlines_room(const struct outlines_drawn *shape, double height, double *x, double *y);

#endif
