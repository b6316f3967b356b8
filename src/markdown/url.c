#include "markdown/url.h"

#include "base/arena.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* The scheme at the start of a URL, without its colon; empty when it is relative. */
static struct slice url_scheme(struct slice url) {
    size_t end = slice_find(url, ':');
    if (end == url.size || end == 0 || !is_letter(url.data[0]))
        return (struct slice){"", 0};
    for (size_t i = 0; i < end; i++)
        if (!is_letter(url.data[i]) && !slice_is_digit(url.data[i]) && !strchr("+-.", url.data[i]))
            return (struct slice){"", 0};
    return slice_part(url, 0, end);
}

bool url_is_allowed(struct slice url) {
    static const char *const schemes[] = {"http", "https", "mailto", "tel"};
    for (size_t i = 0; i < url.size; i++)
        if ((uint8_t)url.data[i] < 0x20 || url.data[i] == 0x7F)
            return false;
    while (url.size && url.data[0] == ' ')
        url = slice_from_offset(url, 1);
    struct slice scheme = url_scheme(url);
    if (scheme.size == 0)
        return true;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strlen(schemes[i]) == scheme.size &&
            strncasecmp(schemes[i], scheme.data, scheme.size) == 0)
            return true;
    return false;
}

/* What stands in a URL as it is: RFC 3986's characters, and % of what is already escaped. */
static bool url_is_plain(char byte) {
    return is_letter(byte) || slice_is_digit(byte) ||
           (byte && strchr("-._~:/?#[]@!$()*+,;=%", byte) != NULL);
}

void url_write(struct buffer *out, struct slice url) {
    static const char digits[] = "0123456789ABCDEF";
    size_t start = 0;
    for (size_t i = 0; i < url.size; i++) {
        uint8_t byte = (uint8_t)url.data[i];
        if (url_is_plain(url.data[i]))
            continue;
        buffer_add(out, slice_part(url, start, i - start));
        start = i + 1;
        if (byte == '&')
            BUFFER_LITERAL(out, "&amp;");
        else
            buffer_add(out, (struct slice){(char[]){'%', digits[byte >> 4], digits[byte & 15]}, 3});
    }
    buffer_add(out, slice_from_offset(url, start));
}

static int hex_value(char byte) {
    if (slice_is_digit(byte))
        return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

struct slice url_decode(struct arena *arena, struct slice url) {
    if (slice_find(url, '%') == url.size)
        return url;
    char *bytes = arena_alloc(arena, url.size);
    size_t size = 0;
    for (size_t i = 0; i < url.size; i++) {
        int high = i + 2 < url.size && url.data[i] == '%' ? hex_value(url.data[i + 1]) : -1;
        int low = high < 0 ? -1 : hex_value(url.data[i + 2]);
        bytes[size++] = low < 0 ? url.data[i] : (char)(high << 4 | low);
        i += low < 0 ? 0 : 2;
    }
    return (struct slice){bytes, size};
}
