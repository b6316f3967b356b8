/* Bodies cut into blocks, written out on a line each. */
#include "markdown/blocks.h"

#include "base/buffer.h"
#include "base/parallel.h"
#include "markdown/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void write_run(struct buffer *out, const struct block_run *run) {
    static const char *const marks[] = {
        [BLOCK_TEXT] = "",   [BLOCK_IMAGE] = "!", [BLOCK_CELL] = "|",
        [BLOCK_BREAK] = "/", [BLOCK_TASK] = "",   [BLOCK_REFERENCE] = "^",
    };
    if (run->style & BLOCK_STRONG)
        buffer_add_string(out, "b");
    if (run->style & BLOCK_EMPHASIS)
        buffer_add_string(out, "i");
    if (run->style & BLOCK_VERBATIM)
        buffer_add_string(out, "c");
    if (run->style & BLOCK_STRIKE)
        buffer_add_string(out, "s");
    buffer_format(out, "%s{%.*s}", marks[run->kind], SLICE_ARG(run->text));
    if (run->target.size)
        buffer_format(out, "(%.*s)", SLICE_ARG(run->target));
}

static void write_block(struct buffer *out, const struct block *block) {
    static const char *const names[BLOCK_KINDS] = {
        [BLOCK_HEADING] = "h", [BLOCK_PARAGRAPH] = "p", [BLOCK_ITEM] = "item",
        [BLOCK_ROW] = "row",   [BLOCK_CODE] = "code",   [BLOCK_FIGURE] = "figure",
        [BLOCK_NOTE] = "note",
    };
    const struct block_form *form = &block->form;
    buffer_format(out, "%s", names[form->kind]);
    if (form->level)
        buffer_format(out, "%u", form->level);
    if (form->depth)
        buffer_format(out, " in %u", form->depth);
    if (form->quote)
        buffer_format(out, " quoted %u", form->quote);
    buffer_format(out, "%s%s ", form->ordered ? " numbered" : "", form->header ? " header" : "");
    for (size_t i = 0; i < block->run_count; i++)
        write_run(out, &block->runs[i]);
    buffer_add_byte(out, '\n');
}

static void write_blocks(struct buffer *out, const struct blocks *blocks) {
    for (size_t i = 0; i < blocks->count; i++)
        write_block(out, &blocks->items[i]);
    buffer_add_byte(out, '\0');
}

static void expect(const char *body, const char *wanted) {
    struct arena arena = ARENA_INIT;
    struct buffer out = BUFFER_INIT;
    struct blocks blocks = blocks_of_body(&arena, slice_from(body));
    write_blocks(&out, &blocks);
    assert_string_equal(out.data, wanted);
    buffer_dispose(&out);
    arena_dispose(&arena);
}

static void test_blocks_of_every_kind(void **state) {
    (void)state;
    expect("# Titre\n\nUn mot\nà  la ligne.\n\n#### Bas\n\n#\n", "h2 {Titre}\n"
                                                                 "p {Un mot à la ligne.}\n"
                                                                 "h3 {Bas}\n");
    expect("- un\n\n  suite\n  1. deux\n- [x] fait\n- [ ] à faire\n-\n",
           "item in 1 {un}\n"
           "p in 1 {suite}\n"
           "item in 2 numbered {deux}\n"
           "item in 1 {☑}{fait}\n"
           "item in 1 {☐}{à faire}\n");
    expect("|a|b c|\n|-|-|\n| **x** y | |\n||z|\n| | |\n", "row header {a}|{}{b c}\n"
                                                           "row b{x}{ y}|{}\n"
                                                           "row |{}{z}\n");
    expect("```sh\na  b\n\n c\n```\n\n```figure\ntype: courbe\n\nunite:  %\n```\n\n---\n",
           "code {a  b\n\n c}\n"
           "figure {type: courbe}/{}{unite: %}\n");
    expect("> a\n> > b\n", "p quoted 1 {a}\np quoted 2 {b}\n");
    expect("mot[^1] et[^x]\n\n[^1]: la note\n\n    suite\n", "p {mot}^{1}{ et[^x]}\n"
                                                             "note {la note}\n"
                                                             "note {suite}\n");
}

static void test_runs(void **state) {
    (void)state;
    expect("a **b *c*** ~~d~~ `e  f`\n", "p {a }b{b }bi{c}{ }s{d}{ }c{e f}\n");
    expect("[a **b**](x.md) <https://e.fr/a?b> [](vide) ![alt](i.png)\n",
           "p {a }(x.md)b{b}(x.md){ }{https://e.fr/a?b}(https://e.fr/a?b){ }{vide}(vide){ }"
           "!{alt}(i.png)\n");
    expect("[a](javascript:x) b\n", "p {a b}\n");
    expect("un  \ndeux\\\ntrois\n", "p {un}/{}{deux}/{}{trois}\n");
    expect("Quoi ? \"oui\"\n", "p {Quoi\u202F? «\u202Foui\u202F»}\n");
}

static void test_comments_are_dropped(void **state) {
    (void)state;
    expect("a <!-- b --> c\n\n<!-- d\n\ne -->\n\nf <!-- g -- h --> i <b>j</b>\n",
           "p {a c}\np {f i <b>j</b>}\n");
    expect("a <!-- b -- c\n", "p {a}\n");
    expect("<div>\n<!-- x -->\ny</div>\n", "p {<div> y</div>}\n");
    expect("```figure\n# a\ntitre: \"x#y\" # b\nunite: l'eau #1 'c' # d\nsource: a#b\n```\n",
           "figure {titre: \"x#y\"}/{}{unite: l'eau}/{}{source: a#b}\n");
}

