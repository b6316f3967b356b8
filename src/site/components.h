/*
 * The components that many pages share: the values of the theme's partials.
 */
#ifndef SITE_COMPONENTS_H
#define SITE_COMPONENTS_H

#include "content/computed.h"
#include "site/occasions.h"
#include "site/site.h"

/* The path of a published file in a link, after `racine`. */
struct slice components_asset_href(struct arena *arena, const struct asset *asset);

/* Rows or cards more than are shown that are not worth folding: they are shown too. */
#define COMPONENTS_FEW 2

/* `carte-action` for an action, and the list of those of a list: {liste, nombre}. */
struct value components_action(const struct site *site, struct arena *arena,
                               const struct action *action);
struct value components_actions(const struct site *site, struct arena *arena,
                                const struct list *actions);

/* "Axe 1", "Axe transversal T"; "12 actions, 2 en retard"; and `carte` of an axis, with its
 * progress, for `liste-axes`. */
struct slice components_axis_name(const struct site *site, struct arena *arena,
                                  const struct axis *axis);
struct slice components_axis_state(const struct site *site, struct arena *arena,
                                   const struct axis *axis);
struct value components_axis(const struct site *site, struct arena *arena, const struct axis *axis);

/* `carte` of a neighbouring plan. */
struct value components_plan(const struct site *site, struct arena *arena, const struct plan *plan);

/* `carte` of any page: over-title may be empty. */
struct value components_card(const struct site *site, struct arena *arena, struct slice over,
                             struct slice title, struct slice summary, struct slice url);

/* A cell that leads to minutes, and says when they are a draft or for partners. */
struct value components_minutes(const struct site *site, struct arena *arena,
                                const struct minutes *minutes);

/* A decision with its details: the meeting that took it, its actions, who carries it out; but for
 * `around`, the one of them that the page is about (NULL: none). Its link leads to the register;
 * the register alone gives it an anchor. */
struct value components_decision(const struct site *site, struct arena *arena,
                                 const struct decision *decision, const struct record *around);

/* Documents as {liste, nombre}; value_none() when there are none. */
struct value components_documents(const struct site *site, struct arena *arena,
                                  const struct list *documents);

/* One document from a file, under a title. */
struct value components_file(const struct site *site, struct arena *arena, struct slice title,
                             const struct file_reference *file);

/* Somebody to ask; value_none() for NULL. */
struct value components_contact(const struct site *site, struct arena *arena,
                                const struct contact *contact);

/* The contact of an action: its own words, else the coordination's. */
struct value components_action_contact(const struct site *site, struct arena *arena,
                                       const struct action *action);

/* A telephone number for tel: links: digits and "+" only. */
struct slice components_telephone(struct arena *arena, struct slice number);

/* A cell that calls a number, on one line; the words only when they are not one number. */
struct value components_telephone_cell(struct arena *arena, struct slice number);

#define INDICATORS_DATA "donnees/indicateurs.csv" /* registered by /indicateurs/ */

/* An indicator, the `rank`th of its page: its last value against its target, and its values as a
 * figure. */
struct value components_indicator(const struct site *site, struct arena *arena,
                                  const struct indicator *indicator, size_t rank);

/* Indicators as {liste, nombre}; value_none() when there are none. */
struct value components_indicators(const struct site *site, struct arena *arena,
                                   const struct list *indicators);

/* An empty table, then its columns and rows. `cells` is a list; the first is the row's head. A row
 * is returned for a page that gives it an `ancre`. */
struct value components_table(struct arena *arena, struct slice title);
void components_table_column(struct arena *arena, struct value table, struct slice name,
                             bool number);
struct value components_table_row(struct arena *arena, struct value table, struct value cells,
                                  bool total);

/* On a narrow screen, each row of this table becomes a card: for tables of words, not of numbers.
 */
void components_table_as_cards(struct arena *arena, struct value table);

/* Folds the rows beyond the first `shown` of a table, when more than a few are. */
void components_table_fold(const struct site *site, struct arena *arena, struct value table,
                           size_t shown);

/*
 * A section of a page: {ancre, titre, rendu, liste ...}. `partial` is the theme's partial that
 * shows it ("liste-cartes"), `list` what it goes through. Pushed to root's `sections`; nothing when
 * the list is empty. Returns the section, to which a page may add `suite`, `resume`.
 */
struct value components_section(const struct site *site, struct arena *arena, struct value root,
                                const char *anchor, struct slice title, const char *partial,
                                struct value list);

/* A picture over its table, for `partiels/figure`; without one (value_none()), the table stands in
 * details when it is long. `data` is the path of its CSV; NULL: none. */
struct value components_figure(const struct site *site, struct arena *arena, struct slice title,
                               struct value drawing, struct value table, const char *data);

/* Folds more items of a section below those that it shows; nothing when there are none. */
void components_section_fold(const struct site *site, struct arena *arena, struct value section,
                             struct value items);

/* A section of one table; nothing when it has no rows. */
struct value components_table_section(const struct site *site, struct arena *arena,
                                      struct value root, const char *anchor, struct slice title,
                                      struct value table);

/* A link that leads further: {titre, url}. */
struct value components_link(const struct site *site, struct arena *arena, struct slice title,
                             struct slice url);

/* "depuis le 12 juin 2024", "jusqu'en 2026": a date after a word for days, or another for months
 * and years; empty when not set. */
struct slice components_dated(const struct site *site, struct arena *arena, const char *day_word,
                              const char *other_word, struct date date);

/* What is not empty of three texts, with commas. */
struct slice components_joined(struct arena *arena, struct slice a, struct slice b, struct slice c);

/* "14 h – 16 h 30"; empty when no time is known. */
struct slice components_hours(struct arena *arena, int start, int end);

/* What is odd about a date: that it was postponed or cancelled; value_none() else. */
struct value components_occasion_state(struct arena *arena, const struct occasion *occasion);

/* A date of the agenda, for `carte-date`. It leads to the minutes, else to the agenda. */
struct value components_date(const struct site *site, struct arena *arena,
                             const struct occasion *occasion);

/* The dates to come (at most `count`) that `keep` accepts (NULL: all), as {liste, nombre}. */
struct value components_next_dates(const struct site *site, struct arena *arena, size_t count,
                                   bool (*keep)(const void *context,
                                                const struct occasion *occasion),
                                   const void *context);

#endif
