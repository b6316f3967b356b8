/* /comptes-rendus/: minutes by instance and year, and each meeting. */
#include "base/utf8.h"
#include "site/addresses.h"
#include "site/components.h"
#include "site/pages.h"
#include "site/relations.h"
#include "site/text.h"
#include "site/values.h"
#include "text/french.h"

/* A meeting, and those of the same body before and after it. */
struct minutes_page {
    const struct minutes *minutes;
    const struct minutes *previous;
    const struct minutes *next;
};

/* The bodies that have minutes, each with its own, newest first. */
struct minutes_index {
    const struct body **bodies;
    struct list *minutes;
    size_t count;
};

/* ---- /comptes-rendus/ ---- */

static struct value new_year(struct arena *arena, struct value years, int year) {
    struct value group = value_hash(arena);
    struct value links = value_list(arena);
    values_set(arena, group, "titre", value_number(arena, year));
    value_set(arena, group, "membres", links);
    value_push(arena, years, group);
    return links;
}

/* A link with the state of the minutes: a draft, reserved, or approved on a day. */
static struct value link_to(const struct site *site, struct arena *arena,
                            const struct minutes *minutes) {
    struct value link = components_minutes(site, arena, minutes);
    if (!value_is_true(value_get(link, SLICE("precision"))))
        value_set(
            arena, link, "precision",
            value_text(slice_format(arena, "%.*s %.*s", SLICE_ARG(site_word(site, "approuve_le")),
                                    SLICE_ARG(french_date(arena, minutes->approved)))));
    return link;
}

/* Links to minutes under the years they were held in. */
static struct value by_year(const struct site *site, struct arena *arena, const struct list *list) {
    struct value years = value_list(arena);
    struct value links = value_none();
    int year = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct minutes *minutes = list->items[i];
        if (i == 0 || minutes->date.year != year)
            links = new_year(arena, years, minutes->date.year);
        year = minutes->date.year;
        value_push(arena, links, link_to(site, arena, minutes));
    }
    return years;
}

static void fill_all(const struct site *site, const struct site_page *page, struct arena *arena,
                     struct value root) {
    const struct minutes_index *index = page->item;
    for (size_t i = 0; i < index->count; i++) {
        const struct record *body = &index->bodies[i]->record;
        struct slice anchor = utf8_slug(arena, index->bodies[i]->id);
        struct value section = components_section(
            site, arena, root, slice_format(arena, "instance--%.*s", SLICE_ARG(anchor)).data,
            values_name(arena, body), "groupes", by_year(site, arena, &index->minutes[i]));
        values_set(arena, section, "url", site_href_of(site, arena, body));
    }
}

/* ---- A meeting ---- */

static struct value attendance(const struct site *site, struct arena *arena,
                               const struct list *list) {
    struct value cells = value_list(arena);
    for (size_t i = 0; i < list->count; i++) {
        const struct attendance *person = list->items[i];
        struct value cell = values_reference(site, arena, &person->organisation);
        values_set(arena, cell, "precision", values_text(arena, person->role));
        value_push(arena, cells, cell);
    }
    return values_list(arena, cells);
}

static struct value decisions(const struct site *site, struct arena *arena,
                              const struct minutes *minutes) {
    const struct list *list = &minutes->decisions;
    struct value cards = value_list(arena);
    for (size_t i = 0; i < list->count; i++)
        value_push(arena, cards,
                   components_decision(site, arena, list->items[i], &minutes->page.record));
    return values_list(arena, cards);
}

static void add_hours(const struct site *site, struct arena *arena, struct value facts,
                      const struct minutes *minutes) {
    struct value cells = value_list(arena);
    struct slice hours = components_hours(arena, minutes->start, minutes->end);
    if (hours.size)
        value_push(arena, cells, values_cell(arena, hours));
    values_add_cells(site, arena, facts, "horaires", cells);
}

/* The meeting of the same body before or after; value_none() when there is none. */
static struct value neighbour(const struct site *site, struct arena *arena,
                              const struct minutes *minutes) {
    if (!minutes)
        return value_none();
    return values_cell_link(site, arena, content_title(site->content, &minutes->page),
                            &minutes->page.record);
}

static void add_facts(const struct site *site, struct arena *arena, struct value root,
                      const struct minutes *minutes) {
    const struct record *record = &minutes->page.record;
    struct value facts = value_list(arena);
    values_add_fact(site, arena, facts, record, "instance");
    values_add_fact(site, arena, facts, record, "date");
    add_hours(site, arena, facts, minutes);
    values_add_fact(site, arena, facts, record, "lieu");
    values_add_fact(site, arena, facts, record, "approuve");
    values_add_fact(site, arena, facts, record, "prochaine_reunion");
    value_set(arena, root, "faits", values_list(arena, facts));
}

