/*
 * Typed edits: what changed between two versions of an item, as an edition may tell it. Fields by
 * the schema, lists by what names their entries, texts by blocks and words. No sentence, no HTML
 * and no URL: those are the site's, who makes them anew at each build, while an edit may come from
 * the cache.
 */
#ifndef HISTORY_EDIT_H
#define HISTORY_EDIT_H

#include "content/content.h"
#include "history/difference.h"

enum edit_kind {
    EDIT_PUBLISHED, /* the edition had nothing of it before */
    EDIT_CHANGED,
    EDIT_DELETED, /* what was there is not told */
};

/* Whether a version is worth a line. */
enum edit_weight {
    EDIT_NOTHING, /* the edition shows the same: the version does not exist */
    EDIT_MINOR,   /* spacing, order, a name of file: no change for a reader */
    EDIT_LISTED,
};

enum edit_change { EDIT_ADD, EDIT_REMOVE, EDIT_REPLACE };

/* The value of a field of one version, whatever its type but lists and records. */
struct edit_value {
    bool set;
    union {
        struct slice text; /* text, prose, URL; a file's path; a reference as written */
        bool truth;
        int number_of; /* a choice (1 + its index), a time */
        struct number number;
        struct money money;
        struct measure measure;
        struct date date;
        struct moment moment;
    } as; /* as the member of the record would hold it, references and files apart */
};

struct edit_entry;

/* A field that differs. Which members say how depends on field->type. */
struct edit_field {
    const struct schema *schema;      /* of the record that has it */
    const struct schema_field *field; /* NULL: the entries of a file that is a list */
    struct edit_value before;
    struct edit_value after;
    struct difference prose;    /* SCHEMA_PROSE with both values set, which are then left out */
    struct texts removed;       /* SCHEMA_TEXTS, SCHEMA_REFERENCES: as written */
    struct texts added;         /* the same */
    struct edit_entry *entries; /* SCHEMA_LIST; one for SCHEMA_RECORD */
    size_t count;
};

/* An entry of a list that differs, or a record. */
struct edit_entry {
    enum edit_change change;
    const struct schema *schema;
    struct slice id;                     /* as written; no reader is told of it */
    const struct schema_field *names[2]; /* what it is called after, else before; may be NULL */
    struct edit_value name[2];
    struct edit_field *fields; /* removed: none; added: all that is written but its names */
    size_t count;
};

/* What an item was after a version: enough to place it in the site as it then was. */
struct edit_state {
    struct slice number;
    struct slice title;
    int status;        /* of an action: enum action_status */
    struct slice body; /* of minutes, as written */
    struct date date;
};

struct edit {
    enum edit_kind kind;
    enum edit_weight weight;
    bool refers; /* some field is a reference: see edit_scrub() */
    struct edit_state state;
    struct edit_field *fields; /* none unless EDIT_CHANGED */
    size_t count;
    struct difference text; /* of the body; of the whole file where its fields do not validate */
};

/* Appends an edit as bytes. */
void edit_encode(struct buffer *out, const struct edit *edit);

/*
 * Reads an edit from bytes that may be anything. Returns false when they are no edit. Texts point
 * into `bytes`, the rest is in `arena`.
 */
bool edit_decode(struct arena *arena, struct slice bytes, struct edit *edit);

/* The first members alone, up to `state`: quick. */
bool edit_decode_head(struct slice bytes, struct edit *edit);

/*
 * Drops the references that may not be told today: to what the edition hides, and, of kinds that
 * have no free words, to what is unknown. Lowers the weight when nothing else is left.
 */
void edit_scrub(struct edit *edit, const struct content *content);

#endif
