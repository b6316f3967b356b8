/*
 * Numbers as files write them. Bytes past the end read as 0: who must know asks for the size first.
 */
#ifndef PHOTO_NUMBER_H
#define PHOTO_NUMBER_H

#include "base/slice.h"

#include <stdint.h>

/* The unsigned number of `count` bytes (at most 4) at `at`, the most significant first. */
static inline uint32_t number_big(struct slice bytes, size_t at, size_t count) {
    uint32_t value = 0;
    for (size_t i = 0; i < count; i++)
        value = value << 8 | (at + i < bytes.size ? (unsigned char)bytes.data[at + i] : 0);
    return value;
}

/* The same, the least significant first. */
static inline uint32_t number_little(struct slice bytes, size_t at, size_t count) {
    uint32_t value = 0;
    for (size_t i = count; i-- > 0;)
        value = value << 8 | (at + i < bytes.size ? (unsigned char)bytes.data[at + i] : 0);
    return value;
}

#endif
