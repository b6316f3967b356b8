/* Headings: their level, their id, and the links of the body that lead to them. */
#include "markdown/walk.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "markdown/url.h"

/* How many times a slug was given. */
static size_t *slug_uses(struct walk *walk, struct slice slug) {
    size_t *count = map_get(&walk->slugs, slug);
    if (!count) {
        count = arena_new(walk->slugs.arena, size_t);
        map_put(&walk->slugs, slug, count);
    }
    return count;
}

void walk_take_id(struct walk *walk, struct slice id) {
    *slug_uses(walk, id) = 1;
}

/* A slug of the text that no other heading of the body has: "etapes", "etapes-2" ... */
static struct slice heading_id(struct walk *walk, struct slice text, size_t index) {
    struct slice slug = utf8_slug(walk->slugs.arena, text);
    if (slug.size == 0)
        slug = SLICE("section");
    size_t *count = slug_uses(walk, slug);
    struct slice id = slice_copy(walk->arena, slug);
    size_t *mine = arena_new(walk->ids.arena, size_t);
    *mine = index;
    if (++*count > 1)
        id = slice_format(walk->arena, "%.*s-%zu", SLICE_ARG(slug), *count);
    while (map_put(&walk->ids, id, mine))
        id = slice_format(walk->arena, "%.*s-%zu", SLICE_ARG(slug), ++*count);
    return id;
}

static void heading_begin(struct walk *walk, cmark_node *node) {
    struct markdown_body *body = walk->body;
    struct markdown_heading heading = {.position = walk_block_position(walk, node)};
    walk->heading_html = walk->html.size;
    walk->heading_plain = walk->plain.size;
    walk->heading_ops = walk->ops.size;
    walk_hole(walk, HOLE_HEADING, body->heading_count);
    arena_push(walk->arena, body->headings, body->heading_count, heading);
    walk->in_heading = true;
    walk_begin_inlines(walk, node);
}

/* A heading without words would be an empty stop for those who go from heading to heading. */
static void heading_drop(struct walk *walk) {
    walk->html.size = walk->heading_html;
    walk->plain.size = walk->heading_plain;
    walk->ops.size = walk->heading_ops;
    walk->body->heading_count--;
}

static void heading_end(struct walk *walk, cmark_node *node) {
    struct markdown_body *body = walk->body;
    size_t index = body->heading_count - 1;
    struct slice words = slice_from_offset(buffer_slice(&walk->plain), walk->heading_plain);
    words = slice_trim(words);
    walk->in_heading = false;
    if (words.size == 0) {
        heading_drop(walk);
        return;
    }
    struct markdown_heading *heading = &body->headings[index];
    heading->text = slice_copy(walk->arena, words);
    heading->level = tree_heading_level(&walk->levels, node);
    heading->id = heading_id(walk, heading->text, index);
    walk_hole(walk, HOLE_HEADING_END, index);
    WALK_HTML(walk, "\n");
    walk_plain_break(walk);
}

void walk_heading(struct walk *walk, cmark_node *node, bool enter) {
    if (enter)
        heading_begin(walk, node);
    else
        heading_end(walk, node);
}

/* The id that a fragment as written may mean. */
static struct slice fragment_slug(struct arena *arena, struct slice fragment) {
    return utf8_slug(arena, url_decode(arena, fragment));
}

void walk_resolve_fragments(struct walk *walk) {
    struct walk_fragment *fragments = (void *)walk->fragments.data;
    size_t count = walk->fragments.size / sizeof *fragments;
    struct arena scratch = ARENA_INIT;
    for (size_t i = 0; i < count; i++) {
        struct slice target = walk->body->links[fragments[i].link].target;
        struct slice id = fragment_slug(&scratch, slice_from_offset(target, 1));
        const size_t *heading = map_get(&walk->ids, id);
        struct markdown_op *op = walk_op(walk, fragments[i].op);
        if (heading && fragments[i].op < walk_op_count(walk) && op->hole == HOLE_LINK &&
            op->index == fragments[i].link) {
            op->hole = HOLE_ANCHOR;
            op->index = (uint32_t)*heading & 0xFFFFFFF;
        }
        arena_reset(&scratch);
    }
    arena_dispose(&scratch);
}

const struct markdown_heading *markdown_anchor(const struct markdown_body *body,
                                               struct slice fragment, struct arena *arena) {
    struct slice id = fragment_slug(arena, fragment);
    for (size_t i = 0; i < body->heading_count; i++)
        if (slice_equal(body->headings[i].id, id))
            return &body->headings[i];
    return NULL;
}
