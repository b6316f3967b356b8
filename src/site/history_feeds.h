/*
 * What the feeds of the history hold: one of the whole site, one of each axis with its actions, one
 * of each action. Versions that are not saved are in none: they have no date, and may never be.
 */
#ifndef SITE_HISTORY_FEEDS_H
#define SITE_HISTORY_FEEDS_H

#include "site/histories.h"

#define HISTORY_FEED_ENTRIES 50 /* the latest */

struct history_feed {
    struct slice url;                      /* "axes/1-acces/historique.atom" */
    struct slice shown;                    /* the page that tells the same: of its history */
    const struct site_page *page;          /* an axis or an action; NULL: the whole site */
    const struct history_moment **moments; /* newest first; only the site's may have none */
    size_t count;
};

/* Finds the feeds of the moments that were gathered. */
void history_feeds_gather(struct site *site, struct histories *histories);

/* The feed that a page announces beside the site's: its own, or that of the axis or action whose
 * history it tells. NULL: none. */
const struct history_feed *history_feeds_of(const struct site *site, const struct site_page *page);

/* "Ce qui a changé : Faire circuler un bus santé". */
struct slice history_feeds_title(const struct site *site, struct arena *arena,
                                 const struct history_feed *feed);

#endif
