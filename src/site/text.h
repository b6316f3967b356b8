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

/* A part of a page under a heading of its template, shown when the page has its value. */
struct text_part {
    const char *hash;   /* where the value is; NULL: at the root */
    const char *key;    /* NULL: here stand the headings of the body */
    const char *anchor; /* of the heading */
    const char *word;   /* of labels.yaml: the heading */
};

/* Sets root's `sommaire` from the parts that it has, in the order of the template. */
void text_add_contents(const struct site *site, struct arena *arena, struct value root,
                       const struct page *source, const struct text_part *parts, size_t count);

/* The first words of a body, at most `count` characters, cut between words; empty when none. */
struct slice text_excerpt(struct arena *arena, const struct page *source, size_t count);

#endif
