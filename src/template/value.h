/*
 * The values that templates see: text, HTML, truth, lists and hashes. Values are small and passed
 * by copy; what they point to lives in an arena. A finished value may be read by many threads.
 */
#ifndef TEMPLATE_VALUE_H
#define TEMPLATE_VALUE_H

#include "base/arena.h"
#include "base/slice.h"

enum value_kind {
    VALUE_NONE, /* absent: false, prints nothing */
    VALUE_FALSE,
    VALUE_TRUE,
    VALUE_TEXT, /* anybody's words: {{x}} escapes them, {{{x}}} refuses them; false when empty */
    VALUE_HTML, /* markup this program made: {{{x}}} prints it as it is, {{x}} escapes it as it
                   does all else; false when empty */
    VALUE_LIST, /* false when empty */
    VALUE_HASH,
};

struct value_hash;
struct value_list;

struct value {
    enum value_kind kind;
    union {
        struct slice text; /* VALUE_TEXT, VALUE_HTML */
        struct value_list *list;
        struct value_hash *hash;
    };
};

struct value value_none(void);
struct value value_bool(bool truth);
struct value value_text(struct slice text);
struct value value_string(const char *text); /* NULL gives value_none() */
struct value value_html(struct slice html);
struct value value_number(struct arena *arena, long long number);

/* A new empty hash or list in the arena. */
struct value value_hash(struct arena *arena);
struct value value_list(struct arena *arena);

/*
 * A new hash in which some names are false until they are set, so that what is around it is not
 * asked for them. It takes less room than setting each. The names are not copied.
 */
struct value value_hash_without(struct arena *arena, const struct slice *names, size_t count);

/*
 * Sets `name` (not copied) in a hash of `arena`; a second set replaces the first. Absent values
 * (VALUE_NONE) are kept out.
 */
void value_set(struct arena *arena, struct value hash, const char *name, struct value value);

/* As value_set, for names that are slices. */
void value_set_slice(struct arena *arena, struct value hash, struct slice name, struct value value);

/* Appends to a list of `arena`. */
void value_push(struct arena *arena, struct value list, struct value item);

/* What a hash holds at `name`; value_none() when nothing, or when it is no hash. */
struct value value_get(struct value hash, struct slice name);

size_t value_count(struct value list);
struct value value_at(struct value list, size_t index);

/*
 * The entry of a hash at an index, in the order in which they were first set; then the names that
 * are false for want of an entry (value_hash_without), as VALUE_NONE. False when there are no more.
 */
bool value_entry(struct value hash, size_t index, struct slice *name, struct value *value);

bool value_is_true(struct value value);

#endif
