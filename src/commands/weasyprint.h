/*
 * What WeasyPrint (57, Debian 12's) must be given ready-made: values in the place of custom
 * properties, which it only knows in part, and the style sheet of drawings inside each of them, for
 * it applies to an SVG none of the page's.
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

/* Adds `html` to `out` with `css` as a <style> at the head of each <svg>. */
void weasyprint_dress(struct slice html, struct slice css, struct buffer *out);

#endif
