/* Choropleths: no class is empty, there are five at most, and what has no number says so. */
#include "charts/choropleth.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h> /* after the headers it needs */

#define MOST 200

static void assert_classes(const double *numbers, size_t count) {
    struct choropleth_classes classes = choropleth_classify(numbers, count);
    size_t used[CHOROPLETH_CLASSES] = {0};
    assert_in_range(classes.count, 1, CHOROPLETH_CLASSES);
    for (size_t i = 1; i < classes.count; i++)
        assert_true(classes.from[i] > classes.from[i - 1]);
    for (size_t i = 0; i < count; i++) {
        size_t class = choropleth_class(&classes, numbers[i]);
        assert_true(class < classes.count && numbers[i] >= classes.from[class]);
        assert_true(!classes.distinct || numbers[i] <= classes.from[class]);
        used[class]++;
    }
    for (size_t i = 0; i < classes.count; i++)
        assert_true(used[i] > 0);
}

static void no_class_is_empty(void **state) {
    static const double scales[] = {1e-9, 0.01, 1, 37, 1e6, 1e30};
    double numbers[MOST];
    uint32_t chance = 1;
    (void)state;
    for (size_t scale = 0; scale < sizeof scales / sizeof *scales; scale++)
        for (size_t count = 1; count <= MOST; count += 1 + count / 8)
            for (uint32_t values = 1; values < 5000; values = values * 3 + 1) {
                for (size_t i = 0; i < count; i++) {
                    chance = chance * 1664525 + 1013904223;
                    numbers[i] = ((double)((chance >> 8) % values) - values / 3.0) * scales[scale];
                }
                assert_classes(numbers, count);
            }
    assert_int_equal(choropleth_classify(numbers, 0).count, 0);
}

static void cuts_are_round(void **state) {
    static const double minutes[] = {3, 3, 9, 7, 14, 8, 17, 19, 21, 24, 34, 31};
    static const double few[] = {2, 1, 1, 4, 2};
    struct choropleth_classes classes = choropleth_classify(minutes, 12);
    (void)state;
    assert_false(classes.distinct);
    assert_int_equal(classes.count, 5);
    assert_true(fabs(classes.from[1] - 5) < 1e-9); /* between 3 and 7 */
    classes = choropleth_classify(few, 5);
    assert_true(classes.distinct);
    assert_int_equal(classes.count, 3);
}

static bool has(const struct buffer *out, const char *text) {
    return slice_search(buffer_slice(out), slice_from(text)) < out->size;
}

static size_t count_of(const struct buffer *out, const char *text) {
    struct slice rest = buffer_slice(out), wanted = slice_from(text);
    size_t count = 0, at;
    while ((at = slice_search(rest, wanted)) < rest.size) {
        rest = slice_from_offset(rest, at + wanted.size);
        count++;
    }
    return count;
}

/* `classes` numbers on squares of which the last may have none, `maps` times. */
static void draw(struct buffer *out, size_t classes, bool missing, size_t maps) {
    static const struct outlines_point square[] = {{2, 45}, {3, 45}, {3, 46}, {2, 46}, {2, 45}};
    static const struct slice legend[CHOROPLETH_CLASSES] = {
        {"un", 2}, {"deux", 4}, {"trois", 5}, {"quatre", 6}, {"cinq", 4}};
    struct outlines_ring ring = {square, 5, false};
    struct outlines_shape shape = {&ring, 1};
    struct arena arena = ARENA_INIT;
    struct outlines outlines;
    struct choropleth_area areas[CHOROPLETH_CLASSES + 1];
    struct choropleth_map map = {SLICE("A < B"), SLICE("<t>"), SLICE("d"), areas};
    struct choropleth_map several[] = {map, map, map};
    double numbers[CHOROPLETH_CLASSES];
    assert_true(outlines_make(&arena, &shape, 1, 400, 1000, &outlines));
    for (size_t i = 0; i < classes; i++) {
        numbers[i] = (double)i + 12;
        areas[i] = (struct choropleth_area){&outlines.shapes[0], true, numbers[i], SLICE("12"),
                                            SLICE("A & B")};
    }
    areas[classes] = (struct choropleth_area){&outlines.shapes[0], false, 0, SLICE(""), SLICE("C")};
    struct choropleth choropleth = {.id = SLICE("x"),
                                    .maps = several,
                                    .map_count = maps,
                                    .count = classes + missing,
                                    .classes = choropleth_classify(numbers, classes),
                                    .legend = legend,
                                    .missing = SLICE("nd")};
    choropleth_write(out, &choropleth);
    arena_dispose(&arena);
}

static void what_has_no_number_has_crosses(void **state) {
    struct buffer out = BUFFER_INIT;
    (void)state;
    draw(&out, 1, false, 1);
    assert_true(has(&out, "A &amp; B") && has(&out, ">12</text>") && has(&out, "&lt;t&gt;"));
    assert_false(has(&out, "fill=\"url(#x-g0)\"") || has(&out, " nd</li>"));
    buffer_reset(&out);
    draw(&out, 1, true, 1);
    assert_int_equal(count_of(&out, "fill=\"url(#x-g0)\""), 2); /* one is in the legend */
    assert_true(has(&out, " nd</li>"));
    buffer_dispose(&out);
}

/* No two classes, nor a class and what has no number, are filled alike. */
static void fills_differ(void **state) {
    (void)state;
    for (size_t classes = 1; classes <= CHOROPLETH_CLASSES; classes++) {
        struct buffer out = BUFFER_INIT;
        draw(&out, classes, true, 1);
        for (size_t grade = 0; grade <= CHOROPLETH_CLASSES; grade++) {
            char pattern[32], plain[64];
            snprintf(pattern, sizeof pattern, "fill=\"url(#x-g%zu)\"", grade);
            snprintf(plain, sizeof plain, "<path class=\"classe-%zu\" d=\"M1 1", grade);
            assert_in_range(count_of(&out, pattern), 0, 2); /* on an area and in the legend */
            assert_in_range(count_of(&out, plain), 0, 1);
        }
        assert_int_equal(count_of(&out, "M1 1H31"), classes + 1);
        assert_true(classes < 2 || has(&out, "<path class=\"classe-5\" d=\"M1 1"));
        buffer_dispose(&out);
    }
}

/* They share their legend and their patterns; each has its name, its ids its own. */
static void maps_stand_side_by_side(void **state) {
    struct buffer out = BUFFER_INIT;
    (void)state;
    draw(&out, 3, true, 3);
    assert_int_equal(count_of(&out, "class=\"dessin choroplethe\""), 3);
    assert_int_equal(count_of(&out, "<p>A &lt; B</p>"), 3);
    assert_int_equal(count_of(&out, "class=\"legende\""), 1);
    assert_int_equal(count_of(&out, "<defs>"), 1);
    assert_int_equal(count_of(&out, "id=\"x-t0\""), 1);
    assert_int_equal(count_of(&out, "id=\"x-d2\""), 1);
    buffer_dispose(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_class_is_empty),
        cmocka_unit_test(cuts_are_round),
        cmocka_unit_test(what_has_no_number_has_crosses),
        cmocka_unit_test(fills_differ),
        cmocka_unit_test(maps_stand_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
