#include "content/geojson.h"

#include "base/bounds.h"
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define SQUARE "[[0,0],[1,0],[1,1],[0,0]]"
#define GEOMETRY "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" SQUARE "]}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define FEATURE(properties, geometry)                                                              \
    "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":" geometry "}"
#define POLYGON(coordinates) "{\"type\":\"Polygon\",\"coordinates\":" coordinates "}"

struct reading {
    struct arena arena;
    struct diag diag;
    struct diag_file file;
    struct geojson map;
    int status;
};

static void reading_init(struct reading *reading, struct slice text) {
    *reading = (struct reading){.arena = ARENA_INIT};
    diag_init(&reading->diag);
    reading->file = (struct diag_file){.path = SLICE("donnees/a.geojson"), .text = text};
    reading->status =
        geojson_parse(&reading->arena, text, &reading->file, &reading->diag, &reading->map);
    diag_sort(&reading->diag);
}

static void reading_dispose(struct reading *reading) {
    diag_dispose(&reading->diag);
    arena_dispose(&reading->arena);
}

/* The map in short: "code,name:" then for each ring "+" (outer) or "-" (hole) and its points. */
static void assert_map(struct slice text, const char *expected) {
    struct reading reading;
    struct buffer words = BUFFER_INIT;
    reading_init(&reading, text);
    assert_int_equal(reading.diag.count, 0);
    assert_int_equal(reading.status, 0);
    for (size_t i = 0; i < reading.map.count; i++) {
        const struct geojson_feature *feature = &reading.map.features[i];
        buffer_format(&words, "%.*s,%.*s:", SLICE_ARG(feature->code), SLICE_ARG(feature->name));
        for (size_t j = 0; j < reading.map.shapes[i].ring_count; j++) {
            const struct outlines_ring *ring = &reading.map.shapes[i].rings[j];
            buffer_add_byte(&words, ring->hole ? '-' : '+');
            for (size_t k = 0; k < ring->count; k++)
                buffer_format(&words, "(%g %g)", ring->points[k].longitude,
                              ring->points[k].latitude);
        }
        buffer_add_byte(&words, ';');
    }
    buffer_add_byte(&words, '\0');
    assert_string_equal(words.data, expected);
    buffer_dispose(&words);
    reading_dispose(&reading);
}

static void reads_polygons(void **state) {
    (void)state;
    assert_map(SLICE(COLLECTION(FEATURE("\"code\":\"01004\",\"nom\":\"Amb\\u00e9rieu\"",
                                        POLYGON("[[[3.5,-45.25],[4,45],[4e0,46],[3.5,-45.25]]]")))),
               "01004,Ambérieu:+(3.5 -45.25)(4 45)(4 46)(3.5 -45.25);");
    /* Keys in another order, an altitude, a hole, a number for a code, white space, a mark. */
    assert_map(
        SLICE("\xEF\xBB\xBF{\r\n\t\"features\" : [ {\"geometry\": {\"coordinates\": [ " SQUARE
              ",\n [[0,0,12],[1,0,12],[1,1,12.5],[0,0,12]]], \"type\": \"Polygon\", "
              "\"bbox\": [0,0,1,1]}, \"id\": 7, \"properties\": {\"x\": {\"code\": [1]}, "
              "\"code\": 01004, \"name\": \"A\", \"nom\": \"B\"}} ],\n \"crs\": null, "
              "\"type\": \"FeatureCollection\"}\n\n"),
        "01004,B:+(0 0)(1 0)(1 1)(0 0)-(0 0)(1 0)(1 1)(0 0);");
    assert_map(SLICE(COLLECTION(FEATURE(
                   "\"code\":\"a\",\"nom\":null",
                   "{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE "],[" SQUARE "," SQUARE
                   "]]}") "," FEATURE("\"CODE\":\"b\"", POLYGON("[" SQUARE "]")))),
               "a,:+(0 0)(1 0)(1 1)(0 0)+(0 0)(1 0)(1 1)(0 0)-(0 0)(1 0)(1 1)(0 0);"
               "b,:+(0 0)(1 0)(1 1)(0 0);");
}

static void assert_messages(struct slice text, const char *expected) {
    struct reading reading;
    struct buffer messages = BUFFER_INIT;
    reading_init(&reading, text);
    assert_int_equal(reading.status, -1);
    assert_int_equal(reading.map.count, 0);
    for (size_t i = 0; i < reading.diag.count; i++) {
        const struct diagnostic *item = &reading.diag.items[i];
        buffer_format(&messages, "%u:%u %s %.*s\n", item->position.line, item->position.column,
                      item->code, SLICE_ARG(item->message));
    }
    buffer_add_byte(&messages, '\0');
    assert_string_equal(messages.data, expected);
    buffer_dispose(&messages);
    reading_dispose(&reading);
}

