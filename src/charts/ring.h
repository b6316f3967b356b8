/*
 * Progress rings: how much of a whole is done, as an arc from the top clockwise around its number.
 * The arc is thicker than the track below it, so that both are told apart without colour. As
 * chart.h, it knows nothing of where the number comes from.
 *
 * Classes that a theme styles, beside dessin: anneau (the svg), anneau-piste (the track),
 * anneau-part (the arc).
 */
#ifndef CHARTS_RING_H
#define CHARTS_RING_H

#include "charts/chart.h"

struct ring {
    struct slice id;
    struct slice title;
    struct slice description;
    struct chart_value percent; /* absent or not a number: the track alone, dashed */
    struct slice printed;       /* in the middle: "66 %", or why there is no number */
};

/* Appends the <svg>. Below 0 there is no arc, from 100 on it is whole: the number alone says how
 * far beyond. */
void ring_write(struct buffer *out, const struct ring *ring);

#endif
