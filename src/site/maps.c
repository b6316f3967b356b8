#include "site/maps.h"

#include "base/utf8.h"
#include "charts/choropleth.h"
#include "content/geojson.h"
#include "text/escape.h"
#include "text/french.h"

#define MAPS_SIZE 600   /* steps of the grid: what a wide column shows */
#define MAPS_BYTES 8000 /* of all paths, on each page that has a map */

const struct maps *maps_make(struct arena *arena, const struct geojson *outlines) {
    if (!outlines)
        return NULL;
    struct buffer ground = BUFFER_INIT;
    struct maps *maps = arena_new(arena, struct maps);
    bool drawn = outlines_make(arena, outlines->shapes, outlines->count, MAPS_SIZE, MAPS_BYTES,
                               &maps->outlines);
    map_init(&maps->by_code, arena);
    for (size_t i = 0; i < maps->outlines.count; i++) {
        map_put(&maps->by_code, outlines->features[i].code, &maps->outlines.shapes[i]);
        buffer_add(&ground, maps->outlines.shapes[i].path);
    }
    maps->ground = slice_copy(arena, buffer_slice(&ground));
    buffer_dispose(&ground);
    return drawn ? maps : NULL;
}

static void open_drawing(const struct maps *maps, struct buffer *out) {
    buffer_format(out, "<svg viewBox=\"-3 -3 %d %d\"", maps->outlines.width + 6,
                  maps->outlines.height + 6);
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
    open_drawing(maps, &out);
    BUFFER_LITERAL(&out, " role=\"img\" aria-label=\"");
    escape_html(&out, label);
    BUFFER_LITERAL(&out, "\">");
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
                             const struct list *communes, struct slice root) {
    struct buffer out = BUFFER_INIT;
    bool found = false;
    if (!maps)
        return value_none();
    open_drawing(maps, &out);
    BUFFER_LITERAL(&out, " aria-hidden=\"true\">");
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
        BUFFER_LITERAL(&out, "<a tabindex=\"-1\" href=\"");
        escape_html(&out, slice_concat(arena, root, href.text));
        BUFFER_LITERAL(&out, "\"><title>");
        escape_html(&out, french_text(arena, commune->name));
        BUFFER_LITERAL(&out, "</title>");
        add_path(&out, "commune", drawn->path);
        BUFFER_LITERAL(&out, "</a>");
    }
    return close_drawing(arena, &out, found);
}

/* ---- Figures */

/* A series being drawn. */
struct shading {
    const struct site *site;
    struct arena *arena;
    const struct figure_table *table;
    size_t column;
    struct slice unit;
    struct choropleth_area *areas;
    double *numbers;          /* room for one an area */
    size_t count;             /* of the numbers */
    struct slice lowest_name; /* where the lowest and the highest are */
    struct slice highest_name;
    double lowest, highest;
    bool secret, unavailable; /* why some have no number */
};

static struct slice commune_name(const struct site *site, const struct geojson_feature *feature) {
    const struct list *communes = &site->content->contract->territory->communes;
    for (size_t i = 0; i < communes->count; i++) {
        const struct commune *commune = communes->items[i];
        if (slice_equal(commune->code, feature->code))
            return commune->name;
    }
    return feature->name.size ? feature->name : feature->code;
}

static const struct measure *cell_of(const struct figure_table *table, size_t column,
                                     struct slice code) {
    for (size_t row = 0; row < table->rows; row++)
        if (slice_equal(table->labels[row * table->columns], code))
            return &table->cells[row * table->columns + column];
    return NULL;
}

/* "24,5 minutes" */
static struct slice quantity(const struct shading *shading, double number) {
    struct slice printed = french_number(shading->arena, number, 2);
    if (shading->unit.size == 0)
        return printed;
    return slice_format(shading->arena, "%.*s %.*s", SLICE_ARG(printed), SLICE_ARG(shading->unit));
}

static void add_number(struct shading *shading, double number, struct slice name) {
    if (shading->count == 0 || number < shading->lowest) {
        shading->lowest = number;
        shading->lowest_name = name;
    }
    if (shading->count == 0 || number > shading->highest) {
        shading->highest = number;
        shading->highest_name = name;
    }
    shading->numbers[shading->count++] = number;
}

static void set_area(struct shading *shading, size_t index) {
    const struct site *site = shading->site;
    const struct geojson_feature *feature = &site->content->outline->features[index];
    const struct measure *cell = cell_of(shading->table, shading->column, feature->code);
    struct choropleth_area *area = &shading->areas[index];
    struct slice name = french_text(shading->arena, commune_name(site, feature));
    bool secret = cell && cell->kind == MEASURE_SECRET;
    struct slice words = site_word(site, secret ? "secret_statistique" : "non_disponible");
    area->drawn = &site->maps->outlines.shapes[index];
    area->present = cell && cell->kind == MEASURE_NUMBER;
    if (area->present) {
        area->number = cell->number;
        area->printed = french_number(shading->arena, cell->number, 2);
        words = quantity(shading, cell->number);
        add_number(shading, cell->number, name);
    } else {
        shading->secret = shading->secret || secret;
        shading->unavailable = shading->unavailable || !secret;
    }
    area->words = slice_format(shading->arena, "%.*s%.*s %.*s", SLICE_ARG(name),
                               SLICE_ARG(site_word(site, "deux_points")), SLICE_ARG(words));
}

