#include "markdown/tree.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <cmark-gfm-core-extensions.h>
/* The layout of a node. It goes with the library: the name of the shared object holds its whole
 * version. */
#include <cmark-gfm/node.h>
#include <pthread.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Where cmark's memory comes from. cmark_mem has no context, so each thread keeps the arena of the
 * tree it is at. A node has a dozen allocations; with malloc, they took half of the time.
 */
static _Thread_local struct arena *tree_arena;

/*
 * What stands before each allocation: its size, for realloc, then zeros, for the search of e-mail
 * addresses reads some bytes before the text it is given.
 */
struct tree_header {
    alignas(max_align_t) size_t size;
    char zeros[sizeof(size_t)];
};

static void *tree_alloc(size_t size) {
    struct tree_header *header = arena_alloc(tree_arena, sizeof *header + size);
    *header = (struct tree_header){.size = size};
    return header + 1;
}

static void *tree_calloc(size_t count, size_t size) {
    if (size && count > SIZE_MAX / 2 / size)
        arena_exhausted();
    return memset(tree_alloc(count * size), 0, count * size);
}

static void *tree_realloc(void *memory, size_t size) {
    if (!memory)
        return tree_alloc(size);
    struct tree_header *header = (struct tree_header *)memory - 1;
    if (size <= header->size)
        return memory;
    return memcpy(tree_alloc(size), memory, header->size);
}

static void tree_free(void *memory) {
    (void)memory; /* goes with its arena */
}

static cmark_mem tree_memory = {tree_calloc, tree_realloc, tree_free};

static const char *const extension_names[] = {"table", "strikethrough", "autolink", "tasklist"};

static pthread_once_t registered = PTHREAD_ONCE_INIT;

/* Inline extensions write to tables that all parsers share, for as long as inlines are parsed. */
static pthread_mutex_t inlines = PTHREAD_MUTEX_INITIALIZER;

static void unmask_chunk(cmark_chunk *chunk) {
    for (bufsize_t i = 0; i < chunk->len; i++)
        if (chunk->data[i] == TREE_MASK)
            chunk->data[i] = '^';
}

/* Gives the tree its "^" back, wherever a text came to stand. */
static void unmask(cmark_node *root) {
    cmark_iter *iter = cmark_iter_new(root);
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
        case CMARK_NODE_HTML_INLINE:
        case CMARK_NODE_HTML_BLOCK:
            unmask_chunk(&node->as.literal);
            break;
        case CMARK_NODE_CODE_BLOCK:
            unmask_chunk(&node->as.code.literal);
            unmask_chunk(&node->as.code.info);
            break;
        case CMARK_NODE_LINK:
        case CMARK_NODE_IMAGE:
            unmask_chunk(&node->as.link.url);
            unmask_chunk(&node->as.link.title);
            break;
        default:
            break;
        }
    }
    cmark_iter_free(iter);
}

cmark_node *tree_parse(struct arena *scratch, struct slice text) {
    tree_arena = scratch;
    pthread_once(&registered, cmark_gfm_core_extensions_ensure_registered);
    int options = CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
    cmark_parser *parser = cmark_parser_new_with_mem(options, &tree_memory);
    for (size_t i = 0; i < sizeof extension_names / sizeof *extension_names; i++)
        cmark_parser_attach_syntax_extension(parser,
                                             cmark_find_syntax_extension(extension_names[i]));
    cmark_parser_feed(parser, text.data, text.size);
    pthread_mutex_lock(&inlines);
    cmark_node *root = cmark_parser_finish(parser);
    pthread_mutex_unlock(&inlines);
    cmark_parser_free(parser);
    if (slice_find(text, TREE_MASK) < text.size)
        unmask(root);
    return root;
}

enum tree_kind tree_extension_kind(cmark_node *node) {
    static const struct {
        const char *name;
        enum tree_kind kind;
    } kinds[] = {
        {"table_cell", TREE_TABLE_CELL},       {"table_row", TREE_TABLE_ROW},
        {"table_header", TREE_TABLE_HEADER},   {"table", TREE_TABLE},
        {"strikethrough", TREE_STRIKETHROUGH},
    };
    if (!node->extension)
        return TREE_OTHER;
    const char *name = cmark_node_get_type_string(node);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(name, kinds[i].name) == 0)
            return kinds[i].kind;
    return TREE_OTHER;
}

static struct slice chunk_slice(const cmark_chunk *chunk) {
    return (struct slice){chunk->data ? (const char *)chunk->data : "", (size_t)chunk->len};
}

struct slice tree_literal(const cmark_node *node) {
    return chunk_slice(node->type == CMARK_NODE_CODE_BLOCK ? &node->as.code.literal
                                                           : &node->as.literal);
}

struct slice tree_url(cmark_node *node) {
    return chunk_slice(&node->as.link.url);
}

struct slice tree_title(cmark_node *node) {
    return chunk_slice(&node->as.link.title);
}

static struct slice first_word(struct slice text) {
    size_t size = 0;
    while (size < text.size && !strchr(" \t\n\r", text.data[size]))
        size++;
    return slice_part(text, 0, size);
}

struct slice tree_language(const cmark_node *code) {
    return first_word(slice_trim(chunk_slice(&code->as.code.info)));
}

unsigned tree_note_number(const cmark_node *reference) {
    struct slice literal = tree_literal(reference);
    unsigned number = 0;
    for (size_t i = 0; i < literal.size; i++) {
        if (literal.data[i] < '0' || literal.data[i] > '9' || number > 1000000)
            return 0;
        number = number * 10 + (unsigned)(literal.data[i] - '0');
    }
    return number;
}

unsigned tree_heading_level(struct tree_levels *levels, cmark_node *heading) {
    unsigned written = (unsigned)cmark_node_get_heading_level(heading);
    while (levels->count && levels->written[levels->count - 1] >= written)
        levels->count--;
    levels->written[levels->count++] = (unsigned char)written;
    return levels->count < 5 ? levels->count + 1 : 6;
}

bool tree_nests(cmark_node *node) {
    if (!node->first_child)
        return false;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_FOOTNOTE_DEFINITION:
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
    case CMARK_NODE_LINK:
        return true;
    default:
        return tree_extension_kind(node) == TREE_STRIKETHROUGH;
    }
}

bool tree_is_task(const cmark_node *node) {
    return node->type == CMARK_NODE_ITEM && node->extension;
}

cmark_node *tree_next_leaf(cmark_node *node) {
    while (!node->next) {
        node = node->parent;
        if (!node || !CMARK_NODE_INLINE_P(node))
            return NULL;
    }
    node = node->next;
    while (node->first_child && node->type != CMARK_NODE_IMAGE)
        node = node->first_child;
    return node;
}

struct slice tree_text(struct arena *arena, cmark_node *node) {
    struct buffer out = BUFFER_INIT;
    cmark_iter *iter = cmark_iter_new(node);
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *at = cmark_iter_get_node(iter);
        if (cmark_iter_get_event_type(iter) != CMARK_EVENT_ENTER)
            continue;
        if (at->type == CMARK_NODE_TEXT || at->type == CMARK_NODE_CODE)
            buffer_add(&out, tree_literal(at));
        else if (at->type == CMARK_NODE_SOFTBREAK || at->type == CMARK_NODE_LINEBREAK)
            buffer_add_byte(&out, ' ');
    }
    cmark_iter_free(iter);
    struct slice text = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return text;
}
