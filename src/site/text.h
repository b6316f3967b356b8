/*
 * The text of pages: a body's program with its holes filled for the page it stands on.
 */
#ifndef SITE_TEXT_H
#define SITE_TEXT_H

#include "site/site.h"

/* How a body is set on a page. */
struct text_options {
    struct slice anchor_prefix; /* before ids, where several bodies share a page */
    unsigned heading_shift;     /* added to heading levels */
};

/* The HTML of a Markdown page's body on `page`; value_none() when it has none to show. */
struct value text_body(const struct site *site, const struct site_page *page, struct arena *arena,
                       const struct page *source, const struct text_options *options);

/* Appends an entry to a table of contents: a heading of level 2 to 6, and where it stands. */
void text_add_heading(struct arena *arena, struct value contents, struct slice title,
                      struct slice anchor, unsigned level);

/* Appends the headings of a body; nothing when there is none. */
void text_add_headings(struct arena *arena, struct value contents, const struct page *source);

/* A table of contents as `sommaire` takes it; value_none() with fewer than three headings. */
struct value text_contents(struct arena *arena, struct value contents);

/* The first words of a body, at most `count` characters, cut between words; empty when none. */
struct slice text_excerpt(struct arena *arena, const struct page *source, size_t count);

#endif
