#include "template/value.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h> /* after the headers it needs */

static void truth(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct value list = value_list(&arena);
    assert_false(value_is_true(value_none()));
    assert_false(value_is_true(value_bool(false)));
    assert_true(value_is_true(value_bool(true)));
    assert_false(value_is_true(value_string("")));
    assert_false(value_is_true(value_string(NULL)));
    assert_true(value_is_true(value_string("0")));
    assert_false(value_is_true(value_html(SLICE(""))));
    assert_true(value_is_true(value_hash(&arena)));
    assert_false(value_is_true(list));
    value_push(&arena, list, value_none());
    assert_true(value_is_true(list));
    arena_dispose(&arena);
}

/* Small hashes are searched, larger ones indexed: both give what a plain reading of the sets
 * would. */
static void hashes_of_any_size(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    for (int size = 0; size < 200; size++) {
        struct value hash = value_hash(&arena);
        for (int i = 0; i < size; i++)
            value_set_slice(&arena, hash, slice_format(&arena, "name%d", i),
                            value_number(&arena, i));
        for (int i = 0; i < size; i += 3)
            value_set_slice(&arena, hash, slice_format(&arena, "name%d", i),
                            value_number(&arena, -i));
        for (int i = 0; i < size; i++) {
            struct value got = value_get(hash, slice_format(&arena, "name%d", i));
            assert_true(slice_equal(got.text, slice_format(&arena, "%d", i % 3 ? i : -i)));
        }
        assert_int_equal(value_get(hash, slice_format(&arena, "name%d", size)).kind, VALUE_NONE);
        arena_reset(&arena);
    }
    arena_dispose(&arena);
}

static void absent_names_are_false_until_set(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct slice names[] = {SLICE("one"), SLICE("two")};
    struct value hash = value_hash_without(&arena, names, 2);
    assert_int_equal(value_get(hash, SLICE("one")).kind, VALUE_FALSE);
    assert_int_equal(value_get(hash, SLICE("three")).kind, VALUE_NONE);
    value_set(&arena, hash, "one", value_bool(true));
    assert_int_equal(value_get(hash, SLICE("one")).kind, VALUE_TRUE);
    assert_int_equal(value_get(hash, SLICE("two")).kind, VALUE_FALSE);
    struct value other = value_hash_without(&arena, names, 2);
    assert_int_equal(value_get(other, SLICE("one")).kind, VALUE_FALSE);
    arena_dispose(&arena);
}

static void lists_keep_their_order(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct value list = value_list(&arena);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(value_count(list), i);
        value_push(&arena, list, value_number(&arena, i));
    }
    for (size_t i = 0; i < 100; i++)
        assert_true(slice_equal(value_at(list, i).text, slice_format(&arena, "%zu", i)));
    assert_int_equal(value_at(list, 100).kind, VALUE_NONE);
    arena_dispose(&arena);
}

static void wrong_kinds_are_harmless(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    value_set(&arena, value_string("x"), "name", value_bool(true));
    value_push(&arena, value_none(), value_bool(true));
    assert_int_equal(value_get(value_string("x"), SLICE("name")).kind, VALUE_NONE);
    assert_int_equal(value_count(value_bool(true)), 0);
    struct value hash = value_hash(&arena);
    value_set(&arena, hash, "absent", value_none());
    assert_int_equal(value_get(hash, SLICE("absent")).kind, VALUE_NONE);
    arena_dispose(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(truth),
        cmocka_unit_test(hashes_of_any_size),
        cmocka_unit_test(absent_names_are_false_until_set),
        cmocka_unit_test(lists_keep_their_order),
        cmocka_unit_test(wrong_kinds_are_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
