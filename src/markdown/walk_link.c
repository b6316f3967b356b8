/* Links and images. */
#include "markdown/walk.h"

#include "base/arena.h"
#include "markdown/url.h"
#include "text/escape.h"

#include <string.h>

#define SEARCH_WINDOW 4096 /* bytes in which a link is looked for, when cmark misplaces it */

/* The bracket that opens a link whose target or words are at `offset`; `offset` for want of one. */
static size_t back_to_bracket(struct slice text, size_t start, size_t offset) {
    if (offset > start && strchr("[<", text.data[offset - 1]))
        return offset - 1;
    if (offset < start + 2 || text.data[offset - 1] != '(' || text.data[offset - 2] != ']')
        return offset;
    for (size_t at = offset - 2; at > start; at--)
        if (text.data[at - 1] == '[')
            return at - 1;
    return offset;
}

/* Where a link or an image stands in the source, found by its target, else by its words. */
static size_t search_link(struct walk *walk, cmark_node *node, struct slice target) {
    struct slice text = slice_part(walk->source.text, 0, walk->limit);
    struct slice rest = slice_part(slice_from_offset(text, walk->cursor), 0, SEARCH_WINDOW);
    cmark_node *first = cmark_node_first_child(node);
    size_t found = target.size ? slice_search(rest, target) : rest.size;
    if (found == rest.size && first && cmark_node_get_type(first) == CMARK_NODE_TEXT)
        found = slice_search(rest, tree_literal(first));
    if (found == rest.size)
        return walk->cursor;
    return back_to_bracket(text, walk->cursor, walk->cursor + found);
}

/* The place of a link or an image: where cmark says when a bracket is there, else looked for. */
static struct position locate(struct walk *walk, cmark_node *node, struct slice target) {
    struct source *source = &walk->source;
    size_t line = (size_t)cmark_node_get_start_line(node);
    size_t column = (size_t)cmark_node_get_start_column(node);
    size_t offset = source_line_start(source, line) + column - 1;
    bool placed = line && column && offset < source_line_end(source, line) &&
                  offset >= walk->cursor && strchr("[<!", source->text.data[offset]);
    if (!placed)
        offset = search_link(walk, node, target);
    if (offset + 1 < walk->limit)
        walk->cursor = offset + 1;
    return source_position(source, offset);
}

static void link_begin(struct walk *walk, cmark_node *node) {
    struct markdown_body *body = walk->body;
    struct slice target = tree_url(node);
    struct position position = locate(walk, node, target);
    bool verbatim = shown_is_target(node, target);
    if (!url_is_allowed(target)) {
        walk_remark(walk, MARKDOWN_BAD_URL, target, position);
        return;
    }
    walk->link = node;
    walk->link_verbatim = verbatim;
    walk->link_html = walk->html.size;
    walk->link_plain = walk->plain.size;
    walk->link_ops = walk_op_count(walk);
    if (target.size && target.data[0] == '#') {
        struct walk_fragment fragment = {walk->link_ops, body->link_count};
        buffer_add(&walk->fragments, (struct slice){(const char *)&fragment, sizeof fragment});
    }
    walk_hole(walk, HOLE_LINK, body->link_count);
    struct markdown_link link = {.target = slice_copy(walk->arena, target), .position = position};
    arena_push(walk->arena, body->links, body->link_count, link);
}

static void link_end(struct walk *walk) {
    struct markdown_body *body = walk->body;
    struct markdown_link *link = &body->links[body->link_count - 1];
    /* A link that shows nothing could not be told from its surroundings: it shows its target. */
    if (walk->html.size == walk->link_html && walk_op_count(walk) == walk->link_ops + 1)
        walk_verbatim(walk, link->target);
    struct slice words = slice_from_offset(buffer_slice(&walk->plain), walk->link_plain);
    link->text = slice_copy(walk->arena, words);
    walk_hole(walk, HOLE_LINK_END, body->link_count - 1);
    walk->link = NULL;
    walk->link_verbatim = false;
}

void walk_link(struct walk *walk, cmark_node *node, bool enter) {
    if (enter && !walk->link) /* no link inside a link */
        link_begin(walk, node);
    else if (!enter && walk->link == node)
        link_end(walk);
}

/* Writes an image that can't be one by its words. */
static void image_as_words(struct walk *walk, struct slice alternative) {
    walk_verbatim(walk, alternative);
}

void walk_image(struct walk *walk, cmark_node *node) {
    struct markdown_body *body = walk->body;
    struct slice source = tree_url(node);
    struct slice words = french_text(walk->arena, tree_text(walk->arena, node));
    struct markdown_image image = {.alternative = words, .position = locate(walk, node, source)};
    walk_skip(walk, node);
    walk->french.before = SHOWN_OBJECT;
    if (!url_is_allowed(source)) {
        walk_remark(walk, MARKDOWN_BAD_URL, source, image.position);
        image_as_words(walk, words);
        return;
    }
    image.source = slice_copy(walk->arena, source);
    image.title = slice_copy(walk->arena, tree_title(node));
    walk_hole(walk, HOLE_IMAGE, body->image_count);
    arena_push(walk->arena, body->images, body->image_count, image);
    if (walk->in_heading || walk->link)
        buffer_add(&walk->plain, words);
}