/* "moins de 8 %", "de 8 à moins de 14 %", "14 % et plus", or the one number of a class. */
static struct slice class_words(const struct shading *shading,
                                const struct choropleth_classes *classes, size_t class) {
    const struct site *site = shading->site;
    struct arena *arena = shading->arena;
    struct slice from = quantity(shading, classes->from[class]);
    if (classes->distinct)
        return from;
    if (class + 1 == classes->count)
        return slice_format(arena, "%.*s %.*s", SLICE_ARG(from),
                            SLICE_ARG(site_word(site, "classe_et_plus")));
    struct slice to = quantity(shading, classes->from[class + 1]);
    struct slice below = slice_format(arena, "%.*s %.*s",
                                      SLICE_ARG(site_word(site, "classe_moins_de")), SLICE_ARG(to));
    if (class == 0)
        return below;
    return slice_format(arena, "%.*s %.*s %.*s %.*s", SLICE_ARG(site_word(site, "dessin_de")),
                        SLICE_ARG(french_number(arena, classes->from[class], 2)),
                        SLICE_ARG(site_word(site, "dessin_a")), SLICE_ARG(below));
}

static struct slice extreme_words(const struct shading *shading, const char *word, double number,
                                  struct slice name) {
    struct slice words =
        slice_format(shading->arena, "%.*s %.*s (%.*s).", SLICE_ARG(site_word(shading->site, word)),
                     SLICE_ARG(quantity(shading, number)), SLICE_ARG(name));
    return utf8_capitalize(shading->arena, words);
}

static struct slice describe(const struct shading *shading) {
    const struct site *site = shading->site;
    if (shading->count == 0)
        return site_word(site, "non_disponible");
    struct slice least =
        extreme_words(shading, "dessin_au_moins", shading->lowest, shading->lowest_name);
    struct slice most =
        extreme_words(shading, "dessin_au_plus", shading->highest, shading->highest_name);
    return slice_format(shading->arena, "%.*s. %.*s %.*s %.*s",
                        SLICE_ARG(site_word(site, "dessin_carte")), SLICE_ARG(least),
                        SLICE_ARG(most), SLICE_ARG(site_word(site, "dessin_suite")));
}

static struct slice missing_words(const struct site *site, struct arena *arena, bool is_secret,
                                  bool is_unavailable) {
    struct slice secret = site_word(site, "secret_statistique");
    struct slice unavailable = site_word(site, "non_disponible");
    if (is_secret && is_unavailable)
        return slice_format(arena, "%.*s, %.*s", SLICE_ARG(unavailable), SLICE_ARG(secret));
    return is_secret ? secret : unavailable;
}

/* The map of a series; its title says which one when there are several. */
static struct choropleth_map map_of(struct shading *shading) {
    struct arena *arena = shading->arena;
    const struct figure_table *table = shading->table;
    size_t count = shading->site->maps->outlines.count;
    struct choropleth_map map = {.name = french_text(arena, table->names[shading->column]),
                                 .title = french_text(arena, table->figure->title)};
    shading->areas = arena_array(arena, struct choropleth_area, count);
    for (size_t i = 0; i < count; i++)
        set_area(shading, i);
    if (table->columns > 2)
        map.title =
            slice_format(arena, "%.*s%.*s %.*s", SLICE_ARG(map.title),
                         SLICE_ARG(site_word(shading->site, "deux_points")), SLICE_ARG(map.name));
    map.areas = shading->areas;
    map.description = describe(shading);
    return map;
}

struct value maps_draw_figure(const struct site *site, struct arena *arena,
                              const struct figure_table *table, struct slice id) {
    const struct maps *maps = site->maps;
    if (!maps || table->columns < 2 || table->columns - 1 > CHOROPLETH_MAPS)
        return value_none();
    struct choropleth_map drawn[CHOROPLETH_MAPS];
    struct slice legend[CHOROPLETH_CLASSES];
    struct choropleth choropleth = {.id = id,
                                    .width = maps->outlines.width,
                                    .height = maps->outlines.height,
                                    .maps = drawn,
                                    .map_count = table->columns - 1,
                                    .count = maps->outlines.count,
                                    .legend = legend};
    double *numbers = arena_array(arena, double, choropleth.map_count *choropleth.count);
    struct shading shading = {.site = site, .arena = arena, .table = table};
    shading.unit = french_text(arena, table->figure->unit);
    size_t count = 0;
    for (size_t i = 0; i < choropleth.map_count; i++) {
        shading.column = i + 1;
        shading.numbers = numbers + count;
        shading.count = 0;
        drawn[i] = map_of(&shading);
        count += shading.count;
    }
    if (count == 0)
        return value_none();
    choropleth.missing = missing_words(site, arena, shading.secret, shading.unavailable);
    choropleth.classes = choropleth_classify(numbers, count);
    for (size_t i = 0; i < choropleth.classes.count; i++)
        legend[i] = class_words(&shading, &choropleth.classes, i);
    struct buffer out = BUFFER_INIT;
    choropleth_write(&out, &choropleth);
    struct slice html = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return value_html(html);
}
