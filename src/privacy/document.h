/*
 * What documents say besides what they show: who wrote them, comments, changes that were tracked,
 * notes for the one who speaks, files inside.
 */
#ifndef PRIVACY_DOCUMENT_H
#define PRIVACY_DOCUMENT_H

#include "base/arena.h"
#include "base/slice.h"

#define DOCUMENT_AUTHORS 8

struct document_facts {
    struct slice authors[DOCUMENT_AUTHORS]; /* the first that are named, once each */
    size_t author_count;
    bool comments; /* notes in the margin, sticky notes, texts struck out or highlighted */
    bool changes;  /* tracked changes: texts that were taken out may still be read */
    bool notes;    /* of a slide, which only the speaker sees */
    bool files;    /* attached to a PDF */
};

/* Takes note of an author, unless it is empty, known already, or one too many. */
void document_add_author(struct document_facts *facts, struct slice author);

/* Whether the first bytes are those of a format below. */
bool document_is_office(struct slice bytes);
bool document_is_pdf(struct slice bytes);

/*
 * Each looks at a whole file, and sets `facts`, whose authors are in the arena. Returns 0, or -1
 * when the file can't be gone through (damaged, encrypted, past a bound): facts are then what was
 * seen.
 */
int document_look_office(struct arena *arena, struct slice bytes, struct document_facts *facts);
int document_look_pdf(struct arena *arena, struct slice bytes, struct document_facts *facts);

#endif
