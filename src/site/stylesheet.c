#include "site/stylesheet.h"

#include "base/buffer.h"

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

/* White space, comments among it, as one byte: a line end if there is one in it. Comments alone
 * are no space, and still part two names: ".a" and ".b" around one are a single element's. */
static size_t end_of_space(struct slice sheet, size_t at, const char **shortest) {
    *shortest = "/**/";
    while (at < sheet.size) {
        if (is_space(sheet.data[at])) {
            *shortest = **shortest == '\n' || sheet.data[at] == '\n' ? "\n" : " ";
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

/* The end of a string, of an escaped byte, else of one byte. */
static size_t end_of_piece(struct slice sheet, size_t at) {
    if (sheet.data[at] == '"' || sheet.data[at] == '\'')
        return end_of_string(sheet, at);
    return sheet.data[at] == '\\' && at + 1 < sheet.size ? at + 2 : at + 1;
}

struct slice stylesheet_compact(struct arena *arena, struct slice sheet) {
    struct buffer out = BUFFER_INIT;
    for (size_t at = 0; at < sheet.size;) {
        const char *space;
        size_t end = end_of_space(sheet, at, &space);
        if (end == at) {
            end = end_of_piece(sheet, at);
            buffer_add(&out, slice_part(sheet, at, end - at));
        } else if (out.size) {
            buffer_add_string(&out, space);
        }
        at = end;
    }
    struct slice compact = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return compact;
}
