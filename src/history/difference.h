/*
 * The difference between two texts cut into blocks (markdown/blocks.h), for readers: which blocks
 * came, went, moved, and inside of those that changed, which words.
 *
 * Without its insertions a difference is the old text, without its deletions the new one, word for
 * word: the old text is all blocks but those added and MOVED_HERE, without the pieces added in
 * them; the new one is all but those removed and MOVED_AWAY, without the pieces removed. Where
 * white space alone differs (kinds of spaces, line breaks, their style) or the number of a
 * footnote, or where a link leads inside of the site, nothing does, and what is shown is the new
 * text's. Until it is folded, that is.
 */
#ifndef HISTORY_DIFFERENCE_H
#define HISTORY_DIFFERENCE_H

#include "base/codec.h"
#include "markdown/blocks.h"

enum difference_change {
    DIFFERENCE_SAME,
    DIFFERENCE_ADDED,
    DIFFERENCE_REMOVED,
    DIFFERENCE_CHANGED,    /* its words, or its kind */
    DIFFERENCE_MOVED_AWAY, /* the old place of a block, with its old words, all PIECE_SAME */
    DIFFERENCE_MOVED_HERE, /* its new place; some of its words may have changed */
    DIFFERENCE_FOLDED,     /* stands for `folded` blocks that are the same; no pieces */
};
#define DIFFERENCE_CHANGES 7

enum piece_op {
    PIECE_SAME,
    PIECE_ADDED,
    PIECE_REMOVED,
    PIECE_CUT, /* stands for words that are the same; an empty run */
};
#define PIECE_OPS 4

struct difference_piece {
    enum piece_op op;
    struct block_run run;
};

struct difference_block {
    enum difference_change change;
    struct block_form form; /* the new one, where there is one */
    enum block_kind was;    /* the kind it had before; form.kind where that did not change */
    size_t folded;
    struct difference_piece *pieces;
    size_t piece_count;
};

struct difference {
    struct difference_block *blocks;
    size_t count;
    size_t added, removed, changed, moved; /* blocks; one that moved counts once */
};

/*
 * Compares two texts. The difference lives in the arena, its words where those of the blocks do.
 * The caller has called git_libgit2_init; safe from any thread. What passes BOUND_TOKENS is shown
 * as replaced whole.
 */
struct difference difference_compare(struct arena *arena, const struct blocks *old,
                                     const struct blocks *new);

/* Counts the blocks of a difference again, from what they are. */
void difference_count(struct difference *difference);

/* Whether nothing differs for a reader: only spaces, line wrapping, levels, at most. */
static inline bool difference_is_empty(const struct difference *difference) {
    return difference->added + difference->removed + difference->changed + difference->moved == 0;
}

/*
 * What is shown of a difference: the blocks that changed, one block before and after as context,
 * cut to one line, and marks for what is left out. Long stretches that are the same inside of a
 * changed block are cut too. The cells of a row are all kept.
 */
struct difference difference_fold(struct arena *arena, const struct difference *whole);

/* Appends a difference, folded or not, as bytes. */
void difference_encode(struct buffer *out, const struct difference *difference);

/*
 * Takes a difference off the bytes that difference_encode wrote; its words point into them. Trusts
 * nothing: returns false, the reader failed, when anything is not as it should be.
 */
bool difference_decode(struct arena *arena, struct codec_reader *reader,
                       struct difference *difference);

#endif
