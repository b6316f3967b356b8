#include "photo/exif.h"

#include "photo/number.h"

#define TAG_ORIENTATION 0x0112
#define TAG_POSITION 0x8825
#define TAG_LATITUDE 2 /* of the directory of positions */
#define TAG_LONGITUDE 4

typedef uint32_t read_number(struct slice bytes, size_t at, size_t count);

struct slice exif_tiff(struct slice block) {
    return slice_starts(block, "Exif") && block.size >= 6 ? slice_from_offset(block, 6) : block;
}

/* How the numbers of a TIFF file are written; NULL when it is none. */
static read_number *order_of(struct slice tiff) {
    read_number *number = slice_starts(tiff, "II")   ? number_little
                          : slice_starts(tiff, "MM") ? number_big
                                                     : NULL;
    return number && tiff.size >= 8 && number(tiff, 2, 2) == 42 ? number : NULL;
}

/* Where the entry of a tag begins in a directory; 0 when it has none. */
static size_t find_tag(struct slice tiff, read_number *number, size_t directory, uint32_t tag) {
    size_t count = number(tiff, directory, 2);
    for (size_t i = 0; i < count; i++) {
        size_t entry = directory + 2 + i * 12;
        if (entry + 12 > tiff.size)
            return 0;
        if (number(tiff, entry, 2) == tag)
            return entry;
    }
    return 0;
}

uint32_t exif_orientation(struct slice tiff) {
    read_number *number = order_of(tiff);
    size_t entry = number ? find_tag(tiff, number, number(tiff, 4, 4), TAG_ORIENTATION) : 0;
    uint32_t orientation = entry ? number(tiff, entry + 8, 2) : 1;
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

bool exif_has_position(struct slice tiff) {
    read_number *number = order_of(tiff);
    size_t entry = number ? find_tag(tiff, number, number(tiff, 4, 4), TAG_POSITION) : 0;
    size_t directory = entry ? number(tiff, entry + 8, 4) : 0;
    return entry && (find_tag(tiff, number, directory, TAG_LATITUDE) ||
                     find_tag(tiff, number, directory, TAG_LONGITUDE));
}

void exif_write_orientation(char tiff[EXIF_ORIENTED_SIZE], uint32_t orientation) {
    static const char upright[EXIF_ORIENTED_SIZE] = "MM\0\x2A\0\0\0\x08" /* a directory at 8 */
                                                    "\0\x01"             /* of one entry: */
                                                    "\x01\x12\0\x03\0\0\0\x01\0\x01\0\0";
    memcpy(tiff, upright, EXIF_ORIENTED_SIZE);
    tiff[19] = (char)orientation;
}
