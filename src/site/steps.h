/*
 * The steps of actions: their list, their timeline, and donnees/etapes.csv.
 */
#ifndef SITE_STEPS_H
#define SITE_STEPS_H

#include "site/data.h"

/* The steps of an action as {liste, nombre, frise}; value_none() when it has none. `frise` is the
 * timeline, {titre, dessin, fichier}; absent when no step has a deadline. */
struct value steps_list(const struct site *site, struct arena *arena, const struct action *action);

/* Registers donnees/etapes.csv when some action has steps. */
void steps_register(struct site *site);

#endif
