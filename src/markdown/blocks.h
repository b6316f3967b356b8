/*
 * A text cut into blocks of words, for comparing two versions of it: what a reader sees, without
 * its markup but for what each run of words is.
 */
#ifndef MARKDOWN_BLOCKS_H
#define MARKDOWN_BLOCKS_H

#include "markdown/markdown.h"

enum markdown_block_kind {
    MARKDOWN_PARAGRAPH,
    MARKDOWN_BLOCK_HEADING,
    MARKDOWN_ITEM,       /* the first paragraph of an item of a list */
    MARKDOWN_ROW,        /* of a table */
    MARKDOWN_HEADER_ROW, /* the first of a table */
    MARKDOWN_CODE,       /* its lines as they are; also a figure's */
    MARKDOWN_NOTE,       /* a paragraph of a footnote */
};
#define MARKDOWN_BLOCK_KINDS (MARKDOWN_NOTE + 1)

enum markdown_style {
    MARKDOWN_STRONG = 1 << 0,
    MARKDOWN_EMPHASIS = 1 << 1,
    MARKDOWN_CODE_SPAN = 1 << 2,
    MARKDOWN_STRIKE = 1 << 3,
    MARKDOWN_PICTURE = 1 << 4, /* the words that stand for an image */
    MARKDOWN_CELL = 1 << 5,    /* a tab: the next cell of a row */
};
#define MARKDOWN_STYLES (1 << 6)

/* Words of one style. */
struct markdown_run {
    struct slice text;
    unsigned style;
    struct slice target; /* of a link, as written; empty: no link */
};

struct markdown_block {
    enum markdown_block_kind kind;
    unsigned level; /* of a heading, 2 to 6; of an item, lists around it, from 1 */
    struct markdown_run *runs;
    size_t count;
};

struct markdown_blocks {
    struct markdown_block *items;
    size_t count;
};

/*
 * Cuts a body (valid UTF-8, without front matter nor reserved blocks) as markdown_compile() reads
 * it: French made right, comments dropped, line breaks and runs of spaces made one space. A body
 * that passes a bound is cut as plain text. Everything lives in `arena`. Safe from any thread.
 */
void markdown_blocks(struct arena *arena, struct slice body, struct markdown_blocks *blocks);

/* Cuts a text without markup: blank lines part paragraphs. */
void markdown_blocks_of_text(struct arena *arena, struct slice text,
                             struct markdown_blocks *blocks);

/* Cuts a text at its lines, kept as they are. */
void markdown_blocks_of_lines(struct arena *arena, struct slice text,
                              struct markdown_blocks *blocks);

#endif
