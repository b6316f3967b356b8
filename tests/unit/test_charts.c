/*
 * Charts: what must hold of any drawing, over generated numbers: text boxes that don't touch, all
 * inside the viewBox, well-formed XML, round ticks in order, values inside the plot.
 */
#include "charts/chart.h"
#include "charts/gantt.h"
#include "charts/ring.h"
#include "charts/scale.h"
#include "charts/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define POINTS 40

/* A generator of our own: the same numbers everywhere. */
static uint64_t state = 1;

static unsigned roll(unsigned sides) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(state >> 33) % sides;
}

struct box {
    double left, right, top, bottom;
};

/* The value of an attribute of the tag that begins at `tag`. */
static bool attribute_of(const char *tag, const char *name, char *value, size_t size) {
    char wanted[32];
    snprintf(wanted, sizeof wanted, " %s=\"", name);
    const char *end = strchr(tag, '>'), *at = strstr(tag, wanted);
    if (!at || at > end)
        return false;
    at += strlen(wanted);
    size_t length = strcspn(at, "\"");
    assert_true(length < size);
    memcpy(value, at, length);
    value[length] = '\0';
    return true;
}

static double number_of(const char *tag, const char *name) {
    char value[64], *end;
    assert_true(attribute_of(tag, name, value, sizeof value));
    double number = strtod(value, &end);
    assert_true(*end == '\0' && isfinite(number));
    return number;
}

/* The text of an element, its entities undone. */
static struct slice content_of(struct arena *arena, const char *tag) {
    static const struct {
        const char *entity;
        char byte;
    } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    const char *at = strchr(tag, '>') + 1, *end = strchr(at, '<');
    char *bytes = arena_alloc(arena, (size_t)(end - at) + 1);
    size_t size = 0;
    while (at < end) {
        size_t skip = 1;
        bytes[size] = *at;
        for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
            if (strncmp(at, entities[i].entity, strlen(entities[i].entity)) == 0) {
                bytes[size] = entities[i].byte;
                skip = strlen(entities[i].entity);
            }
        size++;
        at += skip;
    }
    return (struct slice){bytes, size};
}

static struct box box_of(struct arena *arena, const char *tag) {
    char anchor[16] = "start";
    double x = number_of(tag, "x"), y = number_of(tag, "y");
    double width = text_width(content_of(arena, tag));
    attribute_of(tag, "text-anchor", anchor, sizeof anchor);
    if (strcmp(anchor, "end") == 0)
        x -= width;
    if (strcmp(anchor, "middle") == 0)
        x -= width / 2;
    return (struct box){x, x + width, y - TEXT_SIZE * 0.8, y + TEXT_SIZE * 0.25};
}

static bool touch(const struct box *a, const struct box *b) {
    return a->left < b->right - 0.02 && b->left < a->right - 0.02 && a->top < b->bottom &&
           b->top < a->bottom;
}

/* All texts lie in the viewBox and apart from one another. */
static void check_texts(const char *svg, double width, double height) {
    struct arena arena = ARENA_INIT;
    static struct box boxes[2000];
    size_t count = 0;
    for (const char *at = strstr(svg, "<text"); at; at = strstr(at + 1, "<text")) {
        struct box box = box_of(&arena, at);
        if (box.left < -0.02 || box.right > width + 0.02 || box.top < 0 || box.bottom > height)
            fail_msg("text out of the drawing: %.60s\n%s", at, svg);
        for (size_t i = 0; i < count; i++)
            if (touch(&boxes[i], &box))
                fail_msg("texts overlap: %.60s\n%s", at, svg);
        assert_true(count < sizeof boxes / sizeof *boxes);
        boxes[count++] = box;
    }
    arena_dispose(&arena);
}

/* Every number of the paths and bars lies in the viewBox; markers have relative parts, so only
 * absolute points are looked at. */
static void check_shapes(const char *svg, double width, double height) {
    const char *body = strstr(svg, "</defs>");
    body = body ? body : svg;
    for (const char *at = strstr(body, "<rect"); at; at = strstr(at + 1, "<rect")) {
        double x = number_of(at, "x"), y = number_of(at, "y");
        assert_true(x >= -0.01 && x + number_of(at, "width") <= width + 0.02);
        assert_true(y >= -0.01 && y + number_of(at, "height") <= height + 0.02);
    }
    for (const char *at = strstr(body, " d=\""); at; at = strstr(at + 1, " d=\""))
        for (const char *c = at + 4; *c != '"'; c++)
            if (*c == 'M' || *c == 'L') {
                char *end;
                double x = strtod(c + 1, &end), y = strtod(end, &end);
                if (x < -0.01 || x > width + 0.01 || y < -0.01 || y > height + 0.01)
                    fail_msg("point %g %g out of the drawing\n%s", x, y, svg);
            }
}