/* A body that passes a bound is cut as text: nothing is lost but comments. */
static void test_refused_body(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct buffer body = BUFFER_INIT;
    buffer_add_string(&body, "un *mot*\nici\n\n<!-- secret -->\n\n");
    for (int i = 0; i < 500; i++)
        buffer_add_string(&body, "|a");
    struct blocks blocks = blocks_of_body(&arena, buffer_slice(&body));
    assert_int_equal(blocks.count, 2);
    assert_true(slice_is(blocks.items[0].runs[0].text, "un *mot* ici"));
    assert_int_equal(blocks.items[1].runs[0].text.size, 1000);
    buffer_reset(&body);
    for (int i = 0; i < 200; i++)
        buffer_add_string(&body, "- ");
    buffer_add_string(&body, "x\n\ny");
    blocks = blocks_of_body(&arena, buffer_slice(&body));
    assert_int_equal(blocks.count, 2);
    buffer_dispose(&body);
    arena_dispose(&arena);
}

static void test_text(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct slice text = SLICE(" a\n b \r\n\n\n  \n**c**\n");
    struct blocks blocks = blocks_of_text(&arena, text);
    assert_int_equal(blocks.count, 2);
    assert_true(slice_is(blocks.items[0].runs[0].text, "a b"));
    assert_true(slice_is(blocks.items[1].runs[0].text, "**c**"));
    blocks = blocks_of_lines(&arena, text);
    assert_int_equal(blocks.count, 3);
    assert_int_equal(blocks.items[1].run_count, 1);
    assert_true(slice_is(blocks.items[1].runs[0].text, "b"));
    assert_int_equal(blocks_of_text(&arena, SLICE("")).count, 0);
    assert_int_equal(blocks_of_body(&arena, SLICE(" \n")).count, 0);
    arena_dispose(&arena);
}

static const char *const pieces[] = {
    "mot ",   "\"",
    " : ",    "*",
    "**",     "`",
    "~~",     "[",
    "](x)",   "![",
    "\n",     "\n\n",
    "# ",     "- ",
    "  - ",   "1. ",
    "> ",     "\n```\n",
    "|",      "\n|a|b|\n|-|-|\n|c|d|\n",
    "<!--",   "-->",
    "<b>",    "[^1]",
    "[^1]: ", "https://e.fr ",
    "&amp;",  "- [ ] ",
    "\\",     "  \n",
    "l'ARS ", "É",
};

static struct slice random_body(struct arena *arena, size_t number) {
    uint64_t seed = number * 2654435761U + 1;
    struct buffer out = BUFFER_INIT;
    for (int i = 0; i < 30; i++) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        buffer_add_string(&out, pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)]);
    }
    struct slice body = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return body;
}

static void words_only(struct buffer *out, struct slice text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] != ' ' && text.data[i] != '\n')
            buffer_add_byte(out, text.data[i]);
}

/* The words are those of the program that pages are made from, but for what only one of them has:
 * figures, images, boxes, references. */
static void test_same_words_as_the_page(void **state) {
    (void)state;
    struct markdown_options options = {.first_line = 1};
    struct buffer mine = BUFFER_INIT;
    struct buffer page = BUFFER_INIT;
    for (size_t i = 0; i < 4000; i++) {
        struct arena arena = ARENA_INIT;
        struct slice body = random_body(&arena, i);
        struct markdown_body *compiled = markdown_compile(&arena, body, &options);
        struct blocks blocks = blocks_of_body(&arena, body);
        buffer_reset(&mine);
        buffer_reset(&page);
        for (size_t j = 0; j < blocks.count; j++)
            for (size_t k = 0; k < blocks.items[j].run_count; k++)
                if (blocks.items[j].runs[k].kind == BLOCK_TEXT)
                    words_only(&mine, blocks.items[j].runs[k].text);
        words_only(&page, compiled->plain);
        if (compiled->image_count == 0 && !slice_equal(buffer_slice(&mine), buffer_slice(&page)))
            fail_msg("%.*s\n-- blocks: %.*s\n-- page: %.*s", SLICE_ARG(body),
                     SLICE_ARG(buffer_slice(&mine)), SLICE_ARG(buffer_slice(&page)));
        arena_dispose(&arena);
    }
    buffer_dispose(&mine);
    buffer_dispose(&page);
}

#define THREADED 2000

static void cut_one(void *context, size_t item, size_t worker) {
    struct buffer *outs = context;
    struct arena arena = ARENA_INIT;
    (void)worker;
    struct blocks blocks = blocks_of_body(&arena, random_body(&arena, item));
    write_blocks(&outs[item], &blocks);
    arena_dispose(&arena);
}

static void test_threads(void **state) {
    (void)state;
    struct buffer *one = calloc(THREADED, sizeof *one);
    struct buffer *many = calloc(THREADED, sizeof *many);
    parallel_for(THREADED, 1, cut_one, one);
    parallel_for(THREADED, 4, cut_one, many);
    for (size_t i = 0; i < THREADED; i++) {
        assert_string_equal(one[i].data, many[i].data);
        buffer_dispose(&one[i]);
        buffer_dispose(&many[i]);
    }
    free(one);
    free(many);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_of_every_kind),
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_comments_are_dropped),
        cmocka_unit_test(test_refused_body),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_same_words_as_the_page),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
