#include "site/stylesheet.h"

#include "base/arena.h"

#include <string.h>

/* The end of what starts at `at`: a string, with its quotes (or all, if it is never closed). */
static size_t end_of_string(struct slice sheet, size_t at) {
    char quote = sheet.data[at++];
    while (at < sheet.size && sheet.data[at] != quote)
        at += sheet.data[at] == '\\' ? 2 : 1;
    return at < sheet.size ? at + 1 : sheet.size;
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

/* White space, comments among it, as one byte: a line end if there is one in it. */
static size_t end_of_space(struct slice sheet, size_t at, char *byte) {
    *byte = ' ';
    while (at < sheet.size) {
        if (sheet.data[at] == '\n')
            *byte = '\n';
        if (is_space(sheet.data[at])) {
            at++;
        } else if (slice_starts(slice_from_offset(sheet, at), "/*")) {
            size_t close = slice_search(slice_from_offset(sheet, at + 2), SLICE("*/"));
            at = close < sheet.size - at - 2 ? at + 2 + close + 2 : sheet.size;
        } else {
            break;
        }
    }
    return at;
}

struct slice stylesheet_compact(struct arena *arena, struct slice sheet) {
    char *bytes = arena_alloc(arena, sheet.size + 1);
    size_t size = 0;
    for (size_t at = 0; at < sheet.size;) {
        char space;
        size_t end = end_of_space(sheet, at, &space);
        if (end > at) {
            if (size)
                bytes[size++] = space;
        } else {
            bool quoted = sheet.data[at] == '"' || sheet.data[at] == '\'';
            end = quoted ? end_of_string(sheet, at) : at + 1;
            memcpy(bytes + size, sheet.data + at, end - at);
            size += end - at;
        }
        at = end;
    }
    return (struct slice){bytes, size};
}
