/*
 * Scales: round ticks over the range of some values. Ticks are whole multiples of 1, 2 or 5 times a
 * power of ten, computed from whole numbers so that 0,3 is never 0,30000000000000004.
 */
#ifndef CHARTS_SCALE_H
#define CHARTS_SCALE_H

#include "base/arena.h"
#include "base/slice.h"

struct scale {
    long long first; /* the lowest tick, in steps */
    int count;       /* of ticks, at least 2 */
    int mantissa;    /* of the step: 1, 2 or 5 */
    int exponent;
};

/* At most `most` steps from at or below `low` to at or above `high`; `whole`: steps are whole
 * numbers, for values that are. Any finite range does, empty ones too. */
struct scale scale_make(double low, double high, int most, bool whole);

/* The value of a tick, 0 to count - 1. */
double scale_tick(const struct scale *scale, int index);

/* Where a value stands between the lowest tick (0) and the highest (1). */
double scale_share(const struct scale *scale, double value);

/* A number as French prints it beside an axis: "12,5", "1,5 M", "20 Md", "1,5e18". `decimals` at
 * most. */
struct slice scale_print(struct arena *arena, double number, int decimals);

/* A tick printed with the decimals that its step needs. */
struct slice scale_print_tick(struct arena *arena, const struct scale *scale, int index);

#endif
