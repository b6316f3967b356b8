#include "publish_site.h"

#include <dirent.h>

#define test(name) cmocka_unit_test_setup_teardown(name, site_setup, site_teardown)

/* Nothing of ours is left beside or inside the output. */
static bool is_clean(void) {
    return !file_exists(".out.vitrine-nouveau") && !file_exists(".out.vitrine-verrou") &&
           !file_exists("out/.vitrine-nouveau");
}

static void generations_replace_each_other(void **state) {
    struct site *site = *state;
    for (int i = 0; i < 7; i++) {
        assert_int_equal(site_publish(site, i), 0);
        assert_true(site_is(site, "out", i, 0));
        assert_true(is_clean());
    }
}

static void in_place_gives_the_same(void **state) {
    struct site *site = *state;
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    options.output = "out";
    options.in_place = true;
    for (int i = 0; i < 7; i++) {
        assert_int_equal(site_publish_with(site, i, &options, &report, &error), 0);
        assert_true(site_is(site, "out", i, 0));
        assert_true(is_clean());
        assert_int_equal(report.in_place, i > 0);
    }
}

static void unchanged_files_keep_inode_and_mtime(void **state) {
    struct site *site = *state;
    struct stat before, after;
    assert_int_equal(site_publish(site, 0), 0);
    struct timespec past[2] = {{1000000, 0}, {1000000, 123}};
    assert_int_equal(utimensat(AT_FDCWD, "out/style.css", past, 0), 0);
    assert_int_equal(stat("out/style.css", &before), 0);
    assert_int_equal(site_publish(site, 3), 0);
    assert_int_equal(stat("out/style.css", &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_memory_equal(&before.st_mtim, &after.st_mtim, sizeof before.st_mtim);
    assert_int_equal(after.st_nlink, 1);
}

static void a_linked_file_is_never_written(void **state) {
    struct site *site = *state;
    char before[4096], after[4096];
    assert_int_equal(site_publish(site, 0), 0);
    long size = file_content("out/index.html", before, sizeof before);
    assert_int_equal(link("out/index.html", "kept"), 0);
    assert_int_equal(site_publish(site, 3), 0);
    assert_int_equal(file_content("kept", after, sizeof after), size);
    assert_memory_equal(before, after, (size_t)size);
    assert_true(site_is(site, "out", 3, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test(generations_replace_each_other),
        test(in_place_gives_the_same),
        test(unchanged_files_keep_inode_and_mtime),
        test(a_linked_file_is_never_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
