#include "charts/chart.h"

#include "charts/kinds.h"

#include <math.h>

/* Whether there is something to draw, and not too much; and whether all values are whole. */
static bool suits(const struct chart *chart, bool *whole) {
    size_t most = chart->type == CHART_BARS || (chart->type == CHART_STACKED && !areas_suit(chart))
                      ? CHART_BARS_MOST
                      : CHART_POINTS_MOST;
    if (chart->series == 0 || chart->series > CHART_SERIES || chart->points == 0 ||
        chart->points > most / chart->series)
        return false;
    bool some = false;
    double number;
    *whole = true;
    for (size_t i = 0; i < chart->series * chart->points; i++)
        if (draw_value(chart, i / chart->points, i % chart->points, &number)) {
            some = true;
            *whole = *whole && number == floor(number);
        }
    return some;
}

static void draw(struct drawing *drawing) {
    const struct chart *chart = drawing->chart;
    if (chart->type == CHART_LINES)
        lines_draw(drawing);
    else if (chart->type == CHART_STACKED && areas_suit(chart))
        areas_draw(drawing);
    else
        bars_draw(drawing, chart->type == CHART_STACKED);
}

bool chart_write(struct buffer *out, const struct chart *given) {
    struct chart chart = *given;
    bool whole;
    if (!suits(&chart, &whole))
        return false;
    chart.target.present = chart.target.present && isfinite(chart.target.number) &&
                           fabs(chart.target.number) <= CHART_LIMIT;
    struct arena arena = ARENA_INIT;
    struct buffer body = BUFFER_INIT;
    struct drawing drawing = {
        .out = &body, .arena = &arena, .chart = &chart, .whole = whole, .right = chart.width - 1};
    draw(&drawing);
    draw_document(out, chart.width, drawing.height, chart.class_name, chart.id, chart.title,
                  chart.description, &body);
    buffer_dispose(&body);
    arena_dispose(&arena);
    return true;
}
