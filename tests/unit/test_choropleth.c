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

static void what_has_no_number_is_hatched(void **state) {
    static const struct outlines_point square[] = {{2, 45}, {3, 45}, {3, 46}, {2, 46}, {2, 45}};
    struct outlines_ring ring = {square, 5, false};
    struct outlines_shape shape = {&ring, 1};
    struct arena arena = ARENA_INIT;
    struct buffer out = BUFFER_INIT;
    struct outlines outlines;
    struct slice legend = SLICE("12 %");
    (void)state;
    assert_true(outlines_make(&arena, &shape, 1, 400, 1000, &outlines));
    struct choropleth_area areas[] = {
        {&outlines.shapes[0], true, 12, SLICE("12"), SLICE("A & B")},
        {&outlines.shapes[0], false, 0, SLICE(""), SLICE("C")},
    };
    struct choropleth choropleth = {.id = SLICE("x"),
                                    .title = SLICE("<t>"),
                                    .areas = areas,
                                    .count = 1,
                                    .legend = &legend,
                                    .missing = SLICE("nd")};
    choropleth.classes = choropleth_classify(&areas[0].number, 1);
    choropleth_write(&out, &choropleth);
    assert_true(slice_search(buffer_slice(&out), SLICE("A &amp; B")) < out.size);
    assert_true(slice_search(buffer_slice(&out), SLICE(">12</text>")) < out.size);
    assert_false(slice_search(buffer_slice(&out), SLICE("sans-donnee")) < out.size);
    choropleth.count = 2;
    choropleth_write(&out, &choropleth);
    assert_true(slice_search(buffer_slice(&out), SLICE("sans-donnee")) < out.size);
    assert_true(slice_search(buffer_slice(&out), SLICE(" nd</li>")) < out.size);
    buffer_dispose(&out);
    arena_dispose(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_class_is_empty),
        cmocka_unit_test(cuts_are_round),
        cmocka_unit_test(what_has_no_number_is_hatched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
