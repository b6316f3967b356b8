#include "site/locator.h"

#include "content/geojson.h"
#include "text/escape.h"
#include "text/french.h"

#include <math.h>

#define LOCATOR_BYTES 3500 /* of the paths of one map */

struct point {
    int x;
    int y;
};

/* From degrees to a grid of whole numbers, so that neighbours keep the same border. */
struct grid {
    const struct geojson *outlines;
    double scale;  /* steps a degree of latitude */
    double narrow; /* how much shorter a degree of longitude is */
};

static struct grid grid_of(const struct geojson *outlines, int size) {
    const double pi = 3.14159265358979323846;
    double middle = (outlines->north + outlines->south) / 2;
    double narrow = cos(middle * pi / 180);
    double width = (outlines->east - outlines->west) * narrow;
    double height = outlines->north - outlines->south;
    double span = width > height ? width : height;
    return (struct grid){outlines, span > 0 ? size / span : 0, narrow};
}

static struct point place(const struct grid *grid, const struct geojson_point *point) {
    double x = (point->longitude - grid->outlines->west) * grid->narrow * grid->scale;
    double y = (grid->outlines->north - point->latitude) * grid->scale;
    return (struct point){(int)(x + 0.5), (int)(y + 0.5)};
}

static bool is_straight(struct point a, struct point b, struct point c) {
    return (long long)(b.x - a.x) * (c.y - b.y) == (long long)(b.y - a.y) * (c.x - b.x);
}

/* The corners of a ring on the grid; fewer than three when nothing is left of it. */
static size_t corners_of(const struct grid *grid, const struct geojson_ring *ring,
                         struct point *corners) {
    size_t count = 0;
    for (size_t i = 0; i < ring->count; i++) {
        struct point next = place(grid, &ring->points[i]);
        while (count > 1 && is_straight(corners[count - 2], corners[count - 1], next))
            count--;
        if (count && corners[count - 1].x == next.x && corners[count - 1].y == next.y)
            continue;
        corners[count++] = next;
    }
    if (count > 1 && corners[0].x == corners[count - 1].x && corners[0].y == corners[count - 1].y)
        count--;
    return count;
}

static void add_ring(struct buffer *out, const struct point *corners, size_t count) {
    buffer_format(out, "M%d %d", corners[0].x, corners[0].y);
    for (size_t i = 1; i < count; i++) {
        int x = corners[i].x - corners[i - 1].x;
        int y = corners[i].y - corners[i - 1].y;
        buffer_format(out, i == 1 ? "l%d" : x < 0 ? "%d" : " %d", x);
        buffer_format(out, y < 0 ? "%d" : " %d", y);
    }
    buffer_add_byte(out, 'z');
}

static struct slice shape_of(const struct grid *grid, struct arena *arena,
                             const struct geojson_feature *feature) {
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < feature->ring_count; i++) {
        const struct geojson_ring *ring = &feature->rings[i];
        struct point *corners = arena_array(arena, struct point, ring->count);
        size_t count = corners_of(grid, ring, corners);
        if (count > 2)
            add_ring(&out, corners, count);
    }
    struct slice shape = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return shape;
}

static bool draw_ground(struct locator *locator, struct arena *arena,
                        const struct geojson *outlines, int size) {
    struct grid grid = grid_of(outlines, size);
    struct buffer out = BUFFER_INIT;
    map_init(&locator->shapes, arena);
    for (size_t i = 0; i < outlines->count && out.size <= LOCATOR_BYTES; i++) {
        struct slice *shape = arena_new(arena, struct slice);
        *shape = shape_of(&grid, arena, &outlines->features[i]);
        if (shape->size == 0)
            continue;
        map_put(&locator->shapes, outlines->features[i].code, shape);
        buffer_format(&out, "<path class=\"commune\" d=\"%.*s\"/>", SLICE_ARG(*shape));
    }
    bool small = out.size <= LOCATOR_BYTES;
    if (small)
        locator->ground = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    struct geojson_point corner = {outlines->east, outlines->south};
    struct point size_of = place(&grid, &corner);
    locator->width = size_of.x;
    locator->height = size_of.y;
    return small;
}

bool locator_init(struct locator *locator, struct arena *arena, const struct geojson *outlines) {
    static const int sizes[] = {400, 300, 200, 150, 100, 75, 50};
    *locator = (struct locator){0};
    for (size_t i = 0; outlines && i < sizeof sizes / sizeof *sizes; i++)
        if (draw_ground(locator, arena, outlines, sizes[i]))
            return locator->ground.size != 0;
    map_init(&locator->shapes, arena); /* nothing is on it */
    return false;
}

static void open_drawing(const struct locator *locator, struct buffer *out, const char *role,
                         struct slice label) {
    buffer_format(out, "<svg viewBox=\"-2 -2 %d %d\" role=\"%s\" aria-label=\"", locator->width + 4,
                  locator->height + 4, role);
    escape_html(out, label);
    BUFFER_LITERAL(out, "\">");
}

static struct value close_drawing(struct arena *arena, struct buffer *out, bool found) {
    BUFFER_LITERAL(out, "</svg>");
    struct value drawing = found ? value_html(slice_copy(arena, buffer_slice(out))) : value_none();
    buffer_dispose(out);
    return drawing;
}

struct value locator_draw(const struct locator *locator, struct arena *arena,
                          const struct list *communes, struct slice label) {
    struct buffer out = BUFFER_INIT;
    bool found = false;
    open_drawing(locator, &out, "img", label);
    buffer_add(&out, locator->ground);
    for (size_t i = 0; i < communes->count; i++) {
        const struct commune *commune = communes->items[i];
        const struct slice *shape = map_get(&locator->shapes, commune->code);
        if (!shape)
            continue;
        found = true;
        buffer_format(&out, "<path class=\"commune ici\" d=\"%.*s\"/>", SLICE_ARG(*shape));
    }
    return close_drawing(arena, &out, found);
}

struct value locator_draw_links(const struct locator *locator, struct arena *arena,
                                const struct site *site, const struct list *communes,
                                struct slice root, struct slice label) {
    struct buffer out = BUFFER_INIT;
    bool found = false;
    open_drawing(locator, &out, "group", label);
    for (size_t i = 0; i < communes->count; i++) {
        const struct commune *commune = communes->items[i];
        const struct slice *shape = map_get(&locator->shapes, commune->code);
        struct value href = site_href_of(site, arena, &commune->record);
        if (!shape || href.kind != VALUE_TEXT)
            continue;
        found = true;
        BUFFER_LITERAL(&out, "<a href=\"");
        escape_html(&out, slice_concat(arena, root, href.text));
        BUFFER_LITERAL(&out, "\" aria-label=\"");
        escape_html(&out, french_text(arena, commune->name));
        buffer_format(&out, "\"><path class=\"commune\" d=\"%.*s\"/></a>", SLICE_ARG(*shape));
    }
    return close_drawing(arena, &out, found);
}
