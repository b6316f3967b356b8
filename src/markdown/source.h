/*
 * The text of a body: looked over before it is parsed, so that no input makes the parser explode,
 * and kept at hand to say where in the file things stand.
 */
#ifndef MARKDOWN_SOURCE_H
#define MARKDOWN_SOURCE_H

#include "markdown/markdown.h"

struct source {
    struct slice text; /* what is parsed: LF and CRLF are its only line ends */
    char *copy;        /* the memory of `text` when it is not the author's own */
    uint32_t *lines;   /* where each line starts */
    size_t line_count;
    uint32_t first_line; /* in the file */
    size_t known_line;   /* the last place asked for, from which to count characters */
    size_t known_offset;
    uint32_t known_column;
};

/*
 * Looks a body over. Returns false, with the reason in `remark`, when it passes a bound. In both
 * cases the source must be disposed.
 */
bool source_init(struct source *source, struct slice body, const struct markdown_options *options,
                 struct markdown_remark *remark);
void source_dispose(struct source *source);

/* Where a line (from 1) starts and where it ends, its line end included. */
size_t source_line_start(const struct source *source, size_t line);
size_t source_line_end(const struct source *source, size_t line);

/* The place in the file of an offset in the text. */
struct position source_position(struct source *source, size_t offset);

/* The line (from 1) that holds an offset. */
size_t source_line_of(const struct source *source, size_t offset);

#endif
