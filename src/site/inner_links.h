/*
 * The links of a page that holds others: those that lead to what it holds stay on it.
 */
#ifndef SITE_INNER_LINKS_H
#define SITE_INNER_LINKS_H

#include "base/buffer.h"
#include "base/map.h"

struct inner_links {
    struct slice root; /* "../": how links to the site begin */

    /* The id on this page of what a URL below the root and its anchor (may be empty) lead to; no
     * data: it is elsewhere. `ids` has all ids of the page as keys. */
    struct slice (*place)(const void *context, struct arena *arena, struct slice url,
                          struct slice anchor, const struct map *ids);
    const void *context;

    bool leaves;          /* the page leaves the site: no link may be relative to it */
    struct slice address; /* with `leaves`: of the site; empty: links to it become words */
};

/*
 * Sets the links of a page's <main>: `<a href="ROOT...">` become `#id` where the page holds what
 * they lead to. When the page leaves the site the others become full addresses, marked
 * `data-site`, or lose their href. `html` is our own templates' output, attributes between double
 * quotes and escaped.
 */
void inner_links_set(const struct inner_links *links, struct arena *arena, struct buffer *html);

#endif
