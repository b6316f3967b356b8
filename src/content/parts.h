/*
 * Parts of a page: what its template shows beside the text, each under an id. A link may lead to
 * one (`fiche.md#etapes`), and no heading of the text may take its id.
 */
#ifndef CONTENT_PARTS_H
#define CONTENT_PARTS_H

#include "content/content.h"

/* The ids that the page of a file uses: those of the frame, those of its kind, and the keys of the
 * fields that are written and have a part of their own. In the arena. */
struct texts parts_of(struct arena *arena, const struct content_file *file);

#endif
