/* The small map: its drawing lies in its frame, neighbours share their border, its weight is
 * bounded. */
#include "site/locator.h"

#include "content/geojson.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h> /* after the headers it needs */

#define SIDE 4

/* A grid of squares, each side bent by `points` steps that both neighbours follow. */
static struct geojson *grid_of(struct arena *arena, size_t points) {
    struct geojson *map = arena_new(arena, struct geojson);
    *map = (struct geojson){.west = 0, .south = 45, .east = SIDE, .north = 45 + SIDE};
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        struct geojson_feature feature = {.code = slice_format(arena, "%zu", i)};
        struct geojson_ring *ring = arena_new(arena, struct geojson_ring);
        *ring = (struct geojson_ring){.kind = GEOJSON_OUTER};
        size_t column = i % SIDE, row = i / SIDE;
        double x = (double)column, y = 45 + (double)row;
        const double corners[5][2] = {{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}, {x, y}};
        for (size_t side = 0; side < 4; side++)
            for (size_t j = 0; j <= points; j++) {
                double part = (double)j / (double)(points + 1);
                double a = corners[side][0] * (1 - part) + corners[side + 1][0] * part;
                double b = corners[side][1] * (1 - part) + corners[side + 1][1] * part;
                struct geojson_point point = {a, b};
                arena_push(arena, ring->points, ring->count, point);
            }
        arena_push(arena, ring->points, ring->count, ring->points[0]);
        feature.rings = ring;
        feature.ring_count = 1;
        arena_push(arena, map->features, map->count, feature);
    }
    return map;
}

/* Walks a path: every corner lies in the frame. Returns how many there are. */
static size_t walk(const struct locator *locator, struct slice shape) {
    char *at = (char *)shape.data;
    const char *end = shape.data + shape.size;
    size_t corners = 0;
    while (at < end) {
        assert_int_equal(*at, 'M');
        long x = strtol(at + 1, &at, 10), y = strtol(at, &at, 10);
        assert_int_equal(*at++, 'l');
        for (;; corners++) {
            assert_in_range(x, 0, locator->width);
            assert_in_range(y, 0, locator->height);
            if (*at == 'z')
                break;
            x += strtol(at, &at, 10);
            y += strtol(at, &at, 10);
        }
        at++;
    }
    return corners;
}

static void squares_stay_squares(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct locator locator;
    assert_true(locator_init(&locator, &arena, grid_of(&arena, 20)));
    assert_true(abs(locator.height - 400) <= 1);
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        const struct slice *shape = map_get(&locator.shapes, slice_format(&arena, "%zu", i));
        assert_non_null(shape);
        assert_int_equal(walk(&locator, *shape), 3); /* straight points are left out */
    }
    arena_dispose(&arena);
}

static void drawing_names_its_communes(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct locator locator;
    struct commune commune = {.code = SLICE("5")}, other = {.code = SLICE("99")};
    void *items[] = {&other, &commune};
    struct list both = {items, 2, 0}, none = {items, 1, 0};
    assert_true(locator_init(&locator, &arena, grid_of(&arena, 0)));
    struct value drawing = locator_draw(&locator, &arena, &both, SLICE("A & \"B\""));
    assert_int_equal(drawing.kind, VALUE_HTML);
    assert_true(slice_search(drawing.text, SLICE("A &amp; &quot;B&quot;")) < drawing.text.size);
    assert_true(slice_search(drawing.text, SLICE("commune ici")) < drawing.text.size);
    assert_int_equal(locator_draw(&locator, &arena, &none, SLICE("x")).kind, VALUE_NONE);
    arena_dispose(&arena);
}

static void no_outline_no_map(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct locator locator;
    struct list none = {0};
    assert_false(locator_init(&locator, &arena, NULL));
    assert_int_equal(locator_draw(&locator, &arena, &none, SLICE("x")).kind, VALUE_NONE);
    struct geojson *point = grid_of(&arena, 0);
    for (size_t i = 0; i < point->count; i++) /* all in one place: nothing to draw */
        for (size_t j = 0; j < point->features[i].rings->count; j++)
            point->features[i].rings->points[j] = (struct geojson_point){0, 45};
    point->east = point->west;
    point->north = point->south;
    assert_false(locator_init(&locator, &arena, point));
    arena_dispose(&arena);
}

/* Outlines too fine for the bound are drawn coarser; a territory too large has no map. */
static void weight_is_bounded(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct locator locator;
    struct geojson *fine = grid_of(&arena, 400);
    for (size_t i = 0; i < fine->count; i++)
        for (size_t j = 0; j < fine->features[i].rings->count; j++) {
            struct geojson_point *point = &fine->features[i].rings->points[j];
            point->longitude += 0.02 * sin(point->latitude * 900);
            point->longitude = point->longitude < 0 ? 0 : point->longitude;
        }
    fine->east = SIDE + 0.02;
    if (locator_init(&locator, &arena, fine))
        assert_in_range(locator.ground.size, 1, 4096);
    struct geojson *many = arena_new(&arena, struct geojson);
    *many = *fine;
    many->features = NULL;
    many->count = 0;
    for (size_t i = 0; i < 1000; i++)
        arena_push(&arena, many->features, many->count, fine->features[i % (SIDE * SIDE)]);
    for (size_t i = 0; i < 1000; i++)
        many->features[i].code = slice_format(&arena, "%zu", i);
    assert_false(locator_init(&locator, &arena, many));
    arena_dispose(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(squares_stay_squares),
        cmocka_unit_test(drawing_names_its_communes),
        cmocka_unit_test(no_outline_no_map),
        cmocka_unit_test(weight_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
