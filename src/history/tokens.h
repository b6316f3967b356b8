/*
 * Two sequences of tokens compared: which of each have no counterpart in the other.
 */
#ifndef HISTORY_TOKENS_H
#define HISTORY_TOKENS_H

#include "base/map.h"

#include <stdint.h>

/* Numbers that stand for texts: the same for the same. */
struct tokens_index {
    struct map numbers;
};

void tokens_index_init(struct tokens_index *index, struct arena *arena);
uint32_t tokens_number(struct tokens_index *index, struct slice text);

struct tokens {
    uint32_t *numbers;
    size_t count;
    bool *alone; /* set by tokens_compare(): the other sequence has none for it */
};

/* Compares; what is not alone in one matches what is not alone in the other, in order. */
void tokens_compare(struct arena *arena, struct tokens *before, struct tokens *after);

#endif
