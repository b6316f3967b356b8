/*
 * Values as bytes, for what is kept between two runs, and back from bytes that may be anything: a
 * reader never passes its end, and remembers that it failed.
 */
#ifndef BASE_CODEC_H
#define BASE_CODEC_H

#include "base/buffer.h"

#include <stdint.h>

/* Whole numbers, seven bits a byte; small ones, negative or not, take one byte. */
void codec_put_number(struct buffer *out, uint64_t number);
void codec_put_signed(struct buffer *out, int64_t number);

/* A double, bit for bit. */
void codec_put_double(struct buffer *out, double number);

/* A size, then that many bytes. */
void codec_put_slice(struct buffer *out, struct slice slice);

/* Bytes whose number the reader knows. */
void codec_put_bytes(struct buffer *out, const void *bytes, size_t size);

struct codec_reader {
    const char *at, *end;
    bool failed; /* something was not there: all that is taken from then on is nothing */
};

struct codec_reader codec_reader_of(struct slice bytes);

/* What was put. 0, an empty slice or NULL once the reader failed. */
uint64_t codec_take_number(struct codec_reader *reader);
int64_t codec_take_signed(struct codec_reader *reader);
double codec_take_double(struct codec_reader *reader);
struct slice codec_take_slice(struct codec_reader *reader);
const void *codec_take_bytes(struct codec_reader *reader, size_t size);

/* A number below `limit`; else the reader fails. */
uint64_t codec_take_below(struct codec_reader *reader, uint64_t limit);

/* How many items follow, each of at least one byte: never more than bytes are left. */
size_t codec_take_count(struct codec_reader *reader);

/* Whether all was read and nothing failed. */
bool codec_is_done(const struct codec_reader *reader);

#endif
