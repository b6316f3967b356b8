/*
 * What all charts are drawn with: shapes, texts, markers, patterns, the legend, the vertical axis.
 * For the files of charts/ alone.
 */
#ifndef CHARTS_DRAW_H
#define CHARTS_DRAW_H

#include "charts/chart.h"
#include "charts/scale.h"
#include "charts/text.h"

struct drawing {
    struct buffer *out; /* the body of the svg */
    struct arena *arena;
    const struct chart *chart;
    bool whole;  /* all values are whole numbers */
    bool summed; /* stacks that lie have their sum at their end */
    struct scale scale;
    double low, high;                /* of bars that lie, from the left to the right */
    double left, right, top, bottom; /* the plot: where values are shown */
    double height;                   /* of the whole drawing */
};

enum draw_anchor { DRAW_START, DRAW_MIDDLE, DRAW_END };

/*
 * Appends the whole <svg>: its tag, which comes last since the height is only known then, its title
 * and description, then the body.
 */
void draw_document(struct buffer *out, int width, double height, const char *class_name,
                   struct slice id, struct slice title, struct slice description,
                   const struct buffer *body);

/* A value that may be drawn; false when it is absent or out of bounds. */
bool draw_value(const struct chart *chart, size_t serie, size_t point, double *number);

/* ` name="12.5"`: at most two decimals, whatever the locale. */
void draw_attribute(struct drawing *drawing, const char *name, double number);

/* A number of an attribute by itself, after a separator. */
void draw_number(struct drawing *drawing, const char *before, double number);

void draw_text(struct drawing *drawing, double x, double y, enum draw_anchor anchor,
               struct slice text);
void draw_line(struct drawing *drawing, const char *class_name, double x1, double y1, double x2,
               double y2);

/* A bar of a series, plain or patterned, in the colour of its class. Corners in any order. */
void draw_bar(struct drawing *drawing, size_t serie, double x1, double y1, double x2, double y2);

/* The patterns that the bars and areas of this drawing use. */
void draw_patterns(struct drawing *drawing);

/* `fill` of a series: its colour, or its pattern. */
void draw_fill(struct drawing *drawing, size_t serie);

/* The marker of a series, and the `stroke-dasharray` of its line. */
void draw_marker(struct drawing *drawing, size_t serie, double x, double y);
void draw_dashes(struct drawing *drawing, size_t serie);

/* A number with its unit when that is short. */
struct slice draw_printed(struct drawing *drawing, double number);

/* The legend, from drawing->top down: nothing for one series without a target. Moves the top. */
void draw_legend(struct drawing *drawing, bool lines);

/* Makes the scale, the room of its labels at the left, and draws its grid. Takes the plot's top and
 * bottom as they are. */
void draw_scale(struct drawing *drawing, double low, double high);

/* The y of a value. */
double draw_y(const struct drawing *drawing, double value);

#endif
