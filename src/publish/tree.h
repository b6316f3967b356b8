/*
 * What lies below a directory on the disk, and its removal, with several threads. Symbolic links
 * are entries like others, never followed.
 */
#ifndef PUBLISH_TREE_H
#define PUBLISH_TREE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

struct tree_entry {
    struct slice path; /* zero-terminated, below the root */
    bool folder;
};

struct tree {
    struct tree_entry *entries; /* level by level: a folder before what it holds */
    size_t count;
    size_t *levels; /* index of each level's first entry, then count */
    size_t level_count;
};

/* Lists everything below an open directory into the arena. Returns -1 when a folder can't be
 * read. */
int tree_scan(int root, size_t jobs, struct arena *arena, struct tree *tree, struct error *error);

/* Removes one file; 0 when there is none, -1 with errno set. */
int tree_unlink(int root, struct slice path);

/* Removes the folders of a tree, deepest first; those that are not empty are left alone. */
void tree_remove_folders(int root, const struct tree *tree, size_t jobs);

/* Removes the directory `name` with all that it holds; 0 when there is none. */
int tree_remove_all(int parent, const char *name, size_t jobs, struct error *error);

/* Makes the folders above `path`; -1 with errno set. */
int tree_make_folders(int root, struct slice path);

#endif
