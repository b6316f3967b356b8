/*
 * Markdown over thousands of random bodies: the HTML is well formed and its ids are unique, threads
 * change nothing, the words are those of cmark's own renderer, and every position lies in the text.
 */
#include "markdown/markdown.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/parallel.h"
#include "base/utf8.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BODIES 6000

static uint64_t random_next(uint64_t *seed) {
    *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return *seed >> 33;
}

static const char *const common_pieces[] = {
    "mot ",
    "l'ARS ",
    "É",
    "a",
    "*",
    "**",
    "_",
    "`",
    "``",
    "~~",
    "[",
    "](",
    ")",
    "](x.md)",
    "![",
    "[l](y) ",
    "[r]",
    "[r][r]",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\n\n",
    "# ",
    "\n## ",
    "\n### ",
    "- ",
    "\n- ",
    "\n  - ",
    "1. ",
    "\n3. ",
    "> ",
    "\n> ",
    "\n    ",
    "\n```\n",
    "```",
    "\n---\n",
    "***\n",
    "\n===\n",
    "|",
    "\n|a|b|\n|-|:-:|\n|c|d|\n",
    " | ",
    "-|-\n",
    "\\",
    "&amp; ",
    "&",
    "<https://e.fr> ",
    "https://e.fr/a ",
    "www.e.fr ",
    "a@b.fr ",
    "\"",
    "« ",
    " »",
    " !",
    " : ",
    "12 %",
    "'",
    "\n[r]: z\n",
    "\t",
    "  \n",
    "\n```figure\nx: y\n```\n",
    "javascript:",
    "#mot",
    "(",
    "CLS-2 ",
    "\r\n",
    "{",
    "é",
    "^",
    "]",
    "\n* ",
    "~",
    "!",
    ":",
};

/* What cmark's renderer shows otherwise than we do. */
static const char *const own_pieces[] = {
    "<b>",         "</b>",     "<!-- ", " -->", "<div>\n",    "\n<!-- x -->\n",
    "<i a=\"b\">", "<!--x-->", "[^1]",  "[^2]", "\n[^1]: n ", "\n\n[^2]: m\n",
    "- [ ] ",      "\n- [x] ", "<?",    "]]>",  "\x01",       "\xEF\xBF\xBE",
};

static struct slice random_body(struct arena *arena, uint64_t *seed, bool own) {
    const size_t common = sizeof common_pieces / sizeof *common_pieces;
    const size_t all = common + (own ? sizeof own_pieces / sizeof *own_pieces : 0);
    struct buffer out = BUFFER_INIT;
    size_t count = random_next(seed) % 60;
    for (size_t i = 0; i < count; i++) {
        size_t piece = random_next(seed) % all;
        buffer_add_string(&out, piece < common ? common_pieces[piece] : own_pieces[piece - common]);
    }
    struct slice body = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return body;
}

static void no_image(void *context, const struct markdown_image *image, size_t index,
                     struct buffer *out) {
    (void)context, (void)image, (void)index, (void)out;
}

static struct slice render(struct arena *arena, const struct markdown_body *body) {
    struct buffer out = BUFFER_INIT;
    struct markdown_filler filler = {.anchor_prefix = SLICE("p-"), .image = no_image};
    markdown_render(body, &filler, &out);
    struct slice html = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return html;
}

/* Takes one tag off `html`, which starts with "<"; checks its attributes. */
static struct slice take_tag(struct slice *html, struct map *ids, bool *closing) {
    size_t at = 1;
    *closing = html->data[1] == '/';
    at += *closing;
    size_t start = at;
    while (at < html->size && ((html->data[at] >= 'a' && html->data[at] <= 'z') ||
                               (html->data[at] >= '1' && html->data[at] <= '6')))
        at++;
    struct slice name = slice_part(*html, start, at - start);
    assert_true(name.size > 0);
    while (at < html->size && html->data[at] == ' ') {
        struct slice rest = slice_from_offset(*html, at + 1);
        size_t equal = slice_find(rest, '=');
        assert_true(equal > 0 && equal < 20 && rest.data[equal + 1] == '"');
        struct slice value = slice_from_offset(rest, equal + 2);
        value.size = slice_find(value, '"');
        assert_true(slice_find(value, '<') == value.size);
        if (slice_is(slice_part(rest, 0, equal), "id") && map_put(ids, value, (void *)value.data))
            fail_msg("id %.*s is there twice", SLICE_ARG(value));
        at += 1 + equal + 2 + value.size + 1;
    }
    assert_true(at < html->size && html->data[at] == '>');
    *html = slice_from_offset(*html, at + 1);
    return name;
}

