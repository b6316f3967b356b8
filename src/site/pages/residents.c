/* /habitants/: what exists for me, near me, and how to use it. */
#include "site/components.h"
#include "site/pages.h"
#include "site/practical.h"
#include "site/values.h"

#include "base/utf8.h"
#include "site/tags.h"

/* Labels of tags, linked to their pages. */
static struct value tag_links(const struct site *site, struct arena *arena, const struct list *tags,
                              const char *folder) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < tags->count; i++) {
        const struct tag *tag = tags->items[i];
        struct slice url = slice_format(arena, "%s/%.*s/", folder, SLICE_ARG(tag->slug));
        if (site_has(site, url.data))
            value_push(arena, items, components_link(site, arena, tag->name, url));
    }
    return values_list(arena, items);
}

static struct value commune_links(const struct site *site, struct arena *arena) {
    const struct list *communes = &site->content->contract->territory->communes;
    struct value items = value_list(arena);
    for (size_t i = 0; i < communes->count; i++) {
        const struct commune *commune = communes->items[i];
        struct slice url = site_url(site, &commune->record);
        if (url.data)
            value_push(arena, items, components_link(site, arena, commune->name, url));
    }
    return values_list(arena, items);
}

/* Actions that residents can use now: under way or permanent, with practical information. */
static bool is_open(const struct action *action) {
    bool running = action->status == ACTION_RUNNING || action->status == ACTION_PERMANENT;
    return running && action->practical.count;
}

static struct value open_actions(const struct site *site, struct arena *arena) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < site->content->actions.count; i++) {
        const struct action *action = site->content->actions.items[i];
        if (!is_open(action))
            continue;
        struct value item = components_action(site, arena, action);
        struct value places = practical_places(site, arena, action);
        value_set(arena, item, "lieux", value_get(places, SLICE("liste")));
        value_set(arena, item, "communs", value_get(places, SLICE("communs")));
        value_push(arena, items, item);
    }
    return values_list(arena, items);
}

static struct value useful_numbers(const struct site *site, struct arena *arena) {
    const struct list *numbers = &site->content->contract->useful_numbers;
    struct value items = value_list(arena);
    for (size_t i = 0; i < numbers->count; i++) {
        const struct useful_number *number = numbers->items[i];
        struct value item = value_hash(arena);
        values_set(arena, item, "telephone", value_text(number->number));
        values_set(arena, item, "telephone_uri",
                   value_text(components_telephone(arena, number->number)));
        values_set(arena, item, "nom", values_text(arena, number->name));
        values_set(arena, item, "resume", values_text(arena, number->description));
        value_push(arena, items, item);
    }
    return values_list(arena, items);
}

static struct value ways_to_take_part(const struct site *site, struct arena *arena) {
    const struct list *list = &site->content->participations;
    struct value cells = value_list(arena);
    for (size_t i = 0; i < list->count; i++) {
        const struct participation *participation = list->items[i];
        value_push(arena, cells,
                   values_cell_link(site, arena, content_title(site->content, &participation->page),
                                    &participation->page.record));
    }
    return values_list(arena, cells);
}

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    (void)page;
    value_set(arena, root, "themes", tag_links(site, arena, &site->themes, "themes"));
    value_set(arena, root, "publics", tag_links(site, arena, &site->publics, "pour-qui"));
    value_set(arena, root, "communes", commune_links(site, arena));
    value_set(arena, root, "actions", open_actions(site, arena));
    value_set(arena, root, "numeros", useful_numbers(site, arena));
    value_set(arena, root, "agenda", components_next_dates(site, arena, 5, NULL, NULL));
    value_set(arena, root, "participer", ways_to_take_part(site, arena));
}

void pages_residents(struct site *site) {
    const struct content *content = site->content;
    if (content->actions.count == 0 && content->contract->useful_numbers.count == 0 &&
        content->participations.count == 0 && site->occasions.count == 0)
        return;
    site_add(site, (struct site_page){.url = SLICE("habitants/"),
                                      .template_name = "habitants",
                                      .fill = fill,
                                      .title = site_word(site, "menu_habitants"),
                                      .summary = site_word(site, "habitants_resume")});
}
