/*
 * Any bytes as the PDF that a browser made, with libFuzzer: make fuzz.
 *
 * What is read is the number of a page that the file may have; what is refused leaves nothing.
 */
#include "commands/destinations.h"

#include "base/arena.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct arena arena = ARENA_INIT;
    struct map pages;
    bool read = destinations_read((struct slice){(const char *)bytes, size}, &arena, &pages);
    if (read != (pages.count != 0))
        abort();
    for (size_t i = 0; i < pages.count; i++) {
        size_t page = *(const size_t *)pages.entries[i].value;
        if (page == 0 || page > size)
            abort();
    }
    arena_dispose(&arena);
    return 0;
}
