#include "publish_site.h"

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

static void put_foreign(void) {
    file_put("out/CNAME", "sante.example");
    file_put("out/actions/1-maison/mine.txt", "mine");
    assert_int_equal(mkdir("out/.git", 0755), 0);
    assert_int_equal(mkdir("out/.git/objects", 0755), 0);
    assert_int_equal(mkdir("out/.git/refs", 0700), 0);
    file_put("out/.git/objects/aa", "object");
    assert_int_equal(chmod("out/.git/objects/aa", 0444), 0);
    assert_int_equal(chmod("out/.git/objects", 0555), 0);
    assert_int_equal(symlink("/nowhere", "out/link"), 0);
    assert_int_equal(mkfifo("out/pipe", 0600), 0);
}

#define FOREIGN 5

static void foreign_files_are_carried_over(void **state) {
    struct site *site = *state;
    struct stat status;
    assert_int_equal(site_publish(site, 0), 0);
    put_foreign();
    ino_t name = file_inode("out/CNAME"), object = file_inode("out/.git/objects/aa");
    for (int i = 1; i < 5; i++) {
        assert_int_equal(site_publish(site, i), 0);
        assert_true(site_is(site, "out", i, FOREIGN));
        assert_int_equal(file_inode("out/CNAME"), name);
        assert_int_equal(file_inode("out/.git/objects/aa"), object);
        assert_true(file_says("out/actions/1-maison/mine.txt", "mine"));
        assert_true(lstat("out/.git/objects", &status) == 0 && (status.st_mode & 07777) == 0555);
        assert_true(lstat("out/.git/refs", &status) == 0 && (status.st_mode & 07777) == 0700);
        assert_true(lstat("out/link", &status) == 0 && S_ISLNK(status.st_mode));
        assert_true(lstat("out/pipe", &status) == 0 && S_ISFIFO(status.st_mode));
        assert_true(is_clean());
    }
}

/* Another program is at work in the old directory at the last moment. */
static int exchange_late(int directory, const char *staged, const char *output) {
    file_put("out/added", "late");
    file_put("new", "changed");
    assert_int_equal(rename("new", "out/CNAME"), 0);
    assert_int_equal(mkdir("out/.git/late", 0755), 0);
    file_put("out/.git/late/ref", "late");
    return renameat2(directory, staged, directory, output, RENAME_EXCHANGE);
}

static void late_foreign_changes_are_kept(void **state) {
    struct site *site = *state;
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    assert_int_equal(site_publish(site, 0), 0);
    put_foreign();
    struct timespec past[2] = {{1000000, 0}, {1000000, 0}};
    assert_int_equal(utimensat(AT_FDCWD, "out/CNAME", past, 0), 0);
    options.output = "out";
    options.exchange = exchange_late;
    assert_int_equal(site_publish_with(site, 1, &options, &report, &error), 0);
    assert_true(file_says("out/added", "late"));
    assert_true(file_says("out/CNAME", "changed"));
    assert_true(file_says("out/.git/late/ref", "late"));
    assert_true(site_is(site, "out", 1, FOREIGN + 2));
    assert_true(is_clean());
}

static void nothing_changed_touches_nothing(void **state) {
    struct site *site = *state;
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    options.output = "out";
    options.jobs = 3;
    assert_int_equal(site_publish(site, 0), 0);
    put_foreign();
    ino_t before = file_inode("out");
    assert_int_equal(site_publish_with(site, 0, &options, &report, &error), 0);
    assert_int_equal(file_inode("out"), before);
    assert_int_equal(report.unchanged, site->count);
    assert_int_equal(report.written + report.removed + report.bytes, 0);
    assert_true(is_clean());
}

static void report_counts(void **state) {
    struct site *site = *state;
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    options.output = "out";
    assert_int_equal(site_publish_with(site, 0, &options, &report, &error), 0);
    assert_int_equal(report.written, 8);
    assert_true(report.bytes == report.total && report.total > 100000);
    assert_int_equal(site_publish_with(site, 2, &options, &report, &error), 0);
    /* index.html and actions/ say their generation; style.css and 1-maison have moved or not */
    assert_int_equal(report.written + report.unchanged, 6);
    assert_int_equal(report.removed, 4);
    assert_int_equal(report.in_place, false);
}

