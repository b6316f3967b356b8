/*
 * Any bytes as a picture to publish, with libFuzzer: make fuzz.
 *
 * What is published is a picture of the same format, not longer but for what says how it is turned;
 * nothing more can be taken from it, and it is turned as it was. A drawing that can't be gone
 * through stays as it is, and is said to.
 */
#include "photo/photo.h"

#include <stdlib.h>

#define ORIENTATION 64 /* bytes that it takes, at most */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct slice whole = {(const char *)bytes, size};
    struct buffer once = BUFFER_INIT, twice = BUFFER_INIT;
    struct photo_facts facts, again;
    if (photo_strip(whole, &once, &facts) == 0) {
        struct slice stripped = buffer_slice(&once);
        if (photo_format_of(stripped) != photo_format_of(whole) ||
            stripped.size > size + ORIENTATION)
            abort();
        if (photo_strip(stripped, &twice, &again) != 0 ||
            !slice_equal(stripped, buffer_slice(&twice)))
            abort();
        if (again.position && !facts.unclear)
            abort();
    }
    buffer_dispose(&once);
    buffer_dispose(&twice);
    return 0;
}
