/*
 * Any text as a Markdown body, with libFuzzer: make fuzz.
 *
 * What comes out has balanced tags; what is refused comes out empty. The first byte says how the
 * lines are shared between the public and the partners.
 */
#include "base/arena.h"
#include "base/bounds.h"
#include "base/utf8.h"
#include "markdown/markdown.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void no_image(void *context, const struct markdown_image *image, size_t index,
                     struct buffer *out) {
    (void)context, (void)image, (void)index, (void)out;
}

/* Checks that as many tags open as close, and that no other sign of HTML is left. */
static void check_html(struct slice html) {
    long depth = 0;
    while (html.size) {
        size_t tag = slice_find(html, '<');
        if (slice_find(slice_part(html, 0, tag), '>') < tag)
            abort();
        html = slice_from_offset(html, tag);
        size_t end = slice_find(html, '>');
        if (html.size && end == html.size)
            abort();
        struct slice name = slice_part(html, 0, end);
        if (slice_starts(name, "</"))
            depth--;
        else if (name.size && !slice_is(name, "<br") && !slice_is(name, "<hr"))
            depth++;
        if (depth < 0)
            abort();
        html = slice_from_offset(html, end + 1);
    }
    if (depth != 0)
        abort();
}

static void check_body(const struct markdown_body *body) {
    struct buffer out = BUFFER_INIT;
    struct markdown_filler filler = {.anchor_prefix = SLICE("p-"), .image = no_image};
    markdown_render(body, &filler, &out);
    check_html(buffer_slice(&out));
    bool refused = body->remark_count && body->remarks[0].kind >= MARKDOWN_TOO_DEEP;
    if ((refused && out.size) || utf8_check(body->plain) != body->plain.size)
        abort();
    buffer_dispose(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct slice text = {(const char *)bytes, size};
    if (size == 0 || utf8_check(text) != size)
        return 0;
    uint32_t first = bytes[0] % 8;
    struct diag_range range = {first + 1, first + 1 + bytes[0] / 8 % 8};
    struct markdown_options options = {
        .first_line = 1, .reserved = &range, .reserved_count = bytes[0] % 3 == 0};
    struct arena arena = ARENA_INIT;
    check_body(markdown_compile(&arena, text, &options));
    arena_dispose(&arena);
    return 0;
}
