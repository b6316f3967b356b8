/*
 * Hash maps from slices to pointers. Entries keep the order in which they were put, so that
 * going through a map is deterministic. Keys are not copied; everything lives in the arena.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/slice.h"

#include <stdint.h>

struct map_entry {
    struct slice key;
    void *value;
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* in order of insertion */
    size_t count;
    uint32_t *index; /* 1 + entry, open addressing; 0 is free */
    size_t slots;
};

void map_init(struct map *map, struct arena *arena);

/* The value of `key`, or NULL. */
void *map_get(const struct map *map, struct slice key);

/* Puts `value` at `key` unless the key is there. Returns the value that was there, or NULL. */
void *map_put(struct map *map, struct slice key, void *value);

/* Puts `value` at `key`, in place of what was there. */
void map_set(struct map *map, struct slice key, void *value);

#endif
