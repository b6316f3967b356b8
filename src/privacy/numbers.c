/* Numbers that are told by their form and, where they have one, by their key. */
#include "privacy/privacy.h"

#include <ctype.h>
#include <stdint.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define SIGNS_MAX 34 /* of an IBAN */

/* Letters and digits read one by one, with at most one separator between two of them. */
struct reading {
    struct slice text;
    size_t at; /* after what was read */
    char signs[SIGNS_MAX];
    size_t count;
};

static bool is_sign(char byte) {
    return isalnum((unsigned char)byte) && (unsigned char)byte < 0x80;
}

/* Bytes of the separator that the text begins with: a space of any kind, a dot, a hyphen. */
static size_t separator_size(struct slice text) {
    static const char *const separators[] = {" ", ".", "-", "\xC2\xA0", "\xE2\x80\xAF"};
    for (size_t i = 0; i < COUNT(separators); i++)
        if (slice_starts(text, separators[i]))
            return strlen(separators[i]);
    return 0;
}

/*
 * Reads signs until there are `wanted`. A separator is passed over where bit `count` of `gaps` is
 * set. Returns false when something else comes, or when a letter or digit follows the last.
 */
static bool read_signs(struct reading *reading, size_t wanted, uint64_t gaps) {
    while (reading->count < wanted) {
        size_t gap = separator_size(slice_from_offset(reading->text, reading->at));
        if (gap && (gaps >> reading->count & 1))
            reading->at += gap;
        if (reading->at >= reading->text.size || !is_sign(reading->text.data[reading->at]))
            return false;
        reading->signs[reading->count++] =
            (char)toupper((unsigned char)reading->text.data[reading->at++]);
    }
    return reading->at >= reading->text.size || !is_sign(reading->text.data[reading->at]);
}

static bool are_digits(const struct reading *reading, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (!slice_is_digit(reading->signs[i]))
            return false;
    return true;
}

static unsigned two_digits(const struct reading *reading, size_t at) {
    return (unsigned)(reading->signs[at] - '0') * 10 + (unsigned)(reading->signs[at + 1] - '0');
}

/* Bytes of what stands before the nine digits of a mobile number, with `trunk` set when it is the
 * national 0. */
static size_t prefix_size(struct slice text, bool *trunk) {
    static const char *const countries[] = {"+33",   "0033", "+262",  "00262", "+590",
                                            "00590", "+594", "00594", "+596",  "00596"};
    *trunk = false;
    for (size_t i = 0; i < COUNT(countries); i++) {
        if (!slice_starts(text, countries[i]))
            continue;
        size_t size = strlen(countries[i]);
        size += separator_size(slice_from_offset(text, size));
        if (slice_starts(slice_from_offset(text, size), "(0)"))
            size += 3;
        return size + separator_size(slice_from_offset(text, size));
    }
    *trunk = text.size && text.data[0] == '0';
    return *trunk;
}

/* Mobile numbers begin with 06 and 07 in the numbering plan of Arcep, overseas too (0690, 0692,
 * 0694, 0696 ...). One separator all through, and not in the middle: "06001 06002" is two codes. */
size_t privacy_match_mobile(struct slice text) {
    const uint64_t gaps = 1U << 1 | 1U << 2 | 1U << 3 | 1U << 5 | 1U << 6 | 1U << 7;
    struct reading reading = {.text = text};
    bool trunk;
    reading.at = prefix_size(text, &trunk);
    size_t start = reading.at;
    if (start == 0 || start >= text.size || !strchr("67", text.data[start]) ||
        !read_signs(&reading, 9, gaps) || !are_digits(&reading, 0, 9))
        return 0;
    struct slice gap = {NULL, 0};
    for (size_t i = start; i < reading.at; i++) {
        size_t size = separator_size(slice_part(text, i, reading.at - i));
        struct slice found = slice_part(text, i, size);
        if (size && gap.size && !slice_equal(gap, found))
            return 0;
        gap = size ? found : gap;
        i += size ? size - 1 : 0;
    }
    return reading.at;
}

