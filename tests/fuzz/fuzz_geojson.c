/*
 * Any bytes as GeoJSON, with libFuzzer: make fuzz.
 *
 * What is refused has its message; what is read is closed rings of points on the globe.
 */
#include "base/utf8.h"
#include "content/geojson.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_ring(const struct outlines_ring *ring) {
    if (ring->count < 4)
        abort();
    struct outlines_point first = ring->points[0];
    struct outlines_point last = ring->points[ring->count - 1];
    if (first.longitude != last.longitude || first.latitude != last.latitude)
        abort();
    for (size_t i = 0; i < ring->count; i++) {
        struct outlines_point point = ring->points[i];
        if (!(point.longitude >= -180 && point.longitude <= 180 && point.latitude >= -90 &&
              point.latitude <= 90))
            abort();
    }
}

static void check_map(const struct geojson *map) {
    if (map->count == 0)
        abort();
    for (size_t i = 0; i < map->count; i++) {
        const struct geojson_feature *feature = &map->features[i];
        const struct outlines_shape *shape = &map->shapes[i];
        if (feature->code.size == 0 || utf8_check(feature->name) != feature->name.size ||
            shape->ring_count == 0 || shape->rings[0].hole)
            abort();
        for (size_t j = 0; j < shape->ring_count; j++)
            check_ring(&shape->rings[j]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct arena arena = ARENA_INIT;
    struct diag diag;
    diag_init(&diag);
    struct slice text = {(const char *)bytes, size};
    struct diag_file file = {.path = SLICE("f"), .text = text};
    struct geojson map;
    int status = geojson_parse(&arena, text, &file, &diag, &map);
    if ((status == 0) != (diag.count == 0))
        abort();
    if (status == 0)
        check_map(&map);
    diag_dispose(&diag);
    arena_dispose(&arena);
    return 0;
}