/* Tags close in order, attributes are quoted; no number is NaN or infinite; no style. */
static void check_xml(const char *svg) {
    char names[16][16];
    size_t depth = 0;
    for (const char *at = strchr(svg, '<'); at; at = strchr(at + 1, '<')) {
        const char *end = strchr(at, '>');
        assert_non_null(end);
        size_t length = strcspn(at + 1, " >/");
        if (at[1] == '/') {
            length = strcspn(at + 2, ">");
            assert_true(depth > 0 && strlen(names[depth - 1]) == length &&
                        memcmp(names[depth - 1], at + 2, length) == 0);
            depth--;
        } else if (end[-1] != '/') {
            assert_true(depth < 16 && length < 16);
            memcpy(names[depth], at + 1, length);
            names[depth++][length] = '\0';
        }
        size_t quotes = 0;
        for (const char *c = at; c < end; c++)
            quotes += *c == '"';
        assert_true(quotes % 2 == 0);
        assert_null(memchr(at + 1, '<', (size_t)(end - at - 1)));
    }
    assert_true(depth == 0);
    for (const char *at = strstr(svg, "nan"); at; at = strstr(at + 1, "nan"))
        assert_true(at - svg > 6 && strncmp(at - 6, "maintenant", 10) == 0);
    assert_null(strstr(svg, "inf"));
    assert_null(strstr(svg, "style="));
}

static void check_svg(const char *svg, int wanted_width) {
    char box[64];
    double width, height;
    assert_true(attribute_of(svg, "viewBox", box, sizeof box));
    assert_int_equal(sscanf(box, "0 0 %lf %lf", &width, &height), 2);
    assert_true(width == wanted_width && height > 20 && height < 8000);
    assert_non_null(strstr(svg, "role=\"img\""));
    assert_non_null(strstr(svg, "<title id=\""));
    assert_non_null(strstr(svg, "<desc id=\""));
    check_xml(svg);
    check_texts(svg, width, height);
    check_shapes(svg, width, height);
}

/* Draws a chart and checks it; false when it is not drawn. */
static bool check(const struct chart *chart) {
    struct buffer out = BUFFER_INIT;
    bool drawn = chart_write(&out, chart);
    if (drawn) {
        buffer_add_byte(&out, '\0');
        check_svg(out.data, chart->width);
    } else {
        assert_int_equal(out.size, 0);
    }
    buffer_dispose(&out);
    return drawn;
}

/* ---- Numbers of all sorts */

static const char *const words[] = {"2019",
                                    "Val d’Ombrelle",
                                    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
                                    "Vallée & <coteaux>",
                                    "75 ans et plus, à domicile ou en établissement médico-social",
                                    "É",
                                    "",
                                    "60-74 ans",
                                    "漢字漢字漢字漢字",
                                    "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c"};

static struct slice some_word(void) {
    return slice_from(words[roll(sizeof words / sizeof *words)]);
}

static double some_number(unsigned kind) {
    double unit = (double)roll(100000) / 1000;
    switch (kind) {
    case 0:
        return floor(unit);
    case 1:
        return unit - 50;
    case 2:
        return unit * 1e9;
    case 3:
        return 42;
    case 4:
        return 0;
    case 5:
        return -unit / 1e4;
    case 6:
        return unit * 1e27;
    case 7:
        return 1e6 + unit / 1000;
    case 8:
        return roll(4) ? unit : (double)NAN;
    default:
        return unit;
    }
}

