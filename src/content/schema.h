/*
 * The schema: one table of fields for each kind of content. Parsing, validation and its messages,
 * the values that templates see, and every other use of a field come from these tables; nothing
 * about a field is written twice.
 */
#ifndef CONTENT_SCHEMA_H
#define CONTENT_SCHEMA_H

#include "content/record.h"

enum schema_type {
    SCHEMA_TEXT,       /* struct slice, one line */
    SCHEMA_PROSE,      /* struct slice, any length; blank lines part paragraphs */
    SCHEMA_TEXTS,      /* struct texts */
    SCHEMA_BOOL,       /* bool */
    SCHEMA_INTEGER,    /* struct number without decimals, 0 or more */
    SCHEMA_NUMBER,     /* struct number */
    SCHEMA_PERCENT,    /* struct number, 0 to 100 */
    SCHEMA_YEAR,       /* struct number, 1900 to 2199 */
    SCHEMA_MONEY,      /* struct money, 0 or more */
    SCHEMA_MEASURE,    /* struct measure */
    SCHEMA_DATE,       /* struct date; partial ones mean their first day */
    SCHEMA_END,        /* struct date; partial ones mean their last day */
    SCHEMA_MOMENT,     /* struct moment */
    SCHEMA_TIME,       /* int, minutes; TIME_NONE when absent */
    SCHEMA_CHOICE,     /* int: 1 + index in `choices`; 0 when absent */
    SCHEMA_URL,        /* struct slice */
    SCHEMA_FILE,       /* struct file_reference */
    SCHEMA_REFERENCE,  /* struct reference to one of `kinds` */
    SCHEMA_REFERENCES, /* struct references */
    SCHEMA_RECORD,     /* pointer to a record of `nested`, NULL when absent */
    SCHEMA_LIST,       /* struct list of records of `nested` */
    SCHEMA_RAW,        /* const struct yaml_node *: read by code of its own */
};

/* What a reference may name. A field allows one or several. */
enum schema_kinds {
    KIND_ORGANISATION = 1 << 0, /* by id, acronym or name; unknown ones are kept as words */
    KIND_ACTION = 1 << 1,       /* by number */
    KIND_AXIS = 1 << 2,         /* by number */
    KIND_BODY = 1 << 3,         /* by id or acronym */
    KIND_COMMUNE = 1 << 4,      /* by code or name */
    KIND_SECTOR = 1 << 5,       /* by id or name */
    KIND_DISTRICT = 1 << 6,     /* by id or name */
    KIND_PLAN = 1 << 7,         /* neighbouring plan, by id or acronym */
    KIND_PRIORITY = 1 << 8,     /* of the regional health project, by id */
    KIND_DECISION = 1 << 9,     /* by number */
    KIND_AGREEMENT = 1 << 10,   /* funding agreement, by id */
    KIND_OBJECTIVE = 1 << 11,   /* of the action's own axis, by number */
};

enum schema_flags {
    SCHEMA_REQUIRED = 1 << 0,
    SCHEMA_NAMES = 1 << 1,      /* one of these at least must be written */
    SCHEMA_VISIBILITY = 1 << 2, /* the record's `visibilite` */
    SCHEMA_DRAFT = 1 << 3,      /* the record's `brouillon` */
    SCHEMA_PART = 1 << 4,       /* has a part of the page, its key as the id (content/parts.h) */
    SCHEMA_SETTING = 1 << 5,    /* how the site is made: its changes are none for a reader */
    SCHEMA_SECRET = 1 << 6,     /* a setting that no edition may tell of, nor that it changed */
    SCHEMA_PAGES = 1 << 7,      /* its entries have pages, and a history, of their own */
    SCHEMA_CONTACT = 1 << 8,    /* how to reach somebody: addresses and numbers are meant there */
    SCHEMA_ATTENDANCE = 1 << 9, /* who was there: a role or an organisation, better than a name */
};

/* A value of a closed list. The word is what people read; it is matched folded. */
struct schema_choice {
    const char *word;
    const char *symbol; /* plain ASCII, for classes of the theme: "en-cours" */
};

struct schema_field {
    const char *key;   /* folded: no accents, lower case */
    const char *label; /* what people read */
    enum schema_type type;
    unsigned flags;
    size_t offset;
    size_t size; /* of the struct's member; a test holds it equal to the type's */
    const struct schema_choice *choices; /* ended by a NULL word */
    const struct schema *nested;
    unsigned kinds;
    const char *help;    /* a sentence, or NULL */
    const char *example; /* what to write, or NULL */
};

struct schema {
    const char *name;                  /* "action" */
    const char *label;                 /* "Fiche action" */
    size_t size;                       /* of the struct */
    const struct schema_field *fields; /* ended by a NULL key */
    const char *scalar; /* key that a plain value stands for, or NULL: a mapping is due */
    const char *noun;   /* "étape", after a number; NULL: the label in lower case */
    const char *plural; /* "étapes"; NULL: the noun and an s */
    bool feminine;      /* "étape ajoutée" */
};

/* A number that changes with any field of some schemas, ended by NULL, and of those nested in
 * them. */
unsigned long long schema_digest(const struct schema *const *schemas);

/* The number of fields of a schema. */
size_t schema_count(const struct schema *schema);

/* The field of a folded key, or NULL. */
const struct schema_field *schema_find(const struct schema *schema, struct slice folded);

/* The memory of a field in a record. */
void *schema_member(const struct record *record, const struct schema_field *field);

/* The position of a field's value; line 0 when the key is not written. */
struct position schema_position(const struct record *record, const struct schema_field *field);

/* The choice of a field of type SCHEMA_CHOICE in a record, or NULL when absent. */
const struct schema_choice *schema_choice_of(const struct record *record,
                                             const struct schema_field *field);

/* Bytes that a type takes in a struct. */
size_t schema_type_size(enum schema_type type);

/*
 * Calls `visit` for each field of the record that is written, and of the records nested in it, in
 * the order of the tables.
 */
typedef void schema_visitor(void *context, struct record *record, const struct schema_field *field);
void schema_visit(struct record *record, schema_visitor *visit, void *context);

#endif
