/* Files and messages. */
#include "base/arena.h"
#include "base/bounds.h"
#include "base/diag.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct place {
    char path[64];
    int directory;
    struct arena arena;
    struct error error;
};

static int set_up(void **state) {
    struct place *place = calloc(1, sizeof *place);
    if (!place)
        return -1;
    memcpy(place->path, "/tmp/vitrine-test-XXXXXX", sizeof "/tmp/vitrine-test-XXXXXX");
    if (!mkdtemp(place->path))
        return -1;
    place->directory = file_open_directory(place->path, &place->error);
    *state = place;
    return place->directory < 0 ? -1 : 0;
}

static int tear_down(void **state) {
    struct place *place = *state;
    struct error error;
    close(place->directory);
    int result = file_remove_tree(AT_FDCWD, place->path, &error);
    arena_dispose(&place->arena);
    free(place);
    return result;
}

static int read_file(struct place *place, const char *path, size_t limit, struct slice *bytes) {
    return file_read(place->directory, slice_from(path), limit, &place->arena, bytes,
                     &place->error);
}

static void write_file(struct place *place, const char *path, struct slice bytes) {
    assert_int_equal(file_write_new(place->directory, slice_from(path), bytes, &place->error), 0);
}

static void test_read_back(void **state) {
    struct place *place = *state;
    struct slice bytes, large;
    large.size = 300000;
    large.data = memset(arena_alloc(&place->arena, large.size), 'x', large.size);
    write_file(place, "a/b/été.md", SLICE("un\0deux"));
    write_file(place, "vide", SLICE(""));
    write_file(place, "a/grand", large);
    assert_int_equal(read_file(place, "a/b/été.md", 100, &bytes), 0);
    assert_true(slice_equal(bytes, SLICE("un\0deux")));
    assert_int_equal(read_file(place, "vide", 0, &bytes), 0);
    assert_int_equal(bytes.size, 0);
    assert_int_equal(read_file(place, "a/grand", large.size, &bytes), 0);
    assert_true(slice_equal(bytes, large));
    assert_int_equal(read_file(place, "a/grand", large.size - 1, &bytes), FILE_TOO_LARGE);
    assert_string_equal(place->error.message, "a/grand : plus de 299999 octets");
    assert_int_equal(file_write_new(place->directory, SLICE("vide"), large, &place->error), -1);
    assert_int_equal(read_file(place, "rien", 9, &bytes), FILE_MISSING);
    assert_string_equal(place->error.message, "rien : n'existe pas");
    assert_int_equal(read_file(place, "vide/x", 9, &bytes), FILE_MISSING);
    assert_int_equal(read_file(place, "a", 9, &bytes), FILE_NOT_REGULAR);
}

/* Nothing is read or made through a link, whichever step of the path it is; nothing blocks. */
static void test_links_refused(void **state) {
    struct place *place = *state;
    struct slice bytes;
    write_file(place, "vrai/fichier", SLICE("x"));
    assert_int_equal(symlinkat("vrai", place->directory, "dossier"), 0);
    assert_int_equal(symlinkat("vrai/fichier", place->directory, "lien"), 0);
    assert_int_equal(symlinkat("/etc/passwd", place->directory, "vrai/dehors"), 0);
    assert_int_equal(mkfifoat(place->directory, "tube", 0600), 0);
    assert_int_equal(read_file(place, "lien", 99, &bytes), FILE_NOT_REGULAR);
    assert_int_equal(read_file(place, "vrai/dehors", 99999, &bytes), FILE_NOT_REGULAR);
    assert_int_equal(read_file(place, "tube", 99, &bytes), FILE_NOT_REGULAR);
    assert_true(read_file(place, "dossier/fichier", 99, &bytes) < 0);
    assert_true(read_file(place, "vrai/../vrai/fichier", 99, &bytes) < 0);
    assert_true(read_file(place, "../etc/passwd", 99999, &bytes) < 0);
    assert_true(read_file(place, "/etc/passwd", 99999, &bytes) < 0);
    assert_true(read_file(place, "", 99, &bytes) < 0);
    assert_true(file_read(place->directory, SLICE("vrai/fichier\0x"), 99, &place->arena, &bytes,
                          &place->error) < 0);
    assert_int_equal(bytes.size, 0);
    assert_int_equal(file_write_new(place->directory, SLICE("dossier/n"), SLICE(""), &place->error),
                     -1);
    assert_int_equal(file_make_directories(place->directory, SLICE("dossier/a/b"), &place->error),
                     -1);
    assert_int_equal(faccessat(place->directory, "vrai/a", F_OK, 0), -1);
    assert_int_equal(file_make_directories(place->directory, SLICE("c/d/e"), &place->error), 0);
    assert_int_equal(file_make_directories(place->directory, SLICE("c/d/e"), &place->error), 0);
}

