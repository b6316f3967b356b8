#include "history/tokens.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <git2.h>

void tokens_index_init(struct tokens_index *index, struct arena *arena) {
    map_init(&index->numbers, arena);
}

uint32_t tokens_number(struct tokens_index *index, struct slice text) {
    uint32_t *number = map_get(&index->numbers, text);
    if (number)
        return *number;
    number = arena_new(index->numbers.arena, uint32_t);
    *number = (uint32_t)index->numbers.count;
    map_put(&index->numbers, text, number);
    return *number;
}

struct comparison {
    struct tokens *before, *after;
};

/* Called for each line that only one side has; their numbers count from 1. */
static int see_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
                    const git_diff_line *line, void *context) {
    struct comparison *comparison = context;
    (void)delta;
    (void)hunk;
    if (line->origin == GIT_DIFF_LINE_DELETION && line->old_lineno > 0 &&
        (size_t)line->old_lineno <= comparison->before->count)
        comparison->before->alone[line->old_lineno - 1] = true;
    if (line->origin == GIT_DIFF_LINE_ADDITION && line->new_lineno > 0 &&
        (size_t)line->new_lineno <= comparison->after->count)
        comparison->after->alone[line->new_lineno - 1] = true;
    return 0;
}

static void write_lines(struct buffer *out, const struct tokens *tokens) {
    for (size_t i = 0; i < tokens->count; i++)
        buffer_format(out, "%x\n", (unsigned)tokens->numbers[i]);
}

static void mark_all(struct tokens *tokens) {
    for (size_t i = 0; i < tokens->count; i++)
        tokens->alone[i] = true;
}

void tokens_compare(struct arena *arena, struct tokens *before, struct tokens *after) {
    struct buffer old = BUFFER_INIT, new = BUFFER_INIT;
    struct comparison comparison = {before, after};
    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    before->alone = arena_array(arena, bool, before->count);
    after->alone = arena_array(arena, bool, after->count);
    write_lines(&old, before);
    write_lines(&new, after);
    options.flags = GIT_DIFF_FORCE_TEXT;
    options.context_lines = 0;
    options.interhunk_lines = 0;
    if (git_diff_buffers(old.data ? old.data : "", old.size, NULL, new.data ? new.data : "",
                         new.size, NULL, &options, NULL, NULL, NULL, see_line, &comparison) != 0) {
        mark_all(before);
        mark_all(after);
    }
    buffer_dispose(&old);
    buffer_dispose(&new);
}
