/*
 * The walk over a body's tree that writes its program: what its parts share.
 */
#ifndef MARKDOWN_WALK_H
#define MARKDOWN_WALK_H

#include "base/map.h"
#include "markdown/program.h"
#include "markdown/shown.h"
#include "markdown/source.h"

/* A link to "#x": which op and link it is, until all headings are known. */
struct walk_fragment {
    size_t op;
    size_t link;
};

struct walk {
    struct arena *arena;
    struct markdown_body *body;
    const struct markdown_options *options;
    struct source source;
    cmark_iter *iter;
    struct buffer html;
    struct buffer plain;
    struct buffer ops;
    unsigned depth; /* quotes, lists, emphases ... inside one another */
    bool refused;   /* a bound is passed: the only remark says which */

    /* Headings */
    struct map ids;   /* id to its heading's index, plus 1 */
    struct map slugs; /* slug to how many headings had it */
    struct tree_levels levels;
    bool in_heading;
    struct buffer fragments; /* struct walk_fragment */

    /* The paragraph, heading or cell in hand */
    struct french_state french;
    size_t cursor;  /* in the source: where to look for its next link */
    size_t limit;   /* in the source: where it ends */
    bool html_told; /* a remark on raw HTML was made */

    /* The link in hand */
    cmark_node *link;   /* NULL when there is none */
    bool link_verbatim; /* its text is its target */
    size_t link_html;   /* sizes when it began */
    size_t link_plain;
    size_t link_ops;

    /* The heading in hand: sizes when it began */
    size_t heading_html;
    size_t heading_plain;
    size_t heading_ops;

    /* The table in hand */
    const uint8_t *alignments;
    unsigned columns;
    unsigned column;
    bool in_header;
    bool in_rows;
    struct map table_names; /* to how many tables had it */

    unsigned notes;   /* footnotes whose text has begun */
    size_t note_room; /* in body->note_uses */
    bool reserved;    /* a reserved block is open */
    size_t range;     /* index of the first reserved range not yet behind */
};

#define WALK_HTML(walk, literal) BUFFER_LITERAL(&(walk)->html, (literal))

/* Ends the literal part here, with a hole. */
void walk_hole(struct walk *walk, enum markdown_hole hole, size_t index);

/* How many ops there are, and one of them. */
size_t walk_op_count(const struct walk *walk);
struct markdown_op *walk_op(struct walk *walk, size_t index);

/* Adds a remark; refuses the whole body when it is an error. `text` is cut short and copied. */
void walk_remark(struct walk *walk, enum markdown_remark_kind kind, struct slice text,
                 struct position position);

/* Goes on after the node in hand, without looking inside it. Its exit is not seen. */
void walk_skip(struct walk *walk, cmark_node *node);

/* Ends a block in the plain text. */
void walk_plain_break(struct walk *walk);

/* The line (from 1) of the body where a block begins. */
size_t walk_block_line(cmark_node *node);

/* The place of a block in the file. */
struct position walk_block_position(struct walk *walk, cmark_node *node);

/* Begins a paragraph, heading or cell: nothing of the one before matters any more. */
void walk_begin_inlines(struct walk *walk, cmark_node *block);

/* Blocks: walk_block.c. Both return false when the node is not theirs. */
bool walk_block(struct walk *walk, cmark_node *node, bool enter);

/* Tables: walk_table.c. */
void walk_table(struct walk *walk, cmark_node *node, enum tree_kind kind, bool enter);

/* Headings and what leads to them: walk_heading.c. */
void walk_heading(struct walk *walk, cmark_node *node, bool enter);

/* Keeps an id from being given to a heading. */
void walk_take_id(struct walk *walk, struct slice id);
void walk_resolve_fragments(struct walk *walk);

/* Inlines: walk_inline.c, and links and images: walk_link.c. */
void walk_inline(struct walk *walk, cmark_node *node, bool enter);
void walk_link(struct walk *walk, cmark_node *node, bool enter);
void walk_image(struct walk *walk, cmark_node *node);

/* Footnotes: walk_note.c. */
void walk_note_reference(struct walk *walk, cmark_node *node);
void walk_note(struct walk *walk, cmark_node *node, bool enter);
bool walk_is_note_end(cmark_node *node);
void walk_notes_end(struct walk *walk);

/* Text that is shown, in French: to the plain text and, escaped, to the HTML. */
void walk_text(struct walk *walk, cmark_node *node, struct slice text);

/* Text that is shown as it is. */
void walk_verbatim(struct walk *walk, struct slice text);

#endif
