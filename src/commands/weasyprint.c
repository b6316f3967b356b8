#include "commands/weasyprint.h"

#include <ctype.h>
#include <string.h>

static bool is_name(char byte) {
    return isalnum((unsigned char)byte) || byte == '-' || byte == '_';
}

/* What comes before `end`, or all. */
static struct slice until(struct slice text, const char *ends) {
    size_t size = 0;
    while (size < text.size && !strchr(ends, text.data[size]))
        size++;
    return slice_part(text, 0, size);
}

/* The last "name: #..." of a style sheet; empty when there is none. */
static struct slice last_colour(struct slice definitions, struct slice name) {
    struct slice found = {"", 0};
    for (;;) {
        definitions = slice_from_offset(definitions, slice_search(definitions, name));
        if (definitions.size == 0)
            return found;
        definitions = slice_from_offset(definitions, name.size);
        struct slice value = slice_trim(definitions);
        if (!slice_starts(value, ":"))
            continue;
        value = slice_trim(until(slice_from_offset(value, 1), ";}"));
        if (slice_starts(value, "#"))
            found = value;
    }
}

void weasyprint_resolve(struct slice css, struct slice definitions, struct buffer *out) {
    while (css.size) {
        size_t at = slice_search(css, SLICE("var(--"));
        buffer_add(out, slice_part(css, 0, at));
        css = slice_from_offset(css, at);
        if (css.size == 0)
            return;
        struct slice call = until(css, ")");
        struct slice name = until(slice_from_offset(call, sizeof "var(" - 1), ", \t\n");
        struct slice value = last_colour(definitions, name);
        size_t comma = slice_find(call, ',');
        if (value.size == 0 && comma < call.size)
            value = slice_trim(slice_from_offset(call, comma + 1));
        if (value.size == 0)
            value = slice_part(css, 0, call.size + 1);
        buffer_add(out, value);
        css = slice_from_offset(css, call.size + 1);
    }
}

/* The length of a tag, whose attributes may hold ">" between quotes. */
static size_t tag_size(struct slice html) {
    char quote = 0;
    for (size_t i = 0; i < html.size; i++) {
        char byte = html.data[i];
        if (quote)
            quote = byte == quote ? 0 : quote;
        else if (byte == '"' || byte == '\'')
            quote = byte;
        else if (byte == '>')
            return i + 1;
    }
    return html.size;
}

/* Adds the patterns that a drawing, after its tag, is filled with and does not hold: those that a
 * drawing before it held last. */
static void add_patterns(struct slice *last, struct slice drawing, struct buffer *out) {
    drawing = slice_part(drawing, 0, slice_search(drawing, SLICE("</svg>")));
    struct slice own = slice_from_offset(drawing, slice_search(drawing, SLICE("<defs>")));
    if (own.size)
        *last = slice_part(own, 0, slice_search(own, SLICE("</defs>")) + sizeof "</defs>" - 1);
    else if (slice_search(drawing, SLICE("url(#")) < drawing.size)
        buffer_add(out, *last);
}

void weasyprint_dress(struct slice html, struct slice css, struct buffer *out) {
    struct slice patterns = {"", 0};
    while (html.size) {
        size_t at = slice_search(html, SLICE("<svg"));
        struct slice tag = slice_from_offset(html, at);
        tag = slice_part(tag, 0, tag_size(tag));
        buffer_add(out, slice_part(html, 0, at + tag.size));
        html = slice_from_offset(html, at + tag.size);
        if (slice_ends(tag, ">") && !is_name(tag.data[4]) && !slice_ends(tag, "/>")) {
            BUFFER_LITERAL(out, "<style>");
            buffer_add(out, css);
            BUFFER_LITERAL(out, "</style>");
            add_patterns(&patterns, html, out);
        }
    }
}
