#include "base/slice.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int slice_compare(struct slice a, struct slice b) {
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common ? memcmp(a.data, b.data, common) : 0;
    if (order != 0)
        return order;
    return a.size < b.size ? -1 : a.size > b.size;
}

size_t slice_search(struct slice slice, struct slice needle) {
    if (slice.size == 0 || needle.size == 0)
        return 0;
    if (needle.size > 8) {
        const char *found = memmem(slice.data, slice.size, needle.data, needle.size);
        return found ? (size_t)(found - slice.data) : slice.size;
    }
    /* A short one: from one of its first bytes to the next, which are most often rare. */
    for (size_t at = 0; slice.size - at >= needle.size; at++) {
        at += slice_find(slice_from_offset(slice, at), needle.data[0]);
        if (slice.size - at >= needle.size &&
            memcmp(slice.data + at, needle.data, needle.size) == 0)
            return at;
        if (at == slice.size)
            break;
    }
    return slice.size;
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

struct slice slice_trim(struct slice slice) {
    while (slice.size && is_blank(slice.data[0])) {
        slice.data++;
        slice.size--;
    }
    while (slice.size && is_blank(slice.data[slice.size - 1]))
        slice.size--;
    return slice;
}

bool slice_next_line(struct slice *rest, struct slice *line) {
    if (rest->size == 0)
        return false;
    size_t end = slice_find(*rest, '\n');
    *line = slice_part(*rest, 0, end);
    *rest = slice_from_offset(*rest, end + 1);
    if (line->size && line->data[line->size - 1] == '\r')
        line->size--;
    return true;
}

bool slice_next_field(struct slice *rest, char separator, struct slice *field) {
    if (rest->data == NULL)
        return false;
    size_t end = slice_find(*rest, separator);
    *field = slice_part(*rest, 0, end);
    *rest = end == rest->size ? (struct slice){NULL, 0} : slice_from_offset(*rest, end + 1);
    return true;
}

struct slice slice_copy(struct arena *arena, struct slice slice) {
    char *data = arena_alloc(arena, slice.size + 1);
    if (slice.size)
        memcpy(data, slice.data, slice.size);
    data[slice.size] = '\0';
    return (struct slice){data, slice.size};
}

struct slice slice_format(struct arena *arena, const char *format, ...) {
    char brief[256]; /* room for most results: they are made once, not measured first */
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(brief, sizeof brief, format, arguments);
    va_end(arguments);
    if (size < 0)
        abort();
    char *data = arena_alloc(arena, (size_t)size + 1);
    if ((size_t)size < sizeof brief)
        memcpy(data, brief, (size_t)size + 1);
    else
        vsnprintf(data, (size_t)size + 1, format, again);
    va_end(again);
    return (struct slice){data, (size_t)size};
}

struct slice slice_concat(struct arena *arena, struct slice a, struct slice b) {
    char *data = arena_alloc(arena, a.size + b.size + 1);
    if (a.size)
        memcpy(data, a.data, a.size);
    if (b.size)
        memcpy(data + a.size, b.data, b.size);
    data[a.size + b.size] = '\0';
    return (struct slice){data, a.size + b.size};
}

char *slice_string(struct arena *arena, struct slice slice) {
    return (char *)slice_copy(arena, slice).data;
}

unsigned long long slice_hash(struct slice slice, unsigned long long seed) {
    for (size_t i = 0; i < slice.size; i++)
        seed = (seed ^ (unsigned char)slice.data[i]) * 1099511628211ULL;
    return seed;
}
