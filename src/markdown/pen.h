/*
 * What writes blocks (see markdown/blocks.h): words in, blocks of runs out, with white space made
 * single spaces on the way.
 */
#ifndef MARKDOWN_PEN_H
#define MARKDOWN_PEN_H

#include "base/buffer.h"
#include "markdown/blocks.h"

struct pen {
    struct arena *arena; /* of the blocks */
    struct blocks blocks;
    struct block block;   /* in hand */
    struct buffer text;   /* of all its runs */
    struct buffer starts; /* size_t: where in `text` each run starts */
    size_t written;       /* bytes in the blocks before it */
    bool words;           /* there is something to read in it */
};

void pen_dispose(struct pen *pen);

/* Begins a block; the one before must have ended. */
void pen_begin(struct pen *pen, struct block_form form);

/* Words. Targets live in the pen's arena. */
void pen_text(struct pen *pen, unsigned style, struct slice target, struct slice text);

/* Words as they stand, white space included. */
void pen_verbatim(struct pen *pen, struct slice text);

/* A run of another kind; its text is copied as it is. */
void pen_mark(struct pen *pen, enum block_run_kind kind, unsigned style, struct slice target,
              struct slice text);

/* Ends the block: keeps it when there is something to read in it. */
void pen_end(struct pen *pen);

#endif
