#include "site/maps.h"

#include "content/geojson.h"
#include "text/escape.h"
#include "text/french.h"

#define MAPS_SIZE 600   /* steps of the grid: what a wide column shows */
#define MAPS_BYTES 8000 /* of all paths, on each page that has a map */

/* The outlines as charts/ takes them. */
static struct outlines_shape *shapes_of(struct arena *arena, const struct geojson *outlines) {
    struct outlines_shape *shapes = arena_array(arena, struct outlines_shape, outlines->count);
    for (size_t i = 0; i < outlines->count; i++) {
        const struct geojson_feature *feature = &outlines->features[i];
        struct outlines_ring *rings = arena_array(arena, struct outlines_ring, feature->ring_count);
        for (size_t j = 0; j < feature->ring_count; j++) {
            const struct geojson_ring *ring = &feature->rings[j];
            struct outlines_point *points = arena_array(arena, struct outlines_point, ring->count);
            for (size_t k = 0; k < ring->count; k++)
                points[k] =
                    (struct outlines_point){ring->points[k].longitude, ring->points[k].latitude};
            rings[j] = (struct outlines_ring){points, ring->count};
        }
        shapes[i] = (struct outlines_shape){rings, feature->ring_count};
    }
    return shapes;
}

const struct maps *maps_make(struct arena *arena, const struct geojson *outlines) {
    if (!outlines)
        return NULL;
    struct arena temporary = ARENA_INIT;
    struct buffer ground = BUFFER_INIT;
    struct maps *maps = arena_new(arena, struct maps);
    bool drawn = outlines_make(arena, shapes_of(&temporary, outlines), outlines->count, MAPS_SIZE,
                               MAPS_BYTES, &maps->outlines);
    map_init(&maps->by_code, arena);
    for (size_t i = 0; i < maps->outlines.count; i++) {
        map_put(&maps->by_code, outlines->features[i].code, &maps->outlines.shapes[i]);
        buffer_add(&ground, maps->outlines.shapes[i].path);
    }
    maps->ground = slice_copy(arena, buffer_slice(&ground));
    buffer_dispose(&ground);
    arena_dispose(&temporary);
    return drawn ? maps : NULL;
}

static void open_drawing(const struct maps *maps, struct buffer *out, const char *role,
                         struct slice label) {
    buffer_format(out, "<svg viewBox=\"-3 -3 %d %d\" role=\"%s\" aria-label=\"",
                  maps->outlines.width + 6, maps->outlines.height + 6, role);
    escape_html(out, label);
    BUFFER_LITERAL(out, "\">");
}

static void add_path(struct buffer *out, const char *class_name, struct slice path) {
    buffer_format(out, "<path class=\"%s\" d=\"%.*s\"/>", class_name, SLICE_ARG(path));
}

static struct value close_drawing(struct arena *arena, struct buffer *out, bool found) {
    BUFFER_LITERAL(out, "</svg>");
    struct value drawing = found ? value_html(slice_copy(arena, buffer_slice(out))) : value_none();
    buffer_dispose(out);
    return drawing;
}

struct value maps_draw_places(const struct maps *maps, struct arena *arena,
                              const struct list *communes, struct slice label) {
    struct buffer out = BUFFER_INIT;
    bool found = false;
    if (!maps)
        return value_none();
    open_drawing(maps, &out, "img", label);
    add_path(&out, "commune", maps->ground);
    for (size_t i = 0; i < communes->count; i++) {
        const struct commune *commune = communes->items[i];
        const struct outlines_drawn *drawn = map_get(&maps->by_code, commune->code);
        if (drawn)
            add_path(&out, "commune ici", drawn->path);
        found = found || drawn;
    }
    return close_drawing(arena, &out, found);
}

struct value maps_draw_links(const struct maps *maps, struct arena *arena, const struct site *site,
                             const struct list *communes, struct slice root, struct slice label) {
    struct buffer out = BUFFER_INIT;
    bool found = false;
    if (!maps)
        return value_none();
    open_drawing(maps, &out, "group", label);
    for (size_t i = 0; i < communes->count; i++) {
        const struct commune *commune = communes->items[i];
        const struct outlines_drawn *drawn = map_get(&maps->by_code, commune->code);
        struct value href = site_href_of(site, arena, &commune->record);
        if (!drawn)
            continue;
        if (href.kind != VALUE_TEXT) {
            add_path(&out, "commune", drawn->path);
            continue;
        }
        found = true;
        BUFFER_LITERAL(&out, "<a href=\"");
        escape_html(&out, slice_concat(arena, root, href.text));
        BUFFER_LITERAL(&out, "\" aria-label=\"");
        escape_html(&out, french_text(arena, commune->name));
        BUFFER_LITERAL(&out, "\">");
        add_path(&out, "commune", drawn->path);
        BUFFER_LITERAL(&out, "</a>");
    }
    return close_drawing(arena, &out, found);
}
