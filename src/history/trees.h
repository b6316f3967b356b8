/*
 * Trees of the repository compared two by two from their raw bytes: which content files differ.
 * Subtrees with the same id are never opened; those in use lately are kept.
 */
#ifndef HISTORY_TREES_H
#define HISTORY_TREES_H

#include "history/paths.h"
#include "source/repository.h"

/* A file as one tree has it. */
struct tree_file {
    bool here;  /* a regular file */
    bool other; /* a symbolic link or a submodule in its place */
    bool executable;
    unsigned char blob[REPOSITORY_ID]; /* zero when not here */
};

struct tree_change {
    struct path *path;
    struct tree_file before, after;
};

struct tree_changes {
    struct tree_change *items; /* sorted by path, bytewise */
    size_t count;
};

struct tree_cache; /* trees.c */

struct trees {
    struct repository *repository;
    struct paths *paths;
    struct tree_cache *cache;
};

void trees_open(struct trees *trees, struct repository *repository, struct paths *paths);

void trees_close(struct trees *trees);

/*
 * The id of the folder `path` below the tree `root`, zero when it is not there. Returns 0,
 * REPOSITORY_MISSING, or -1 with `error` described.
 */
int trees_descend(struct trees *trees, const unsigned char *root, struct slice path,
                  unsigned char *id, struct error *error);

/*
 * The blob of the regular file `path` (form C) below the tree `root`, zero when it is not there: it
 * may be spelled otherwise in the tree, if its form C is the same. Results as trees_descend().
 */
int trees_find(struct trees *trees, const unsigned char *root, struct slice path,
               struct arena *scratch, unsigned char *blob, struct error *error);

/* Two trees to compare; a zero id is an empty one. */
struct tree_pair {
    unsigned char before[REPOSITORY_ID], after[REPOSITORY_ID];
    struct tree_changes changes; /* what differs */
};

/*
 * Compares each pair, all of them one folder after another: the object store rebuilds a tree from
 * the like ones that it read just before, which it would have forgotten if all folders of one
 * commit came first. Results as trees_descend(), for all pairs together. The lists live in `arena`.
 */
int trees_compare(struct trees *trees, struct tree_pair *pairs, size_t count, struct arena *arena,
                  struct error *error);

#endif
