/* Differences folded, and as bytes. */
#include "base/arena.h"
#include "base/codec.h"
#include "base/utf8.h"
#include "history/difference.h"

#define LINE 100       /* characters of a block of context */
#define AROUND 60      /* characters left on each side of a change inside a block */
#define WORTH_FOLD 200 /* bytes: shorter stretches stay whole */

/* ---- Folding */

/* The first characters of a text, cut between words. */
static struct slice head_of(struct slice text, size_t count) {
    size_t end = utf8_prefix(text, count);
    if (end == text.size)
        return text;
    size_t cut = end;
    while (cut && text.data[cut] != ' ')
        cut--;
    return slice_part(text, 0, cut ? cut : end);
}

/* The last ones. */
static struct slice tail_of(struct slice text, size_t count) {
    size_t characters = utf8_count(text);
    size_t start = characters > count ? utf8_prefix(text, characters - count) : 0;
    size_t cut = start;
    while (start && cut < text.size && text.data[cut] != ' ')
        cut++;
    return slice_from_offset(text, cut < text.size ? cut : start);
}

static void push(struct arena *arena, struct difference_block *block, enum difference_change change,
                 const struct markdown_run *run, struct slice text) {
    struct difference_piece piece = {change, *run};
    piece.run.text = text;
    if (change != DIFFERENCE_FOLDED && text.size == 0)
        return;
    arena_push(arena, block->pieces, block->count, piece);
}

/* A block of context, cut to a line. */
static struct difference_block context_of(struct arena *arena,
                                          const struct difference_block *source) {
    struct difference_block block = *source;
    size_t left = LINE;
    block.pieces = NULL;
    block.count = 0;
    for (size_t i = 0; i < source->count && left; i++) {
        const struct markdown_run *run = &source->pieces[i].run;
        struct slice text = head_of(run->text, left);
        size_t used = utf8_count(text);
        push(arena, &block, DIFFERENCE_SAME, run, text);
        left = used < left && text.size == run->text.size ? left - used : 0;
        if (left == 0 && (text.size < run->text.size || i + 1 < source->count))
            push(arena, &block, DIFFERENCE_FOLDED, run, (struct slice){"", 0});
    }
    return block;
}

/* A block that changed, its long stretches that did not folded. */
static struct difference_block change_of(struct arena *arena,
                                         const struct difference_block *source) {
    struct difference_block block = *source;
    block.pieces = NULL;
    block.count = 0;
    for (size_t i = 0; i < source->count; i++) {
        const struct difference_piece *piece = &source->pieces[i];
        struct slice text = piece->run.text;
        bool fold = piece->change == DIFFERENCE_SAME && text.size > WORTH_FOLD;
        if (!fold) {
            push(arena, &block, piece->change, &piece->run, text);
            continue;
        }
        if (i)
            push(arena, &block, DIFFERENCE_SAME, &piece->run, head_of(text, AROUND));
        push(arena, &block, DIFFERENCE_FOLDED, &piece->run, (struct slice){"", 0});
        if (i + 1 < source->count)
            push(arena, &block, DIFFERENCE_SAME, &piece->run, tail_of(text, AROUND));
    }
    return block;
}

static bool is_same(const struct difference *difference, size_t index) {
    return difference->blocks[index].change == DIFFERENCE_SAME;
}

static void add_folded(struct arena *arena, struct difference *folded, size_t count) {
    struct difference_block block = {.change = DIFFERENCE_FOLDED, .folded = count};
    if (count)
        arena_push(arena, folded->blocks, folded->count, block);
}

void difference_fold(struct arena *arena, const struct difference *difference,
                     struct difference *folded) {
    size_t waiting = 0;
    *folded = *difference;
    folded->blocks = NULL;
    folded->count = 0;
    for (size_t i = 0; i < difference->count; i++) {
        const struct difference_block *block = &difference->blocks[i];
        bool near = (i && !is_same(difference, i - 1)) ||
                    (i + 1 < difference->count && !is_same(difference, i + 1));
        if (is_same(difference, i) && !near) {
            waiting++;
            continue;
        }
        add_folded(arena, folded, waiting);
        waiting = 0;
        struct difference_block shown = is_same(difference, i) ? context_of(arena, block)
                                        : block->change == DIFFERENCE_CHANGED
                                            ? change_of(arena, block)
                                            : *block;
        arena_push(arena, folded->blocks, folded->count, shown);
    }
    add_folded(arena, folded, waiting);
}

/* ---- Bytes */

static void put_block(struct buffer *out, const struct difference_block *block) {
    codec_put_number(out, block->change);
    codec_put_number(out, block->kind);
    codec_put_number(out, block->level);
    codec_put_number(out, block->folded);
    codec_put_number(out, block->count);
    for (size_t i = 0; i < block->count; i++) {
        const struct difference_piece *piece = &block->pieces[i];
        codec_put_number(out, piece->change);
        codec_put_number(out, piece->run.style);
        codec_put_slice(out, piece->run.text);
        codec_put_slice(out, piece->run.target);
    }
}

void difference_encode(struct buffer *out, const struct difference *difference) {
    codec_put_number(out, difference->added);
    codec_put_number(out, difference->removed);
    codec_put_number(out, difference->changed);
    codec_put_number(out, difference->moved);
    codec_put_number(out, difference->count);
    for (size_t i = 0; i < difference->count; i++)
        put_block(out, &difference->blocks[i]);
}

static void take_block(struct arena *arena, struct codec_reader *reader,
                       struct difference_block *block) {
    block->change = (enum difference_change)codec_take_number(reader, DIFFERENCE_FOLDED);
    block->kind = (enum markdown_block_kind)codec_take_number(reader, MARKDOWN_BLOCK_KINDS - 1);
    block->level = (unsigned)codec_take_number(reader, 1000);
    block->folded = (size_t)codec_take_number(reader, SIZE_MAX);
    block->count = codec_take_count(reader, 1);
    block->pieces = arena_array(arena, struct difference_piece, block->count);
    for (size_t i = 0; i < block->count && !reader->failed; i++) {
        struct difference_piece *piece = &block->pieces[i];
        piece->change = (enum difference_change)codec_take_number(reader, DIFFERENCE_FOLDED);
        piece->run.style = (unsigned)codec_take_number(reader, MARKDOWN_STYLES - 1);
        piece->run.text = codec_take_text(reader);
        piece->run.target = codec_take_text(reader);
    }
}

bool difference_decode(struct arena *arena, struct slice bytes, struct difference *difference) {
    struct codec_reader reader = codec_reader_of(bytes);
    difference->added = (size_t)codec_take_number(&reader, SIZE_MAX);
    difference->removed = (size_t)codec_take_number(&reader, SIZE_MAX);
    difference->changed = (size_t)codec_take_number(&reader, SIZE_MAX);
    difference->moved = (size_t)codec_take_number(&reader, SIZE_MAX);
    difference->count = codec_take_count(&reader, 1);
    difference->blocks = arena_array(arena, struct difference_block, difference->count);
    for (size_t i = 0; i < difference->count && !reader.failed; i++)
        take_block(arena, &reader, &difference->blocks[i]);
    if (codec_is_done(&reader))
        return true;
    *difference = (struct difference){0};
    return false;
}
