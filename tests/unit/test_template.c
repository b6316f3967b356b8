#include "template/template.h"

#include "base/bounds.h"
#include "base/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h> /* after the headers it needs */

struct fixture {
    struct arena arena;
    struct diag diag;
    struct template_set *set;
    struct buffer out;
    struct error error;
};

static int setup(void **state) {
    struct fixture *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    diag_init(&f->diag);
    f->set = template_set_new(&f->arena);
    *state = f;
    return 0;
}

static int teardown(void **state) {
    struct fixture *f = *state;
    buffer_dispose(&f->out);
    diag_dispose(&f->diag);
    arena_dispose(&f->arena);
    free(f);
    return 0;
}

static void add_slice(struct fixture *f, const char *name, struct slice text) {
    struct diag_file *file = arena_new(&f->arena, struct diag_file);
    file->path = slice_format(&f->arena, "%s.mustache", name);
    file->text = text;
    file->quotable = true;
    template_add(f->set, slice_from(name), file, &f->diag);
}

static void add(struct fixture *f, const char *name, const char *text) {
    add_slice(f, name, slice_from(text));
}

static int render(struct fixture *f, const char *name, struct value root) {
    buffer_reset(&f->out);
    f->error = (struct error)ERROR_INIT;
    return template_render(f->set, slice_from(name), root, &f->arena, &f->out, &f->error);
}

static void expect(struct fixture *f, const char *name, struct value root, const char *expected) {
    template_link(f->set, false, &f->diag);
    assert_int_equal(f->diag.count, 0);
    assert_int_equal(render(f, name, root), 0);
    buffer_add_byte(&f->out, '\0');
    assert_string_equal(f->out.data, expected);
}

static void expect_error(struct fixture *f, const char *name, struct value root,
                         const char *message) {
    template_link(f->set, false, &f->diag);
    assert_int_equal(render(f, name, root), -1);
    assert_string_equal(f->error.message, message);
}

/* The message as people read it: without the marks around an author's words. */
static void plain(struct slice message, char *text, size_t room) {
    size_t size = 0;
    for (size_t i = 0; i < message.size && size + 1 < room; i++)
        if (message.data[i] != '\x01' && message.data[i] != '\x02')
            text[size++] = message.data[i];
    text[size] = '\0';
}

/* That `text` gives one message, at this place. */
static void expect_diagnostic(const char *text, unsigned line, unsigned column,
                              const char *message) {
    struct fixture *f = NULL;
    assert_int_equal(setup((void **)&f), 0);
    add(f, "a", text);
    template_link(f->set, false, &f->diag);
    assert_int_equal(f->diag.count, 1);
    const struct diagnostic *first = &f->diag.items[0];
    char words[300];
    plain(first->message, words, sizeof words);
    assert_string_equal(words, message);
    assert_int_equal(first->position.line, line);
    assert_int_equal(first->position.column, column);
    assert_int_equal(render(f, "a", value_none()), strstr(message, "n'existe pas") ? -1 : 0);
    teardown((void **)&f);
}

static void wrong_templates_are_reported_where_they_are(void **state) {
    (void)state;
    expect_diagnostic("a\n é{{#b}}", 2, 3, "la section « b » n'est jamais fermée");
    expect_diagnostic("{{^b}}\n", 1, 1, "la section « b » n'est jamais fermée");
    expect_diagnostic("\n{{$b}}x", 2, 1, "la section « b » n'est jamais fermée");
    expect_diagnostic("\n\n  {{/b}}\n", 3, 3, "la fermeture de « b » ne ferme rien");
    expect_diagnostic("{{#a}}\n{{#b}}\n{{/a}}\n", 3, 1,
                      "la fermeture de « a » arrive avant celle de « b », ouverte ligne 2");
    expect_diagnostic("{{#a}}{{/a}}{{/a}}", 1, 13, "la fermeture de « a » ne ferme rien");
    expect_diagnostic("x\n{{a", 2, 1, "cette balise n'a pas de fin : « }} » manque");
    expect_diagnostic("{{{a}}", 1, 1, "cette balise n'a pas de fin : « }} » manque");
    expect_diagnostic("{{}}", 1, 1, "cette balise ne contient pas de nom");
    expect_diagnostic("{{# }}{{/}}", 1, 1, "cette balise ne contient pas de nom");
    expect_diagnostic("{{a b}}", 1, 1, "le nom « a b » contient une espace");
    expect_diagnostic("{{a..b}}", 1, 1, "le nom « a..b » a un point de trop");
    expect_diagnostic("{{=<%=}}", 1, 1, "ces délimiteurs ne sont pas deux mots");
    expect_diagnostic("{{<a}}{{b}}{{/a}}", 1, 7,
                      "la balise « b » serait ignorée : hors d'un bloc, un parent ne montre rien");
    expect_diagnostic("{{<a}}{{$b}}{{/b}}{{$b}}{{/b}}{{/a}}", 1, 19,
                      "le bloc « b » est donné deux fois");
    expect_diagnostic("a\xE9", 1, 2, "ce gabarit n'est pas en UTF-8");
}