static void test_remove_tree(void **state) {
    struct place *place = *state;
    struct slice bytes;
    write_file(place, "garde/fichier", SLICE("x"));
    write_file(place, "ote/a/b/c/d", SLICE("x"));
    write_file(place, "ote/a/e", SLICE("x"));
    assert_int_equal(symlinkat("../garde", place->directory, "ote/lien"), 0);
    for (int i = 0; i < 300; i++) {
        struct slice path = slice_format(&place->arena, "ote/f%d/g%d", i % 7, i);
        write_file(place, path.data, SLICE("x"));
    }
    assert_int_equal(file_remove_tree(place->directory, "ote", &place->error), 0);
    assert_int_equal(file_remove_tree(place->directory, "ote", &place->error), 0);
    assert_int_equal(faccessat(place->directory, "ote", F_OK, AT_SYMLINK_NOFOLLOW), -1);
    assert_int_equal(read_file(place, "garde/fichier", 9, &bytes), 0);
}

/* What diag prints, as text or JSON. The caller frees it. */
static char *print(struct diag *diag, bool json, bool colour) {
    char *printed = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&printed, &size);
    assert_non_null(stream);
    diag_sort(diag);
    if (json)
        diag_print_json(diag, stream, SLICE("cls/"));
    else
        diag_print_text(diag, stream, SLICE("cls/"), colour);
    fclose(stream);
    return printed;
}

static void check_print(struct diag *diag, bool json, const char *expected) {
    char *printed = print(diag, json, false);
    assert_string_equal(printed, expected);
    free(printed);
}

static void test_diag_text(void **state) {
    (void)state;
    struct diag diag;
    diag_init(&diag);
    check_print(&diag, false, "");
    struct diag_file b = {.path = SLICE("b.md"),
                          .text = SLICE("\xEF\xBB\xBFun\r\ndeux été 漢 x\n"),
                          .quotable = true};
    struct diag_file a = {.path = SLICE("a.md"), .text = SLICE("titre: x\n"), .quotable = true};
    diag_warning(&diag, "c", &b, ((struct position){2, 12}), NULL, "après " DIAG_VALUE,
                 SLICE_ARG(SLICE("漢")));
    diag_error(&diag, "c", &b, ((struct position){2, 6}), "écrivez autre chose", "faux");
    diag_error(&diag, "c", &b, ((struct position){2, 6}), "écrivez autre chose", "faux");
    diag_error(&diag, "c", &b, ((struct position){1, 2}), NULL, "n");
    diag_error(&diag, "c", &a, ((struct position){0, 0}), NULL, "le fichier entier");
    check_print(&diag, false,
                "cls/a.md: erreur: le fichier entier\n"
                "cls/b.md:1:2: erreur: n\n"
                "    1 | un\n"
                "      |  ^\n"
                "cls/b.md:2:6: erreur: faux\n"
                "    2 | deux été 漢 x\n"
                "      |      ^\n"
                "  aide : écrivez autre chose\n"
                "cls/b.md:2:12: attention: après « 漢 »\n"
                "    2 | deux été 漢 x\n"
                "      |             ^\n");
    assert_int_equal(diag.errors, 3);
    assert_int_equal(diag.warnings, 1);
    diag_dispose(&diag);
}

/* Where words may not be shown, they are shown nowhere, even when they hold marks themselves. */
static void test_diag_hidden(void **state) {
    (void)state;
    struct diag_range secret[] = {{2, 3}};
    struct diag_file closed = {.path = SLICE("c.md"), .text = SLICE("secret\nsecret\n")};
    struct diag_file open = {.path = SLICE("o.md"),
                             .text = SLICE("a\nsecret\nsecret\nb\n"),
                             .quotable = true,
                             .secret = secret,
                             .secret_count = 1};
    static const char *const words[] = {"secret", "x\x02secret", "\x02secret\x01", "\x01secret",
                                        "x\x02secret\x01y\x02secret"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct diag diag;
        diag_init(&diag);
        struct slice value = slice_from(words[i]);
        for (uint32_t line = 0; line <= 2; line++)
            diag_error(&diag, "c", &closed, ((struct position){line, 1}),
                       "lisez « \x01secret\x02 »",
                       "valeur " DIAG_VALUE " et " DIAG_VALUE " fausses", SLICE_ARG(value),
                       SLICE_ARG(value));
        diag_error(&diag, "c", &open, ((struct position){2, 1}), NULL, "valeur " DIAG_VALUE,
                   SLICE_ARG(value));
        diag_error(&diag, "c", &open, ((struct position){3, 1}), NULL, "valeur " DIAG_VALUE,
                   SLICE_ARG(value));
        for (int json = 0; json < 2; json++) {
            char *printed = print(&diag, json, false);
            assert_null(strstr(printed, "secret"));
            assert_non_null(strstr(printed, "…"));
            free(printed);
        }
        diag_dispose(&diag);
    }
    assert_true(diag_is_quotable(&open, 1) && diag_is_quotable(&open, 4));
    assert_false(diag_is_quotable(&open, 2) || diag_is_quotable(&open, 3));
}

