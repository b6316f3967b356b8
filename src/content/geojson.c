#include "content/geojson.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/utf8.h"
#include "content/number.h"
#include "content/yaml_source.h"

#include <strings.h>
#include <yaml.h>

#define KEY_SIZE 32      /* of the keys that mean something; longer ones are passed over */
#define LEVELS 4         /* of the lists of a MultiPolygon: polygons, rings, points, numbers */
#define RING_POINTS 4    /* a triangle, closed */
#define LEVEL_UNKNOWN 99 /* no number was met yet */

struct reader {
    struct arena *arena;
    struct geojson *map;
    yaml_parser_t parser;
    yaml_event_t event; /* the one in hand */
    struct yaml_source source;
    struct map codes; /* to features */
    size_t depth;     /* lists and mappings that are open */
    size_t points;    /* in all */
    bool failed;      /* something was reported */
    bool stopped;     /* and nothing that follows can be read */
    const struct diag_file *file;
    struct diag *diag;
};

/* A feature while it is read. */
struct draft {
    struct geojson_feature feature;
    struct outlines_ring *rings;
    size_t ring_count;
    bool shaped; /* its geometry says a type that we draw */
    bool wrong;  /* already reported: once a feature is enough */
    size_t type_level;
};

#define REPORT(reader, code, position, help, ...)                                                  \
    do {                                                                                           \
        diag_error((reader)->diag, (code), (reader)->file, (position), (help), __VA_ARGS__);       \
        (reader)->failed = true;                                                                   \
    } while (0)

static struct position here(struct reader *reader) {
    return yaml_source_position(&reader->source, reader->event.start_mark.index);
}

static void stop(struct reader *reader, size_t index, const char *message) {
    if (!reader->stopped)
        REPORT(reader, "geojson-syntaxe", yaml_source_position(&reader->source, index),
               "exportez-le à nouveau au format GeoJSON", "%s", message);
    reader->stopped = true;
}

static bool is(const struct reader *reader, yaml_event_type_t type) {
    return !reader->stopped && reader->event.type == type;
}

/* Keeps count of what is open, and to what has no place in JSON. */
static void check_event(struct reader *reader) {
    size_t index = reader->event.start_mark.index;
    switch (reader->event.type) {
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        if (++reader->depth > BOUND_YAML_DEPTH)
            stop(reader, index, "trop de listes les unes dans les autres");
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        reader->depth--;
        break;
    case YAML_ALIAS_EVENT:
        stop(reader, index, "ce fichier n'est pas du GeoJSON");
        break;
    default:
        break;
    }
}

/* Goes to the next event. Returns false once nothing more can be read. */
static bool next(struct reader *reader) {
    if (reader->stopped)
        return false;
    yaml_event_delete(&reader->event);
    if (yaml_parser_parse(&reader->parser, &reader->event))
        check_event(reader);
    else if (reader->parser.error == YAML_MEMORY_ERROR)
        arena_exhausted();
    else
        stop(reader, reader->parser.problem_mark.index,
             "ce fichier n'est pas du GeoJSON : une virgule, un guillemet ou un crochet manque ici "
             "ou est de trop");
    return !reader->stopped;
}

/* Goes to the last event of the value whose first event is in hand. */
static void skip_value(struct reader *reader) {
    if (!is(reader, YAML_SEQUENCE_START_EVENT) && !is(reader, YAML_MAPPING_START_EVENT))
        return;
    size_t outside = reader->depth - 1;
    while (reader->depth > outside && next(reader))
        ;
}

static struct slice scalar(const struct reader *reader) {
    return (struct slice){(const char *)reader->event.data.scalar.value,
                          reader->event.data.scalar.length};
}

