/*
 * The first step of loading: a file by itself. Front matter, visibility, body.
 */
#ifndef CONTENT_LOAD_H
#define CONTENT_LOAD_H

#include "content/content.h"

/*
 * Reads the text of a file of a known kind: checks its encoding, parses its YAML, fills its records
 * and finds its reserved blocks. `file` has its path, entry and kind; the rest is filled in.
 * Everything is in `arena`; what is wrong is in `diag`. May be called by many threads, each with
 * its own arena. Returns
 * whether its YAML could be read.
 */
bool content_read_file(struct arena *arena, struct content_file *file, struct slice bytes,
                       struct diag *diag);

/* As content_read_file(), and compiles the body. */
void content_load_file(struct arena *arena, struct content_file *file, struct slice bytes,
                       struct diag *diag);

/* Compiles the body of a file, without its reserved blocks when `cut`. In the arena. */
struct markdown_body *content_compile(struct arena *arena, const struct content_file *file,
                                      bool cut);

/* The schema that a kind of file is read by; NULL for kinds that hold no records. */
const struct schema *content_schema(enum content_kind kind);

/* Whether files of a kind are lists of records. */
bool content_is_list(enum content_kind kind);

/* Whether files of a kind are Markdown. */
bool content_is_page(enum content_kind kind);

#endif
