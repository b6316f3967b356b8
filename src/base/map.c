#include "base/map.h"

#include "base/arena.h"

#include <string.h>

void map_init(struct map *map, struct arena *arena) {
    *map = (struct map){.arena = arena};
}

static size_t slot_of(const struct map *map, struct slice key) {
    size_t mask = map->slots - 1;
    size_t slot = (size_t)slice_hash(key, SLICE_HASH_SEED) & mask;
    while (map->index[slot] && !slice_equal(map->entries[map->index[slot] - 1].key, key))
        slot = (slot + 1) & mask;
    return slot;
}

static void grow(struct map *map) {
    map->slots = map->slots ? map->slots * 2 : 16;
    map->index = arena_array(map->arena, uint32_t, map->slots);
    for (size_t i = 0; i < map->count; i++)
        map->index[slot_of(map, map->entries[i].key)] = (uint32_t)(i + 1);
}

static struct map_entry *find(const struct map *map, struct slice key) {
    if (map->slots == 0)
        return NULL;
    uint32_t entry = map->index[slot_of(map, key)];
    return entry ? &map->entries[entry - 1] : NULL;
}

void *map_get(const struct map *map, struct slice key) {
    struct map_entry *entry = find(map, key);
    return entry ? entry->value : NULL;
}

void *map_put(struct map *map, struct slice key, void *value) {
    struct map_entry *entry = find(map, key);
    if (entry)
        return entry->value;
    if ((map->count + 1) * 2 > map->slots)
        grow(map);
    struct map_entry fresh = {key, value};
    arena_push(map->arena, map->entries, map->count, fresh);
    map->index[slot_of(map, key)] = (uint32_t)map->count;
    return NULL;
}

void map_set(struct map *map, struct slice key, void *value) {
    struct map_entry *entry = find(map, key);
    if (entry)
        entry->value = value;
    else
        map_put(map, key, value);
}
