/*
 * The size of an image, read from its first bytes: what pages write in `width` and `height` so that
 * text does not jump while images load. Nothing is decoded; all reading is bounds-checked.
 */
#ifndef CONTENT_IMAGE_H
#define CONTENT_IMAGE_H

#include "base/slice.h"

#include <stdint.h>

enum image_format {
    IMAGE_PNG,
    IMAGE_JPEG,
    IMAGE_GIF,
    IMAGE_WEBP,
    IMAGE_SVG,
};

struct image_size {
    enum image_format format;
    uint32_t width; /* CSS pixels, from 1 to IMAGE_SIDE_MAX, as a browser shows it */
    uint32_t height;
};

#define IMAGE_SIDE_MAX 1000000

/*
 * Measures an image whose whole file is `bytes`. A JPEG that its EXIF data turn on its side has its
 * sides swapped. A drawing (SVG) has the size that its `width` and `height` say, what is missing
 * following from its `viewBox`, else 300 × 150 as in browsers. Returns 0, or -1, leaving `size`
 * alone, when the bytes are no image of these formats or are cut before their size is known.
 */
int image_measure(struct slice bytes, struct image_size *size);

#endif
