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

/* The same for one record that begins a page or an entry, given what governs it: its axis for an
 * action, its body for minutes (NULL: unknown), nothing for others. */
void link_join_visibility(struct record *record, const struct record *governor);

/* Finds where the links, images and figures of every body lead. */
void link_prose(struct content *content);

/* What no table can say: dates in order, missing reasons, settings. */
void link_check(struct content *content);

/* Removes what content->edition may not show, references to it, and what only that used. */
void link_cut(struct content *content);

/* Removes what an edition may not show of a file by itself, whose visibilities are joined; its
 * references and its body are left as they are. Returns how many entries went. */
size_t link_cut_file(struct content_file *file, enum visibility edition);

/* Calls `visit` for each record that begins a page or an entry: contract, pages, list entries. */
typedef void link_visitor(void *context, struct record *record);
void link_each_root(struct content *content, link_visitor *visit, void *context);

#endif
