/*
 * The feeds of a site: news, minutes of all bodies and of each, and what changed on the whole site,
 * in an axis, in an action.
 */
#ifndef PUBLISH_FEEDS_H
#define PUBLISH_FEEDS_H

#include "publish/publish.h"
#include "site/history_feeds.h"

struct feed_entry;

struct feeds_item {
    struct slice path;  /* below the root: "actualites.atom" */
    struct slice shown; /* the page that shows the same */
    struct slice title;
    const struct body *body;            /* of the minutes; NULL: of all */
    const struct history_feed *history; /* or */
    size_t (*fill)(const struct site *site, struct arena *arena, const struct feeds_item *item,
                   struct feed_entry *entries);
};

struct feeds {
    const struct site *site;
    struct feeds_item *items;
    size_t count;
};

/* The feeds of a site, in its arena. */
struct feeds *feeds_list(struct arena *arena, const struct site *site);

/* Writes a feed: a publish_make() whose context is what feeds_list() gave. */
int feeds_make(void *context, size_t item, struct publish_scratch *scratch, struct slice *bytes,
               struct error *error);

#endif
