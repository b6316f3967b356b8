/* The locked room: known answers of its cryptography, the sizes and names of its files. Opening it
 * with other people's code is for tests/output/room.mjs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "publish/room.h"

static struct slice hex_of(struct arena *arena, const unsigned char *bytes, size_t size) {
    struct buffer out = BUFFER_INIT;
    crypt_add_hex(&out, bytes, size);
    struct slice text = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return text;
}

/* FIPS 180-2, its first example. */
static void test_digests(void **state) {
    struct arena arena = ARENA_INIT;
    struct error error;
    unsigned char out[CRYPT_KEY];
    (void)state;
    assert_int_equal(crypt_digest(SLICE("abc"), out, &error), 0);
    assert_string_equal(hex_of(&arena, out, sizeof out).data,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    arena_dispose(&arena);
}

/* A MAC depends on the bytes, not on how they were cut. */
static void test_mac_parts(void **state) {
    struct error error;
    unsigned char key[CRYPT_KEY] = {1, 2, 3}, one[CRYPT_KEY], two[CRYPT_KEY];
    const struct slice whole[] = {SLICE("abcdef")};
    const struct slice parts[] = {SLICE("abc"), SLICE(""), SLICE("def")};
    (void)state;
    assert_int_equal(crypt_mac(key, whole, 1, one, &error), 0);
    assert_int_equal(crypt_mac(key, parts, 3, two, &error), 0);
    assert_memory_equal(one, two, sizeof one);
}

/* The GCM specification's test case 13: no text, a key and a nonce of zeros. */
static void test_seal(void **state) {
    struct arena arena = ARENA_INIT;
    struct error error;
    const unsigned char key[CRYPT_KEY] = {0}, nonce[CRYPT_NONCE] = {0};
    unsigned char out[CRYPT_NONCE + 16 + CRYPT_TAG];
    const char zeros[16] = {0};
    (void)state;
    assert_int_equal(crypt_seal(key, nonce, SLICE(""), (struct slice){zeros, 16}, out, &error), 0);
    assert_string_equal(hex_of(&arena, out + CRYPT_NONCE, 16 + CRYPT_TAG).data,
                        "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
    arena_dispose(&arena);
}

static void test_hex(void **state) {
    unsigned char bytes[2];
    (void)state;
    assert_true(crypt_read_hex(SLICE("0aff"), bytes, 2));
    assert_int_equal(bytes[0] << 8 | bytes[1], 0x0aff);
    assert_false(crypt_read_hex(SLICE("0aFF"), bytes, 2));
    assert_false(crypt_read_hex(SLICE("0af"), bytes, 2));
    assert_false(crypt_read_hex(SLICE("0affa"), bytes, 2));
    assert_false(crypt_read_hex(SLICE("0x0a"), bytes, 2));
}

/* The sealed size of a file, from its size: 4 a doubling, never less than the file. */
static void test_sizes(void **state) {
    static const size_t sizes[][2] = {{0, 16},     {16380, 16},   {16381, 20},  {20476, 20},
                                      {20477, 24}, {32764, 32},   {32765, 40},  {65532, 64},
                                      {65533, 80}, {131068, 128}, {131069, 160}};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct arena arena = ARENA_INIT;
        struct room_key key = {.seal = {1}};
        char *bytes = arena_zero(&arena, sizes[i][0] + 1, 1);
        struct publish_file inner = {.path = SLICE("a/index.html"), .bytes = {bytes, sizes[i][0]}};
        struct publish_file *files;
        struct slice sealed;
        size_t count;
        struct error error;
        struct publish_scratch scratch = {.arena = &arena};
        assert_int_equal(room_list(&arena, &key, false, &inner, 1, &files, &count, &error), 0);
        assert_int_equal(count, 3);
        assert_true(slice_is(files[0].path, "entree.json"));
        assert_int_equal(files[1].make(files[1].context, files[1].item, &scratch, &sealed, &error),
                         0);
        assert_int_equal(sealed.size, CRYPT_NONCE + 1024 * sizes[i][1] + CRYPT_TAG);
        arena_dispose(&arena);
    }
}

static void test_weakness(void **state) {
    static const struct {
        const char *words;
        bool strong;
    } cases[] = {
        {"girafe tambour violet orage mouton canard", true},
        {"k7Qm2xV9tRw4Zp8LbN3c", true},
        {"k7Qm2xV9tRw4Zp8LbN3", false}, /* 19 characters */
        {"abababababababababababab", false},
        {"12345678901234567890", false},
        {"azertyuiopqsdfghjklm", false},
        {"Centre Hospitalier d'Ombrelle", false}, /* known */
        {"ombrelle ombrelle ombrelle", false},
        {"partenaires du contrat local", false},
        {"éééééééééééééééééééééé", false},
    };
    const struct slice known[] = {SLICE("Centre hospitalier d’Ombrelle")};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = ARENA_INIT;
        struct room_passphrase passphrase = {SLICE("Mairie"), slice_from(cases[i].words)};
        struct slice weakness = room_weakness(&arena, &passphrase, known, 1);
        if ((weakness.data == NULL) != cases[i].strong)
            fail_msg("%s: %.*s", cases[i].words, SLICE_ARG(weakness));
        arena_dispose(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digests), cmocka_unit_test(test_mac_parts),
        cmocka_unit_test(test_seal),    cmocka_unit_test(test_hex),
        cmocka_unit_test(test_sizes),   cmocka_unit_test(test_weakness),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
