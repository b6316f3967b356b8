/*
 * A body cut into blocks of words, for those who compare two versions of it: headings, paragraphs,
 * items, rows ... in the order in which they stand. The words are those that are published: French
 * made right, comments dropped, white space made single spaces.
 */
#ifndef MARKDOWN_BLOCKS_H
#define MARKDOWN_BLOCKS_H

#include "base/arena.h"
#include "base/slice.h"

enum block_kind {
    BLOCK_HEADING,
    BLOCK_PARAGRAPH,
    BLOCK_ITEM,   /* what an item of a list begins with; what follows inside is of its own kind */
    BLOCK_ROW,    /* of a table: its cells, with a BLOCK_CELL between two */
    BLOCK_CODE,   /* its text as it stands, line ends included */
    BLOCK_FIGURE, /* its lines of YAML, comments dropped, with a BLOCK_BREAK between two */
    BLOCK_NOTE,   /* the text of a footnote */
};
#define BLOCK_KINDS 7

/* What a block is, whatever its words. */
struct block_form {
    enum block_kind kind;
    unsigned level; /* of a heading, as published: 2 to 6 */
    unsigned depth; /* lists around the block */
    unsigned quote; /* quotes around the block */
    bool ordered;   /* an item of a numbered list */
    bool header;    /* the first row of a table */
};

/* Style, as bits. */
#define BLOCK_STRONG 1U
#define BLOCK_EMPHASIS 2U
#define BLOCK_VERBATIM 4U /* code in a line */
#define BLOCK_STRIKE 8U
#define BLOCK_STYLES 15U /* all of them */

enum block_run_kind {
    BLOCK_TEXT,
    BLOCK_IMAGE,     /* `text` is what stands for it, maybe empty, `target` its source */
    BLOCK_CELL,      /* the next cell begins; no text */
    BLOCK_BREAK,     /* a new line; no text */
    BLOCK_TASK,      /* a box, "☑" or "☐", at the start of an item */
    BLOCK_REFERENCE, /* to a footnote; `text` is its number */
};
#define BLOCK_RUN_KINDS 6

/* A part of a block that looks alike. Two texts of one style and target never touch. */
struct block_run {
    enum block_run_kind kind;
    unsigned style;
    struct slice text;
    struct slice target; /* of the link around it, as written; empty when there is none */
};

/* There is something to read in each block. */
struct block {
    struct block_form form;
    struct block_run *runs;
    size_t run_count;
};

struct blocks {
    struct block *items;
    size_t count;
};

/*
 * The blocks of a body (valid UTF-8, as for markdown_compile, its reserved blocks removed), in the
 * arena. There is always a result: a body that passes a bound is cut as text, its comments dropped.
 * Safe from any thread.
 */
struct blocks blocks_of_body(struct arena *arena, struct slice body);

/* The blocks of a text that is not Markdown: paragraphs, between blank lines. */
struct blocks blocks_of_text(struct arena *arena, struct slice text);

/* The blocks of a file compared as text: a paragraph for each line that is not blank. */
struct blocks blocks_of_lines(struct arena *arena, struct slice text);

#endif
