/* What is shown of a difference. */
#include "history/difference.h"

#include "base/arena.h"
#include "base/utf8.h"

#define LINE 100  /* characters of a block that is context */
#define AROUND 80 /* characters kept on each side of a change inside of a block */
#define WORTH 120 /* characters that are cut, at least: less is not worth the dots */

struct folding {
    struct arena *arena;
    struct difference result;
};

static struct difference_block *add_block(struct folding *folding,
                                          const struct difference_block *from) {
    struct difference *result = &folding->result;
    struct difference_block block = *from;
    block.pieces = NULL;
    block.piece_count = 0;
    arena_push(folding->arena, result->blocks, result->count, block);
    return &result->blocks[result->count - 1];
}

static void add_piece(struct folding *folding, struct difference_block *block,
                      struct difference_piece piece) {
    arena_push(folding->arena, block->pieces, block->piece_count, piece);
}

static void add_cut(struct folding *folding, struct difference_block *block) {
    if (block->piece_count && block->pieces[block->piece_count - 1].op == PIECE_CUT)
        return;
    add_piece(folding, block, (struct difference_piece){.op = PIECE_CUT});
}

/* The longest start of a text, of at most `count` characters, that ends a word. */
static size_t first_words(struct slice text, size_t count) {
    size_t size = utf8_prefix(text, count);
    if (size == text.size)
        return size;
    for (size_t at = size; at > 0; at--)
        if (text.data[at] == ' ' || text.data[at] == '\n')
            return at;
    return 0;
}

/* Where the last words of a text, of at most `count` characters, start. */
static size_t last_words(struct slice text, size_t count) {
    size_t all = utf8_count(text);
    if (all <= count)
        return 0;
    size_t start = utf8_prefix(text, all - count);
    while (start < text.size && text.data[start - 1] != ' ' && text.data[start - 1] != '\n')
        start++;
    return start;
}

/* Characters of a piece, its place among those of its stretch, and what is kept of these. */
struct window {
    size_t at;
    size_t head; /* what starts below is kept */
    size_t tail; /* what ends above is kept */
};

/* One piece of a stretch that is too long: what lies in the window. Cells are all kept. */
static void add_part(struct folding *folding, struct difference_block *block,
                     struct difference_piece piece, const struct window *window) {
    struct slice text = piece.run.text;
    size_t end = window->at + utf8_count(text);
    if (piece.run.kind == BLOCK_CELL || end <= window->head || window->at >= window->tail) {
        add_piece(folding, block, piece);
        return;
    }
    bool words = piece.run.kind == BLOCK_TEXT;
    size_t first = 0;
    size_t last = text.size;
    if (words && window->at < window->head)
        first = first_words(text, window->head - window->at);
    if (words && end > window->tail)
        last = last_words(text, end - window->tail);
    piece.run.text = slice_part(text, 0, first);
    if (first)
        add_piece(folding, block, piece);
    add_cut(folding, block);
    piece.run.text = slice_from_offset(text, last);
    if (last < text.size)
        add_piece(folding, block, piece);
}

/* A stretch that is the same: whole, or its first `head` and last `tail` characters when at least
 * `worth` others can go. */
static void add_stretch(struct folding *folding, struct difference_block *block,
                        const struct difference_piece *pieces, size_t count, struct window keep,
                        size_t worth) {
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += utf8_count(pieces[i].run.text);
    bool whole = total < keep.head + keep.tail + worth;
    struct window window = {0, keep.head, total - (keep.tail < total ? keep.tail : total)};
    for (size_t i = 0; i < count; i++) {
        if (whole)
            add_piece(folding, block, pieces[i]);
        else
            add_part(folding, block, pieces[i], &window);
        window.at += utf8_count(pieces[i].run.text);
    }
}

/* Characters of the first line of a block, LINE at most. */
static size_t first_line(const struct difference_block *block) {
    size_t count = 0;
    for (size_t i = 0; i < block->piece_count && count < LINE; i++) {
        struct slice text = block->pieces[i].run.text;
        size_t end = slice_find(text, '\n');
        if (block->pieces[i].run.kind == BLOCK_BREAK)
            break;
        count += utf8_count(slice_part(text, 0, end));
        if (end < text.size)
            break;
    }
    return count < LINE ? count : LINE;
}

static void add_line(struct folding *folding, const struct difference_block *block) {
    struct difference_block *line = add_block(folding, block);
    struct window keep = {.head = first_line(block)};
    add_stretch(folding, line, block->pieces, block->piece_count, keep, 1);
}

/* A block with changes inside. */
static void add_changed(struct folding *folding, const struct difference_block *from) {
    struct difference_block *block = add_block(folding, from);
    size_t i = 0;
    while (i < from->piece_count) {
        size_t start = i;
        while (i < from->piece_count && from->pieces[i].op == PIECE_SAME)
            i++;
        struct window keep = {.head = start ? AROUND : 0,
                              .tail = i < from->piece_count ? AROUND : 0};
        add_stretch(folding, block, from->pieces + start, i - start, keep, WORTH);
        for (; i < from->piece_count && from->pieces[i].op != PIECE_SAME; i++)
            add_piece(folding, block, from->pieces[i]);
    }
}

static bool has_changes(const struct difference_block *block) {
    for (size_t i = 0; i < block->piece_count; i++)
        if (block->pieces[i].op == PIECE_ADDED || block->pieces[i].op == PIECE_REMOVED)
            return true;
    return false;
}

static void add_mark(struct folding *folding, size_t folded) {
    struct difference_block mark = {.change = DIFFERENCE_FOLDED,
                                    .form.kind = BLOCK_PARAGRAPH,
                                    .was = BLOCK_PARAGRAPH,
                                    .folded = folded};
    if (folded)
        add_block(folding, &mark);
}

/* Blocks that are the same, from `start` to before `end`: those next to a change are context. */
static void add_unchanged(struct folding *folding, const struct difference *whole, size_t start,
                          size_t end) {
    bool after = start > 0;
    bool before = end < whole->count;
    size_t count = end - start;
    if (count && after)
        add_line(folding, &whole->blocks[start]);
    size_t context = after + before;
    add_mark(folding, count > context ? count - context : 0);
    if (count > after && before)
        add_line(folding, &whole->blocks[end - 1]);
}

struct difference difference_fold(struct arena *arena, const struct difference *whole) {
    struct folding folding = {.arena = arena};
    size_t i = 0;
    while (i < whole->count) {
        size_t start = i;
        while (i < whole->count && whole->blocks[i].change == DIFFERENCE_SAME)
            i++;
        add_unchanged(&folding, whole, start, i);
        for (; i < whole->count && whole->blocks[i].change != DIFFERENCE_SAME; i++) {
            if (has_changes(&whole->blocks[i]))
                add_changed(&folding, &whole->blocks[i]);
            else
                add_line(&folding, &whole->blocks[i]);
        }
    }
    difference_count(&folding.result);
    return folding.result;
}
