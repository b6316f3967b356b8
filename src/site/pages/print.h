/*
 * /imprimer/: what its makers share with who prints it.
 */
#ifndef SITE_PAGES_PRINT_H
#define SITE_PAGES_PRINT_H

#include "site/site.h"

/* An entry of the contents of a printed page. */
struct print_entry {
    struct slice anchor; /* the id of what it leads to */
    struct slice title;  /* as it is shown */
    bool chapter;        /* else a part of the chapter before it */
};

/* The contents of /imprimer/, in order, in the arena: `*count` entries. NULL when the site has no
 * such page, or when it is only the list of those that share it. */
const struct print_entry *print_contents(const struct site *site, struct arena *arena,
                                         size_t *count);

/*
 * Shares /imprimer/ into pages of 2 MB of HTML at most, when it would be over: by axis, and an axis
 * by its sheets; it is then the list of these pages. A sheet that is over by itself has a page of
 * its own. Renders each part of it to weigh it: for once all other pages are registered.
 */
void print_share(struct site *site);

#endif
