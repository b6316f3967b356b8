#include "markdown/blocks.h"

#include "base/bounds.h"
#include "markdown/pen.h"
#include "markdown/shown.h"
#include "markdown/source.h"
#include "markdown/url.h"

#include <cmark-gfm-core-extensions.h>

/* A body being cut. */
struct cutting {
    struct pen pen;
    cmark_iter *iter;
    struct french_state french; /* of the paragraph, heading or cell in hand */
    struct buffer words;        /* a piece of text on its way to the pen */
    struct tree_levels levels;
    unsigned nesting; /* what counts for BOUND_MARKDOWN_DEPTH */
    unsigned lists;
    unsigned quotes;
    unsigned notes;      /* 1 inside of a footnote's text */
    cmark_node *link;    /* in hand; NULL when there is none */
    struct slice target; /* of that link */
    size_t link_runs;    /* what there was when it began */
    size_t link_text;
    bool refused; /* a bound is passed */
};

/* The styles around an inline. */
static unsigned style_of(cmark_node *node) {
    unsigned style = 0;
    cmark_node_type type = cmark_node_get_type(node);
    while ((type & CMARK_NODE_TYPE_MASK) != CMARK_NODE_TYPE_BLOCK) {
        if (type == CMARK_NODE_STRONG)
            style |= BLOCK_STRONG;
        else if (type == CMARK_NODE_EMPH)
            style |= BLOCK_EMPHASIS;
        else if (type == CMARK_NODE_CODE)
            style |= BLOCK_VERBATIM;
        else if (tree_extension_kind(node) == TREE_STRIKETHROUGH)
            style |= BLOCK_STRIKE;
        node = cmark_node_parent(node);
        type = cmark_node_get_type(node);
    }
    return style;
}

/* Words as they are written, in the style and the link around them. */
static void cut_words(struct cutting *cutting, cmark_node *node, struct slice words) {
    struct pen *pen = &cutting->pen;
    pen_text(pen, style_of(node), cutting->link ? cutting->target : SLICE(""), words);
    cutting->refused |= pen->written + pen->text.size > BOUND_BODY_HTML;
}

static void cut_text(struct cutting *cutting, cmark_node *node) {
    struct shown_text text = {.node = node, .rest = tree_literal(node)};
    struct slice piece;
    while (shown_text_next(&text, &piece)) {
        if (cutting->link && shown_is_target(cutting->link, cutting->target)) {
            cut_words(cutting, node, piece);
            continue;
        }
        buffer_reset(&cutting->words);
        shown_french(&cutting->words, text.node, piece, &cutting->french);
        cut_words(cutting, node, buffer_slice(&cutting->words));
    }
    if (text.node != node)
        cmark_iter_reset(cutting->iter, text.node, CMARK_EVENT_EXIT);
}

static void cut_mark(struct cutting *cutting, cmark_node *node, enum block_run_kind kind,
                     struct slice text) {
    struct slice target = cutting->link ? cutting->target : SLICE("");
    pen_mark(&cutting->pen, kind, style_of(node), target, text);
}

/* A link that shows nothing shows its target. */
static void cut_link(struct cutting *cutting, cmark_node *node, bool enter) {
    struct pen *pen = &cutting->pen;
    if (enter && !cutting->link && url_is_allowed(tree_url(node))) {
        cutting->link = node;
        cutting->target = slice_copy(pen->arena, tree_url(node));
        cutting->link_runs = pen->block.run_count;
        cutting->link_text = pen->text.size;
    } else if (!enter && cutting->link == node) {
        if (cutting->link_runs == pen->block.run_count && cutting->link_text == pen->text.size)
            cut_words(cutting, node, cutting->target);
        cutting->link = NULL;
    }
}

static void cut_image(struct cutting *cutting, cmark_node *node) {
    struct arena *arena = cutting->pen.arena;
    struct slice words = french_text(arena, tree_text(arena, node));
    cmark_iter_reset(cutting->iter, node, CMARK_EVENT_EXIT);
    cutting->french.before = SHOWN_OBJECT;
    if (url_is_allowed(tree_url(node)))
        pen_mark(&cutting->pen, BLOCK_IMAGE, style_of(node), slice_copy(arena, tree_url(node)),
                 words);
    else
        cut_words(cutting, node, words);
}

