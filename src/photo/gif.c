/* GIF: blocks, most of them made of pieces of at most 255 bytes (CompuServe, GIF89a). */
#include "photo/formats.h"
#include "photo/number.h"

#define HEADER 13
#define EXTENSION 0x21
#define IMAGE 0x2C
#define TRAILER 0x3B
#define COMMENT 0xFE
#define APPLICATION 0xFF

/* Bytes of the table of colours that a byte of flags announces. */
static size_t table_size(uint32_t flags) {
    return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* Where the pieces that begin at `at` end, after the empty one; 0 when they are cut. */
static size_t skip_pieces(struct slice bytes, size_t at) {
    while (at < bytes.size) {
        size_t size = number_big(bytes, at, 1);
        at += 1 + size;
        if (size == 0)
            return at;
    }
    return 0;
}

/* Of what programs add, what says how often a picture moves, and its colours. */
static bool is_kept(struct slice block) {
    uint32_t label = number_big(block, 1, 1);
    struct slice name = slice_part(block, 3, 11);
    if (label == APPLICATION)
        return slice_is(name, "NETSCAPE2.0") || slice_is(name, "ANIMEXTS1.0") ||
               slice_is(name, "ICCRGBG1012");
    return label != COMMENT;
}

int gif_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts) {
    size_t at = HEADER + table_size(number_big(bytes, 10, 1));
    bool pixels = false;
    if (at > bytes.size)
        return -1;
    buffer_add(out, slice_part(bytes, 0, at));
    while (at < bytes.size && number_big(bytes, at, 1) != TRAILER) {
        uint32_t kind = number_big(bytes, at, 1);
        size_t end;
        if (kind == IMAGE)
            end = skip_pieces(bytes, at + 11 + table_size(number_big(bytes, at + 9, 1)));
        else if (kind == EXTENSION)
            end = skip_pieces(bytes, at + 2);
        else
            return -1;
        if (end == 0)
            return -1;
        struct slice block = slice_part(bytes, at, end - at);
        if (kind == IMAGE || is_kept(block))
            buffer_add(out, block);
        else
            photo_see_xmp(facts, block);
        pixels |= kind == IMAGE;
        at = end;
    }
    buffer_add_byte(out, TRAILER);
    return pixels ? 0 : -1;
}
