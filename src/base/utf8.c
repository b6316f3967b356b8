#include "base/utf8.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* How many bytes at the start of a text are ASCII without NUL: eight are looked at together. */
static size_t ascii_run(const uint8_t *bytes, size_t size) {
    const uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
    size_t at = 0;
    uint64_t eight;
    for (; at + sizeof eight <= size; at += sizeof eight) {
        memcpy(&eight, bytes + at, sizeof eight);
        if ((eight | (eight - ones)) & highs) /* a byte from 0x80 on, or a zero that borrowed */
            break;
    }
    while (at < size && bytes[at] != 0 && bytes[at] < 0x80)
        at++;
    return at;
}

size_t utf8_check(struct slice text) {
    const uint8_t *bytes = (const uint8_t *)text.data;
    size_t at = 0;
    while (at < text.size) {
        at += ascii_run(bytes + at, text.size - at);
        if (at == text.size)
            break;
        bool pair = text.size - at >= 2 && bytes[at] >= 0xC2 && bytes[at] <= 0xDF;
        if (pair && (bytes[at + 1] & 0xC0) == 0x80) { /* é */
            at += 2;
            continue;
        }
        int32_t code;
        utf8proc_ssize_t size =
            utf8proc_iterate(bytes + at, (utf8proc_ssize_t)(text.size - at), &code);
        if (size <= 0 || code <= 0)
            return at;
        at += (size_t)size;
    }
    return text.size;
}

uint32_t utf8_next_long(struct slice *text) {
    const uint8_t *bytes = (const uint8_t *)text->data;
    utf8proc_ssize_t size = 2;
    int32_t code;
    if (text->size >= 2 && bytes[0] >= 0xC2 && bytes[0] <= 0xDF && (bytes[1] & 0xC0) == 0x80) {
        code = (bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F);
    } else {
        size = utf8proc_iterate(bytes, (utf8proc_ssize_t)text->size, &code);
        if (size <= 0) {
            size = 1;
            code = 0xFFFD;
        }
    }
    text->data += size;
    text->size -= (size_t)size;
    return (uint32_t)code;
}

size_t utf8_encode(uint32_t code, char bytes[4]) {
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)bytes);
}

size_t utf8_count(struct slice text) {
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += ((uint8_t)text.data[i] & 0xC0) != 0x80;
    return count;
}

size_t utf8_columns(struct slice text) {
    size_t columns = 0;
    while (text.size) {
        uint32_t code = utf8_next(&text);
        columns += code < 0x80 ? 1 : (size_t)utf8proc_charwidth((utf8proc_int32_t)code);
    }
    return columns;
}

bool utf8_is_word(uint32_t code) {
    if (code < 0x80)
        return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
               (code >= 'A' && code <= 'Z');
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
        return true;
    default:
        return false;
    }
}

bool utf8_is_upper(uint32_t code) {
    if (code < 0x80)
        return code >= 'A' && code <= 'Z';
    return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LU;
}

static struct slice map_text(struct arena *arena, struct slice text, utf8proc_option_t options) {
    uint8_t *mapped = NULL;
    utf8proc_ssize_t size =
        utf8proc_map((const uint8_t *)text.data, (utf8proc_ssize_t)text.size, &mapped, options);
    if (size == UTF8PROC_ERROR_NOMEM)
        arena_exhausted();
    if (size < 0) { /* not UTF-8: leave it to utf8_check to say so */
        free(mapped);
        return text;
    }
    struct slice copy = slice_copy(arena, (struct slice){(const char *)mapped, (size_t)size});
    free(mapped);
    return copy;
}

/*
 * Whether the text can be told to be in form C at a glance: nothing below U+0300 changes, nor do
 * the dashes, quotes and narrow spaces of French.
 */
static bool is_plainly_nfc(struct slice text) {
    while (text.size) {
        uint32_t code = utf8_next(&text);
        if (code >= 0x300 && !(code >= 0x2010 && code <= 0x202F) && code != 0x20AC)
            return false;
    }
    return true;
}