/* One wrong feature on line 2; the good one on line 3 does not hide it. */
static void explains_wrong_features(void **state) {
    (void)state;
    static const struct {
        const char *feature;
        const char *message;
    } cases[] = {
        {"{" GEOMETRY "}", "2:1 geojson-code contour sans propriété « code »\n"},
        {FEATURE("\"code\":\"\"", POLYGON("[" SQUARE "]")),
         "2:1 geojson-code contour sans propriété « code »\n"},
        {FEATURE("\"code\":\"a\\u0001\"", POLYGON("[" SQUARE "]")),
         "2:1 geojson-code code ou nom illisible, ou trop long\n"},
        {FEATURE("\"code\":1,\"nom\":\"a\\nb\"", POLYGON("[" SQUARE "]")),
         "2:1 geojson-code code ou nom illisible, ou trop long\n"},
        {FEATURE("\"code\":[1]", POLYGON("[" SQUARE "]")),
         "2:1 geojson-code contour sans propriété « code »\n"},
        {"{\"properties\":{\"code\":1},\"geometry\":null}",
         "2:1 geojson-contour élément qui n'est pas une surface\n"},
        {FEATURE("\"code\":1", "{\"type\":\"Point\",\"coordinates\":[0,0]}"),
         "2:1 geojson-contour élément qui n'est pas une surface\n"},
        {FEATURE("\"code\":1", "{\"type\":\"LineString\",\"coordinates\":[]}"),
         "2:1 geojson-contour élément qui n'est pas une surface\n"},
        {FEATURE("\"code\":1", "{\"type\":\"GeometryCollection\",\"geometries\":[]}"),
         "2:1 geojson-contour élément qui n'est pas une surface\n"},
        {FEATURE("\"code\":1", POLYGON("[]")), "2:1 geojson-contour surface sans contour\n"},
        {FEATURE("\"code\":1", POLYGON("[[]]")), "2:1 geojson-contour surface sans contour\n"},
        {FEATURE("\"code\":1", POLYGON("[[]," SQUARE "]")),
         "2:1 geojson-contour surface sans contour\n"},
        {FEATURE("\"code\":1", POLYGON("3")), "2:86 geojson-contour coordonnées mal rangées\n"},
        {FEATURE("\"code\":1", POLYGON("{}")), "2:86 geojson-contour coordonnées mal rangées\n"},
        {FEATURE("\"code\":1", POLYGON("[" SQUARE ",[[[0,0]]]]")),
         "2:116 geojson-contour coordonnées mal rangées\n"},
        {FEATURE("\"code\":1", POLYGON("[[" SQUARE "]]")),
         "2:115 geojson-contour coordonnées mal rangées\n"},
        {FEATURE("\"code\":1", POLYGON("[[[[[0]]]]]")),
         "2:90 geojson-contour coordonnées mal rangées\n"},
        {FEATURE("\"code\":1", POLYGON("[[[0,0],[1,0],[0,0]]]")),
         "2:105 geojson-contour contour de moins de quatre points\n"},
        {FEATURE("\"code\":1", POLYGON("[[[0,0],[1,0],[1,1],[0,1]]]")),
         "2:111 geojson-contour contour qui ne se ferme pas sur son premier point\n"},
        {FEATURE("\"code\":1", POLYGON("[[[0],[1,0],[1,1],[0,0]]]")),
         "2:90 geojson-contour point sans ses deux coordonnées\n"},
        {FEATURE("\"code\":1", POLYGON("[[[0,\"1\"],[1,0],[1,1],[0,0]]]")),
         "2:91 geojson-contour coordonnée qui n'est pas un nombre\n"},
        {FEATURE("\"code\":1", POLYGON("[[[0,.nan],[1,0],[1,1],[0,0]]]")),
         "2:91 geojson-contour coordonnée qui n'est pas un nombre\n"},
        {FEATURE("\"code\":1", POLYGON("[[[0,1e999],[1,0],[1,1],[0,0]]]")),
         "2:91 geojson-contour coordonnée qui n'est pas un nombre\n"},
        {FEATURE("\"code\":1", POLYGON("[[[652000,6862000],[1,0],[1,1],[0,0]]]")),
         "2:103 geojson-projection coordonnées qui ne sont pas une longitude et une latitude en "
         "degrés\n"},
        {"[1]", "2:1 geojson-contour élément qui n'est pas une surface\n"},
        {"null", "2:1 geojson-contour élément qui n'est pas une surface\n"},
        {FEATURE("\"code\":\"ok\"", POLYGON("[" SQUARE "]")),
         "3:1 geojson-double le code « \x01ok\x02 » est déjà celui du contour de la ligne 2\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buffer text = BUFFER_INIT;
        buffer_format(&text, "{\"type\":\"FeatureCollection\",\"features\":[\n%s,\n%s]}",
                      cases[i].feature, FEATURE("\"code\":\"ok\"", POLYGON("[" SQUARE "]")));
        assert_messages(buffer_slice(&text), cases[i].message);
        buffer_dispose(&text);
    }
}

static void explains_wrong_files(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"", "1:1 geojson-syntaxe ce fichier est vide\n"},
        {"[]", "1:1 geojson-syntaxe ce fichier n'est pas du GeoJSON\n"},
        {"bonjour", "1:1 geojson-syntaxe ce fichier n'est pas du GeoJSON\n"},
        {"{}", "1:1 geojson-collection ce fichier n'est pas une collection GeoJSON "
               "(FeatureCollection)\n"},
        {"{\"type\":\"Topology\"}", "1:1 geojson-collection ce fichier n'est pas une collection "
                                    "GeoJSON (FeatureCollection)\n"},
        {COLLECTION(""), "1:1 geojson-collection cette carte n'a aucun contour\n"},
        {"{\"features\":3}", "1:13 geojson-syntaxe « features » n'est pas une liste\n"},
        {"{\"type\":&a x, \"y\":*a}", "1:19 geojson-syntaxe ce fichier n'est pas du GeoJSON\n"},
        {"{\"type\":\"FeatureCollection\",\n\"features\":[\n{]}",
         "3:2 geojson-syntaxe ce fichier n'est pas du GeoJSON : une virgule, un guillemet ou un "
         "crochet manque ici ou est de trop\n"},
        {"\n\n{\"é\": \xE9}", "3:7 geojson-encodage caractère qui n'est pas de l'UTF-8\n"},
        {"{[1]: 2}", "1:2 geojson-syntaxe ce fichier n'est pas du GeoJSON\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_messages(slice_from(cases[i].text), cases[i].message);
}

static void keeps_to_its_bounds(void **state) {
    (void)state;
    struct buffer text = BUFFER_INIT;
    buffer_add_string(&text, "{\"x\":");
    for (int i = 0; i < 100000; i++)
        buffer_add_byte(&text, '[');
    assert_messages(buffer_slice(&text),
                    "1:37 geojson-syntaxe trop de listes les unes dans les autres\n");
    buffer_reset(&text);
    buffer_add_string(&text, "{\"type\":\"FeatureCollection\",\"features\":[\n"
                             "{\"properties\":{\"code\":1},\"geometry\":{\"type\":\"Polygon\","
                             "\"coordinates\":[[\n[0,0]");
    for (int i = 0; i < BOUND_MAP_POINTS; i++)
        buffer_add_string(&text, ",\n[0,0]");
    buffer_add_string(&text, "]]}}]}");
    assert_messages(buffer_slice(&text),
                    "200003:5 geojson-taille plus de 200000 points dans cette carte\n");
    buffer_dispose(&text);
}

/* All that is cut is refused, with one message at least. */
static void refuses_every_prefix(void **state) {
    (void)state;
    struct slice text = SLICE(COLLECTION(
        FEATURE("\"code\":\"01004\",\"nom\":\"A\"", POLYGON("[" SQUARE "," SQUARE "]"))));
    for (size_t size = 0; size < text.size; size++) {
        struct reading reading;
        reading_init(&reading, slice_part(text, 0, size));
        assert_int_equal(reading.status, -1);
        assert_int_not_equal(reading.diag.count, 0);
        reading_dispose(&reading);
    }
}

static unsigned random_next(unsigned *seed) {
    *seed = *seed * 1103515245U + 12345U;
    return *seed >> 16;
}

/* Points that are written with 7 decimals come back as the same doubles. */
static void points_round_trip(void **state) {
    (void)state;
    unsigned seed = 3;
    double numbers[400];
    struct buffer text = BUFFER_INIT;
    buffer_add_string(&text, "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":"
                             "{\"code\":1},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
    for (size_t i = 0; i < COUNT(numbers); i++) {
        long long units = (long long)random_next(&seed) * 27466 % 1800000000 - 900000000;
        numbers[i] = (double)units / 1e7;
        buffer_format(&text, i % 2 ? "%.7f]," : "[%.7f,", numbers[i]);
    }
    buffer_format(&text, "[%.7f,%.7f]]]}}]}", numbers[0], numbers[1]);
    struct reading reading;
    reading_init(&reading, buffer_slice(&text));
    assert_int_equal(reading.status, 0);
    const struct outlines_ring *ring = &reading.map.shapes[0].rings[0];
    assert_int_equal(ring->count, COUNT(numbers) / 2 + 1);
    for (size_t i = 0; i < COUNT(numbers); i += 2) {
        assert_true(ring->points[i / 2].longitude == numbers[i]);
        assert_true(ring->points[i / 2].latitude == numbers[i + 1]);
    }
    reading_dispose(&reading);
    buffer_dispose(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_polygons),       cmocka_unit_test(explains_wrong_features),
        cmocka_unit_test(explains_wrong_files), cmocka_unit_test(keeps_to_its_bounds),
        cmocka_unit_test(refuses_every_prefix), cmocka_unit_test(points_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