/* A content can't give orders to a terminal through a message, a line quoted or a file name. */
static void test_diag_controls(void **state) {
    (void)state;
    struct slice text = SLICE("a\x1b[31m\xC2\x9Bz\xE2\x80\xAEx\tfin\x7F\n");
    struct diag_file file = {.path = SLICE("a\x1b[1m\n.md"), .text = text, .quotable = true};
    struct diag diag;
    diag_init(&diag);
    diag_error(&diag, "c", &file, ((struct position){1, 12}), "h\x1b]0;x\a", "vu " DIAG_VALUE,
               SLICE_ARG(text));
    check_print(&diag, false,
                "cls/a [1m .md:1:12: erreur: vu « a [31m z x fin   »\n"
                "    1 | a [31m z x fin \n"
                "      |            ^\n"
                "  aide : h ]0;x \n");
    check_print(&diag, true,
                "{\"fichier\":\"cls/a\\u001b[1m\\u000a.md\",\"ligne\":1,\"colonne\":12,"
                "\"gravite\":\"erreur\",\"code\":\"c\",\"message\":\"vu « a [31m z x fin   »\","
                "\"aide\":\"h ]0;x \"}\n");
    char *coloured = print(&diag, false, true);
    assert_non_null(strstr(coloured, "\033[31merreur\033[0m: "));
    free(coloured);
    diag_dispose(&diag);
}

static void test_diag_long(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct slice line = SLICE("é");
    while (line.size < 8000)
        line = slice_concat(&arena, line, line);
    struct diag_file file = {.path = SLICE("a"), .text = line, .quotable = true};
    struct diag diag;
    diag_init(&diag);
    for (uint32_t column = 1; column < 4000; column += 13)
        diag_error(&diag, "c", &file, ((struct position){1, column}), NULL, "a" DIAG_VALUE,
                   SLICE_ARG(line)); /* cut in the middle of a character, without its closing */
    char *printed = print(&diag, false, false);
    struct slice rest = slice_from(printed), shown;
    while (slice_next_line(&rest, &shown)) {
        assert_true(shown.size < 2300);
        while (shown.size >= 2) { /* whole characters only */
            assert_true((unsigned char)shown.data[0] < 0x80 || (shown.data[0] & 0x40));
            size_t size = (unsigned char)shown.data[0] < 0x80   ? 1
                          : (unsigned char)shown.data[0] < 0xE0 ? 2
                                                                : 3;
            shown = slice_from_offset(shown, size);
        }
        assert_true(shown.size == 0 || (unsigned char)shown.data[0] < 0x80);
    }
    free(printed);
    diag_dispose(&diag);
    arena_dispose(&arena);
}

static void test_diag_many(void **state) {
    (void)state;
    struct diag_file file = {.path = SLICE("a"), .text = SLICE(""), .quotable = true};
    struct diag diag;
    diag_init(&diag);
    for (uint32_t line = 1; line <= BOUND_DIAGNOSTICS + 5; line++)
        diag_warning(&diag, "c", &file, ((struct position){line, 1}), NULL, "m");
    char *printed = print(&diag, false, false);
    assert_non_null(strstr(printed, "… et 5 autres messages.\n"));
    free(printed);
    diag_dispose(&diag);
}

static void test_diag_position(void **state) {
    (void)state;
    struct slice text = SLICE("\xEF\xBB\xBF"
                              "été\r\n😀x\n");
    static const struct {
        size_t offset;
        struct position position;
    } cases[] = {{0, {1, 1}}, {3, {1, 1}}, {5, {1, 2}}, {10, {2, 1}}, {14, {2, 2}}, {16, {3, 1}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct position position = diag_position(text, cases[i].offset);
        assert_int_equal(position.line, cases[i].position.line);
        assert_int_equal(position.column, cases[i].position.column);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_read_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_links_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_remove_tree, set_up, tear_down),
        cmocka_unit_test(test_diag_text),
        cmocka_unit_test(test_diag_hidden),
        cmocka_unit_test(test_diag_controls),
        cmocka_unit_test(test_diag_long),
        cmocka_unit_test(test_diag_many),
        cmocka_unit_test(test_diag_position),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
