/*
 * The folder where a build leaves what the next need not find again: the commits' deltas (walk.h),
 * and records that others keep under keys of theirs. It may be deleted, damaged, shared by builds,
 * branches and editions at any time: what is wrong in it is found again, never believed.
 */
#ifndef HISTORY_CACHE_H
#define HISTORY_CACHE_H

#include "base/error.h"
#include "history/store.h"

#define CACHE_KEY STORE_KEY

struct cache;

/*
 * Opens the folder `path`, made (0700, ignored by git) when it is not there; the folder above it
 * must be. `program` names all that decides what records mean and is not in their keys: the
 * version of the program and of its schema, what history_options.skip and scope answer. Returns
 * NULL, with the reason in `note`, when there can be no cache there: a symbolic link, a folder that
 * is not ours or that others may write to, one that holds other things. A build goes on without.
 */
struct cache *cache_open(const char *path, struct slice program, struct error *note);

/*
 * The record of a key (CACHE_KEY bytes), valid until the cache is closed. Returns whether there is
 * one; the cache may be NULL: there is none. May be called by any thread.
 */
bool cache_get(struct cache *cache, const unsigned char *key, struct slice *bytes);

/* Keeps a copy of a record unless its key has one; NULL: does nothing. May be called by any thread.
 */
void cache_put(struct cache *cache, const unsigned char *key, struct slice bytes);

/*
 * A store of the walk for the content's folder, in the cache's folder; NULL without a cache. Close
 * it, before the cache, with store_close().
 */
struct store *cache_walk(struct cache *cache, struct slice content);

/*
 * Writes what was put, and gives the cache back; NULL is no matter. `whole`: see store_close().
 */
void cache_close(struct cache *cache, bool whole);

#endif
