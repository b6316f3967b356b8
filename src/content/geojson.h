/*
 * Outlines of territories, from GeoJSON (RFC 7946): a FeatureCollection whose features are a
 * Polygon or a MultiPolygon and carry the property `code`. JSON being YAML, libyaml's events do the
 * parsing.
 */
#ifndef CONTENT_GEOJSON_H
#define CONTENT_GEOJSON_H

#include "base/diag.h"
#include "charts/outlines.h"

struct geojson_feature {
    struct slice code;        /* text, as written: "01004"; never empty, never twice */
    struct slice name;        /* property `nom` or `name`; may be empty */
    struct position position; /* where the feature begins */
};

struct geojson {
    struct geojson_feature *features;
    struct outlines_shape *shapes; /* theirs: one ring at least, the first no hole, each of at least
                                      4 points */
    size_t count;                  /* 1 to BOUND_LIST */
};

/*
 * Reads a whole file into the arena. Returns 0, or -1 with what is wrong in `diag`: a feature that
 * is wrong is reported once, at its line, and reading goes on; what is no JSON ends it. Of a file
 * with an error nothing is handed out.
 */
int geojson_parse(struct arena *arena, struct slice text, const struct diag_file *file,
                  struct diag *diag, struct geojson *map);

#endif
