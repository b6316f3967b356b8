/* Inlines: text, with its French and its acronyms; code, breaks, emphasis, raw HTML. */
#include "markdown/walk.h"

#include "base/arena.h"
#include "base/lanes.h"
#include "base/utf8.h"
#include "text/escape.h"

#include <string.h>

/* The letter or digit that `text` starts with: its size, and whether it is a capital; 0 for none.
 */
static size_t letter_size(struct slice text, bool *capital) {
    unsigned char byte = (unsigned char)text.data[0];
    *capital = byte >= 'A' && byte <= 'Z';
    if (byte < 0x80)
        return utf8_is_word(byte);
    struct slice rest = text;
    uint32_t code = utf8_next(&rest);
    *capital = utf8_is_upper(code);
    return utf8_is_word(code) ? text.size - rest.size : 0;
}

/*
 * The word at the start of `text`: letters and digits, with single hyphens inside. Returns its
 * size; `acronym` is set when one of its parts has two capitals.
 */
static size_t take_word(struct slice text, bool *acronym) {
    size_t at = 0;
    unsigned capitals = 0;
    bool capital;
    *acronym = false;
    while (at < text.size) {
        struct slice rest = slice_from_offset(text, at);
        size_t size = letter_size(rest, &capital);
        if (size == 0) {
            bool inside = at && rest.size > 1 && rest.data[0] == '-' &&
                          letter_size(slice_from_offset(rest, 1), &capital);
            if (!inside)
                break;
            capitals = 0;
            capital = false;
            size = 1;
        }
        capitals += capital;
        *acronym |= capitals >= 2;
        at += size;
    }
    return at;
}

/* What the bytes of a text may call for. Most letters are small, and need no closer look. */
enum mark {
    MARK_NONE,
    MARK_ESCAPE,  /* HTML's own signs, control characters, the start of U+FFFE */
    MARK_CAPITAL, /* or the first byte of one */
};

static const unsigned char marks[256] = {
    [0 ... 0x08] = MARK_ESCAPE,
    [0x0B ... 0x0C] = MARK_ESCAPE,
    [0x0E ... 0x1F] = MARK_ESCAPE,
    ['&'] = MARK_ESCAPE,
    ['<'] = MARK_ESCAPE,
    ['>'] = MARK_ESCAPE,
    ['"'] = MARK_ESCAPE,
    ['\''] = MARK_ESCAPE,
    ['A' ... 'Z'] = MARK_CAPITAL,
    [0xC3 ... 0xE1] = MARK_CAPITAL,
    [0xE3 ... 0xEE] = MARK_CAPITAL,
    [0xEF] = MARK_ESCAPE,
    [0xF0 ... 0xFF] = MARK_CAPITAL,
};

/* The letters of Latin-1 are C3 80 (À) to C3 BF (ÿ), the capitals first. */
#define LATIN 0xC3
#define LATIN_SMALL 0x9F

/* Which of sixteen bytes, followed by another, may be no ordinary ones. */
static lanes_mask mark_lanes(const char *bytes) {
    lanes here = lanes_at(bytes);
    lanes after = lanes_at(bytes + 1);
    return (here < 0x20) | (here == '&') | (here == '<') | (here == '>') | (here == '"') |
           (here == '\'') | ((here >= 'A') & (here <= 'Z')) | ((here > LATIN) & (here != 0xE2)) |
           ((here == LATIN) & (after < LATIN_SMALL));
}

/* The next byte, from `at` on, that is no ordinary one. */
static size_t find_mark(struct slice text, size_t at) {
    for (; at < text.size; at++) {
        while (text.size - at > LANES) {
            size_t first = lanes_first(mark_lanes(text.data + at));
            at += first;
            if (first < LANES)
                break;
        }
        const unsigned char *byte = (const unsigned char *)text.data + at;
        bool small = text.size - at > 1 && byte[0] == LATIN && byte[1] >= LATIN_SMALL;
        if (marks[byte[0]] != MARK_NONE && !small)
            return at;
    }
    return at;
}

/* The start of the word around `at`, not before `floor`. */
static size_t word_start(struct slice text, size_t floor, size_t at) {
    while (at > floor) {
        size_t back = at - 1;
        while (back > floor && ((unsigned char)text.data[back] & 0xC0) == 0x80)
            back--;
        bool capital;
        bool hyphen = text.data[back] == '-' && back > floor && text.data[back - 1] != '-';
        if (!hyphen && !letter_size(slice_from_offset(text, back), &capital))
            break;
        at = back;
    }
    return text.data[at] == '-' ? at + 1 : at;
}

