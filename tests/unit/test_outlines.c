/* Outlines: of territories that share their borders, the drawings do too, whatever is left out;
 * odd places and shapes are drawn within their frame. */
#include "charts/outlines.h"

#include "base/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h> /* after the headers it needs */

#define SIDE 6   /* territories along each side of a tessellation */
#define BENDS 60 /* points along each border, at most */
#define SIZE 400 /* steps of the drawings */

static uint32_t state_of_chance = 1;

/* From -0.5 to 0.5, the same on every machine. */
static double chance(void) {
    state_of_chance = state_of_chance * 1664525 + 1013904223;
    return (state_of_chance >> 8) / 16777216.0 - 0.5;
}

/* Where a tessellation lies. */
struct land {
    double west, south, step;
};

static struct outlines_point point_at(const struct land *land, double x, double y) {
    double east = land->west + x * land->step;
    return (struct outlines_point){east > 180 ? east - 360 : east, land->south + y * land->step};
}

struct line {
    struct outlines_point points[BENDS + 2];
    size_t count;
};

/* A line from one corner to another, bent at random unless it lies on the frame. */
static void bend(struct line *line, const struct land *land, const double from[2],
                 const double to[2], bool frame) {
    size_t bends = frame ? 3 : (size_t)((chance() + 0.5) * BENDS);
    line->count = bends + 2;
    for (size_t i = 0; i < line->count; i++) {
        double part = (double)i / (double)(bends + 1);
        double shift = frame ? 0 : 0.4 * (part < 0.5 ? part : 1 - part); /* within the frame */
        line->points[i] = point_at(land, from[0] + (to[0] - from[0]) * part + shift * chance(),
                                   from[1] + (to[1] - from[1]) * part + shift * chance());
    }
}

static void follow(struct arena *arena, struct outlines_point **points, size_t *count,
                   const struct line *line, bool backwards) {
    for (size_t i = 0; i + 1 < line->count; i++)
        arena_push(arena, *points, *count, line->points[backwards ? line->count - 1 - i : i]);
}

/* Squares with bent borders, in a frame with straight sides. */
static struct outlines_shape *tessellate(struct arena *arena, const struct land *land) {
    double corners[SIDE + 1][SIDE + 1][2];
    struct line(*across)[SIDE] = calloc(SIDE + 1, sizeof *across);
    struct line(*up)[SIDE + 1] = calloc(SIDE, sizeof *up);
    assert_non_null(across);
    assert_non_null(up);
    for (int row = 0; row <= SIDE; row++)
        for (int column = 0; column <= SIDE; column++) {
            bool sides = column == 0 || column == SIDE, ends = row == 0 || row == SIDE;
            corners[row][column][0] = column + (sides ? 0 : 0.4 * chance());
            corners[row][column][1] = row + (ends ? 0 : 0.4 * chance());
        }
    for (int row = 0; row <= SIDE; row++)
        for (int column = 0; column < SIDE; column++)
            bend(&across[row][column], land, corners[row][column], corners[row][column + 1],
                 row == 0 || row == SIDE);
    for (int row = 0; row < SIDE; row++)
        for (int column = 0; column <= SIDE; column++)
            bend(&up[row][column], land, corners[row][column], corners[row + 1][column],
                 column == 0 || column == SIDE);
    struct outlines_shape *shapes = arena_array(arena, struct outlines_shape, SIDE * SIDE);
    for (int row = 0; row < SIDE; row++)
        for (int column = 0; column < SIDE; column++) {
            struct outlines_point *points = NULL;
            size_t count = 0;
            follow(arena, &points, &count, &across[row][column], false);
            follow(arena, &points, &count, &up[row][column + 1], false);
            follow(arena, &points, &count, &across[row + 1][column], true);
            follow(arena, &points, &count, &up[row][column], true);
            arena_push(arena, points, count, points[0]);
            struct outlines_ring *ring = arena_new(arena, struct outlines_ring);
            *ring = (struct outlines_ring){points, count, false};
            shapes[row * SIDE + column] = (struct outlines_shape){ring, 1};
        }
    free(across);
    free(up);
    return shapes;
}

