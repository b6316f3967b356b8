/*
 * Arenas: memory that is given back all at once. One holds a whole contract; one a thread holds
 * the page in hand and is reset between pages. A failed allocation ends the program (status 3).
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    struct arena_block *spare;  /* kept by arena_reset for the next user */
};

#define ARENA_INIT                                                                                 \
    { NULL, NULL }

/* `size` bytes aligned for any type, not cleared; they live until the arena is reset. */
void *arena_alloc(struct arena *arena, size_t size);

/* `count` elements of `size` bytes, cleared. */
void *arena_zero(struct arena *arena, size_t count, size_t size);

#define arena_new(arena, type) ((type *)arena_zero((arena), 1, sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_zero((arena), (count), sizeof(type)))

/*
 * Makes room for one more element in an array of the arena: returns `array` itself while
 * `count` is below the power of two it was sized for, else a copy twice as large. Start from NULL
 * and 0, and add one to the count yourself.
 */
void *arena_grow(struct arena *arena, void *array, size_t count, size_t size);

/* Appends `value` to an array that is only ever extended this way. */
#define arena_push(arena, array, count, value)                                                     \
    do {                                                                                           \
        (array) = arena_grow((arena), (array), (count), sizeof *(array));                          \
        (array)[(count)++] = (value);                                                              \
    } while (0)

/* Forgets all that was allocated, keeping some memory for what comes next. */
void arena_reset(struct arena *arena);

/* Gives everything back; the arena is empty and may be used again. */
void arena_dispose(struct arena *arena);

/* Moves all memory of `from` into `into`: what was allocated in `from` lives as long as `into`. */
void arena_adopt(struct arena *into, struct arena *from);

/* Says on stderr that memory is short and ends the program with status 3. */
_Noreturn void arena_exhausted(void);

#endif
