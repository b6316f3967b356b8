/*
 * The tree of a body, from cmark-gfm, and the little that is asked of its nodes.
 */
#ifndef MARKDOWN_TREE_H
#define MARKDOWN_TREE_H

#include "base/arena.h"
#include "base/slice.h"

#include <cmark-gfm.h>

enum tree_kind {
    TREE_OTHER,
    TREE_STRIKETHROUGH,
    TREE_TABLE,
    TREE_TABLE_HEADER,
    TREE_TABLE_ROW,
    TREE_TABLE_CELL,
};

/* What stands for a "^" that cmark must not see; the tree shows "^". */
#define TREE_MASK '\x1E'

/*
 * Parses GitHub-flavoured Markdown with footnotes. The tree and all that is asked of it live in
 * `scratch`, until it is reset by the thread that parsed; until then that thread can't parse
 * another.
 */
cmark_node *tree_parse(struct arena *scratch, struct slice text);

/* What an extension's node is; TREE_OTHER for those of the core. */
enum tree_kind tree_extension_kind(cmark_node *node);

/* The text of a node, without the copy that cmark_node_get_literal makes. */
struct slice tree_literal(const cmark_node *node);

/* The target of a link or an image, and its title. */
struct slice tree_url(cmark_node *node);
struct slice tree_title(cmark_node *node);

/* The first word after the fence of a code block; empty for those without. */
struct slice tree_language(const cmark_node *code);

/* The number of a footnote's reference; 0 when its definition is not in the body. */
unsigned tree_note_number(const cmark_node *reference);

/* The headings around the one in hand; all zero at the start of a body. */
struct tree_levels {
    unsigned char written[6];
    unsigned count;
};

/*
 * The level that a heading gets: 2 for one that no other stands above, else one more than the one
 * above it, 6 at most. So none is skipped, and those written alike under one heading stay alike.
 */
unsigned tree_heading_level(struct tree_levels *levels, cmark_node *heading);

/* Whether a node counts for BOUND_MARKDOWN_DEPTH: quotes, lists and inlines that hold something.
 */
bool tree_nests(cmark_node *node);

/* Whether a list item is a task. */
bool tree_is_task(const cmark_node *node);

/*
 * The next node after `node` and outside of it that has no children or is an image, in the same
 * paragraph, heading or cell; NULL when there is none.
 */
cmark_node *tree_next_leaf(cmark_node *node);

/* The text inside a node, without markup. */
struct slice tree_text(struct arena *arena, cmark_node *node);

#endif
