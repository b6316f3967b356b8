/*
 * Filters: what the rows of a table, or the items of a list, can be chosen by: facets (axis,
 * status, public ...), each with the values that occur. The theme's partial `filtre` makes a form
 * of them; each row or item carries its own values as `marques`.
 */
#ifndef SITE_FILTERS_H
#define SITE_FILTERS_H

#include "site/site.h"

struct filters_option {
    struct slice value; /* of the form and of the page's address */
    struct slice name;
};

struct filters_facet {
    const char *key;
    struct slice name;
    bool by_name; /* options in the order of their names; else in that of their first use */
    struct filters_option *options;
    size_t count;
    struct map by_value;
};

struct filters {
    struct arena *arena;
    struct filters_facet *facets;
    size_t count;
};

/* Empty filters; all that they give lives in `arena`. */
void filters_init(struct filters *filters, struct arena *arena);

/* Adds a facet; `key` names it in data-… and in addresses. */
void filters_add_facet(struct filters *filters, const char *key, struct slice name, bool by_name);

/* Adds a value of a facet, where it is to come before those that are not known yet. */
void filters_add_option(struct filters *filters, const char *key, struct slice value,
                        struct slice name);

/* Says that a row, or an item, has a value of a facet that was added: the slug of `value`, shown as
 * `name`. */
void filters_mark(struct filters *filters, struct value row, const char *key, struct slice value,
                  struct slice name);

/* What `filtre` shows: {aide, champs[] {cle, nom, valeurs[] {valeur, nom}}, un, plusieurs}. Facets
 * with less than two values choose nothing and are left out. `help` is the word over the text
 * field; `one` and `many` are the words for what is counted. */
struct value filters_form(struct filters *filters, const struct site *site, const char *help,
                          const char *one, const char *many);

/* The same for a list without facets, by its text alone. */
struct value filters_list_form(const struct site *site, struct arena *arena, const char *one,
                               const char *many);

#endif
