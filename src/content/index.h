/*
 * Names to records: what references are looked up in.
 */
#ifndef CONTENT_INDEX_H
#define CONTENT_INDEX_H

#include "content/content.h"

struct index {
    struct arena *arena;
    struct map names[12]; /* folded name to record, by rank of the bit of enum schema_kinds */
};

/*
 * Gathers the names of everything that can be referred to. Two records with one number or id, and
 * two organisations that one name designates, are errors in content->diag.
 */
void index_build(struct index *index, struct content *content);

/* The record that a name designates among some kinds (enum schema_kinds, or-ed); NULL when none or
 * more than one does. */
struct record *index_find(const struct index *index, unsigned kinds, struct slice name);

/* Whether a name designates several records, so that none can be chosen. */
bool index_is_ambiguous(const struct index *index, unsigned kinds, struct slice name);

/* The known name nearest to one that is not, as its author wrote it, or an empty slice. */
struct slice index_nearest(const struct index *index, unsigned kinds, struct slice name);

#endif
