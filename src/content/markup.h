/*
 * Markup that does nothing: drawings (SVG) and data in XML (tracks, maps) are read with the strict
 * reader of xml.h and refused for anything that a browser would run, load or take for HTML.
 */
#ifndef CONTENT_MARKUP_H
#define CONTENT_MARKUP_H

#include "base/slice.h"

enum markup_kind {
    MARKUP_DRAWING, /* an SVG file: safe shown by itself, as an image, and inside a page */
    MARKUP_DATA,    /* other XML: neither HTML nor SVG in it, no style sheet */
};

/*
 * Checks a whole file. Returns 0, or -1 with `reason` set to static French words that follow the
 * file's name: "contient un script (élément <script>)". What is not well-formed XML in UTF-8, to
 * the letter, is refused: no parser then reads it in another way.
 */
int markup_check(struct slice bytes, enum markup_kind kind, const char **reason);

/*
 * Whether the value of an attribute or a style sheet loads nothing from outside: each url() is a
 * "#fragment" or a picture in a data: URL; no @import, no other way to name a file. CSS escapes are
 * decoded first. `scratch` is a buffer of the caller's, overwritten.
 */
struct buffer;
bool markup_style_is_closed(struct slice css, struct buffer *scratch);

/* Whether a reference is a "#fragment", or a PNG, JPEG, GIF or WebP picture in a data: URL. */
bool markup_reference_is_closed(struct slice reference);

#endif
