/* Skeletons: with every comment taken away, each is content without a fault. */
#include "commands/new.h"
#include "content/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* "#key: value" and "#  - key: value" become what they propose; "# words" stays. */
static void uncomment(struct buffer *out, struct slice text) {
    struct slice line;
    while (slice_next_line(&text, &line)) {
        size_t at = 0;
        while (at < line.size && line.data[at] == ' ')
            at++;
        bool words = slice_starts(slice_from_offset(line, at), "# ") &&
                     !slice_starts(slice_from_offset(line, at), "#  ");
        bool proposed = slice_starts(slice_from_offset(line, at), "#") && !words;
        buffer_add(out, slice_part(line, 0, at));
        buffer_add(out, slice_from_offset(line, at + proposed));
        buffer_add_byte(out, '\n');
    }
}

/* Whether the skeleton stands by itself: nothing can stand in for a name of one's choice. */
static bool is_whole_alone(const struct schema *schema) {
    bool due = false;
    for (const struct schema_field *field = schema->fields; field->key; field++) {
        due = due || (field->flags & SCHEMA_REQUIRED);
        if (field->flags & SCHEMA_NAMES)
            return false;
    }
    return due;
}

static void check(const struct schema *schema, bool entry, bool whole) {
    struct arena arena = ARENA_INIT;
    struct diag diag;
    struct buffer text = BUFFER_INIT, plain = BUFFER_INIT;
    struct content_file file = {.diag.path = slice_from(schema->name)};
    struct reader reader = {&arena, &file, &diag};
    diag_init(&diag);
    struct skeleton_value name = {.field = schema->fields, .yaml = SLICE(" Nom")};
    struct skeleton skeleton = {.schema = schema,
                                .values = &name,
                                .count = !is_whole_alone(schema),
                                .entry = entry,
                                .indent = entry ? 2 : 0};
    skeleton_write(&text, &skeleton);
    if (whole)
        uncomment(&plain, buffer_slice(&text));
    else
        buffer_add(&plain, buffer_slice(&text));
    struct yaml_node *root = yaml_parse(&arena, buffer_slice(&plain), 1, &file.diag, &diag);
    assert_non_null(root);
    struct record *record = NULL;
    if (entry && root->kind == YAML_SEQUENCE)
        record = read_record(&reader, schema, &root->items[0], UINT32_MAX);
    else if (!entry)
        record = read_record(&reader, schema, root, UINT32_MAX);
    diag_print_text(&diag, stderr, SLICE(""), false);
    assert_non_null(record);
    assert_int_equal(diag.count, 0);
    for (size_t i = 0; whole && i < schema_count(schema); i++)
        assert_true(record->at[i].line > 0); /* no field is forgotten */
    buffer_dispose(&text);
    buffer_dispose(&plain);
    diag_dispose(&diag);
    arena_dispose(&arena);
}

static void test_every_schema(void **state) {
    (void)state;
    for (size_t i = 0; model_schemas[i]; i++) {
        for (int entry = 0; entry < 2; entry++) {
            check(model_schemas[i], entry, true);
            check(model_schemas[i], entry, false);
        }
    }
}

static void test_every_kind_is_made(void **state) {
    (void)state;
    for (size_t i = 0; model_schemas[i]; i++) {
        bool made = false;
        for (const struct new_kind *kind = new_kinds(); kind->word; kind++)
            made = made || kind->schema == model_schemas[i];
        assert_true(made);
    }
}

static void test_scalars_read_back(void **state) {
    (void)state;
    static const char *const texts[] = {
        "simple",  "1.10",
        "1",       "Santé : agir",
        "a # b",   "\"guillemets\" et \\",
        "- tiret", "[liste]",
        "a, b",    "null",
        "oui",     "*",
        "&x",      "fin:",
        "12,5",    "é",
        "a: b",    "'x'",
        "x'y",     "%",
        "@",       "!tag",
        "{a}",     "? x",
        "| x",     "…",
        "18:30",   "point.",
        "a.b.",    "~",
        "Null",    "1e3",
        "0x1F",    "2025-03-12",
        "5.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct arena arena = ARENA_INIT;
        struct diag diag;
        struct diag_file file = {.path = SLICE("x")};
        diag_init(&diag);
        struct slice scalar = skeleton_scalar(&arena, slice_from(texts[i]));
        struct slice text = slice_format(&arena, "a: %.*s\nb: [%.*s, {c: %.*s}]\n",
                                         SLICE_ARG(scalar), SLICE_ARG(scalar), SLICE_ARG(scalar));
        struct yaml_node *root = yaml_parse(&arena, text, 1, &file, &diag);
        diag_print_text(&diag, stderr, SLICE(""), false);
        assert_int_equal(diag.count, 0);
        const struct yaml_node *list = yaml_find(root, "b");
        const struct yaml_node *nested = yaml_find(&list->items[1], "c");
        assert_true(slice_is(yaml_find(root, "a")->text, texts[i]));
        assert_true(slice_is(list->items[0].text, texts[i]));
        assert_true(slice_is(nested->text, texts[i]));
        diag_dispose(&diag);
        arena_dispose(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_schema),
                                       cmocka_unit_test(test_every_kind_is_made),
                                       cmocka_unit_test(test_scalars_read_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
