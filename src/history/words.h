/*
 * Two blocks compared word by word.
 */
#ifndef HISTORY_WORDS_H
#define HISTORY_WORDS_H

#include "history/difference.h"

/* How much two blocks have in common: 0, nothing, to 100, all. */
unsigned words_similarity(const struct markdown_block *before, const struct markdown_block *after);

/* Sets the pieces of `block`. */
void words_compare(struct arena *arena, const struct markdown_block *before,
                   const struct markdown_block *after, struct difference_block *block);

#endif
