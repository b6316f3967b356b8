/*
 * /communes/, /secteurs/, /quartiers/: what the contract does in a place. Its own actions first,
 * then those of what it lies in, then the whole territory's; none is shown twice.
 */
#include "site/addresses.h"
#include "site/pages.h"

#include "base/utf8.h"
#include "site/components.h"
#include "site/filters.h"
#include "site/lists.h"
#include "site/maps.h"
#include "site/practical.h"
#include "site/relations.h"
#include "site/values.h"
#include "text/french.h"

#include <stdlib.h>

#define CARDS_AROUND 24     /* cards of a place around this one; more are plain links */
#define EVERYWHERE_SHOWN 50 /* actions of the whole territory; more are only counted */

/* All places, gathered once. */
struct geography {
    struct relations actions;   /* struct action, by place */
    struct relations practical; /* struct stop, by commune */
    struct relations communes;  /* struct commune, by sector */
    struct relations districts; /* struct district, by commune */
    struct list everywhere;     /* struct action, of no place */
};

/* A place where residents go for an action. */
struct stop {
    const struct action *action;
    const struct practical *practical;
};

struct place_page {
    const struct geography *geography;
    const struct record *record; /* struct commune, struct sector or struct district */
};

/* A page being filled: actions that it has already shown, by number of the record. */
struct filling {
    const struct site *site;
    struct arena *arena;
    struct value root;
    const struct geography *geography;
    bool *shown;
    size_t sections;
};

/* ---- Sections of actions ---- */

/* Adds to `list` the actions of a place that were not shown before. */
static void collect(struct filling *filling, struct list *list, const struct record *place) {
    struct list actions = relations_of(&filling->geography->actions, place);
    for (size_t i = 0; i < actions.count; i++) {
        const struct action *action = actions.items[i];
        bool *shown = &filling->shown[action->page.record.number];
        if (!*shown)
            arena_push(filling->arena, list->items, list->count, (void *)action);
        *shown = true;
    }
}

/* A section of what was collected; the title leads to the place when it has a page. What is not
 * the page's own comes as plain links when there is much of it. */
static void add_section(struct filling *filling, const struct list *list, struct slice title,
                        const struct record *place) {
    struct arena *arena = filling->arena;
    struct slice anchor = slice_format(arena, "actions-%zu", ++filling->sections);
    bool plain = place && list->count > CARDS_AROUND;
    struct value section = (plain ? lists_links : lists_cards)(filling->site, arena, filling->root,
                                                               anchor.data, title, list);
    if (place)
        values_set(arena, section, "url", site_href_of(filling->site, arena, place));
}

static void add_own(struct filling *filling, const struct record *place, const char *title) {
    struct list list = {0};
    collect(filling, &list, place);
    add_section(filling, &list, site_word(filling->site, title), NULL);
}

static void add_other(struct filling *filling, const struct record *place) {
    struct list list = {0};
    if (!place)
        return;
    collect(filling, &list, place);
    add_section(filling, &list, values_name(filling->arena, place), place);
}

static void add_everywhere(struct filling *filling) {
    const struct site *site = filling->site;
    struct arena *arena = filling->arena;
    const struct list *everywhere = &filling->geography->everywhere;
    struct slice title = site_word(site, "pour_tout_le_territoire");
    if (everywhere->count <= EVERYWHERE_SHOWN) {
        lists_links(site, arena, filling->root, "territoire", title, everywhere);
        return;
    }
    struct value links = value_list(arena);
    struct slice count = values_count(site, arena, everywhere->count, "mot_action", "mot_actions");
    value_push(arena, links, values_cell_page(site, arena, count, SLICE("actions/")));
    components_section(site, arena, filling->root, "territoire", title, "liste-liens", links);
}

/* ---- Maps and facts ---- */

static void set_map(struct arena *arena, struct value root, struct slice title,
                    struct value drawing) {
    struct value map = value_hash(arena);
    if (drawing.kind == VALUE_NONE)
        return;
    value_set(arena, map, "titre", values_text(arena, title));
    value_set(arena, map, "dessin", drawing);
    value_set(arena, root, "carte", map);
}

static void add_map(struct filling *filling, const struct list *communes, struct slice name) {
    struct arena *arena = filling->arena;
    struct slice title = slice_format(arena, "%.*s %.*s", SLICE_ARG(name),
                                      SLICE_ARG(site_word(filling->site, "sur_la_carte")));
    struct value drawing =
        maps_draw_places(filling->site->maps, arena, communes, french_text(arena, title));
    set_map(arena, filling->root, title, drawing);
}

