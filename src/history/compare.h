/*
 * Two records of one schema compared, field by field.
 */
#ifndef HISTORY_COMPARE_H
#define HISTORY_COMPARE_H

#include "history/edit.h"

/*
 * What differs between two records (either may be NULL: nothing), in the order of the schema.
 * Lists are compared by what names their entries, not by their order. Texts point into the
 * records; the rest is in `arena`.
 */
void compare_records(struct arena *arena, const struct record *before, const struct record *after,
                     struct edit_field **fields, size_t *count);

/* The same for the entries of two files that are lists: one field without a schema field, or
 * none. */
void compare_lists(struct arena *arena, const struct list *before, const struct list *after,
                   struct edit_field **fields, size_t *count);

/* Whether a field says the same in both. */
bool compare_same_field(struct arena *arena, const struct record *before,
                        const struct record *after, const struct schema_field *field);

/* The value of a field that is one value; unset when nothing is written. */
struct edit_value compare_value(const struct record *record, const struct schema_field *field);

#endif
