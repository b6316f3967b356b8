#include "charts/kinds.h"

#include <math.h>

#define MARKERS_MOST 40 /* points of a series that has markers */

double lines_height(const struct chart *chart) {
    return chart->small ? 80 : fmin(230, 120 + chart->width / 4.0);
}

double lines_x(const struct drawing *drawing, size_t point) {
    const struct chart *chart = drawing->chart;
    double room = drawing->right - drawing->left;
    if (chart->points == 1)
        return drawing->left + room / 2;
    double share = (double)point / (double)(chart->points - 1);
    if (chart->positions) {
        double first = chart->positions[0], last = chart->positions[chart->points - 1];
        share = (chart->positions[point] - first) / (last - first);
    }
    return drawing->left + 8 + share * (room - 16);
}

static bool draw_label(struct drawing *drawing, size_t point, double from, double until,
                       double *start, double *end) {
    struct slice text =
        text_fit(drawing->arena, drawing->chart->labels[point], drawing->chart->width / 3.0);
    double width = text_width(text);
    *start = lines_x(drawing, point) - width / 2;
    *start = fmax(0, fmin(*start, drawing->chart->width - width));
    *end = *start + width;
    if (width == 0 || *start < from || *end > until)
        return false;
    draw_text(drawing, *start + width / 2, drawing->bottom + 8 + TEXT_ASCENT, DRAW_MIDDLE, text);
    return true;
}

void lines_labels(struct drawing *drawing) {
    const double gap = 10;
    double free = 0, start, end, until;
    size_t last = drawing->chart->points - 1;
    draw_label(drawing, last, 0, drawing->chart->width, &until, &end);
    for (size_t point = 0; point < (drawing->chart->small ? last != 0 : last); point++)
        if (draw_label(drawing, point, free, until - gap, &start, &end))
            free = end + gap;
    drawing->height = drawing->bottom + 8 + TEXT_LINE + 2;
}

/* ---- Names at the ends of the lines */

/* The ends of all lines, values in `aim` for now. False when a line has no end to name: it stops
 * before the last point. */
static bool find_ends(struct drawing *drawing, struct ends *ends) {
    const struct chart *chart = drawing->chart;
    double number;
    *ends = (struct ends){.most_moved = 22};
    for (size_t serie = 0; serie < chart->series; serie++) {
        if (!draw_value(chart, serie, chart->points - 1, &number))
            return false;
        struct slice name = chart->series > 1 ? chart->names[serie] : SLICE("");
        ends_add(drawing, ends, name, number, number);
    }
    if (chart->target.present)
        ends_add(drawing, ends, chart->target_name, chart->target.number, chart->target.number);
    return ends_fit(drawing, ends);
}

/* ---- The lines */

static void range_of(const struct chart *chart, double *low, double *high) {
    double number;
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < chart->series * chart->points; i++)
        if (draw_value(chart, i / chart->points, i % chart->points, &number)) {
            *low = fmin(*low, number);
            *high = fmax(*high, number);
        }
    if (chart->target.present) {
        *low = fmin(*low, chart->target.number);
        *high = fmax(*high, chart->target.number);
    }
    /* From zero, unless all lies far from it: small moves would look large for nothing. */
    if (*low > 0 && *low < *high * 0.7)
        *low = 0;
    if (*high < 0 && *high > *low * 0.7)
        *high = 0;
}

/* One path a series, broken where a value is missing. */
static void draw_curve(struct drawing *drawing, size_t serie) {
    const struct chart *chart = drawing->chart;
    bool pen = false;
    double number;
    buffer_format(drawing->out, "<path class=\"serie-%zu courbe\" fill=\"none\"", serie + 1);
    draw_dashes(drawing, serie);
    BUFFER_LITERAL(drawing->out, " d=\"");
    for (size_t point = 0; point < chart->points; point++) {
        bool present = draw_value(chart, serie, point, &number);
        if (present) {
            draw_number(drawing, pen ? "L" : "M", lines_x(drawing, point));
            draw_number(drawing, " ", draw_y(drawing, number));
        }
        pen = present;
    }
    BUFFER_LITERAL(drawing->out, "\"/>\n");
}

static void draw_markers(struct drawing *drawing, size_t serie) {
    const struct chart *chart = drawing->chart;
    double number;
    for (size_t point = 0; point < chart->points; point++) {
        bool lonely = (point == 0 || !draw_value(chart, serie, point - 1, &number)) &&
                      (point + 1 == chart->points || !draw_value(chart, serie, point + 1, &number));
        if (draw_value(chart, serie, point, &number) && (lonely || chart->points <= MARKERS_MOST))
            draw_marker(drawing, serie, lines_x(drawing, point), draw_y(drawing, number));
    }
}

static bool has_values(const struct chart *chart, size_t serie) {
    double number;
    for (size_t point = 0; point < chart->points; point++)
        if (draw_value(chart, serie, point, &number))
            return true;
    return false;
}

static void draw_all(struct drawing *drawing) {
    const struct chart *chart = drawing->chart;
    if (chart->target.present) {
        double y = draw_y(drawing, chart->target.number);
        draw_line(drawing, "cible", drawing->left, y, drawing->right, y);
    }
    for (size_t i = chart->series; i-- > 0;)
        if (has_values(chart, i)) {
            draw_curve(drawing, i);
            draw_markers(drawing, i);
        }
    lines_labels(drawing);
}

/* The plot with names at the ends; false, with nothing drawn, when they don't fit. */
static bool draw_named(struct drawing *drawing, double low, double high) {
    struct ends ends;
    if (!find_ends(drawing, &ends))
        return false;
    struct drawing before = *drawing;
    size_t size = drawing->out->size;
    drawing->top += TEXT_ABOVE;
    drawing->bottom = drawing->top + lines_height(drawing->chart);
    drawing->right = drawing->chart->width - ends.width - 9;
    draw_scale(drawing, low, high);
    if (!ends_place(drawing, &ends)) {
        *drawing = before;
        drawing->out->size = size;
        return false;
    }
    draw_all(drawing);
    ends_draw(drawing, &ends);
    return true;
}

void lines_draw(struct drawing *drawing) {
    double low, high;
    range_of(drawing->chart, &low, &high);
    if (draw_named(drawing, low, high))
        return;
    draw_legend(drawing, true);
    drawing->top += TEXT_ABOVE;
    drawing->bottom = drawing->top + lines_height(drawing->chart);
    draw_scale(drawing, low, high);
    draw_all(drawing);
}
