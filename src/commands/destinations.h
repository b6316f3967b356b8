/*
 * On which page of a PDF its named destinations are: what a table of contents must say. Reads the
 * PDF that Chromium writes: version 1.4, objects not compressed, one cross-reference table.
 */
#ifndef COMMANDS_DESTINATIONS_H
#define COMMANDS_DESTINATIONS_H

#include "base/map.h"

/*
 * Fills `pages` with names to page numbers from 1, each a size_t. Everything lives in
 * `arena`, and `pdf` must outlive it. Returns false when the file is not written that way; `pages`
 * is then empty.
 */
bool destinations_read(struct slice pdf, struct arena *arena, struct map *pages);

#endif
