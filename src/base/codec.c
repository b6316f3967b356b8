#include "base/codec.h"

#include "base/utf8.h"

#include <math.h>

void codec_put_number(struct buffer *out, uint64_t number) {
    while (number >= 0x80) {
        buffer_add_byte(out, (char)(number | 0x80));
        number >>= 7;
    }
    buffer_add_byte(out, (char)number);
}

void codec_put_slice(struct buffer *out, struct slice slice) {
    codec_put_number(out, slice.size);
    buffer_add(out, slice);
}

void codec_fail(struct codec_reader *reader) {
    reader->failed = true;
    reader->rest.size = 0;
}

uint64_t codec_take_number(struct codec_reader *reader, uint64_t max) {
    uint64_t number = 0;
    size_t size = 0;
    for (unsigned shift = 0; size < reader->rest.size && shift < 64; shift += 7) {
        unsigned char byte = (unsigned char)reader->rest.data[size++];
        bool lost = shift == 63 && byte > 1;
        bool longer = byte == 0 && shift > 0;
        if (lost || longer)
            break;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte >= 0x80)
            continue;
        if (number > max)
            break;
        reader->rest = slice_from_offset(reader->rest, size);
        return number;
    }
    codec_fail(reader);
    return 0;
}

struct slice codec_take_bytes(struct codec_reader *reader, size_t size) {
    if (size > reader->rest.size) {
        codec_fail(reader);
        return SLICE("");
    }
    struct slice bytes = slice_part(reader->rest, 0, size);
    reader->rest = slice_from_offset(reader->rest, size);
    return bytes;
}

struct slice codec_take_slice(struct codec_reader *reader) {
    return codec_take_bytes(reader, codec_take_number(reader, SIZE_MAX));
}

size_t codec_take_count(struct codec_reader *reader, size_t least) {
    size_t count = codec_take_number(reader, SIZE_MAX);
    if (count > reader->rest.size / least) {
        codec_fail(reader);
        return 0;
    }
    return count;
}

void codec_put_signed(struct buffer *out, int64_t number) {
    codec_put_number(out, ((uint64_t)number << 1) ^ (number < 0 ? UINT64_MAX : 0));
}

int64_t codec_take_signed(struct codec_reader *reader, int64_t min, int64_t max) {
    uint64_t zigzag = codec_take_number(reader, UINT64_MAX);
    int64_t number = (int64_t)((zigzag >> 1) ^ (zigzag & 1 ? UINT64_MAX : 0));
    if (number >= min && number <= max)
        return number;
    codec_fail(reader);
    return 0;
}

void codec_put_double(struct buffer *out, double number) {
    buffer_add(out, (struct slice){(const char *)&number, sizeof number});
}

double codec_take_double(struct codec_reader *reader) {
    double number = 0;
    struct slice bytes = codec_take_bytes(reader, sizeof number);
    if (!reader->failed)
        memcpy(&number, bytes.data, sizeof number);
    if (isfinite(number))
        return number;
    codec_fail(reader);
    return 0;
}

struct slice codec_take_text(struct codec_reader *reader) {
    struct slice text = codec_take_slice(reader);
    if (utf8_check(text) == text.size)
        return text;
    codec_fail(reader);
    return (struct slice){"", 0};
}
