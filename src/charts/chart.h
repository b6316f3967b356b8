/*
 * Charts: numbers to inline SVG, made when the site is built. A drawing has no script and no style
 * of its own: series take their colours from the classes serie-1 to serie-6 (which set `color`),
 * and are told apart without colour by markers, dashes and patterns. It knows nothing of where the
 * numbers come from; its table is the caller's.
 *
 * Classes that a theme styles: dessin (the svg), serie-N, repere (grid lines), axe (zero lines),
 * cible (the target), courbe (a line), teinte and motif (the ground and the lines of a pattern),
 * bord (the outline of a bar, the edge of an area).
 */
#ifndef CHARTS_CHART_H
#define CHARTS_CHART_H

#include "base/buffer.h"

enum chart_type {
    CHART_LINES,
    CHART_BARS,    /* grouped; lying down when their labels are long */
    CHART_STACKED, /* areas over time, else bars */
};

struct chart_value {
    bool present;
    double number;
};

/* More than these, or numbers beyond the limit, are not drawn. */
#define CHART_SERIES 6
#define CHART_BARS_MOST 120   /* bars or parts of bars in a drawing */
#define CHART_POINTS_MOST 600 /* points of all lines or areas of a drawing */
#define CHART_LIMIT 1e30

struct chart {
    enum chart_type type;
    int width;                /* of the viewBox: 240 to 1200; 600 and 300 are what pages use */
    bool small;               /* lines at a glance, one of many on a page */
    const char *class_name;   /* beside "dessin"; NULL: none */
    struct slice id;          /* ids begin with it: unique in the page */
    struct slice title;       /* what is drawn, for who does not see it */
    struct slice description; /* how it is drawn and what it says, in a sentence or two */
    struct slice unit;        /* stands with each number when it is as short as "%" */
    struct slice missing;     /* for a bar without a value: "n. d."; may be empty */
    size_t points;            /* along the x axis, or groups of bars */
    const struct slice *labels;
    const double *positions; /* of the points, increasing (years); NULL: evenly spread */
    size_t series;
    const struct slice *names;        /* of the series; may be empty when there is one */
    const struct chart_value *values; /* series * points: values[serie * points + point] */
    struct chart_value target;        /* a level to reach, for lines */
    struct slice target_name;
};

/*
 * Appends the <svg> of a chart and returns true; or returns false, appending nothing, when there
 * is nothing to draw (no value) or too much for a drawing to be read: its table says it better.
 */
bool chart_write(struct buffer *out, const struct chart *chart);

#endif
