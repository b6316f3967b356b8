/*
 * Plain structs to bytes and back, for caches: numbers of one byte for each seven bits, slices as
 * their size and bytes. What is read is never trusted: a reader that meets anything wrong fails for
 * good, and gives zeros from then on.
 */
#ifndef BASE_CODEC_H
#define BASE_CODEC_H

#include "base/buffer.h"

#include <stdint.h>

/* Appends a number: 7 bits a byte, lowest first, all but the last with the high bit set. */
void codec_put_number(struct buffer *out, uint64_t number);

/* The same for a number that may be negative: 0, -1, 1, -2 ... are written as 0, 1, 2, 3 ... */
void codec_put_signed(struct buffer *out, int64_t number);

/* Appends a double, bit for bit. */
void codec_put_double(struct buffer *out, double number);

/* Appends the size of a slice and its bytes. */
void codec_put_slice(struct buffer *out, struct slice slice);

struct codec_reader {
    struct slice rest; /* what is left to read */
    bool failed;
};

/* Reads `bytes`, which must live as long as the slices taken from them. */
static inline struct codec_reader codec_reader_of(struct slice bytes) {
    return (struct codec_reader){bytes, false};
}

/*
 * Takes a number of at most `max`. Fails, giving 0, when there is none, when it is larger, or when
 * it is not written in the fewest bytes: equal structs have equal bytes.
 */
uint64_t codec_take_number(struct codec_reader *reader, uint64_t max);

/* Takes a number between two bounds. */
int64_t codec_take_signed(struct codec_reader *reader, int64_t min, int64_t max);

/* Takes a double that is finite. */
double codec_take_double(struct codec_reader *reader);

/* Takes a slice, which points into the bytes that are read. Fails, giving the empty slice, when
 * fewer bytes are left than it says. */
struct slice codec_take_slice(struct codec_reader *reader);

/* Takes a slice that is valid UTF-8. */
struct slice codec_take_text(struct codec_reader *reader);

/* Takes `size` bytes as they are, a digest for instance; the same failure. */
struct slice codec_take_bytes(struct codec_reader *reader, size_t size);

/*
 * Takes how many elements follow, each of at least `least` bytes (1 or more). Fails, giving 0, when
 * so many can't be left, so that nobody allocates what a corrupted number asks for.
 */
size_t codec_take_count(struct codec_reader *reader, size_t least);

/* Makes the reader fail, for what was read is not as it should be. */
void codec_fail(struct codec_reader *reader);

/* Whether all was read, without a failure, and nothing is left. */
static inline bool codec_is_done(const struct codec_reader *reader) {
    return !reader->failed && reader->rest.size == 0;
}

#endif