/* Writes a text, escaped; its acronyms become holes. */
static void write_words(struct walk *walk, struct slice text) {
    size_t start = 0; /* of what is not yet written */
    size_t floor = 0; /* of what is not yet looked at */
    size_t at = 0;
    while ((at = find_mark(text, at)) < text.size) {
        if (marks[(unsigned char)text.data[at]] == MARK_ESCAPE) {
            size_t size = text.size - at >= 3 && (unsigned char)text.data[at] == 0xEF ? 3 : 1;
            buffer_add(&walk->html, slice_part(text, start, at - start));
            escape_html(&walk->html, slice_part(text, at, size));
            start = floor = at += size;
            continue;
        }
        bool acronym;
        size_t first = word_start(text, floor, at);
        size_t size = take_word(slice_from_offset(text, first), &acronym);
        if (acronym) {
            buffer_add(&walk->html, slice_part(text, start, first - start));
            walk_hole(walk, HOLE_ACRONYM, size);
            start = first;
        }
        floor = first + size > at ? first + size : at + 1;
        at = floor;
    }
    buffer_add(&walk->html, slice_from_offset(text, start));
}

void walk_verbatim(struct walk *walk, struct slice text) {
    buffer_add(&walk->plain, text);
    escape_html(&walk->html, text);
}

void walk_text(struct walk *walk, cmark_node *node, struct slice text) {
    if (walk->link_verbatim) {
        walk_verbatim(walk, text);
        return;
    }
    size_t start = walk->plain.size;
    shown_french(&walk->plain, node, text, &walk->french);
    struct slice printed = slice_from_offset(buffer_slice(&walk->plain), start);
    if (walk->in_heading || walk->link)
        escape_html(&walk->html, printed);
    else
        write_words(walk, printed);
}

/* Warns of raw HTML, once for what opens and what closes it. */
static void tell_raw_html(struct walk *walk, struct slice html, cmark_node *node) {
    if (walk->html_told && slice_starts(html, "</"))
        return;
    walk->html_told = true;
    struct slice rest = slice_part(walk->source.text, 0, walk->limit);
    rest = slice_part(slice_from_offset(rest, walk->cursor), 0, 4096);
    size_t found = slice_search(rest, html);
    while (node && (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) != CMARK_NODE_TYPE_BLOCK)
        node = cmark_node_parent(node);
    if (found == rest.size) {
        walk_remark(walk, MARKDOWN_RAW_HTML, html, walk_block_position(walk, node));
        return;
    }
    size_t offset = walk->cursor + found;
    walk_remark(walk, MARKDOWN_RAW_HTML, html, source_position(&walk->source, offset));
    walk->cursor = offset + 1;
}

static void walk_raw_html(struct walk *walk, struct slice html, cmark_node *node) {
    tell_raw_html(walk, html, node);
    walk_verbatim(walk, html);
    walk->french.before = '>';
}

static void walk_shown_text(struct walk *walk, cmark_node *node) {
    struct shown_text text = {.node = node, .rest = tree_literal(node)};
    struct slice piece;
    while (shown_text_next(&text, &piece))
        walk_text(walk, text.node, piece);
    if (text.node != node)
        walk_skip(walk, text.node);
    if (text.unclosed)
        tell_raw_html(walk, SLICE("<!--"), text.node);
}

static void walk_code_span(struct walk *walk, cmark_node *node) {
    struct slice text = tree_literal(node);
    WALK_HTML(walk, "<code>");
    walk_verbatim(walk, text);
    WALK_HTML(walk, "</code>");
    walk->french.before = 'x';
}

static void walk_break(struct walk *walk, bool hard) {
    buffer_add_string(&walk->html, hard ? "<br>\n" : "\n");
    buffer_add_byte(&walk->plain, ' ');
    walk->french.before = '\n';
}

static void walk_html_inline(struct walk *walk, cmark_node *node) {
    struct slice html = tree_literal(node);
    if (!slice_starts(html, "<!--"))
        walk_raw_html(walk, html, node);
}

void walk_inline(struct walk *walk, cmark_node *node, bool enter) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        walk_shown_text(walk, node);
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        walk_break(walk, cmark_node_get_type(node) == CMARK_NODE_LINEBREAK);
        break;
    case CMARK_NODE_CODE:
        walk_code_span(walk, node);
        break;
    case CMARK_NODE_HTML_INLINE:
        walk_html_inline(walk, node);
        break;
    case CMARK_NODE_EMPH:
        buffer_add_string(&walk->html, enter ? "<em>" : "</em>");
        break;
    case CMARK_NODE_STRONG:
        buffer_add_string(&walk->html, enter ? "<strong>" : "</strong>");
        break;
    case CMARK_NODE_LINK:
        walk_link(walk, node, enter);
        break;
    case CMARK_NODE_IMAGE:
        walk_image(walk, node);
        break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        if (enter)
            walk_note_reference(walk, node);
        break;
    default:
        if (tree_extension_kind(node) == TREE_STRIKETHROUGH)
            buffer_add_string(&walk->html, enter ? "<del>" : "</del>");
    }
}
