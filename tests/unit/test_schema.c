/* The tables of the schema hold together: what no compiler checks. */
#include "base/arena.h"
#include "base/utf8.h"
#include "content/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef void field_check(const struct schema *schema, const struct schema_field *field);

/* Nesting is that of the tables: four levels at most, which recursion over them relies on. */
static void each_field(const struct schema *schema, field_check *check, unsigned depth) {
    assert_true(depth <= 4);
    for (const struct schema_field *field = schema->fields; field->key; field++) {
        check(schema, field);
        if (field->nested)
            each_field(field->nested, check, depth + 1);
    }
}

static void for_all(field_check *check) {
    for (size_t i = 0; model_schemas[i]; i++)
        each_field(model_schemas[i], check, 1);
}

static void check_member(const struct schema *schema, const struct schema_field *field) {
    if (field->size != schema_type_size(field->type))
        fail_msg("%s.%s: a member of %zu bytes for a type of %zu", schema->name, field->key,
                 field->size, schema_type_size(field->type));
    assert_true(field->offset >= sizeof(struct record));
    assert_true(field->offset + field->size <= schema->size);
}

static void members_have_the_size_of_their_type(void **state) {
    (void)state;
    for_all(check_member);
}

static void check_overlap(const struct schema *schema, const struct schema_field *field) {
    for (const struct schema_field *other = schema->fields; other != field; other++) {
        assert_string_not_equal(other->key, field->key);
        assert_true(other->offset + other->size <= field->offset ||
                    field->offset + field->size <= other->offset);
    }
}

static void no_two_fields_share_a_key_or_memory(void **state) {
    (void)state;
    for_all(check_overlap);
}

static void check_key(const struct schema *schema, const struct schema_field *field) {
    struct arena arena = ARENA_INIT;
    struct slice folded = utf8_fold(&arena, slice_from(field->key));
    assert_true(slice_is(folded, field->key));
    assert_ptr_equal(schema_find(schema, folded), field);
    assert_true(field->label && *field->label);
    arena_dispose(&arena);
}

static void keys_are_found_folded_and_labelled(void **state) {
    (void)state;
    for_all(check_key);
}

static void check_kind(const struct schema *schema, const struct schema_field *field) {
    bool refers = field->type == SCHEMA_REFERENCE || field->type == SCHEMA_REFERENCES;
    bool nests = field->type == SCHEMA_RECORD || field->type == SCHEMA_LIST;
    (void)schema;
    assert_int_equal(refers, field->kinds != 0);
    assert_int_equal(nests, field->nested != NULL);
    if (field->type == SCHEMA_CHOICE)
        assert_non_null(field->choices);
    if (field->flags & SCHEMA_VISIBILITY)
        assert_string_equal(field->key, "visibilite");
    if (field->flags & SCHEMA_DRAFT)
        assert_string_equal(field->key, "brouillon");
}

static void types_have_what_they_need(void **state) {
    (void)state;
    for_all(check_kind);
}

static void check_choices(const struct schema *schema, const struct schema_field *field) {
    struct arena arena = ARENA_INIT;
    (void)schema;
    for (const struct schema_choice *choice = field->choices; choice && choice->word; choice++) {
        struct slice folded = utf8_fold(&arena, slice_from(choice->word));
        struct slice slug = utf8_slug(&arena, slice_from(choice->word));
        assert_true(slice_is(slug, choice->symbol));
        for (const struct schema_choice *other = field->choices; other != choice; other++)
            assert_false(slice_equal(folded, utf8_fold(&arena, slice_from(other->word))));
    }
    arena_dispose(&arena);
}

static void symbols_of_choices_are_slugs_of_their_words(void **state) {
    (void)state;
    for_all(check_choices);
}

static void a_plain_value_stands_for_an_existing_key(void **state) {
    (void)state;
    for (size_t i = 0; model_schemas[i]; i++)
        for (const struct schema_field *field = model_schemas[i]->fields; field->key; field++)
            if (field->nested && field->nested->scalar)
                assert_non_null(schema_find(field->nested, slice_from(field->nested->scalar)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_have_the_size_of_their_type),
        cmocka_unit_test(no_two_fields_share_a_key_or_memory),
        cmocka_unit_test(keys_are_found_folded_and_labelled),
        cmocka_unit_test(types_have_what_they_need),
        cmocka_unit_test(symbols_of_choices_are_slugs_of_their_words),
        cmocka_unit_test(a_plain_value_stands_for_an_existing_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
