/* Blocks: paragraphs, lists, quotes, code, figures, raw HTML. */
#include "markdown/walk.h"

#include "base/arena.h"
#include "text/escape.h"

#include <cmark-gfm-core-extensions.h>

#include <string.h>

/* The last line of a block, or one after it where cmark is wrong. */
static size_t last_line(cmark_node *block) {
    if (cmark_node_get_start_line(block) == 0 && cmark_node_next(block))
        block = cmark_node_next(block);
    else if (tree_extension_kind(cmark_node_parent(block)) == TREE_TABLE_HEADER)
        block = cmark_node_parent(cmark_node_parent(block));
    int line = cmark_node_get_end_line(block);
    return line > 0 ? (size_t)line : 1;
}

void walk_begin_inlines(struct walk *walk, cmark_node *block) {
    size_t first = walk_block_line(block);
    size_t last = last_line(block);
    size_t start = source_line_start(&walk->source, first);
    walk->french = (struct french_state){0};
    walk->html_told = false;
    walk->limit = source_line_end(&walk->source, last > first ? last : first);
    if (walk->cursor < start || walk->cursor > walk->limit)
        walk->cursor = start;
}

static void close_reserved(struct walk *walk) {
    if (walk->reserved)
        WALK_HTML(walk, "</div>\n");
    walk->reserved = false;
}

/* Opens or closes the reserved wrapper before a block that stands directly in the body. */
static void walk_reserved(struct walk *walk, cmark_node *node) {
    const struct markdown_options *options = walk->options;
    uint32_t line = walk->source.first_line + (uint32_t)walk_block_line(node) - 1;
    size_t range = walk->range;
    while (range < options->reserved_count && options->reserved[range].last_line < line)
        range++;
    bool inside = range < options->reserved_count && options->reserved[range].first_line <= line &&
                  cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION;
    if (range != walk->range || !inside)
        close_reserved(walk);
    walk->range = range;
    if (!inside || walk->reserved)
        return;
    walk->reserved = true;
    WALK_HTML(walk, "<div class=\"reserve\">\n<p class=\"reserve-titre\">");
    walk_hole(walk, HOLE_RESERVED, 0);
    WALK_HTML(walk, "</p>\n");
}