static void draw_some(void) {
    static struct slice labels[POINTS], names[CHART_SERIES];
    static struct chart_value values[POINTS * CHART_SERIES];
    static double positions[POINTS];
    static const int widths[] = {300, 600, 240, 1200};
    struct chart chart = {.type = (enum chart_type)roll(3),
                          .width = widths[roll(4)],
                          .small = roll(4) == 0,
                          .id = SLICE("g"),
                          .title = some_word(),
                          .description = some_word(),
                          .unit = roll(2) ? SLICE("%") : SLICE("habitants"),
                          .missing = roll(2) ? SLICE("non disponible") : SLICE(""),
                          .points = 1 + roll(roll(2) ? 6 : POINTS),
                          .series = 1 + roll(CHART_SERIES),
                          .labels = labels,
                          .names = names,
                          .values = values,
                          .positions = roll(2) ? positions : NULL,
                          .target_name = SLICE("Cible")};
    unsigned kind = roll(10), holes = roll(2) ? 1 + roll(6) : 0;
    unsigned word = roll(3);
    for (size_t i = 0; i < POINTS; i++) {
        labels[i] = word == 0 ? some_word() : slice_from(word == 1 ? "2019" : "Haut-Ombrelle");
        positions[i] = i ? positions[i - 1] + 1 + roll(5) : 1990;
    }
    for (size_t i = 0; i < CHART_SERIES; i++)
        names[i] = some_word();
    for (size_t i = 0; i < POINTS * CHART_SERIES; i++)
        values[i] = (struct chart_value){!holes || roll(holes + 1), some_number(kind)};
    chart.target = (struct chart_value){roll(2), some_number(roll(9))};
    check(&chart);
}

static void any_numbers(void **unused) {
    (void)unused;
    for (int i = 0; i < 6000; i++)
        draw_some();
}

/* ---- Particular ones */

static struct chart chart_of(enum chart_type type, const struct chart_value *values,
                             size_t points) {
    static const struct slice labels[] = {{"2019", 4}, {"2021", 4}, {"2023", 4}, {"2025", 4}};
    static const struct slice names[] = {{"Territoire", 10}, {"France", 6}};
    return (struct chart){.type = type,
                          .width = 600,
                          .id = SLICE("f1"),
                          .title = SLICE("Titre"),
                          .description = SLICE("Description"),
                          .points = points,
                          .labels = labels,
                          .series = 1,
                          .names = names,
                          .values = values};
}

static void nothing_to_draw(void **unused) {
    (void)unused;
    static const struct chart_value none[4];
    static const struct chart_value huge[4] = {{true, 1e300}, {true, INFINITY}, {true, NAN}};
    static const struct chart_value one[4 * (CHART_SERIES + 1)] = {{true, 1}};
    static const struct slice names[CHART_SERIES + 1];
    for (int type = CHART_LINES; type <= CHART_STACKED; type++) {
        struct chart chart = chart_of((enum chart_type)type, none, 4);
        assert_false(check(&chart));
        chart.points = 0;
        assert_false(check(&chart));
        chart = chart_of((enum chart_type)type, huge, 4);
        assert_false(check(&chart));
        chart = chart_of((enum chart_type)type, one, 4);
        assert_true(check(&chart));
        chart.names = names;
        chart.series = CHART_SERIES + 1;
        assert_false(check(&chart));
    }
}

static size_t count_of(const char *text, const char *word) {
    size_t count = 0;
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        count++;
    return count;
}

/* A missing value breaks the line; a value without neighbours keeps a marker. */
static void lines_have_gaps(void **unused) {
    (void)unused;
    static const struct chart_value values[] = {{true, 1}, {true, 2}, {false, 0}, {true, 4}};
    struct chart chart = chart_of(CHART_LINES, values, 4);
    struct buffer out = BUFFER_INIT;
    assert_true(chart_write(&out, &chart));
    buffer_add_byte(&out, '\0');
    char path[200];
    const char *curve = strstr(out.data, "courbe\"");
    assert_non_null(curve);
    assert_true(attribute_of(curve, "d", path, sizeof path));
    assert_int_equal(count_of(path, "M"), 2);
    assert_int_equal(count_of(path, "L"), 1);
    assert_int_equal(count_of(out.data, "fill=\"currentColor\""), 3);
    buffer_dispose(&out);
}

/* The same chart, the same bytes; another id, other ids. */
static void ids_begin_with_the_prefix(void **unused) {
    (void)unused;
    static const struct chart_value values[] = {{true, 1}, {true, 2}, {true, 3}, {true, 4}};
    struct chart chart = chart_of(CHART_BARS, values, 2);
    chart.series = 2;
    struct buffer out = BUFFER_INIT, again = BUFFER_INIT;
    assert_true(chart_write(&out, &chart) && chart_write(&again, &chart));
    assert_true(slice_equal(buffer_slice(&out), buffer_slice(&again)));
    buffer_add_byte(&out, '\0');
    assert_int_equal(count_of(out.data, " id=\""), count_of(out.data, " id=\"f1-"));
    assert_non_null(strstr(out.data, "aria-labelledby=\"f1-t f1-d\""));
    assert_non_null(strstr(out.data, "url(#f1-m2)"));
    buffer_dispose(&out);
    buffer_dispose(&again);
}

