/*
 * donnees/historique.json: the history as open data, for programs; see FICHIERS in vitrine(1).
 */
#ifndef PUBLISH_HISTORY_DATA_H
#define PUBLISH_HISTORY_DATA_H

#include "base/buffer.h"
#include "site/histories.h"

/*
 * Appends the versions of all pages, or of those whose file is `below`: a path, or a folder that
 * holds them. What is not saved is left out.
 */
void history_data_write(struct buffer *out, const struct site *site, struct slice below);

/* Whether an item belongs there: its file is `below` (empty: any), and a version of it is saved. */
bool history_data_has(const struct history_item *item, struct slice below);

#endif
