#include "content/yaml_source.h"

#include "base/lanes.h"
#include "base/utf8.h"

#include <string.h>

struct slice yaml_source_without_mark(struct slice text) {
    return slice_starts(text, "\xEF\xBB\xBF") ? slice_from_offset(text, 3) : text;
}

bool yaml_source_allows(uint32_t code) {
    return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code <= 0x7E) ||
           code == 0x85 || (code >= 0xA0 && code <= 0xD7FF) || (code >= 0xE000 && code <= 0xFFFD) ||
           (code >= 0x10000 && code <= 0x10FFFF);
}

/*
 * Which of sixteen bytes of UTF-8 may begin a character that is not allowed, or that is changed:
 * not those of ASCII, nor the letters with accents, but controls and what begins with C2 or E2.
 */
static lanes_mask odd_lanes(const char *bytes) {
    lanes here = lanes_at(bytes);
    return ((here < 0x20) & (here != '\n')) | (here == 0x7F) | (here == 0xC2) | (here >= 0xE0);
}

size_t yaml_source_check(struct slice text) {
    size_t valid = utf8_check(text);
    struct slice rest = slice_part(text, 0, valid);
    while (rest.size) {
        if (rest.size >= LANES) {
            size_t first = lanes_first(odd_lanes(rest.data));
            rest = slice_from_offset(rest, first);
            if (first == LANES)
                continue;
        }
        size_t at = valid - rest.size;
        if (!yaml_source_allows(utf8_next(&rest)))
            return at;
    }
    return valid;
}

/* Size of the NEL, U+2028 or U+2029 that a text starts with, else 0. */
static size_t break_size(struct slice text) {
    if (slice_starts(text, "\xC2\x85"))
        return 2;
    return slice_starts(text, "\xE2\x80\xA8") || slice_starts(text, "\xE2\x80\xA9") ? 3 : 0;
}

/* Where the first of those is, or the size of the text. */
static size_t next_break(struct slice text) {
    size_t at = 0;
    while (at < text.size) {
        size_t first = text.size - at >= LANES ? lanes_first(odd_lanes(text.data + at)) : 0;
        at += first;
        if (first == LANES)
            continue;
        if (break_size(slice_from_offset(text, at)))
            return at;
        at++;
    }
    return at;
}

void yaml_source_init(struct yaml_source *source, struct arena *arena, struct slice text,
                      uint32_t first_line) {
    char *bytes = arena_alloc(arena, text.size + 1);
    size_t size = 0;
    for (struct slice rest = text; rest.size;) {
        size_t run = next_break(rest);
        memcpy(bytes + size, rest.data, run);
        size += run;
        rest = slice_from_offset(rest, run);
        if (rest.size)
            bytes[size++] = ' ';
        rest = slice_from_offset(rest, break_size(rest));
    }
    *source = (struct yaml_source){
        .text = text, .readable = {bytes, size}, .first_line = first_line, .cursor = {0}};
}

static bool continues(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static void step_forward(struct yaml_source *source) {
    bool line_end = source->text.data[source->cursor.offset] == '\n';
    do
        source->cursor.offset++;
    while (source->cursor.offset < source->text.size &&
           continues(source->text.data[source->cursor.offset]));
    source->cursor.index++;
    if (line_end) {
        source->cursor.line++;
        source->cursor.line_index = source->cursor.index;
    }
}

/* One character back in the cursor's line. */
static void step_back(struct yaml_source *source) {
    do
        source->cursor.offset--;
    while (continues(source->text.data[source->cursor.offset]));
    source->cursor.index--;
}

/* To the end of the line before the cursor's. */
static void leave_line(struct yaml_source *source) {
    while (source->cursor.index >= source->cursor.line_index)
        step_back(source);
    size_t index = source->cursor.index;
    for (size_t at = source->cursor.offset; at > 0 && source->text.data[at - 1] != '\n'; at--)
        index -= !continues(source->text.data[at - 1]);
    source->cursor.line_index = index;
    source->cursor.line--;
}

static void seek(struct yaml_source *source, size_t index) {
    while (index < source->cursor.line_index)
        leave_line(source);
    while (source->cursor.index > index)
        step_back(source);
    while (source->cursor.index < index && source->cursor.offset < source->text.size)
        step_forward(source);
}

size_t yaml_source_offset(struct yaml_source *source, size_t index) {
    seek(source, index);
    return source->cursor.offset;
}

struct position yaml_source_position(struct yaml_source *source, size_t index) {
    seek(source, index);
    return (struct position){
        source->first_line + source->cursor.line,
        (uint32_t)(source->cursor.index - source->cursor.line_index) + 1,
    };
}

struct slice yaml_source_line(const struct yaml_source *source, size_t offset, size_t limit,
                              size_t *start) {
    struct slice text = source->text;
    size_t first = offset;
    while (first > 0 && text.data[first - 1] != '\n' && offset - first <= limit)
        first--;
    size_t last = offset;
    while (last < text.size && text.data[last] != '\n' && last - offset <= limit)
        last++;
    *start = first;
    if (offset - first > limit || last - offset > limit)
        return (struct slice){"", 0};
    if (last > first && text.data[last - 1] == '\r')
        last--;
    return slice_part(text, first, last - first);
}

bool yaml_source_begins_line(const struct yaml_source *source, size_t offset) {
    while (offset > 0 && source->text.data[offset - 1] != '\n') {
        char byte = source->text.data[offset - 1];
        bool dash = byte == '-' && source->text.data[offset] == ' ';
        if (byte != ' ' && byte != '\t' && !dash)
            return false;
        offset--;
    }
    return true;
}
