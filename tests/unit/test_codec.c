/* Numbers and slices to bytes and back, and bytes that are wrong. */
#include "base/codec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_numbers_come_back(void **state) {
    (void)state;
    static const uint64_t numbers[] = {
        0, 1, 127, 128, 300, 16383, UINT32_MAX, 1ULL << 32, UINT64_MAX / 2, UINT64_MAX};
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        codec_put_number(&out, numbers[i]);
    struct codec_reader reader = codec_reader_of(buffer_slice(&out));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_int_equal(codec_take_number(&reader, UINT64_MAX), numbers[i]);
    assert_true(codec_is_done(&reader));
    buffer_dispose(&out);
}

static void test_slices_come_back(void **state) {
    (void)state;
    struct buffer out = BUFFER_INIT;
    codec_put_slice(&out, SLICE("Étape"));
    codec_put_slice(&out, SLICE(""));
    buffer_add(&out, SLICE("xyz"));
    struct codec_reader reader = codec_reader_of(buffer_slice(&out));
    assert_true(slice_is(codec_take_slice(&reader), "Étape"));
    assert_true(slice_is(codec_take_slice(&reader), ""));
    assert_false(codec_is_done(&reader));
    assert_true(slice_is(codec_take_bytes(&reader, 3), "xyz"));
    assert_true(codec_is_done(&reader));
    buffer_dispose(&out);
}

static uint64_t read_number(struct slice bytes, uint64_t max, bool *failed) {
    struct codec_reader reader = codec_reader_of(bytes);
    uint64_t number = codec_take_number(&reader, max);
    *failed = reader.failed;
    return number;
}

static void test_wrong_numbers_fail(void **state) {
    (void)state;
    static const struct slice wrong[] = {
        SLICE(""),
        SLICE("\x80"),                                     /* no end */
        SLICE("\x81\x00"),                                 /* longer than it need be */
        SLICE("\x0B"),                                     /* over the maximum */
        SLICE("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02"), /* over 64 bits */
        SLICE("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"),
    };
    bool failed;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(read_number(wrong[i], i == 3 ? 10 : UINT64_MAX, &failed), 0);
        assert_true(failed);
    }
    assert_int_equal(read_number(SLICE("\x0A"), 10, &failed), 10);
    assert_false(failed);
}

static void test_sizes_are_not_believed(void **state) {
    (void)state;
    struct codec_reader reader = codec_reader_of(SLICE("\x04"
                                                       "abc"));
    assert_int_equal(codec_take_slice(&reader).size, 0);
    assert_true(reader.failed);
    assert_int_equal(codec_take_number(&reader, 1000), 0); /* for good */
    reader = codec_reader_of(SLICE("\x02"
                                   "abc"));
    assert_int_equal(codec_take_count(&reader, 2), 0);
    assert_true(reader.failed);
    reader = codec_reader_of(SLICE("\x03"
                                   "abc"));
    assert_int_equal(codec_take_count(&reader, 1), 3);
    assert_false(reader.failed);
    assert_int_equal(codec_take_bytes(&reader, 4).size, 0);
    assert_false(codec_is_done(&reader));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_come_back),
        cmocka_unit_test(test_slices_come_back),
        cmocka_unit_test(test_wrong_numbers_fail),
        cmocka_unit_test(test_sizes_are_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
