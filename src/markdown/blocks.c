#include "markdown/blocks.h"

#include "base/arena.h"
#include "markdown/outline.h"
#include "markdown/walk.h"

void markdown_blocks(struct arena *arena, struct slice body, struct markdown_blocks *blocks) {
    struct arena scratch = ARENA_INIT;
    struct markdown_options options = {.first_line = 1};
    struct outline outline = {.arena = arena, .blocks = blocks};
    *blocks = (struct markdown_blocks){0};
    bool refused = !walk_outline(&scratch, body, &options, &outline);
    arena_dispose(&scratch);
    if (refused)
        markdown_blocks_of_text(arena, body, blocks);
}

void markdown_blocks_of_text(struct arena *arena, struct slice text,
                             struct markdown_blocks *blocks) {
    struct outline outline = {.arena = arena, .blocks = blocks};
    struct slice line;
    *blocks = (struct markdown_blocks){0};
    while (slice_next_line(&text, &line)) {
        if (slice_trim(line).size == 0) {
            outline_end(&outline);
            continue;
        }
        if (!outline.open)
            outline_begin(&outline, MARKDOWN_PARAGRAPH, 0);
        outline_words(&outline, line, 0);
        outline_words(&outline, SLICE(" "), 0);
    }
    outline_end(&outline);
}

void markdown_blocks_of_lines(struct arena *arena, struct slice text,
                              struct markdown_blocks *blocks) {
    struct outline outline = {.arena = arena, .blocks = blocks};
    struct slice line;
    *blocks = (struct markdown_blocks){0};
    while (slice_next_line(&text, &line)) {
        outline_begin(&outline, MARKDOWN_CODE, 0);
        outline_words(&outline, line, 0);
        outline_end(&outline);
    }
}
