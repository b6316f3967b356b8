/* The default theme as files: its templates compile and link, its words and static files are safe.
 */
#include "base/bounds.h"
#include "source/source.h"
#include "template/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h> /* after the headers it needs */

#define THEME "themes/default"

struct theme {
    struct arena arena;
    struct diag diag;
    struct source source;
    struct slice labels;
};

static struct slice text_of(struct theme *theme, const struct source_entry *entry) {
    struct error error = ERROR_INIT;
    struct slice text = {0};
    assert_int_equal(source_read(&theme->source, entry, 1 << 20, &theme->arena, &text, &error), 0);
    return text;
}

static bool skip_nothing(void *context, struct slice path, bool folder) {
    (void)context, (void)path, (void)folder;
    return false;
}

static int setup(void **state) {
    struct theme *theme = calloc(1, sizeof *theme);
    struct error error = ERROR_INIT;
    if (!theme)
        return -1;
    diag_init(&theme->diag);
    *state = theme;
    if (source_open(&theme->source, &theme->arena, THEME, &error) < 0 ||
        source_list(&theme->source, skip_nothing, NULL, &error) < 0)
        return -1;
    const struct source_entry *labels = source_find(&theme->source, SLICE("labels.yaml"));
    if (labels)
        theme->labels = text_of(theme, labels);
    return 0;
}

static int teardown(void **state) {
    struct theme *theme = *state;
    source_close(&theme->source);
    diag_dispose(&theme->diag);
    arena_dispose(&theme->arena);
    free(theme);
    return 0;
}

/* Whether labels.yaml has a line "key:". */
static bool has_label(const struct theme *theme, struct slice key) {
    struct slice rest = theme->labels;
    struct slice line;
    while (slice_next_line(&rest, &line))
        if (line.size > key.size && line.data[key.size] == ':' &&
            slice_equal(slice_part(line, 0, key.size), key))
            return true;
    return false;
}

static size_t key_size(struct slice text) {
    size_t size = 0;
    while (size < text.size &&
           ((text.data[size] >= 'a' && text.data[size] <= 'z') ||
            (text.data[size] >= '0' && text.data[size] <= '9') || text.data[size] == '_'))
        size++;
    return size;
}

static void check_labels(const struct theme *theme, const struct source_entry *entry,
                         struct slice text) {
    struct slice word = SLICE("{{mots.");
    for (size_t at; (at = slice_search(text, word)) < text.size;) {
        text = slice_from_offset(text, at + word.size);
        struct slice key = slice_part(text, 0, key_size(text));
        if (!has_label(theme, key))
            fail_msg("%.*s: mots.%.*s is not in labels.yaml", SLICE_ARG(entry->path),
                     SLICE_ARG(key));
    }
}

/* The pages' policy allows no style attribute, no event handler, no other host. */
static void check_policy(const struct source_entry *entry, struct slice text) {
    static const char *const refused[] = {" style=",    "<style",  " onclick=", "<script>",
                                          "src=\"http", "@import", "url("};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (slice_search(text, slice_from(refused[i])) < text.size)
            fail_msg("%.*s: %s", SLICE_ARG(entry->path), refused[i]);
}

static void test_templates(void **state) {
    struct theme *theme = *state;
    struct template_set *set = template_set_new(&theme->arena);
    size_t count = 0;
    for (size_t i = 0; i < theme->source.count; i++) {
        const struct source_entry *entry = &theme->source.entries[i];
        assert_int_equal(entry->kind, SOURCE_FILE);
        if (!slice_ends(entry->path, ".mustache"))
            continue;
        struct diag_file *file = arena_new(&theme->arena, struct diag_file);
        file->path = entry->path;
        file->text = text_of(theme, entry);
        file->quotable = true;
        template_add(set, slice_part(entry->path, 0, entry->path.size - 9), file, &theme->diag);
        check_labels(theme, entry, file->text);
        check_policy(entry, file->text);
        count++;
    }
    template_link(set, false, &theme->diag);
    diag_sort(&theme->diag);
    diag_print_text(&theme->diag, stderr, slice_from(THEME "/"), false);
    assert_int_equal(theme->diag.count, 0);
    assert_true(count > 0);
    assert_true(template_exists(set, SLICE("layout")));
}

static void test_style(void **state) {
    struct theme *theme = *state;
    const struct source_entry *style = source_find(&theme->source, SLICE("static/style.css"));
    assert_non_null(style);
    check_policy(style, text_of(theme, style));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_templates, setup, teardown),
        cmocka_unit_test_setup_teardown(test_style, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