/* Takes an entity off `html`, which starts with "&". */
static char take_entity(struct slice *html) {
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    for (size_t i = 0; i < 5; i++)
        if (slice_starts(*html, names[i])) {
            *html = slice_from_offset(*html, strlen(names[i]));
            return "&<>\"'"[i];
        }
    fail_msg("entity in %.*s", SLICE_ARG(slice_part(*html, 0, 20)));
    return 0;
}

/* Checks that the HTML is balanced, escaped, with unique ids and no control characters. */
static void assert_well_formed(struct arena *arena, struct slice html) {
    struct slice open[512];
    size_t depth = 0;
    struct map ids;
    map_init(&ids, arena);
    while (html.size) {
        unsigned char byte = (unsigned char)html.data[0];
        bool closing;
        if (byte == '&') {
            take_entity(&html);
        } else if (byte != '<') {
            assert_true(byte >= 0x20 || byte == '\n' || byte == '\t');
            assert_true(byte != '>');
            html = slice_from_offset(html, 1);
        } else {
            struct slice name = take_tag(&html, &ids, &closing);
            if (slice_is(name, "br") || slice_is(name, "hr"))
                continue;
            if (!closing) {
                assert_true(depth < 512);
                open[depth++] = name;
            } else {
                assert_true(depth > 0 && slice_equal(open[--depth], name));
            }
        }
    }
    assert_int_equal(depth, 0);
}

static void assert_position(struct slice text, struct position position, uint32_t first_line) {
    struct slice line = SLICE("");
    assert_true(position.line >= first_line && position.column >= 1);
    for (uint32_t i = first_line; i <= position.line; i++)
        assert_true(slice_next_line(&text, &line));
    if (position.column > utf8_count(line) + 1)
        fail_msg("column %u in [%.*s]", position.column, SLICE_ARG(line));
}

static void assert_outline(struct slice text, const struct markdown_body *body, uint32_t line) {
    for (size_t i = 0; i < body->heading_count; i++) {
        const struct markdown_heading *heading = &body->headings[i];
        assert_position(text, heading->position, line);
        assert_true(heading->id.size && heading->text.size);
        assert_true(heading->level >= 2 && heading->level <= 6);
        assert_true(heading->level <= (i ? heading[-1].level + 1 : 2));
    }
    for (size_t i = 0; i < body->link_count; i++)
        assert_position(text, body->links[i].position, line);
    for (size_t i = 0; i < body->image_count; i++)
        assert_position(text, body->images[i].position, line);
    for (size_t i = 0; i < body->remark_count; i++)
        assert_position(text, body->remarks[i].position, line);
    for (size_t i = 0; i < body->figure_count; i++)
        assert_true(body->figures[i].position.line > line);
}

static void test_well_formed(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct markdown_options options = {.first_line = 7};
    uint64_t seed = 3;
    for (size_t i = 0; i < 4 * BODIES; i++) {
        struct slice text = random_body(&arena, &seed, true);
        struct markdown_body *body = markdown_compile(&arena, text, &options);
        assert_well_formed(&arena, render(&arena, body));
        assert_outline(text, body, 7);
        assert_int_equal(utf8_check(body->plain), body->plain.size);
        arena_reset(&arena);
    }
    arena_dispose(&arena);
}

/* A body whose reserved ranges fall anywhere. */
static void test_reserved(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    uint64_t seed = 5;
    for (size_t i = 0; i < BODIES; i++) {
        uint32_t first = 1 + (uint32_t)(random_next(&seed) % 8);
        uint32_t last = first + (uint32_t)(random_next(&seed) % 8);
        struct diag_range ranges[] = {{first, last}, {last + 2, last + 3}};
        struct markdown_options options = {
            .first_line = 1, .reserved = ranges, .reserved_count = 2};
        struct slice text = random_body(&arena, &seed, true);
        assert_well_formed(&arena, render(&arena, markdown_compile(&arena, text, &options)));
        arena_reset(&arena);
    }
    arena_dispose(&arena);
}

struct corpus {
    struct slice *texts;
    unsigned long long *digests;
};

