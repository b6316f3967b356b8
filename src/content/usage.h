/*
 * What uses what: so that an organisation, a word of the glossary or a file that only hidden
 * content needs is hidden with it.
 */
#ifndef CONTENT_USAGE_H
#define CONTENT_USAGE_H

#include "content/content.h"

/* Hides the organisations and words that are used, but by nothing that the edition shows, and
 * gathers the pages that use each word. Called before the cut. */
void usage_hide(struct content *content);

/* Marks the files that what is left refers to. Called after the cut. */
void usage_mark_assets(struct content *content);

#endif