/* Steps are 1, 2 or 5 times a power of ten; ticks rise and hold the range. */
static void ticks_are_round(void **unused) {
    (void)unused;
    for (int i = 0; i < 20000; i++) {
        double a = some_number(roll(8)), b = some_number(roll(8));
        double low = fmin(a, b), high = fmax(a, b);
        bool whole = roll(2);
        struct scale scale = scale_make(low, high, 5, whole);
        assert_true(scale.mantissa == 1 || scale.mantissa == 2 || scale.mantissa == 5);
        assert_true(!whole || scale.exponent >= 0);
        assert_in_range(scale.count, 2, 6);
        for (int tick = 1; tick < scale.count; tick++)
            assert_true(scale_tick(&scale, tick) > scale_tick(&scale, tick - 1));
        assert_true(scale_share(&scale, low) >= -1e-6 && scale_share(&scale, high) <= 1 + 1e-6);
    }
}

static void assert_print(double number, const char *text) {
    struct arena arena = ARENA_INIT;
    struct slice printed = scale_print(&arena, number, 2);
    if (!slice_is(printed, text))
        fail_msg("%.*s for %s", SLICE_ARG(printed), text);
    arena_dispose(&arena);
}

static void numbers_are_french(void **unused) {
    (void)unused;
    assert_print(0, "0");
    assert_print(12.5, "12,5");
    assert_print(94000, "94\xE2\x80\xAF"
                        "000");
    assert_print(-1500000, "−1,5\xC2\xA0M");
    assert_print(20e9, "20\xC2\xA0Md");
    assert_print(1.5e18, "1,5e18");
    struct arena arena = ARENA_INIT;
    struct scale scale = scale_make(0, 0.5, 5, false);
    assert_true(slice_is(scale_print_tick(&arena, &scale, 3), "0,3"));
    arena_dispose(&arena);
}

static void texts_are_cut_and_broken(void **unused) {
    (void)unused;
    struct arena arena = ARENA_INIT;
    for (int i = 0; i < 2000; i++) {
        struct slice text = some_word(), lines[3];
        double width = 20 + roll(300);
        assert_true(text_width(text_fit(&arena, text, width)) <= width);
        bool whole;
        size_t count = text_wrap(&arena, text, width, 3, lines, &whole);
        assert_true(count <= 3);
        for (size_t line = 0; line < count; line++)
            assert_true(text_width(lines[line]) <= width);
    }
    arena_dispose(&arena);
}

/* ---- Timelines */

/* Today's line passes between the texts. */
static void check_today(const char *svg) {
    struct arena arena = ARENA_INIT;
    for (const char *line = strstr(svg, "class=\"maintenant\""); line;
         line = strstr(line + 1, "class=\"maintenant\"")) {
        char points[64];
        struct box box;
        assert_true(attribute_of(line, "d", points, sizeof points));
        assert_int_equal(
            sscanf(points, "M%lf %lfL%lf %lf", &box.left, &box.top, &box.right, &box.bottom), 4);
        box.left -= 1;
        box.right += 1;
        for (const char *at = strstr(svg, "<text"); at; at = strstr(at + 1, "<text")) {
            struct box text = box_of(&arena, at);
            if (touch(&box, &text))
                fail_msg("today's line crosses %.60s\n%s", at, svg);
        }
    }
    arena_dispose(&arena);
}

static size_t count_markers(const char *svg) {
    size_t count = 0;
    for (const char *at = strstr(svg, "class=\"etape-"); at; at = strstr(at + 1, "class=\"etape-"))
        count++;
    return count;
}

