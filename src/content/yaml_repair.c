#include "content/yaml_repair.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"

#define VALUE_SHOWN 100 /* characters of a value that the help repeats */

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static bool is_quote(char byte) {
    return byte == '"' || byte == '\'';
}

/* The byte at an offset, a space beyond the end. */
static char byte_at(struct slice slice, size_t at) {
    return at < slice.size ? slice.data[at] : ' ';
}

static size_t skip_blanks(struct slice line, size_t at) {
    while (at < line.size && is_blank(line.data[at]))
        at++;
    return at;
}

size_t yaml_indent(struct slice line) {
    return skip_blanks(line, 0);
}

static size_t skip_lead(struct slice line) {
    size_t at = skip_blanks(line, 0);
    while (at < line.size && line.data[at] == '-' && is_blank(byte_at(line, at + 1)))
        at = skip_blanks(line, at + 1);
    return at;
}

/* Offset of the colon that ends a key beginning at `start`, or line.size. */
static size_t find_colon(struct slice line, size_t start) {
    size_t at = start;
    char first = byte_at(line, at);
    if (first == '{' || first == '[' || first == '#')
        return line.size;
    if (is_quote(first)) {
        for (at++; at < line.size && line.data[at] != first; at++)
            ;
        at = skip_blanks(line, at + 1);
        return byte_at(line, at) == ':' && is_blank(byte_at(line, at + 1)) ? at : line.size;
    }
    for (; at < line.size; at++)
        if (line.data[at] == ':' && is_blank(byte_at(line, at + 1)))
            return at;
    return line.size;
}

/* Where the value from `start` ends: before a comment and the spaces around. */
static size_t find_tail(struct slice line, size_t start) {
    size_t end = line.size;
    for (size_t at = start; at < line.size; at++) {
        if (line.data[at] == '#' && at > 0 && is_blank(line.data[at - 1])) {
            end = at;
            break;
        }
    }
    while (end > start && is_blank(line.data[end - 1]))
        end--;
    return end;
}

struct yaml_parts yaml_split(struct slice line) {
    struct yaml_parts parts = {.line = line};
    size_t start = skip_lead(line);
    size_t colon = find_colon(line, start);
    size_t key_end = start;
    size_t value = start;
    if (colon < line.size) {
        for (key_end = colon; key_end > start && is_blank(line.data[key_end - 1]); key_end--)
            ;
        value = skip_blanks(line, colon + 1);
    }
    size_t end = find_tail(line, value);
    parts.lead = slice_part(line, 0, start);
    parts.key = slice_part(line, start, key_end - start);
    parts.colon = slice_part(line, key_end, value - key_end);
    parts.value = slice_part(line, value, end - value);
    parts.tail = slice_from_offset(line, end);
    return parts;
}

static void add_quoted(struct buffer *out, struct slice value) {
    size_t shown = utf8_prefix(value, VALUE_SHOWN);
    bool cut = shown < value.size;
    value = slice_part(value, 0, shown);
    bool hard = slice_find(value, '"') < value.size || slice_find(value, '\\') < value.size;
    bool single = hard && slice_find(value, '\'') == value.size;
    buffer_add_byte(out, single ? '\'' : '"');
    for (size_t i = 0; i < value.size; i++) {
        if (!single && (value.data[i] == '"' || value.data[i] == '\\'))
            buffer_add_byte(out, '\\');
        buffer_add_byte(out, value.data[i]);
    }
    buffer_add_string(out, cut ? "…" : "");
    buffer_add_byte(out, single ? '\'' : '"');
}

/* Without the quotes around a whole value that is to get others. */
static struct slice strip_quotes(struct slice value) {
    if (value.size < 2 || !is_quote(value.data[0]) || value.data[0] != value.data[value.size - 1])
        return value;
    return slice_part(value, 1, value.size - 2);
}

/* The line with quotes around its part from `start` to `end`. */
static struct slice quote_part(struct arena *arena, struct slice line, size_t start, size_t end) {
    struct buffer out = BUFFER_INIT;
    buffer_add(&out, slice_part(line, 0, start));
    add_quoted(&out, strip_quotes(slice_part(line, start, end - start)));
    buffer_add(&out, slice_from_offset(line, end));
    struct slice copy = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return copy;
}

struct slice yaml_quote_value(struct arena *arena, struct slice line) {
    struct yaml_parts parts = yaml_split(line);
    size_t start = (size_t)(parts.value.data - line.data);
    return quote_part(arena, line, start, start + parts.value.size);
}

static size_t entry_start(struct slice line, size_t at, size_t least) {
    for (size_t i = at; i > least; i--) {
        char byte = line.data[i - 1];
        if (byte == ',' || byte == '{' || byte == '[' ||
            (byte == ':' && is_blank(byte_at(line, i))))
            return skip_blanks(line, i);
    }
    return least;
}

