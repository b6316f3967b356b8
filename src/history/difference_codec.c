/* Differences as bytes, and back. */
#include "history/difference.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/utf8.h"

#define FORM_ORDERED 1U
#define FORM_HEADER 2U

/* The fewest bytes that a piece and a block take. */
#define PIECE_BYTES 5
#define BLOCK_BYTES 9

static void put_piece(struct buffer *out, const struct difference_piece *piece) {
    codec_put_number(out, piece->op);
    codec_put_number(out, piece->run.kind);
    codec_put_number(out, piece->run.style);
    codec_put_slice(out, piece->run.text);
    codec_put_slice(out, piece->run.target);
}

static void put_block(struct buffer *out, const struct difference_block *block) {
    const struct block_form *form = &block->form;
    codec_put_number(out, block->change);
    codec_put_number(out, block->was);
    codec_put_number(out, form->kind);
    codec_put_number(out, form->level);
    codec_put_number(out, form->depth);
    codec_put_number(out, form->quote);
    codec_put_number(out, (form->ordered ? FORM_ORDERED : 0) | (form->header ? FORM_HEADER : 0));
    codec_put_number(out, block->folded);
    codec_put_number(out, block->piece_count);
    for (size_t i = 0; i < block->piece_count; i++)
        put_piece(out, &block->pieces[i]);
}

void difference_encode(struct buffer *out, const struct difference *difference) {
    codec_put_number(out, difference->count);
    for (size_t i = 0; i < difference->count; i++)
        put_block(out, &difference->blocks[i]);
}

/* Fails the reader unless what was read is right. */
static void expect(struct codec_reader *reader, bool right) {
    if (!right)
        codec_fail(reader);
}

static struct slice take_text(struct codec_reader *reader) {
    struct slice text = codec_take_slice(reader);
    expect(reader, utf8_check(text) == text.size);
    return text;
}

/* Which pieces each kind of block may hold, as bits. */
static const unsigned ops[DIFFERENCE_CHANGES] = {
    [DIFFERENCE_SAME] = 1U << PIECE_SAME | 1U << PIECE_CUT,
    [DIFFERENCE_ADDED] = 1U << PIECE_ADDED,
    [DIFFERENCE_REMOVED] = 1U << PIECE_REMOVED,
    [DIFFERENCE_CHANGED] = (1U << PIECE_OPS) - 1,
    [DIFFERENCE_MOVED_AWAY] = 1U << PIECE_SAME | 1U << PIECE_CUT,
    [DIFFERENCE_MOVED_HERE] = (1U << PIECE_OPS) - 1,
    [DIFFERENCE_FOLDED] = 0,
};

static struct difference_piece take_piece(struct codec_reader *reader, unsigned allowed) {
    struct difference_piece piece;
    piece.op = (enum piece_op)codec_take_number(reader, PIECE_OPS - 1);
    piece.run.kind = (enum block_run_kind)codec_take_number(reader, BLOCK_RUN_KINDS - 1);
    piece.run.style = (unsigned)codec_take_number(reader, BLOCK_STYLES);
    piece.run.text = take_text(reader);
    piece.run.target = take_text(reader);
    expect(reader, allowed & 1U << piece.op);
    return piece;
}

static struct block_form take_form(struct codec_reader *reader) {
    struct block_form form;
    form.kind = (enum block_kind)codec_take_number(reader, BLOCK_KINDS - 1);
    form.level = (unsigned)codec_take_number(reader, 6);
    form.depth = (unsigned)codec_take_number(reader, BOUND_MARKDOWN_DEPTH);
    form.quote = (unsigned)codec_take_number(reader, BOUND_MARKDOWN_DEPTH);
    unsigned flags = (unsigned)codec_take_number(reader, FORM_ORDERED | FORM_HEADER);
    form.ordered = flags & FORM_ORDERED;
    form.header = flags & FORM_HEADER;
    expect(reader, (form.kind == BLOCK_HEADING) == (form.level >= 2));
    return form;
}

static void take_block(struct arena *arena, struct codec_reader *reader,
                       struct difference_block *block) {
    block->change = (enum difference_change)codec_take_number(reader, DIFFERENCE_CHANGES - 1);
    block->was = (enum block_kind)codec_take_number(reader, BLOCK_KINDS - 1);
    block->form = take_form(reader);
    block->folded = codec_take_number(reader, SIZE_MAX);
    block->piece_count = codec_take_count(reader, PIECE_BYTES);
    block->pieces = arena_array(arena, struct difference_piece, block->piece_count);
    for (size_t i = 0; i < block->piece_count && !reader->failed; i++)
        block->pieces[i] = take_piece(reader, ops[block->change]);
    expect(reader, (block->change == DIFFERENCE_FOLDED) == (block->folded > 0));
}

bool difference_decode(struct arena *arena, struct codec_reader *reader,
                       struct difference *difference) {
    *difference = (struct difference){.count = codec_take_count(reader, BLOCK_BYTES)};
    difference->blocks = arena_array(arena, struct difference_block, difference->count);
    for (size_t i = 0; i < difference->count && !reader->failed; i++)
        take_block(arena, reader, &difference->blocks[i]);
    if (reader->failed)
        *difference = (struct difference){0};
    difference_count(difference);
    return !reader->failed;
}
