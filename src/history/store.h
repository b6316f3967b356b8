/*
 * Records by key in a file that may be lost, cut, changed or written by two builds at once: each
 * record has a checksum, and the first that is wrong ends the file. New ones are appended; when
 * most are of no use any more the file is written anew.
 */
#ifndef HISTORY_STORE_H
#define HISTORY_STORE_H

#include "base/slice.h"

#include <stdbool.h>

#define STORE_KEY 20

struct store;

/*
 * Reads the file `name` of an open folder; `program` says which program wrote it:
 * the records of another are not read. Never fails: a file that can't be used is as good as empty.
 * The folder stays the caller's. Give the store back with store_close().
 */
struct store *store_open(int folder, const char *name, struct slice program);

/*
 * The record of a key (STORE_KEY bytes), valid until the store is closed. Returns whether there is
 * one, in the file or put since. May be called by any thread.
 */
bool store_get(struct store *store, const unsigned char *key, struct slice *bytes);

/* Adds a copy of a record unless its key has one already. May be called by any thread. */
void store_put(struct store *store, const unsigned char *key, struct slice bytes);

/*
 * Writes what was put, and gives the store back; NULL is no matter. With `whole`, what was not
 * asked for in this run may be left out: this run needed all that any would. What can't be written
 * is simply not there next time.
 */
void store_close(struct store *store, bool whole);

#endif
