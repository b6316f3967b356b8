/*
 * Raw trees that were in use lately: of two commits that follow each other most trees are the
 * same, and the older one of a comparison is the newer one of the next.
 */
#ifndef HISTORY_TREE_CACHE_H
#define HISTORY_TREE_CACHE_H

#include "source/repository.h"

struct tree_cache;

/* An empty cache of the repository's trees; give it back with tree_cache_free(). */
struct tree_cache *tree_cache_new(struct repository *repository);

void tree_cache_free(struct tree_cache *cache);

/* A tree, which the caller frees with git_odb_object_free(); results as repository_read(). */
int tree_cache_get(struct tree_cache *cache, const unsigned char *id, git_odb_object **tree,
                   struct error *error);

#endif