/* What a reader must know first: minutes that nobody has approved yet, or not for everyone. */
static void add_notice(const struct site *site, struct arena *arena, struct value root,
                       const struct minutes *minutes) {
    bool draft = !date_is_set(minutes->approved);
    bool reserved = minutes->page.record.visibility != VISIBILITY_PUBLIC;
    if (!draft && !reserved)
        return;
    struct value notice = value_hash(arena);
    values_set(arena, notice, "titre",
               value_text(site_word(site, draft ? "avis_projet" : "partenaires_seuls")));
    values_set(arena, notice, "texte",
               draft ? value_text(site_word(site, "avis_projet_aide")) : value_none());
    values_set(arena, notice, "alerte", value_bool(draft));
    value_set(arena, root, "avis", notice);
}

/* In the order of the template. */
static const struct text_part parts[] = {
    {NULL, "ordre_du_jour", "ordre-du-jour", "ordre_du_jour"},
    {NULL, "decisions", "decisions", "decisions"},
    {NULL, NULL, NULL, NULL},
    {NULL, "presents", "presents", "presents"},
    {NULL, "excuses", "excuses", "excuses"},
    {NULL, "documents", "documents", "documents"},
};

static void fill_one(const struct site *site, const struct site_page *page, struct arena *arena,
                     struct value root) {
    const struct minutes_page *item = page->item;
    const struct minutes *minutes = item->minutes;
    struct value agenda = value_list(arena);
    for (size_t i = 0; i < minutes->agenda.count; i++)
        value_push(arena, agenda, values_text(arena, minutes->agenda.items[i]));
    add_notice(site, arena, root, minutes);
    add_facts(site, arena, root, minutes);
    value_set(arena, root, "decisions", decisions(site, arena, minutes));
    value_set(arena, root, "ordre_du_jour", values_list(arena, agenda));
    value_set(arena, root, "presents", attendance(site, arena, &minutes->present));
    value_set(arena, root, "excuses", attendance(site, arena, &minutes->excused));
    if (item->previous || item->next) {
        struct value both = value_hash(arena);
        values_set(arena, both, "precedente", neighbour(site, arena, item->previous));
        values_set(arena, both, "suivante", neighbour(site, arena, item->next));
        value_set(arena, root, "voisines", both);
    }
    text_add_contents(site, arena, root, &minutes->page, parts, sizeof parts / sizeof *parts);
}

/* ---- Registration ---- */

/* "2024-06-12-copil", then "2024-06-12-copil-2" for a second meeting of the day. */
static struct slice url_of(struct site *site, struct map *urls, const struct minutes *minutes) {
    struct slice url = addresses_of_minutes(site, minutes, 1);
    for (size_t rank = 2; map_get(urls, url); rank++)
        url = addresses_of_minutes(site, minutes, rank);
    map_put(urls, url, (void *)minutes);
    return url;
}

static void add_minutes(struct site *site, struct map *urls, const struct minutes_page *item) {
    const struct page *source = &item->minutes->page;
    site_add(site, (struct site_page){.url = url_of(site, urls, item->minutes),
                                      .template_name = "compte-rendu",
                                      .fill = fill_one,
                                      .item = item,
                                      .record = &source->record,
                                      .source = source,
                                      .title = content_title(site->content, source),
                                      .summary = source->summary});
}

/* Going from the newest to the oldest, the meeting before is the next one of the same body. */
static void add_all(struct site *site, struct minutes_page *items) {
    const struct list *all = &site->content->minutes;
    struct map urls;
    struct minutes_page **newer =
        arena_array(site->arena, struct minutes_page *, site->content->page_count + 1);
    map_init(&urls, site->arena);
    for (size_t i = 0; i < all->count; i++) {
        struct minutes_page *item = &items[i];
        item->minutes = all->items[i];
        const struct record *body = item->minutes->body.target;
        if (body && newer[body->number]) {
            item->next = newer[body->number]->minutes;
            newer[body->number]->previous = item->minutes;
        }
        if (body)
            newer[body->number] = item;
        add_minutes(site, &urls, item);
    }
}

static struct minutes_index *index_minutes(struct site *site) {
    const struct content *content = site->content;
    struct minutes_index *index = arena_new(site->arena, struct minutes_index);
    struct relations by_body;
    relations_init(&by_body, site);
    for (size_t i = 0; i < content->minutes.count; i++) {
        struct minutes *minutes = content->minutes.items[i];
        relations_add(&by_body, minutes->body.target, minutes);
    }
    index->bodies = arena_array(site->arena, const struct body *, content->bodies.count);
    index->minutes = arena_array(site->arena, struct list, content->bodies.count);
    for (size_t i = 0; i < content->bodies.count; i++) {
        const struct body *body = content->bodies.items[i];
        struct list minutes = relations_of(&by_body, &body->record);
        if (minutes.count == 0)
            continue;
        index->bodies[index->count] = body;
        index->minutes[index->count++] = minutes;
    }
    return index;
}

void pages_minutes(struct site *site) {
    size_t count = site->content->minutes.count;
    if (count == 0)
        return;
    site_add(site, (struct site_page){.url = SLICE("comptes-rendus/"),
                                      .template_name = "comptes-rendus",
                                      .fill = fill_all,
                                      .item = index_minutes(site),
                                      .title = site_word(site, "comptes_rendus")});
    add_all(site, arena_array(site->arena, struct minutes_page, count));
}
