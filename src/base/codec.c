#include "base/codec.h"

void codec_put_number(struct buffer *out, uint64_t number) {
    char bytes[10];
    size_t size = 0;
    while (number >= 0x80) {
        bytes[size++] = (char)(number | 0x80);
        number >>= 7;
    }
    bytes[size++] = (char)number;
    buffer_add(out, (struct slice){bytes, size});
}

/* 0, -1, 1, -2 ... become 0, 1, 2, 3 ... */
void codec_put_signed(struct buffer *out, int64_t number) {
    codec_put_number(out, ((uint64_t)number << 1) ^ (number < 0 ? UINT64_MAX : 0));
}

void codec_put_double(struct buffer *out, double number) {
    codec_put_bytes(out, &number, sizeof number);
}

void codec_put_slice(struct buffer *out, struct slice slice) {
    codec_put_number(out, slice.size);
    buffer_add(out, slice);
}

void codec_put_bytes(struct buffer *out, const void *bytes, size_t size) {
    buffer_add(out, (struct slice){bytes, size});
}

struct codec_reader codec_reader_of(struct slice bytes) {
    return (struct codec_reader){bytes.data, bytes.data ? bytes.data + bytes.size : NULL, false};
}

static size_t left_of(const struct codec_reader *reader) {
    return reader->failed ? 0 : (size_t)(reader->end - reader->at);
}

uint64_t codec_take_number(struct codec_reader *reader) {
    uint64_t number = 0;
    for (unsigned shift = 0; shift < 64 && left_of(reader); shift += 7) {
        unsigned char byte = (unsigned char)*reader->at++;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return number;
    }
    reader->failed = true;
    return 0;
}

int64_t codec_take_signed(struct codec_reader *reader) {
    uint64_t number = codec_take_number(reader);
    return (int64_t)((number >> 1) ^ (number & 1 ? UINT64_MAX : 0));
}

double codec_take_double(struct codec_reader *reader) {
    double number = 0;
    const void *bytes = codec_take_bytes(reader, sizeof number);
    if (bytes)
        memcpy(&number, bytes, sizeof number);
    return number;
}

struct slice codec_take_slice(struct codec_reader *reader) {
    uint64_t size = codec_take_number(reader);
    const char *bytes = size <= left_of(reader) ? codec_take_bytes(reader, (size_t)size) : NULL;
    reader->failed |= !bytes;
    return bytes ? (struct slice){bytes, (size_t)size} : (struct slice){"", 0};
}

const void *codec_take_bytes(struct codec_reader *reader, size_t size) {
    if (reader->failed || size > left_of(reader)) {
        reader->failed = true;
        return NULL;
    }
    if (size == 0)
        return "";
    reader->at += size;
    return reader->at - size;
}

uint64_t codec_take_below(struct codec_reader *reader, uint64_t limit) {
    uint64_t number = codec_take_number(reader);
    if (number < limit)
        return number;
    reader->failed = true;
    return 0;
}

size_t codec_take_count(struct codec_reader *reader) {
    uint64_t count = codec_take_number(reader);
    if (count <= left_of(reader))
        return (size_t)count;
    reader->failed = true;
    return 0;
}

bool codec_is_done(const struct codec_reader *reader) {
    return !reader->failed && reader->at == reader->end;
}
