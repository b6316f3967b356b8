/*
 * The words of a block, and what changed between those of two blocks.
 */
#ifndef HISTORY_WORDS_H
#define HISTORY_WORDS_H

#include "base/map.h"
#include "history/difference.h"
#include "history/similar.h"

#include <stdint.h>

/* A word, the spaces between two, a sign, or what is no text. */
struct words_token {
    struct slice text;
    const struct block_run *run; /* that it is part of */
    uint32_t id;                 /* the same for what reads the same */
    bool word;                   /* not spaces, not a sign */
};

struct words {
    struct words_token *tokens;
    size_t count;
};

/* What tokens there were; keys live in its map's arena. */
struct words_table {
    struct map ids;
    struct buffer key;
};

void words_table_init(struct words_table *table, struct arena *arena);
void words_table_dispose(struct words_table *table);

/* A number for a block that is the same for those that read the same, nearly always: those of one
 * number do, two of different ones may. */
uint32_t words_block_id(struct words_table *table, const struct block *block);

/* Cuts a block into tokens, in the arena of the table. */
struct words words_cut(struct words_table *table, const struct block *block);

/* Measures the words of a block, to see whether another resembles it. */
void words_measure(const struct words *words, struct similar *similar, struct arena *arena);

/*
 * Writes the pieces of `block`, in `arena`; `scratch` is for work in passing. Returns whether
 * anything changed.
 */
bool words_compare(struct arena *arena, struct arena *scratch, const struct words *old,
                   const struct words *new, struct difference_block *block);

#endif
