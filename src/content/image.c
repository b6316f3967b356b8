#include "content/image.h"

#include "content/drawing.h"
#include "photo/exif.h"
#include "photo/formats.h"
#include "photo/number.h"

static int set_size(struct image_size *size, enum image_format format, uint32_t width,
                    uint32_t height) {
    if (width == 0 || height == 0 || width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX)
        return -1;
    *size = (struct image_size){format, width, height};
    return 0;
}

static int measure_png(struct slice bytes, struct image_size *size) {
    struct slice header = slice_part(bytes, 8, 8);
    if (bytes.size < 24 || !slice_equal(header, SLICE("\0\0\0\x0DIHDR")))
        return -1;
    return set_size(size, IMAGE_PNG, number_big(bytes, 16, 4), number_big(bytes, 20, 4));
}

static int measure_gif(struct slice bytes, struct image_size *size) {
    if (bytes.size < 10)
        return -1;
    return set_size(size, IMAGE_GIF, number_little(bytes, 6, 2), number_little(bytes, 8, 2));
}

/* The lossy format: a key frame's tag, its start code, and two sides of 14 bits. */
static int measure_webp_lossy(struct slice chunk, struct image_size *size) {
    if (chunk.size < 10 || (chunk.data[0] & 1) != 0 || number_big(chunk, 3, 3) != 0x9D012A)
        return -1;
    return set_size(size, IMAGE_WEBP, number_little(chunk, 6, 2) & 0x3FFF,
                    number_little(chunk, 8, 2) & 0x3FFF);
}

/* The lossless format: a signature, then two sides of 14 bits, each less one. */
static int measure_webp_lossless(struct slice chunk, struct image_size *size) {
    if (chunk.size < 5 || chunk.data[0] != 0x2F)
        return -1;
    uint32_t bits = number_little(chunk, 1, 4);
    return set_size(size, IMAGE_WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
}

static int measure_webp(struct slice bytes, struct image_size *size) {
    struct slice name = slice_part(bytes, 12, 4);
    struct slice chunk = slice_from_offset(bytes, 20);
    if (slice_is(name, "VP8 "))
        return measure_webp_lossy(chunk, size);
    if (slice_is(name, "VP8L"))
        return measure_webp_lossless(chunk, size);
    if (!slice_is(name, "VP8X") || chunk.size < 10)
        return -1;
    return set_size(size, IMAGE_WEBP, number_little(chunk, 4, 3) + 1,
                    number_little(chunk, 7, 3) + 1);
}

static int measure_frame(struct slice segment, uint32_t orientation, struct image_size *size) {
    if (segment.size < 6)
        return -1;
    uint32_t height = number_big(segment, 1, 2);
    uint32_t width = number_big(segment, 3, 2);
    bool turned = orientation >= 5 && orientation <= 8;
    return set_size(size, IMAGE_JPEG, turned ? height : width, turned ? width : height);
}

/* Goes from marker to marker until a frame, or the data that only a frame may precede. */
static int measure_jpeg(struct slice bytes, struct image_size *size) {
    uint32_t orientation = 1;
    size_t at = 2;
    while (at + 4 <= bytes.size && (unsigned char)bytes.data[at] == 0xFF) {
        unsigned marker = (unsigned char)bytes.data[at + 1];
        if (marker == 0xFF) { /* markers may be padded */
            at++;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) { /* markers without a segment */
            at += 2;
            continue;
        }
        size_t length = number_big(bytes, at + 2, 2);
        if (length < 2 || length > bytes.size - at - 2 || marker == 0xD9 || marker == 0xDA)
            return -1;
        struct slice segment = slice_part(bytes, at + 4, length - 2);
        if (jpeg_is_frame(marker))
            return measure_frame(segment, orientation, size);
        if (marker == 0xE1 && orientation == 1)
            orientation = slice_starts(segment, "Exif") ? exif_orientation(exif_tiff(segment)) : 1;
        at += 2 + length;
    }
    return -1;
}

static int measure_svg(struct slice bytes, struct image_size *size) {
    double width;
    double height;
    if (drawing_measure(bytes, &width, &height) < 0 || width > IMAGE_SIDE_MAX ||
        height > IMAGE_SIDE_MAX)
        return -1;
    uint32_t columns = width < 1 ? 1 : (uint32_t)(width + 0.5);
    uint32_t rows = height < 1 ? 1 : (uint32_t)(height + 0.5);
    return set_size(size, IMAGE_SVG, columns, rows);
}

int image_measure(struct slice bytes, struct image_size *size) {
    if (slice_starts(bytes, "\x89PNG\r\n\x1A\n"))
        return measure_png(bytes, size);
    if (slice_starts(bytes, "\xFF\xD8"))
        return measure_jpeg(bytes, size);
    if (slice_starts(bytes, "GIF87a") || slice_starts(bytes, "GIF89a"))
        return measure_gif(bytes, size);
    if (slice_starts(bytes, "RIFF") && slice_is(slice_part(bytes, 8, 4), "WEBP"))
        return measure_webp(bytes, size);
    return measure_svg(bytes, size);
}
