/*
 * Which URL a page has, kind by kind: one rule for what the page is today and for what it was.
 */
#ifndef SITE_ADDRESSES_H
#define SITE_ADDRESSES_H

#include "site/site.h"

/* What a URL is made from. What a kind has no use for may be empty. */
struct address {
    enum content_kind kind;
    struct slice path;   /* of the file, below the content directory, form C */
    struct slice entry;  /* id, of an entry of a list file or of the contract */
    struct slice number; /* of an axis, an action */
    struct slice title;  /* the same */
    struct date date;    /* of minutes */
    struct slice body;   /* the same: its id */
    size_t rank;         /* the same: 2 for the second meeting of the day */
};

/* The URL below the root, ending in "/"; no data: the kind has no page of its own, or nothing in
 * its names can stand in a URL. */
struct slice address_url(struct arena *arena, const struct address *address);

/* "axes/1-acces-aux-soins/": the URL of a record's page in a folder, from the slug of a text, else
 * of the name of its file, else of its rank. For what is no file and no entry with an id. */
struct slice addresses_in(const struct site *site, const char *folder, struct slice text,
                          const struct record *record);

/* The URL of the page of a record, one of those that address_url() knows. */
struct slice addresses_of(const struct site *site, const struct record *record);

/* The same for minutes, of which `rank` says which they are of that body and day, from 1. */
struct slice addresses_of_minutes(const struct site *site, const struct minutes *minutes,
                                  size_t rank);

#endif
