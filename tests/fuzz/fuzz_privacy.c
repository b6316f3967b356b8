/*
 * Any bytes as a text or a document that is about to be public, with libFuzzer: make fuzz.
 *
 * What is found is inside the text; looking twice finds the same.
 */
#include "base/utf8.h"
#include "privacy/document.h"
#include "privacy/privacy.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void see(void *context, enum privacy_kind kind, size_t offset, size_t size) {
    const struct slice *text = context;
    if (kind > PRIVACY_NAME || size == 0 || size > text->size || offset > text->size - size)
        abort();
}

static void look(int (*document)(struct arena *, struct slice, struct document_facts *),
                 struct slice bytes) {
    struct arena arena = ARENA_INIT;
    struct document_facts once, twice;
    int result = document(&arena, bytes, &once);
    if (document(&arena, bytes, &twice) != result || once.comments != twice.comments ||
        once.changes != twice.changes || once.notes != twice.notes || once.files != twice.files ||
        once.author_count != twice.author_count)
        abort();
    for (size_t i = 0; i < once.author_count; i++)
        if (!slice_equal(once.authors[i], twice.authors[i]) ||
            utf8_check(once.authors[i]) != once.authors[i].size)
            abort();
    arena_dispose(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct slice text = {(const char *)bytes, size};
    look(document_look_pdf, text);
    look(document_look_office, text);
    if (utf8_check(text) == text.size) {
        struct slice name = privacy_find_name(text);
        privacy_find(text, see, &text);
        privacy_find_attendance(text, see, &text);
        if (name.size && (name.data < text.data || name.data + name.size > text.data + text.size))
            abort();
    }
    return 0;
}