static void jobs_give_the_same_bytes(void **state) {
    struct site *site = *state;
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    static const size_t jobs[] = {1, 2, 4, 64};
    for (size_t i = 0; i < 4; i++) {
        char name[16], command[64];
        snprintf(name, sizeof name, "out%zu", jobs[i]);
        options.output = name;
        options.jobs = jobs[i];
        assert_int_equal(site_publish_with(site, 0, &options, &report, &error), 0);
        assert_int_equal(site_publish_with(site, 1, &options, &report, &error), 0);
        snprintf(command, sizeof command, "diff -r out1 %s", name);
        assert_int_equal(system(command), 0);
    }
}

/* What a build that must fail says; the site that was there is still there. */
static void assert_fails(struct site *site, const char *output, int generation, int result,
                         const char *words) {
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    options.output = output;
    assert_int_equal(site_publish_with(site, generation, &options, &report, &error), result);
    if (!strstr(error.message, words))
        fail_msg("« %s » expected in: %s", words, error.message);
    assert_true(is_clean());
}

static void outputs_that_are_refused(void **state) {
    struct site *site = *state;
    file_put("out", "a file");
    assert_fails(site, "out", 0, PUBLISH_REFUSED, "out : n'est pas un dossier");
    assert_true(file_says("out", "a file"));
    assert_fails(site, "out/below", 0, -1, "n'est pas un dossier");
    assert_int_equal(unlink("out"), 0);
    assert_int_equal(symlink("nowhere", "out"), 0);
    assert_fails(site, "out", 0, -1, "n'existe pas");
    assert_int_equal(unlink("out"), 0);
    assert_fails(site, "missing/..", 0, -1, "n'existe pas");
    assert_fails(site, "/", 0, PUBLISH_REFUSED, "racine du disque");
    assert_fails(site, "", 0, -1, "n'existe pas");
    assert_int_equal(mkdir("out", 0755), 0);
    file_put("out/mine", "mine");
    assert_fails(site, "out", 0, PUBLISH_REFUSED, "que vitrine n'a pas faits");
    assert_true(count_files("out") == 1 && file_says("out/mine", "mine"));
}

static void outputs_that_are_taken(void **state) {
    struct site *site = *state;
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    struct stat status;
    assert_int_equal(mkdir("out", 0750), 0);
    assert_int_equal(site_publish(site, 0), 0);
    assert_int_equal(site_publish(site, 1), 0);
    assert_true(stat("out", &status) == 0 && (status.st_mode & 07777) == 0750);
    options.output = "new/folder//out/";
    assert_int_equal(site_publish_with(site, 0, &options, &report, &error), 0);
    assert_true(site_is(site, "new/folder/out", 0, 0));
    assert_int_equal(symlink("new/folder/out", "link"), 0);
    options.output = "link";
    assert_int_equal(site_publish_with(site, 1, &options, &report, &error), 0);
    assert_true(site_is(site, "new/folder/out", 1, 0));
    assert_true(lstat("link", &status) == 0 && S_ISLNK(status.st_mode));
}

static void the_working_directory_is_not_exchanged(void **state) {
    struct site *site = *state;
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    assert_int_equal(site_publish(site, 0), 0);
    assert_int_equal(chdir("out"), 0);
    options.output = ".";
    assert_int_equal(site_publish_with(site, 1, &options, &report, &error), 0);
    assert_true(report.in_place);
    assert_int_equal(chdir(".."), 0);
    assert_true(site_is(site, "out", 1, 0) && is_clean());
}

