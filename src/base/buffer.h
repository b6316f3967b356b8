/*
 * Growable buffers of bytes: what output is gathered in. The heap memory belongs to the buffer;
 * the data moves as it grows, so take slices of it only when it is complete.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/slice.h"

struct buffer {
    char *data;
    size_t size;
    size_t capacity;
};

#define BUFFER_INIT                                                                                \
    { NULL, 0, 0 }

/* Appends; a failed allocation ends the program. */
void buffer_add(struct buffer *buffer, struct slice slice);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_add_byte(struct buffer *buffer, char byte);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#define BUFFER_LITERAL(buffer, literal) buffer_add((buffer), SLICE(literal))

/* All that was gathered, valid until the next append. */
struct slice buffer_slice(const struct buffer *buffer);

/* Empties it, keeping its memory. */
void buffer_reset(struct buffer *buffer);

void buffer_dispose(struct buffer *buffer);

#endif
