#include "text/escape.h"

#include "base/lanes.h"

#include <stdint.h>

/* What an escape does with a byte. */
enum action {
    KEEP = 0,
    REPLACE,
    LOOK, /* it depends on the bytes that follow */
};

static const char hexadecimal[] = "0123456789ABCDEF";

/* ---- HTML ---- */

static const uint8_t html_actions[256] = {
    [0 ... 8] = REPLACE,    [0x0B] = REPLACE, [0x0C] = REPLACE, [0x0E ... 0x1F] = REPLACE,
    ['&'] = REPLACE,        ['<'] = REPLACE,  ['>'] = REPLACE,  ['"'] = REPLACE,
    ['\''] = REPLACE,       [0x7F] = REPLACE, [0xC2] = LOOK,    [0xEF] = LOOK,
    [0xF0 ... 0xF4] = LOOK,
};

/* What stands for a byte that is replaced; nothing for a control character. */
static struct slice html_entity(char byte) {
    switch (byte) {
    case '&':
        return SLICE("&amp;");
    case '<':
        return SLICE("&lt;");
    case '>':
        return SLICE("&gt;");
    case '"':
        return SLICE("&quot;");
    case '\'':
        return SLICE("&#39;");
    default:
        return (struct slice){NULL, 0};
    }
}

/*
 * Size of the code point at the start of `text` when HTML has no place for it: U+0080 to U+009F,
 * U+FDD0 to U+FDEF, and the last two of each plane. 0 for all others.
 */
static size_t html_refused(struct slice text) {
    const unsigned char *b = (const unsigned char *)text.data;
    if (b[0] == 0xC2)
        return text.size >= 2 && b[1] <= 0x9F ? 2 : 0;
    if (b[0] == 0xEF) {
        bool arabic = text.size >= 3 && b[1] == 0xB7 && b[2] >= 0x90 && b[2] <= 0xAF;
        bool last = text.size >= 3 && b[1] == 0xBF && b[2] >= 0xBE;
        return arabic || last ? 3 : 0;
    }
    return text.size >= 4 && (b[1] & 0x0F) == 0x0F && b[2] == 0xBF && b[3] >= 0xBE ? 4 : 0;
}

/* Which of sixteen bytes may have to be looked at. */
static lanes_mask html_lanes(const char *bytes) {
    lanes here = lanes_at(bytes);
    return (here < 0x20) | (here == '&') | (here == '<') | (here == '>') | (here == '"') |
           (here == '\'') | (here == 0x7F) | (here == 0xC2) | (here >= 0xEF);
}

void escape_html(struct buffer *out, struct slice text) {
    size_t start = 0, i = 0;
    while (i < text.size) {
        if (text.size - i >= LANES) {
            size_t first = lanes_first(html_lanes(text.data + i));
            i += first;
            if (first == LANES)
                continue;
        }
        enum action action = html_actions[(unsigned char)text.data[i]];
        size_t size = action == REPLACE ? 1 : 0;
        if (action == LOOK)
            size = html_refused(slice_from_offset(text, i));
        if (size == 0) {
            i++;
            continue;
        }
        buffer_add(out, slice_part(text, start, i - start));
        if (action == REPLACE)
            buffer_add(out, html_entity(text.data[i]));
        start = i += size;
    }
    buffer_add(out, slice_from_offset(text, start));
}

/* ---- JSON ---- */

static const uint8_t json_actions[256] = {
    [0 ... 0x1F] = REPLACE, ['"'] = REPLACE, ['\\'] = REPLACE, ['<'] = REPLACE,
    ['>'] = REPLACE,        ['&'] = REPLACE, [0x7F] = REPLACE, [0xE2] = LOOK,
};

static const uint8_t json_actions_readable[256] = {
    [0 ... 0x1F] = REPLACE, ['"'] = REPLACE, ['\\'] = REPLACE, [0x7F] = REPLACE, [0xE2] = LOOK,
};