static int divisor(int a, int b) {
    while (b) {
        int rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The smallest part of an edge between two points of the grid, one way whichever way it goes. */
struct segment {
    int x1, y1, x2, y2;
};

struct tally {
    struct arena *arena;
    struct map by_segment; /* to the size_t that counts it */
    struct segment *segments;
    size_t count;
};

static void count_edge(struct tally *tally, const struct outlines_edge *edge) {
    int parts = divisor(abs(edge->x2 - edge->x1), abs(edge->y2 - edge->y1));
    int x = (edge->x2 - edge->x1) / parts, y = (edge->y2 - edge->y1) / parts;
    for (int i = 0; i < parts; i++) {
        struct segment segment = {edge->x1 + i * x, edge->y1 + i * y, edge->x1 + (i + 1) * x,
                                  edge->y1 + (i + 1) * y};
        if (x < 0 || (x == 0 && y < 0))
            segment = (struct segment){segment.x2, segment.y2, segment.x1, segment.y1};
        struct slice key =
            slice_copy(tally->arena, (struct slice){(const char *)&segment, sizeof segment});
        size_t *new = arena_new(tally->arena, size_t);
        size_t *known = map_put(&tally->by_segment, key, new);
        if (!known)
            arena_push(tally->arena, tally->segments, tally->count, segment);
        ++*(known ? known : new);
    }
}

/* Every border belongs to two territories, or to one and to the frame: no gap, no overlap. */
static void assert_shared(const struct outlines *outlines) {
    struct arena arena = ARENA_INIT;
    struct tally tally = {.arena = &arena};
    size_t frame = 0;
    map_init(&tally.by_segment, &arena);
    for (size_t i = 0; i < outlines->count; i++)
        for (size_t j = 0; j < outlines->shapes[i].edge_count; j++)
            count_edge(&tally, &outlines->shapes[i].edges[j]);
    for (size_t i = 0; i < tally.count; i++) {
        struct segment segment = tally.segments[i];
        size_t *times =
            map_get(&tally.by_segment, (struct slice){(const char *)&segment, sizeof segment});
        bool upright = segment.x1 == segment.x2;
        bool level = segment.y1 == segment.y2;
        if (*times % 2 == 0)
            continue;
        assert_true((upright && (segment.x1 == 0 || segment.x1 == outlines->width)) ||
                    (level && (segment.y1 == 0 || segment.y1 == outlines->height)));
        frame++;
    }
    assert_int_equal(frame, 2 * (outlines->width + outlines->height));
    arena_dispose(&arena);
}

static void borders_stay_shared(void **state) {
    static const struct land lands[] = {
        {2, 46, 0.1},      /* a region */
        {179.7, -17, 0.1}, /* on both sides of the 180th meridian */
        {-62, 17.5, 0.02}, /* small */
        {20, 78, 0.5},     /* near a pole */
        {-5, -3, 1},       /* on the equator and on the first meridian */
    };
    static const size_t weights[] = {100000, 8000, 3500, 1200};
    (void)state;
    for (size_t i = 0; i < sizeof lands / sizeof *lands; i++)
        for (size_t j = 0; j < sizeof weights / sizeof *weights; j++) {
            struct arena arena = ARENA_INIT;
            struct outlines outlines;
            struct outlines_shape *shapes = tessellate(&arena, &lands[i]);
            size_t bytes = 0;
            assert_true(outlines_make(&arena, shapes, SIDE * SIDE, SIZE, weights[j], &outlines));
            assert_int_equal(outlines.count, SIDE * SIDE);
            assert_in_range(outlines.width, 1, SIZE);
            assert_in_range(outlines.height, 1, SIZE);
            for (size_t k = 0; k < outlines.count; k++)
                bytes += outlines.shapes[k].path.size;
            assert_in_range(bytes, SIDE * SIDE, weights[j]);
            assert_shared(&outlines);
            arena_dispose(&arena);
        }
}

/* One shape of one ring. */
static bool draw_one(struct arena *arena, const struct outlines_point *points, size_t count,
                     struct outlines *outlines) {
    struct outlines_ring ring = {points, count, false};
    struct outlines_shape shape = {&ring, 1};
    return outlines_make(arena, &shape, 1, SIZE, 1000, outlines);
}

static void odd_shapes_are_drawn_or_refused(void **state) {
    static const struct outlines_point square[] = {{2, 45}, {3, 45}, {3, 46}, {2, 46}, {2, 45}};
    static const struct outlines_point nowhere[] = {{2, 45}, {2, 45}, {2, 45}, {2, 45}};
    static const struct outlines_point flat[] = {{2, 45}, {3, 45}, {4, 45}, {2, 45}};
    static const struct outlines_point pole[] = {{0, 90}, {90, 90}, {180, 90}, {-90, 90}, {0, 90}};
    static const struct outlines_point world[] = {
        {-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}};
    struct arena arena = ARENA_INIT;
    struct outlines outlines;
    (void)state;
    assert_false(outlines_make(&arena, NULL, 0, SIZE, 1000, &outlines));
    assert_int_equal(outlines.count, 0);
    assert_true(draw_one(&arena, square, 5, &outlines));
    assert_int_equal(outlines.height, SIZE);
    assert_in_range(outlines.width, SIZE * 0.69, SIZE * 0.71); /* the cosine of 45.5 degrees */
    assert_int_equal(outlines.shapes[0].edge_count, 4);
    assert_false(draw_one(&arena, nowhere, 4, &outlines));
    if (draw_one(&arena, flat, 4, &outlines))
        assert_true(outlines.shapes[0].path.size);
    if (draw_one(&arena, pole, 5, &outlines))
        assert_true(outlines.shapes[0].path.size);
    assert_true(draw_one(&arena, world, 5, &outlines));
    assert_true(outlines.shapes[0].path.size);
    arena_dispose(&arena);
}

/* What is too small to be seen is a dot, and a drawing without end is refused. */
static void nothing_disappears(void **state) {
    static const struct outlines_point wide[] = {{2, 45}, {9, 45}, {9, 48}, {2, 48}, {2, 45}};
    static const struct outlines_point tiny[] = {{5, 50}, {5.0001, 50}, {5.0001, 50.0001}, {5, 50}};
    struct outlines_ring rings[] = {{wide, 5, false}, {tiny, 4, false}};
    struct outlines_shape shapes[] = {{&rings[0], 1}, {&rings[1], 1}};
    struct arena arena = ARENA_INIT;
    struct outlines outlines;
    double x, y;
    (void)state;
    assert_true(outlines_make(&arena, shapes, 2, SIZE, 1000, &outlines));
    assert_int_equal(outlines.shapes[1].edge_count, 4);
    assert_false(outlines_make(&arena, shapes, 2, SIZE, 20, &outlines));
    assert_true(draw_one(&arena, wide, 5, &outlines));
    double room = outlines_room(&outlines.shapes[0], 20, &x, &y);
    assert_in_range(room, outlines.width - 1, outlines.width);
    assert_in_range(x, outlines.width / 2 - 1, outlines.width / 2 + 1);
    assert_in_range(outlines_room(&outlines.shapes[0], SIZE, &x, &y), 0, 0);
    arena_dispose(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(borders_stay_shared),
        cmocka_unit_test(odd_shapes_are_drawn_or_refused),
        cmocka_unit_test(nothing_disappears),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
