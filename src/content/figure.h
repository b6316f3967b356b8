/*
 * Figures of bodies: the YAML between ```figure fences, with its numbers, its own or a CSV file's.
 */
#ifndef CONTENT_FIGURE_H
#define CONTENT_FIGURE_H

#include "content/content.h"
#include "markdown/markdown.h"

/*
 * Reads one figure of a file's body, and its data. Returns NULL, with the reason in `diag`, when it
 * can't be shown.
 */
struct figure_table *figure_read(struct content *content, struct arena *arena,
                                 struct content_file *file, const struct markdown_figure *figure,
                                 struct diag *diag);

#endif
