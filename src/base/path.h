/*
 * Paths with "/" between their steps. Nothing here touches the disk.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/slice.h"

/* "a/b" of "a/b/c.md"; empty for "c.md". */
struct slice path_directory(struct slice path);

/* "c.md" of "a/b/c.md". */
struct slice path_name(struct slice path);

/* "c" of "a/b/c.md"; ".x" keeps its name. */
struct slice path_stem(struct slice path);

/* "md" of "a/b/c.md", without its dot; empty when there is none. */
struct slice path_extension(struct slice path);

/* Whether `path` is `directory` or lies below it, step by step. */
bool path_is_below(struct slice path, struct slice directory);

/* "a/b" and "c" give "a/b/c"; an empty directory gives the name alone. */
struct slice path_join(struct arena *arena, struct slice directory, struct slice name);

/*
 * Resolves `reference` against the directory of the file `from`: "../x.md" from "a/b/c.md" gives
 * "a/x.md". Returns false when it would climb above the root, is absolute, or names nothing.
 */
bool path_resolve(struct arena *arena, struct slice from, struct slice reference,
                  struct slice *resolved);

/*
 * The relative way from the folder URL of one page to another, both without a leading slash:
 * from "axes/1/" to "agenda/" gives "../../agenda/"; to itself "./".
 */
struct slice path_relative(struct arena *arena, struct slice from, struct slice to);

#endif
