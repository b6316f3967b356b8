/* /versions/<tag>/changements/: what changed in the contract since an official version. */
#include "site/changes.h"
#include "site/components.h"
#include "site/histories.h"
#include "site/pages/versions.h"
#include "site/values.h"

#include "base/utf8.h"
#include "text/french.h"

#define SINCE_PAGE 12 /* items on one page */

/* What changed of one kind, as it is shown. */
struct group {
    struct slice kind;
    struct value lists[3]; /* by enum edit_kind */
};

struct groups {
    struct group *items;
    size_t count;
};

/* Some of what changed since a version. */
struct since_page {
    const struct site_version *version;
    const struct past_item **items; /* all that are told */
    size_t count;
    size_t number; /* from 1 */
    struct slice base;
};

static struct group *group_of(struct groups *groups, struct arena *arena, struct slice kind) {
    for (size_t i = 0; i < groups->count; i++)
        if (slice_equal(groups->items[i].kind, kind))
            return &groups->items[i];
    struct group group = {.kind = kind};
    for (size_t i = 0; i < sizeof group.lists / sizeof *group.lists; i++)
        group.lists[i] = value_list(arena);
    arena_push(arena, groups->items, groups->count, group);
    return &groups->items[groups->count - 1];
}

static void add_details(const struct site *site, const struct site_page *page, struct arena *arena,
                        struct value entry, const struct past_item *item, const struct edit *edit) {
    struct slice html = changes_difference(site, page, arena, item->path, &edit->text);
    value_set(arena, entry, "changements", changes_values(site, page, arena, edit));
    value_set(arena, entry, "difference", value_html(html));
}

static struct value entry_of(const struct site *site, const struct site_page *page,
                             struct arena *arena, const struct past *since,
                             const struct past_item *item) {
    const struct site_page *own = histories_page(site, item);
    struct edit edit;
    past_read(since, arena, &item->versions[0], &edit);
    struct slice name = changes_name(site, arena, item, &edit);
    struct value entry =
        own ? values_cell_page(site, arena, name, own->url) : values_cell(arena, name);
    values_set(arena, entry, "url",
               own ? value_text(site_href(site, arena, own->url, SLICE(""))) : value_none());
    values_set(arena, entry, "resume", value_text(changes_summary(site, arena, &edit)));
    if (edit.kind == EDIT_CHANGED)
        add_details(site, page, arena, entry, item, &edit);
    return entry;
}

static struct value value_of(struct arena *arena, const struct group *group) {
    struct value value = value_hash(arena);
    value_set(arena, value, "titre", values_text(arena, group->kind));
    value_set(arena, value, "ancre", value_text(utf8_slug(arena, group->kind)));
    values_set(arena, value, "ajouts", values_list(arena, group->lists[EDIT_PUBLISHED]));
    values_set(arena, value, "retraits", values_list(arena, group->lists[EDIT_DELETED]));
    values_set(arena, value, "modifications", values_list(arena, group->lists[EDIT_CHANGED]));
    return value;
}

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    const struct since_page *own = page->item;
    const struct site_version *version = own->version;
    struct groups groups = {0};
    struct value values = value_list(arena);
    size_t first = (own->number - 1) * SINCE_PAGE;
    for (size_t i = first; i < own->count && i < first + SINCE_PAGE; i++) {
        const struct past_item *item = own->items[i];
        struct group *group = group_of(&groups, arena, changes_kind(arena, item));
        value_push(arena, group->lists[item->versions[0].kind],
                   entry_of(site, page, arena, version->since, item));
    }
    for (size_t i = 0; i < groups.count; i++)
        value_push(arena, values, value_of(arena, &groups.items[i]));
    value_set(arena, root, "groupes", values);
    value_set(arena, root, "version",
              components_link(site, arena, versions_name(site, arena, version), version->base));
    histories_add_pager(site, arena, root, own->base, own->number,
                        histories_page_total(own->count, SINCE_PAGE));
}

/* What is told: what changed and has a page, and what is gone. */
static void gather(struct site *site, struct since_page *all) {
    const struct past *since = all->version->since;
    for (size_t i = 0; i < since->count; i++) {
        const struct past_item *item = since->items[i];
        bool gone = item->count && item->versions[0].kind == EDIT_DELETED;
        if (item->listed && (gone || histories_page(site, item)))
            arena_push(site->arena, all->items, all->count, item);
    }
}

static struct slice title_of(struct site *site, const struct since_page *page) {
    const struct site_version *version = page->version;
    struct slice name = version->title.size ? version->title : version->entry->tag;
    struct slice title = slice_format(
        site->arena, "%.*s %.*s – %.*s", SLICE_ARG(site_word(site, "change_depuis_le")),
        SLICE_ARG(french_date(site->arena, version->date)), SLICE_ARG(name));
    return page->number == 1 ? title
                             : slice_format(site->arena, "%.*s, %.*s %zu", SLICE_ARG(title),
                                            SLICE_ARG(site_word(site, "page")), page->number);
}

static void add_since(struct site *site, const struct site_version *version) {
    struct since_page all = {.version = version, .number = 1};
    all.base = slice_concat(site->arena, version->base, SLICE("changements/"));
    gather(site, &all);
    for (; all.number <= histories_page_total(all.count, SINCE_PAGE); all.number++) {
        struct since_page *page = arena_new(site->arena, struct since_page);
        *page = all;
        site_add(site,
                 (struct site_page){.url = histories_page_url(site->arena, all.base, all.number),
                                    .template_name = "versions-changements",
                                    .fill = fill,
                                    .item = page,
                                    .title = title_of(site, page),
                                    .unlisted = true});
    }
}

void pages_since(struct site *site) {
    for (size_t i = 0; i < site->options.version_count; i++)
        if (site->options.versions[i].since)
            add_since(site, &site->options.versions[i]);
}
