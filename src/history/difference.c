#include "history/difference.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/buffer.h"
#include "base/map.h"
#include "history/tokens.h"
#include "history/words.h"

#define PAIR_LEAST 40 /* percent of words in common: a block that changed */
#define MOVE_LEAST 12 /* bytes: shorter blocks come and go by themselves */

struct comparison {
    struct arena *arena;
    const struct markdown_blocks *before, *after;
    struct tokens old, new;
    size_t *pair_old; /* of each old block that is alone: 1 + the new one it became, or moved to */
    size_t *pair_new;
    bool *moved_old, *moved_new;
    struct difference *difference;
};

/* What a block says and is, for being told from others. */
static struct slice key_of(struct arena *arena, const struct markdown_block *block) {
    struct buffer key = BUFFER_INIT;
    buffer_format(&key, "%u %u\n", (unsigned)block->kind, block->level);
    for (size_t i = 0; i < block->count; i++) {
        const struct markdown_run *run = &block->runs[i];
        if (run->style)
            buffer_format(&key, "\t%x\t", run->style);
        buffer_add(&key, run->text);
        if (run->style || run->target.size)
            buffer_add_byte(&key, '\t');
        if (slice_find(run->target, ':') < slice_find(run->target, '/'))
            buffer_add(&key, run->target);
    }
    struct slice copy = slice_copy(arena, buffer_slice(&key));
    buffer_dispose(&key);
    return copy;
}

static void number_blocks(struct comparison *comparison, struct tokens_index *index,
                          const struct markdown_blocks *blocks, struct tokens *tokens) {
    tokens->count = blocks->count;
    tokens->numbers = arena_array(comparison->arena, uint32_t, blocks->count);
    for (size_t i = 0; i < blocks->count; i++)
        tokens->numbers[i] = tokens_number(index, key_of(comparison->arena, &blocks->items[i]));
}

/* ---- Which blocks belong together */

static size_t size_of(const struct markdown_block *block) {
    size_t size = 0;
    for (size_t i = 0; i < block->count; i++)
        size += block->runs[i].text.size;
    return size;
}

/* Blocks that went here and came there, word for word. */
static void pair_moved(struct comparison *comparison) {
    size_t *waiting; /* by number: 1 + the next old block of that number; in order */
    size_t *following = arena_array(comparison->arena, size_t, comparison->old.count + 1);
    uint32_t most = 0;
    for (size_t i = 0; i < comparison->old.count; i++)
        most = comparison->old.numbers[i] > most ? comparison->old.numbers[i] : most;
    waiting = arena_array(comparison->arena, size_t, (size_t)most + 1);
    for (size_t i = comparison->old.count; i-- > 0;) {
        if (!comparison->old.alone[i] || size_of(&comparison->before->items[i]) < MOVE_LEAST)
            continue;
        following[i] = waiting[comparison->old.numbers[i]];
        waiting[comparison->old.numbers[i]] = i + 1;
    }
    for (size_t j = 0; j < comparison->new.count; j++) {
        uint32_t number = comparison->new.numbers[j];
        size_t old = comparison->new.alone[j] && number <= most ? waiting[number] : 0;
        if (!old)
            continue;
        waiting[number] = following[old - 1];
        comparison->moved_old[old - 1] = comparison->moved_new[j] = true;
    }
}

/* In a gap between blocks that are the same, the old ones that became new ones, in order. */
static void pair_changed(struct comparison *comparison, size_t i, size_t end_i, size_t j,
                         size_t end_j) {
    if ((end_i - i) * (end_j - j) > BOUND_PAIRED_BLOCKS)
        return;
    for (; j < end_j; j++) {
        size_t best = 0;
        unsigned most = PAIR_LEAST - 1;
        for (size_t k = i; k < end_i && !comparison->moved_new[j]; k++) {
            const struct markdown_block *old = &comparison->before->items[k];
            const struct markdown_block *new = &comparison->after->items[j];
            if (comparison->moved_old[k] || old->kind != new->kind)
                continue;
            unsigned score = words_similarity(old, new);
            if (score <= most)
                continue;
            most = score;
            best = k + 1;
        }
        if (!best)
            continue;
        comparison->pair_old[best - 1] = j + 1;
        comparison->pair_new[j] = best;
        i = best;
    }
}

