#include "publish/feeds.h"

#include "publish/feed.h"
#include "site/changes.h"
#include "site/meetings.h"
#include "site/text.h"
#include "text/escape.h"
#include "text/french.h"

#define ENTRIES 50 /* the latest; of the history, HISTORY_FEED_ENTRIES */

/* An address of the site; relative to its root when site.url is not given. */
static struct slice address(const struct site *site, struct arena *arena, struct slice url) {
    struct slice absolute = site_absolute(site, arena, url);
    return absolute.size ? absolute : url;
}

/* ---- Pages with a date */

static struct feed_entry entry_of(const struct site *site, struct arena *arena,
                                  const struct page *page, struct date date) {
    struct slice url = address(site, arena, site_url(site, &page->record));
    struct slice summary = page->summary.size ? page->summary : text_excerpt(arena, page, 300);
    int64_t noon = zone_to_utc(site->content->zone, date_first_day(date), 12 * 60);
    return (struct feed_entry){.id = url,
                               .title = french_text(arena, content_title(site->content, page)),
                               .url = url,
                               .summary = french_text(arena, summary),
                               .updated = noon,
                               .published = noon};
}

static size_t fill_news(const struct site *site, struct arena *arena, const struct feeds_item *item,
                        struct feed_entry *entries) {
    size_t count = 0;
    (void)item;
    for (; count < site->content->news.count && count < ENTRIES; count++) {
        const struct news *news = site->content->news.items[count];
        entries[count] = entry_of(site, arena, &news->page, news->date);
    }
    return count;
}

static size_t fill_minutes(const struct site *site, struct arena *arena,
                           const struct feeds_item *item, struct feed_entry *entries) {
    const struct list *all = &site->content->minutes;
    size_t count = 0;
    for (size_t i = 0; i < all->count && count < ENTRIES; i++) {
        const struct minutes *minutes = all->items[i];
        if (!item->body || minutes->body.target == &item->body->record)
            entries[count++] = entry_of(site, arena, &minutes->page, minutes->date);
    }
    return count;
}

/* ---- Versions */

/*
 * What names a version for ever: its anchor in the history of its page, which has no number there,
 * as later versions push it from one page to the next. What is gone has no page: its path.
 */
static struct slice id_of(const struct site *site, struct arena *arena,
                          const struct history_moment *moment) {
    const struct history_item *item = moment->item;
    struct slice anchor = histories_anchor(site, arena, moment->version);
    struct slice base = address(site, arena, item->url.data ? item->url : SLICE("historique/"));
    if (item->url.data)
        return slice_format(arena, "%.*s#%.*s", SLICE_ARG(base), SLICE_ARG(anchor));
    struct buffer name = BUFFER_INIT;
    escape_url_path(&name, item->past->path);
    if (item->past->entry.size) {
        buffer_add_byte(&name, '/');
        escape_url_path(&name, item->past->entry);
    }
    struct slice id = slice_format(arena, "%.*s#%.*s/%.*s", SLICE_ARG(base), SLICE_ARG(anchor),
                                   (int)name.size, name.data);
    buffer_dispose(&name);
    return id;
}

static struct feed_entry version_of(const struct site *site, struct arena *arena,
                                    const struct history_moment *moment) {
    const struct past *past = site->histories->past;
    const struct past_version *version = moment->version;
    struct edit edit;
    past_read(past, arena, version, &edit);
    struct slice url = histories_url(arena, moment->item, version);
    struct slice page = address(site, arena, url.data ? url : SLICE("historique/"));
    struct slice anchor = histories_anchor(site, arena, version);
    struct slice name = changes_name(site, arena, moment->item->past, &edit);
    struct slice summary = changes_summary(site, arena, &edit);
    return (struct feed_entry){
        .id = id_of(site, arena, moment),
        .title = slice_format(arena, "%.*s%.*s %.*s", SLICE_ARG(french_text(arena, name)),
                              SLICE_ARG(site_word(site, "deux_points")), SLICE_ARG(summary)),
        .url =
            url.data ? slice_format(arena, "%.*s#%.*s", SLICE_ARG(page), SLICE_ARG(anchor)) : page,
        .summary = summary,
        .updated = past->history->commits[version->commit].author_time};
}