/* Steps within a number of days; some without a date, which are left out. */
static void draw_timeline(size_t count, unsigned days, int width) {
    static struct gantt_step steps[GANTT_STEPS + 1];
    const int32_t first = date_first_day((struct date){2015, 3, 1});
    size_t dated = 0, states = 0, seen[GANTT_STATES] = {0};
    for (size_t i = 0; i < count; i++) {
        struct date due = date_from_day(first + (int32_t)roll(days));
        if (roll(3) == 0)
            due.day = 0;
        if (roll(8) == 0)
            due = (struct date){0, 0, 0};
        steps[i] = (struct gantt_step){some_word(), due, (enum gantt_state)roll(GANTT_STATES)};
        dated += date_is_set(due);
        states += date_is_set(due) && seen[steps[i].state]++ == 0;
    }
    struct gantt gantt = {
        .width = width,
        .id = SLICE("g"),
        .title = SLICE("Les étapes dans le temps"),
        .description = some_word(),
        .period = roll(2) ? SLICE("Calendrier : 1er septembre 2024 – 30 juin 2027") : some_word(),
        .today = first + (int32_t)roll(days * 2),
        .now = SLICE("aujourd’hui"),
        .states = {SLICE("faite"), SLICE("en cours"), SLICE("à venir"), SLICE("en retard")},
        .steps = steps,
        .count = count};
    if (roll(2))
        gantt.start = date_from_day(first + (int32_t)roll(days));
    if (roll(2)) /* before the start, now and then */
        gantt.end = date_from_day(first + (int32_t)roll(days));
    struct buffer out = BUFFER_INIT;
    bool drawn = gantt_write(&out, &gantt);
    assert_true(drawn == (dated > 0 && dated <= GANTT_STEPS));
    buffer_add_byte(&out, '\0');
    if (drawn) {
        check_svg(out.data, width);
        check_today(out.data);
        assert_int_equal(count_markers(out.data), dated + states);
    } else {
        assert_int_equal(out.size, 1);
    }
    buffer_dispose(&out);
}

static void any_timeline(void **unused) {
    static const size_t counts[] = {0, 1, 2, 7, 60, GANTT_STEPS, GANTT_STEPS + 1};
    static const unsigned days[] = {1, 40, 400, 20 * 366};
    static const int widths[] = {240, 300, 600, 1200};
    (void)unused;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (size_t j = 0; j < sizeof days / sizeof *days; j++)
            for (size_t k = 0; k < sizeof widths / sizeof *widths; k++)
                for (int again = 0; again < 10; again++)
                    draw_timeline(counts[i], days[j], widths[k]);
}

/* ---- Rings */

/* The part of the circle that is drawn, in percent. */
static double arc_of(const char *svg) {
    char dashes[32], *rest;
    const char *arc = strstr(svg, "class=\"anneau-part\"");
    if (!arc)
        return 0;
    if (!attribute_of(arc, "stroke-dasharray", dashes, sizeof dashes))
        return 100;
    double length = strtod(dashes, &rest);
    return 100 * length / strtod(rest, NULL);
}

/* The number lies in the ring, in the middle. */
static void check_middle(const char *svg, struct slice printed) {
    struct arena arena = ARENA_INIT;
    const char *group = strstr(svg, "<g"), *text = strstr(svg, "<text");
    double size = number_of(group, "font-size"), middle = number_of(text, "y") - size * 0.36;
    struct slice shown = content_of(&arena, text);
    assert_true(size >= 12 && text_width(shown) * size / TEXT_SIZE <= 80);
    assert_true(number_of(text, "x") == 60 && fabs(middle - 60) < 0.01);
    assert_true(slice_equal(shown, printed) || slice_ends(shown, "…"));
    arena_dispose(&arena);
}

static void check_ring(struct chart_value percent, struct slice printed, double arc) {
    struct ring ring = {.id = SLICE("r"),
                        .title = some_word(),
                        .description = some_word(),
                        .percent = percent,
                        .printed = printed};
    struct buffer out = BUFFER_INIT;
    ring_write(&out, &ring);
    buffer_add_byte(&out, '\0');
    check_svg(out.data, 120);
    check_middle(out.data, printed);
    assert_true(fabs(arc_of(out.data) - arc) < 0.01);
    buffer_dispose(&out);
}

static void any_ring(void **unused) {
    (void)unused;
    for (int i = 0; i <= 1000; i++)
        check_ring((struct chart_value){true, i / 10.0}, SLICE("66 %"), i / 10.0);
    check_ring((struct chart_value){true, -5}, SLICE("-5 %"), 0);
    check_ring((struct chart_value){true, 130}, SLICE("130 %"), 100);
    check_ring((struct chart_value){true, 1e300}, SLICE("1 234 567 %"), 100);
    check_ring((struct chart_value){true, NAN}, SLICE("n. d."), 0);
    check_ring((struct chart_value){true, INFINITY}, SLICE(""), 0);
    check_ring((struct chart_value){false, 50}, SLICE("secret statistique & <tu>"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_numbers),
        cmocka_unit_test(nothing_to_draw),
        cmocka_unit_test(lines_have_gaps),
        cmocka_unit_test(ids_begin_with_the_prefix),
        cmocka_unit_test(ticks_are_round),
        cmocka_unit_test(numbers_are_french),
        cmocka_unit_test(texts_are_cut_and_broken),
        cmocka_unit_test(any_timeline),
        cmocka_unit_test(any_ring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
