/*
 * The histories of a site: which pages have one, and every version of all of them in one line.
 */
#ifndef SITE_HISTORIES_H
#define SITE_HISTORIES_H

#include "history/past.h"
#include "site/site.h"

/* An item and where it is shown. */
struct history_item {
    const struct past_item *past;
    const struct site_page *page; /* NULL: it is gone */
    struct slice url;             /* of its history; no data: none */
    const struct axis *axis;      /* it belongs to; NULL: none */
    struct slice kind;            /* "Fiches action" */
};

/* A version for readers. */
struct history_moment {
    const struct history_item *item;
    const struct past_version *version;
};

struct history_feed;

struct histories {
    const struct past *past;
    struct history_item *items;
    size_t item_count;
    struct map by_page;             /* URL of a page to struct history_item */
    struct history_moment *moments; /* newest first */
    size_t count;
    struct history_feed **feeds; /* site/history_feeds.h; the site's first */
    size_t feed_count;
    struct map feed_by_page; /* URL of a page to the feed that it announces */
};

#define HISTORIES_PAGE 20 /* versions of an item on one page */

/* Gathers the histories of the pages registered so far; site->histories is NULL without a past. */
void histories_gather(struct site *site, const struct past *past);

/* The page that shows an item today; NULL: none does. */
const struct site_page *histories_page(const struct site *site, const struct past_item *item);

/* The history of a page; NULL: none. */
const struct history_item *histories_of(const struct site *site, const struct site_page *page);

/* "c0123456789": what a version is called on its page. */
struct slice histories_anchor(const struct site *site, struct arena *arena,
                              const struct past_version *version);

/* Where a version is told, below the root: its page, without the anchor. */
struct slice histories_url(struct arena *arena, const struct history_item *item,
                           const struct past_version *version);

/* The page of a history that begins at the `rank`th version for readers: the first has no number.
 */
struct slice histories_page_url(struct arena *arena, struct slice base, size_t number);

/* How many pages some items take, one at least. */
size_t histories_page_total(size_t count, size_t size);

/* Sets root's `pagination`: where one is, and the way to the pages before and after; nothing when
 * there is one page. */
void histories_add_pager(const struct site *site, struct arena *arena, struct value root,
                         struct slice base, size_t number, size_t total);

/* What lists show of a version: {date, iso, titre, url, resume, genre}. Its day is the list's. */
struct value histories_entry(const struct site *site, struct arena *arena,
                             const struct history_moment *moment);

/* A cell that leads to a version: "Statut en cours", after its date and the title of its page. */
struct value histories_cell(const struct site *site, struct arena *arena,
                            const struct history_moment *moment);

/* "12 mars 2025". */
struct slice histories_date(const struct site *site, struct arena *arena,
                            const struct past_version *version);

#endif