static size_t fill_history(const struct site *site, struct arena *arena,
                           const struct history_feed *feed, struct feed_entry *entries) {
    for (size_t i = 0; i < feed->count; i++)
        entries[i] = version_of(site, arena, feed->moments[i]);
    return feed->count;
}

/* ---- All of them */

static void add(struct feeds *feeds, struct arena *arena, struct feeds_item item) {
    arena_push(arena, feeds->items, feeds->count, item);
}

static void add_bodies(struct feeds *feeds, struct arena *arena, const struct site *site) {
    const struct list *bodies = &site->content->bodies;
    for (size_t i = 0; i < bodies->count; i++) {
        const struct body *body = bodies->items[i];
        struct slice path = meetings_feed(site, arena, body);
        if (path.size)
            add(feeds, arena,
                (struct feeds_item){.path = path,
                                    .shown = site_url(site, &body->record),
                                    .title = meetings_feed_title(site, arena, body),
                                    .body = body,
                                    .fill = fill_minutes});
    }
}

struct feeds *feeds_list(struct arena *arena, const struct site *site) {
    struct feeds *feeds = arena_new(arena, struct feeds);
    feeds->site = site;
    if (site_has(site, "actualites/"))
        add(feeds, arena,
            (struct feeds_item){.path = SLICE("actualites.atom"),
                                .shown = SLICE("actualites/"),
                                .title = site_word(site, "fil_actualites"),
                                .fill = fill_news});
    if (site_has(site, "comptes-rendus/"))
        add(feeds, arena,
            (struct feeds_item){.path = SLICE("comptes-rendus.atom"),
                                .shown = SLICE("comptes-rendus/"),
                                .title = site_word(site, "fil_comptes_rendus"),
                                .fill = fill_minutes});
    add_bodies(feeds, arena, site);
    for (size_t i = 0; site->histories && i < site->histories->feed_count; i++) {
        const struct history_feed *history = site->histories->feeds[i];
        add(feeds, arena,
            (struct feeds_item){.path = history->url,
                                .shown = history->shown,
                                .title = history_feeds_title(site, arena, history),
                                .history = history});
    }
    return feeds;
}

int feeds_make(void *context, size_t item, struct publish_scratch *scratch, struct slice *bytes,
               struct error *error) {
    const struct feeds *feeds = context;
    const struct feeds_item *own = &feeds->items[item];
    const struct site *site = feeds->site;
    const struct contract *contract = site->content->contract;
    const struct legal_person *publisher = contract->site ? contract->site->publisher : NULL;
    struct arena *arena = scratch->arena;
    struct feed_entry *entries =
        arena_array(arena, struct feed_entry, own->history ? own->history->count : ENTRIES);
    size_t count = own->history ? fill_history(site, arena, own->history, entries)
                                : own->fill(site, arena, own, entries);
    struct slice title =
        slice_format(arena, "%.*s – %.*s", SLICE_ARG(own->title), SLICE_ARG(contract->title));
    bool named = publisher && publisher->name.size;
    struct slice author = named ? publisher->name : contract->territory->name;
    struct feed feed = {.id = address(site, arena, own->path),
                        .title = french_text(arena, title),
                        .author = french_text(arena, author),
                        .url = address(site, arena, own->shown),
                        .self = address(site, arena, own->path),
                        .language = SLICE("fr"),
                        .zone = site->content->zone,
                        .updated = site->content->now,
                        .entries = entries,
                        .count = count};
    (void)error;
    feed_write(scratch->buffer, &feed);
    *bytes = buffer_slice(scratch->buffer);
    return 0;
}
