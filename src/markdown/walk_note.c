/* Footnotes: numbered by cmark in the order of their first reference, listed at the end. */
#include "markdown/walk.h"

#include "base/arena.h"
#include "text/escape.h"

#include <stdlib.h>
#include <string.h>

/* Counts one more reference to a footnote and returns how many there are. */
static uint32_t note_use(struct walk *walk, unsigned number) {
    struct markdown_body *body = walk->body;
    if (number >= walk->note_room) {
        size_t room = walk->note_room ? walk->note_room : 8;
        while (room <= number)
            room *= 2;
        uint32_t *uses = arena_array(walk->arena, uint32_t, room);
        if (walk->note_room)
            memcpy(uses, body->note_uses, walk->note_room * sizeof *uses);
        body->note_uses = uses;
        walk->note_room = room;
    }
    return ++body->note_uses[number];
}

void walk_note_reference(struct walk *walk, cmark_node *node) {
    unsigned number = tree_note_number(node);
    if (number == 0) {
        walk_verbatim(walk, SLICE("[^"));
        walk_verbatim(walk, tree_literal(node));
        walk_verbatim(walk, SLICE("]"));
        return;
    }
    uint32_t use = note_use(walk, number);
    WALK_HTML(walk, "<sup class=\"appel\" id=\"");
    walk_hole(walk, HOLE_PREFIX, 0);
    buffer_format(&walk->html, use > 1 ? "renvoi_%u_%u\">" : "renvoi_%u\">", number, use);
    if (walk->link) { /* no link inside a link */
        buffer_format(&walk->html, "%u</sup>", number);
        return;
    }
    WALK_HTML(walk, "<a href=\"#");
    walk_hole(walk, HOLE_PREFIX, 0);
    buffer_format(&walk->html, "note_%u\" aria-label=\"Note %u\">%u</a></sup>", number, number,
                  number);
}

bool walk_is_note_end(cmark_node *node) {
    return !cmark_node_next(node) &&
           cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_FOOTNOTE_DEFINITION;
}

void walk_note(struct walk *walk, cmark_node *node, bool enter) {
    if (enter) {
        if (walk->notes++ == 0)
            WALK_HTML(walk, "<div class=\"notes\">\n<p class=\"notes-titre\">Notes</p>\n<ol>\n");
        WALK_HTML(walk, "<li id=\"");
        walk_hole(walk, HOLE_PREFIX, 0);
        buffer_format(&walk->html, "note_%u\">", walk->notes);
        return;
    }
    cmark_node *last = cmark_node_last_child(node);
    if (!last || cmark_node_get_type(last) != CMARK_NODE_PARAGRAPH) {
        WALK_HTML(walk, "<p>");
        walk_hole(walk, HOLE_NOTE, walk->notes);
        WALK_HTML(walk, "</p>");
    }
    WALK_HTML(walk, "</li>\n");
}

void walk_notes_end(struct walk *walk) {
    if (walk->notes == 0)
        return;
    WALK_HTML(walk, "</ol>\n</div>\n");
    note_use(walk, walk->notes); /* so that each number up to the last has its place */
    walk->body->note_uses[walk->notes]--;
}
