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

#endif
