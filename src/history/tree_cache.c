#include "history/tree_cache.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS 2048                           /* a power of two */
#define WAYS 4                               /* slots that a tree may be in */
#define BYTES_MAX ((size_t)32 * 1024 * 1024) /* of all trees together */

struct slot {
    git_odb_object *tree; /* NULL: free */
    unsigned char id[REPOSITORY_ID];
    bool used; /* since the hand last came by */
};

struct tree_cache {
    struct repository *repository;
    size_t bytes;
    size_t hand; /* where to look next for what can go */
    struct slot slots[SLOTS];
};

struct tree_cache *tree_cache_new(struct repository *repository) {
    struct tree_cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        arena_exhausted();
    cache->repository = repository;
    return cache;
}

static void drop(struct tree_cache *cache, struct slot *slot) {
    if (slot->tree)
        cache->bytes -= git_odb_object_size(slot->tree);
    git_odb_object_free(slot->tree);
    slot->tree = NULL;
}

void tree_cache_free(struct tree_cache *cache) {
    if (!cache)
        return;
    for (size_t i = 0; i < SLOTS; i++)
        drop(cache, &cache->slots[i]);
    free(cache);
}

static bool holds(const struct slot *slot, const unsigned char *id) {
    return slot->tree && memcmp(slot->id, id, REPOSITORY_ID) == 0;
}

/* The slot that holds the tree; else one to put it in: free, or not used lately. */
static struct slot *slot_of(struct tree_cache *cache, const unsigned char *id) {
    struct slot *set = &cache->slots[((size_t)id[0] | (size_t)id[1] << 8) * WAYS % SLOTS];
    struct slot *best = set;
    for (size_t i = 0; i < WAYS; i++) {
        struct slot *slot = &set[i];
        if (holds(slot, id))
            return slot;
        if (best->tree && (!slot->tree || (best->used && !slot->used)))
            best = slot;
    }
    if (best->tree && best->used)
        for (size_t i = 0; i < WAYS; i++)
            set[i].used = false;
    return best;
}

/* Second chance: what was used since the last round stays for one more. */
static void make_room(struct tree_cache *cache) {
    while (cache->bytes > BYTES_MAX) {
        struct slot *slot = &cache->slots[cache->hand];
        cache->hand = (cache->hand + 1) % SLOTS;
        if (slot->tree && !slot->used)
            drop(cache, slot);
        slot->used = false;
    }
}

int tree_cache_get(struct tree_cache *cache, const unsigned char *id, git_odb_object **tree,
                   struct error *error) {
    struct slot *slot = slot_of(cache, id);
    if (!holds(slot, id)) {
        int status = repository_read(cache->repository, id, GIT_OBJECT_TREE, tree, error);
        if (status != 0)
            return status;
        drop(cache, slot);
        memcpy(slot->id, id, REPOSITORY_ID);
        git_odb_object_dup(&slot->tree, *tree);
        slot->used = true;
        cache->bytes += git_odb_object_size(*tree);
        make_room(cache);
        return 0;
    }
    slot->used = true;
    return git_odb_object_dup(tree, slot->tree);
}