static bool is_plain(const struct reader *reader) {
    return reader->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

/*
 * Inside a mapping, goes to the next key, copies it (cut when it is long), and goes to its value.
 * Returns false at the end of the mapping.
 */
static bool next_key(struct reader *reader, char key[KEY_SIZE]) {
    if (!next(reader) || is(reader, YAML_MAPPING_END_EVENT))
        return false;
    if (!is(reader, YAML_SCALAR_EVENT)) {
        stop(reader, reader->event.start_mark.index, "ce fichier n'est pas du GeoJSON");
        return false;
    }
    struct slice text = slice_part(scalar(reader), 0, KEY_SIZE - 1);
    for (size_t i = 0; i < text.size; i++)
        key[i] = text.data[i];
    key[text.size] = '\0';
    return next(reader);
}

/* The text of the scalar in hand, copied; empty for null and for what is no scalar. */
static struct slice take_text(struct reader *reader) {
    if (!is(reader, YAML_SCALAR_EVENT) || (is_plain(reader) && slice_is(scalar(reader), "null"))) {
        skip_value(reader);
        return SLICE("");
    }
    struct slice text = slice_copy(reader->arena, slice_trim(scalar(reader)));
    return utf8_nfc(reader->arena, text);
}

static void refuse_feature(struct reader *reader, struct draft *draft, struct position position,
                           const char *code, const char *help, const char *message) {
    if (!draft->wrong && !reader->stopped)
        REPORT(reader, code, position, help, "%s", message);
    draft->wrong = true;
}

static void refuse_shape(struct reader *reader, struct draft *draft, const char *message) {
    refuse_feature(reader, draft, here(reader), "geojson-contour",
                   "exportez à nouveau le contour depuis le logiciel de cartographie", message);
}

/* Points of a list of coordinates while it is read. */
struct outline {
    size_t level;                  /* lists that are open */
    size_t items[LEVELS + 1];      /* in the list that is open at each level */
    size_t point_level;            /* where numbers stand: 3 in a Polygon, 4 in a MultiPolygon */
    double numbers[2];             /* of the point in hand */
    struct outlines_point *points; /* of the ring in hand */
    size_t count;
};

static void read_number(struct reader *reader, struct draft *draft, struct outline *outline) {
    struct slice text = scalar(reader);
    size_t index = outline->items[outline->level]++;
    double number = 0;
    if (outline->point_level == LEVEL_UNKNOWN)
        outline->point_level = outline->level;
    if (outline->level != outline->point_level || outline->level < 3) {
        refuse_shape(reader, draft, "coordonnées mal rangées");
    } else if (!is_plain(reader) || text.size == 0 || number_scan(text, &number) != text.size) {
        refuse_shape(reader, draft, "coordonnée qui n'est pas un nombre");
    } else if (index < 2) { /* the third is an altitude */
        outline->numbers[index] = number;
    }
}

static void close_point(struct reader *reader, struct draft *draft, struct outline *outline) {
    double longitude = outline->numbers[0];
    double latitude = outline->numbers[1];
    if (outline->items[outline->level] < 2) {
        refuse_shape(reader, draft, "point sans ses deux coordonnées");
    } else if (!(longitude >= -180 && longitude <= 180 && latitude >= -90 && latitude <= 90)) {
        refuse_feature(reader, draft, here(reader), "geojson-projection",
                       "exportez la carte en WGS 84 (EPSG:4326)",
                       "coordonnées qui ne sont pas une longitude et une latitude en degrés");
    } else if (!draft->wrong) {
        struct outlines_point point = {longitude, latitude};
        arena_push(reader->arena, outline->points, outline->count, point);
    }
    if (++reader->points > BOUND_MAP_POINTS && !reader->stopped) {
        REPORT(reader, "geojson-taille", here(reader),
               "simplifiez les contours avant de les exporter",
               "plus de %d points dans cette carte", BOUND_MAP_POINTS);
        reader->stopped = true;
    }
}

static void close_ring(struct reader *reader, struct draft *draft, struct outline *outline) {
    struct outlines_ring ring = {outline->points, outline->count,
                                 outline->items[outline->level - 1] != 1};
    outline->points = NULL;
    outline->count = 0;
    if (draft->wrong)
        return;
    if (ring.count < RING_POINTS) {
        refuse_shape(reader, draft, "contour de moins de quatre points");
        return;
    }
    struct outlines_point first = ring.points[0];
    struct outlines_point last = ring.points[ring.count - 1];
    if (first.longitude != last.longitude || first.latitude != last.latitude) {
        refuse_shape(reader, draft, "contour qui ne se ferme pas sur son premier point");
        return;
    }
    arena_push(reader->arena, draft->rings, draft->ring_count, ring);
}

static void open_list(struct reader *reader, struct draft *draft, struct outline *outline) {
    if (outline->level == LEVELS) {
        refuse_shape(reader, draft, "coordonnées mal rangées");
        skip_value(reader);
        return;
    }
    outline->items[outline->level]++;
    outline->items[++outline->level] = 0;
}

static void close_list(struct reader *reader, struct draft *draft, struct outline *outline) {
    if (outline->level == outline->point_level)
        close_point(reader, draft, outline);
    else if (outline->level + 1 == outline->point_level)
        close_ring(reader, draft, outline);
    outline->level--;
}

/* The value of "coordinates", whose type may come only after it. */
static void read_coordinates(struct reader *reader, struct draft *draft) {
    struct outline outline = {.point_level = LEVEL_UNKNOWN};
    draft->rings = NULL;
    draft->ring_count = 0;
    if (!is(reader, YAML_SEQUENCE_START_EVENT)) {
        refuse_shape(reader, draft, "coordonnées mal rangées");
        skip_value(reader);
        return;
    }
    do {
        if (is(reader, YAML_SEQUENCE_START_EVENT))
            open_list(reader, draft, &outline);
        else if (is(reader, YAML_SEQUENCE_END_EVENT))
            close_list(reader, draft, &outline);
        else if (is(reader, YAML_SCALAR_EVENT))
            read_number(reader, draft, &outline);
        else {
            refuse_shape(reader, draft, "coordonnées mal rangées");
            skip_value(reader);
        }
    } while (outline.level > 0 && next(reader));
    draft->type_level = outline.point_level;
}

static size_t level_of_type(struct slice type) {
    if (slice_is(type, "Polygon"))
        return 3;
    return slice_is(type, "MultiPolygon") ? 4 : 0;
}

static void read_geometry(struct reader *reader, struct draft *draft) {
    char key[KEY_SIZE];
    size_t level = 0;
    bool typed = false;
    if (!is(reader, YAML_MAPPING_START_EVENT)) {
        skip_value(reader);
        return;
    }
    while (next_key(reader, key)) {
        if (strcmp(key, "type") == 0) {
            level = level_of_type(take_text(reader));
            typed = true;
        } else if (strcmp(key, "coordinates") == 0 && (level || !typed)) {
            read_coordinates(reader, draft);
        } else { /* a point's or a line's coordinates, too: its type is what is wrong with it */
            skip_value(reader);
        }
    }
    draft->shaped = level != 0;
    if (draft->shaped && draft->ring_count && level != draft->type_level)
        refuse_shape(reader, draft, "coordonnées mal rangées");
}

static void read_properties(struct reader *reader, struct draft *draft) {
    char key[KEY_SIZE];
    if (!is(reader, YAML_MAPPING_START_EVENT)) {
        skip_value(reader);
        return;
    }
    while (next_key(reader, key)) {
        if (strcasecmp(key, "code") == 0)
            draft->feature.code = take_text(reader);
        else if (strcasecmp(key, "nom") == 0 ||
                 (strcasecmp(key, "name") == 0 && draft->feature.name.size == 0))
            draft->feature.name = take_text(reader);
        else
            skip_value(reader);
    }
}

/* Whether a text stands on one line: JSON can write any character with an escape. */
static bool is_line(struct slice text) {
    if (text.size > BOUND_LINE_TEXT)
        return false;
    while (text.size) {
        uint32_t code = utf8_next(&text);
        if (!yaml_source_allows(code) || code == '\n' || code == '\r' || code == 0x85 ||
            code == 0x2028 || code == 0x2029)
            return false;
    }
    return true;
}

/* What only the whole feature tells. */
static void check_feature(struct reader *reader, struct draft *draft) {
    const struct geojson_feature *feature = &draft->feature;
    if (feature->code.size == 0)
        refuse_feature(reader, draft, feature->position, "geojson-code",
                       "chaque contour porte la propriété « code », le code Insee de la commune "
                       "(appelée ailleurs « INSEE_COM » ou « code_insee » : renommez-la)",
                       "contour sans propriété « code »");
    else if (!is_line(feature->code) || !is_line(feature->name))
        refuse_feature(reader, draft, feature->position, "geojson-code",
                       "écrivez-les sur une ligne, sans caractère invisible",
                       "code ou nom illisible, ou trop long");
    else if (!draft->shaped)
        refuse_feature(reader, draft, feature->position, "geojson-contour",
                       "gardez les seules surfaces (Polygon ou MultiPolygon)",
                       "élément qui n'est pas une surface");
    else if (draft->ring_count == 0 || draft->rings[0].hole)
        refuse_feature(reader, draft, feature->position, "geojson-contour",
                       "exportez à nouveau le contour depuis le logiciel de cartographie",
                       "surface sans contour");
}

static void add_feature(struct reader *reader, struct draft *draft) {
    struct geojson *map = reader->map;
    struct geojson_feature *feature = arena_new(reader->arena, struct geojson_feature);
    *feature = draft->feature;
    const struct geojson_feature *first = map_put(&reader->codes, feature->code, feature);
    if (first) {
        REPORT(reader, "geojson-double", feature->position,
               "réunissez les deux contours en un seul (MultiPolygon)",
               "le code " DIAG_VALUE " est déjà celui du contour de la ligne %u",
               SLICE_ARG(feature->code), first->position.line);
    } else if (map->count == BOUND_LIST) {
        REPORT(reader, "geojson-taille", feature->position, NULL, "plus de %d contours",
               BOUND_LIST);
        reader->stopped = true;
    } else {
        size_t count = map->count;
        struct outlines_shape shape = {draft->rings, draft->ring_count};
        arena_push(reader->arena, map->shapes, count, shape);
        arena_push(reader->arena, map->features, map->count, *feature);
    }
}

static void read_feature(struct reader *reader) {
    struct draft draft = {.feature = {.position = here(reader)}};
    char key[KEY_SIZE];
    if (!is(reader, YAML_MAPPING_START_EVENT)) {
        refuse_feature(reader, &draft, draft.feature.position, "geojson-contour", NULL,
                       "élément qui n'est pas une surface");
        skip_value(reader);
        return;
    }
    while (next_key(reader, key)) {
        if (strcmp(key, "properties") == 0)
            read_properties(reader, &draft);
        else if (strcmp(key, "geometry") == 0)
            read_geometry(reader, &draft);
        else
            skip_value(reader);
    }
    check_feature(reader, &draft);
    if (!draft.wrong && !reader->stopped)
        add_feature(reader, &draft);
}

static void read_features(struct reader *reader) {
    if (!is(reader, YAML_SEQUENCE_START_EVENT)) {
        stop(reader, reader->event.start_mark.index, "« features » n'est pas une liste");
        return;
    }
    while (next(reader) && !is(reader, YAML_SEQUENCE_END_EVENT))
        read_feature(reader);
}

static void read_collection(struct reader *reader) {
    char key[KEY_SIZE];
    bool typed = false;
    bool filled = false;
    struct position position = here(reader);
    if (!is(reader, YAML_MAPPING_START_EVENT)) {
        stop(reader, reader->event.start_mark.index, "ce fichier n'est pas du GeoJSON");
        return;
    }
    while (next_key(reader, key)) {
        if (strcmp(key, "type") == 0) {
            typed = slice_is(take_text(reader), "FeatureCollection");
        } else if (strcmp(key, "features") == 0) {
            read_features(reader);
            filled = true;
        } else {
            skip_value(reader);
        }
    }
    if (!reader->failed && (!typed || !filled || reader->map->count == 0))
        REPORT(reader, "geojson-collection", position, "exportez à nouveau au format GeoJSON",
               typed && filled ? "cette carte n'a aucun contour"
                               : "ce fichier n'est pas une collection GeoJSON (FeatureCollection)");
}

static void read_stream(struct reader *reader) {
    next(reader); /* the stream, then a document or the end */
    if (!next(reader))
        return;
    if (!is(reader, YAML_DOCUMENT_START_EVENT) || !next(reader)) {
        stop(reader, 0, "ce fichier est vide");
        return;
    }
    read_collection(reader);
    while (next(reader) && !is(reader, YAML_STREAM_END_EVENT))
        if (!is(reader, YAML_DOCUMENT_END_EVENT))
            stop(reader, reader->event.start_mark.index, "texte après la fin du GeoJSON");
}

int geojson_parse(struct arena *arena, struct slice text, const struct diag_file *file,
                  struct diag *diag, struct geojson *map) {
    struct reader reader = {.arena = arena, .map = map, .file = file, .diag = diag};
    *map = (struct geojson){0};
    text = yaml_source_without_mark(text);
    size_t valid = yaml_source_check(text);
    if (valid < text.size) {
        REPORT(&reader, "geojson-encodage", diag_position(text, valid),
               "exportez-le à nouveau en UTF-8", "caractère qui n'est pas de l'UTF-8");
        return -1;
    }
    yaml_source_init(&reader.source, arena, text, 1);
    map_init(&reader.codes, arena);
    if (!yaml_parser_initialize(&reader.parser))
        arena_exhausted();
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)reader.source.readable.data,
                                 reader.source.readable.size);
    read_stream(&reader);
    yaml_event_delete(&reader.event);
    yaml_parser_delete(&reader.parser);
    if (reader.failed)
        *map = (struct geojson){0};
    return reader.failed ? -1 : 0;
}
