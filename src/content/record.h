/*
 * Records: the structs that content is read into. Each kind has a struct whose first member is a
 * struct record, and a table of fields (schema.h) that says how its keys fill it.
 */
#ifndef CONTENT_RECORD_H
#define CONTENT_RECORD_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/slice.h"

struct schema;
struct content_file;

/* From the widest audience to none. */
enum visibility {
    VISIBILITY_PUBLIC,
    VISIBILITY_PARTNERS,
    VISIBILITY_DRAFT, /* in no edition */
};

struct record {
    const struct schema *schema;
    struct content_file *file;
    struct position position;   /* where the record begins */
    struct position *at;        /* by index in schema->fields; line 0: the key is not written */
    enum visibility visibility; /* its own, joined with those of what it stands in */
    uint32_t number;            /* its rank among all pages of the content, from 1; 0: no page */
};

struct texts {
    struct slice *items;
    size_t count;
};

/* Records of one kind. Items are pointers to that kind's struct. */
struct list {
    void **items;
    size_t count;
    size_t hidden; /* how many the edition took away */
};

/* A mention of a record of another file. */
struct reference {
    struct slice words;    /* as written */
    struct record *target; /* NULL: unknown (words stay), or hidden from this edition */
    struct position position;
};

struct references {
    struct reference *items;
    size_t count;
};

struct asset;

/* A mention of a file: a document, an image, data. */
struct file_reference {
    struct slice path;   /* below the content directory */
    struct asset *asset; /* NULL: none written, or hidden from this edition */
    struct position position;
};

/* A day, with a time when one is known. */
struct moment {
    struct date date;
    int minutes; /* from midnight, or TIME_NONE */
};

enum measure_kind {
    MEASURE_NONE,
    MEASURE_NUMBER,
    MEASURE_UNAVAILABLE, /* "nd" */
    MEASURE_SECRET,      /* "secret": too few people to publish */
};

/* The value of an indicator. */
struct measure {
    enum measure_kind kind;
    double number;
};

/* A number that may be absent. */
struct number {
    bool set;
    double value;
};

/* An amount of money that may be absent. */
struct money {
    bool set;
    long long cents;
};

#endif