/* The end of a stretch of blocks that are alone. */
static size_t gap_end(const struct tokens *tokens, size_t at) {
    while (at < tokens->count && tokens->alone[at])
        at++;
    return at;
}

static void pair_all(struct comparison *comparison) {
    size_t i = 0, j = 0;
    pair_moved(comparison);
    while (i < comparison->old.count || j < comparison->new.count) {
        size_t end_i = gap_end(&comparison->old, i), end_j = gap_end(&comparison->new, j);
        if (end_i > i && end_j > j)
            pair_changed(comparison, i, end_i, j, end_j);
        i = end_i + 1;
        j = end_j + 1;
    }
}

/* ---- The result */

static void add_block(struct comparison *comparison, enum difference_change change,
                      enum difference_change pieces, const struct markdown_block *source) {
    struct difference *difference = comparison->difference;
    struct difference_block block = {
        .change = change, .kind = source->kind, .level = source->level, .count = source->count};
    block.pieces = arena_array(comparison->arena, struct difference_piece, source->count);
    for (size_t i = 0; i < source->count; i++)
        block.pieces[i] = (struct difference_piece){pieces, source->runs[i]};
    arena_push(comparison->arena, difference->blocks, difference->count, block);
}

static void add_old(struct comparison *comparison, size_t i) {
    bool moved = comparison->moved_old[i];
    add_block(comparison, moved ? DIFFERENCE_MOVED_AWAY : DIFFERENCE_REMOVED, DIFFERENCE_REMOVED,
              &comparison->before->items[i]);
    comparison->difference->removed += !moved;
}

static void add_new(struct comparison *comparison, size_t j) {
    bool moved = comparison->moved_new[j];
    add_block(comparison, moved ? DIFFERENCE_MOVED_HERE : DIFFERENCE_ADDED, DIFFERENCE_ADDED,
              &comparison->after->items[j]);
    comparison->difference->added += !moved;
    comparison->difference->moved += moved;
}

static void add_changed(struct comparison *comparison, size_t i, size_t j) {
    const struct markdown_block *new = &comparison->after->items[j];
    struct difference_block block = {
        .change = DIFFERENCE_CHANGED, .kind = new->kind, .level = new->level};
    words_compare(comparison->arena, &comparison->before->items[i], new, &block);
    arena_push(comparison->arena, comparison->difference->blocks, comparison->difference->count,
               block);
    comparison->difference->changed++;
}

/* A gap: old and new blocks in order, pairs where both are due. */
static void write_gap(struct comparison *comparison, size_t i, size_t end_i, size_t j,
                      size_t end_j) {
    while (i < end_i || j < end_j) {
        while (i < end_i && !comparison->pair_old[i])
            add_old(comparison, i++);
        while (j < end_j && !comparison->pair_new[j])
            add_new(comparison, j++);
        if (i < end_i && j < end_j)
            add_changed(comparison, i++, j++);
    }
}

static void write_all(struct comparison *comparison) {
    size_t i = 0, j = 0;
    while (i < comparison->old.count || j < comparison->new.count) {
        size_t end_i = gap_end(&comparison->old, i), end_j = gap_end(&comparison->new, j);
        write_gap(comparison, i, end_i, j, end_j);
        if (end_j < comparison->new.count)
            add_block(comparison, DIFFERENCE_SAME, DIFFERENCE_SAME,
                      &comparison->after->items[end_j]);
        i = end_i + 1;
        j = end_j + 1;
    }
}

void difference_compare(struct arena *arena, const struct markdown_blocks *before,
                        const struct markdown_blocks *after, struct difference *difference) {
    struct comparison comparison = {
        .arena = arena, .before = before, .after = after, .difference = difference};
    struct tokens_index index;
    *difference = (struct difference){0};
    tokens_index_init(&index, arena);
    number_blocks(&comparison, &index, before, &comparison.old);
    number_blocks(&comparison, &index, after, &comparison.new);
    tokens_compare(arena, &comparison.old, &comparison.new);
    comparison.pair_old = arena_array(arena, size_t, before->count);
    comparison.pair_new = arena_array(arena, size_t, after->count);
    comparison.moved_old = arena_array(arena, bool, before->count);
    comparison.moved_new = arena_array(arena, bool, after->count);
    pair_all(&comparison);
    write_all(&comparison);
}

bool difference_is_trivial(const struct difference *difference) {
    return !difference->added && !difference->removed && !difference->changed && !difference->moved;
}