static void unknown_partials_are_reported_where_they_are(void **state) {
    (void)state;
    expect_diagnostic("\n {{>carte}}\n", 2, 2, "le gabarit « carte » n'existe pas");
    expect_diagnostic("\xEF\xBB\xBF{{<carte}}{{/carte}}\n", 1, 1,
                      "le gabarit « carte » n'existe pas");
}

static void unknown_partials_get_a_hint(void **state) {
    struct fixture *f = *state;
    add(f, "partiels/carte", "");
    add(f, "a", "{{>partiels/crate}}");
    template_link(f->set, false, &f->diag);
    assert_int_equal(f->diag.count, 1);
    assert_true(slice_is(f->diag.items[0].help, "vouliez-vous dire « partiels/carte » ?"));
    assert_true(template_exists(f->set, SLICE("partiels/carte")));
    assert_false(template_exists(f->set, SLICE("partiels/crate")));
    expect_error(f, "a", value_none(),
                 "gabarit a.mustache, ligne 1 : le gabarit « partiels/crate » n'existe pas");
    expect_error(f, "b", value_none(), "le gabarit « b » n'existe pas");
}

static void all_unclosed_sections_are_reported(void **state) {
    struct fixture *f = *state;
    add(f, "a", "{{#a}}\n{{#b}}{{#c}}\n");
    assert_int_equal(f->diag.errors, 3);
}

static void dynamic_names_that_miss(void **state) {
    struct fixture *f = *state;
    struct value root = value_hash(&f->arena);
    value_set(&f->arena, root, "nom", value_string("rien"));
    add(f, "a", "a\n{{>*nom}}");
    add(f, "b", "[{{>*autre}}]");
    expect(f, "b", root, "[]");
    expect_error(
        f, "a", root,
        "gabarit a.mustache, ligne 2 : le gabarit « rien », que nomme « nom », n'existe pas");
    template_link(f->set, true, &f->diag);
    assert_int_equal(render(f, "a", root), 0);
}

static void raw_text_is_refused(void **state) {
    struct fixture *f = *state;
    struct value root = value_hash(&f->arena);
    value_set(&f->arena, root, "texte", value_string("<b>"));
    value_set(&f->arena, root, "vide", value_string(""));
    value_set(&f->arena, root, "html", value_html(SLICE("<b>")));
    add(f, "raw", "a\n\n{{{texte}}}");
    add(f, "and", "a\n\n{{&texte}}");
    add(f, "empty", "{{{vide}}}");
    add(f, "good", "{{texte}} {{{html}}} {{html}} {{{rien}}}");
    expect_error(f, "raw", root,
                 "gabarit raw.mustache, ligne 3 : « texte » est du texte, pas du HTML : écrivez "
                 "{{texte}}");
    expect_error(f, "and", root,
                 "gabarit and.mustache, ligne 3 : « texte » est du texte, pas du HTML : écrivez "
                 "{{texte}}");
    expect_error(f, "empty", root,
                 "gabarit empty.mustache, ligne 1 : « vide » est du texte, pas du HTML : écrivez "
                 "{{vide}}");
    expect(f, "good", root, "&lt;b&gt; <b> &lt;b&gt; ");
}

static void only_words_are_printed(void **state) {
    struct fixture *f = *state;
    struct value root = value_hash(&f->arena);
    value_set(&f->arena, root, "liste", value_list(&f->arena));
    value_set(&f->arena, root, "moi", root);
    value_set(&f->arena, root, "oui", value_bool(true));
    add(f, "list", "{{liste}}");
    add(f, "hash", "{{{moi}}}");
    add(f, "bool", "[{{oui}}{{#oui}}x{{/oui}}]");
    expect_error(f, "list", root,
                 "gabarit list.mustache, ligne 1 : « liste » n'est pas un texte mais une liste");
    expect_error(f, "hash", root,
                 "gabarit hash.mustache, ligne 1 : « moi » n'est pas un texte mais un ensemble de "
                 "valeurs");
    expect(f, "bool", root, "[x]");
}

