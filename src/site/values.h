/*
 * From content to the values of templates: text with French spacing, links, and any field of a
 * record by its schema.
 */
#ifndef SITE_VALUES_H
#define SITE_VALUES_H

#include "site/site.h"

/* Sets a key of a list's item, false when there is nothing: Mustache would else look for the name
 * in what is around. */
void values_set(struct arena *arena, struct value hash, const char *key, struct value value);

/* Text as it is shown; value_none() when empty. */
struct value values_text(struct arena *arena, struct slice text);

/* Text of several paragraphs as HTML: blank lines part <p>, line ends are kept. */
struct value values_prose(struct arena *arena, struct slice text);

/* A list as templates take it: {liste, nombre}, or value_none() when empty. */
struct value values_list(struct arena *arena, struct value items);

/* A word with its class and shape: {nom, classe, forme}. */
struct value values_state(struct arena *arena, const char *word, const char *symbol);

/* {valeur, texte} of a progress from 0 to 100. */
struct value values_progress(struct arena *arena, double progress);

/* A cell of facts and tables: text only; with an inner link; with an outer one. */
struct value values_cell(struct arena *arena, struct slice text);
struct value values_cell_number(struct arena *arena, struct slice text);
struct value values_cell_link(const struct site *site, struct arena *arena, struct slice text,
                              const struct record *record);
struct value values_cell_url(struct arena *arena, struct slice text, struct slice url);

/* A cell that leads to a page of the site by its URL; text only when there is no such page. */
struct value values_cell_page(const struct site *site, struct arena *arena, struct slice text,
                              struct slice url);

/* A cell that shows a state (value_none(): an empty cell), or a progress from 0 to 100. */
struct value values_cell_state(struct arena *arena, struct value state);
struct value values_cell_progress(struct arena *arena, double progress);

/* A cell that shows a date, and sorts by it; empty when it is not set. */
struct value values_cell_date(struct arena *arena, struct date date);

/* The state of a choice of a record, {nom, classe, forme}; value_none() when absent. */
struct value values_choice(struct arena *arena, const struct record *record, const char *key);

/* A number and its noun, from two words of labels.yaml: "1 action", "12 actions". */
struct slice values_count(const struct site *site, struct arena *arena, size_t count,
                          const char *singular, const char *plural);

/* What a record is called in a link: an action's number and title, an organisation's name ... */
struct slice values_name(struct arena *arena, const struct record *record);

/* What a reference names: its target as values_name() has it, else its words. */
struct slice values_reference_name(struct arena *arena, const struct reference *reference);

/* A cell for a reference: linked when its page exists, else its words. */
struct value values_reference(const struct site *site, struct arena *arena,
                              const struct reference *reference);

/* A single value of a field as it is printed, from the member that holds it; empty when absent, or
 * for lists, records, references and files. */
struct slice values_print(struct arena *arena, const struct schema_field *field,
                          const void *member);

/* The cells of a field of a record, by its type; an empty list when it is absent. */
struct value values_field(const struct site *site, struct arena *arena, const struct record *record,
                          const struct schema_field *field);

/* Appends to `facts` a fact {nom, valeurs} for a key of the record, under its label. Nothing when
 * it is absent. */
void values_add_fact(const struct site *site, struct arena *arena, struct value facts,
                     const struct record *record, const char *key);

/* Appends a fact of one's own: a word of labels.yaml, and cells. Nothing when there are none. */
void values_add_cells(const struct site *site, struct arena *arena, struct value facts,
                      const char *word, struct value cells);

/*
 * The fields of a record as a hash, by their keys: text and prose as text; choices as states;
 * dates, numbers and money as they are printed; references and lists of them as lists of cells;
 * lists of records as {liste, nombre} of such hashes.
 */
struct value values_record(const struct site *site, struct arena *arena,
                           const struct record *record);

/* The label of a key, as the theme or the schema has it. */
struct slice values_label(const struct site *site, const struct schema_field *field);

#endif
