#include "site/histories.h"

#include "base/path.h"
#include "site/changes.h"
#include "site/history_feeds.h"
#include "site/values.h"
#include "text/french.h"

#include <stdlib.h>

const struct site_page *histories_page(const struct site *site, const struct past_item *item) {
    struct slice url = {NULL, 0};
    if (!item->file || (item->entry.size && !item->record))
        return NULL;
    url = item->record ? site_url(site, item->record) : site_list_url(site, item->file->kind);
    if (item->file->kind == CONTENT_HOME)
        url = SLICE("");
    return url.data ? map_get(&site->by_url, url) : NULL;
}

static const struct axis *axis_of(const struct site *site, const struct past_item *item) {
    enum content_kind kind = content_kind_of(item->path);
    for (size_t i = 0; i < site->content->axes.count; i++) {
        const struct axis *axis = site->content->axes.items[i];
        if ((kind == CONTENT_ACTION || kind == CONTENT_AXIS) &&
            path_is_below(item->path, axis->folder))
            return axis;
    }
    return NULL;
}

static struct slice url_of(struct site *site, const struct site_page *page) {
    return slice_format(site->arena, "historique/%.*s",
                        SLICE_ARG(page->url.size ? page->url : SLICE("accueil/")));
}

static int64_t time_of(const struct past *past, const struct past_version *version) {
    return version->commit == CHAIN_UNSAVED ? INT64_MAX
                                            : past->history->commits[version->commit].author_time;
}

/* The context of compare_moments(), which qsort() has no way to hand over. */
struct dated_moment {
    struct history_moment moment;
    int64_t time;
    size_t rank;
};