static void recursion_is_bounded(void **state) {
    struct fixture *f = *state;
    struct value root = value_hash(&f->arena);
    value_set(&f->arena, root, "moi", root);
    add(f, "partial", "\n {{>partial}}");
    add(f, "parent", "{{<parent}}{{$a}}x{{/a}}{{/parent}}");
    add(f, "section", "{{#moi}}{{>section}}{{/moi}}");
    add(f, "block", "{{<frame}}{{$a}}{{>block}}{{/a}}{{/frame}}");
    add(f, "frame", "{{$a}}{{/a}}");
    static const char *const names[] = {"partial", "parent", "section", "block"};
    for (size_t i = 0; i < 4; i++) {
        template_link(f->set, false, &f->diag);
        assert_int_equal(render(f, names[i], root), -1);
        assert_non_null(strstr(f->error.message, "plus de 64 gabarits et sections"));
    }
}

/* As deep as the bound allows, and no deeper, in one template. */
static void nesting_is_bounded(void **state) {
    struct fixture *f = *state;
    for (int depth = BOUND_TEMPLATE_DEPTH; depth <= BOUND_TEMPLATE_DEPTH + 1; depth++) {
        struct buffer text = BUFFER_INIT;
        for (int i = 0; i < depth; i++)
            buffer_add_string(&text, "{{#a}}");
        buffer_add_string(&text, "x");
        for (int i = 0; i < depth; i++)
            buffer_add_string(&text, "{{/a}}");
        add_slice(f, "a", slice_copy(&f->arena, buffer_slice(&text)));
        buffer_dispose(&text);
        assert_true(depth == BOUND_TEMPLATE_DEPTH ? f->diag.errors == 0 : f->diag.errors > 0);
        if (depth == BOUND_TEMPLATE_DEPTH) {
            struct value root = value_hash(&f->arena);
            value_set(&f->arena, root, "a", value_string("1"));
            expect(f, "a", root, "x");
        }
    }
}

/* Each template includes the next one twice, sixty deep: no output, but no end either. */
static void steps_are_bounded(void **state) {
    struct fixture *f = *state;
    for (int i = 0; i < 60; i++)
        add_slice(f, slice_format(&f->arena, "t%d", i).data,
                  slice_format(&f->arena, "{{>t%d}}{{>t%d}}", i + 1, i + 1));
    add(f, "t60", "");
    template_link(f->set, false, &f->diag);
    assert_int_equal(render(f, "t0", value_none()), -1);
    assert_non_null(strstr(f->error.message, "étapes"));
}

static void pages_are_bounded(void **state) {
    struct fixture *f = *state;
    struct value root = value_hash(&f->arena), list = value_list(&f->arena);
    char *large = calloc(1, 1 << 20);
    assert_non_null(large);
    memset(large, 'a', (1 << 20) - 1);
    for (int i = 0; i < 65; i++)
        value_push(&f->arena, list, value_string(large));
    value_set(&f->arena, root, "liste", list);
    add(f, "a", "{{#liste}}\n{{.}}\n{{/liste}}");
    expect_error(f, "a", root, "gabarit a.mustache, ligne 2 : cette page dépasse 64 Mo");
    free(large);
}

static void large_files_are_refused(void **state) {
    struct fixture *f = *state;
    char *large = calloc(1, BOUND_TEMPLATE_FILE + 1);
    assert_non_null(large);
    memset(large, 'a', BOUND_TEMPLATE_FILE + 1);
    add_slice(f, "a", (struct slice){large, BOUND_TEMPLATE_FILE + 1});
    assert_int_equal(f->diag.errors, 1);
    free(large);
}

static void indentation_reaches_every_line_but_blank_ones(void **state) {
    struct fixture *f = *state;
    struct value root = value_hash(&f->arena), list = value_list(&f->arena);
    value_push(&f->arena, list, value_string("1\n1"));
    value_push(&f->arena, list, value_string("2"));
    value_set(&f->arena, root, "liste", list);
    add(f, "page", "<main>\n  {{>outer}}\n</main>\n");
    add(f, "outer", "<ul>\n  {{>inner}}\n\n</ul>\n{{>inner}}x\n");
    add(f, "inner", "{{#liste}}\n<li>{{.}}</li>\n{{/liste}}\n{{! rien }}\n<hr>");
    expect(f, "page", root,
           "<main>\n  <ul>\n    <li>1\n1</li>\n    <li>2</li>\n    <hr>\n  </ul>\n"
           "  <li>1\n1</li>\n<li>2</li>\n<hr>x\n</main>\n");
}

