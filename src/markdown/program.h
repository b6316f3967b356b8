/*
 * The program that a body is compiled to: its HTML in one slice, and the holes in it. Each op says
 * where the literal part before a hole ends, and what the hole is; the last one has no hole.
 */
#ifndef MARKDOWN_PROGRAM_H
#define MARKDOWN_PROGRAM_H

#include "markdown/markdown.h"

enum markdown_hole {
    HOLE_NONE,
    HOLE_PREFIX,      /* the anchor prefix */
    HOLE_TITLE,       /* what the body belongs to */
    HOLE_RESERVED,    /* the label of a reserved block */
    HOLE_HEADING,     /* index: the heading, whose tag opens */
    HOLE_HEADING_END, /* the same heading, whose tag closes */
    HOLE_LINK,        /* index: the link */
    HOLE_ANCHOR,      /* index: the heading of this body where the link leads */
    HOLE_LINK_END,
    HOLE_IMAGE,   /* index: the image */
    HOLE_FIGURE,  /* index: the figure */
    HOLE_NOTE,    /* index: the footnote whose ways back to the text stand here */
    HOLE_ACRONYM, /* index: bytes of the word, which follows in the HTML */
};

struct markdown_op {
    uint32_t end; /* of the literal part, in the HTML */
    uint32_t hole : 4;
    uint32_t index : 28;
};

#endif
