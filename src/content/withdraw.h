/*
 * What is restricted or a draft today has no public past: what a file hides today, found before the
 * cut, and the same taken out of an older version of it. Entries are recognised by what names them
 * (content/identity.h), wherever they stood.
 */
#ifndef CONTENT_WITHDRAW_H
#define CONTENT_WITHDRAW_H

#include "content/content.h"
#include "content/identity.h"

/* An entry that is hidden today. */
struct withdrawn {
    const struct schema_field *field; /* the list it stands in; NULL: the file is that list */
    struct identity identity;
};

struct withdrawal {
    bool whole; /* the page itself */
    bool text;  /* the body has reserved blocks */
    struct withdrawn *entries;
    size_t count;
};

/* Sets file->withdrawal of each file that hides something from content->edition. */
void withdraw_collect(struct content *content);

/* Hides (VISIBILITY_DRAFT) the records of an older version that match an entry. */
void withdraw_entry(struct arena *arena, struct content_file *older, const struct withdrawn *entry);

/* How many records of an older version match an entry, and how many of them an edition does not
 * show. */
size_t withdraw_find(struct arena *arena, struct content_file *older, const struct withdrawn *entry,
                     enum visibility edition, size_t *hidden);

/* Hides all the records that stand where the entry stands: the whole key. */
void withdraw_key(struct content_file *older, const struct withdrawn *entry);

#endif
