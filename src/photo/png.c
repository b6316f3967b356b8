/* PNG: chunks of a length, a name, bytes and a checksum (W3C, Portable Network Graphics). */
#include "photo/exif.h"
#include "photo/formats.h"
#include "photo/number.h"

#include <zlib.h>

#define SIGNATURE 8
#define AROUND 12 /* length, name and checksum of a chunk */

/* What pixels, colours and movement need. */
static const char kept[][5] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA",
                               "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD",
                               "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"};

static bool is_kept(struct slice name) {
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (slice_is(name, kept[i]))
            return true;
    return false;
}

static void add_number(struct buffer *out, uint32_t number) {
    const char bytes[] = {(char)(number >> 24), (char)(number >> 16), (char)(number >> 8),
                          (char)number};
    buffer_add(out, (struct slice){bytes, sizeof bytes});
}

static void write_orientation(struct buffer *out, uint32_t orientation) {
    char chunk[4 + EXIF_ORIENTED_SIZE] = "eXIf";
    exif_write_orientation(chunk + 4, orientation);
    add_number(out, EXIF_ORIENTED_SIZE);
    buffer_add(out, (struct slice){chunk, sizeof chunk});
    add_number(out, (uint32_t)crc32(0, (const unsigned char *)chunk, sizeof chunk));
}

/* A chunk that is dropped, but for the orientation that it may say. */
static void see_chunk(struct slice name, struct slice content, struct buffer *out,
                      struct photo_facts *facts) {
    if (slice_is(name, "iTXt") || slice_is(name, "tEXt"))
        photo_see_xmp(facts, content);
    if (!slice_is(name, "eXIf"))
        return;
    bool turned = facts->orientation != 1;
    photo_see_exif(facts, content);
    if (!turned && facts->orientation != 1)
        write_orientation(out, facts->orientation);
}

int png_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts) {
    buffer_add(out, slice_part(bytes, 0, SIGNATURE));
    for (size_t at = SIGNATURE; at + AROUND <= bytes.size;) {
        size_t size = number_big(bytes, at, 4);
        if (size > bytes.size - at - AROUND)
            return -1;
        struct slice name = slice_part(bytes, at + 4, 4);
        bool keep = is_kept(name);
        if ((at == SIGNATURE) != slice_is(name, "IHDR"))
            return -1;
        if (!keep && !(name.data[0] & 0x20)) /* a capital: pixels can't be read without it */
            return -1;
        if (keep)
            buffer_add(out, slice_part(bytes, at, AROUND + size));
        else
            see_chunk(name, slice_part(bytes, at + 8, size), out, facts);
        if (slice_is(name, "IEND"))
            return size == 0 ? 0 : -1;
        at += AROUND + size;
    }
    return -1;
}
