/*
 * The parts of /avancement/ that have a file of their own.
 */
#ifndef SITE_PAGES_PROGRESS_H
#define SITE_PAGES_PROGRESS_H

#include "site/data.h"

#define PROGRESS_DATA "donnees/actions.csv"

/* What is late: a section with the tables of actions, of steps and of decisions; nothing when all
 * is in time. */
void progress_add_late(const struct site *site, struct arena *arena, struct value root);

/* The decisions to do that are not late; nothing when there are none. */
void progress_add_decisions(const struct site *site, struct arena *arena, struct value root);

/* All actions, in a table that can be filtered and sorted. */
void progress_add_actions(const struct site *site, struct arena *arena, struct value root);

/* What happened to actions since each body last met; nothing when no past is known. */
void progress_add_moves(const struct site *site, struct arena *arena, struct value root);

/* Writes PROGRESS_DATA: a data_write. */
data_write progress_write_data;

#endif