static void cut_reference(struct cutting *cutting, cmark_node *node) {
    if (tree_note_number(node)) {
        cut_mark(cutting, node, BLOCK_REFERENCE, tree_literal(node));
        return;
    }
    cut_words(cutting, node, SLICE("[^"));
    cut_words(cutting, node, tree_literal(node));
    cut_words(cutting, node, SLICE("]"));
}

static void cut_inline(struct cutting *cutting, cmark_node *node, bool enter) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        cut_text(cutting, node);
        break;
    case CMARK_NODE_SOFTBREAK:
        cut_words(cutting, node, SLICE(" "));
        cutting->french.before = '\n';
        break;
    case CMARK_NODE_LINEBREAK:
        cut_mark(cutting, node, BLOCK_BREAK, SLICE(""));
        cutting->french.before = '\n';
        break;
    case CMARK_NODE_CODE:
        cut_words(cutting, node, tree_literal(node));
        cutting->french.before = 'x';
        break;
    case CMARK_NODE_HTML_INLINE:
        if (slice_starts(tree_literal(node), "<!--"))
            break;
        cut_words(cutting, node, tree_literal(node));
        cutting->french.before = '>';
        break;
    case CMARK_NODE_LINK:
        cut_link(cutting, node, enter);
        break;
    case CMARK_NODE_IMAGE:
        cut_image(cutting, node);
        break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        if (enter)
            cut_reference(cutting, node);
        break;
    default: /* styles are looked up from the text */
        break;
    }
}

static void cut_begin(struct cutting *cutting, enum block_kind kind) {
    struct block_form form = {.kind = kind, .depth = cutting->lists, .quote = cutting->quotes};
    pen_begin(&cutting->pen, form);
    cutting->french = (struct french_state){0};
}

static void begin_item(struct cutting *cutting, cmark_node *item) {
    bool ordered = cmark_node_get_list_type(cmark_node_parent(item)) == CMARK_ORDERED_LIST;
    cut_begin(cutting, BLOCK_ITEM);
    cutting->pen.block.form.ordered = ordered;
    if (tree_is_task(item)) {
        bool done = cmark_gfm_extensions_get_tasklist_item_checked(item);
        pen_mark(&cutting->pen, BLOCK_TASK, 0, SLICE(""), done ? SLICE("☑") : SLICE("☐"));
    }
}

static void cut_paragraph(struct cutting *cutting, cmark_node *node, bool enter) {
    cmark_node *parent = cmark_node_parent(node);
    if (!enter)
        pen_end(&cutting->pen);
    else if (cmark_node_get_type(parent) == CMARK_NODE_ITEM && !cmark_node_previous(node))
        begin_item(cutting, parent);
    else
        cut_begin(cutting, cutting->notes ? BLOCK_NOTE : BLOCK_PARAGRAPH);
}

static void cut_heading(struct cutting *cutting, cmark_node *node, bool enter) {
    if (enter) {
        cut_begin(cutting, BLOCK_HEADING);
        return;
    }
    if (cutting->pen.words)
        cutting->pen.block.form.level = tree_heading_level(&cutting->levels, node);
    pen_end(&cutting->pen);
}

/* A line of YAML without its comment, which is for whoever edits the file only. A "#" after a space
 * is taken for one within quotes too: better a word too few than one that was to be hidden. */
static struct slice without_comment(struct slice line) {
    for (size_t at = 0; (at += slice_find(slice_from_offset(line, at), '#')) < line.size; at++)
        if (at == 0 || line.data[at - 1] == ' ' || line.data[at - 1] == '\t')
            return slice_part(line, 0, at);
    return line;
}

/* The lines that say something. */
static void cut_figure(struct cutting *cutting, struct slice text) {
    struct slice line;
    cut_begin(cutting, BLOCK_FIGURE);
    while (slice_next_line(&text, &line)) {
        line = without_comment(line);
        if (slice_trim(line).size == 0)
            continue;
        pen_text(&cutting->pen, 0, SLICE(""), line);
        pen_mark(&cutting->pen, BLOCK_BREAK, 0, SLICE(""), SLICE(""));
    }
    pen_end(&cutting->pen);
}

static void cut_code(struct cutting *cutting, cmark_node *node) {
    struct slice text = tree_literal(node);
    if (slice_is(tree_language(node), "figure")) {
        cut_figure(cutting, text);
        return;
    }
    cut_begin(cutting, BLOCK_CODE);
    pen_verbatim(&cutting->pen, slice_part(text, 0, text.size - slice_ends(text, "\n")));
    pen_end(&cutting->pen);
}

