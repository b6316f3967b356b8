/* Slices, buffers, UTF-8, paths. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/path.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include <cmocka.h>

static uint64_t state_of_chance = 88172645463325252ULL;

/* A number below `limit`: xorshift64 (Marsaglia), the same numbers in every run. */
static size_t chance(size_t limit) {
    state_of_chance ^= state_of_chance << 13;
    state_of_chance ^= state_of_chance >> 7;
    state_of_chance ^= state_of_chance << 17;
    return (size_t)(state_of_chance % limit);
}

static const char *const pieces[] = {
    "a",  "Z",         "é", "É", "œ",  "Æ",  "’",  "'", " ",        "  ",
    "\t", "-",         "_", "0", "00", "7",  "12", ".", "ß",        "ñ",
    "ﬁ",  "e\xCC\x81", "İ", "Ω", "漢", "한", "ع",  "😀", "\xC2\xA0", "\xE2\x80\xAF",
    "«",  "/"};

static struct slice random_text(struct arena *arena, size_t most) {
    struct buffer out = BUFFER_INIT;
    for (size_t left = chance(most + 1); left; left--)
        buffer_add_string(&out, pieces[chance(sizeof pieces / sizeof *pieces)]);
    struct slice copy = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return copy;
}

static void test_slice_searches(void **state) {
    (void)state;
    struct slice text = SLICE("un deux trois deux");
    assert_int_equal(slice_search(text, SLICE("deux")), 3);
    assert_int_equal(slice_search(text, SLICE("quatre")), text.size);
    assert_int_equal(slice_find(text, 'x'), 6);
    assert_int_equal(slice_find((struct slice){NULL, 0}, 'x'), 0);
    assert_true(slice_starts(text, "un ") && !slice_starts(text, "deux"));
    assert_true(slice_ends(text, "deux") && slice_ends(text, "") && !slice_ends(SLICE("x"), "xx"));
    assert_true(slice_compare(SLICE("a"), SLICE("ab")) < 0);
    assert_true(slice_compare(SLICE("\xFF"), SLICE("a")) > 0);
    assert_int_equal(slice_part(text, 100, 3).size, 0);
    assert_int_equal(slice_part(text, 3, SIZE_MAX).size, text.size - 3);
    assert_true(slice_is(slice_trim(SLICE(" \r\n a b\t")), "a b"));
    assert_int_equal(slice_trim(SLICE(" \t ")).size, 0);
}

/* Lines and fields, joined again, are the text. */
static void test_slice_splits(void **state) {
    (void)state;
    struct slice rest = SLICE("a\r\n\nb"), line;
    assert_true(slice_next_line(&rest, &line) && slice_is(line, "a"));
    assert_true(slice_next_line(&rest, &line) && slice_is(line, ""));
    assert_true(slice_next_line(&rest, &line) && slice_is(line, "b"));
    assert_false(slice_next_line(&rest, &line));
    struct arena arena = ARENA_INIT;
    for (int round = 0; round < 1000; round++) {
        struct slice text = random_text(&arena, 12);
        struct buffer joined = BUFFER_INIT;
        struct slice fields = text, field;
        for (size_t count = 0; slice_next_field(&fields, '/', &field); count++) {
            if (count)
                buffer_add_byte(&joined, '/');
            buffer_add(&joined, field);
        }
        assert_true(slice_equal(buffer_slice(&joined), text));
        buffer_dispose(&joined);
    }
    arena_dispose(&arena);
}

static void test_buffer(void **state) {
    (void)state;
    struct buffer out = BUFFER_INIT;
    assert_int_equal(buffer_slice(&out).size, 0);
    assert_non_null(buffer_slice(&out).data);
    for (int i = 0; i < 5000; i++)
        buffer_format(&out, "%d,", i);
    struct slice rest = buffer_slice(&out), field;
    for (int i = 0; i < 5000; i++) {
        assert_true(slice_next_field(&rest, ',', &field));
        assert_int_equal(strtol(field.data, NULL, 10), i);
    }
    buffer_reset(&out);
    BUFFER_LITERAL(&out, "x");
    assert_true(slice_is(buffer_slice(&out), "x"));
    buffer_dispose(&out);
}

static void test_utf8_codes(void **state) {
    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        char bytes[4];
        struct slice text = {bytes, utf8_encode(code, bytes)};
        assert_int_equal(utf8_check(text), text.size);
        assert_int_equal(utf8_count(text), 1);
        for (size_t cut = 1; cut < text.size; cut++)
            assert_int_equal(utf8_check(slice_part(text, 0, cut)), 0);
        assert_int_equal(utf8_next(&text), code);
        assert_int_equal(text.size, 0);
    }
}

