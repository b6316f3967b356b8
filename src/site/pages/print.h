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
 * such page, or when it is only the list of those of each axis. */
const struct print_entry *print_contents(const struct site *site, struct arena *arena,
                                         size_t *count);

#endif
