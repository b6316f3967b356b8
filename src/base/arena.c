#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 * 1024)
#define ALIGNMENT alignof(max_align_t)

struct arena_block {
    struct arena_block *next;
    size_t size;
    size_t used;
    alignas(max_align_t) char data[];
};

void arena_exhausted(void) {
    fputs("vitrine: la mémoire de cette machine ne suffit pas.\n", stderr);
    exit(3);
}

/* What is larger than this gets a block of its own size, so that no room is wasted behind it. */
#define GUEST_SIZE (BLOCK_SIZE / 4)

static struct arena_block *block_new(struct arena *arena, size_t size) {
    if (size <= GUEST_SIZE && arena->spare) {
        struct arena_block *block = arena->spare;
        arena->spare = block->next;
        block->used = 0;
        return block;
    }
    size_t room = size > GUEST_SIZE ? size : BLOCK_SIZE;
    struct arena_block *block = malloc(sizeof *block + room);
    if (!block)
        arena_exhausted();
    block->size = room;
    block->used = 0;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size) {
    if (size > SIZE_MAX / 2)
        arena_exhausted();
    size_t aligned = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < aligned) {
        struct arena_block *fresh = block_new(arena, aligned);
        if (block && aligned > GUEST_SIZE) { /* a large guest must not waste the open block */
            fresh->next = block->next;
            block->next = fresh;
        } else {
            fresh->next = block;
            arena->blocks = fresh;
        }
        block = fresh;
    }
    void *memory = block->data + block->used;
    block->used += aligned;
    return memory;
}

void *arena_zero(struct arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / 2 / size)
        arena_exhausted();
    void *memory = arena_alloc(arena, count * size);
    memset(memory, 0, count * size);
    return memory;
}

void *arena_grow(struct arena *arena, void *array, size_t count, size_t size) {
    if (count != 0 && (count < 4 || (count & (count - 1)) != 0))
        return array;
    size_t room = count ? count * 2 : 4;
    void *larger = arena_zero(arena, room, size);
    if (count)
        memcpy(larger, array, count * size);
    return larger;
}

/* Blocks that are kept for what comes next: 4 MB. What a rare, huge page took is given back. */
#define KEPT_BLOCKS 64

void arena_reset(struct arena *arena) {
    struct arena_block *block = arena->blocks;
    size_t kept = 0;
    for (const struct arena_block *spare = arena->spare; spare; spare = spare->next)
        kept++;
    arena->blocks = NULL;
    while (block) {
        struct arena_block *next = block->next;
        if (block->size == BLOCK_SIZE && kept < KEPT_BLOCKS) {
            kept++;
            block->next = arena->spare;
            arena->spare = block;
        } else {
            free(block);
        }
        block = next;
    }
}

static void chain_free(struct arena_block *block) {
    while (block) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
}

void arena_dispose(struct arena *arena) {
    chain_free(arena->blocks);
    chain_free(arena->spare);
    *arena = (struct arena)ARENA_INIT;
}

void arena_adopt(struct arena *into, struct arena *from) {
    if (from->blocks) {
        struct arena_block *last = from->blocks;
        while (last->next)
            last = last->next;
        if (into->blocks) { /* keep filling the block that is open */
            last->next = into->blocks->next;
            into->blocks->next = from->blocks;
        } else {
            into->blocks = from->blocks;
        }
        from->blocks = NULL;
    }
    arena_dispose(from);
}
