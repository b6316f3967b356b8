#include "site/history_feeds.h"

static struct history_feed *new_feed(struct site *site, struct histories *histories,
                                     const struct site_page *page) {
    struct history_feed *feed = arena_new(site->arena, struct history_feed);
    struct slice folder = page ? page->url : SLICE("");
    *feed = (struct history_feed){
        .url = slice_concat(site->arena, folder, SLICE("historique.atom")),
        .shown = page ? page->url : SLICE("historique/"),
        .page = page,
    };
    arena_push(site->arena, histories->feeds, histories->feed_count, feed);
    return feed;
}

static void add_moment(struct site *site, struct history_feed *feed,
                       const struct history_moment *moment) {
    if (feed->count < HISTORY_FEED_ENTRIES)
        arena_push(site->arena, feed->moments, feed->count, moment);
}

/* A feed begins with the first version that it tells. */
static void add_moment_of(struct site *site, struct histories *histories, struct slice url,
                          const struct history_moment *moment) {
    const struct site_page *page = url.data ? map_get(&site->by_url, url) : NULL;
    struct history_feed *feed = page ? map_get(&histories->feed_by_page, page->url) : NULL;
    if (!page)
        return;
    if (!feed) {
        feed = new_feed(site, histories, page);
        map_put(&histories->feed_by_page, page->url, feed);
    }
    add_moment(site, feed, moment);
}

/* The pages of a history announce the feed of the page that it is about. */
static void join_history(struct site *site, struct histories *histories,
                         const struct history_item *item) {
    struct history_feed *feed =
        item->url.data ? map_get(&histories->feed_by_page, item->page->url) : NULL;
    if (!feed)
        return;
    size_t total = (item->past->listed + HISTORIES_PAGE - 1) / HISTORIES_PAGE;
    feed->shown = item->url;
    for (size_t number = 1; number <= total; number++)
        map_put(&histories->feed_by_page, histories_page_url(site->arena, item->url, number), feed);
}

void history_feeds_gather(struct site *site, struct histories *histories) {
    map_init(&histories->feed_by_page, site->arena);
    if (histories->count == 0)
        return;
    struct history_feed *whole = new_feed(site, histories, NULL);
    for (size_t i = 0; i < histories->count; i++) {
        const struct history_moment *moment = &histories->moments[i];
        const struct history_item *item = moment->item;
        const struct record *record = item->past->record;
        if (moment->version->commit == CHAIN_UNSAVED)
            continue;
        add_moment(site, whole, moment);
        if (item->axis)
            add_moment_of(site, histories, site_url(site, &item->axis->page.record), moment);
        if (record && record->schema == &action_schema)
            add_moment_of(site, histories, site_url(site, record), moment);
    }
    for (size_t i = 0; i < histories->item_count; i++)
        join_history(site, histories, &histories->items[i]);
}

const struct history_feed *history_feeds_of(const struct site *site, const struct site_page *page) {
    return site->histories ? map_get(&site->histories->feed_by_page, page->url) : NULL;
}

struct slice history_feeds_title(const struct site *site, struct arena *arena,
                                 const struct history_feed *feed) {
    struct slice title = site_word(site, "fil_historique");
    if (!feed->page)
        return title;
    return slice_format(arena, "%.*s : %.*s", SLICE_ARG(title), SLICE_ARG(feed->page->title));
}
