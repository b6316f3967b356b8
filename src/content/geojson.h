/*
 * Outlines of territories, from GeoJSON (RFC 7946): a FeatureCollection whose features are a
 * Polygon or a MultiPolygon and carry the property `code`. JSON being YAML, libyaml's events do the
 * parsing.
 */
#ifndef CONTENT_GEOJSON_H
#define CONTENT_GEOJSON_H

#include "base/diag.h"

struct geojson_point {
    double longitude; /* degrees, -180 to 180 */
    double latitude;  /* -90 to 90 */
};

enum geojson_ring_kind {
    GEOJSON_OUTER, /* the outline of a piece of land */
    GEOJSON_HOLE,  /* what is cut out of the outer ring before it */
};

struct geojson_ring {
    enum geojson_ring_kind kind;
    struct geojson_point *points; /* at least 4; the last is the first again */
    size_t count;
};

struct geojson_feature {
    struct slice code;          /* text, as written: "01004"; never empty, never twice */
    struct slice name;          /* property `nom` or `name`; may be empty */
    struct position position;   /* where the feature begins */
    struct geojson_ring *rings; /* at least one; the first is an outer one */
    size_t ring_count;
};

struct geojson {
    struct geojson_feature *features;
    size_t count; /* 1 to BOUND_LIST */
    double west;  /* what all points lie within */
    double south;
    double east;
    double north;
};

/*
 * Reads a whole file into the arena. Returns 0, or -1 with what is wrong in `diag`: a feature that
 * is wrong is reported once, at its line, and reading goes on; what is no JSON ends it. Of a file
 * with an error nothing is handed out.
 */
int geojson_parse(struct arena *arena, struct slice text, const struct diag_file *file,
                  struct diag *diag, struct geojson *map);

#endif