static void editions_do_not_mix(void **state) {
    struct site *site = *state;
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    options.output = "out";
    options.edition = "partenaires";
    assert_int_equal(site_publish(site, 0), 0);
    assert_int_equal(site_publish_with(site, 1, &options, &report, &error), PUBLISH_REFUSED);
    assert_non_null(strstr(error.message, "contient l'édition publique : l'édition partenaires"));
    assert_true(site_is(site, "out", 0, 0) && is_clean());
    options.output = "other";
    assert_int_equal(site_publish_with(site, 1, &options, &report, &error), 0);
    options.edition = "publique";
    assert_int_equal(site_publish_with(site, 1, &options, &report, &error), PUBLISH_REFUSED);
}

static void manifests_that_are_refused(void **state) {
    struct site *site = *state;
    static const char *const texts[] = {
        "",
        "vitrine-manifest 1\n",
        "vitrine-manifest 1\nedition publique\n../precious\n",
        "vitrine-manifest 1\nedition publique\n/precious\n",
        "vitrine-manifest 1\nedition publique\na//b\n",
        "vitrine-manifest 1\nedition publique\n\n",
        "hello\n",
    };
    file_put("precious", "precious");
    assert_int_equal(site_publish(site, 0), 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(unlink("out/.vitrine-manifest"), 0);
        file_put("out/.vitrine-manifest", texts[i]);
        assert_fails(site, "out", 1, -1, ".vitrine-manifest est abîmé");
        assert_true(file_says("precious", "precious"));
    }
    file_put("out/.vitrine-manifest", "vitrine-manifest 2\nother\n");
    assert_fails(site, "out", 1, -1, "par une version plus récente");
}

static void foreign_files_in_the_way(void **state) {
    struct site *site = *state;
    assert_int_equal(site_publish(site, 1), 0);
    file_put("out/sitemap.xml", "mine");
    assert_fails(site, "out", 2, PUBLISH_REFUSED, "out/sitemap.xml");
    assert_true(site_is(site, "out", 1, 1) && file_says("out/sitemap.xml", "mine"));
    assert_int_equal(unlink("out/sitemap.xml"), 0);
    assert_int_equal(mkdir("out/sitemap.xml", 0755), 0);
    assert_fails(site, "out", 2, PUBLISH_REFUSED, "out/sitemap.xml");
    assert_int_equal(rmdir("out/sitemap.xml"), 0);
    file_put("out/a/mine", "mine"); /* in the next generation, a is a file */
    assert_fails(site, "out", 0, PUBLISH_REFUSED, "out/a/mine");
    assert_int_equal(unlink("out/a/mine"), 0);
    assert_int_equal(rename("out/actions", "elsewhere"), 0);
    assert_int_equal(symlink("../elsewhere", "out/actions"), 0);
    assert_fails(site, "out", 2, PUBLISH_REFUSED, "out/actions");
    assert_int_equal(count_files("elsewhere"), 2);
}

/* One of our files was replaced by a link to something else: it is neither read nor written. */
static void a_link_in_place_of_a_page(void **state) {
    struct site *site = *state;
    file_put("precious", "precious");
    assert_int_equal(site_publish(site, 0), 0);
    assert_int_equal(unlink("out/style.css"), 0);
    assert_int_equal(symlink("../precious", "out/style.css"), 0);
    assert_int_equal(site_publish(site, 0), 0);
    assert_true(site_is(site, "out", 0, 0));
    assert_true(file_says("precious", "precious"));
}

static int make_failing(void *context, size_t item, struct publish_scratch *scratch,
                        struct slice *bytes, struct error *error) {
    (void)context;
    *bytes = slice_format(scratch->arena, "%zu", item);
    return item % 7 == 6 ? error_set(error, 0, "page %zu", item) : 0;
}

