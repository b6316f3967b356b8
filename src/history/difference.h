/*
 * The difference between two texts, as a reader sees it: blocks that come, go, move or change, and
 * in those that change, words. Without what is added it is the old text, without what is removed
 * the new one, word for word.
 *
 * Tokens are compared by libgit2's diff (Myers), one a line: git_libgit2_init() must have been
 * called. Safe from any thread.
 */
#ifndef HISTORY_DIFFERENCE_H
#define HISTORY_DIFFERENCE_H

#include "markdown/blocks.h"

enum difference_change {
    DIFFERENCE_SAME,
    DIFFERENCE_ADDED,
    DIFFERENCE_REMOVED,
    DIFFERENCE_CHANGED,    /* blocks only: its pieces tell */
    DIFFERENCE_MOVED_AWAY, /* blocks only: of the old text, found again elsewhere in the new */
    DIFFERENCE_MOVED_HERE, /* blocks only: of the new text, the same words */
    DIFFERENCE_FOLDED,     /* blocks that are the same, in their place; pieces: words */
};

/* Words of one style with one fate: SAME, ADDED, REMOVED, or FOLDED (none). */
struct difference_piece {
    enum difference_change change;
    struct markdown_run run;
};

struct difference_block {
    enum difference_change change;
    enum markdown_block_kind kind;
    unsigned level;
    size_t folded; /* FOLDED: how many blocks */
    struct difference_piece *pieces;
    size_t count;
};

struct difference {
    struct difference_block *blocks;
    size_t count;
    size_t added, removed, changed, moved; /* blocks */
};

/* Compares two texts. The result refers to their words; the rest is in `arena`. */
void difference_compare(struct arena *arena, const struct markdown_blocks *before,
                        const struct markdown_blocks *after, struct difference *difference);

/* Whether nothing but spacing differs. */
bool difference_is_trivial(const struct difference *difference);

/*
 * The same with what is far from any change folded: around it, one block that is the same is left,
 * cut to a line; inside a block, some words.
 */
void difference_fold(struct arena *arena, const struct difference *difference,
                     struct difference *folded);

/* Appends a difference as bytes, and reads it from bytes that may be anything: false when they are
 * none. Texts point into `bytes`. */
void difference_encode(struct buffer *out, const struct difference *difference);
bool difference_decode(struct arena *arena, struct slice bytes, struct difference *difference);

#endif
