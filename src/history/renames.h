/*
 * Which of the files that a commit removed went on under another name, as git decides it: same
 * bytes first, then names that are unique on both sides with three quarters in common, then all
 * that is left, two by two, from half in common; where too many are left, the last step is left
 * out, so that moving thousands of files costs no more than reading them.
 */
#ifndef HISTORY_RENAMES_H
#define HISTORY_RENAMES_H

#include "history/trees.h"

/*
 * Sets in `from`, for each item of `changes`, the index of the item it was renamed from, or
 * RENAMES_NONE. `from` has room for changes->count numbers. Returns 0, or -1 with `error`
 * described: an object that should be there is not. One that a partial clone lacks is like none.
 */
#define RENAMES_NONE UINT32_MAX

int renames_find(const struct tree_changes *changes, struct repository *repository, uint32_t *from,
                 struct error *error);

#endif
