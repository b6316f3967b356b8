/*
 * What documents say besides what they show: who wrote them, comments, changes that were tracked.
 */
#ifndef PRIVACY_DOCUMENT_H
#define PRIVACY_DOCUMENT_H

#include "base/arena.h"
#include "base/slice.h"

struct document_facts {
    struct slice author; /* the first that is named; empty: none */
    bool comments;       /* notes in the margin, sticky notes */
    bool changes;        /* tracked changes: texts that were taken out may still be read */
};

/* Whether the first bytes are those of a format below. */
bool document_is_office(struct slice bytes);
bool document_is_pdf(struct slice bytes);

/*
 * Each looks at a whole file, and sets `facts`, whose author is in the arena. Returns 0, or -1 when
 * the file can't be gone through (damaged, encrypted, past a bound): facts are then what was seen.
 */
int document_look_office(struct arena *arena, struct slice bytes, struct document_facts *facts);
int document_look_pdf(struct arena *arena, struct slice bytes, struct document_facts *facts);

#endif