struct slice utf8_nfc(struct arena *arena, struct slice text) {
    return is_plainly_nfc(text) ? text : map_text(arena, text, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
}

/*
 * What the letters of Latin-1 (C3 80 to C3 BF) come to; a space for those that need the tables of
 * Unicode.
 */
static const char latin_letters[] = "aaaaaa ceeeeiiii nooooo  uuuuy  "
                                    "aaaaaa ceeeeiiii nooooo  uuuuy y";

/* Folds ASCII, the accented letters of French, ’ and no-break spaces, the whole of most texts.
 * Returns the size, or SIZE_MAX when there is something else. */
static size_t fold_french(struct slice text, char *bytes) {
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        uint8_t byte = (uint8_t)text.data[i];
        uint8_t next = i + 1 < text.size ? (uint8_t)text.data[i + 1] : 0;
        if (byte < 0x80) {
            bytes[size++] = (char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
        } else if (byte == 0xC3 && next >= 0x80 && latin_letters[next - 0x80] != ' ') {
            bytes[size++] = latin_letters[next - 0x80];
            i++;
        } else if (byte == 0xC2 && next == 0xA0) {
            bytes[size++] = ' ';
            i++;
        } else if (byte == 0xE2 && next == 0x80 && i + 2 < text.size &&
                   ((uint8_t)text.data[i + 2] == 0x99 || (uint8_t)text.data[i + 2] == 0xAF)) {
            bytes[size++] = (uint8_t)text.data[i + 2] == 0x99 ? '\'' : ' ';
            i += 2;
        } else {
            return SIZE_MAX;
        }
    }
    return size;
}

/* Folded text without accents; white space is left as it is. */
static struct slice fold_letters(struct arena *arena, struct slice text) {
    char *folded = arena_alloc(arena, text.size + 1);
    size_t folded_size = fold_french(text, folded);
    if (folded_size != SIZE_MAX)
        return (struct slice){folded, folded_size};
    struct slice mapped = map_text(arena, text,
                                   UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                       UTF8PROC_STRIPMARK | UTF8PROC_IGNORE | UTF8PROC_STABLE);
    char *bytes = arena_alloc(arena, mapped.size + 1);
    size_t size = 0;
    while (mapped.size) {
        struct slice before = mapped;
        uint32_t code = utf8_next(&mapped);
        if (code == 0x153 || code == 0xE6) { /* œ, æ */
            bytes[size++] = code == 0x153 ? 'o' : 'a';
            bytes[size++] = 'e';
        } else if (code == 0x2019 || code == 0x2BC) {
            bytes[size++] = '\'';
        } else {
            size_t length = before.size - mapped.size;
            memcpy(bytes + size, before.data, length);
            size += length;
        }
    }
    return (struct slice){bytes, size};
}

struct slice utf8_fold(struct arena *arena, struct slice text) {
    struct slice folded = slice_trim(fold_letters(arena, text));
    char *bytes = (char *)folded.data;
    size_t size = 0;
    bool space = false;
    for (size_t i = 0; i < folded.size; i++) {
        char byte = folded.data[i];
        bool blank = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
        if (!blank)
            bytes[size++] = byte;
        else if (!space)
            bytes[size++] = ' ';
        space = blank;
    }
    return (struct slice){bytes, size};
}

struct slice utf8_slug(struct arena *arena, struct slice text) {
    struct slice folded = fold_letters(arena, text);
    char *bytes = arena_alloc(arena, folded.size + 1);
    size_t size = 0;
    bool gap = false;
    while (folded.size) {
        struct slice before = folded;
        if (!utf8_is_word(utf8_next(&folded))) {
            gap = size != 0;
            continue;
        }
        if (gap)
            bytes[size++] = '-';
        gap = false;
        size_t length = before.size - folded.size;
        memcpy(bytes + size, before.data, length);
        size += length;
    }
    bytes[size] = '\0';
    return (struct slice){bytes, size};
}

size_t utf8_prefix(struct slice text, size_t count) {
    struct slice rest = text;
    while (rest.size && count--)
        utf8_next(&rest);
    return text.size - rest.size;
}

static struct slice with_first(struct arena *arena, struct slice text,
                               utf8proc_int32_t (*change)(utf8proc_int32_t code)) {
    if (text.size == 0)
        return text;
    struct slice rest = text;
    uint32_t first = utf8_next(&rest);
    char bytes[4];
    size_t size = utf8_encode((uint32_t)change((utf8proc_int32_t)first), bytes);
    return slice_concat(arena, (struct slice){bytes, size}, rest);
}

struct slice utf8_capitalize(struct arena *arena, struct slice text) {
    return with_first(arena, text, utf8proc_toupper);
}

struct slice utf8_uncapitalize(struct arena *arena, struct slice text) {
    return with_first(arena, text, utf8proc_tolower);
}

/* Takes a run of digits off the text, without its leading zeros. */
static struct slice take_number(struct slice *text) {
    while (text->size > 1 && text->data[0] == '0' && slice_is_digit(text->data[1]))
        *text = slice_from_offset(*text, 1);
    size_t size = 0;
    while (size < text->size && slice_is_digit(text->data[size]))
        size++;
    struct slice number = slice_part(*text, 0, size);
    *text = slice_from_offset(*text, size);
    return number;
}

static int collate_folded(struct slice a, struct slice b) {
    while (a.size && b.size) {
        if (slice_is_digit(a.data[0]) && slice_is_digit(b.data[0])) {
            struct slice number_a = take_number(&a);
            struct slice number_b = take_number(&b);
            if (number_a.size != number_b.size)
                return number_a.size < number_b.size ? -1 : 1;
            int order = slice_compare(number_a, number_b);
            if (order)
                return order;
            continue;
        }
        if (a.data[0] != b.data[0])
            return (uint8_t)a.data[0] < (uint8_t)b.data[0] ? -1 : 1;
        a = slice_from_offset(a, 1);
        b = slice_from_offset(b, 1);
    }
    return a.size ? 1 : b.size ? -1 : 0;
}

int utf8_collate(struct slice a, struct slice b) {
    struct arena arena = ARENA_INIT;
    int order = collate_folded(utf8_fold(&arena, a), utf8_fold(&arena, b));
    arena_dispose(&arena);
    return order ? order : slice_compare(a, b);
}

#define DISTANCE_LIMIT 64

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

size_t utf8_distance(struct slice a, struct slice b) {
    if (a.size > DISTANCE_LIMIT || b.size > DISTANCE_LIMIT)
        return a.size > b.size ? a.size : b.size;
    size_t rows[3][DISTANCE_LIMIT + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.size; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            size_t replace = last[j - 1] + (a.data[i - 1] != b.data[j - 1]);
            row[j] = least(replace, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return last[b.size];
}
