#include "markdown/shown.h"

#include "base/buffer.h"
#include "base/utf8.h"

/* The first code point shown after a text, in the same paragraph; 0 when there is none. */
static uint32_t code_after(cmark_node *node) {
    while ((node = tree_next_leaf(node)) != NULL) {
        struct slice text;
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
            text = tree_literal(node);
            if (text.size)
                return utf8_next(&text);
            break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
            return '\n';
        case CMARK_NODE_IMAGE:
            return SHOWN_OBJECT;
        case CMARK_NODE_HTML_INLINE:
            if (!slice_starts(tree_literal(node), "<!--"))
                return '<';
            break;
        default: /* a footnote's number belongs to the word before it */
            break;
        }
    }
    return 0;
}

/* Whether a later text of the paragraph holds a straight double quote. */
static bool quote_after(cmark_node *node) {
    while ((node = tree_next_leaf(node)) != NULL)
        if (cmark_node_get_type(node) == CMARK_NODE_TEXT) {
            struct slice text = tree_literal(node);
            if (slice_find(text, '"') < text.size)
                return true;
        }
    return false;
}

void shown_french(struct buffer *out, cmark_node *node, struct slice text,
                  struct french_state *state) {
    state->after = code_after(node);
    state->quote_after = slice_find(text, '"') < text.size && quote_after(node);
    french_piece(out, text, state);
}

/* Goes on after the end of the comment in hand, in this text or one next to it. */
static bool end_comment(struct shown_text *text) {
    size_t end = slice_search(text->rest, SLICE("-->"));
    while (end == text->rest.size && cmark_node_next(text->node)) {
        text->node = cmark_node_next(text->node);
        bool words = cmark_node_get_type(text->node) == CMARK_NODE_TEXT;
        text->rest = words ? tree_literal(text->node) : SLICE("");
        end = slice_search(text->rest, SLICE("-->"));
    }
    text->unclosed = end == text->rest.size;
    text->rest = slice_from_offset(text->rest, end + 3);
    return !text->unclosed;
}

bool shown_text_next(struct shown_text *text, struct slice *piece) {
    if (text->done || (text->in_comment && !end_comment(text)))
        return false;
    size_t start = slice_search(text->rest, SLICE("<!--"));
    *piece = slice_part(text->rest, 0, start);
    text->in_comment = start < text->rest.size;
    text->done = !text->in_comment;
    text->rest = slice_from_offset(text->rest, start + 4);
    return true;
}

struct slice shown_html(struct arena *arena, struct slice html) {
    size_t start = slice_search(html, SLICE("<!--"));
    if (start == html.size)
        return html;
    struct buffer out = BUFFER_INIT;
    while (start < html.size) {
        buffer_add(&out, slice_part(html, 0, start));
        html = slice_from_offset(html, start + 2); /* "<!-->" ends what it begins */
        size_t end = slice_search(html, SLICE("-->"));
        html = slice_from_offset(html, end + 3);
        start = slice_search(html, SLICE("<!--"));
    }
    buffer_add(&out, html);
    struct slice rest = slice_copy(arena, slice_trim(buffer_slice(&out)));
    buffer_dispose(&out);
    return rest;
}

bool shown_is_target(cmark_node *link, struct slice target) {
    cmark_node *only = cmark_node_first_child(link);
    if (!only || cmark_node_next(only) || cmark_node_get_type(only) != CMARK_NODE_TEXT)
        return false;
    struct slice text = tree_literal(only);
    size_t extra = target.size - text.size;
    return target.size >= text.size && slice_equal(slice_from_offset(target, extra), text) &&
           (extra == 0 || slice_is(slice_part(target, 0, extra), "http://") ||
            slice_is(slice_part(target, 0, extra), "mailto:"));
}
