/*
 * How actions moved, from their past: the drawing of the dashboard, and the dates of an action.
 */
#ifndef SITE_EVOLUTION_H
#define SITE_EVOLUTION_H

#include "site/site.h"

/* A `figure` of the actions by status, month by month; value_none() when less than two months are
 * known. */
struct value evolution_figure(const struct site *site, struct arena *arena);

/* A fact's cells, one a status that the action had: "en cours : 8 septembre 2025"; an empty list
 * when its past is not known or it never moved. */
struct value evolution_dates(const struct site *site, struct arena *arena,
                             const struct action *action);

#endif
