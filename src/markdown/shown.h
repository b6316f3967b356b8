/*
 * What of a tree's texts is shown: comments dropped, French made right. Shared by all that walks
 * over a tree, so that what is compared is what is published.
 */
#ifndef MARKDOWN_SHOWN_H
#define MARKDOWN_SHOWN_H

#include "markdown/tree.h"
#include "text/french.h"

/* What stands for something that is not text, to the rules of French. */
#define SHOWN_OBJECT 0xFFFC

/* Appends a piece of the text of `node` as it is printed, see french_piece. */
void shown_french(struct buffer *out, cmark_node *node, struct slice text,
                  struct french_state *state);

/* The shown pieces of a text node, and of those after it when a comment goes on there. Begin with
 * the node and its literal. */
struct shown_text {
    cmark_node *node; /* the last one looked at */
    struct slice rest;
    bool in_comment;
    bool done;
    bool unclosed; /* a comment did not end: nothing of the paragraph is shown any more */
};

/*
 * Takes the next piece, maybe empty, of a text with its comments. Those that cmark takes for text
 * too: its rules are stricter than an author's idea of one. All from "<!--" to "-->" goes, or to
 * the end of the paragraph when nothing ends it, for what was meant to be hidden must not come out.
 * Returns false when there is none; the walk then goes on after text->node.
 */
bool shown_text_next(struct shown_text *text, struct slice *piece);

/* Raw HTML without its comments; the same slice when there is none. */
struct slice shown_html(struct arena *arena, struct slice html);

/* Whether a link shows its own target: <https://...>, www.x.fr, a@b.fr. */
bool shown_is_target(cmark_node *link, struct slice target);

#endif
