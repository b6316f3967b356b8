/* /versions/<tag>/changements/: what changed in the contract since an official version. */
#include "site/changes.h"
#include "site/components.h"
#include "site/histories.h"
#include "site/pages/versions.h"
#include "site/values.h"

#include "base/utf8.h"
#include "text/french.h"

#define DETAILED 300 /* items whose differences are told on the page; of others, a line */

/* What changed of one kind, as it is shown. */
struct group {
    struct slice kind;
    struct value lists[3]; /* by enum edit_kind */
};

struct groups {
    struct group *items;
    size_t count;
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
                             const struct past_item *item, bool detailed) {
    const struct site_page *own = histories_page(site, item);
    struct edit edit;
    past_read(since, arena, &item->versions[0], &edit);
    struct slice name = changes_name(site, arena, item, &edit);
    struct value entry =
        own ? values_cell_page(site, arena, name, own->url) : values_cell(arena, name);
    values_set(arena, entry, "url",
               own ? value_text(site_href(site, arena, own->url, SLICE(""))) : value_none());
    values_set(arena, entry, "resume", value_text(changes_summary(site, arena, &edit)));
    if (edit.kind == EDIT_CHANGED && detailed)
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
    const struct site_version *version = page->item;
    const struct past *since = version->since;
    struct groups groups = {0};
    struct value values = value_list(arena);
    size_t told = 0;
    for (size_t i = 0; i < since->count; i++) {
        const struct past_item *item = since->items[i];
        bool gone = item->count && item->versions[0].kind == EDIT_DELETED;
        if (item->listed == 0 || (!gone && !histories_page(site, item)))
            continue;
        struct group *group = group_of(&groups, arena, changes_kind(arena, item));
        value_push(arena, group->lists[item->versions[0].kind],
                   entry_of(site, page, arena, since, item, told++ < DETAILED));
    }
    for (size_t i = 0; i < groups.count; i++)
        value_push(arena, values, value_of(arena, &groups.items[i]));
    value_set(arena, root, "groupes", values);
    value_set(arena, root, "version",
              components_link(site, arena, versions_name(site, arena, version), version->base));
}

void pages_since(struct site *site) {
    for (size_t i = 0; i < site->options.version_count; i++) {
        const struct site_version *version = &site->options.versions[i];
        if (!version->since)
            continue;
        struct slice name = version->title.size ? version->title : version->entry->tag;
        struct slice title = slice_format(
            site->arena, "%.*s %.*s – %.*s", SLICE_ARG(site_word(site, "change_depuis_le")),
            SLICE_ARG(french_date(site->arena, version->date)), SLICE_ARG(name));
        site_add(site, (struct site_page){
                           .url = slice_concat(site->arena, version->base, SLICE("changements/")),
                           .template_name = "versions-changements",
                           .fill = fill,
                           .item = version,
                           .title = title,
                           .unlisted = true});
    }
}
