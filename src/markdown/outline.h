/*
 * The outline of a walk: the blocks of blocks.h, gathered while the walk writes the plain text.
 */
#ifndef MARKDOWN_OUTLINE_H
#define MARKDOWN_OUTLINE_H

#include "markdown/blocks.h"
#include "markdown/tree.h"

struct outline {
    struct arena *arena;
    struct markdown_blocks *blocks;
    struct markdown_block block; /* in hand */
    bool open;
    bool spaced; /* what was added last ends in a space */
    unsigned lists, notes;
    bool item;          /* the next paragraph is the first of an item */
    unsigned styles;    /* in force */
    unsigned depths[4]; /* emphasis inside emphasis ... by rank of the style */
    struct slice target;
};

/* What a node makes of the blocks. `added` is the plain text that the walk wrote for it. */
void outline_node(struct outline *outline, cmark_node *node, bool enter, struct slice added);

/* Adds words to the block in hand; a block without any is none. */
void outline_words(struct outline *outline, struct slice words, unsigned style);
void outline_begin(struct outline *outline, enum markdown_block_kind kind, unsigned level);
void outline_end(struct outline *outline);

#endif
