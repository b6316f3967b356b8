/*
 * Any bytes as an image, with libFuzzer: make fuzz.
 *
 * What is measured has sides that a page can write.
 */
#include "content/image.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct image_size measured;
    if (image_measure((struct slice){(const char *)bytes, size}, &measured) == 0 &&
        (measured.width == 0 || measured.width > IMAGE_SIDE_MAX || measured.height == 0 ||
         measured.height > IMAGE_SIDE_MAX))
        abort();
    return 0;
}
