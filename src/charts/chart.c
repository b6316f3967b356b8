#include "charts/chart.h"

#include "charts/kinds.h"
#include "text/escape.h"

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

static void add_element(struct buffer *out, const char *name, const struct chart *chart,
                        const char *suffix, struct slice text) {
    buffer_format(out, "<%s id=\"", name);
    escape_html(out, chart->id);
    buffer_format(out, "-%s\">", suffix);
    escape_html(out, text);
    buffer_format(out, "</%s>\n", name);
}

/* The opening tag comes after the body is made: its height is known by then. */
static void add_head(struct buffer *out, const struct chart *chart, double height) {
    buffer_format(out, "<svg class=\"dessin%s%s\" viewBox=\"0 0 %d %ld\" font-size=\"%d\"",
                  chart->class_name ? " " : "", chart->class_name ? chart->class_name : "",
                  chart->width, lround(ceil(height)), (int)TEXT_SIZE);
    BUFFER_LITERAL(out, " role=\"img\" aria-labelledby=\"");
    escape_html(out, chart->id);
    BUFFER_LITERAL(out, "-t ");
    escape_html(out, chart->id);
    BUFFER_LITERAL(out, "-d\" focusable=\"false\">\n");
    add_element(out, "title", chart, "t", chart->title);
    add_element(out, "desc", chart, "d", chart->description);
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
    add_head(out, &chart, drawing.height);
    buffer_add(out, buffer_slice(&body));
    BUFFER_LITERAL(out, "</svg>\n");
    buffer_dispose(&body);
    arena_dispose(&arena);
    return true;
}
