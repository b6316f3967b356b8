#include "template/program.h"

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t';
}

static bool is_blank(char byte) {
    return is_space(byte) || byte == '\n' || byte == '\r';
}

static enum tag_kind kind_of(char sigil) {
    switch (sigil) {
    case '{':
    case '&':
        return TAG_RAW;
    case '#':
        return TAG_SECTION;
    case '^':
        return TAG_INVERTED;
    case '/':
        return TAG_CLOSE;
    case '>':
        return TAG_PARTIAL;
    case '<':
        return TAG_PARENT;
    case '$':
        return TAG_BLOCK;
    case '!':
        return TAG_COMMENT;
    case '=':
        return TAG_DELIMITERS;
    default:
        return TAG_ESCAPED;
    }
}

/*
 * Offset of the closing delimiter at or after `from`, or source.size. `before`, unless 0, is the
 * byte that must stand just before it, also at or after `from`: the "}" of {{{x}}}.
 */
static size_t find_close(const struct scanner *scanner, size_t from, char before) {
    size_t at = before ? from + 1 : from;
    while (at < scanner->source.size) {
        at += slice_search(slice_from_offset(scanner->source, at), scanner->close);
        if (at >= scanner->source.size || !before || scanner->source.data[at - 1] == before)
            break;
        at++;
    }
    return at < scanner->source.size ? at : scanner->source.size;
}

enum scan_result scan_tag(const struct scanner *scanner, size_t from, struct tag *tag) {
    struct slice source = scanner->source;
    tag->start = from + slice_search(slice_from_offset(source, from), scanner->open);
    if (tag->start >= source.size)
        return SCAN_END;
    size_t at = tag->start + scanner->open.size;
    while (at < source.size && is_blank(source.data[at]))
        at++;
    char sigil = at < source.size ? source.data[at] : '\0';
    tag->kind = kind_of(sigil);
    if (tag->kind != TAG_ESCAPED)
        at++;
    char before = sigil == '{' ? '}' : sigil == '=' ? '=' : '\0';
    size_t close = find_close(scanner, at, before);
    if (close >= source.size)
        return SCAN_UNCLOSED;
    tag->end = close + scanner->close.size;
    tag->content = slice_trim(slice_part(source, at, close - at - (before ? 1 : 0)));
    return SCAN_TAG;
}

bool scan_delimiters(struct scanner *scanner, struct slice content) {
    size_t first = 0;
    while (first < content.size && !is_blank(content.data[first]))
        first++;
    struct slice open = slice_part(content, 0, first);
    struct slice close = slice_trim(slice_from_offset(content, first));
    if (open.size == 0 || close.size == 0 || slice_find(content, '=') < content.size)
        return false;
    for (size_t i = 0; i < close.size; i++)
        if (is_blank(close.data[i]))
            return false;
    scanner->open = open;
    scanner->close = close;
    return true;
}

struct place scan_place(struct slice source, size_t from, const struct tag *tag) {
    struct place place = {.lead = tag->start, .next = tag->end};
    while (place.lead > from && is_space(source.data[place.lead - 1]))
        place.lead--;
    place.blank_before = place.lead == 0 || source.data[place.lead - 1] == '\n';
    while (place.next < source.size && is_space(source.data[place.next]))
        place.next++;
    struct slice rest = slice_from_offset(source, place.next);
    place.blank_after = rest.size == 0 || slice_starts(rest, "\n") || slice_starts(rest, "\r\n");
    if (place.blank_after && rest.size)
        place.next += rest.data[0] == '\r' ? 2 : 1;
    return place;
}
