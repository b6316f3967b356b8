#include "charts/draw.h"

#include "base/utf8.h"
#include "text/escape.h"

#include <math.h>
#include <stdlib.h>

#define SHORT_UNIT 2 /* characters of a unit that stands with each number */
#define OUTLINE 2.0  /* of a bar, with the gap around it */
#define SWATCH 28.0  /* width of a sample in the legend */

static void add_element(struct buffer *out, const char *name, struct slice id, const char *suffix,
                        struct slice text) {
    buffer_format(out, "<%s id=\"", name);
    escape_html(out, id);
    buffer_format(out, "-%s\">", suffix);
    escape_html(out, text);
    buffer_format(out, "</%s>\n", name);
}

void draw_document(struct buffer *out, int width, double height, const char *class_name,
                   struct slice id, struct slice title, struct slice description,
                   const struct buffer *body) {
    buffer_format(out, "<svg class=\"dessin%s%s\" viewBox=\"0 0 %d %ld\" font-size=\"%d\"",
                  class_name ? " " : "", class_name ? class_name : "", width, lround(ceil(height)),
                  (int)TEXT_SIZE);
    BUFFER_LITERAL(out, " role=\"img\" aria-labelledby=\"");
    escape_html(out, id);
    BUFFER_LITERAL(out, "-t ");
    escape_html(out, id);
    BUFFER_LITERAL(out, "-d\" focusable=\"false\">\n");
    add_element(out, "title", id, "t", title);
    add_element(out, "desc", id, "d", description);
    buffer_add(out, buffer_slice(body));
    BUFFER_LITERAL(out, "</svg>\n");
}

bool draw_value(const struct chart *chart, size_t serie, size_t point, double *number) {
    const struct chart_value *value = &chart->values[serie * chart->points + point];
    *number = value->number;
    return value->present && isfinite(value->number) && fabs(value->number) <= CHART_LIMIT;
}

void draw_number(struct drawing *drawing, const char *before, double number) {
    long hundredths = lround(number * 100);
    unsigned long size = (unsigned long)labs(hundredths);
    buffer_format(drawing->out, "%s%s%lu", before, hundredths < 0 ? "-" : "", size / 100);
    if (size % 10)
        buffer_format(drawing->out, ".%02lu", size % 100);
    else if (size % 100)
        buffer_format(drawing->out, ".%lu", size % 100 / 10);
}

void draw_attribute(struct drawing *drawing, const char *name, double number) {
    buffer_format(drawing->out, " %s=\"", name);
    draw_number(drawing, "", number);
    buffer_add_byte(drawing->out, '"');
}

void draw_text(struct drawing *drawing, double x, double y, enum draw_anchor anchor,
               struct slice text) {
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    BUFFER_LITERAL(drawing->out, "<text");
    draw_attribute(drawing, "x", x);
    draw_attribute(drawing, "y", y);
    buffer_format(drawing->out, "%s>", anchors[anchor]);
    escape_html(drawing->out, text);
    BUFFER_LITERAL(drawing->out, "</text>\n");
}

void draw_line(struct drawing *drawing, const char *class_name, double x1, double y1, double x2,
               double y2) {
    buffer_format(drawing->out, "<path class=\"%s\" fill=\"none\" d=\"", class_name);
    draw_number(drawing, "M", x1);
    draw_number(drawing, " ", y1);
    draw_number(drawing, "L", x2);
    draw_number(drawing, " ", y2);
    BUFFER_LITERAL(drawing->out, "\"/>\n");
}

void draw_fill(struct drawing *drawing, size_t serie) {
    if (serie == 0) {
        BUFFER_LITERAL(drawing->out, " fill=\"currentColor\"");
        return;
    }
    BUFFER_LITERAL(drawing->out, " fill=\"url(#");
    escape_html(drawing->out, drawing->chart->id);
    buffer_format(drawing->out, "-m%zu)\"", serie + 1);
}

/* Its outline stays within it, so that bars side by side keep a gap. */
void draw_bar(struct drawing *drawing, size_t serie, double x1, double y1, double x2, double y2) {
    double width = fabs(x2 - x1), height = fabs(y2 - y1), inset;
    if (width == 0 || height == 0)
        return;
    inset = fmin(OUTLINE, fmin(width, height)) / 2;
    buffer_format(drawing->out, "<rect class=\"serie-%zu bord\"", serie + 1);
    draw_fill(drawing, serie);
    draw_attribute(drawing, "x", fmin(x1, x2) + inset);
    draw_attribute(drawing, "y", fmin(y1, y2) + inset);
    draw_attribute(drawing, "width", width - 2 * inset);
    draw_attribute(drawing, "height", height - 2 * inset);
    BUFFER_LITERAL(drawing->out, "/>\n");
}

void draw_patterns(struct drawing *drawing) {
    static const char *const lines[CHART_SERIES] = {
        "",
        "M-2 2L2-2M0 8L8 0M6 10L10 6",                            /* rising lines */
        "M2 3h2M6 7h2",                                           /* dots */
        "",                                                       /* the tint alone */
        "M0 4H8",                                                 /* level lines */
        "M-2 6L2 10M0 0L8 8M6-2L10 2M0 8L8 0M2-2L-2 2M6 10L10 6", /* crossed lines */
    };
    if (drawing->chart->series < 2)
        return;
    BUFFER_LITERAL(drawing->out, "<defs>\n");
    for (size_t serie = 1; serie < drawing->chart->series; serie++) {
        BUFFER_LITERAL(drawing->out, "<pattern id=\"");
        escape_html(drawing->out, drawing->chart->id);
        buffer_format(drawing->out,
                      "-m%zu\" class=\"serie-%zu\" width=\"8\" height=\"8\" "
                      "patternUnits=\"userSpaceOnUse\"><path class=\"teinte\" "
                      "d=\"M0 0H8V8H0z\"/>",
                      serie + 1, serie + 1);
        if (*lines[serie])
            buffer_format(drawing->out, "<path class=\"motif\" fill=\"none\" d=\"%s\"/>",
                          lines[serie]);
        BUFFER_LITERAL(drawing->out, "</pattern>\n");
    }
    BUFFER_LITERAL(drawing->out, "</defs>\n");
}

