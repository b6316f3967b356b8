/*
 * Texts of drawings: how wide they may be, cut or broken to a width. Fonts are the reader's: widths
 * are those of a wide one (DejaVu Sans), so that what fits here fits everywhere.
 */
#ifndef CHARTS_TEXT_H
#define CHARTS_TEXT_H

#include "base/arena.h"
#include "base/slice.h"

#define TEXT_SIZE 15.0   /* font-size, in units of the viewBox */
#define TEXT_LINE 19.0   /* from a line to the next */
#define TEXT_ASCENT 14.0 /* above the baseline, accents on capitals included */
#define TEXT_ABOVE 10.0  /* what a text centred on a line needs above it */

/* An upper bound on the width of a text, in units of the viewBox. */
double text_width(struct slice text);

/* The text itself when it fits the width, else what fits of it and "…". */
struct slice text_fit(struct arena *arena, struct slice text, double width);

/* Breaks a text between words into at most `most` lines of a width; returns how many. The last is
 * cut to fit; `whole` (may be NULL) says whether all fitted. */
size_t text_wrap(struct arena *arena, struct slice text, double width, size_t most,
                 struct slice *lines, bool *whole);

#endif
