/*
 * Relations: what mentions a record, in one pass over the content. Made while pages are registered,
 * so that no page has to go through everything.
 */
#ifndef SITE_RELATIONS_H
#define SITE_RELATIONS_H

#include "site/site.h"

struct relations {
    struct arena *arena;
    struct list *lists; /* by number of the record that is mentioned */
    size_t count;
};

/* Empty relations, in the site's arena. */
void relations_init(struct relations *relations, const struct site *site);

/* Says that `item` mentions a record (NULL or without a page: nothing). Twice in a row is once. */
void relations_add(struct relations *relations, const struct record *target, void *item);

/* The same for each of some references. */
void relations_add_all(struct relations *relations, const struct references *references,
                       void *item);

/* What mentions a record, in the order it was said. */
struct list relations_of(const struct relations *relations, const struct record *record);

#endif
