#include "charts/kinds.h"

#include <math.h>

bool areas_suit(const struct chart *chart) {
    double number;
    if (!chart->positions || chart->points < 3)
        return false;
    for (size_t i = 0; i < chart->series * chart->points; i++)
        if (!draw_value(chart, i / chart->points, i % chart->points, &number) || number < 0)
            return false;
    return true;
}

/* The sum of the first `count` series at a point. */
static double sum_of(const struct chart *chart, size_t count, size_t point) {
    double sum = 0, number;
    for (size_t serie = 0; serie < count; serie++)
        if (draw_value(chart, serie, point, &number))
            sum += number;
    return sum;
}

static void draw_corner(struct drawing *drawing, size_t count, size_t point, const char *before) {
    draw_number(drawing, before, lines_x(drawing, point));
    draw_number(drawing, " ", draw_y(drawing, sum_of(drawing->chart, count, point)));
}

/* Whether a corner lies between two at its own height: the line is the same without it. */
static bool is_level(const struct chart *chart, size_t count, size_t point) {
    double here = sum_of(chart, count, point);
    return point > 0 && point + 1 < chart->points && sum_of(chart, count, point - 1) == here &&
           sum_of(chart, count, point + 1) == here;
}

/* Along the top of a series, then back along its bottom. */
static void draw_area(struct drawing *drawing, size_t serie) {
    const struct chart *chart = drawing->chart;
    buffer_format(drawing->out, "<path class=\"serie-%zu\"", serie + 1);
    draw_fill(drawing, serie);
    BUFFER_LITERAL(drawing->out, " d=\"");
    for (size_t point = 0; point < chart->points; point++)
        if (!is_level(chart, serie + 1, point))
            draw_corner(drawing, serie + 1, point, point ? "L" : "M");
    for (size_t point = chart->points; point-- > 0;)
        if (!is_level(chart, serie, point))
            draw_corner(drawing, serie, point, "L");
    BUFFER_LITERAL(drawing->out, "z\"/>\n");
}

/* Whether a series has any height between two points that follow. */
static bool is_thick(const struct chart *chart, size_t serie, size_t point) {
    double here = 0, next = 0;
    draw_value(chart, serie, point, &here);
    return here > 0 ||
           (point + 1 < chart->points && draw_value(chart, serie, point + 1, &next) && next > 0);
}

/* The top edge of a series, where it is not empty. */
static void draw_edge(struct drawing *drawing, size_t serie) {
    const struct chart *chart = drawing->chart;
    bool pen = false;
    buffer_format(drawing->out, "<path class=\"serie-%zu bord\" fill=\"none\" d=\"", serie + 1);
    for (size_t point = 0; point < chart->points; point++) {
        bool thick = is_thick(chart, serie, point);
        if ((pen || thick) && !(pen && thick && is_level(chart, serie + 1, point)))
            draw_corner(drawing, serie + 1, point, pen ? "L" : "M");
        pen = thick;
    }
    BUFFER_LITERAL(drawing->out, "\"/>\n");
}

/* A name stands at the middle of its area's right end. */
static bool find_ends(struct drawing *drawing, struct ends *ends) {
    const struct chart *chart = drawing->chart;
    size_t last = chart->points - 1;
    double number;
    *ends = (struct ends){.most_moved = 3 * TEXT_LINE};
    for (size_t serie = 0; chart->series > 1 && serie < chart->series; serie++)
        if (draw_value(chart, serie, last, &number))
            ends_add(drawing, ends, chart->names[serie], number,
                     sum_of(chart, serie, last) + number / 2);
    return ends->count && ends_fit(drawing, ends);
}

static void draw_plot(struct drawing *drawing, double high) {
    drawing->top += TEXT_ABOVE;
    drawing->bottom = drawing->top + lines_height(drawing->chart);
    draw_scale(drawing, 0, high);
}

void areas_draw(struct drawing *drawing) {
    const struct chart *chart = drawing->chart;
    struct ends ends;
    double high = 0;
    for (size_t point = 0; point < chart->points; point++)
        high = fmax(high, sum_of(chart, chart->series, point));
    draw_patterns(drawing);
    struct drawing before = *drawing;
    size_t size = drawing->out->size;
    bool named = find_ends(drawing, &ends);
    if (named) {
        drawing->right = chart->width - ends.width - 9;
        draw_plot(drawing, high);
        named = ends_place(drawing, &ends);
    }
    if (!named) {
        *drawing = before;
        drawing->out->size = size;
        ends.count = 0;
        draw_legend(drawing, false);
        draw_plot(drawing, high);
    }
    for (size_t serie = 0; serie < chart->series; serie++)
        draw_area(drawing, serie);
    for (size_t serie = chart->series; serie-- > 0;)
        draw_edge(drawing, serie);
    ends_draw(drawing, &ends);
    lines_labels(drawing);
}
