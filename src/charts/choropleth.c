#include "charts/choropleth.h"

#include "charts/text.h"
#include "text/escape.h"

#include <math.h>
#include <stdlib.h>

#define MARGIN 3.0
#define NARROWED 2.0 /* how much larger numbers are where the drawing is half as large */

/* ---- Classes */

static int compare_numbers(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The roundest number that is above `below` and at most `number`. */
static double round_between(double below, double number) {
    double unit = pow(10, ceil(log10(fmax(fabs(below), fabs(number)) + 1e-300)));
    for (int i = 0; i < 40; i++, unit /= 10)
        for (int part = 1; part <= 5; part = part == 1 ? 2 : part + 3) {
            double cut = floor(number / unit * part) * (unit / part);
            if (cut > below && cut <= number)
                return cut;
        }
    return number;
}

struct choropleth_classes choropleth_classify(const double *numbers, size_t count) {
    struct choropleth_classes classes = {0};
    struct arena arena = ARENA_INIT;
    double *sorted = arena_array(&arena, double, count + 1);
    size_t distinct = 0;
    for (size_t i = 0; i < count; i++)
        sorted[i] = numbers[i];
    qsort(sorted, count, sizeof *sorted, compare_numbers);
    for (size_t i = 0; i < count; i++)
        distinct += i == 0 || sorted[i] > sorted[i - 1];
    classes.distinct = distinct <= CHOROPLETH_CLASSES;
    for (size_t i = 0; i < count; i++) {
        size_t share = classes.count * count / CHOROPLETH_CLASSES;
        if (i && !(sorted[i] > sorted[i - 1]))
            continue;
        if (classes.distinct || i == 0)
            classes.from[classes.count++] = sorted[i];
        else if (i >= share && classes.count < CHOROPLETH_CLASSES)
            classes.from[classes.count++] = round_between(sorted[i - 1], sorted[i]);
    }
    arena_dispose(&arena);
    return classes;
}

size_t choropleth_class(const struct choropleth_classes *classes, double number) {
    size_t class = 0;
    while (class + 1 < classes->count && classes->from[class + 1] <= number)
        class ++;
    return class;
}

/* ---- The drawing */

/* The lines of each grade's pattern, over a square of 12; the first and the last are plain. */
static const char *const patterns[CHOROPLETH_CLASSES] = {
    "",
    "M2 3h2M8 9h2",
    "M-3 3L3-3M0 12L12 0M9 15L15 9",
    "M-3 3L3-3M0 12L12 0M9 15L15 9M-3 9L3 15M0 0L12 12M9-3L15 3",
    "",
};

static void add_id(struct buffer *out, const struct choropleth *choropleth, const char *part,
                   size_t number) {
    escape_html(out, choropleth->id);
    buffer_format(out, "-%s%zu", part, number);
}

static void add_element(struct buffer *out, const struct choropleth *choropleth, const char *tag,
                        const char *part, size_t map, struct slice text) {
    buffer_format(out, "<%s id=\"", tag);
    add_id(out, choropleth, part, map);
    BUFFER_LITERAL(out, "\">");
    escape_html(out, text);
    buffer_format(out, "</%s>\n", tag);
}

static void add_pattern(struct buffer *out, const struct choropleth *choropleth, size_t grade,
                        const char *class_name, const char *lines) {
    BUFFER_LITERAL(out, "<pattern id=\"");
    add_id(out, choropleth, "g", grade);
    buffer_format(
        out,
        "\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\"><path class=\"%s\" "
        "d=\"M0 0H12V12H0z\"/><path class=\"motif\" d=\"%s\"/></pattern>\n",
        class_name, lines);
}

static void add_patterns(struct buffer *out, const struct choropleth *choropleth) {
    static const char *const grounds[] = {"classe-1", "classe-2", "classe-3", "classe-4",
                                          "classe-5"};
    BUFFER_LITERAL(out, "<defs>\n");
    for (size_t grade = 0; grade < CHOROPLETH_CLASSES; grade++)
        if (*patterns[grade])
            add_pattern(out, choropleth, grade + 1, grounds[grade], patterns[grade]);
    add_pattern(out, choropleth, 0, "sans-donnee", "M4 4L8 8M8 4L4 8");
    BUFFER_LITERAL(out, "</defs>\n");
}

static void open_drawing(struct buffer *out, const struct choropleth *choropleth, size_t map) {
    buffer_format(out,
                  "<svg class=\"dessin choroplethe\" viewBox=\"%d %d %d %d\" role=\"img\" "
                  "aria-labelledby=\"",
                  -(int)MARGIN, -(int)MARGIN, choropleth->width + 2 * (int)MARGIN,
                  choropleth->height + 2 * (int)MARGIN);
    add_id(out, choropleth, "t", map);
    BUFFER_LITERAL(out, " ");
    add_id(out, choropleth, "d", map);
    BUFFER_LITERAL(out, "\" focusable=\"false\">\n");
    add_element(out, choropleth, "title", "t", map, choropleth->maps[map].title);
    add_element(out, choropleth, "desc", "d", map, choropleth->maps[map].description);
    if (map == 0)
        add_patterns(out, choropleth);
}

/* The grade of a class, from 0: few classes take the whole range, one alone its middle. */
static size_t grade_of(const struct choropleth_classes *classes, size_t class) {
    size_t last = CHOROPLETH_CLASSES - 1;
    if (classes->count < 2)
        return last / 2;
    return (2 * class * last + classes->count - 1) / (2 * (classes->count - 1));
}

/* ` class="classe-1"`, or the pattern of a grade, or that of what has no number. */
static void add_fill(struct buffer *out, const struct choropleth *choropleth, bool present,
                     size_t class) {
    size_t grade = present ? grade_of(&choropleth->classes, class) + 1 : 0;
    if (present && !*patterns[grade - 1]) {
        buffer_format(out, " class=\"classe-%zu\"", grade);
        return;
    }
    BUFFER_LITERAL(out, " fill=\"url(#");
    add_id(out, choropleth, "g", grade);
    BUFFER_LITERAL(out, ")\"");
}

static void add_area(struct buffer *out, const struct choropleth *choropleth,
                     const struct choropleth_area *area) {
    BUFFER_LITERAL(out, "<path");
    add_fill(out, choropleth, area->present,
             area->present ? choropleth_class(&choropleth->classes, area->number) : 0);
    buffer_format(out, " d=\"%.*s\"><title>", SLICE_ARG(area->drawn->path));
    escape_html(out, area->words);
    BUFFER_LITERAL(out, "</title></path>\n");
}

/* The numbers that have room at a size. */
static void add_numbers(struct buffer *out, const struct choropleth *choropleth,
                        const struct choropleth_map *map, const char *class_name, double scale) {
    buffer_format(out, "<g class=\"%s\" font-size=\"%d\" text-anchor=\"middle\">", class_name,
                  (int)(TEXT_SIZE * scale));
    for (size_t i = 0; i < choropleth->count; i++) {
        const struct choropleth_area *area = &map->areas[i];
        double x = 0, y = 0;
        double width = area->present ? text_width(area->printed) * scale : INFINITY;
        if (isinf(width) || outlines_room(area->drawn, TEXT_SIZE * scale, &x, &y) < width)
            continue;
        buffer_format(out, "<text x=\"%ld\" y=\"%ld\">", lround(x),
                      lround(y + TEXT_SIZE * scale * 0.36));
        escape_html(out, area->printed);
        BUFFER_LITERAL(out, "</text>");
    }
    BUFFER_LITERAL(out, "</g>\n");
}

static void add_map(struct buffer *out, const struct choropleth *choropleth, size_t index) {
    const struct choropleth_map *map = &choropleth->maps[index];
    open_drawing(out, choropleth, index);
    for (size_t i = 0; i < choropleth->count; i++)
        add_area(out, choropleth, &map->areas[i]);
    add_numbers(out, choropleth, map, "dessin-large", 1);
    add_numbers(out, choropleth, map, "dessin-etroit", NARROWED);
    BUFFER_LITERAL(out, "</svg>\n");
}

static void add_legend_entry(struct buffer *out, const struct choropleth *choropleth, bool present,
                             size_t class, struct slice words) {
    BUFFER_LITERAL(out, "<li><svg viewBox=\"0 0 32 24\" width=\"32\" height=\"24\" "
                        "aria-hidden=\"true\"><path");
    add_fill(out, choropleth, present, class);
    BUFFER_LITERAL(out, " d=\"M1 1H31V23H1z\"/></svg> ");
    escape_html(out, words);
    BUFFER_LITERAL(out, "</li>\n");
}

static bool has_missing(const struct choropleth *choropleth) {
    for (size_t i = 0; i < choropleth->map_count; i++)
        for (size_t j = 0; j < choropleth->count; j++)
            if (!choropleth->maps[i].areas[j].present)
                return true;
    return false;
}

static void add_maps(struct buffer *out, const struct choropleth *choropleth) {
    BUFFER_LITERAL(out, "<ul class=\"cartes\">\n");
    for (size_t i = 0; i < choropleth->map_count; i++) {
        BUFFER_LITERAL(out, "<li>\n<p>");
        escape_html(out, choropleth->maps[i].name);
        BUFFER_LITERAL(out, "</p>\n");
        add_map(out, choropleth, i);
        BUFFER_LITERAL(out, "</li>\n");
    }
    BUFFER_LITERAL(out, "</ul>\n");
}

void choropleth_write(struct buffer *out, const struct choropleth *choropleth) {
    if (choropleth->map_count == 1)
        add_map(out, choropleth, 0);
    else
        add_maps(out, choropleth);
    BUFFER_LITERAL(out, "<ul class=\"legende\">\n");
    for (size_t i = 0; i < choropleth->classes.count; i++)
        add_legend_entry(out, choropleth, true, i, choropleth->legend[i]);
    if (has_missing(choropleth))
        add_legend_entry(out, choropleth, false, 0, choropleth->missing);
    BUFFER_LITERAL(out, "</ul>\n");
}