static bool is_tight(cmark_node *paragraph) {
    cmark_node *item = cmark_node_parent(paragraph);
    cmark_node *list = item ? cmark_node_parent(item) : NULL;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

/* The state of a task, as a sign for the eye and words for the ear. */
static void write_task(struct walk *walk, cmark_node *item) {
    if (cmark_gfm_extensions_get_tasklist_item_checked(item))
        WALK_HTML(walk, "<span aria-hidden=\"true\">☑ </span>"
                        "<span class=\"visually-hidden\">fait\xC2\xA0: </span>");
    else
        WALK_HTML(walk, "<span aria-hidden=\"true\">☐ </span>"
                        "<span class=\"visually-hidden\">à faire\xC2\xA0: </span>");
}

static void walk_paragraph(struct walk *walk, cmark_node *node, bool enter) {
    bool tight = is_tight(node);
    cmark_node *parent = cmark_node_parent(node);
    if (enter) {
        if (!tight)
            WALK_HTML(walk, "<p>");
        if (tree_is_task(parent) && !cmark_node_previous(node))
            write_task(walk, parent);
        walk_begin_inlines(walk, node);
        return;
    }
    if (walk_is_note_end(node)) {
        WALK_HTML(walk, " ");
        walk_hole(walk, HOLE_NOTE, walk->notes);
    }
    if (!tight)
        WALK_HTML(walk, "</p>\n");
    else if (cmark_node_next(node))
        WALK_HTML(walk, "\n");
    walk_plain_break(walk);
}

static void walk_list(struct walk *walk, cmark_node *node, bool enter) {
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    int start = cmark_node_get_list_start(node);
    if (!enter)
        buffer_add_string(&walk->html, ordered ? "</ol>\n" : "</ul>\n");
    else if (!ordered)
        WALK_HTML(walk, "<ul>\n");
    else if (start == 1)
        WALK_HTML(walk, "<ol>\n");
    else
        buffer_format(&walk->html, "<ol start=\"%d\">\n", start);
}

static void walk_item(struct walk *walk, cmark_node *node, bool enter) {
    cmark_node *first = cmark_node_first_child(node);
    bool task = tree_is_task(node);
    if (!enter) {
        WALK_HTML(walk, "</li>\n");
        return;
    }
    buffer_add_string(&walk->html, task ? "<li class=\"tache\">" : "<li>");
    if (task && (!first || cmark_node_get_type(first) != CMARK_NODE_PARAGRAPH))
        write_task(walk, node);
}

/* Where the text between the fences begins. */
static struct position figure_position(struct walk *walk, cmark_node *node, struct slice text) {
    size_t line = (size_t)cmark_node_get_start_line(node) + 1;
    size_t start = source_line_start(&walk->source, line);
    size_t end = source_line_end(&walk->source, line);
    struct slice whole = slice_part(walk->source.text, start, end - start);
    size_t indent = slice_search(whole, slice_part(text, 0, slice_find(text, '\n')));
    return source_position(&walk->source, start + (indent < whole.size ? indent : 0));
}

static void walk_figure(struct walk *walk, cmark_node *node) {
    struct markdown_body *body = walk->body;
    struct slice text = slice_copy(walk->arena, tree_literal(node));
    struct markdown_figure figure = {text, figure_position(walk, node, text)};
    walk_hole(walk, HOLE_FIGURE, body->figure_count);
    WALK_HTML(walk, "\n");
    arena_push(walk->arena, body->figures, body->figure_count, figure);
}

static void walk_code(struct walk *walk, cmark_node *node) {
    struct slice language = tree_language(node);
    if (slice_is(language, "figure")) {
        walk_figure(walk, node);
        return;
    }
    WALK_HTML(walk, "<pre tabindex=\"0\"><code");
    if (language.size) {
        WALK_HTML(walk, " class=\"language-");
        escape_html(&walk->html, language);
        WALK_HTML(walk, "\"");
    }
    WALK_HTML(walk, ">");
    escape_html(&walk->html, tree_literal(node));
    WALK_HTML(walk, "</code></pre>\n");
    buffer_add(&walk->plain, tree_literal(node));
    walk_plain_break(walk);
}

/* Raw HTML that is left once its comments are gone: shown as the text that it is. */
static void walk_html(struct walk *walk, cmark_node *node, struct slice html) {
    walk_remark(walk, MARKDOWN_RAW_HTML, html, walk_block_position(walk, node));
    WALK_HTML(walk, "<p>");
    escape_html(&walk->html, html);
    WALK_HTML(walk, "</p>\n");
    buffer_add(&walk->plain, html);
    walk_plain_break(walk);
}

static void walk_html_block(struct walk *walk, cmark_node *node) {
    struct slice html = slice_trim(shown_html(walk->arena, tree_literal(node)));
    if (html.size == 0)
        return;
    if (cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT)
        walk_reserved(walk, node);
    walk_html(walk, node, html);
}

/* Before a block of the body itself. */
static void walk_top(struct walk *walk, cmark_node *node) {
    cmark_node *parent = cmark_node_parent(node);
    cmark_node_type type = cmark_node_get_type(node);
    if (parent && cmark_node_get_type(parent) == CMARK_NODE_DOCUMENT &&
        type != CMARK_NODE_HTML_BLOCK)
        walk_reserved(walk, node);
}

static void walk_document_end(struct walk *walk) {
    close_reserved(walk);
    walk_notes_end(walk);
}

static bool walk_table_node(struct walk *walk, cmark_node *node, bool enter) {
    enum tree_kind kind = tree_extension_kind(node);
    if (kind < TREE_TABLE)
        return false;
    walk_table(walk, node, kind, enter);
    return true;
}

bool walk_block(struct walk *walk, cmark_node *node, bool enter) {
    cmark_node_type type = cmark_node_get_type(node);
    if ((type & CMARK_NODE_TYPE_MASK) != CMARK_NODE_TYPE_BLOCK)
        return false;
    if (enter && walk->options->reserved_count)
        walk_top(walk, node);
    switch (type) {
    case CMARK_NODE_DOCUMENT:
        if (!enter)
            walk_document_end(walk);
        return true;
    case CMARK_NODE_PARAGRAPH:
        walk_paragraph(walk, node, enter);
        return true;
    case CMARK_NODE_HEADING:
        walk_heading(walk, node, enter);
        return true;
    case CMARK_NODE_BLOCK_QUOTE:
        buffer_add_string(&walk->html, enter ? "<blockquote>\n" : "</blockquote>\n");
        return true;
    case CMARK_NODE_LIST:
        walk_list(walk, node, enter);
        return true;
    case CMARK_NODE_ITEM:
        walk_item(walk, node, enter);
        return true;
    case CMARK_NODE_CODE_BLOCK:
        walk_code(walk, node);
        return true;
    case CMARK_NODE_HTML_BLOCK:
        walk_html_block(walk, node);
        return true;
    case CMARK_NODE_THEMATIC_BREAK:
        WALK_HTML(walk, "<hr>\n");
        return true;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        walk_note(walk, node, enter);
        return true;
    default:
        return walk_table_node(walk, node, enter);
    }
}
