/*
 * Sixteen bytes looked at together, with the vectors of gcc and clang: what finds the few bytes
 * that matter in a long text, without a branch for each of the others. Comparing lanes gives a
 * mask; masks are joined with | and &.
 */
#ifndef BASE_LANES_H
#define BASE_LANES_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LANES 16

typedef uint8_t lanes __attribute__((vector_size(LANES)));
typedef int8_t lanes_mask __attribute__((vector_size(LANES)));

static inline lanes lanes_at(const char *bytes) {
    lanes sixteen;
    memcpy(&sixteen, bytes, LANES);
    return sixteen;
}

/* The first lane that is set, or LANES when none is. */
static inline size_t lanes_first(lanes_mask mask) {
    uint64_t halves[2];
    memcpy(halves, &mask, sizeof halves);
    if (halves[0])
        return (size_t)__builtin_ctzll(htole64(halves[0])) / 8;
    return halves[1] ? 8 + (size_t)__builtin_ctzll(htole64(halves[1])) / 8 : LANES;
}

#endif
