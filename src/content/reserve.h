/*
 * ::: partenaires blocks: which lines of a body are for partners. Found before Markdown is parsed.
 */
#ifndef CONTENT_RESERVE_H
#define CONTENT_RESERVE_H

#include "content/read.h"

/*
 * Finds the blocks of reader->file->text and puts them into file->reserved. A ::: line that is
 * unknown, unclosed, nested, indented, in a list, a quote, a code block or a comment is an error in
 * the diag, and file->established becomes false: nothing of the file is then quoted.
 */
void reserve_find(struct reader *reader);

/*
 * Refuses the ::: lines of a text that is YAML, where they reserve nothing: a folded value may hide
 * them in the middle of a line. Returns whether there are none.
 */
bool reserve_refuse_values(struct reader *reader, struct slice yaml, uint32_t first_line);

/* The body with its ::: lines made empty; without the blocks' own lines too when `cut`. Lines keep
 * their numbers. */
struct slice reserve_text(struct arena *arena, const struct content_file *file, bool cut);

#endif
