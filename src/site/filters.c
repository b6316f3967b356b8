#include "site/filters.h"

#include "base/utf8.h"
#include "site/values.h"

#include <stdlib.h>
#include <string.h>

void filters_init(struct filters *filters, struct arena *arena) {
    *filters = (struct filters){.arena = arena};
}

void filters_add_facet(struct filters *filters, const char *key, struct slice name, bool by_name) {
    struct filters_facet facet = {.key = key, .name = name, .by_name = by_name};
    map_init(&facet.by_value, filters->arena);
    arena_push(filters->arena, filters->facets, filters->count, facet);
}

static struct filters_facet *facet_of(struct filters *filters, const char *key) {
    for (size_t i = 0; i < filters->count; i++)
        if (strcmp(filters->facets[i].key, key) == 0)
            return &filters->facets[i];
    return NULL;
}

/* The mark of a row for a facet, made when there is none; its values are parted by spaces, which
 * slugs have not. */
static void add_mark(struct arena *arena, struct value row, const char *key, struct slice value) {
    struct value marks = value_get(row, SLICE("marques"));
    if (marks.kind != VALUE_LIST) {
        marks = value_list(arena);
        value_set(arena, row, "marques", marks);
    }
    for (size_t i = 0; i < value_count(marks); i++) {
        struct value mark = value_at(marks, i);
        struct slice values = value_get(mark, SLICE("valeurs")).text;
        if (slice_equal(value_get(mark, SLICE("cle")).text, slice_from(key))) {
            values = slice_format(arena, "%.*s %.*s", SLICE_ARG(values), SLICE_ARG(value));
            value_set(arena, mark, "valeurs", value_text(values));
            return;
        }
    }
    struct value mark = value_hash(arena);
    value_set(arena, mark, "cle", value_string(key));
    value_set(arena, mark, "valeurs", value_text(value));
    value_push(arena, marks, mark);
}

/* The slug of a value, its option made when there is none. */
static struct slice option_of(struct filters *filters, struct filters_facet *facet,
                              struct slice value, struct slice name) {
    struct arena *arena = filters->arena;
    struct slice slug = utf8_slug(arena, value);
    if (slug.size == 0)
        slug = SLICE("-"); /* of signs only */
    if (!map_get(&facet->by_value, slug)) {
        struct filters_option option = {slug, name};
        map_put(&facet->by_value, slug, filters);
        arena_push(arena, facet->options, facet->count, option);
    }
    return slug;
}

void filters_add_option(struct filters *filters, const char *key, struct slice value,
                        struct slice name) {
    struct filters_facet *facet = facet_of(filters, key);
    if (facet)
        option_of(filters, facet, value, name);
}

void filters_mark(struct filters *filters, struct value row, const char *key, struct slice value,
                  struct slice name) {
    struct filters_facet *facet = facet_of(filters, key);
    if (facet)
        add_mark(filters->arena, row, key, option_of(filters, facet, value, name));
}

static int compare_names(const void *left, const void *right) {
    const struct filters_option *a = left, *b = right;
    int order = utf8_collate(a->name, b->name);
    return order ? order : slice_compare(a->value, b->value);
}

static struct value field_of(struct arena *arena, struct filters_facet *facet) {
    struct value field = value_hash(arena);
    struct value options = value_list(arena);
    if (facet->by_name)
        qsort(facet->options, facet->count, sizeof *facet->options, compare_names);
    for (size_t i = 0; i < facet->count; i++) {
        struct value option = value_hash(arena);
        value_set(arena, option, "valeur", value_text(facet->options[i].value));
        value_set(arena, option, "nom", values_text(arena, facet->options[i].name));
        value_push(arena, options, option);
    }
    value_set(arena, field, "cle", value_string(facet->key));
    value_set(arena, field, "nom", values_text(arena, facet->name));
    value_set(arena, field, "valeurs", options);
    return field;
}

struct value filters_form(struct filters *filters, const struct site *site, const char *help,
                          const char *one, const char *many) {
    struct arena *arena = filters->arena;
    struct value form = value_hash(arena);
    struct value fields = value_list(arena);
    for (size_t i = 0; i < filters->count; i++)
        if (filters->facets[i].count > 1)
            value_push(arena, fields, field_of(arena, &filters->facets[i]));
    value_set(arena, form, "aide", value_text(site_word(site, help)));
    value_set(arena, form, "champs", fields);
    value_set(arena, form, "un", value_text(site_word(site, one)));
    value_set(arena, form, "plusieurs", value_text(site_word(site, many)));
    return form;
}

struct value filters_list_form(const struct site *site, struct arena *arena, const char *one,
                               const char *many) {
    struct filters filters;
    filters_init(&filters, arena);
    return filters_form(&filters, site, "filtre_liste", one, many);
}