static bool is_birth_month(unsigned month) {
    return (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
}

/* NIR: 13 signs (sex, year, month, department, commune, order) and a key, 97 less their remainder
 * by 97; Corsica's 2A counts as 19, its 2B as 18 (Insee, décret 82-103). */
size_t privacy_match_nir(struct slice text) {
    const uint64_t gaps = 1U << 1 | 1U << 3 | 1U << 5 | 1U << 7 | 1U << 8 | 1U << 10 | 1U << 13;
    struct reading reading = {.text = text};
    if (!read_signs(&reading, 15, gaps))
        return 0;
    char corsica = reading.signs[5] == '2' ? reading.signs[6] : 0;
    if (corsica == 'A' || corsica == 'B') {
        reading.signs[5] = '1';
        reading.signs[6] = corsica == 'A' ? '9' : '8';
    }
    if (!are_digits(&reading, 0, 15) || !strchr("123478", reading.signs[0]) ||
        !is_birth_month(two_digits(&reading, 3)))
        return 0;
    uint64_t number = 0;
    for (size_t i = 0; i < 13; i++)
        number = number * 10 + (uint64_t)(reading.signs[i] - '0');
    return 97 - number % 97 == two_digits(&reading, 13) ? reading.at : 0;
}

/* Signs of an IBAN, by country (SWIFT, IBAN registry): those that a French contract may meet. */
static size_t iban_size(struct slice text) {
    static const struct {
        char country[3];
        unsigned char size;
    } sizes[] = {{"FR", 27}, {"MC", 27}, {"BE", 16}, {"LU", 20}, {"DE", 22}, {"CH", 21},
                 {"IT", 27}, {"ES", 24}, {"PT", 25}, {"NL", 18}, {"GB", 22}, {"IE", 22},
                 {"AT", 20}, {"AD", 24}, {"LT", 20}, {"PL", 28}, {"RO", 24}};
    for (size_t i = 0; text.size > 2 && i < COUNT(sizes); i++)
        if (toupper((unsigned char)text.data[0]) == sizes[i].country[0] &&
            toupper((unsigned char)text.data[1]) == sizes[i].country[1])
            return sizes[i].size;
    return 0;
}

/* The key of ISO 13616: the four first signs put last, letters as 10 to 35, the remainder by 97 is
 * 1. */
size_t privacy_match_iban(struct slice text) {
    struct reading reading = {.text = text};
    size_t size = iban_size(text);
    if (size == 0 || !read_signs(&reading, size, UINT64_MAX) || !are_digits(&reading, 2, 4))
        return 0;
    unsigned remainder = 0;
    for (size_t i = 0; i < size; i++) {
        char sign = reading.signs[(i + 4) % size];
        if (slice_is_digit(sign))
            remainder = (remainder * 10 + (unsigned)(sign - '0')) % 97;
        else
            remainder = (remainder * 100 + (unsigned)(sign - 'A') + 10) % 97;
    }
    return remainder == 1 ? reading.at : 0;
}

/* The digit that stands for a sign of a French account number: A and J are 1, B, K and S are 2. */
static unsigned rib_digit(char sign) {
    if (slice_is_digit(sign))
        return (unsigned)(sign - '0');
    if (sign >= 'S')
        return (unsigned)(sign - 'S') + 2;
    return (unsigned)(sign - 'A') % 9 + 1;
}

/* RIB: bank, branch, account, key; 89 b + 15 g + 3 c + key is a multiple of 97 (CFONB). */
size_t privacy_match_rib(struct slice text) {
    struct reading reading = {.text = text};
    if (!read_signs(&reading, 23, 1U << 5 | 1U << 10 | 1U << 21) || !are_digits(&reading, 0, 10) ||
        !are_digits(&reading, 21, 23))
        return 0;
    uint64_t parts[3] = {0, 0, 0};
    for (size_t i = 0; i < 21; i++) {
        uint64_t *part = &parts[i < 5 ? 0 : i < 10 ? 1 : 2];
        *part = *part * 10 + rib_digit(reading.signs[i]);
    }
    uint64_t sum = 89 * parts[0] + 15 * parts[1] + 3 * parts[2] + two_digits(&reading, 21);
    return sum % 97 == 0 && parts[0] ? reading.at : 0;
}