struct slice yaml_quote_between(struct arena *arena, struct slice line, size_t at) {
    struct yaml_parts parts = yaml_split(line);
    size_t value = (size_t)(parts.value.data - line.data);
    char first = byte_at(parts.value, 0);
    bool opens = first == '{' || first == '[';
    size_t start = entry_start(line, at, opens && at > value ? value + 1 : parts.lead.size);
    size_t end = at;
    while (end < line.size && line.data[end] != ',' && line.data[end] != '}' &&
           line.data[end] != ']')
        end++;
    while (end > start && is_blank(line.data[end - 1]))
        end--;
    return quote_part(arena, line, start, end);
}

struct slice yaml_quote_entry(struct arena *arena, struct slice line, size_t at) {
    struct yaml_parts parts = yaml_split(line);
    size_t value = (size_t)(parts.value.data - line.data);
    char first = byte_at(parts.value, 0);
    if (parts.key.size && at < parts.lead.size + parts.key.size)
        return quote_part(arena, line, parts.lead.size, parts.lead.size + parts.key.size);
    if ((first == '{' || first == '[') && at > value && at <= value + parts.value.size)
        return yaml_quote_between(arena, line, at);
    return yaml_quote_value(arena, line);
}

struct slice yaml_quote_commas(struct arena *arena, struct slice line, size_t start) {
    size_t end = start;
    size_t comma = start;
    while (end < line.size && line.data[end] != '}') {
        if (line.data[end] == ':' && is_blank(byte_at(line, end + 1))) {
            end = comma;
            break;
        }
        if (line.data[end] == ',')
            comma = end;
        end++;
    }
    while (end > start && is_blank(line.data[end - 1]))
        end--;
    return quote_part(arena, line, start, end);
}

static bool is_scheme(struct slice word) {
    return slice_is(word, "http") || slice_is(word, "https") || slice_is(word, "mailto") ||
           slice_is(word, "tel") || slice_is(word, "ftp") || slice_is(word, "doi");
}

size_t yaml_glued_colon(struct slice line) {
    size_t start = skip_lead(line);
    struct slice rest = slice_from_offset(line, start);
    size_t colon = slice_find(rest, ':');
    if (colon == 0 || colon + 1 >= rest.size || is_blank(rest.data[colon + 1]) ||
        rest.data[colon + 1] == '/' || rest.data[colon + 1] == '\\' || rest.data[colon + 1] == ':')
        return line.size;
    struct slice word = slice_part(rest, 0, colon);
    if (is_scheme(word) || slice_is_digit(word.data[0]))
        return line.size;
    while (word.size) {
        uint32_t code = utf8_next(&word);
        if (!utf8_is_word(code) && code != '_' && code != '-')
            return line.size;
    }
    return start + colon;
}

bool yaml_glued_dash(struct slice text, size_t *mark) {
    static const char *const dashes[] = {"–", "—", "•", "·", "‑", "−"};
    char next = byte_at(text, 1);
    if (byte_at(text, 0) == '-') {
        *mark = 1;
        return !is_blank(next) && next != '\n' && next != '-' && next != '.' &&
               !slice_is_digit(next);
    }
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        if (!slice_starts(text, dashes[i]))
            continue;
        *mark = skip_blanks(text, slice_from(dashes[i]).size);
        return !slice_is_digit(byte_at(text, *mark));
    }
    return false;
}

struct slice yaml_quote_comment(struct arena *arena, struct slice line) {
    struct yaml_parts parts = yaml_split(line);
    size_t start = (size_t)(parts.value.data - line.data);
    return quote_part(arena, line, start, start + slice_trim(slice_from_offset(line, start)).size);
}

bool yaml_is_quoted(struct slice value) {
    struct slice inner = strip_quotes(value);
    return inner.size < value.size && slice_find(inner, value.data[0]) == inner.size;
}

struct slice yaml_insert_space(struct arena *arena, struct slice line, size_t at) {
    struct slice start = slice_part(line, 0, at);
    return slice_format(arena, "%.*s %.*s", SLICE_ARG(start),
                        SLICE_ARG(slice_from_offset(line, at)));
}

struct slice yaml_set_indent(struct arena *arena, struct slice line, size_t count) {
    struct slice rest = slice_from_offset(line, yaml_indent(line));
    return slice_format(arena, "%*s%.*s", (int)count, "", SLICE_ARG(rest));
}

struct slice yaml_close(struct arena *arena, struct slice line, char closing) {
    struct yaml_parts parts = yaml_split(line);
    struct slice start = slice_part(line, 0, line.size - parts.tail.size);
    if (byte_at(start, start.size - 1) == ',' && !is_quote(closing))
        start.size--;
    return slice_format(arena, "%.*s%c%.*s", SLICE_ARG(start), closing, SLICE_ARG(parts.tail));
}
