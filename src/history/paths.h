/*
 * The paths that the walk meets, each once, so that a path is compared by its address; and whose
 * they are when no rename says otherwise.
 */
#ifndef HISTORY_PATHS_H
#define HISTORY_PATHS_H

#include "base/map.h"
#include "source/source.h"

#include <stdint.h>

struct owners;

struct path {
    struct slice text;
    uint32_t number;  /* in order of appearance */
    bool folder_seen; /* the filter was asked of it as a folder, */
    bool folder_left; /* and said to leave it out */
    bool file_seen;   /* the same as a file */
    bool file_left;
    struct owners *owners; /* whose it is by default; NULL until asked */
};

struct paths {
    struct map map;
    struct arena *arena;
    char *scratch; /* BOUND_PATH bytes */
    source_filter *skip;
    void *context;
};

void paths_init(struct paths *paths, struct arena *arena, source_filter *skip, void *context);

/*
 * The path of `name` in a folder (its text, empty for the root), or NULL when it is left out: by
 * the filter, or for a name that no content can have (not UTF-8, too long).
 */
struct path *paths_get(struct paths *paths, struct slice folder, struct slice name, bool is_folder);

#endif