static void the_first_failure_is_told(void **state) {
    static struct publish_file files[100];
    char names[100][8];
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    assert_int_equal(site_publish(*state, 0), 0);
    for (size_t i = 0; i < 100; i++) {
        snprintf(names[i], sizeof names[i], "%zu", 99 - i);
        files[i] =
            (struct publish_file){.path = slice_from(names[i]), .make = make_failing, .item = i};
    }
    options.output = "out";
    for (options.jobs = 1; options.jobs < 9; options.jobs++) {
        struct error error = ERROR_INIT;
        assert_int_equal(publish_run(&options, files, 100, &report, &error), -1);
        assert_string_equal(error.message, "page 6 ; le site précédent est intact");
        assert_true(site_is(*state, "out", 0, 0) && is_clean());
    }
}

static void paths_that_are_refused(void **state) {
    static const char *const paths[] = {"",
                                        "/a",
                                        "a/",
                                        "a//b",
                                        "../a",
                                        "a/../b",
                                        "./a",
                                        "a\nb",
                                        "a\x7f",
                                        ".vitrine-manifest",
                                        ".vitrine-x/y"};
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    (void)state;
    options.output = "out";
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct publish_file file = {.path = slice_from(paths[i])};
        assert_int_equal(publish_run(&options, &file, 1, &report, &error), -1);
        assert_false(file_exists("out"));
    }
    struct publish_file twice[] = {{.path = SLICE("a/b")}, {.path = SLICE("a/b")}};
    assert_int_equal(publish_run(&options, twice, 2, &report, &error), -1);
    assert_non_null(strstr(error.message, "même chemin : a/b"));
    struct publish_file both[] = {
        {.path = SLICE("a/b/c")}, {.path = SLICE("a-b")}, {.path = SLICE("a")}};
    assert_int_equal(publish_run(&options, both, 3, &report, &error), -1);
    assert_non_null(strstr(error.message, "a serait à la fois"));
    struct publish_file fine[] = {{.path = SLICE(".well-known/x"), .bytes = SLICE("x")},
                                  {.path = SLICE("..a/b..c"), .bytes = SLICE("")}};
    assert_int_equal(publish_run(&options, fine, 2, &report, &error), 0);
    assert_true(file_says("out/.well-known/x", "x") && file_says("out/..a/b..c", ""));
    assert_int_equal(publish_run(&options, NULL, 0, &report, &error), 0);
    assert_int_equal(count_files("out"), 1);
}

/* A second build starts while the first makes its pages. */
static int make_nested(void *context, size_t item, struct publish_scratch *scratch,
                       struct slice *bytes, struct error *error) {
    struct site *site = context;
    (void)item, (void)scratch, (void)error;
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error busy = ERROR_INIT;
    options.output = "out";
    assert_int_equal(site_publish_with(site, 1, &options, &report, &busy), -1);
    assert_non_null(strstr(busy.message, "une autre construction de « out » est en cours"));
    assert_true(file_exists(".out.vitrine-verrou") && file_exists(".out.vitrine-nouveau"));
    *bytes = SLICE("nested");
    return 0;
}

static void two_builds_at_once(void **state) {
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    struct publish_file file = {.path = SLICE("x"), .make = make_nested, .context = *state};
    options.output = "out";
    assert_int_equal(publish_run(&options, &file, 1, &report, &error), 0);
    assert_true(file_says("out/x", "nested") && is_clean());
}

struct seen {
    size_t done;
    size_t total;
    size_t calls;
    char note[512];
};

static void see_progress(void *context, size_t done, size_t total) {
    struct seen *seen = context;
    assert_int_equal(done, ++seen->calls);
    *seen = (struct seen){done, total, seen->calls, ""};
}

static void see_note(void *context, const char *message) {
    struct seen *seen = context;
    snprintf(seen->note, sizeof seen->note, "%s", message);
}

static int refuse_exchange(int directory, const char *staged, const char *output) {
    (void)directory, (void)staged, (void)output;
    errno = EXDEV;
    return -1;
}

