/* Markdown bodies: what each construct comes out as, what the outline says, what is refused. */
#include "markdown/markdown.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "text/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct markdown_options plain_options = {.first_line = 1};

static struct markdown_body *compile(struct arena *arena, const char *text) {
    return markdown_compile(arena, slice_from(text), &plain_options);
}

static struct slice render(struct arena *arena, const struct markdown_body *body,
                           const struct markdown_filler *filler) {
    struct buffer out = BUFFER_INIT;
    markdown_render(body, filler, &out);
    struct slice html = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return html;
}

static void assert_slice(struct slice slice, const char *expected) {
    if (!slice_is(slice, expected))
        fail_msg("[%.*s] is not [%s]", SLICE_ARG(slice), expected);
}

static void assert_html(const char *text, const char *expected) {
    struct arena arena = ARENA_INIT;
    struct markdown_filler filler = {0};
    assert_slice(render(&arena, compile(&arena, text), &filler), expected);
    arena_dispose(&arena);
}

static void test_constructs(void **state) {
    (void)state;
    assert_html("", "");
    assert_html("a *b* **c** ~~d~~ `e` f\\\ng\nh",
                "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code> f<br>\n"
                "g\nh</p>\n");
    assert_html("> a\n>\n> - b\n> - c\n", "<blockquote>\n<p>a</p>\n<ul>\n<li>b</li>\n<li>c</li>\n"
                                          "</ul>\n</blockquote>\n");
    assert_html("3. a\n4. b\n", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n");
    assert_html("- a\n\n- b\n", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n");
    assert_html("---\n", "<hr>\n");
    assert_html("```sh x\na < b\n```\n",
                "<pre tabindex=\"0\"><code class=\"language-sh\">a &lt; b\n</code></pre>\n");
    assert_html("    a\n", "<pre tabindex=\"0\"><code>a\n</code></pre>\n");
    assert_html("a & b < c \\* d", "<p>a &amp; b &lt; c * d</p>\n");
    assert_html("a\r\nb\rc", "<p>a\nb c</p>\n");
}

static void test_french(void **state) {
    (void)state;
    assert_html("L'*ARS* dit \"**oui**\" !",
                "<p>L’<em>ARS</em> dit «\u202F<strong>oui</strong>\u202F»\u202F!</p>\n");
    assert_html("**Note** : `a : b` !",
                "<p><strong>Note</strong>\u00A0: <code>a : b</code>\u202F!</p>\n");
    assert_html("mot[^1]!\n\n[^1]: x",
                "<p>mot<sup class=\"appel\" id=\"renvoi_1\"><a href=\"#note_1\" "
                "aria-label=\"Note 1\">1</a></sup>\u202F!</p>\n"
                "<div class=\"notes\">\n<p class=\"notes-titre\">Notes</p>\n<ol>\n"
                "<li id=\"note_1\"><p>x <a href=\"#renvoi_1\" class=\"retour\" "
                "aria-label=\"Retour au texte, note 1\">↩</a></p>\n</li>\n</ol>\n</div>\n");
    assert_html("<https://x.fr/l'a?b:c>",
                "<p><a href=\"https://x.fr/l%27a?b:c\">https://x.fr/l&#39;a?b:c</a></p>\n");
}

static void test_tables(void **state) {
    (void)state;
    assert_html("| Année | |\n|---|:-:|\n| 2024 | x |\n| 2025 |\n",
                "<div class=\"tableau\" role=\"region\" tabindex=\"0\" "
                "aria-label=\"Tableau\u00A0: Année\">\n<table>\n"
                "<thead><tr><th scope=\"col\">Année</th><td class=\"centre\"></td></tr></thead>\n"
                "<tbody>\n<tr><td>2024</td><td class=\"centre\">x</td></tr>\n"
                "<tr><td>2025</td><td class=\"centre\"></td></tr>\n</tbody>\n</table>\n</div>\n");
    struct arena arena = ARENA_INIT;
    struct markdown_filler filler = {.title = SLICE("Fiche <1>")};
    struct slice html = render(&arena, compile(&arena, "|a|\n|-|\n\n|a|\n|-:|\n"), &filler);
    assert_true(slice_search(html, SLICE("\"Tableau\u00A0: a – Fiche &lt;1&gt;\"")) < html.size);
    assert_true(slice_search(html, SLICE("\"Tableau\u00A0: a (2) – Fiche")) < html.size);
    assert_true(slice_search(html, SLICE("<th scope=\"col\" class=\"droite\">")) < html.size);
    arena_dispose(&arena);
}

static void test_tasks(void **state) {
    (void)state;
    assert_html("- [ ] a\n- [x] b\n",
                "<ul>\n<li class=\"tache\"><span aria-hidden=\"true\">☐ </span>"
                "<span class=\"visually-hidden\">à faire\u00A0: </span>a</li>\n"
                "<li class=\"tache\"><span aria-hidden=\"true\">☑ </span>"
                "<span class=\"visually-hidden\">fait\u00A0: </span>b</li>\n</ul>\n");
}

static void test_headings(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct markdown_body *body =
        compile(&arena, "### Étapes\n# A\n\n### Étapes\n### *Étapes* 2\n## D [l](x)\n#\n"
                        "#### !!!\n# Étapes 2\n");
    static const struct {
        unsigned level;
        const char *id;
        const char *text;
        uint32_t line;
    } expected[] = {
        {2, "etapes", "Étapes", 1},       {2, "a", "A", 2},     {3, "etapes-2", "Étapes", 4},
        {3, "etapes-2-2", "Étapes 2", 5}, {3, "d-l", "D l", 6}, {4, "section", "!!!", 8},
        {2, "etapes-2-3", "Étapes 2", 9},
    };
    assert_int_equal(body->heading_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < body->heading_count; i++) {
        assert_int_equal(body->headings[i].level, expected[i].level);
        assert_slice(body->headings[i].id, expected[i].id);
        assert_slice(body->headings[i].text, expected[i].text);
        assert_int_equal(body->headings[i].position.line, expected[i].line);
    }
    struct markdown_filler filler = {.anchor_prefix = SLICE("p-"), .heading_shift = 3};
    struct slice html = render(&arena, body, &filler);
    assert_true(slice_starts(html, "<h5 id=\"p-etapes\">Étapes</h5>\n<h5 id=\"p-a\">A</h5>\n<h6"));
    assert_ptr_equal(markdown_anchor(body, SLICE("%C3%89tapes"), &arena), &body->headings[0]);
    assert_ptr_equal(markdown_anchor(body, SLICE("D l"), &arena), &body->headings[4]);
    assert_null(markdown_anchor(body, SLICE("x"), &arena));
    arena_dispose(&arena);
}

static struct slice fill_link(void *context, const struct markdown_link *link, size_t index) {
    (void)index;
    assert_false(slice_is(link->target, "#etapes"));
    ++*(int *)context;
    return slice_ends(link->target, "perdu.md") ? SLICE("") : SLICE("../a b/?x=1&y=é");
}

static void fill_image(void *context, const struct markdown_image *image, size_t index,
                       struct buffer *out) {
    (void)context;
    buffer_format(out, "<img %zu %.*s|%.*s|%.*s>", index, SLICE_ARG(image->source),
                  SLICE_ARG(image->alternative), SLICE_ARG(image->title));
}

static void fill_figure(void *context, const struct markdown_figure *figure, size_t index,
                        struct buffer *out) {
    (void)context;
    buffer_format(out, "<figure %zu %.*s>", index, SLICE_ARG(figure->text));
}

static void fill_acronym(void *context, struct slice word, struct buffer *out) {
    (void)context;
    buffer_add_byte(out, '{');
    buffer_add(out, word);
    buffer_add_byte(out, '}');
}

static void assert_filled(const char *text, const char *expected) {
    struct arena arena = ARENA_INIT;
    int links = 0;
    struct markdown_filler filler = {&links,           SLICE("p-"), 0,
                                     SLICE("Réservé"), SLICE(""),   fill_link,
                                     fill_image,       fill_figure, fill_acronym};
    assert_slice(render(&arena, compile(&arena, text), &filler), expected);
    arena_dispose(&arena);
}

static void test_holes(void **state) {
    (void)state;
    assert_filled("[a](x.md) [b](perdu.md) [](y.md)",
                  "<p><a href=\"../a%20b/?x=1&amp;y=%C3%A9\">a</a> b "
                  "<a href=\"../a%20b/?x=1&amp;y=%C3%A9\">y.md</a></p>\n");
    assert_filled("[a](#etapes)\n\n# Étapes\n",
                  "<p><a href=\"#p-etapes\">a</a></p>\n<h2 id=\"p-etapes\">Étapes</h2>\n");
    assert_filled("![*l'alt*](i.jpg \"décorative\")", "<p><img 0 i.jpg|l’alt|décorative></p>\n");
    assert_filled("```figure\na: 1\n```\n\n```figures\n```\n",
                  "<figure 0 a: 1\n>\n"
                  "<pre tabindex=\"0\"><code class=\"language-figures\"></code></pre>\n");
    assert_filled("[![x](i.png)](a.md)",
                  "<p><a href=\"../a%20b/?x=1&amp;y=%C3%A9\"><img 0 i.png|x|></a></p>\n");
}

static void test_acronyms(void **state) {
    (void)state;
    assert_filled("L'ARS, le CLS-2, la COVID-19 et Pass'Santé, Jean-Pierre, X, MonPsy, ÉÀ.",
                  "<p>L’{ARS}, le {CLS-2}, la {COVID-19} et Pass’Santé, Jean-Pierre, X, {MonPsy}, "
                  "{ÉÀ}.</p>\n");
    assert_filled("# ARS\n`ARS` *ARS* -CPAM-ARS- ARS--CPAM",
                  "<h2 id=\"p-ars\">ARS</h2>\n<p><code>ARS</code> <em>{ARS}</em> -{CPAM-ARS}- "
                  "{ARS}--{CPAM}</p>\n");
    assert_filled("[ARS](perdu.md) ARS", "<p>ARS {ARS}</p>\n");
}

static void test_urls(void **state) {
    (void)state;
    static const char *const bad[] = {
        "[a](javascript:x)",       "[a](JavaScript:x)",     "[a](<java\tscript:x>)",
        "[a](&#1;javascript:x)",   "[a](data:text/html,x)", "[a](vbscript:x)",
        "[a](javascript&colon;x)", "<ftp://x.fr>",          "[a](file:///etc)",
        "![a](data:image/png,x)",  "[a](  javascript:x)",   "[a](<java&#10;script:x>)",
    };
    static const char *const good[] = {
        "[a](https://x.fr)",  "[a](HTTP://x.fr)", "[a](mailto:a@b.fr)", "[a](tel:+33100000000)",
        "[a](../b/c.md#d:e)", "[a](1:2.md)",      "[a](?x:y)",
    };
    struct arena arena = ARENA_INIT;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct markdown_body *body = compile(&arena, bad[i]);
        struct markdown_filler filler = {0};
        assert_int_equal(body->remark_count, 1);
        assert_int_equal(body->remarks[0].kind, MARKDOWN_BAD_URL);
        assert_int_equal(body->link_count + body->image_count, 0);
        struct slice html = render(&arena, body, &filler);
        assert_true(slice_search(html, SLICE("<a")) == html.size);
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct markdown_body *body = compile(&arena, good[i]);
        assert_int_equal(body->remark_count, 0);
        assert_int_equal(body->link_count, 1);
    }
    arena_dispose(&arena);
}

static void test_raw_html(void **state) {
    (void)state;
    assert_html("<div>\n<b>x</b>\n</div>",
                "<p>&lt;div&gt;\n&lt;b&gt;x&lt;/b&gt;\n&lt;/div&gt;</p>\n");
    assert_html("a <b onclick=\"x\">b</b>",
                "<p>a &lt;b onclick=&quot;x&quot;&gt;b&lt;/b&gt;</p>\n");
    assert_html("<!-- secret -->\n\na<!-- secret -->b", "<p>ab</p>\n");
    assert_html("<!-- secret --> suite <!-- secret", "<p>suite</p>\n");
    assert_html("a <!-- s -- s --> b <!-- s --->c", "<p>a  b c</p>\n");
    assert_html("a <!-- s *s* -- s --> b", "<p>a  b</p>\n");
    assert_html("a <!-- secret\n*secret*", "<p>a </p>\n");
    assert_html("<!-- secret\n\nsecret\n", "");
    assert_html("`<!-- x -->`", "<p><code>&lt;!-- x --&gt;</code></p>\n");
    struct arena arena = ARENA_INIT;
    struct markdown_body *body = compile(&arena, "é <b>x</b>\n\n> <!-- c --> <i>\n\na <!-- b");
    assert_int_equal(body->remark_count, 3);
    assert_slice(body->remarks[0].text, "<b>");
    assert_int_equal(body->remarks[0].position.line, 1);
    assert_int_equal(body->remarks[0].position.column, 3);
    assert_slice(body->remarks[1].text, "<i>");
    assert_int_equal(body->remarks[1].position.line, 3);
    assert_int_equal(body->remarks[2].position.line, 5);
    assert_int_equal(body->remarks[2].position.column, 3);
    arena_dispose(&arena);
}

static void test_positions(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct markdown_options options = {.first_line = 10};
    struct slice text = SLICE("é [a](x) é [b](y)\r\n  suite é [r] et <https://e.fr>\r\n"
                              "www.x.fr a@b.fr ![i](j)\r\n\r\n"
                              "> - é [c](z)\r\n\r\n| é | [d](w) |\r\n|-|-|\r\n"
                              "| `a\\|b` [e](v) |\r\n\r\n  ```figure\r\n  é: [x]\r\n  ```\r\n"
                              "\r\n[r]: ref\r\n");
    struct markdown_body *body = markdown_compile(&arena, text, &options);
    static const struct {
        const char *target;
        uint32_t line, column;
    } expected[] = {
        {"x", 10, 3},
        {"y", 10, 12},
        {"ref", 11, 11},
        {"https://e.fr", 11, 18},
        {"http://www.x.fr", 12, 1},
        {"mailto:a@b.fr", 12, 10},
        {"z", 14, 7},
        {"w", 16, 7},
        {"v", 18, 10},
    };
    assert_int_equal(body->link_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < body->link_count; i++) {
        assert_slice(body->links[i].target, expected[i].target);
        assert_int_equal(body->links[i].position.line, expected[i].line);
        assert_int_equal(body->links[i].position.column, expected[i].column);
    }
    assert_int_equal(body->images[0].position.line, 12);
    assert_int_equal(body->images[0].position.column, 17);
    assert_int_equal(body->figures[0].position.line, 21);
    assert_int_equal(body->figures[0].position.column, 3);
    /* cmark does not place a paragraph right above a table, nor the table's header then. */
    body = compile(&arena, "é [a](x)\nb [c](y)\n| [d](z) |\n|-|\n| [e](w) |\n\n[f](v)\n");
    for (size_t i = 0; i < body->link_count; i++) {
        static const uint32_t lines[] = {1, 2, 3, 5, 7};
        static const uint32_t columns[] = {3, 3, 3, 3, 1};
        assert_int_equal(body->links[i].position.line, lines[i]);
        assert_int_equal(body->links[i].position.column, columns[i]);
    }
    assert_int_equal(body->link_count, 5);
    arena_dispose(&arena);
}

static void test_reserved(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct diag_range ranges[] = {{3, 5}, {9, 11}, {13, 15}};
    struct markdown_options options = {.first_line = 1, .reserved = ranges, .reserved_count = 3};
    struct slice text = SLICE("- a\n\n\n- secret\n\n- b\n\nc\n\n# secret\n\nd\n\n\n\n");
    struct markdown_filler filler = {.reserved_label = SLICE("Réservé")};
    assert_slice(render(&arena, markdown_compile(&arena, text, &options), &filler),
                 "<ul>\n<li>a</li>\n</ul>\n"
                 "<div class=\"reserve\">\n<p class=\"reserve-titre\">Réservé</p>\n"
                 "<ul>\n<li>secret</li>\n</ul>\n</div>\n"
                 "<ul>\n<li>b</li>\n</ul>\n<p>c</p>\n"
                 "<div class=\"reserve\">\n<p class=\"reserve-titre\">Réservé</p>\n"
                 "<h2 id=\"secret\">secret</h2>\n</div>\n<p>d</p>\n");
    arena_dispose(&arena);
}

static void test_plain(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct markdown_body *body =
        compile(&arena, "# L'an\n\nUn *mot*\nsuite `x`[^1] ![i](j)\n\n| a | b |\n|-|-|\n| c |\n\n"
                        "- d\n- e [f](g)\n\n<!-- z -->\n```figure\nq\n```\n[^1]: note");
    assert_slice(body->plain, "L’an\nUn mot suite x\na b\nc\nd\ne f\nnote");
    assert_slice(body->links[0].text, "f");
    arena_dispose(&arena);
}

static void test_notes(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct markdown_filler filler = {.anchor_prefix = SLICE("f-")};
    struct slice html = render(&arena,
                               compile(&arena, "a[^x] b[^y] c[^x] [d[^y]](e) [^non]\n\n[^x]: un\n"
                                               "[^y]:\n    - deux\n[^z]: perdu"),
                               &filler);
    static const char *const parts[] = {
        "<sup class=\"appel\" id=\"f-renvoi_1_2\"><a href=\"#f-note_1\" aria-label=\"Note 1\">1<",
        "<a href=\"e\">d<sup class=\"appel\" id=\"f-renvoi_2_2\">2</sup></a> [^non]",
        "<li id=\"f-note_1\"><p>un <a href=\"#f-renvoi_1\" class=\"retour\" "
        "aria-label=\"Retour au texte, note 1 (1)\">↩</a> <a href=\"#f-renvoi_1_2\"",
        "<li id=\"f-note_2\"><ul>",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (slice_search(html, slice_from(parts[i])) == html.size)
            fail_msg("[%s] is not in [%.*s]", parts[i], SLICE_ARG(html));
    assert_true(slice_search(html, SLICE("perdu")) == html.size);
    arena_dispose(&arena);
    /* cmark would lose what follows these. */
    assert_html("a [^b\nc] d [^] `[^ ]` [^[e] f]",
                "<p>a [^b\nc] d [^] <code>[^ ]</code> [^[e] f]</p>\n");
    assert_html(
        "[x [^y](z[^)\n\n    [^ ]\n\n<b [^ >",
        "<p>[x <a href=\"z[%5E\">^y</a></p>\n<pre tabindex=\"0\"><code>[^ ]\n</code></pre>\n"
        "<p>&lt;b [^ &gt;</p>\n");
}

static void repeat(struct buffer *text, const char *piece, size_t count) {
    for (size_t i = 0; i < count; i++)
        buffer_add_string(text, piece);
}

static void assert_refused(struct buffer *text, enum markdown_remark_kind kind) {
    struct arena arena = ARENA_INIT;
    struct markdown_filler filler = {0};
    struct markdown_body *body = markdown_compile(&arena, buffer_slice(text), &plain_options);
    assert_int_equal(body->remark_count, 1);
    assert_int_equal(body->remarks[0].kind, kind);
    assert_true(body->remarks[0].position.line > 0);
    assert_int_equal(body->op_count + body->link_count + body->heading_count, 0);
    assert_int_equal(render(&arena, body, &filler).size, 0);
    arena_dispose(&arena);
    buffer_dispose(text);
}

static void test_refused(void **state) {
    (void)state;
    struct buffer text = BUFFER_INIT;
    repeat(&text, "> ", 10000);
    assert_refused(&text, MARKDOWN_TOO_DEEP);
    repeat(&text, "- ", 10000);
    repeat(&text, "a", 1);
    assert_refused(&text, MARKDOWN_TOO_DEEP);
    for (size_t i = 0; i < 200; i++) {
        repeat(&text, "  ", i);
        repeat(&text, "- a\n", 1);
    }
    assert_refused(&text, MARKDOWN_TOO_DEEP);
    repeat(&text, "*a **a ", 100);
    repeat(&text, "a** a*", 100);
    assert_refused(&text, MARKDOWN_TOO_DEEP);
    repeat(&text, "a|", 10000);
    assert_refused(&text, MARKDOWN_TABLE_WIDE);
    repeat(&text, "|a", BOUND_TABLE_CELLS + 1);
    repeat(&text, "|\n", 1);
    repeat(&text, "|-", BOUND_TABLE_CELLS + 1);
    repeat(&text, "|\n", 1);
    assert_refused(&text, MARKDOWN_TABLE_WIDE);
    repeat(&text, "a|", 100);
    repeat(&text, "\n", 1);
    repeat(&text, "-|", 100);
    repeat(&text, "\na", 10000);
    assert_refused(&text, MARKDOWN_TOO_LARGE);
    repeat(&text, "a", BOUND_WORD + 1);
    assert_refused(&text, MARKDOWN_TOO_LARGE);
    repeat(&text, "![[]() ", BOUND_BRACKETS);
    assert_refused(&text, MARKDOWN_TOO_LARGE);
    repeat(&text, "[a]: ", 1);
    repeat(&text, "b", 4000);
    repeat(&text, "\n\n[a]", 10000);
    assert_refused(&text, MARKDOWN_TOO_LARGE);
    repeat(&text, "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<< ", 100000);
    assert_refused(&text, MARKDOWN_TOO_LARGE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constructs), cmocka_unit_test(test_french),
        cmocka_unit_test(test_tables),     cmocka_unit_test(test_tasks),
        cmocka_unit_test(test_headings),   cmocka_unit_test(test_holes),
        cmocka_unit_test(test_acronyms),   cmocka_unit_test(test_urls),
        cmocka_unit_test(test_raw_html),   cmocka_unit_test(test_positions),
        cmocka_unit_test(test_reserved),   cmocka_unit_test(test_plain),
        cmocka_unit_test(test_notes),      cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
