/*
 * A YAML text as libyaml is to read it, and the way back from its marks, which count characters,
 * to bytes, lines and columns of the text as it was written.
 */
#ifndef CONTENT_YAML_SOURCE_H
#define CONTENT_YAML_SOURCE_H

#include "base/diag.h"

struct yaml_source {
    struct slice text;     /* as written, without its byte order mark */
    struct slice readable; /* the same, character for character, in the arena */
    uint32_t first_line;   /* where the text begins in its file */
    struct {               /* the character that was asked for last; marks mostly go forwards */
        size_t index;
        size_t offset;
        size_t line_index; /* the first character of its line */
        uint32_t line;     /* from 0 */
    } cursor;
};

/* The text without the byte order mark that it may begin with. */
struct slice yaml_source_without_mark(struct slice text);

/* Offset of the first character that YAML has no place for (or that is no UTF-8), else the size. */
size_t yaml_source_check(struct slice text);

/* Whether YAML allows a code point in a text. */
bool yaml_source_allows(uint32_t code);

/*
 * Prepares a text that yaml_source_check found right. NEL, U+2028 and U+2029 end lines for libyaml
 * and for nobody else: they are read as spaces.
 */
void yaml_source_init(struct yaml_source *source, struct arena *arena, struct slice text,
                      uint32_t first_line);

/* The byte offset of a character in `text`; its end when there are fewer characters. */
size_t yaml_source_offset(struct yaml_source *source, size_t index);

/* The line, of the file, and the column of a character. */
struct position yaml_source_position(struct yaml_source *source, size_t index);

/*
 * The line around a byte offset, without its line end; `start` receives where it begins. Empty
 * when more than `limit` bytes of it stand on either side: long lines must not be walked again and
 * again.
 */
struct slice yaml_source_line(const struct yaml_source *source, size_t offset, size_t limit,
                              size_t *start);

/* Whether only spaces, tabs and "- " stand between the beginning of its line and an offset. */
bool yaml_source_begins_line(const struct yaml_source *source, size_t offset);

#endif
