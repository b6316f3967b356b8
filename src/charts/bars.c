#include "charts/kinds.h"

#include <math.h>

#define WRAP 2          /* lines of a label below standing bars, or above lying ones */
#define THICK_MOST 44.0 /* the thickest standing bar */
#define THICK_LEAST 9.0 /* the thinnest */
#define LANE 20.0       /* a lying bar with its gap: its value must fit */
#define GROUP_GAP 12.0  /* between two groups of lying bars */

/* A bar, or a part of a stack: from one value to another, in a lane of its group. */
struct bar {
    double from, to;
    size_t lane;
    bool present;
};

static struct bar bar_of(const struct chart *chart, bool stacked, size_t serie, size_t point) {
    struct bar bar = {0, 0, stacked ? 0 : serie, false};
    double number;
    bar.present = draw_value(chart, serie, point, &number);
    if (!bar.present)
        return bar;
    bar.to = number;
    for (size_t i = 0; stacked && i < serie; i++) {
        double other;
        if (draw_value(chart, i, point, &other) && (other < 0) == (number < 0)) {
            bar.from += other;
            bar.to += other;
        }
    }
    return bar;
}

/* What the scale must cover: zero, and all bars. */
static void range_of(const struct chart *chart, bool stacked, double *low, double *high) {
    *low = *high = 0;
    for (size_t point = 0; point < chart->points; point++)
        for (size_t serie = 0; serie < chart->series; serie++) {
            struct bar bar = bar_of(chart, stacked, serie, point);
            *low = fmin(*low, bar.to);
            *high = fmax(*high, bar.to);
        }
}

/* ---- Standing */

static double thickness(double slot, size_t lanes) {
    return fmin(THICK_MOST, slot * 0.76 / (double)lanes);
}

/* Whether bars can stand: labels fit below them, and they are not too thin. */
static bool can_stand(struct drawing *drawing, bool stacked) {
    const struct chart *chart = drawing->chart;
    double slot = (chart->width - 60) / (double)chart->points; /* 60: the scale, about */
    size_t lanes = stacked ? 1 : chart->series;
    if (thickness(slot, lanes) < THICK_LEAST)
        return false;
    for (size_t point = 0; point < chart->points; point++) {
        struct slice lines[WRAP];
        bool whole;
        text_wrap(drawing->arena, chart->labels[point], slot - 8, WRAP, lines, &whole);
        if (!whole)
            return false;
    }
    return true;
}

/* The labels below the groups; returns how many lines the longest takes. */
static size_t stand_labels(struct drawing *drawing) {
    const struct chart *chart = drawing->chart;
    double slot = (drawing->right - drawing->left) / (double)chart->points;
    size_t most = 1;
    for (size_t point = 0; point < chart->points; point++) {
        struct slice lines[WRAP];
        double middle = drawing->left + slot * ((double)point + 0.5);
        size_t count = text_wrap(drawing->arena, chart->labels[point], slot - 4, WRAP, lines, NULL);
        for (size_t i = 0; i < count; i++)
            draw_text(drawing, middle, drawing->bottom + 6 + TEXT_ASCENT + (double)i * TEXT_LINE,
                      DRAW_MIDDLE, lines[i]);
        most = count > most ? count : most;
    }
    return most;
}

static void draw_standing(struct drawing *drawing, bool stacked) {
    const struct chart *chart = drawing->chart;
    double low, high;
    range_of(chart, stacked, &low, &high);
    drawing->top += TEXT_ABOVE;
    drawing->bottom = drawing->top + lines_height(chart);
    draw_scale(drawing, low, high);
    double slot = (drawing->right - drawing->left) / (double)chart->points;
    double lanes = stacked ? 1 : (double)chart->series;
    double thick = thickness(slot, (size_t)lanes);
    for (size_t point = 0; point < chart->points; point++)
        for (size_t serie = 0; serie < chart->series; serie++) {
            struct bar bar = bar_of(chart, stacked, serie, point);
            double middle = drawing->left + slot * ((double)point + 0.5);
            double x = middle + thick * ((double)bar.lane - lanes / 2);
            if (bar.present)
                draw_bar(drawing, serie, x, draw_y(drawing, bar.from), x + thick,
                         draw_y(drawing, bar.to));
        }
    double zero = draw_y(drawing, 0); /* again, over the edges of the bars */
    draw_line(drawing, "axe", drawing->left, zero, drawing->right, zero);
    double lines = (double)stand_labels(drawing);
    drawing->height = drawing->bottom + 6 + lines * TEXT_LINE + 2;
}

/* ---- Lying: a label above its bars, values at their ends, or the sum of a stack */

/* Where a stack without negative parts ends; false when it has no part. */
static bool sum_of(const struct chart *chart, size_t point, double *sum) {
    double number;
    bool some = false;
    *sum = 0;
    for (size_t serie = 0; serie < chart->series; serie++)
        if (draw_value(chart, serie, point, &number)) {
            *sum += number;
            some = true;
        }
    return some;
}

static bool has_negative(const struct chart *chart) {
    double number;
    for (size_t i = 0; i < chart->series * chart->points; i++)
        if (draw_value(chart, i / chart->points, i % chart->points, &number) && number < 0)
            return true;
    return false;
}

