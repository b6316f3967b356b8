#include "content/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void reads_french_numbers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double number;
    } cases[] = {
        {"0", 0},
        {"12,5", 12.5},
        {"12.5", 12.5},
        {"94 000", 94000},
        {"94000", 94000},
        {"94\xC2\xA0"
         "000",
         94000},
        {"1\xE2\x80\xAF"
         "234\xE2\x80\xAF"
         "567",
         1234567},
        {"1 234,5", 1234.5},
        {"-3", -3},
        {"+3", 3},
        {"\xE2\x88\x92"
         "3,25",
         -3.25},
        {"1.000", 1},
        {"  7 ", 7},
        {"007", 7},
        {"\xC2\xA0"
         "7\xC2\xA0",
         7},
        {"0,1", 0.1},
        {"123456789012345", 123456789012345},
        {"3,14159265358979323846264338327950288", 3.14159265358979323846},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double number = -1;
        assert_true(number_parse(slice_from(cases[i].text), &number));
        assert_true(fabs(number - cases[i].number) <= fabs(cases[i].number) * 2e-16);
    }
    double zero = 1;
    assert_true(number_parse(SLICE("-0"), &zero));
    assert_false(signbit(zero));
}

static void refuses_the_rest(void **state) {
    (void)state;
    static const char *const cases[] = {
        "",
        " ",
        "abc",
        "1.234.5",
        "12,5,6",
        "1.234,5",
        "12 5",
        "1 2345",
        "1234 567",
        "1  234",
        ",5",
        ".5",
        "5,",
        "5.",
        "- 3",
        "--3",
        "1e3",
        "0x10",
        "12a",
        "1 234 56",
        "50 %",
        "25 €",
        "1,5 ,",
        "nan",
        "inf",
        "1 000,",
        "1234567890123456",
        "1/2",
        "\xE2",
        "-",
        "\xE2\x88",
        "1_000",
        "1'000",
        "12,5\xC2\xA0\xC2x",
        "1 000 000 0",
        "1,2 345",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double number = 42;
        if (number_parse(slice_from(cases[i]), &number))
            fail_msg("« %s » was read as %g", cases[i], number);
        assert_true(number == 42);
    }
    double number = 42;
    assert_false(number_parse((struct slice){NULL, 0}, &number));
    assert_false(number_parse((struct slice){"1\0", 2}, &number));
}

static void reads_units_when_allowed(void **state) {
    (void)state;
    double number = 0;
    assert_true(number_parse_unit(SLICE("25 000 €"), NUMBER_EURO, &number));
    assert_true(number == 25000);
    assert_true(number_parse_unit(SLICE("25 000\xC2\xA0€\xC2\xA0"), NUMBER_EURO, &number));
    assert_true(number_parse_unit(SLICE("12,5€"), NUMBER_EURO, &number));
    assert_true(number == 12.5);
    assert_true(number_parse_unit(SLICE("300 euros"), NUMBER_EURO | NUMBER_PERCENT, &number));
    assert_true(number_parse_unit(SLICE("50 %"), NUMBER_PERCENT, &number));
    assert_true(number == 50);
    assert_true(number_parse_unit(SLICE("50"), NUMBER_PERCENT, &number));
    assert_false(number_parse_unit(SLICE("50 %"), NUMBER_EURO, &number));
    assert_false(number_parse_unit(SLICE("50 €"), NUMBER_PERCENT, &number));
    assert_false(number_parse_unit(SLICE("50 k€"), NUMBER_EURO, &number));
    assert_false(number_parse_unit(SLICE("€"), NUMBER_EURO, &number));
    assert_false(number_parse_unit(SLICE("50 € €"), NUMBER_EURO, &number));
}

static void counts_cents(void **state) {
    (void)state;
    static const struct {
        const char *text;
        long long cents;
    } cases[] = {
        {"25000", 2500000},
        {"25 000 €", 2500000},
        {"0,1", 10},
        {"0,29", 29},
        {"-12,5", -1250},
        {"1 234,56", 123456},
        {"999 999 999 999 999,99", 99999999999999999},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        long long cents = 0;
        assert_true(number_parse_cents(slice_from(cases[i].text), &cents));
        assert_int_equal(cents, cases[i].cents);
    }
    long long cents = 7;
    assert_false(number_parse_cents(SLICE("12,345"), &cents));
    assert_false(number_parse_cents(SLICE("1.000"), &cents));
    assert_false(number_parse_cents(SLICE("12 %"), &cents));
    assert_int_equal(cents, 7);
}

/* Every amount of cents, written in French, is read back. */
static void cents_round_trip(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        long long amount = (long long)(seed >> 12) % 100000000000000LL;
        char text[64];
        snprintf(text, sizeof text, "%s%lld,%02lld €", i % 2 ? "-" : "", amount / 100,
                 amount % 100);
        long long cents = 0;
        assert_true(number_parse_cents(slice_from(text), &cents));
        assert_int_equal(cents, i % 2 ? -amount : amount);
    }
}

static void scans_as_strtod_does(void **state) {
    (void)state;
    static const char *const cases[] = {
        "1",
        "-1.5",
        "+2",
        ".5",
        "5.",
        "1e3",
        "1.5E-3x",
        "12px",
        "3.1084,45",
        "1em",
        "0.1e+2 ",
        "1e",
        "1e+",
        "00012",
        "123456789012345678901234567890",
        "1e22",
        "1e-22",
        "1.7e308",
        "2.2250738585072014e-308",
        "-0.0",
        "179.99999999999997",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char *end;
        double expected = strtod(cases[i], &end);
        double number = -7;
        assert_int_equal(number_scan(slice_from(cases[i]), &number), end - cases[i]);
        assert_true(fabs(number - expected) <= fabs(expected) * 5e-16);
    }
    double number = 7;
    static const char *const none[] = {"",
                                       "-",
                                       ".",
                                       "e3",
                                       "+.",
                                       "x1",
                                       "1e999",
                                       "-1e999",
                                       "nan",
                                       "\xE2\x88\x92"
                                       "3"};
    for (size_t i = 0; i < COUNT(none); i++)
        assert_int_equal(number_scan(slice_from(none[i]), &number), 0);
    assert_true(number == 7);
    assert_int_equal(number_scan(SLICE("1e-999"), &number), 6);
    assert_true(number == 0);
}

/* What a program prints with up to 15 digits comes back as strtod reads it, to the last bit. */
static void scans_short_numbers_exactly(void **state) {
    (void)state;
    uint64_t seed = 2;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        char text[64];
        snprintf(text, sizeof text, "%.*f", i % 10, (double)(int64_t)seed / 1e14 / (1 + i % 97));
        double number = 0;
        assert_int_equal(number_scan(slice_from(text), &number), strlen(text));
        assert_true(number == strtod(text, NULL));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_french_numbers),
        cmocka_unit_test(refuses_the_rest),
        cmocka_unit_test(reads_units_when_allowed),
        cmocka_unit_test(counts_cents),
        cmocka_unit_test(cents_round_trip),
        cmocka_unit_test(scans_as_strtod_does),
        cmocka_unit_test(scans_short_numbers_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
