/*
 * Markdown bodies: parsed once by cmark-gfm into a small program, HTML with holes for what only a
 * page knows (where a link leads, the prefix of anchors, acronyms, images, figures), and an outline
 * of what the body holds. Raw HTML comes out as text, comments are dropped.
 */
#ifndef MARKDOWN_MARKDOWN_H
#define MARKDOWN_MARKDOWN_H

#include "base/buffer.h"
#include "base/diag.h"

struct markdown_heading {
    unsigned level;    /* 2 to 6: the shallowest of the body is 2, no level is skipped */
    struct slice id;   /* readable, unique in the body, stable: a slug of the text */
    struct slice text; /* plain text, French spacing made right */
    struct position position;
};

struct markdown_link {
    struct slice target; /* as written, entities and escapes resolved */
    struct slice text;   /* plain text of the link */
    struct position position;
};

struct markdown_image {
    struct slice source;
    struct slice alternative; /* plain text */
    struct slice title;
    struct position position;
};

struct markdown_figure {
    struct slice text;        /* the YAML between the fences, as it stands in the body */
    struct position position; /* of the first line of that YAML */
};

enum markdown_remark_kind {
    MARKDOWN_RAW_HTML,   /* shown as text */
    MARKDOWN_BAD_URL,    /* a link whose scheme is not allowed (javascript: ...): made plain text */
    MARKDOWN_TOO_DEEP,   /* over BOUND_MARKDOWN_DEPTH */
    MARKDOWN_TABLE_WIDE, /* over BOUND_TABLE_CELLS or BOUND_LINE_PIPES */
    MARKDOWN_TOO_LARGE,  /* over BOUND_BODY_HTML, _BODY_CELLS, _WORD, _BRACKETS or _REFERENCES */
};

/* Something to tell the author. The last three are errors: the body is then empty. */
struct markdown_remark {
    enum markdown_remark_kind kind;
    struct slice text; /* the author's words, short */
    struct position position;
};

struct markdown_op; /* see markdown/program.h */

struct markdown_body {
    struct markdown_op *ops;
    size_t op_count;
    struct markdown_heading *headings;
    size_t heading_count;
    struct markdown_link *links;
    size_t link_count;
    struct markdown_image *images;
    size_t image_count;
    struct markdown_figure *figures;
    size_t figure_count;
    struct markdown_remark *remarks;
    size_t remark_count;
    struct slice plain;  /* text without markup, blocks separated by LF: for summaries, search */
    struct slice html;   /* for markdown_render: the literal parts between the holes */
    uint32_t *note_uses; /* for markdown_render: references to each footnote */
};

/* What markdown_compile must know of a body. */
struct markdown_options {
    uint32_t first_line; /* line of the file where the body begins, 1-based */
    /* Lines of the file (inclusive) that are for partners, in order: their ::: lines are already
     * blank, and are the first and the last of each range or next to them. The top-level blocks
     * inside come out within <div class="reserve">, see markdown_render. */
    const struct diag_range *reserved;
    size_t reserved_count;
    /* Ids that the page itself uses: a heading that would have one gets "-2". */
    const struct slice *taken;
    size_t taken_count;
};

/*
 * Parses a body (valid UTF-8, BOM and front matter removed; CRLF accepted) and returns its program,
 * in the arena. Safe from any thread: what cmark-gfm shares is under a lock. Positions are those of
 * the file.
 */
struct markdown_body *markdown_compile(struct arena *arena, struct slice body,
                                       const struct markdown_options *options);

/*
 * The heading that a fragment leads to, without its "#"; NULL when there is none. A fragment is
 * read as a forge or a person would write it: %XX, accents and case aside ("Étapes-clés" finds
 * "etapes-cles"). `arena` is for work in passing.
 */
const struct markdown_heading *markdown_anchor(const struct markdown_body *body,
                                               struct slice fragment, struct arena *arena);

/* How a page fills the holes. Every callback may be NULL. */
struct markdown_filler {
    void *context;
    struct slice anchor_prefix;  /* before each id and each link to one of this body */
    unsigned heading_shift;      /* added to heading levels, which stop at 6 */
    struct slice reserved_label; /* words at the head of a reserved block */
    struct slice title; /* what the body belongs to: ends the names of its tables, so that those of
                         * two bodies on a page differ; may be empty */

    /* The URL where a link leads (written escaped), or an empty slice: the link keeps its words
     * only. By default the target as written. Not called for "#x" where x is a heading of this
     * body (see markdown_anchor): that link leads there, with the anchor prefix. */
    struct slice (*link)(void *context, const struct markdown_link *link, size_t index);

    /* Appends an <img>; by default its alternative text. */
    void (*image)(void *context, const struct markdown_image *image, size_t index,
                  struct buffer *out);

    /* Appends a whole figure; by default its text in <pre>. */
    void (*figure)(void *context, const struct markdown_figure *figure, size_t index,
                   struct buffer *out);

    /* A word that looks like an acronym, marked up or not. It holds letters, digits and single
     * hyphens inside; one of its parts has two capitals or more: "ARS", "COVID-19", "ARS-CPAM".
     * By default the word alone. Not called in code, links and headings. */
    void (*acronym)(void *context, struct slice word, struct buffer *out);
};

/* Calls `see` for each word of a body that looks like an acronym, in order, repetitions included;
 * `out` is NULL. */
void markdown_each_acronym(const struct markdown_body *body,
                           void (*see)(void *context, struct slice word, struct buffer *out),
                           void *context);

/* Appends the body's HTML to `out`. A body may be rendered by many threads at once. */
void markdown_render(const struct markdown_body *body, const struct markdown_filler *filler,
                     struct buffer *out);

#endif
