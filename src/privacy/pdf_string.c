/* Strings of PDF (ISO 32000-1, 7.3.4 and 7.9.2): between parentheses or in hexadecimal, UTF-16 or
 * the encoding of PDF, which is near enough to Latin-1. */
#include "base/buffer.h"
#include "base/utf8.h"
#include "privacy/pdf.h"

#define AUTHOR_MAX 200 /* bytes of an author that are told */

static int hexadecimal(char byte) {
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

static void decode_hexadecimal(struct slice text, struct buffer *bytes) {
    int high = -1;
    for (size_t i = 1; i < text.size && text.data[i] != '>' && bytes->size < AUTHOR_MAX; i++) {
        int digit = hexadecimal(text.data[i]);
        if (digit < 0)
            continue;
        if (high >= 0)
            buffer_add_byte(bytes, (char)(high * 16 + digit));
        high = high < 0 ? digit : -1;
    }
}

/* What follows a backslash at `at`; returns how many bytes it takes. */
static size_t decode_escape(struct slice text, size_t at, struct buffer *bytes) {
    int code = 0;
    size_t digits = 0;
    while (digits < 3 && at + digits < text.size && text.data[at + digits] >= '0' &&
           text.data[at + digits] <= '7')
        code = code * 8 + text.data[at + digits++] - '0';
    if (digits) {
        buffer_add_byte(bytes, (char)code);
        return digits;
    }
    if (at >= text.size)
        return 0;
    if (strchr("()\\", text.data[at]))
        buffer_add_byte(bytes, text.data[at]);
    else
        buffer_add_byte(bytes, ' ');
    return 1;
}

static void decode_literal(struct slice text, struct buffer *bytes) {
    size_t depth = 0;
    for (size_t i = 0; i < text.size && bytes->size < AUTHOR_MAX; i++) {
        char byte = text.data[i];
        if (byte == ')' && --depth == 0)
            return;
        if (byte == '\\')
            i += decode_escape(text, i + 1, bytes);
        else if (byte != '(' || depth)
            buffer_add_byte(bytes, byte);
        depth += byte == '(';
    }
}

static void add_code(struct buffer *words, uint32_t code) {
    char encoded[4];
    if (code < ' ' || (code >= 0x7F && code < 0xA0))
        code = ' ';
    if (code >= 0xD800 && code < 0xE000)
        code = 0xFFFD;
    buffer_add(words, (struct slice){encoded, utf8_encode(code, encoded)});
}

struct slice pdf_string(struct arena *arena, struct slice text) {
    struct buffer bytes = BUFFER_INIT, words = BUFFER_INIT;
    if (slice_starts(text, "("))
        decode_literal(text, &bytes);
    else if (slice_starts(text, "<") && !slice_starts(text, "<<"))
        decode_hexadecimal(text, &bytes);
    struct slice coded = buffer_slice(&bytes);
    bool wide = slice_starts(coded, "\xFE\xFF");
    struct slice marked = slice_starts(coded, "\xEF\xBB\xBF") ? slice_from_offset(coded, 3) : coded;
    if (!wide && (marked.size < coded.size))
        while (marked.size)
            add_code(&words, utf8_next(&marked));
    else
        for (size_t i = wide ? 2 : 0; i + wide < coded.size; i += 1 + wide)
            add_code(&words, wide ? (uint32_t)(unsigned char)coded.data[i] << 8 |
                                        (unsigned char)coded.data[i + 1]
                                  : (unsigned char)coded.data[i]);
    struct slice result = slice_copy(arena, slice_trim(buffer_slice(&words)));
    buffer_dispose(&bytes);
    buffer_dispose(&words);
    return result;
}
