#include "text/escape.h"

#include <stdint.h>

/*
 * Bytes at the start of `text` that HTML and XML cannot hold: control characters, and the
 * noncharacters U+FFFE and U+FFFF (EF BF BE, EF BF BF). 0 when there is none.
 */
static size_t unfit_size(struct slice text) {
    uint8_t first = (uint8_t)text.data[0];
    if (first < 0x20)
        return first != '\t' && first != '\n' && first != '\r';
    if (first == 0xEF && text.size >= 3 && (uint8_t)text.data[1] == 0xBF &&
        (uint8_t)text.data[2] >= 0xBE)
        return 3;
    return 0;
}

static const char *html_entity(char byte) {
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Most bytes are neither special nor unfit: this is the test that they pass. */
static bool html_is_plain(char byte) {
    uint8_t value = (uint8_t)byte;
    return value >= '?' ? value != 0xEF
                        : value >= 0x20 && value != '&' && value != '<' && value != '>' &&
                              value != '"' && value != '\'';
}

void escape_html(struct buffer *out, struct slice text) {
    size_t start = 0;
    size_t at = 0;
    while (at < text.size) {
        if (html_is_plain(text.data[at])) {
            at++;
            continue;
        }
        const char *entity = html_entity(text.data[at]);
        size_t skip = entity ? 1 : unfit_size(slice_from_offset(text, at));
        if (skip == 0) {
            at++;
            continue;
        }
        buffer_add(out, slice_part(text, start, at - start));
        buffer_add_string(out, entity);
        at += skip;
        start = at;
    }
    buffer_add(out, slice_from_offset(text, start));
}

/* U+2028 and U+2029 are E2 80 A8 and E2 80 A9. */
static bool is_line_separator(struct slice text) {
    return text.size >= 3 && (uint8_t)text.data[0] == 0xE2 && (uint8_t)text.data[1] == 0x80 &&
           ((uint8_t)text.data[2] == 0xA8 || (uint8_t)text.data[2] == 0xA9);
}

static void json_escape_byte(struct buffer *out, char byte) {
    switch (byte) {
    case '"':
        BUFFER_LITERAL(out, "\\\"");
        break;
    case '\\':
        BUFFER_LITERAL(out, "\\\\");
        break;
    case '\n':
        BUFFER_LITERAL(out, "\\n");
        break;
    case '\r':
        BUFFER_LITERAL(out, "\\r");
        break;
    case '\t':
        BUFFER_LITERAL(out, "\\t");
        break;
    default:
        buffer_format(out, "\\u%04x", (unsigned)(uint8_t)byte);
    }
}

static bool json_is_special(char byte) {
    return (uint8_t)byte < 0x20 || byte == '"' || byte == '\\' || byte == '<' || byte == '>' ||
           byte == '&';
}

void escape_json(struct buffer *out, struct slice text) {
    buffer_add_byte(out, '"');
    size_t start = 0;
    size_t at = 0;
    while (at < text.size) {
        bool separator = is_line_separator(slice_from_offset(text, at));
        if (!separator && !json_is_special(text.data[at])) {
            at++;
            continue;
        }
        buffer_add(out, slice_part(text, start, at - start));
        if (separator)
            buffer_format(out, "\\u%x", 0x2000 + ((uint8_t)text.data[at + 2] & 0x3FU));
        else
            json_escape_byte(out, text.data[at]);
        at += separator ? 3 : 1;
        start = at;
    }
    buffer_add(out, slice_from_offset(text, start));
    buffer_add_byte(out, '"');
}

/* RFC 3986's pchar without ":", which would make a scheme of a first step. */
static bool path_is_plain(char byte) {
    if ((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
        (byte >= 'A' && byte <= 'Z'))
        return true;
    switch (byte) {
    case '-':
    case '.':
    case '_':
    case '~':
    case '!':
    case '$':
    case '&':
    case '\'':
    case '(':
    case ')':
    case '*':
    case '+':
    case ',':
    case ';':
    case '=':
    case '@':
    case '/':
        return true;
    default:
        return false;
    }
}

void escape_url_path(struct buffer *out, struct slice text) {
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.size; i++) {
        uint8_t byte = (uint8_t)text.data[i];
        if (path_is_plain(text.data[i])) {
            buffer_add_byte(out, text.data[i]);
            continue;
        }
        buffer_add(out, (struct slice){(char[]){'%', digits[byte >> 4], digits[byte & 15]}, 3});
    }
}
