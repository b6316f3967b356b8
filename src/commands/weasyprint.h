/*
 * What WeasyPrint (57, Debian 12's) must be given ready-made: values in the place of custom
 * properties, which it only knows in part, and inside each drawing the style sheet of drawings, for
 * it applies to an SVG none of the page's, and the patterns of another that it is filled with.
 */
#ifndef COMMANDS_WEASYPRINT_H
#define COMMANDS_WEASYPRINT_H

#include "base/buffer.h"
#include "base/slice.h"

/*
 * Adds `css` to `out` with each var(--name, fallback) replaced: by the last value that
 * `definitions`, a style sheet, gives --name, when it is a colour "#..."; else by the fallback.
 * What has no fallback and no such value stays as it is.
 */
void weasyprint_resolve(struct slice css, struct slice definitions, struct buffer *out);

/* Adds `html` to `out` with `css` as a <style> at the head of each <svg>; and after it, when it is
 * filled with a pattern and has no <defs>, those of the last one before it that had some: the
 * patterns of a map serve its legend and the maps beside it. */
void weasyprint_dress(struct slice html, struct slice css, struct buffer *out);

#endif
