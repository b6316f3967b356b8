/*
 * Atom feeds (RFC 4287).
 */
#ifndef PUBLISH_FEED_H
#define PUBLISH_FEED_H

#include "base/buffer.h"
#include "base/zone.h"

/* Ids and URLs are written as given, absolute or relative. An empty slice is left out, unless the
 * comment says that it is required. Times are seconds since 1970 UTC. */
struct feed_entry {
    struct slice id;      /* required, unique and the same for ever */
    struct slice title;   /* required, text */
    struct slice url;     /* the page */
    struct slice summary; /* text */
    struct slice html;    /* the content; relative links in it start from `url` */
    int64_t updated;
    int64_t published; /* 0: not known */
};

struct feed {
    struct slice id;       /* required */
    struct slice title;    /* required */
    struct slice subtitle; /* text */
    struct slice author;   /* required: who publishes */
    struct slice url;      /* the page that shows the same */
    struct slice self;     /* where the feed itself is */
    struct slice language; /* "fr" */
    const struct zone *zone;
    int64_t updated; /* for a feed without entries; else that of the latest entry is written */
    const struct feed_entry *entries;
    size_t count;
};

/* Appends the feed to `out`, its entries in the order given. */
void feed_write(struct buffer *out, const struct feed *feed);

#endif
