#include "content/markup.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

static bool starts_folded(struct slice text, const char *prefix) {
    size_t size = strlen(prefix);
    return text.size >= size && strncasecmp(text.data, prefix, size) == 0;
}

bool markup_reference_is_closed(struct slice reference) {
    static const char *const pictures[] = {"png", "jpeg", "jpg", "gif", "webp"};
    while (reference.size && (unsigned char)reference.data[0] <= ' ')
        reference = slice_from_offset(reference, 1);
    if (slice_starts(reference, "#"))
        return true;
    if (!starts_folded(reference, "data:image/"))
        return false;
    reference = slice_from_offset(reference, strlen("data:image/"));
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        size_t size = strlen(pictures[i]);
        if (starts_folded(reference, pictures[i]) && reference.size > size &&
            (reference.data[size] == ';' || reference.data[size] == ','))
            return true;
    }
    return false;
}

static int hexadecimal(char byte) {
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    char lower = (char)(byte | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

/*
 * Decodes the CSS escape after a backslash: up to six hexadecimal digits and one white space, or
 * the character itself. Returns the bytes taken.
 */
static size_t decode_escape(struct slice text, struct buffer *out) {
    uint32_t code = 0;
    size_t size = 0;
    while (size < 6 && size < text.size && hexadecimal(text.data[size]) >= 0)
        code = code * 16 + (uint32_t)hexadecimal(text.data[size++]);
    if (size == 0) {
        if (text.size == 0)
            return 0;
        if (text.data[0] != '\n') /* a line that goes on */
            buffer_add_byte(out, text.data[0]);
        return 1;
    }
    char bytes[4] = {'?'};
    bool valid = code != 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    buffer_add(out, (struct slice){bytes, valid ? utf8_encode(code, bytes) : 1});
    if (size < text.size && is_space(text.data[size]))
        size +=
            1 + (text.data[size] == '\r' && size + 1 < text.size && text.data[size + 1] == '\n');
    return size;
}

static void decode(struct slice css, struct buffer *out) {
    buffer_reset(out);
    while (css.size) {
        size_t plain = slice_find(css, '\\');
        buffer_add(out, slice_part(css, 0, plain));
        if (plain == css.size)
            return;
        css = slice_from_offset(css, plain + 1);
        css = slice_from_offset(css, decode_escape(css, out));
    }
}

/* After "url(": a quote or none, then the reference. */
static bool url_is_closed(struct slice rest) {
    while (rest.size && is_space(rest.data[0]))
        rest = slice_from_offset(rest, 1);
    if (slice_starts(rest, "\"") || slice_starts(rest, "'"))
        rest = slice_from_offset(rest, 1);
    return markup_reference_is_closed(rest);
}

bool markup_style_is_closed(struct slice css, struct buffer *scratch) {
    static const char *const loading[] = {"@import", "image-set(", "src(", "expression("};
    decode(css, scratch);
    struct slice text = buffer_slice(scratch);
    for (size_t i = 0; i < text.size; i++) {
        struct slice rest = slice_from_offset(text, i);
        if (rest.data[0] != '(' && rest.data[0] != '@')
            continue;
        if (starts_folded(rest, "@import"))
            return false;
        struct slice before = slice_part(text, 0, i + 1);
        for (size_t j = 1; j < sizeof loading / sizeof *loading; j++) {
            size_t size = strlen(loading[j]);
            if (before.size >= size &&
                strncasecmp(before.data + before.size - size, loading[j], size) == 0)
                return false;
        }
        if (before.size >= 4 && strncasecmp(before.data + before.size - 4, "url(", 4) == 0 &&
            !url_is_closed(slice_from_offset(rest, 1)))
            return false;
    }
    return true;
}
