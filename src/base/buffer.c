#include "base/buffer.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct buffer *buffer, size_t more) {
    if (more <= buffer->capacity - buffer->size)
        return;
    if (more > SIZE_MAX / 4 || buffer->size > SIZE_MAX / 4)
        arena_exhausted();
    size_t room = buffer->capacity ? buffer->capacity : 256;
    while (room - buffer->size < more)
        room *= 2;
    char *data = realloc(buffer->data, room);
    if (!data)
        arena_exhausted();
    buffer->data = data;
    buffer->capacity = room;
}

void buffer_add(struct buffer *buffer, struct slice slice) {
    if (slice.size == 0)
        return;
    reserve(buffer, slice.size);
    memcpy(buffer->data + buffer->size, slice.data, slice.size);
    buffer->size += slice.size;
}

void buffer_add_string(struct buffer *buffer, const char *string) {
    buffer_add(buffer, slice_from(string));
}

void buffer_add_byte(struct buffer *buffer, char byte) {
    reserve(buffer, 1);
    buffer->data[buffer->size++] = byte;
}

void buffer_format(struct buffer *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    reserve(buffer, 64); /* room for most results: they are made once, not measured first */
    size_t room = buffer->capacity - buffer->size;
    int size = vsnprintf(buffer->data + buffer->size, room, format, arguments);
    va_end(arguments);
    if (size < 0)
        abort();
    if ((size_t)size >= room) {
        reserve(buffer, (size_t)size + 1);
        vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
    }
    va_end(again);
    buffer->size += (size_t)size;
}

struct slice buffer_slice(const struct buffer *buffer) {
    return (struct slice){buffer->data ? buffer->data : "", buffer->size};
}

void buffer_reset(struct buffer *buffer) {
    buffer->size = 0;
}

void buffer_dispose(struct buffer *buffer) {
    free(buffer->data);
    *buffer = (struct buffer)BUFFER_INIT;
}