static void test_utf8_bad_bytes(void **state) {
    (void)state;
    static const struct {
        struct slice text;
        size_t valid;
    } cases[] = {
        {SLICE("abc\xE9"), 3},
        {SLICE("a\0b"), 1},
        {SLICE("\xC0\x80"), 0},
        {SLICE("x\xED\xA0\x80"), 1},
        {SLICE("\xF4\x90\x80\x80"), 0},
        {SLICE("é\xE2\x80"), 2},
        {SLICE("é\x80"), 2},
        {SLICE("\xFE"), 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(utf8_check(cases[i].text), cases[i].valid);
        struct slice rest = cases[i].text;
        while (rest.size) /* always goes forward */
            utf8_next(&rest);
    }
}

/* The shortcuts of utf8_nfc give what the library gives. */
static void test_utf8_nfc(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    for (uint32_t code = 1; code < 0x30000; code++) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        char bytes[8] = "e";
        size_t size = 1 + utf8_encode(code, bytes + 1);
        bytes[size] = '\0';
        char *expected = (char *)utf8proc_NFC((const utf8proc_uint8_t *)bytes);
        struct slice normal = utf8_nfc(&arena, (struct slice){bytes, size});
        assert_true(slice_is(normal, expected));
        free(expected);
        arena_reset(&arena);
    }
    assert_true(slice_is(utf8_nfc(&arena, SLICE("e\xCC\x81t\xC3\xA9")), "été"));
    arena_dispose(&arena);
}

static void test_utf8_fold(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    assert_true(slice_is(utf8_fold(&arena, SLICE("  Réalisée ")), "realisee"));
    assert_true(slice_is(utf8_fold(&arena, SLICE("REALISE\xCC\x81"
                                                 "E")),
                         "realisee"));
    assert_true(slice_is(utf8_fold(&arena, SLICE("L’Œuvre\t\n  d’Æther")), "l'oeuvre d'aether"));
    assert_true(slice_is(utf8_fold(&arena, SLICE("94\xC2\xA0"
                                                 "000")),
                         "94 000"));
    assert_true(
        slice_is(utf8_slug(&arena, SLICE("1.2 L’été à Saint-Cœur !")), "1-2-l-ete-a-saint-coeur"));
    assert_int_equal(utf8_slug(&arena, SLICE("!!!")).size, 0);
    assert_true(slice_is(utf8_capitalize(&arena, SLICE("état")), "État"));
    assert_int_equal(utf8_columns(SLICE("é漢e\xCC\x81")), 4);
    for (int round = 0; round < 20000; round++) {
        struct slice text = random_text(&arena, 10);
        struct slice slug = utf8_slug(&arena, text);
        struct slice folded = utf8_fold(&arena, text);
        assert_true(slice_equal(utf8_slug(&arena, slug), slug));
        assert_true(slice_equal(utf8_fold(&arena, folded), folded));
        assert_int_equal(utf8_check(slug), slug.size);
        assert_int_equal(utf8_check(folded), folded.size);
        assert_false(slice_starts(slug, "-") || slice_ends(slug, "-"));
        assert_int_equal(slice_search(slug, SLICE("--")), slug.size);
        assert_true(slice_equal(utf8_slug(&arena, utf8_nfc(&arena, text)), slug));
        arena_reset(&arena);
    }
    arena_dispose(&arena);
}

static int sign(int number) {
    return (number > 0) - (number < 0);
}

/* Texts of French letters alone take a shorter way, which must lead to the same words. */
static void test_utf8_fold_ways(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    for (uint32_t code = 1; code < 0x2100; code++) {
        char bytes[8];
        size_t size = utf8_encode(code, bytes);
        struct slice alone = utf8_slug(&arena, (struct slice){bytes, size});
        size += utf8_encode('-', bytes + size);
        size += utf8_encode(0x175, bytes + size); /* a letter that is not French: w circumflex */
        struct slice longer = utf8_slug(&arena, (struct slice){bytes, size});
        assert_true(longer.size == (alone.size ? alone.size + 2 : 1));
        assert_memory_equal(longer.data, alone.data, alone.size);
    }
    arena_dispose(&arena);
}

static void test_utf8_collate(void **state) {
    (void)state;
    static const char *const sorted[] = {"",    "1.2", "1.10", "2",   "02.1", "10",
                                         "Âge", "âgé", "été",  "Œuf", "os",   "Zoé"};
    size_t count = sizeof sorted / sizeof *sorted;
    for (size_t i = 0; i + 1 < count; i++)
        assert_true(utf8_collate(slice_from(sorted[i]), slice_from(sorted[i + 1])) < 0);
    struct arena arena = ARENA_INIT;
    for (int round = 0; round < 30000; round++) {
        struct slice a = random_text(&arena, 5);
        struct slice b = random_text(&arena, 5);
        struct slice c = random_text(&arena, 5);
        int ab = sign(utf8_collate(a, b)), bc = sign(utf8_collate(b, c));
        assert_int_equal(ab, -sign(utf8_collate(b, a)));
        assert_int_equal(ab == 0, slice_equal(a, b));
        if (ab <= 0 && bc <= 0)
            assert_true(utf8_collate(a, c) <= 0);
        arena_reset(&arena);
    }
    arena_dispose(&arena);
}

