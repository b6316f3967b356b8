/*
 * Any bytes as a document, under each kind of name, with libFuzzer: make fuzz.
 *
 * A refusal has its reason; a drawing that passes is UTF-8, can be measured, and passes again.
 */
#include "base/utf8.h"
#include "content/document.h"
#include "content/drawing.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const char *const names[] = {"a.svg", "a.kml", "a.csv", "a"};
    struct slice text = {(const char *)bytes, size};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *reason = "";
        double width;
        double height;
        int status = document_check(slice_from(names[i]), text, &reason);
        if ((status == 0) != (reason == NULL))
            abort();
        if (status == 0 && i == 0 &&
            (utf8_check(text) != size || drawing_measure(text, &width, &height) != 0))
            abort();
    }
    const char *reason;
    document_check(text, SLICE(""), &reason);
    return 0;
}
