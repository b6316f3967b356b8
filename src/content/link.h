/*
 * The second step of loading: the whole contract. References, visibility, checks, then the cut to
 * one edition.
 */
#ifndef CONTENT_LINK_H
#define CONTENT_LINK_H

#include "content/index.h"
#include "content/load.h"

/* Sorts the files' records into the lists of `content`, and numbers the pages. */
void link_assemble(struct content *content);

/* Looks up every reference of every record; what leads nowhere is said. */
void link_references(struct content *content, const struct index *index);

/* Gives a title to the pages that go without one. */
void link_titles(struct content *content);

/* Joins visibilities: an axis restricts its actions, an instance its minutes, a page its entries,
 * and minutes that are not approved are for partners. */
void link_visibility(struct content *content);

/* Finds where the links, images and figures of every body lead. */
void link_prose(struct content *content);

/* What no table can say: dates in order, missing reasons, settings. */
void link_check(struct content *content);

/* Removes what content->edition may not show, references to it, and what only that used. */
void link_cut(struct content *content);

/* Calls `visit` for each record that begins a page or an entry: contract, pages, list entries. */
typedef void link_visitor(void *context, struct record *record);
void link_each_root(struct content *content, link_visitor *visit, void *context);

#endif
