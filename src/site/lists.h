/*
 * Lists of actions on the pages of what they share (a public, a place): bounded, so that the site
 * grows with its actions and not with their square. /actions/ has them all.
 */
#ifndef SITE_LISTS_H
#define SITE_LISTS_H

#include "site/site.h"

#define LISTS_CARDS 200 /* most cards in one section */
#define LISTS_LINKS 100 /* most lines in one section */

/* A section of cards, or of plain links; nothing when there are no actions. What is beyond the
 * bound is counted in a link to /actions/. Returns the section. */
struct value lists_cards(const struct site *site, struct arena *arena, struct value root,
                         const char *anchor, struct slice title, const struct list *actions);
struct value lists_links(const struct site *site, struct arena *arena, struct value root,
                         const char *anchor, struct slice title, const struct list *actions);

/* Links to the actions of references, with their statuses. */
struct value lists_references(const struct site *site, struct arena *arena,
                              const struct references *references);

/* An item of `liste-fiches`: a title (may be empty), HTML and a state (value_none(): none), details
 * (facts). A page may set its `ancre`, `url`, `reserve`, `documents`. */
struct value lists_sheet(struct arena *arena, struct slice title, struct value html,
                         struct value state, struct value details);

/* Appends an item of `chiffres-cles`: a number that is shown large, and what it counts. */
void lists_figure(struct arena *arena, struct value figures, struct slice number,
                  struct slice label);

/* The same of a number that is a ring. */
void lists_ring(struct arena *arena, struct value figures, struct value drawing,
                struct slice label);

#endif
