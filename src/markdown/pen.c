#include "markdown/pen.h"

#include "base/arena.h"

void pen_dispose(struct pen *pen) {
    buffer_dispose(&pen->text);
    buffer_dispose(&pen->starts);
}

void pen_begin(struct pen *pen, struct block_form form) {
    pen->block = (struct block){.form = form};
    pen->words = false;
    buffer_reset(&pen->text);
    buffer_reset(&pen->starts);
}

static struct block_run *last_run(struct pen *pen) {
    return pen->block.run_count ? &pen->block.runs[pen->block.run_count - 1] : NULL;
}

static void add_run(struct pen *pen, enum block_run_kind kind, unsigned style,
                    struct slice target) {
    size_t start = pen->text.size;
    struct block_run run = {.kind = kind, .style = style, .target = target};
    arena_push(pen->arena, pen->block.runs, pen->block.run_count, run);
    buffer_add(&pen->starts, (struct slice){(const char *)&start, sizeof start});
}

/* Makes the last run one of text with this style and target. */
static void want_text(struct pen *pen, unsigned style, struct slice target) {
    struct block_run *last = last_run(pen);
    bool same = last && last->kind == BLOCK_TEXT && last->style == style &&
                slice_equal(last->target, target);
    if (!same)
        add_run(pen, BLOCK_TEXT, style, target);
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* Whether a space would be one too many: at the start of a line or a cell, or after another. */
static bool is_spaced(struct pen *pen) {
    const struct block_run *last = last_run(pen);
    if (!last || last->kind == BLOCK_BREAK || last->kind == BLOCK_CELL)
        return true;
    return last->kind == BLOCK_TEXT && pen->text.data[pen->text.size - 1] == ' ';
}

void pen_text(struct pen *pen, unsigned style, struct slice target, struct slice text) {
    size_t at = 0;
    while (at < text.size) {
        size_t end = at;
        while (end < text.size && !is_space(text.data[end]))
            end++;
        if (end > at) {
            want_text(pen, style, target);
            buffer_add(&pen->text, slice_part(text, at, end - at));
            pen->words = true;
        }
        if (end < text.size && !is_spaced(pen)) {
            want_text(pen, style, target);
            buffer_add_byte(&pen->text, ' ');
        }
        at = end + 1;
    }
}

void pen_verbatim(struct pen *pen, struct slice text) {
    if (slice_trim(text).size == 0)
        return;
    want_text(pen, 0, SLICE(""));
    buffer_add(&pen->text, text);
    pen->words = true;
}

/* Takes off the space that a line or a cell ends with. */
static void trim(struct pen *pen) {
    const struct block_run *last = last_run(pen);
    if (!last || last->kind != BLOCK_TEXT || pen->text.data[pen->text.size - 1] != ' ')
        return;
    const size_t *starts = (const void *)pen->starts.data;
    pen->text.size--;
    if (pen->text.size > starts[pen->block.run_count - 1])
        return;
    pen->block.run_count--;
    pen->starts.size -= sizeof(size_t);
}

void pen_mark(struct pen *pen, enum block_run_kind kind, unsigned style, struct slice target,
              struct slice text) {
    if (kind == BLOCK_BREAK || kind == BLOCK_CELL)
        trim(pen);
    if (kind == BLOCK_BREAK && !last_run(pen))
        return;
    add_run(pen, kind, style, target);
    buffer_add(&pen->text, text);
    pen->words |= kind == BLOCK_IMAGE || kind == BLOCK_REFERENCE;
}

void pen_end(struct pen *pen) {
    struct block *block = &pen->block;
    if (block->form.kind != BLOCK_CODE)
        trim(pen);
    while (block->run_count && block->runs[block->run_count - 1].kind == BLOCK_BREAK)
        block->run_count--;
    if (!pen->words)
        return;
    struct slice text = slice_copy(pen->arena, buffer_slice(&pen->text));
    const size_t *starts = (const void *)pen->starts.data;
    for (size_t i = 0; i < block->run_count; i++) {
        size_t end = i + 1 < block->run_count ? starts[i + 1] : text.size;
        block->runs[i].text = slice_part(text, starts[i], end - starts[i]);
    }
    arena_push(pen->arena, pen->blocks.items, pen->blocks.count, *block);
    pen->written += text.size;
}
