/*
 * The kinds of charts, each its file: from the top of the drawing down, setting its height. For
 * chart.c alone.
 */
#ifndef CHARTS_KINDS_H
#define CHARTS_KINDS_H

#include "charts/draw.h"

/* Bars, side by side or in stacks; standing, or lying down when labels are too long. */
void bars_draw(struct drawing *drawing, bool stacked);

/* Lines with their markers and their target. */
void lines_draw(struct drawing *drawing);

/* Areas on one another. Only for values that areas_suit() accepts. */
void areas_draw(struct drawing *drawing);

/* Whether a stack can be areas: along positions, no value missing or below zero. */
bool areas_suit(const struct chart *chart);

/* The x of a point of lines or areas, between the left and the right of the plot. */
double lines_x(const struct drawing *drawing, size_t point);

/* Labels below the plot, leaving out those that have no room; the last is always there. */
void lines_labels(struct drawing *drawing);

/* The height of standing charts without legend. */
double lines_height(const struct chart *chart);

/* ---- Names at the right ends of lines and areas, in place of a legend */

struct end {
    struct slice text;
    double aim; /* the value it names; once placed, the y of that */
    double y;
};

struct ends {
    struct end items[CHART_SERIES + 1];
    size_t count;
    double width;      /* of the widest text */
    double most_moved; /* how far a name may stand from what it names */
};

/* Adds a name and its number, to stand at the value `aim`. */
void ends_add(struct drawing *drawing, struct ends *ends, struct slice name, double number,
              double aim);

/* Whether they take no more of the width than a plot can give. */
bool ends_fit(const struct drawing *drawing, const struct ends *ends);

/* Moves them apart, once the scale is made. False when one goes too far. */
bool ends_place(const struct drawing *drawing, struct ends *ends);

void ends_draw(struct drawing *drawing, const struct ends *ends);

#endif
