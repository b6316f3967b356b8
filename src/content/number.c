#include "content/number.h"

#include "base/utf8.h"

#include <math.h>
#include <stdint.h>

#define INTEGER_DIGITS 15 /* what a double holds exactly, and far from overflowing cents */
#define MANTISSA_DIGITS 18
#define EXACT_POWER 22 /* the largest power of ten that a double holds exactly */
#define EXPONENT_LIMIT 400

/* A number before it is given a type: (-1)^negative × mantissa × 10^exponent. */
struct decimal {
    bool negative;
    uint64_t mantissa;
    int digits;   /* of the mantissa, leading zeros left out */
    int exponent; /* of ten */
    int decimals; /* written after the point or comma */
};

static bool starts_with_digit(struct slice text) {
    return text.size && slice_is_digit(text.data[0]);
}

static void skip(struct slice *text, size_t size) {
    *text = slice_from_offset(*text, size);
}

/* Bytes of the space that the text begins with, 0 when it begins with none. */
static size_t space_size(struct slice text) {
    if (slice_starts(text, " ") || slice_starts(text, "\t"))
        return 1;
    if (slice_starts(text, "\xC2\xA0"))
        return 2;
    return slice_starts(text, "\xE2\x80\xAF") || slice_starts(text, "\xE2\x80\x89") ? 3 : 0;
}

static void skip_spaces(struct slice *text) {
    for (size_t size; (size = space_size(*text)) != 0;)
        skip(text, size);
}

static void take_sign(struct slice *text, bool *negative) {
    *negative = slice_starts(*text, "-") || slice_starts(*text, "\xE2\x88\x92");
    if (*negative)
        skip(text, text->data[0] == '-' ? 1 : 3);
    else if (slice_starts(*text, "+"))
        skip(text, 1);
}

/* Adds a digit to the mantissa; those that no longer fit only move the exponent. */
static void add_digit(struct decimal *decimal, char digit, bool after_point) {
    if (decimal->digits < MANTISSA_DIGITS) {
        decimal->mantissa = decimal->mantissa * 10 + (uint64_t)(digit - '0');
        decimal->digits += decimal->mantissa != 0;
        decimal->exponent -= after_point && decimal->exponent > -EXPONENT_LIMIT;
    } else {
        decimal->exponent += !after_point && decimal->exponent < EXPONENT_LIMIT;
    }
}

/* Takes the digits that the text begins with, and returns how many there are. */
static size_t take_digits(struct slice *text, struct decimal *decimal, bool after_point) {
    size_t count = 0;
    for (; starts_with_digit(*text); count++) {
        add_digit(decimal, text->data[0], after_point);
        skip(text, 1);
    }
    return count;
}

/* "94000" or "94 000": once there is a space, each group after it has three digits. */
static bool take_integer(struct slice *text, struct decimal *decimal) {
    size_t first = take_digits(text, decimal, false);
    if (first == 0)
        return false;
    for (;;) {
        size_t space = space_size(*text);
        struct slice rest = slice_from_offset(*text, space);
        if (space == 0 || !starts_with_digit(rest))
            return decimal->digits <= INTEGER_DIGITS;
        if (first > 3 || take_digits(&rest, decimal, false) != 3)
            return false;
        *text = rest;
    }
}

static bool take_decimals(struct slice *text, struct decimal *decimal) {
    if (!slice_starts(*text, ".") && !slice_starts(*text, ","))
        return true;
    skip(text, 1);
    size_t count = take_digits(text, decimal, true);
    decimal->decimals = count < EXPONENT_LIMIT ? (int)count : EXPONENT_LIMIT;
    return count != 0;
}

static bool take_unit(struct slice text, unsigned units) {
    static const char *const euros[] = {"€", "EUR", "euros", "euro"};
    for (size_t i = 0; units & NUMBER_EURO && i < sizeof euros / sizeof *euros; i++)
        if (slice_is(text, euros[i]))
            return true;
    return units & NUMBER_PERCENT && slice_is(text, "%");
}

static bool parse_decimal(struct slice text, unsigned units, struct decimal *decimal) {
    *decimal = (struct decimal){0};
    text = slice_trim(text);
    skip_spaces(&text);
    take_sign(&text, &decimal->negative);
    if (!take_integer(&text, decimal) || !take_decimals(&text, decimal))
        return false;
    skip_spaces(&text);
    if (text.size == 0)
        return true;
    while (text.size) { /* no-break spaces at the end */
        size_t last = 1;
        while (last < text.size && last < 3 && (text.data[text.size - last] & 0xC0) == 0x80)
            last++;
        if (space_size(slice_from_offset(text, text.size - last)) != last)
            break;
        text.size -= last;
    }
    return take_unit(text, units);
}

/* mantissa × 10^exponent; each step is exact or rounds once, so that the result is portable. */
static double decimal_value(const struct decimal *decimal) {
    double value = (double)decimal->mantissa;
    int exponent = decimal->exponent;
    while (exponent != 0 && value != 0) {
        int step = exponent < 0 ? -exponent : exponent;
        step = step > EXACT_POWER ? EXACT_POWER : step;
        double power = 1;
        for (int i = 0; i < step; i++)
            power *= 10;
        value = exponent < 0 ? value / power : value * power;
        exponent += exponent < 0 ? step : -step;
    }
    return decimal->negative && value != 0 ? -value : value;
}

bool number_parse_unit(struct slice text, unsigned units, double *number) {
    struct decimal decimal;
    if (!parse_decimal(text, units, &decimal))
        return false;
    *number = decimal_value(&decimal);
    return true;
}

bool number_parse(struct slice text, double *number) {
    return number_parse_unit(text, 0, number);
}

bool number_parse_cents(struct slice text, long long *cents) {
    struct decimal decimal;
    if (!parse_decimal(text, NUMBER_EURO, &decimal) || decimal.decimals > 2)
        return false;
    long long value = (long long)decimal.mantissa;
    for (int i = decimal.decimals; i < 2; i++)
        value *= 10;
    *cents = decimal.negative ? -value : value;
    return true;
}

/* The exponent of "e-3", when there is one: "e" alone is the beginning of "em". */
static void scan_exponent(struct slice *text, struct decimal *decimal) {
    if (!slice_starts(*text, "e") && !slice_starts(*text, "E"))
        return;
    struct slice rest = slice_from_offset(*text, 1);
    bool negative;
    if (slice_starts(rest, "\xE2"))
        return;
    take_sign(&rest, &negative);
    if (!starts_with_digit(rest))
        return;
    int exponent = 0;
    for (; starts_with_digit(rest); skip(&rest, 1))
        exponent = exponent < 2 * EXPONENT_LIMIT ? exponent * 10 + (rest.data[0] - '0') : exponent;
    decimal->exponent += negative ? -exponent : exponent;
    *text = rest;
}

size_t number_scan(struct slice text, double *number) {
    struct slice rest = text;
    struct decimal decimal = {0};
    if (slice_starts(rest, "\xE2"))
        return 0;
    take_sign(&rest, &decimal.negative);
    size_t digits = take_digits(&rest, &decimal, false);
    if (slice_starts(rest, ".")) {
        struct slice after = slice_from_offset(rest, 1);
        size_t decimals = take_digits(&after, &decimal, true);
        if (digits + decimals)
            rest = after;
        digits += decimals;
    }
    if (digits == 0)
        return 0;
    scan_exponent(&rest, &decimal);
    double value = decimal_value(&decimal);
    if (!isfinite(value))
        return 0;
    *number = value;
    return text.size - rest.size;
}
