/*
 * The size of a drawing (SVG), from the attributes of its root.
 */
#ifndef CONTENT_DRAWING_H
#define CONTENT_DRAWING_H

#include "base/slice.h"

/*
 * The sides of a drawing in CSS pixels, positive and finite: `width` and `height` in absolute
 * units; a missing one follows from the proportions of `viewBox`; both missing, the sides of
 * `viewBox`; else 300 × 150. Returns 0, or -1 when the root is no <svg>. Reads only as far as the
 * root's tag: a drawing that can be measured may still be malformed further on.
 */
int drawing_measure(struct slice bytes, double *width, double *height);

#endif