static void set_facts(struct filling *filling, struct value facts) {
    value_set(filling->arena, filling->root, "faits", values_list(filling->arena, facts));
}

static struct value links_to(struct filling *filling, const struct list *places) {
    struct value cells = value_list(filling->arena);
    for (size_t i = 0; i < places->count; i++) {
        const struct record *place = places->items[i];
        value_push(filling->arena, cells,
                   values_cell_link(filling->site, filling->arena,
                                    values_name(filling->arena, place), place));
    }
    return cells;
}

/* Where residents go in a commune, with the action it is for. */
static void add_stops(struct filling *filling, const struct record *commune) {
    const struct site *site = filling->site;
    struct arena *arena = filling->arena;
    struct list stops = relations_of(&filling->geography->practical, commune);
    struct value items = value_list(arena);
    for (size_t i = 0; i < stops.count && i < LISTS_CARDS; i++) {
        const struct stop *stop = stops.items[i];
        const struct record *action = &stop->action->page.record;
        struct value item = practical_place(site, arena, stop->action, stop->practical, false);
        struct value cells = value_list(arena);
        value_push(arena, cells, values_cell_link(site, arena, values_name(arena, action), action));
        values_add_cells(site, arena, value_get(item, SLICE("details")), "action", cells);
        value_push(arena, items, item);
    }
    value_set(arena, filling->root, "lieux", values_list(arena, items));
}

/* ---- The three kinds of places ---- */

static struct filling new_filling(const struct site *site, const struct site_page *page,
                                  struct arena *arena, struct value root) {
    const struct place_page *item = page->item;
    return (struct filling){.site = site,
                            .arena = arena,
                            .root = root,
                            .geography = item->geography,
                            .shown = arena_array(arena, bool, site->content->page_count + 1)};
}

static void fill_commune(const struct site *site, const struct site_page *page, struct arena *arena,
                         struct value root) {
    struct filling filling = new_filling(site, page, arena, root);
    const struct commune *commune = (const struct commune *)page->record;
    struct list districts = relations_of(&filling.geography->districts, page->record);
    struct list alone = {0};
    struct value facts = value_list(arena);
    arena_push(arena, alone.items, alone.count, (void *)commune);
    values_add_fact(site, arena, facts, page->record, "population");
    values_add_fact(site, arena, facts, page->record, "secteurs");
    values_add_cells(site, arena, facts, "quartiers", links_to(&filling, &districts));
    set_facts(&filling, facts);
    add_map(&filling, &alone, commune->name);
    add_stops(&filling, page->record);
    add_own(&filling, page->record, "actions_de_la_commune");
    for (size_t i = 0; i < districts.count; i++)
        add_other(&filling, districts.items[i]);
    for (size_t i = 0; i < commune->sectors.count; i++)
        add_other(&filling, commune->sectors.items[i].target);
    add_everywhere(&filling);
}

static void fill_sector(const struct site *site, const struct site_page *page, struct arena *arena,
                        struct value root) {
    struct filling filling = new_filling(site, page, arena, root);
    struct list communes = relations_of(&filling.geography->communes, page->record);
    struct list inside = {0};
    struct value facts = value_list(arena);
    values_add_fact(site, arena, facts, page->record, "type");
    values_add_fact(site, arena, facts, page->record, "organisme");
    values_add_cells(site, arena, facts, "communes", links_to(&filling, &communes));
    set_facts(&filling, facts);
    add_map(&filling, &communes, values_name(arena, page->record));
    add_own(&filling, page->record, "actions_du_secteur");
    for (size_t i = 0; i < communes.count; i++) {
        struct list districts = relations_of(&filling.geography->districts, communes.items[i]);
        collect(&filling, &inside, communes.items[i]);
        for (size_t j = 0; j < districts.count; j++)
            collect(&filling, &inside, districts.items[j]);
    }
    add_section(&filling, &inside, site_word(site, "actions_des_communes"), NULL);
    add_everywhere(&filling);
}

static void fill_district(const struct site *site, const struct site_page *page,
                          struct arena *arena, struct value root) {
    struct filling filling = new_filling(site, page, arena, root);
    const struct district *district = (const struct district *)page->record;
    const struct commune *commune = (const struct commune *)district->commune.target;
    struct list around = {0};
    struct value facts = value_list(arena);
    values_add_fact(site, arena, facts, page->record, "commune");
    values_add_fact(site, arena, facts, page->record, "type");
    set_facts(&filling, facts);
    if (commune) {
        arena_push(arena, around.items, around.count, (void *)commune);
        add_map(&filling, &around, commune->name);
    }
    add_own(&filling, page->record, "actions_du_quartier");
    add_other(&filling, commune ? &commune->record : NULL);
    for (size_t i = 0; commune && i < commune->sectors.count; i++)
        add_other(&filling, commune->sectors.items[i].target);
    add_everywhere(&filling);
}

