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

/* Along the top of a series, then back along its bottom. */
static void draw_area(struct drawing *drawing, size_t serie) {
    const struct chart *chart = drawing->chart;
    buffer_format(drawing->out, "<path class=\"serie-%zu bord\"", serie + 1);
    draw_fill(drawing, serie);
    BUFFER_LITERAL(drawing->out, " d=\"");
    for (size_t i = 0; i < 2 * chart->points; i++) {
        bool back = i >= chart->points;
        size_t point = back ? 2 * chart->points - 1 - i : i;
        draw_number(drawing, i ? "L" : "M", lines_x(drawing, point));
        draw_number(drawing, " ", draw_y(drawing, sum_of(chart, serie + !back, point)));
    }
    BUFFER_LITERAL(drawing->out, "z\"/>\n");
}

void areas_draw(struct drawing *drawing) {
    const struct chart *chart = drawing->chart;
    double high = 0;
    for (size_t point = 0; point < chart->points; point++)
        high = fmax(high, sum_of(chart, chart->series, point));
    draw_patterns(drawing);
    draw_legend(drawing, false);
    drawing->top += TEXT_ABOVE;
    drawing->bottom = drawing->top + lines_height(chart);
    draw_scale(drawing, 0, high);
    for (size_t serie = 0; serie < chart->series; serie++)
        draw_area(drawing, serie);
    lines_labels(drawing);
}