static void test_utf8_distance(void **state) {
    (void)state;
    assert_int_equal(utf8_distance(SLICE("pilotte"), SLICE("pilote")), 1);
    assert_int_equal(utf8_distance(SLICE("statu"), SLICE("statut")), 1);
    assert_int_equal(utf8_distance(SLICE("ttire"), SLICE("titre")), 1);
    assert_int_equal(utf8_distance(SLICE(""), SLICE("abc")), 3);
    struct arena arena = ARENA_INIT;
    for (int round = 0; round < 5000; round++) {
        struct slice a = random_text(&arena, 6);
        struct slice b = random_text(&arena, 6);
        size_t distance = utf8_distance(a, b);
        assert_int_equal(distance, utf8_distance(b, a));
        assert_int_equal(distance == 0, slice_equal(a, b));
        assert_true(distance <= (a.size > b.size ? a.size : b.size));
        arena_reset(&arena);
    }
    arena_dispose(&arena);
}

static void test_path_parts(void **state) {
    (void)state;
    assert_true(slice_is(path_directory(SLICE("a/b/c.md")), "a/b"));
    assert_true(slice_is(path_directory(SLICE("c.md")), ""));
    assert_true(slice_is(path_name(SLICE("a/b/c.md")), "c.md"));
    assert_true(slice_is(path_stem(SLICE("a.b/c.d.md")), "c.d"));
    assert_true(slice_is(path_stem(SLICE(".x")), ".x"));
    assert_true(slice_is(path_extension(SLICE("a.b/c")), ""));
    assert_true(slice_is(path_extension(SLICE("a/c.md")), "md"));
    assert_true(path_is_below(SLICE("a/b"), SLICE("a")) && path_is_below(SLICE("a"), SLICE("a")));
    assert_true(path_is_below(SLICE("a"), SLICE("")));
    assert_false(path_is_below(SLICE("ab"), SLICE("a")) || path_is_below(SLICE("a"), SLICE("a/b")));
}

static void check_resolve(const char *from, const char *reference, const char *expected) {
    struct arena arena = ARENA_INIT;
    struct slice found;
    bool resolved = path_resolve(&arena, slice_from(from), slice_from(reference), &found);
    assert_int_equal(resolved, expected != NULL);
    if (resolved)
        assert_true(slice_is(found, expected));
    arena_dispose(&arena);
}

static void test_path_resolve(void **state) {
    (void)state;
    check_resolve("a/b/c.md", "../x.md", "a/x.md");
    check_resolve("c.md", "x.md", "x.md");
    check_resolve("a/c.md", "./b//x.md", "a/b/x.md");
    check_resolve("a/c.md", "..", NULL);
    check_resolve("a/c.md", "../..", NULL);
    check_resolve("a/c.md", "../../x", NULL);
    check_resolve("a/c.md", "b/../../../etc/passwd", NULL);
    check_resolve("c.md", "/etc/passwd", NULL);
    check_resolve("c.md", "", NULL);
}

static struct slice random_url(struct arena *arena) {
    static const char *const steps[] = {"a/", "b/", "ab/", "a-b/", "1/"};
    struct slice url = SLICE("");
    for (size_t left = chance(5); left; left--)
        url = slice_concat(arena, url, slice_from(steps[chance(5)]));
    return url;
}

/* Walks from a folder URL as a browser does. */
static struct slice walk(struct arena *arena, struct slice from, struct slice way) {
    struct slice at = slice_copy(arena, from), step;
    while (slice_next_field(&way, '/', &step)) {
        if (slice_is(step, "..")) {
            assert_true(at.size > 0);
            at = path_directory(slice_part(at, 0, at.size - 1));
            if (at.size)
                at = slice_concat(arena, at, SLICE("/"));
        } else if (step.size && !slice_is(step, ".")) {
            at = slice_format(arena, "%.*s%.*s/", SLICE_ARG(at), SLICE_ARG(step));
        }
    }
    return at;
}

static void test_path_relative(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    assert_true(
        slice_is(path_relative(&arena, SLICE("axes/1/"), SLICE("agenda/")), "../../agenda/"));
    assert_true(slice_is(path_relative(&arena, SLICE("a/"), SLICE("a/")), "./"));
    assert_true(slice_is(path_relative(&arena, SLICE("a/"), SLICE("a/#x")), "./#x"));
    for (int round = 0; round < 20000; round++) {
        struct slice from = random_url(&arena);
        struct slice to = random_url(&arena);
        struct slice way = path_relative(&arena, from, to);
        assert_true(way.size > 0 && way.data[0] != '/');
        assert_true(slice_equal(walk(&arena, from, way), to));
        arena_reset(&arena);
    }
    arena_dispose(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slice_searches), cmocka_unit_test(test_slice_splits),
        cmocka_unit_test(test_buffer),         cmocka_unit_test(test_utf8_codes),
        cmocka_unit_test(test_utf8_bad_bytes), cmocka_unit_test(test_utf8_nfc),
        cmocka_unit_test(test_utf8_fold),      cmocka_unit_test(test_utf8_fold_ways),
        cmocka_unit_test(test_utf8_collate),   cmocka_unit_test(test_utf8_distance),
        cmocka_unit_test(test_path_parts),     cmocka_unit_test(test_path_resolve),
        cmocka_unit_test(test_path_relative),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