/* ---- The list of all ---- */

static struct value place_cell(const struct site *site, struct arena *arena,
                               const struct geography *geography, const struct record *place) {
    struct value cell = values_cell_link(site, arena, values_name(arena, place), place);
    size_t own = relations_of(&geography->actions, place).count;
    struct slice words = SLICE("");
    if (place->schema == &commune_schema) {
        const struct number *population = &((const struct commune *)place)->population;
        if (population->set)
            words = values_count(site, arena, (size_t)population->value, "mot_habitant",
                                 "mot_habitants");
    }
    if (own) {
        struct slice actions = values_count(site, arena, own, "mot_action", "mot_actions");
        words = words.size ? slice_format(arena, "%.*s, %.*s", SLICE_ARG(words), SLICE_ARG(actions))
                           : actions;
    }
    values_set(arena, cell, "precision", value_text(words));
    return cell;
}

static int compare_places(const void *left, const void *right) {
    const struct record *a = *(void *const *)left, *b = *(void *const *)right;
    int order = utf8_collate(values_name(NULL, a), values_name(NULL, b));
    return order ? order : a->number < b->number ? -1 : 1;
}

/* A section of places of one kind, whose title is the word of its anchor, by their names. */
static void add_places(const struct site *site, struct arena *arena, struct value root,
                       const struct geography *geography, const char *anchor,
                       const struct list *places) {
    struct value cells = value_list(arena);
    void **sorted = arena_array(arena, void *, places->count + 1);
    for (size_t i = 0; i < places->count; i++)
        sorted[i] = places->items[i];
    qsort(sorted, places->count, sizeof *sorted, compare_places);
    for (size_t i = 0; i < places->count; i++)
        value_push(arena, cells, place_cell(site, arena, geography, sorted[i]));
    components_section(site, arena, root, anchor, site_word(site, anchor), "liste-liens", cells);
}

static void fill_list(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    const struct geography *geography = page->item;
    const struct territory *territory = site->content->contract->territory;
    struct slice title = site_word(site, "carte_des_communes");
    bool communes_alone = territory->sectors.count + territory->districts.count == 0;
    set_map(arena, root, title,
            maps_draw_links(site->maps, arena, site, &territory->communes,
                            site_root_of(arena, page->url)));
    value_set(arena, root, "filtre",
              communes_alone ? filters_list_form(site, arena, "mot_commune", "mot_communes")
                             : filters_list_form(site, arena, "mot_lieu", "mot_lieux"));
    add_places(site, arena, root, geography, "communes", &territory->communes);
    add_places(site, arena, root, geography, "secteurs", &territory->sectors);
    add_places(site, arena, root, geography, "quartiers", &territory->districts);
}

/* ---- Registration ---- */

static void gather_action(struct site *site, struct geography *geography,
                          const struct action *action) {
    relations_add_all(&geography->actions, &action->communes, (void *)action);
    relations_add_all(&geography->actions, &action->sectors, (void *)action);
    relations_add_all(&geography->actions, &action->districts, (void *)action);
    if (action->communes.count + action->sectors.count + action->districts.count == 0)
        arena_push(site->arena, geography->everywhere.items, geography->everywhere.count,
                   (void *)action);
    for (size_t i = 0; i < action->practical.count; i++) {
        const struct practical *practical = action->practical.items[i];
        struct stop *stop = arena_new(site->arena, struct stop);
        *stop = (struct stop){action, practical};
        relations_add(&geography->practical, practical->commune.target, stop);
    }
}

static struct geography *gather(struct site *site) {
    const struct territory *territory = site->content->contract->territory;
    struct geography *geography = arena_new(site->arena, struct geography);
    *geography = (struct geography){0};
    relations_init(&geography->actions, site);
    relations_init(&geography->practical, site);
    relations_init(&geography->communes, site);
    relations_init(&geography->districts, site);
    for (size_t i = 0; i < site->content->actions.count; i++)
        gather_action(site, geography, site->content->actions.items[i]);
    for (size_t i = 0; i < territory->communes.count; i++) {
        struct commune *commune = territory->communes.items[i];
        relations_add_all(&geography->communes, &commune->sectors, commune);
    }
    for (size_t i = 0; i < territory->districts.count; i++) {
        struct district *district = territory->districts.items[i];
        relations_add(&geography->districts, district->commune.target, district);
    }
    return geography;
}