/* Room for the values on both sides of zero. */
static void measure_ends(struct drawing *drawing, bool stacked) {
    const struct chart *chart = drawing->chart;
    double before = 0, after = 1, sum;
    for (size_t point = 0; point < chart->points && !stacked; point++)
        for (size_t serie = 0; serie < chart->series; serie++) {
            double number;
            bool present = draw_value(chart, serie, point, &number);
            struct slice text = present ? draw_printed(drawing, number) : chart->missing;
            double width = text_width(text) + 8;
            if (present && number < 0)
                before = fmax(before, width);
            else
                after = fmax(after, width);
        }
    for (size_t point = 0; point < chart->points && drawing->summed; point++)
        if (sum_of(chart, point, &sum))
            after = fmax(after, text_width(draw_printed(drawing, sum)) + 8);
    drawing->left = before;
    drawing->right = chart->width - after;
}

/* From zero to the largest bar; for stacks whose ends have no value, from tick to tick. */
static void set_span(struct drawing *drawing, bool stacked) {
    range_of(drawing->chart, stacked, &drawing->low, &drawing->high);
    drawing->scale = scale_make(drawing->low, drawing->high, 4, drawing->whole);
    if (stacked && !drawing->summed) {
        drawing->low = scale_tick(&drawing->scale, 0);
        drawing->high = scale_tick(&drawing->scale, drawing->scale.count - 1);
    }
    if (drawing->high - drawing->low <= 0)
        drawing->high = 1;
}

static double lie_x(const struct drawing *drawing, double value) {
    double share = (value - drawing->low) / (drawing->high - drawing->low);
    return drawing->left + share * (drawing->right - drawing->left);
}

static void draw_lying_bar(struct drawing *drawing, bool stacked, size_t serie, size_t point,
                           double y) {
    struct bar bar = bar_of(drawing->chart, stacked, serie, point);
    double base = y + LANE / 2 + 5, zero = lie_x(drawing, 0);
    if (!bar.present) {
        if (!stacked && drawing->chart->missing.size)
            draw_text(drawing, zero + 6, base, DRAW_START, drawing->chart->missing);
        return;
    }
    double end = lie_x(drawing, bar.to);
    draw_bar(drawing, serie, lie_x(drawing, bar.from), y + 1, end, y + LANE - 1);
    if (!stacked)
        draw_text(drawing, bar.to < 0 ? end - 6 : end + 6, base, bar.to < 0 ? DRAW_END : DRAW_START,
                  draw_printed(drawing, bar.to));
}

/* Below stacks that lie, whose ends have no value: ticks, without those that would touch. */
static void draw_lying_ticks(struct drawing *drawing) {
    double free = 0;
    for (int i = 0; i < drawing->scale.count; i++) {
        double value = scale_tick(&drawing->scale, i), x = lie_x(drawing, value);
        struct slice text = draw_printed(drawing, value);
        double width = text_width(text);
        double start = fmax(0, fmin(x - width / 2, drawing->chart->width - width));
        draw_line(drawing, "repere", x, drawing->bottom, x, drawing->bottom + 5);
        if (start < free)
            continue;
        draw_text(drawing, start + width / 2, drawing->bottom + 7 + TEXT_ASCENT, DRAW_MIDDLE, text);
        free = start + width + 8;
    }
    drawing->height = drawing->bottom + 7 + TEXT_LINE;
}

static void draw_lying(struct drawing *drawing, bool stacked) {
    const struct chart *chart = drawing->chart;
    drawing->summed = stacked && chart->series > 1 && !has_negative(chart);
    set_span(drawing, stacked);
    measure_ends(drawing, stacked);
    double y = drawing->top, top = y, sum;
    for (size_t point = 0; point < chart->points; point++) {
        struct slice lines[WRAP];
        size_t count =
            text_wrap(drawing->arena, chart->labels[point], chart->width - 2, WRAP, lines, NULL);
        for (size_t i = 0; i < count; i++, y += TEXT_LINE)
            draw_text(drawing, 0, y + TEXT_ASCENT, DRAW_START, lines[i]);
        for (size_t serie = 0; serie < chart->series; serie++) {
            draw_lying_bar(drawing, stacked, serie, point, y);
            y += stacked && serie + 1 < chart->series ? 0 : LANE;
        }
        if (drawing->summed && sum_of(chart, point, &sum))
            draw_text(drawing, lie_x(drawing, sum) + 6, y - LANE / 2 + 5, DRAW_START,
                      draw_printed(drawing, sum));
        y += GROUP_GAP;
    }
    drawing->top = top;
    drawing->bottom = drawing->height = y - GROUP_GAP + 2;
    if (drawing->low < 0)
        draw_line(drawing, "axe", lie_x(drawing, 0), top, lie_x(drawing, 0), drawing->bottom);
    if (stacked && !drawing->summed)
        draw_lying_ticks(drawing);
}

void bars_draw(struct drawing *drawing, bool stacked) {
    draw_patterns(drawing);
    draw_legend(drawing, false);
    if (can_stand(drawing, stacked))
        draw_standing(drawing, stacked);
    else
        draw_lying(drawing, stacked);
}