static void json_byte(struct buffer *out, char byte) {
    switch (byte) {
    case '\n':
        BUFFER_LITERAL(out, "\\n");
        break;
    case '\t':
        BUFFER_LITERAL(out, "\\t");
        break;
    case '\r':
        BUFFER_LITERAL(out, "\\r");
        break;
    case '"':
        BUFFER_LITERAL(out, "\\\"");
        break;
    case '\\':
        BUFFER_LITERAL(out, "\\\\");
        break;
    default:
        buffer_format(out, "\\u%04x", (unsigned)(unsigned char)byte);
        break;
    }
}

static void add_json(struct buffer *out, struct slice text, const uint8_t actions[256]) {
    size_t start = 0, i = 0;
    buffer_add_byte(out, '"');
    while (i < text.size) {
        enum action action = actions[(unsigned char)text.data[i]];
        struct slice three = slice_part(text, i, 3);
        bool separator = slice_is(three, "\xE2\x80\xA8") || slice_is(three, "\xE2\x80\xA9");
        if (action == KEEP || (action == LOOK && !separator)) {
            i++;
            continue;
        }
        buffer_add(out, slice_part(text, start, i - start));
        if (action == LOOK)
            buffer_add(out, three.data[2] == '\xA8' ? SLICE("\\u2028") : SLICE("\\u2029"));
        else
            json_byte(out, text.data[i]);
        start = i += action == LOOK ? 3 : 1;
    }
    buffer_add(out, slice_from_offset(text, start));
    buffer_add_byte(out, '"');
}

void escape_json(struct buffer *out, struct slice text) {
    add_json(out, text, json_actions);
}

void escape_json_readable(struct buffer *out, struct slice text) {
    add_json(out, text, json_actions_readable);
}

/* ---- CSV ---- */

/* Whether a spreadsheet would read a formula. */
static bool csv_is_formula(struct slice text) {
    return slice_starts(text, "=") || slice_starts(text, "+") || slice_starts(text, "-") ||
           slice_starts(text, "@");
}

static bool csv_needs_quotes(struct slice text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] == '"' || text.data[i] == ';' || text.data[i] == ',')
            return true;
    return false;
}

void escape_csv(struct buffer *out, struct slice text) {
    text = slice_trim(text);
    bool quotes = csv_needs_quotes(text);
    if (quotes)
        buffer_add_byte(out, '"');
    if (csv_is_formula(text))
        buffer_add_byte(out, '\'');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == '\t' || byte == '\n' || byte == '\r')
            buffer_add_byte(out, ' ');
        else if (byte >= 0x20 && byte != 0x7F)
            buffer_add_byte(out, (char)byte);
        if (byte == '"')
            buffer_add_byte(out, '"');
    }
    if (quotes)
        buffer_add_byte(out, '"');
}

/* ---- URLs ---- */

/*
 * Bytes that a path keeps: pchar of RFC 3986 and "/", less ":", which in a relative reference
 * would make a scheme of what stands before it.
 */
static const bool url_kept[256] = {
    ['A' ... 'Z'] = true, ['a' ... 'z'] = true, ['0' ... '9'] = true, ['-'] = true, ['.'] = true,
    ['_'] = true,         ['~'] = true,         ['!'] = true,         ['$'] = true, ['&'] = true,
    ['\''] = true,        ['('] = true,         [')'] = true,         ['*'] = true, ['+'] = true,
    [','] = true,         [';'] = true,         ['='] = true,         ['@'] = true, ['/'] = true,
};

void escape_url_path(struct buffer *out, struct slice text) {
    size_t start = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (url_kept[byte])
            continue;
        buffer_add(out, slice_part(text, start, i - start));
        char code[3] = {'%', hexadecimal[byte >> 4], hexadecimal[byte & 15]};
        buffer_add(out, (struct slice){code, sizeof code});
        start = i + 1;
    }
    buffer_add(out, slice_from_offset(text, start));
}
