#include "markdown/outline.h"

#include "base/arena.h"
#include "markdown/url.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

void outline_begin(struct outline *outline, enum markdown_block_kind kind, unsigned level) {
    outline_end(outline);
    outline->block = (struct markdown_block){.kind = kind, .level = level};
    outline->open = true;
    outline->spaced = true; /* none at the start */
}

static void drop_last_space(struct markdown_block *block) {
    while (block->count) {
        struct slice *text = &block->runs[block->count - 1].text;
        if (text->size && text->data[text->size - 1] == ' ')
            text->size--;
        if (text->size)
            return;
        block->count--;
    }
}

void outline_end(struct outline *outline) {
    if (!outline->open)
        return;
    outline->open = false;
    if (outline->block.kind != MARKDOWN_CODE)
        drop_last_space(&outline->block);
    if (outline->block.count)
        arena_push(outline->arena, outline->blocks->items, outline->blocks->count, outline->block);
}

/* Every run of white space as one space, none after another. */
static struct slice squeeze(struct outline *outline, struct slice words) {
    char *text = arena_alloc(outline->arena, words.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < words.size; i++) {
        bool space = strchr(" \t\n\r", words.data[i]) != NULL && words.data[i];
        if (!space || !outline->spaced)
            text[size++] = space ? ' ' : words.data[i];
        outline->spaced = space;
    }
    return (struct slice){text, size};
}

void outline_words(struct outline *outline, struct slice words, unsigned style) {
    struct markdown_block *block = &outline->block;
    if (!outline->open || words.size == 0)
        return;
    struct slice text =
        block->kind == MARKDOWN_CODE ? slice_copy(outline->arena, words) : squeeze(outline, words);
    if (text.size == 0)
        return;
    struct markdown_run run = {text, style, outline->target};
    arena_push(outline->arena, block->runs, block->count, run);
}

/* ---- Nodes */

static void follow_style(struct outline *outline, unsigned rank, bool enter) {
    outline->depths[rank] += enter ? 1U : 0U - 1U;
    if (outline->depths[rank])
        outline->styles |= 1U << rank;
    else
        outline->styles &= ~(1U << rank);
}

static void follow_link(struct outline *outline, cmark_node *node, bool enter) {
    bool allowed = enter && url_is_allowed(tree_url(node));
    outline->target = allowed ? slice_copy(outline->arena, tree_url(node)) : (struct slice){"", 0};
}

static void add_image(struct outline *outline, cmark_node *node) {
    outline_words(outline, tree_text(outline->arena, node), outline->styles | MARKDOWN_PICTURE);
}

static void add_code(struct outline *outline, cmark_node *node) {
    outline_begin(outline, MARKDOWN_CODE, 0);
    outline_words(outline, slice_trim(tree_literal(node)), 0);
    outline_end(outline);
}

static void add_paragraph(struct outline *outline, cmark_node *node) {
    bool item = outline->item;
    outline->item = false;
    outline_begin(outline,
                  outline->notes ? MARKDOWN_NOTE
                  : item         ? MARKDOWN_ITEM
                                 : MARKDOWN_PARAGRAPH,
                  item ? outline->lists : 0);
    cmark_node *parent = cmark_node_parent(node);
    if (item && tree_is_task(parent))
        outline_words(
            outline,
            cmark_gfm_extensions_get_tasklist_item_checked(parent) ? SLICE("☑ ") : SLICE("☐ "), 0);
}

static void follow_table(struct outline *outline, cmark_node *node, enum tree_kind kind,
                         bool enter) {
    if (kind == TREE_TABLE_CELL && enter && cmark_node_previous(node)) {
        outline->spaced = false;
        outline_words(outline, SLICE("|"), MARKDOWN_CELL);
        outline->spaced = true;
    } else if (kind == TREE_TABLE_HEADER || kind == TREE_TABLE_ROW) {
        if (enter)
            outline_begin(outline, kind == TREE_TABLE_HEADER ? MARKDOWN_HEADER_ROW : MARKDOWN_ROW,
                          0);
        else
            outline_end(outline);
    } else if (kind == TREE_STRIKETHROUGH) {
        follow_style(outline, 3, enter);
    }
}

static void follow_block(struct outline *outline, cmark_node *node, bool enter,
                         struct slice added) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        if (enter)
            add_paragraph(outline, node);
        else
            outline_end(outline);
        break;
    case CMARK_NODE_HEADING:
        if (enter)
            outline_begin(outline, MARKDOWN_BLOCK_HEADING,
                          (unsigned)cmark_node_get_heading_level(node));
        else
            outline_end(outline);
        break;
    case CMARK_NODE_LIST:
        outline->lists += enter ? 1U : 0U - 1U;
        break;
    case CMARK_NODE_ITEM:
        outline->item = enter;
        break;
    case CMARK_NODE_CODE_BLOCK:
        add_code(outline, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        outline_begin(outline, MARKDOWN_PARAGRAPH, 0);
        outline_words(outline, added, 0);
        outline_end(outline);
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        outline->notes += enter ? 1U : 0U - 1U;
        break;
    default:
        follow_table(outline, node, tree_extension_kind(node), enter);
    }
}

void outline_node(struct outline *outline, cmark_node *node, bool enter, struct slice added) {
    cmark_node_type type = cmark_node_get_type(node);
    if ((type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK) {
        follow_block(outline, node, enter, added);
        return;
    }
    if (type == CMARK_NODE_LINK && enter)
        follow_link(outline, node, true);
    if (type == CMARK_NODE_EMPH)
        follow_style(outline, 1, enter);
    if (type == CMARK_NODE_STRONG)
        follow_style(outline, 0, enter);
    if (tree_extension_kind(node) == TREE_STRIKETHROUGH)
        follow_style(outline, 3, enter);
    if (type == CMARK_NODE_IMAGE)
        add_image(outline, node);
    else
        outline_words(outline, added,
                      outline->styles | (type == CMARK_NODE_CODE ? MARKDOWN_CODE_SPAN : 0U));
    if (type == CMARK_NODE_LINK && !enter)
        follow_link(outline, node, false);
}