/* An override is not caught by a block of the same name in what it includes. */
static void overrides_see_their_own_surroundings(void **state) {
    struct fixture *f = *state;
    add(f, "page", "<title>{{$titre}}Site{{/titre}}</title>\n{{$corps}}{{/corps}}");
    add(f, "carte", "<h2>{{$titre}}Carte{{/titre}}</h2>");
    add(f, "action", "{{<page}}{{$titre}}Action{{/titre}}{{$corps}}{{>carte}}{{/corps}}{{/page}}");
    expect(f, "action", value_none(), "<title>Action</title>\n<h2>Carte</h2>");
}

static void second_template_replaces_first(void **state) {
    struct fixture *f = *state;
    add(f, "page", "{{>part}}");
    add(f, "part", "un");
    expect(f, "page", value_none(), "un");
    add(f, "part", "deux");
    expect(f, "page", value_none(), "deux");
}

/* ---- Threads ---- */

#define PAGES 200

struct pages {
    struct fixture *f;
    struct value root;
    struct arena arenas[2];
    struct buffer out[PAGES];
    int failures[PAGES];
};

static void render_page(void *context, size_t item, size_t worker) {
    struct pages *pages = context;
    struct arena *arena = &pages->arenas[worker];
    struct value page = value_hash(arena);
    struct error error = ERROR_INIT;
    value_set(arena, page, "numero", value_number(arena, (long long)item));
    value_set(arena, page, "site", pages->root);
    pages->failures[item] =
        template_render(pages->f->set, SLICE("page"), page, arena, &pages->out[item], &error);
    arena_reset(arena);
}

static void render_pages(struct pages *pages, struct fixture *f, struct value root, size_t jobs) {
    *pages = (struct pages){.f = f, .root = root};
    parallel_for(PAGES, jobs, render_page, pages);
    arena_dispose(&pages->arenas[0]);
    arena_dispose(&pages->arenas[1]);
}

static void two_threads_equal_one(void **state) {
    struct fixture *f = *state;
    struct value root = value_hash(&f->arena), list = value_list(&f->arena);
    for (int i = 0; i < 50; i++) {
        struct value entry = value_hash(&f->arena);
        value_set(&f->arena, entry, "titre", value_text(slice_format(&f->arena, "<%d & co>", i)));
        value_push(&f->arena, list, entry);
    }
    value_set(&f->arena, root, "entrees", list);
    add(f, "page",
        "{{<cadre}}{{$corps}}\n  {{#site.entrees}}\n  {{>carte}}\n  {{/site.entrees}}\n"
        "{{/corps}}{{/cadre}}\n");
    add(f, "cadre", "<h1>{{numero}}</h1>\n<main>\n  {{$corps}}\n  {{/corps}}\n</main>\n");
    add(f, "carte", "<p>\n  {{titre}} {{numero}}\n</p>\n");
    template_link(f->set, false, &f->diag);
    assert_int_equal(f->diag.count, 0);
    struct pages *one = calloc(1, sizeof *one), *two = calloc(1, sizeof *two);
    assert_true(one && two);
    render_pages(one, f, root, 1);
    render_pages(two, f, root, 2);
    for (size_t i = 0; i < PAGES; i++) {
        assert_int_equal(one->failures[i] | two->failures[i], 0);
        assert_true(slice_search(buffer_slice(&one->out[i]),
                                 SLICE("  <p>\n    &lt;7 &amp; co&gt; ")) < one->out[i].size);
        assert_true(slice_equal(buffer_slice(&one->out[i]), buffer_slice(&two->out[i])));
        buffer_dispose(&one->out[i]);
        buffer_dispose(&two->out[i]);
    }
    free(one);
    free(two);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_templates_are_reported_where_they_are),
        cmocka_unit_test(unknown_partials_are_reported_where_they_are),
        TEST(unknown_partials_get_a_hint),
        TEST(all_unclosed_sections_are_reported),
        TEST(dynamic_names_that_miss),
        TEST(raw_text_is_refused),
        TEST(only_words_are_printed),
        TEST(recursion_is_bounded),
        TEST(nesting_is_bounded),
        TEST(steps_are_bounded),
        TEST(pages_are_bounded),
        TEST(large_files_are_refused),
        TEST(indentation_reaches_every_line_but_blank_ones),
        TEST(overrides_see_their_own_surroundings),
        TEST(second_template_replaces_first),
        TEST(two_threads_equal_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
