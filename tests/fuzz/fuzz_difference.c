/*
 * Two texts, one before the first form feed and one after it, as two versions of a body: make fuzz.
 *
 * Without its insertions the difference is the old text, without its deletions the new one; as
 * bytes it comes back the same, and the texts themselves, read as such bytes, do no harm.
 */
#include "history/difference.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "difference_texts.h"

#include <git2.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_bytes(struct arena *arena, const struct difference *difference) {
    struct buffer out = BUFFER_INIT;
    struct buffer again = BUFFER_INIT;
    struct difference back;
    difference_encode(&out, difference);
    struct codec_reader reader = codec_reader_of(buffer_slice(&out));
    if (!difference_decode(arena, &reader, &back) || !codec_is_done(&reader))
        abort();
    difference_encode(&again, &back);
    if (!slice_equal(buffer_slice(&out), buffer_slice(&again)))
        abort();
    buffer_dispose(&out);
    buffer_dispose(&again);
}

static void check_pair(struct arena *arena, struct blocks old, struct blocks new) {
    struct difference difference = difference_compare(arena, &old, &new);
    texts_check(&difference, &old, &new);
    struct difference folded = difference_fold(arena, &difference);
    check_bytes(arena, &difference);
    check_bytes(arena, &folded);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static bool ready;
    if (!ready)
        git_libgit2_init();
    ready = true;
    struct slice text = {(const char *)bytes, size};
    struct arena arena = ARENA_INIT;
    struct codec_reader reader = codec_reader_of(text);
    struct difference wild;
    if (difference_decode(&arena, &reader, &wild))
        check_bytes(&arena, &wild);
    if (utf8_check(text) == size) {
        size_t feed = slice_find(text, '\f');
        struct slice old = slice_part(text, 0, feed);
        struct slice new = slice_from_offset(text, feed + 1);
        check_pair(&arena, blocks_of_body(&arena, old), blocks_of_body(&arena, new));
        check_pair(&arena, blocks_of_text(&arena, new), blocks_of_lines(&arena, old));
    }
    arena_dispose(&arena);
    return 0;
}
