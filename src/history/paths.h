/*
 * The paths that the walk meets, each once, so that a path is compared by its address; and whose
 * they are when no rename says otherwise.
 */
#ifndef HISTORY_PATHS_H
#define HISTORY_PATHS_H

#include "base/map.h"
#include "history/walk.h"

#include <stdint.h>

struct owners;

struct path {
    struct slice text;
    uint32_t number;  /* in order of appearance */
    bool folder_seen; /* the filter was asked of it as a folder, */
    bool folder_left; /* and said to leave it out */
    bool file_seen;   /* the same as a file */
    bool file_left;
    bool decomposed;    /* its text is not form C */
    bool scope_seen;    /* the scope was asked for */
    struct path *scope; /* the file that governs this one's visibility, in form C; NULL: none */
    bool steady_seen;   /* of a scope: whether a comparison tells all its changes was asked */
    bool steady;        /* and it does */
    uint32_t held_at;   /* of a scope: when `held` was its blob (scopes.h) */
    unsigned char held[REPOSITORY_ID];
    struct owners *owners; /* whose it is by default; NULL until asked */
};

struct paths {
    struct map map;
    struct arena *arena;
    char *scratch; /* BOUND_PATH bytes */
    const struct history_options *options;
};

void paths_init(struct paths *paths, struct arena *arena, const struct history_options *options);

/* The path with this text, whatever the filter says of it. */
struct path *paths_find(struct paths *paths, struct slice text);

/* The path, in form C, of the file that governs the visibility of the one at `path`, or NULL. */
struct path *paths_scope(struct paths *paths, struct path *path);

/* Whether the filter leaves out neither the file nor a folder above it. */
bool paths_is_kept(struct paths *paths, const struct path *file);

/*
 * The path of `name` in a folder (its text, empty for the root), or NULL when it is left out: by
 * the filter, or for a name that no content can have (not UTF-8, too long).
 */
struct path *paths_get(struct paths *paths, struct slice folder, struct slice name, bool is_folder);

#endif
