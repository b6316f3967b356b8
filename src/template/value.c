#include "template/value.h"

#include "template/program.h"

#include <string.h>

/* Up to this many entries, going through the hashes is faster than an index. */
#define INDEX_FROM 16

struct value_entry {
    struct slice name;
    struct value value;
};

struct value_hash {
    uint64_t present; /* a bit for each name, that of its hash: most searches are for what is not */
    struct value_entry *entries;
    uint32_t *hashes; /* of the names, apart so that a search stays within a cache line or two */
    size_t count;
    size_t room;
    uint32_t *index; /* 1 + entry, open addressing; 0 is free; NULL for a small hash */
    size_t slots;
    const struct slice *absent; /* names that are false where no entry has them */
    size_t absent_count;
};

struct value_list {
    struct value *items;
    size_t count;
};

struct value value_none(void) {
    return (struct value){.kind = VALUE_NONE};
}

struct value value_bool(bool truth) {
    return (struct value){.kind = truth ? VALUE_TRUE : VALUE_FALSE};
}

struct value value_text(struct slice text) {
    return (struct value){.kind = VALUE_TEXT, .text = text};
}

struct value value_string(const char *text) {
    return text ? value_text(slice_from(text)) : value_none();
}

struct value value_html(struct slice html) {
    return (struct value){.kind = VALUE_HTML, .text = html};
}

struct value value_number(struct arena *arena, long long number) {
    return value_text(slice_format(arena, "%lld", number));
}

struct value value_hash(struct arena *arena) {
    return (struct value){.kind = VALUE_HASH, .hash = arena_new(arena, struct value_hash)};
}

struct value value_hash_without(struct arena *arena, const struct slice *names, size_t count) {
    struct value hash = value_hash(arena);
    hash.hash->absent = names;
    hash.hash->absent_count = count;
    return hash;
}

struct value value_list(struct arena *arena) {
    return (struct value){.kind = VALUE_LIST, .list = arena_new(arena, struct value_list)};
}

/* Of the size, the first eight bytes and the last eight: enough for names, and quick. */
uint32_t value_name_hash(struct slice name) {
    uint64_t head = 0, tail = 0;
    if (name.size >= sizeof head) {
        memcpy(&head, name.data, sizeof head);
        memcpy(&tail, name.data + name.size - sizeof tail, sizeof tail);
    } else {
        for (size_t i = 0; i < name.size; i++)
            head = head << 8 | (unsigned char)name.data[i];
    }
    uint64_t mixed = (head ^ tail * 0x9E3779B97F4A7C15 ^ name.size) * 0xD6E8FEB86659FD93;
    return (uint32_t)(mixed >> 32);
}

static uint64_t bit_of(uint32_t name_hash) {
    return (uint64_t)1 << (name_hash & 63);
}

static bool is_at(const struct value_hash *hash, size_t entry, struct slice name,
                  uint32_t name_hash) {
    return hash->hashes[entry] == name_hash && slice_equal(hash->entries[entry].name, name);
}

/* The slot of the index where the name is, or where it would go. */
static size_t slot_of(const struct value_hash *hash, struct slice name, uint32_t name_hash) {
    size_t mask = hash->slots - 1;
    size_t slot = name_hash & mask;
    while (hash->index[slot] && !is_at(hash, hash->index[slot] - 1, name, name_hash))
        slot = (slot + 1) & mask;
    return slot;
}

static struct value *find(const struct value_hash *hash, struct slice name, uint32_t name_hash) {
    if (!(hash->present & bit_of(name_hash)))
        return NULL;
    if (hash->index) {
        uint32_t entry = hash->index[slot_of(hash, name, name_hash)];
        return entry ? &hash->entries[entry - 1].value : NULL;
    }
    for (size_t i = 0; i < hash->count; i++)
        if (is_at(hash, i, name, name_hash))
            return &hash->entries[i].value;
    return NULL;
}

/* Puts the last entry in the index, making one or a larger one where it is time. */
static void index_last(struct arena *arena, struct value_hash *hash) {
    if (hash->count <= INDEX_FROM)
        return;
    size_t first = hash->count - 1;
    if (hash->count * 2 > hash->slots) {
        hash->slots = hash->slots ? hash->slots * 2 : INDEX_FROM * 4;
        hash->index = arena_array(arena, uint32_t, hash->slots);
        first = 0;
    }
    for (size_t i = first; i < hash->count; i++)
        hash->index[slot_of(hash, hash->entries[i].name, hash->hashes[i])] = (uint32_t)(i + 1);
}

static void grow(struct arena *arena, struct value_hash *hash) {
    struct value_hash old = *hash;
    hash->room = old.room ? old.room * 2 : 4;
    hash->entries = arena_alloc(arena, hash->room * sizeof *hash->entries);
    hash->hashes = arena_alloc(arena, hash->room * sizeof *hash->hashes);
    if (old.count) {
        memcpy(hash->entries, old.entries, old.count * sizeof *hash->entries);
        memcpy(hash->hashes, old.hashes, old.count * sizeof *hash->hashes);
    }
}

void value_set_slice(struct arena *arena, struct value hash, struct slice name,
                     struct value value) {
    if (hash.kind != VALUE_HASH || value.kind == VALUE_NONE)
        return;
    struct value_hash *inside = hash.hash;
    uint32_t name_hash = value_name_hash(name);
    struct value *there = find(inside, name, name_hash);
    if (there) {
        *there = value;
        return;
    }
    if (inside->count == inside->room)
        grow(arena, inside);
    inside->present |= bit_of(name_hash);
    inside->hashes[inside->count] = name_hash;
    inside->entries[inside->count++] = (struct value_entry){name, value};
    index_last(arena, inside);
}

void value_set(struct arena *arena, struct value hash, const char *name, struct value value) {
    value_set_slice(arena, hash, slice_from(name), value);
}

void value_push(struct arena *arena, struct value list, struct value item) {
    if (list.kind == VALUE_LIST)
        arena_push(arena, list.list->items, list.list->count, item);
}

const struct value *value_find(const struct value *hash, struct slice name, uint32_t name_hash) {
    static const struct value absent = {.kind = VALUE_FALSE};
    if (hash->kind != VALUE_HASH)
        return NULL;
    const struct value *found = find(hash->hash, name, name_hash);
    for (size_t i = 0; !found && i < hash->hash->absent_count; i++)
        if (slice_equal(hash->hash->absent[i], name))
            found = &absent;
    return found;
}

struct value value_get(struct value hash, struct slice name) {
    const struct value *found = value_find(&hash, name, value_name_hash(name));
    return found ? *found : value_none();
}

size_t value_count(struct value list) {
    return list.kind == VALUE_LIST ? list.list->count : 0;
}

struct value value_at(struct value list, size_t index) {
    return index < value_count(list) ? list.list->items[index] : value_none();
}

bool value_entry(struct value hash, size_t index, struct slice *name, struct value *value) {
    const struct value_hash *inside = hash.kind == VALUE_HASH ? hash.hash : NULL;
    if (!inside || index >= inside->count + inside->absent_count)
        return false;
    bool present = index < inside->count;
    *name = present ? inside->entries[index].name : inside->absent[index - inside->count];
    *value = present ? inside->entries[index].value : value_none();
    return true;
}

bool value_is_true(struct value value) {
    switch (value.kind) {
    case VALUE_NONE:
    case VALUE_FALSE:
        return false;
    case VALUE_TRUE:
    case VALUE_HASH:
        return true;
    case VALUE_TEXT:
    case VALUE_HTML:
        return value.text.size > 0;
    case VALUE_LIST:
        return value.list->count > 0;
    }
    return false;
}
