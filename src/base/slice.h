/*
 * Slices: a pointer and a size, the string of this program. A slice owns nothing and need not end
 * with a zero byte; whoever made the bytes says how long they live. The smallest functions are
 * written here, so that each use of one compiles to a few instructions.
 */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct arena;

struct slice {
    const char *data;
    size_t size;
};

/* The slice of a string literal. */
#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})

/* For printf: "%.*s" with SLICE_ARG(slice). */
#define SLICE_ARG(slice) (int)(slice).size, (slice).data

/* The slice of a zero-terminated string; NULL gives the empty slice. */
static inline struct slice slice_from(const char *string) {
    return (struct slice){string, string ? strlen(string) : 0};
}

static inline bool slice_equal(struct slice a, struct slice b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool slice_is(struct slice a, const char *string) {
    return slice_equal(a, slice_from(string));
}

/* Byte order: negative, 0 or positive, as memcmp does; a prefix comes first. */
int slice_compare(struct slice a, struct slice b);

static inline bool slice_starts(struct slice slice, const char *prefix) {
    size_t size = strlen(prefix);
    return slice.size >= size && (size == 0 || memcmp(slice.data, prefix, size) == 0);
}

static inline bool slice_ends(struct slice slice, const char *suffix) {
    size_t size = strlen(suffix);
    return slice.size >= size &&
           (size == 0 || memcmp(slice.data + slice.size - size, suffix, size) == 0);
}

/* Whether a byte is one of 0 to 9, in any locale. */
static inline bool slice_is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* Offset of the first `byte`, or slice.size when there is none. */
static inline size_t slice_find(struct slice slice, char byte) {
    const char *found = slice.size ? memchr(slice.data, (unsigned char)byte, slice.size) : NULL;
    return found ? (size_t)(found - slice.data) : slice.size;
}

/* Offset of the first `needle`, or slice.size when there is none. */
size_t slice_search(struct slice slice, struct slice needle);

/* The part from `start`, at most `size` bytes; what lies outside the slice is cut off. */
static inline struct slice slice_part(struct slice slice, size_t start, size_t size) {
    if (start >= slice.size)
        return (struct slice){slice.data ? slice.data + slice.size : NULL, 0};
    size_t left = slice.size - start;
    return (struct slice){slice.data + start, size < left ? size : left};
}

/* The part from `start` to the end. */
static inline struct slice slice_from_offset(struct slice slice, size_t start) {
    return slice_part(slice, start, slice.size);
}

/* Without the spaces, tabs and line ends at both ends. */
struct slice slice_trim(struct slice slice);

/*
 * Takes the next line off `rest`, without its LF or CRLF, into `line`. Returns false, leaving
 * `line` alone, when nothing is left.
 */
bool slice_next_line(struct slice *rest, struct slice *line);

/* As slice_next_line, for fields separated by `separator`. A last empty field is returned too. */
bool slice_next_field(struct slice *rest, char separator, struct slice *field);

/* A copy in the arena, followed by a zero byte that is not counted. */
struct slice slice_copy(struct arena *arena, struct slice slice);

/* printf into the arena; the result is followed by a zero byte that is not counted. */
struct slice slice_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* a followed by b, in the arena. */
struct slice slice_concat(struct arena *arena, struct slice a, struct slice b);

/* A zero-terminated copy in the arena, for system calls. */
char *slice_string(struct arena *arena, struct slice slice);

/* 64-bit FNV-1a hash (Fowler, Noll, Vo), continued from `seed`; start from SLICE_HASH_SEED. */
#define SLICE_HASH_SEED 14695981039346656037ULL
unsigned long long slice_hash(struct slice slice, unsigned long long seed);

#endif
