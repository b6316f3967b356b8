/*
 * Where residents go for an action, and what they must know before: the values of the theme's
 * `lieu` and `liste-lieux`.
 */
#ifndef SITE_PRACTICAL_H
#define SITE_PRACTICAL_H

#include "site/site.h"

/* One place of an action for `lieu`: its name, else the action's; its details, the commune's page
 * leaving out the commune. */
struct value practical_place(const struct site *site, struct arena *arena,
                             const struct action *action, const struct practical *practical,
                             bool with_commune);

/* The places of an action: {liste, nombre, communs}, the latter being the details that all share,
 * then left out of each; value_none() when it has no place. */
struct value practical_places(const struct site *site, struct arena *arena,
                              const struct action *action);

#endif
