#include "site/practical.h"

#include "site/components.h"
#include "site/values.h"

/* The text of a key of practical information. */
static struct slice practical_text(const struct practical *practical, const char *key) {
    const struct record *record = &practical->record;
    const struct schema_field *field = schema_find(record->schema, slice_from(key));
    return *(const struct slice *)schema_member(record, field);
}

/* Whether all places of an action say the same under a key: it is then said once. */
static bool is_shared(const struct list *places, const char *key) {
    struct slice first = places->count > 1 ? practical_text(places->items[0], key) : SLICE("");
    for (size_t i = 1; i < places->count; i++)
        if (!slice_equal(practical_text(places->items[i], key), first))
            return false;
    return first.size > 0;
}

static void add_practical(const struct site *site, struct arena *arena, struct value details,
                          const struct practical *practical, const char *key) {
    values_add_fact(site, arena, details, &practical->record, key);
    if (!slice_is(SLICE("telephone"), key) || practical->telephone.size == 0)
        return;
    struct value cells = value_list(arena);
    value_push(arena, cells, components_telephone_cell(arena, practical->telephone));
    value_set(arena, value_at(details, value_count(details) - 1), "valeurs", cells);
}

static const char *const shareable[] = {"horaires", "telephone", "tarif", "inscription", "url"};
#define SHAREABLE (sizeof shareable / sizeof *shareable)

/* `shared`: the keys, as in `shareable`, that are said apart. */
static struct value place_of(const struct site *site, struct arena *arena,
                             const struct action *action, const struct practical *practical,
                             bool with_commune, const bool shared[SHAREABLE]) {
    struct value item = value_hash(arena);
    struct value details = value_list(arena);
    struct slice name = practical->place.size ? practical->place : action->page.title;
    values_add_fact(site, arena, details, &practical->record, "adresse");
    if (with_commune)
        values_add_fact(site, arena, details, &practical->record, "commune");
    for (size_t i = 0; i < SHAREABLE; i++)
        if (!shared[i])
            add_practical(site, arena, details, practical, shareable[i]);
    value_set(arena, item, "lieu", values_text(arena, name));
    value_set(arena, item, "details", details);
    return item;
}

struct value practical_place(const struct site *site, struct arena *arena,
                             const struct action *action, const struct practical *practical,
                             bool with_commune) {
    return place_of(site, arena, action, practical, with_commune, (bool[SHAREABLE]){false});
}

struct value practical_places(const struct site *site, struct arena *arena,
                              const struct action *action) {
    const struct list *places = &action->practical;
    struct value items = value_list(arena);
    struct value common = value_list(arena);
    bool shared[SHAREABLE];
    for (size_t i = 0; i < SHAREABLE; i++) {
        shared[i] = is_shared(places, shareable[i]);
        if (shared[i])
            add_practical(site, arena, common, places->items[0], shareable[i]);
    }
    for (size_t i = 0; i < places->count; i++)
        value_push(arena, items, place_of(site, arena, action, places->items[i], true, shared));
    struct value list = values_list(arena, items);
    if (value_is_true(list))
        values_set(arena, list, "communs", values_list(arena, common));
    return list;
}
