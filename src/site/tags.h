/*
 * Themes and publics: the words that actions share. The contract may fix the words and their order;
 * else they are those in use.
 */
#ifndef SITE_TAGS_H
#define SITE_TAGS_H

#include "site/site.h"

/* Fills site->themes and site->publics from the actions. */
void tags_gather(struct site *site);

/* The tag of a word, case and accents aside, or NULL. */
const struct tag *tags_find(const struct list *tags, struct slice word);

#endif