static int compare_moments(const void *left, const void *right) {
    const struct dated_moment *a = left, *b = right;
    if (a->time != b->time)
        return a->time > b->time ? -1 : 1;
    uint32_t x = a->moment.version->commit, y = b->moment.version->commit;
    if (x != y && x != CHAIN_UNSAVED && y != CHAIN_UNSAVED)
        return x < y ? -1 : 1;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static void sort_moments(struct site *site, struct histories *histories) {
    struct dated_moment *dated = NULL;
    size_t count = 0;
    for (size_t i = 0; i < histories->item_count; i++) {
        const struct history_item *item = &histories->items[i];
        for (size_t j = 0; j < item->past->count; j++) {
            const struct past_version *version = &item->past->versions[j];
            struct dated_moment moment = {
                {item, version}, time_of(histories->past, version), count};
            if (version->weight == EDIT_LISTED)
                arena_push(site->arena, dated, count, moment);
        }
    }
    if (count)
        qsort(dated, count, sizeof *dated, compare_moments);
    histories->moments = arena_array(site->arena, struct history_moment, count);
    histories->count = count;
    for (size_t i = 0; i < count; i++)
        histories->moments[i] = dated[i].moment;
}

void histories_gather(struct site *site, const struct past *past) {
    if (!past)
        return;
    struct histories *histories = arena_new(site->arena, struct histories);
    histories->past = past;
    histories->items = arena_array(site->arena, struct history_item, past->count);
    map_init(&histories->by_page, site->arena);
    for (size_t i = 0; i < past->count; i++) {
        const struct past_item *item = past->items[i];
        struct history_item found = {.past = item,
                                     .page = histories_page(site, item),
                                     .axis = axis_of(site, item),
                                     .kind = changes_kind(site->arena, item)};
        bool gone = item->count && item->versions[0].kind == EDIT_DELETED;
        if (!found.page && !gone)
            continue; /* its page is not made: nothing is told of it */
        if (found.page && item->listed)
            found.url = url_of(site, found.page);
        struct history_item *kept = &histories->items[histories->item_count++];
        *kept = found;
        if (found.page)
            map_put(&histories->by_page, found.page->url, kept);
    }
    sort_moments(site, histories);
    history_feeds_gather(site, histories);
    site->histories = histories;
}

const struct history_item *histories_of(const struct site *site, const struct site_page *page) {
    return site->histories ? map_get(&site->histories->by_page, page->url) : NULL;
}

struct slice histories_anchor(const struct site *site, struct arena *arena,
                              const struct past_version *version) {
    if (version->commit == CHAIN_UNSAVED)
        return SLICE("non-enregistre");
    const unsigned char *id = site->histories->past->history->commits[version->commit].id;
    return slice_format(arena, "c%02x%02x%02x%02x%02x", id[0], id[1], id[2], id[3], id[4]);
}

struct slice histories_page_url(struct arena *arena, struct slice base, size_t number) {
    return number == 1 ? base : slice_format(arena, "%.*spage-%zu/", SLICE_ARG(base), number);
}

struct slice histories_url(struct arena *arena, const struct history_item *item,
                           const struct past_version *version) {
    size_t rank = 0;
    for (const struct past_version *other = item->past->versions; other != version; other++)
        rank += other->weight == EDIT_LISTED;
    return item->url.data ? histories_page_url(arena, item->url, rank / HISTORIES_PAGE + 1)
                          : item->url;
}

struct slice histories_date(const struct site *site, struct arena *arena,
                            const struct past_version *version) {
    if (version->commit == CHAIN_UNSAVED)
        return site_word(site, "non_enregistre");
    return french_date(arena, date_from_day(past_day(site->histories->past, version)));
}

struct value histories_entry(const struct site *site, struct arena *arena,
                             const struct history_moment *moment) {
    const struct past_version *version = moment->version;
    struct value entry = value_hash(arena);
    struct edit edit;
    past_read(site->histories->past, arena, version, &edit);
    struct slice url = histories_url(arena, moment->item, version);
    struct slice anchor = histories_anchor(site, arena, version);
    values_set(arena, entry, "date", value_text(histories_date(site, arena, version)));
    values_set(
        arena, entry, "iso",
        version->commit == CHAIN_UNSAVED
            ? value_none()
            : value_text(date_iso(arena, date_from_day(past_day(site->histories->past, version)))));
    values_set(arena, entry, "titre",
               values_text(arena, changes_name(site, arena, moment->item->past, &edit)));
    values_set(arena, entry, "url",
               url.data ? value_text(site_href(site, arena, url, anchor)) : value_none());
    values_set(arena, entry, "resume", value_text(changes_summary(site, arena, &edit)));
    values_set(arena, entry, "genre", value_text(moment->item->kind));
    return entry;
}

struct value histories_cell(const struct site *site, struct arena *arena,
                            const struct history_moment *moment) {
    struct value entry = histories_entry(site, arena, moment);
    struct slice title = value_get(entry, SLICE("titre")).text;
    struct slice summary = value_get(entry, SLICE("resume")).text;
    struct value cell = values_cell(arena, title);
    value_set(arena, cell, "vers", value_get(entry, SLICE("url")));
    value_set(arena, cell, "precision",
              value_text(slice_format(arena, "%.*s – %.*s",
                                      SLICE_ARG(histories_date(site, arena, moment->version)),
                                      SLICE_ARG(summary))));
    return cell;
}

size_t histories_page_total(size_t count, size_t size) {
    return count ? (count + size - 1) / size : 1;
}

void histories_add_pager(const struct site *site, struct arena *arena, struct value root,
                         struct slice base, size_t number, size_t total) {
    struct value pager = value_hash(arena);
    if (total < 2)
        return;
    values_set(arena, pager, "precedente",
               number > 1
                   ? value_text(site_href(site, arena, histories_page_url(arena, base, number - 1),
                                          SLICE("")))
                   : value_none());
    values_set(arena, pager, "suivante",
               number < total
                   ? value_text(site_href(site, arena, histories_page_url(arena, base, number + 1),
                                          SLICE("")))
                   : value_none());
    values_set(arena, pager, "texte",
               value_text(slice_format(arena, "%.*s %zu / %zu", SLICE_ARG(site_word(site, "page")),
                                       number, total)));
    value_set(arena, root, "pagination", pager);
}
