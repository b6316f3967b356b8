#include "history/align.h"

#include "base/bounds.h"
#include "base/buffer.h"

#include <git2.h>

/* The sequences without what both have at their ends, and where hunks go. */
struct aligning {
    struct arena *arena;
    struct align result;
    size_t skipped; /* at the start of both */
};

/* The start of a range of lines as git counts them: an empty one is named by the line before. */
static size_t first_line(int start, int lines) {
    return (size_t)(lines ? start - 1 : start);
}

static int take_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *context) {
    struct aligning *aligning = context;
    (void)delta;
    struct align_hunk found = {
        aligning->skipped + first_line(hunk->old_start, hunk->old_lines), (size_t)hunk->old_lines,
        aligning->skipped + first_line(hunk->new_start, hunk->new_lines), (size_t)hunk->new_lines};
    arena_push(aligning->arena, aligning->result.hunks, aligning->result.count, found);
    return 0;
}

/* One token a line: its number in printable bytes, six bits each. */
static void write_lines(struct buffer *out, const uint32_t *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (uint32_t number = items[i]; number; number >>= 6)
            buffer_add_byte(out, (char)('0' + (number & 63)));
        buffer_add_byte(out, '\n');
    }
}

static bool diff(struct aligning *aligning, const struct align_hunk *rest,
                 struct align_sequence old, struct align_sequence new) {
    git_diff_options options;
    struct buffer before = BUFFER_INIT;
    struct buffer after = BUFFER_INIT;
    if (git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION) < 0)
        return false;
    options.flags = GIT_DIFF_FORCE_TEXT;
    options.context_lines = 0;
    write_lines(&before, old.items + rest->old_start, rest->old_count);
    write_lines(&after, new.items + rest->new_start, rest->new_count);
    int result = git_diff_buffers(before.data, before.size, NULL, after.data, after.size, NULL,
                                  &options, NULL, NULL, take_hunk, NULL, aligning);
    buffer_dispose(&before);
    buffer_dispose(&after);
    return result == 0;
}

/* What is left when the same items at both ends are set aside. */
static struct align_hunk strip(struct align_sequence old, struct align_sequence new) {
    size_t start = 0;
    size_t end = 0;
    while (start < old.count && start < new.count &&old.items[start] == new.items[start])
        start++;
    while (end < old.count - start && end < new.count - start &&old.items[old.count - 1 - end] ==
                                          new.items[new.count - 1 - end])
        end++;
    return (struct align_hunk){start, old.count - start - end, start, new.count - start - end};
}

struct align align_sequences(struct arena *arena, struct align_sequence old,
                             struct align_sequence new) {
    struct align_hunk rest = strip(old, new);
    struct aligning aligning = {.arena = arena, .skipped = rest.old_start};
    if (rest.old_count == 0 && rest.new_count == 0)
        return aligning.result;
    bool simple = rest.old_count == 0 || rest.new_count == 0;
    bool large = rest.old_count > BOUND_TOKENS || rest.new_count > BOUND_TOKENS;
    if (!simple && !large && diff(&aligning, &rest, old, new))
        return aligning.result;
    aligning.result = (struct align){NULL, 0};
    arena_push(arena, aligning.result.hunks, aligning.result.count, rest);
    return aligning.result;
}
