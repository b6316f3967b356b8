/*
 * UTF-8 text: checking, normal form, folding for comparisons, slugs. Unicode's own work is done by
 * libutf8proc. Functions that take text expect valid UTF-8 (see utf8_check).
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/slice.h"

#include <stdint.h>

/* Offset of the first byte that is not valid UTF-8, or of a NUL byte; text.size when all is well.
 */
size_t utf8_check(struct slice text);

/*
 * Takes the next code point off `text` (not empty). Bytes that are not UTF-8 come out one by one
 * as U+FFFD.
 */
uint32_t utf8_next_long(struct slice *text); /* when it is not ASCII */
static inline uint32_t utf8_next(struct slice *text) {
    uint8_t first = (uint8_t)text->data[0];
    if (first >= 0x80)
        return utf8_next_long(text);
    text->data++;
    text->size--;
    return first;
}

/* Writes `code` as UTF-8 into `bytes` and returns how many were used, 1 to 4. */
size_t utf8_encode(uint32_t code, char bytes[4]);

/* Code points in the text. */
size_t utf8_count(struct slice text);

/* Columns a terminal needs for the text: wide characters count two, combining marks none. */
size_t utf8_columns(struct slice text);

/* Letter or decimal digit in any script. */
bool utf8_is_word(uint32_t code);
bool utf8_is_upper(uint32_t code);

/* The text in Unicode's normal form C; text itself when that is seen at a glance. */
struct slice utf8_nfc(struct arena *arena, struct slice text);

/*
 * The text for comparisons: no case, no accents, œ as oe, ’ as ', every run of white space as one
 * space, none at the ends. "  Réalisée " and "REALISEE" give "realisee".
 */
struct slice utf8_fold(struct arena *arena, struct slice text);

/*
 * The text for a URL: folded, letters a to z, digits, and single hyphens between them; other
 * scripts keep their letters as they are. May be empty ("!!!").
 */
struct slice utf8_slug(struct arena *arena, struct slice text);

/* Length of the longest prefix of at most `count` code points, in bytes. */
size_t utf8_prefix(struct slice text, size_t count);

/* The first letter in upper case, or in lower case. */
struct slice utf8_capitalize(struct arena *arena, struct slice text);
struct slice utf8_uncapitalize(struct arena *arena, struct slice text);

/*
 * Order for lists that people read (French): folded, digits by their value ("2" before "10"),
 * then bytes. Negative, 0 or positive.
 */
int utf8_collate(struct slice a, struct slice b);

/*
 * Edits (insert, delete, replace, swap of neighbours) from a to b: the optimal string alignment
 * distance. Texts over 64 bytes count as far apart: returns their longer size.
 */
size_t utf8_distance(struct slice a, struct slice b);

#endif
