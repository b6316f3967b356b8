/*
 * /themes/ and /pour-qui/: actions on a theme, or for a public. What is for everyone joins each
 * public, in a section of its own.
 */
#include "site/pages.h"

#include "base/utf8.h"
#include "site/components.h"
#include "site/lists.h"
#include "site/values.h"

/* One of the two kinds of tags. */
struct tag_kind {
    const char *url;
    const char *title;
    const char *summary;
    const char *actions;       /* title of the actions of a tag */
    const struct tag *for_all; /* the public "tout public"; NULL: none, or themes */
};

struct tag_page {
    const struct tag_kind *kind;
    const struct tag *tag;
    size_t others; /* actions for everyone that don't name this public */
};

/* The actions for everyone that a tag has not among its own: both lists are in the order of the
 * contract. No more items than are shown, but the count of all. */
static struct list others_of(const struct tag_page *tag, struct arena *arena) {
    const struct list *own = &tag->tag->actions;
    struct list others = {0};
    for (size_t i = 0, j = 0; others.count < LISTS_CARDS && others.count < tag->others; i++) {
        const struct action *action = tag->kind->for_all->actions.items[i];
        while (j < own->count && ((const struct action *)own->items[j])->page.record.number <
                                     action->page.record.number)
            j++;
        if (j == own->count || own->items[j] != action)
            arena_push(arena, others.items, others.count, (void *)action);
    }
    others.count = tag->others;
    return others;
}

static void fill_tag(const struct site *site, const struct site_page *page, struct arena *arena,
                     struct value root) {
    const struct tag_page *tag = page->item;
    struct list others = others_of(tag, arena);
    lists_cards(site, arena, root, "actions", site_word(site, tag->kind->actions),
                &tag->tag->actions);
    struct value section = lists_cards(site, arena, root, "tout-public",
                                       site_word(site, "actions_tout_public"), &others);
    value_set(arena, section, "resume", value_text(site_word(site, "actions_tout_public_aide")));
}

static struct slice url_of(struct arena *arena, const struct tag_page *page) {
    return slice_format(arena, "%s%.*s/", page->kind->url, SLICE_ARG(page->tag->slug));
}

static void fill_list(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    const struct list *tags = page->item;
    struct value cards = value_list(arena);
    for (size_t i = 0; i < tags->count; i++) {
        const struct tag_page *tag = tags->items[i];
        struct value card =
            components_card(site, arena, SLICE(""), utf8_capitalize(arena, tag->tag->name),
                            SLICE(""), url_of(arena, tag));
        struct slice count = values_count(site, arena, tag->tag->actions.count + tag->others,
                                          "mot_action", "mot_actions");
        value_set(arena, card, "etat", value_text(count));
        value_push(arena, cards, card);
    }
    value_set(arena, root, "elements", values_list(arena, cards));
}

/* Takes off each public the actions for everyone that name it too. */
static void count_others(struct site *site, const struct tag_kind *kind, struct map *by_slug) {
    for (size_t i = 0; kind->for_all && i < kind->for_all->actions.count; i++) {
        const struct action *action = kind->for_all->actions.items[i];
        struct tag_page **seen = NULL;
        size_t count = 0;
        for (size_t j = 0; j < action->publics.count; j++) {
            struct slice slug = utf8_slug(site->arena, action->publics.items[j]);
            struct tag_page *page = map_get(by_slug, slug);
            bool again = false;
            for (size_t k = 0; k < count; k++)
                again = again || seen[k] == page;
            if (!page || again)
                continue;
            arena_push(site->arena, seen, count, page);
            page->others--;
        }
    }
}

static struct list *gather(struct site *site, const struct tag_kind *kind,
                           const struct list *tags) {
    struct list *pages = arena_new(site->arena, struct list);
    struct list all = {0};
    struct map by_slug;
    size_t for_all = kind->for_all ? kind->for_all->actions.count : 0;
    map_init(&by_slug, site->arena);
    for (size_t i = 0; i < tags->count; i++) {
        struct tag_page *page = arena_new(site->arena, struct tag_page);
        *page = (struct tag_page){.kind = kind, .tag = tags->items[i], .others = for_all};
        map_put(&by_slug, page->tag->slug, page);
        arena_push(site->arena, all.items, all.count, (void *)page);
    }
    count_others(site, kind, &by_slug);
    for (size_t i = 0; i < all.count; i++) {
        struct tag_page *page = all.items[i];
        if (page->tag->actions.count + page->others)
            arena_push(site->arena, pages->items, pages->count, (void *)page);
    }
    return pages;
}

static void add_pages(struct site *site, const struct tag_kind *kind, const struct list *tags) {
    struct list *pages = gather(site, kind, tags);
    if (pages->count == 0)
        return;
    site_add(site, (struct site_page){.url = slice_from(kind->url),
                                      .template_name = "liste",
                                      .fill = fill_list,
                                      .item = pages,
                                      .title = site_word(site, kind->title),
                                      .summary = site_word(site, kind->summary)});
    for (size_t i = 0; i < pages->count; i++) {
        const struct tag_page *page = pages->items[i];
        site_add(site, (struct site_page){.url = url_of(site->arena, page),
                                          .template_name = "liste",
                                          .fill = fill_tag,
                                          .item = page,
                                          .title = utf8_capitalize(site->arena, page->tag->name)});
    }
}

static const struct tag *find(const struct list *tags, const char *slug) {
    for (size_t i = 0; i < tags->count; i++)
        if (slice_is(((const struct tag *)tags->items[i])->slug, slug))
            return tags->items[i];
    return NULL;
}

void pages_tags(struct site *site) {
    struct tag_kind *kinds = arena_array(site->arena, struct tag_kind, 2);
    kinds[0] = (struct tag_kind){.url = "themes/",
                                 .title = "themes_titre",
                                 .summary = "themes_resume",
                                 .actions = "actions_du_theme"};
    kinds[1] = (struct tag_kind){.url = "pour-qui/",
                                 .title = "pour_qui",
                                 .summary = "pour_qui_resume",
                                 .actions = "actions_du_public",
                                 .for_all = find(&site->publics, "tout-public")};
    add_pages(site, &kinds[0], &site->themes);
    add_pages(site, &kinds[1], &site->publics);
}
