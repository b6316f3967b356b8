/*
 * What may be published as an image or a document. A file that a browser would run as a page of
 * the site, or that a server would run, is refused, whatever its name says; so is a drawing (SVG)
 * that holds more than a drawing.
 */
#ifndef CONTENT_DOCUMENT_H
#define CONTENT_DOCUMENT_H

#include "base/slice.h"

/*
 * Checks a file by its name and its bytes. Returns 0 when it may be published, or -1 with `reason`
 * set to static French words that follow the file's name: "contient un script (élément <script>)".
 */
int document_check(struct slice path, struct slice bytes, const char **reason);

#endif
