/*
 * Meetings as a line of time: those that are announced, the day of the site, those that were held.
 */
#ifndef SITE_MEETINGS_H
#define SITE_MEETINGS_H

#include "site/site.h"

/*
 * The meetings of a body (NULL: of all), the latest first, for `frise`: {liste, nombre}, each item
 * a cell with `date`, `iso`, `detail`, `statut`; the item that stands for the day of the site has
 * `ici` instead. At most `to_come` and `held` of them. value_none() when there are none.
 */
struct value meetings_line(const struct site *site, struct arena *arena, const struct body *body,
                           size_t to_come, size_t held);

/* The Atom feed of a body's minutes, and its calendar, beside its page: paths below the root, in
 * the arena; empty when there is nothing to follow, or in an official version. */
struct slice meetings_feed(const struct site *site, struct arena *arena, const struct body *body);
struct slice meetings_calendar(const struct site *site, struct arena *arena,
                               const struct body *body);

/* "Comptes-rendus : Comité de pilotage". */
struct slice meetings_feed_title(const struct site *site, struct arena *arena,
                                 const struct body *body);

#endif
