#include "content/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_tree(void **state) {
    (void)state;
    struct diag diag;
    diag_init(&diag);
    struct arena arena = ARENA_INIT;
    struct slice text = SLICE("titre: Été\nliste:\n  - a\n  - \"12\"\n  - ~\ncarte: {x: 1, y: }\n");
    struct diag_file file = {.path = SLICE("f.yaml"), .text = text, .quotable = true};
    struct yaml_node *root = yaml_parse(&arena, text, 1, &file, &diag);
    assert_non_null(root);
    assert_int_equal(root->count, 3);
    const struct yaml_node *list = yaml_find(root, "liste");
    assert_int_equal(list->count, 3);
    assert_int_equal(list->items[2].kind, YAML_NULL);
    assert_true(list->items[1].quoted);
    assert_int_equal(list->items[1].position.line, 4);
    assert_int_equal(list->items[1].position.column, 5);
    assert_true(slice_is(yaml_find(root, "titre")->text, "Été"));
    assert_int_equal(yaml_find(yaml_find(root, "carte"), "y")->kind, YAML_NULL);
    assert_int_equal(diag.count, 0);
    arena_dispose(&arena);
    diag_dispose(&diag);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