static void cut_html(struct cutting *cutting, cmark_node *node) {
    cut_begin(cutting, cutting->notes ? BLOCK_NOTE : BLOCK_PARAGRAPH);
    pen_text(&cutting->pen, 0, SLICE(""),
             slice_trim(shown_html(cutting->pen.arena, tree_literal(node))));
    pen_end(&cutting->pen);
}

static void cut_table(struct cutting *cutting, cmark_node *node, bool enter) {
    enum tree_kind kind = tree_extension_kind(node);
    if (kind == TREE_TABLE) {
        cutting->refused |= cmark_gfm_extensions_get_table_columns(node) > BOUND_TABLE_CELLS;
    } else if (kind == TREE_TABLE_CELL) {
        cutting->french = (struct french_state){0};
        if (enter && cmark_node_previous(node))
            pen_mark(&cutting->pen, BLOCK_CELL, 0, SLICE(""), SLICE(""));
    } else if (enter) {
        cut_begin(cutting, BLOCK_ROW);
        cutting->pen.block.form.header = kind == TREE_TABLE_HEADER;
    } else {
        pen_end(&cutting->pen);
    }
}

static void cut_block(struct cutting *cutting, cmark_node *node, bool enter) {
    unsigned step = enter ? 1U : 0U - 1U;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        cut_paragraph(cutting, node, enter);
        break;
    case CMARK_NODE_HEADING:
        cut_heading(cutting, node, enter);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        cutting->quotes += step;
        break;
    case CMARK_NODE_LIST:
        cutting->lists += step;
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        cutting->notes += step;
        break;
    case CMARK_NODE_CODE_BLOCK:
        cut_code(cutting, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        cut_html(cutting, node);
        break;
    default: /* the body, an item, a rule: nothing of their own to read */
        if (tree_extension_kind(node) >= TREE_TABLE)
            cut_table(cutting, node, enter);
    }
}

static void cut_node(struct cutting *cutting, cmark_node *node, bool enter) {
    if (tree_nests(node))
        cutting->nesting += enter ? 1U : 0U - 1U;
    cutting->refused |= cutting->nesting > BOUND_MARKDOWN_DEPTH;
    if (cutting->refused)
        return;
    if ((cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK)
        cut_block(cutting, node, enter);
    else
        cut_inline(cutting, node, enter);
}

/* Cuts the body in `source`. Returns false when it passes a bound. */
static bool cut_body(struct arena *arena, const struct source *source, struct blocks *blocks) {
    struct arena scratch = ARENA_INIT;
    struct cutting cutting = {.pen = {.arena = arena}};
    cmark_event_type event;
    cutting.iter = cmark_iter_new(tree_parse(&scratch, source->text));
    while (!cutting.refused && (event = cmark_iter_next(cutting.iter)) != CMARK_EVENT_DONE)
        cut_node(&cutting, cmark_iter_get_node(cutting.iter), event == CMARK_EVENT_ENTER);
    cmark_iter_free(cutting.iter);
    *blocks = cutting.pen.blocks;
    buffer_dispose(&cutting.words);
    pen_dispose(&cutting.pen);
    arena_dispose(&scratch);
    return !cutting.refused;
}

struct blocks blocks_of_body(struct arena *arena, struct slice body) {
    struct markdown_options options = {.first_line = 1};
    struct markdown_remark remark;
    struct source source;
    struct blocks blocks;
    bool done = source_init(&source, body, &options, &remark) && cut_body(arena, &source, &blocks);
    source_dispose(&source);
    return done ? blocks : blocks_of_text(arena, shown_html(arena, body));
}

static struct blocks cut_lines(struct arena *arena, struct slice text, bool each) {
    static const struct block_form paragraph = {.kind = BLOCK_PARAGRAPH};
    struct pen pen = {.arena = arena};
    struct slice line;
    pen_begin(&pen, paragraph);
    while (slice_next_line(&text, &line)) {
        pen_text(&pen, 0, SLICE(""), line);
        pen_text(&pen, 0, SLICE(""), SLICE("\n"));
        if (!each && slice_trim(line).size)
            continue;
        pen_end(&pen);
        pen_begin(&pen, paragraph);
    }
    pen_end(&pen);
    pen_dispose(&pen);
    return pen.blocks;
}

struct blocks blocks_of_text(struct arena *arena, struct slice text) {
    return cut_lines(arena, text, false);
}

struct blocks blocks_of_lines(struct arena *arena, struct slice text) {
    return cut_lines(arena, text, true);
}