static bool has_own(const struct geography *geography, const struct record *place) {
    return relations_of(&geography->actions, place).count != 0;
}

static bool has_any(const struct geography *geography, const struct list *places) {
    for (size_t i = 0; i < places->count; i++)
        if (has_own(geography, places->items[i]))
            return true;
    return false;
}

/* Whether a commune has anything to show: its own, its districts', its sectors'. */
static bool has_commune(const struct geography *geography, const struct commune *commune) {
    struct list districts = relations_of(&geography->districts, &commune->record);
    bool any = has_own(geography, &commune->record) || has_any(geography, &districts) ||
               relations_of(&geography->practical, &commune->record).count != 0;
    for (size_t i = 0; i < commune->sectors.count && !any; i++)
        any = has_own(geography, commune->sectors.items[i].target);
    return any;
}

static bool has_sector(const struct geography *geography, const struct record *sector) {
    struct list communes = relations_of(&geography->communes, sector);
    bool any = has_own(geography, sector) || has_any(geography, &communes);
    for (size_t i = 0; i < communes.count && !any; i++) {
        struct list districts = relations_of(&geography->districts, communes.items[i]);
        any = has_any(geography, &districts);
    }
    return any;
}

static bool has_district(const struct geography *geography, const struct district *district) {
    const struct commune *commune = (const struct commune *)district->commune.target;
    return has_own(geography, &district->record) || (commune && has_commune(geography, commune));
}

static void add_place(struct site *site, const struct geography *geography, const char *folder,
                      struct slice slug, const struct record *record, site_fill *fill) {
    struct place_page *item = arena_new(site->arena, struct place_page);
    *item = (struct place_page){geography, record};
    site_add(site, (struct site_page){.url = addresses_in(site, folder, slug, record),
                                      .template_name = "commune",
                                      .fill = fill,
                                      .item = item,
                                      .record = record,
                                      .title = values_name(site->arena, record)});
}

/* A commune's name, with its code where another has the same. */
static void add_communes(struct site *site, const struct geography *geography) {
    const struct list *communes = &site->content->contract->territory->communes;
    struct map named;
    map_init(&named, site->arena);
    for (size_t i = 0; i < communes->count; i++) {
        struct commune *commune = communes->items[i];
        struct slice slug = utf8_slug(site->arena, commune->name);
        if (map_put(&named, slug, commune))
            map_set(&named, slug, NULL); /* several */
    }
    for (size_t i = 0; i < communes->count; i++) {
        const struct commune *commune = communes->items[i];
        struct slice slug = utf8_slug(site->arena, commune->name);
        if (!map_get(&named, slug))
            slug =
                slice_format(site->arena, "%.*s-%.*s", SLICE_ARG(slug), SLICE_ARG(commune->code));
        if (geography->everywhere.count || has_commune(geography, commune))
            add_place(site, geography, "communes", slug, &commune->record, fill_commune);
    }
}

/* What concerns the whole territory concerns each place. */
static void add_pages(struct site *site, const struct geography *geography) {
    const struct territory *territory = site->content->contract->territory;
    bool all = geography->everywhere.count != 0;
    add_communes(site, geography);
    for (size_t i = 0; i < territory->sectors.count; i++) {
        const struct sector *sector = territory->sectors.items[i];
        if (all || has_sector(geography, &sector->record))
            add_place(site, geography, "secteurs", sector->id, &sector->record, fill_sector);
    }
    for (size_t i = 0; i < territory->districts.count; i++) {
        const struct district *district = territory->districts.items[i];
        if (all || has_district(geography, district))
            add_place(site, geography, "quartiers", district->id, &district->record, fill_district);
    }
}

void pages_places(struct site *site) {
    const struct territory *territory = site->content->contract->territory;
    if (territory->communes.count + territory->sectors.count + territory->districts.count == 0)
        return;
    size_t before = site->page_count;
    const struct geography *geography = gather(site);
    add_pages(site, geography);
    if (site->page_count == before)
        return;
    site_add(site, (struct site_page){.url = SLICE("communes/"),
                                      .template_name = "communes",
                                      .fill = fill_list,
                                      .item = geography,
                                      .title = site_word(site, "communes_titre"),
                                      .summary = site_word(site, "communes_resume")});
}