static void progress_and_notes(void **state) {
    struct site *site = *state;
    struct seen seen = {0};
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    options.output = "out";
    options.jobs = 4;
    options.progress = see_progress;
    options.note = see_note;
    options.context = &seen;
    options.exchange = refuse_exchange;
    assert_int_equal(site_publish_with(site, 0, &options, &report, &error), 0);
    assert_true(seen.done == site->count && seen.total == site->count && !seen.note[0]);
    seen = (struct seen){0};
    ino_t before = file_inode("out"), style = file_inode("out/style.css");
    assert_int_equal(site_publish_with(site, 1, &options, &report, &error), 0);
    assert_true(report.in_place && seen.done == site->count);
    assert_non_null(strstr(seen.note, "ne sait pas échanger deux dossiers"));
    assert_true(site_is(site, "out", 1, 0) && is_clean());
    assert_int_equal(file_inode("out"), before);
    assert_int_equal(file_inode("out/style.css"), style);
}

static void assert_check(const char *content, const char *output, int result, const char *words) {
    struct arena arena = ARENA_INIT;
    struct error error = ERROR_INIT;
    struct slice inside, reserved[] = {SLICE("axes"), SLICE("a/b")};
    assert_int_equal(publish_check_output(content, output, reserved, 2, &arena, &inside, &error),
                     result);
    if (result == 0 ? !slice_is(inside, words) : !strstr(error.message, words))
        fail_msg("%s, %s: « %s », %s", content, output, inside.data, error.message);
    arena_dispose(&arena);
}

static void outputs_and_content(void **state) {
    struct site *site = *state;
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    assert_int_equal(system("mkdir -p c/vie/x c/empty c2; echo x > c/vie/a.md; ln -s c l;"
                            "ln -s c/vie m; touch c/file"),
                     0);
    assert_check("c", "out", 0, "");
    assert_check("c", "c2", 0, "");
    assert_check("c", "c/public", 0, "public");
    assert_check("c", "l/public", 0, "public");
    assert_check("l", "c/public/", 0, "public");
    assert_check("c", "c/empty/site", 0, "empty/site");
    assert_check("c/", "c/empty", 0, "empty");
    assert_check("c", "c", PUBLISH_REFUSED, "est le dossier du contenu");
    assert_check("c", "l/.", PUBLISH_REFUSED, "est le dossier du contenu");
    assert_check("c", ".", PUBLISH_REFUSED, "contient le contenu");
    assert_check("c", "/", PUBLISH_REFUSED, "contient le contenu");
    assert_check("c/vie", "c", PUBLISH_REFUSED, "contient le contenu");
    assert_check("c", "c/axes", PUBLISH_REFUSED, "est un dossier du contenu");
    assert_check("c", "c/a", PUBLISH_REFUSED, "est un dossier du contenu");
    assert_check("c", "c/vie", PUBLISH_REFUSED, "est un dossier du contenu");
    assert_check("c", "m", PUBLISH_REFUSED, "est un dossier du contenu");
    assert_check("c", "c/vie/x", 0, "vie/x");
    assert_check("c", "c/file", -1, "n'est pas un dossier");
    assert_check("/", "/tmp/vitrine-absent", 0, "tmp/vitrine-absent");
    assert_check("missing", "out", -1, "n'existe pas");
    options.output = "c/public";
    assert_int_equal(site_publish_with(site, 0, &options, &report, &error), 0);
    assert_check("c", "c/public", 0, "public");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test(generations_replace_each_other),
        test(in_place_gives_the_same),
        test(unchanged_files_keep_inode_and_mtime),
        test(a_linked_file_is_never_written),
        test(foreign_files_are_carried_over),
        test(late_foreign_changes_are_kept),
        test(nothing_changed_touches_nothing),
        test(report_counts),
        test(jobs_give_the_same_bytes),
        test(outputs_that_are_refused),
        test(outputs_that_are_taken),
        test(the_working_directory_is_not_exchanged),
        test(editions_do_not_mix),
        test(manifests_that_are_refused),
        test(foreign_files_in_the_way),
        test(a_link_in_place_of_a_page),
        test(the_first_failure_is_told),
        test(paths_that_are_refused),
        test(two_builds_at_once),
        test(progress_and_notes),
        test(outputs_and_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
