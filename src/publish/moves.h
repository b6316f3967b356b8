/*
 * Redirects as servers read them.
 */
#ifndef PUBLISH_MOVES_H
#define PUBLISH_MOVES_H

#include "base/buffer.h"

/* From one path to another, both absolute on the host: "/cls/actions/1-1-lieu/". */
struct move {
    struct slice from;
    struct slice to;
};

/* Whether a path can be written as it is in each of these forms: letters, digits and -._~/ alone.
 */
bool move_is_plain(struct slice path);

/* The lines of `_redirects`, which GitLab Pages, Netlify and Cloudflare Pages read. Paths must be
 * plain here and below. */
void moves_write_plain(struct buffer *out, const struct move *moves, size_t count);

/* Directives of Apache, for a virtual host or .htaccess. */
void moves_write_apache(struct buffer *out, const struct move *moves, size_t count);

/* Blocks of nginx, for a `server`. */
void moves_write_nginx(struct buffer *out, const struct move *moves, size_t count);

#endif
