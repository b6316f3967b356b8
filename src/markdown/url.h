/*
 * Targets of links: which may stand on the site, and how they are written.
 */
#ifndef MARKDOWN_URL_H
#define MARKDOWN_URL_H

#include "base/buffer.h"

/*
 * Whether a target may be a link: relative, or with a scheme among http, https, mailto and tel,
 * read the way browsers do. Control characters are refused.
 */
bool url_is_allowed(struct slice url);

/* Appends a target for an attribute: what a URL may not hold as %XX, then HTML's own escapes. */
void url_write(struct buffer *out, struct slice url);

/* The text with its %XX resolved, in the arena; broken ones stay. */
struct slice url_decode(struct arena *arena, struct slice url);

#endif
