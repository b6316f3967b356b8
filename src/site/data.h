/*
 * Data files: the numbers behind the pages, published as CSV below donnees/. They are registered
 * with the pages, from the same content, already cut down to the edition, and written when the site
 * is.
 *
 * A file is UTF-8 with a byte order mark, semicolons, decimal commas, CRLF: what spreadsheets set
 * to French open at once, and what our own reader (content/csv.h) reads.
 */
#ifndef SITE_DATA_H
#define SITE_DATA_H

#include "base/buffer.h"
#include "site/site.h"

struct site_data;

/* Appends the rows of a data file, its line of headers first. May be called by any thread;
 * temporary memory comes from `arena`. */
typedef void data_write(const struct site *site, const struct site_data *data, struct arena *arena,
                        struct buffer *out);

struct site_data {
    struct slice path; /* below the root of the site: "donnees/budget.csv" */
    data_write *write;
    const void *item; /* what the file is about, for write */
};

/* Registers a data file; its fields are copied. For the files of site/pages/. */
void site_add_data(struct site *site, struct site_data data);

/* What a link to a data file holds after `racine`; value_none() when no such file is registered, so
 * that nothing links to it. */
struct value data_href(const struct site *site, const char *path);

/* Appends a whole data file. */
void data_render(const struct site *site, const struct site_data *data, struct arena *arena,
                 struct buffer *out);

/* The cells of a row, in order; then its end. */
void data_text(struct buffer *out, struct slice text);
void data_number(struct buffer *out, double number, int decimals);
void data_money(struct buffer *out, long long cents); /* "25000", "12,50", in euros */
void data_date(struct arena *arena, struct buffer *out,
               struct date date);              /* "2024-06-12", "2024-06", "2024", "" */
void data_flag(struct buffer *out, bool flag); /* "oui", "non" */
void data_empty(struct buffer *out);
void data_end(struct buffer *out);

/* The cell of any field of a record, by its schema: choices as their words, references as names,
 * several in one cell with " | " between; empty for records, lists of records and files. */
void data_field(struct arena *arena, struct buffer *out, const struct record *record,
                const char *key);

/* A line of headers: the names of the columns, as data has them ("echeance"). */
void data_header(struct buffer *out, const char *const *names, size_t count);

#endif
