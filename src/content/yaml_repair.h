/*
 * An author's line put right, for the help of a message: quotes around what YAML misread, a space
 * where one is missing. Works on one line at a time; never exact YAML, only what an author can
 * copy.
 */
#ifndef CONTENT_YAML_REPAIR_H
#define CONTENT_YAML_REPAIR_H

#include "base/slice.h"

/* "  - cle: valeur # mot", in parts that follow one another. Any may be empty. */
struct yaml_parts {
    struct slice line;
    struct slice lead;  /* spaces and "- " */
    struct slice key;   /* "cle", with its quotes if any */
    struct slice colon; /* ":" and the spaces around it */
    struct slice value; /* "valeur", or the whole text where there is no key */
    struct slice tail;  /* spaces and a comment */
};

struct yaml_parts yaml_split(struct slice line);

/* Spaces and tabs at the beginning of a line. */
size_t yaml_indent(struct slice line);

/* The line with its value between quotes that suit it. */
struct slice yaml_quote_value(struct arena *arena, struct slice line);

/*
 * The line with quotes around the entry between brackets or braces that holds the byte `at`, or
 * around its key or its value when `at` is not between any.
 */
struct slice yaml_quote_entry(struct arena *arena, struct slice line, size_t at);

/* The line with quotes around the entry that holds `at`, known to be between brackets or braces
 * that may open on an earlier line. */
struct slice yaml_quote_between(struct arena *arena, struct slice line, size_t at);

/* As yaml_quote_between, from `start`, over the commas that follow, up to the next key. */
struct slice yaml_quote_commas(struct arena *arena, struct slice line, size_t start);

/* As yaml_quote_value, with what YAML took for a comment as a part of the value. */
struct slice yaml_quote_comment(struct arena *arena, struct slice line);

/* Whether a value stands in one pair of quotes, and they close only at its end. */
bool yaml_is_quoted(struct slice value);

/* Where a colon lacks the space after it ("titre:Texte"), or line.size. Addresses (http://) and
 * times (12:30) don't count. */
size_t yaml_glued_colon(struct slice line);

/* Whether a text begins like an entry of a list whose dash is not YAML's: "-mot", "– mot", "• mot".
 * `mark` receives the bytes of that dash and its spaces. */
bool yaml_glued_dash(struct slice text, size_t *mark);

/* The line with a space put in at `at`. */
struct slice yaml_insert_space(struct arena *arena, struct slice line, size_t at);

/* The line with its spaces and tabs at the beginning replaced by `count` spaces. */
struct slice yaml_set_indent(struct arena *arena, struct slice line, size_t count);

/* The line with `closing` after its value. */
struct slice yaml_close(struct arena *arena, struct slice line, char closing);

#endif
