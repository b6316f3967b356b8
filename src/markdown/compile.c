#include "markdown/markdown.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/utf8.h"
#include "markdown/walk.h"

#include <string.h>

void walk_hole(struct walk *walk, enum markdown_hole hole, size_t index) {
    struct markdown_op op = {
        .end = (uint32_t)walk->html.size, .hole = hole, .index = (uint32_t)index & 0xFFFFFFF};
    buffer_add(&walk->ops, (struct slice){(const char *)&op, sizeof op});
}

size_t walk_op_count(const struct walk *walk) {
    return walk->ops.size / sizeof(struct markdown_op);
}

struct markdown_op *walk_op(struct walk *walk, size_t index) {
    return (struct markdown_op *)(void *)walk->ops.data + index;
}

void walk_remark(struct walk *walk, enum markdown_remark_kind kind, struct slice text,
                 struct position position) {
    struct markdown_body *body = walk->body;
    if (kind >= MARKDOWN_TOO_DEEP) {
        walk->refused = true;
        body->remarks = NULL;
        body->remark_count = 0;
    }
    text = slice_trim(slice_part(text, 0, slice_find(text, '\n')));
    struct markdown_remark remark = {kind, slice_part(text, 0, utf8_prefix(text, 60)), position};
    remark.text = slice_copy(walk->arena, remark.text);
    arena_push(walk->arena, body->remarks, body->remark_count, remark);
}

void walk_skip(struct walk *walk, cmark_node *node) {
    cmark_iter_reset(walk->iter, node, CMARK_EVENT_EXIT);
}

void walk_plain_break(struct walk *walk) {
    struct buffer *plain = &walk->plain;
    while (plain->size && plain->data[plain->size - 1] == ' ')
        plain->size--;
    if (plain->size && plain->data[plain->size - 1] != '\n')
        buffer_add_byte(plain, '\n');
}

size_t walk_block_line(cmark_node *node) {
    /* cmark does not place a paragraph that stands right above a table: the table has its line. */
    if (cmark_node_get_start_line(node) == 0 && cmark_node_next(node))
        node = cmark_node_next(node);
    int line = cmark_node_get_start_line(node);
    return line > 0 ? (size_t)line : 1;
}

struct position walk_block_position(struct walk *walk, cmark_node *node) {
    size_t line = walk_block_line(node);
    size_t start = source_line_start(&walk->source, line);
    size_t column = (size_t)cmark_node_get_start_column(node);
    size_t offset = start + (column ? column - 1 : 0);
    size_t end = source_line_end(&walk->source, line);
    return source_position(&walk->source, offset < end ? offset : start);
}

/* The block that holds an inline, or the node itself. */
static cmark_node *block_of(cmark_node *node) {
    while ((cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) != CMARK_NODE_TYPE_BLOCK)
        node = cmark_node_parent(node);
    return node;
}

static void walk_node(struct walk *walk, cmark_node *node, bool enter) {
    if (tree_nests(node)) {
        walk->depth += enter ? 1U : 0U - 1U;
        if (walk->depth > BOUND_MARKDOWN_DEPTH) {
            walk_remark(walk, MARKDOWN_TOO_DEEP, SLICE(""),
                        walk_block_position(walk, block_of(node)));
            return;
        }
    }
    if (!walk_block(walk, node, enter))
        walk_inline(walk, node, enter);
    if (walk->html.size > BOUND_BODY_HTML)
        walk_remark(walk, MARKDOWN_TOO_LARGE, SLICE(""), walk_block_position(walk, block_of(node)));
}

static void walk_tree(struct walk *walk, cmark_node *root) {
    cmark_event_type event;
    walk->iter = cmark_iter_new(root);
    while (!walk->refused && (event = cmark_iter_next(walk->iter)) != CMARK_EVENT_DONE)
        walk_node(walk, cmark_iter_get_node(walk->iter), event == CMARK_EVENT_ENTER);
    cmark_iter_free(walk->iter);
}

/* Moves what was gathered into the arena. */
static void walk_finish(struct walk *walk) {
    struct markdown_body *body = walk->body;
    if (walk->refused) {
        struct markdown_remark *remarks = body->remarks;
        *body = (struct markdown_body){.remarks = remarks, .remark_count = 1};
        return;
    }
    walk_resolve_fragments(walk);
    walk_hole(walk, HOLE_NONE, 0);
    body->html = slice_copy(walk->arena, buffer_slice(&walk->html));
    body->plain = slice_copy(walk->arena, slice_trim(buffer_slice(&walk->plain)));
    body->op_count = walk_op_count(walk);
    body->ops = arena_alloc(walk->arena, walk->ops.size);
    memcpy(body->ops, walk->ops.data, walk->ops.size);
}

static void walk_dispose(struct walk *walk) {
    source_dispose(&walk->source);
    buffer_dispose(&walk->html);
    buffer_dispose(&walk->plain);
    buffer_dispose(&walk->ops);
    buffer_dispose(&walk->fragments);
}

struct markdown_body *markdown_compile(struct arena *arena, struct slice body,
                                       const struct markdown_options *options) {
    struct arena scratch = ARENA_INIT; /* the tree, and what is looked up on the way */
    struct walk walk = {
        .arena = arena, .body = arena_new(arena, struct markdown_body), .options = options};
    struct markdown_remark remark = {0};
    map_init(&walk.ids, &scratch);
    map_init(&walk.slugs, &scratch);
    map_init(&walk.table_names, &scratch);
    for (size_t i = 0; i < options->taken_count; i++)
        walk_take_id(&walk, options->taken[i]);
    if (source_init(&walk.source, body, options, &remark))
        walk_tree(&walk, tree_parse(&scratch, walk.source.text));
    else
        walk_remark(&walk, remark.kind, remark.text, remark.position);
    walk_finish(&walk);
    walk_dispose(&walk);
    arena_dispose(&scratch);
    return walk.body;
}