void draw_marker(struct drawing *drawing, size_t serie, double x, double y) {
    static const char *const shapes[CHART_SERIES] = {
        "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z", /* a disc */
        "m-4-4h8v8h-8z",                                /* a square */
        "m0-5.5l5.5 9.5h-11z",                          /* a triangle */
        "m0-6l6 6l-6 6l-6-6z",                          /* a diamond */
        "m0 5.5l5.5-9.5h-11z",                          /* a triangle on its point */
        "m-2-5h4v3h3v4h-3v3h-4v-3h-3v-4h3z",            /* a cross */
    };
    buffer_format(drawing->out, "<path class=\"serie-%zu\" fill=\"currentColor\" d=\"", serie + 1);
    draw_number(drawing, "M", x);
    draw_number(drawing, " ", y);
    buffer_format(drawing->out, "%s\"/>\n", shapes[serie]);
}

void draw_dashes(struct drawing *drawing, size_t serie) {
    static const char *const dashes[CHART_SERIES] = {"",         "9 4",         "3 3",
                                                     "12 3 3 3", "6 3 2 3 2 3", "16 5"};
    if (serie)
        buffer_format(drawing->out, " stroke-dasharray=\"%s\"", dashes[serie]);
}

struct slice draw_printed(struct drawing *drawing, double number) {
    struct slice digits = scale_print(drawing->arena, number, 2);
    struct slice unit = drawing->chart->unit;
    if (unit.size == 0 || utf8_count(unit) > SHORT_UNIT)
        return digits;
    return slice_format(drawing->arena, "%.*s\xC2\xA0%.*s", SLICE_ARG(digits), SLICE_ARG(unit));
}

/* A sample of a series, or of the target (serie: how many series there are). */
static void draw_sample(struct drawing *drawing, size_t serie, bool lines, double x, double y) {
    if (serie == drawing->chart->series) {
        draw_line(drawing, "cible", x, y, x + SWATCH - 6, y);
        return;
    }
    if (!lines) {
        draw_bar(drawing, serie, x, y - 7, x + SWATCH - 10, y + 7);
        return;
    }
    buffer_format(drawing->out, "<path class=\"serie-%zu courbe\" fill=\"none\"", serie + 1);
    draw_dashes(drawing, serie);
    draw_number(drawing, " d=\"M", x);
    draw_number(drawing, " ", y);
    draw_number(drawing, "h", SWATCH - 6);
    BUFFER_LITERAL(drawing->out, "\"/>\n");
    draw_marker(drawing, serie, x + (SWATCH - 6) / 2, y);
}

void draw_legend(struct drawing *drawing, bool lines) {
    const struct chart *chart = drawing->chart;
    bool target = lines && chart->target.present;
    if (chart->series < 2 && !target)
        return;
    double x = 0, y = drawing->top, room = chart->width - SWATCH;
    for (size_t i = 0; i < chart->series + target; i++) {
        struct slice name = i < chart->series ? chart->names[i] : chart->target_name;
        if (name.size == 0)
            continue;
        name = text_fit(drawing->arena, name, room);
        double width = SWATCH + text_width(name) + 1;
        if (x > 0 && x + width > chart->width) {
            x = 0;
            y += TEXT_LINE + 3;
        }
        draw_sample(drawing, i, lines, x, y + TEXT_ASCENT - 5);
        draw_text(drawing, x + SWATCH, y + TEXT_ASCENT, DRAW_START, name);
        x += width + 14;
    }
    drawing->top = y + TEXT_LINE + 12;
}

double draw_y(const struct drawing *drawing, double value) {
    double share = scale_share(&drawing->scale, value);
    return drawing->bottom - share * (drawing->bottom - drawing->top);
}

static struct slice tick_text(struct drawing *drawing, int index) {
    const struct chart *chart = drawing->chart;
    struct slice digits = scale_print_tick(drawing->arena, &drawing->scale, index);
    if (chart->unit.size == 0 || utf8_count(chart->unit) > SHORT_UNIT)
        return digits;
    return slice_format(drawing->arena, "%.*s\xC2\xA0%.*s", SLICE_ARG(digits),
                        SLICE_ARG(chart->unit));
}

void draw_scale(struct drawing *drawing, double low, double high) {
    double room = drawing->bottom - drawing->top;
    int most = drawing->chart->small ? 2 : room < 8 * TEXT_LINE ? 4 : 5;
    drawing->scale = scale_make(low, high, most, drawing->whole);
    double widest = 0;
    for (int i = 0; i < drawing->scale.count; i++)
        widest = fmax(widest, text_width(tick_text(drawing, i)));
    drawing->left = widest + 8;
    for (int i = 0; i < drawing->scale.count; i++) {
        double y = draw_y(drawing, scale_tick(&drawing->scale, i));
        bool zero = drawing->scale.first + i == 0;
        draw_line(drawing, zero ? "axe" : "repere", drawing->left, y, drawing->right, y);
        draw_text(drawing, widest, y + 5, DRAW_END, tick_text(drawing, i));
    }
}
