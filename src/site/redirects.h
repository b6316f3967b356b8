/*
 * The URLs that pages had before their file was renamed, or their number, title or date changed:
 * each leads to where its page is now.
 */
#ifndef SITE_REDIRECTS_H
#define SITE_REDIRECTS_H

#include "site/site.h"

struct site_redirect {
    struct slice from; /* below the root, ends in "/" */
    struct slice to;   /* the same: a page of the site */
    struct slice title;
};

/*
 * Gathers site->redirects, in the order of their URLs, from the versions that the edition shows of
 * the pages it shows. None is the URL of a page; of two pages that had one URL, the one that had
 * it last has it. Called once every page is registered; without histories there are none.
 */
void redirects_gather(struct site *site);

/* Where a URL that a page had leads; no data: nowhere. */
struct slice redirects_find(const struct site *site, struct slice url);

/* The template of a redirect, and the values that it receives. In the arena. */
#define REDIRECTS_TEMPLATE "redirection"
struct value redirects_values(const struct site *site, const struct site_redirect *redirect,
                              struct arena *arena);

/* Renders the page of a redirect; as site_render(). */
int redirects_render(const struct site *site, const struct site_redirect *redirect,
                     struct arena *arena, struct buffer *out, struct error *error);

#endif