static void compile_item(void *context, size_t item, size_t worker) {
    struct corpus *corpus = context;
    struct arena arena = ARENA_INIT;
    struct markdown_options options = {.first_line = 1};
    struct markdown_body *body = markdown_compile(&arena, corpus->texts[item], &options);
    unsigned long long digest = slice_hash(render(&arena, body), SLICE_HASH_SEED);
    digest = slice_hash(body->plain, digest);
    for (size_t i = 0; i < body->link_count; i++)
        digest = slice_hash(body->links[i].target, digest) + body->links[i].position.column;
    corpus->digests[item] = digest;
    arena_dispose(&arena);
    (void)worker;
}

static void test_threads(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    uint64_t seed = 17;
    struct slice *texts = arena_array(&arena, struct slice, BODIES);
    for (size_t i = 0; i < BODIES; i++)
        texts[i] = random_body(&arena, &seed, true);
    struct corpus one = {texts, arena_array(&arena, unsigned long long, BODIES)};
    struct corpus many = {texts, arena_array(&arena, unsigned long long, BODIES)};
    parallel_for(BODIES, 1, compile_item, &one);
    for (size_t jobs = 2; jobs <= 8; jobs *= 2) {
        parallel_for(BODIES, jobs, compile_item, &many);
        assert_memory_equal(one.digests, many.digests, BODIES * sizeof *one.digests);
    }
    arena_dispose(&arena);
}

/* The letters and digits of an HTML text, tags and entities aside. */
static struct slice letters_of(struct arena *arena, struct slice html) {
    struct buffer out = BUFFER_INIT;
    while (html.size) {
        if (html.data[0] == '<') {
            html = slice_from_offset(html, slice_find(html, '>') + 1);
        } else if (html.data[0] == '&') {
            html = slice_from_offset(html, slice_find(html, ';') + 1);
        } else {
            struct slice before = html;
            if (utf8_is_word(utf8_next(&html)))
                buffer_add(&out, slice_part(before, 0, before.size - html.size));
        }
    }
    struct slice letters = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return letters;
}

/* Memory for cmark with zeros before it: its search of addresses reads there. */
#define GUARD ((size_t)32)

static void *guard_calloc(size_t count, size_t size) {
    return (char *)calloc(1, GUARD + count * size) + GUARD;
}

static void *guard_realloc(void *memory, size_t size) {
    if (!memory)
        return guard_calloc(1, size);
    return (char *)realloc((char *)memory - GUARD, GUARD + size) + GUARD;
}

static void guard_free(void *memory) {
    if (memory)
        free((char *)memory - GUARD);
}

static cmark_mem guarded = {guard_calloc, guard_realloc, guard_free};

static struct slice cmark_html(struct arena *arena, struct slice text) {
    static const char *const names[] = {"table", "strikethrough", "autolink"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser =
        cmark_parser_new_with_mem(CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE, &guarded);
    for (size_t i = 0; i < 3; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
    cmark_parser_feed(parser, text.data, text.size);
    cmark_node *root = cmark_parser_finish(parser);
    char *html = cmark_render_html_with_mem(root, CMARK_OPT_UNSAFE, NULL, &guarded);
    struct slice copy = slice_copy(arena, slice_from(html));
    cmark_node_free(root);
    cmark_parser_free(parser);
    guard_free(html);
    return copy;
}

static bool has_empty_link(const struct markdown_body *body) {
    for (size_t i = 0; i < body->link_count; i++)
        if (slice_equal(body->links[i].text, body->links[i].target))
            return true;
    return false;
}

/* Whatever the markup, no word is lost, made up or out of its place. */
static void test_same_words(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct markdown_options options = {.first_line = 1};
    uint64_t seed = 23;
    size_t compared = 0;
    for (size_t i = 0; i < 2 * BODIES; i++) {
        struct slice text = random_body(&arena, &seed, false);
        struct markdown_body *body = markdown_compile(&arena, text, &options);
        struct slice ours = letters_of(&arena, render(&arena, body));
        struct slice theirs = letters_of(&arena, cmark_html(&arena, text));
        compared += ours.size;
        if (!slice_equal(ours, theirs) && !has_empty_link(body))
            fail_msg("[%.*s]\nours [%.*s]\ncmark [%.*s]", SLICE_ARG(text), SLICE_ARG(ours),
                     SLICE_ARG(theirs));
        arena_reset(&arena);
    }
    assert_true(compared > BODIES);
    arena_dispose(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_well_formed),
        cmocka_unit_test(test_reserved),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_same_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
