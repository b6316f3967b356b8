/* Inlines: text, with its French and its acronyms; code, breaks, emphasis, raw HTML. */
#include "markdown/walk.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "text/escape.h"

#include <string.h>

/* What stands for something that is not text, to the rules of French. */
#define OBJECT 0xFFFC

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
            return OBJECT;
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

enum letter {
    LETTER_NONE,
    LETTER_SMALL, /* or a digit */
    LETTER_CAPITAL,
};

/* The letter at the start of `text`, and its size. Signs and punctuation are none. */
static enum letter take_letter(struct slice text, size_t *size) {
    unsigned char byte = (unsigned char)text.data[0];
    *size = 1;
    if (byte < 0x80) {
        if (byte >= 'A' && byte <= 'Z')
            return LETTER_CAPITAL;
        return utf8_is_word(byte) ? LETTER_SMALL : LETTER_NONE;
    }
    struct slice rest = text;
    uint32_t code = utf8_next(&rest);
    *size = text.size - rest.size;
    if (utf8_is_upper(code))
        return LETTER_CAPITAL;
    return utf8_is_word(code) ? LETTER_SMALL : LETTER_NONE;
}

/*
 * The word at the start of `text`: letters and digits, with single hyphens inside. Returns its
 * size; `acronym` is set when one of its parts has two capitals.
 */
static size_t take_word(struct slice text, bool *acronym) {
    size_t at = 0;
    unsigned capitals = 0;
    *acronym = false;
    while (at < text.size) {
        size_t size;
        struct slice rest = slice_from_offset(text, at);
        enum letter letter = take_letter(rest, &size);
        if (letter == LETTER_NONE) {
            size_t next;
            bool inside = at && rest.data[0] == '-' && rest.size > 1 && text.data[at - 1] != '-' &&
                          take_letter(slice_from_offset(rest, 1), &next) != LETTER_NONE;
            if (!inside)
                break;
            capitals = 0;
        }
        capitals += letter == LETTER_CAPITAL;
        *acronym |= capitals >= 2;
        at += size;
    }
    return at;
}

/* Writes a text whose acronyms become holes. */
static void write_words(struct walk *walk, struct slice text) {
    size_t start = 0;
    size_t at = 0;
    while (at < text.size) {
        bool acronym;
        size_t size = take_word(slice_from_offset(text, at), &acronym);
        if (acronym) {
            escape_html(&walk->html, slice_part(text, start, at - start));
            walk_hole(walk, HOLE_ACRONYM, size);
            buffer_add(&walk->html, slice_part(text, at, size));
            start = at + size;
        }
        at += size;
        while (at < text.size && take_letter(slice_from_offset(text, at), &size) == LETTER_NONE)
            at += size;
    }
    escape_html(&walk->html, slice_from_offset(text, start));
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
    walk->french.after = code_after(node);
    walk->french.quote_after = slice_find(text, '"') < text.size && quote_after(node);
    french_piece(&walk->plain, text, &walk->french);
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

/*
 * A comment that cmark takes for text: its rules are stricter than an author's idea of one. All
 * from "<!--" to "-->" goes, or to the end of the paragraph when nothing ends it, for what was
 * meant to be hidden must not come out.
 */
static void walk_commented_text(struct walk *walk, cmark_node *node, struct slice text) {
    size_t start;
    while ((start = slice_search(text, SLICE("<!--"))) < text.size) {
        walk_text(walk, node, slice_part(text, 0, start));
        struct slice rest = slice_from_offset(text, start + 4);
        size_t end = slice_search(rest, SLICE("-->"));
        while (end == rest.size && cmark_node_next(node)) {
            node = cmark_node_next(node);
            rest = cmark_node_get_type(node) == CMARK_NODE_TEXT ? tree_literal(node) : SLICE("");
            end = slice_search(rest, SLICE("-->"));
        }
        walk_skip(walk, node);
        if (end == rest.size) {
            tell_raw_html(walk, SLICE("<!--"), node);
            return;
        }
        text = slice_from_offset(rest, end + 3);
    }
    walk_text(walk, node, text);
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
    struct slice text;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        text = tree_literal(node);
        if (slice_search(text, SLICE("<!--")) < text.size)
            walk_commented_text(walk, node, text);
        else
            walk_text(walk, node, text);
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
