#include "history/similar.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#define PIECE_BYTES 64
#define HASHES 107927 /* a prime: git's */

static int by_hash(const void *left, const void *right) {
    const struct similar_piece *a = left, *b = right;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* As git: a NUL among the first bytes makes a file binary. */
static bool is_text(struct slice bytes) {
    size_t size = bytes.size < 8000 ? bytes.size : 8000;
    return size == 0 || !memchr(bytes.data, '\0', size);
}

static size_t cut(struct slice bytes, struct similar_piece *pieces) {
    bool text = is_text(bytes);
    uint32_t high = 0, low = 0, length = 0;
    size_t count = 0;
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        if (text && byte == '\r' && i + 1 < bytes.size && bytes.data[i + 1] == '\n')
            continue;
        uint32_t old = high;
        high = (high << 7) ^ (low >> 25);
        low = (low << 7) ^ (old >> 25);
        high += byte;
        if (++length < PIECE_BYTES && byte != '\n')
            continue;
        pieces[count++] = (struct similar_piece){(high + low * 0x61) % HASHES, length};
        high = low = length = 0;
    }
    if (length)
        pieces[count++] = (struct similar_piece){(high + low * 0x61) % HASHES, length};
    return count;
}

static size_t count_pieces(struct slice bytes) {
    size_t count = 1 + bytes.size / PIECE_BYTES;
    for (size_t i = 0; i < bytes.size; i++)
        count += bytes.data[i] == '\n';
    return count;
}

void similar_measure(struct similar *similar, struct slice bytes, struct arena *arena) {
    struct similar_piece *pieces = arena_array(arena, struct similar_piece, count_pieces(bytes));
    size_t count = cut(bytes, pieces), kept = 0;
    if (count)
        qsort(pieces, count, sizeof *pieces, by_hash);
    for (size_t i = 0; i < count; i++) {
        if (kept && pieces[kept - 1].hash == pieces[i].hash)
            pieces[kept - 1].bytes += pieces[i].bytes;
        else
            pieces[kept++] = pieces[i];
    }
    *similar = (struct similar){bytes.size, pieces, kept};
}

bool similar_is_hopeless(size_t a, size_t b, unsigned least) {
    size_t larger = a > b ? a : b, smaller = a > b ? b : a;
    return larger * (SIMILAR_MAX - least) < (larger - smaller) * SIMILAR_MAX;
}

unsigned similar_score(const struct similar *a, const struct similar *b) {
    size_t larger = a->size > b->size ? a->size : b->size, same = 0, j = 0;
    for (size_t i = 0; i < a->count && j < b->count; i++) {
        const struct similar_piece *piece = &a->pieces[i];
        while (j < b->count && b->pieces[j].hash < piece->hash)
            j++;
        if (j < b->count && b->pieces[j].hash == piece->hash)
            same += piece->bytes < b->pieces[j].bytes ? piece->bytes : b->pieces[j].bytes;
    }
    if (a->size == 0 || b->size == 0)
        return 0;
    return (unsigned)(same * SIMILAR_MAX / larger);
}
