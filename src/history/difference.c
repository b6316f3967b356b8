#include "history/difference.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "history/align.h"
#include "history/words.h"

#include <string.h>

#define RESEMBLES                                                                                  \
    (SIMILAR_MAX * 2 / 5)           /* enough for two blocks in one place to be one, changed       \
                                     */
#define MOVED (SIMILAR_MAX * 3 / 4) /* enough for two blocks in different places */
#define MOVED_BYTES 12              /* what is shorter is alike by chance */
#define MOVED_WORDS 8               /* the same, for what changed on its way */

/* One block of either text. */
struct side_block {
    const struct block *block;
    uint32_t id;
    enum difference_change change;
    size_t mate; /* its index in the other text, when it is the same, changed or moved */
    struct words words;
    struct similar similar; /* its words, once asked for */
    bool measured;
};

struct side {
    struct side_block *blocks;
    size_t count;
};

struct comparing {
    struct arena *arena;
    struct arena scratch;
    struct words_table table;
    struct side old, new;
    struct align align;
    size_t steps; /* left for looking for resemblances */
    struct difference *result;
};

static struct side side_of(struct comparing *comparing, const struct blocks *blocks) {
    struct side side = {arena_array(&comparing->scratch, struct side_block, blocks->count),
                        blocks->count};
    for (size_t i = 0; i < blocks->count; i++) {
        uint32_t id = words_block_id(&comparing->table, &blocks->items[i]);
        side.blocks[i] = (struct side_block){.block = &blocks->items[i], .id = id};
    }
    return side;
}

/* What is in no hunk is the same; the rest is gone or new until more is found. */
static void mark_hunks(struct comparing *comparing) {
    for (size_t i = 0; i < comparing->align.count; i++) {
        const struct align_hunk *hunk = &comparing->align.hunks[i];
        for (size_t at = 0; at < hunk->old_count; at++)
            comparing->old.blocks[hunk->old_start + at].change = DIFFERENCE_REMOVED;
        for (size_t at = 0; at < hunk->new_count; at++)
            comparing->new.blocks[hunk->new_start + at].change = DIFFERENCE_ADDED;
    }
}

static struct align_sequence sequence(struct comparing *comparing, const struct side *side) {
    uint32_t *ids = arena_array(&comparing->scratch, uint32_t, side->count);
    for (size_t i = 0; i < side->count; i++)
        ids[i] = side->blocks[i].id;
    return (struct align_sequence){ids, side->count};
}

/* Makes two blocks one. */
static void mate(struct comparing *comparing, size_t old, size_t new, bool moved) {
    struct side_block *before = &comparing->old.blocks[old];
    struct side_block *after = &comparing->new.blocks[new];
    before->mate = new;
    after->mate = old;
    before->change = moved ? DIFFERENCE_MOVED_AWAY : DIFFERENCE_CHANGED;
    after->change = moved ? DIFFERENCE_MOVED_HERE : DIFFERENCE_CHANGED;
}

static const struct words *words_of(struct comparing *comparing, struct side_block *block) {
    if (!block->words.tokens)
        block->words = words_cut(&comparing->table, block->block);
    return &block->words;
}

static const struct similar *measure(struct comparing *comparing, struct side_block *block) {
    if (!block->measured)
        words_measure(words_of(comparing, block), &block->similar, &comparing->scratch);
    block->measured = true;
    return &block->similar;
}

static unsigned resemblance(struct comparing *comparing, struct side_block *old,
                            struct side_block *new, unsigned least) {
    const struct similar *a = measure(comparing, old);
    const struct similar *b = measure(comparing, new);
    if (similar_is_hopeless(a->size, b->size, least))
        return 0;
    unsigned score = similar_score(a, b);
    return score >= least ? score : 0;
}

static size_t bytes_of(const struct block *block) {
    size_t bytes = 0;
    for (size_t i = 0; i < block->run_count; i++)
        bytes += block->runs[i].text.size;
    return bytes;
}

/* The blocks of a side, from `start`, that are gone or new. */
static size_t *still(struct comparing *comparing, const struct side *side, size_t start,
                     size_t count, size_t *found) {
    size_t *list = arena_array(&comparing->scratch, size_t, count);
    *found = 0;
    for (size_t i = start; i < start + count; i++)
        if (side->blocks[i].change == DIFFERENCE_REMOVED ||
            side->blocks[i].change == DIFFERENCE_ADDED)
            list[(*found)++] = i;
    return list;
}

/* Those that were removed here and added, the same, there: the first with the first. */
static void find_moved(struct comparing *comparing) {
    size_t ids = comparing->table.ids.count + 1;
    size_t *first = arena_array(&comparing->scratch, size_t, ids); /* 1 + block, by id */
    size_t *next = arena_array(&comparing->scratch, size_t, comparing->old.count);
    for (size_t i = comparing->old.count; i-- > 0;) {
        const struct side_block *block = &comparing->old.blocks[i];
        if (block->change != DIFFERENCE_REMOVED || bytes_of(block->block) < MOVED_BYTES)
            continue;
        next[i] = first[block->id];
        first[block->id] = i + 1;
    }
    for (size_t j = 0; j < comparing->new.count; j++) {
        const struct side_block *block = &comparing->new.blocks[j];
        size_t old = first[block->id];
        if (block->change != DIFFERENCE_ADDED || old == 0)
            continue;
        first[block->id] = next[old - 1];
        mate(comparing, old - 1, j, true);
    }
}

/* The blocks of one place that are still to be paired. */
struct gap {
    size_t *old, *new;
    size_t old_count, new_count;
};

static size_t pieces_of(struct comparing *comparing, struct side *side, const size_t *list,
                        size_t count) {
    size_t pieces = 0;
    for (size_t i = 0; i < count; i++)
        pieces += measure(comparing, &side->blocks[list[i]])->count + 1;
    return pieces;
}

/* Whether all pairs of a gap may be looked at; what that costs is then spent. */
static bool spend(struct comparing *comparing, const struct gap *gap) {
    if (gap->old_count > BOUND_PAIRS / gap->new_count)
        return false;
    size_t old = pieces_of(comparing, &comparing->old, gap->old, gap->old_count);
    size_t new = pieces_of(comparing, &comparing->new, gap->new, gap->new_count);
    size_t cost = old * gap->new_count + new * gap->old_count;
    if (cost > comparing->steps)
        return false;
    comparing->steps -= cost;
    return true;
}

/* Whether two rows have the same first cell, by which rows are told apart. */
static bool same_row(struct comparing *comparing, struct side_block *old, struct side_block *new) {
    if (old->block->form.kind != BLOCK_ROW || new->block->form.kind != BLOCK_ROW)
        return false;
    const struct words *a = words_of(comparing, old);
    const struct words *b = words_of(comparing, new);
    size_t i = 0;
    while (i < a->count && i < b->count && a->tokens[i].id == b->tokens[i].id &&
           a->tokens[i].run->kind != BLOCK_CELL)
        i++;
    return i > 0 && i < a->count && i < b->count && a->tokens[i].id == b->tokens[i].id;
}

/* How much two blocks of a gap resemble each other; 0 when that is not enough to be one. */
static unsigned gap_score(struct comparing *comparing, const struct gap *gap, size_t i, size_t j) {
    struct side_block *old = &comparing->old.blocks[gap->old[i]];
    struct side_block *new = &comparing->new.blocks[gap->new[j]];
    unsigned score = resemblance(comparing, old, new, RESEMBLES);
    if (same_row(comparing, old, new))
        score = SIMILAR_HALF + score / 2;
    return old->block->form.kind == new->block->form.kind ? score : score / 4 * 3;
}

/* Pairs that keep their order and, together, resemble each other most. */
static void pair_best(struct comparing *comparing, const struct gap *gap) {
    size_t rows = gap->old_count;
    size_t columns = gap->new_count;
    size_t width = columns + 1;
    unsigned *scores = arena_array(&comparing->scratch, unsigned, rows *columns);
    uint64_t *best = arena_array(&comparing->scratch, uint64_t, (rows + 1) * width);
    for (size_t i = rows; i-- > 0;)
        for (size_t j = columns; j-- > 0;) {
            unsigned score = gap_score(comparing, gap, i, j);
            uint64_t paired = score ? score + best[(i + 1) * width + j + 1] : 0;
            uint64_t down = best[(i + 1) * width + j];
            uint64_t right = best[i * width + j + 1];
            uint64_t without = down > right ? down : right;
            best[i * width + j] = paired > without ? paired : without;
            scores[i * columns + j] = score;
        }
    for (size_t i = 0, j = 0; i < rows && j < columns;) {
        uint64_t here = best[i * width + j];
        unsigned score = scores[i * columns + j];
        if (score && here == score + best[(i + 1) * width + j + 1])
            mate(comparing, gap->old[i++], gap->new[j++], false);
        else if (here == best[(i + 1) * width + j])
            i++;
        else
            j++;
    }
}

/* For want of time: the first with the first, and so on. */
static void pair_in_order(struct comparing *comparing, const struct gap *gap) {
    for (size_t i = 0; i < gap->old_count && i < gap->new_count; i++)
        if (gap_score(comparing, gap, i, i))
            mate(comparing, gap->old[i], gap->new[i], false);
}

static void pair_gaps(struct comparing *comparing) {
    for (size_t i = 0; i < comparing->align.count; i++) {
        const struct align_hunk *hunk = &comparing->align.hunks[i];
        struct gap gap;
        gap.old =
            still(comparing, &comparing->old, hunk->old_start, hunk->old_count, &gap.old_count);
        gap.new =
            still(comparing, &comparing->new, hunk->new_start, hunk->new_count, &gap.new_count);
        if (gap.old_count == 0 || gap.new_count == 0)
            continue;
        if (spend(comparing, &gap))
            pair_best(comparing, &gap);
        else
            pair_in_order(comparing, &gap);
    }
}

/* Of what is left, each block that was removed with the one that resembles it most elsewhere. */
static void find_moved_and_changed(struct comparing *comparing) {
    struct gap all;
    all.old = still(comparing, &comparing->old, 0, comparing->old.count, &all.old_count);
    all.new = still(comparing, &comparing->new, 0, comparing->new.count, &all.new_count);
    if (all.old_count == 0 || all.new_count == 0 || !spend(comparing, &all))
        return;
    for (size_t i = 0; i < all.old_count; i++) {
        unsigned best = 0;
        size_t found = 0;
        struct side_block *old = &comparing->old.blocks[all.old[i]];
        if (measure(comparing, old)->count < MOVED_WORDS)
            continue;
        for (size_t j = 0; j < all.new_count; j++) {
            struct side_block *new = &comparing->new.blocks[all.new[j]];
            bool taken = new->change != DIFFERENCE_ADDED;
            unsigned score = taken ? 0 : resemblance(comparing, old, new, MOVED);
            if (score > best) {
                best = score;
                found = j;
            }
        }
        if (best)
            mate(comparing, all.old[i], all.new[found], true);
    }
}

static struct difference_block *add_block(struct comparing *comparing,
                                          const struct side_block *from) {
    struct difference *result = comparing->result;
    struct difference_block block = {
        .change = from->change, .form = from->block->form, .was = from->block->form.kind};
    arena_push(comparing->arena, result->blocks, result->count, block);
    return &result->blocks[result->count - 1];
}

static void write_whole(struct comparing *comparing, const struct side_block *from) {
    struct difference_block *block = add_block(comparing, from);
    enum piece_op op = PIECE_SAME;
    if (from->change == DIFFERENCE_ADDED)
        op = PIECE_ADDED;
    else if (from->change == DIFFERENCE_REMOVED)
        op = PIECE_REMOVED;
    block->piece_count = from->block->run_count;
    block->pieces = arena_array(comparing->arena, struct difference_piece, block->piece_count);
    for (size_t i = 0; i < block->piece_count; i++)
        block->pieces[i] = (struct difference_piece){op, from->block->runs[i]};
}

/* A block of the new text with its old words. */
static void write_changed(struct comparing *comparing, struct side_block *new) {
    struct side_block *old = &comparing->old.blocks[new->mate];
    if (old->id == new->id) {
        write_whole(comparing, new);
        return;
    }
    struct difference_block *block = add_block(comparing, new);
    block->was = old->block->form.kind;
    bool changed = words_compare(comparing->arena, &comparing->scratch, words_of(comparing, old),
                                 words_of(comparing, new), block);
    if (block->change == DIFFERENCE_CHANGED && !changed && block->was == block->form.kind)
        block->change = DIFFERENCE_SAME;
}

/* One place where the texts differ: what went before what came, up to each pair. */
static void write_hunk(struct comparing *comparing, const struct align_hunk *hunk) {
    size_t i = hunk->old_start, old_end = i + hunk->old_count;
    size_t j = hunk->new_start, new_end = j + hunk->new_count;
    while (i < old_end || j < new_end) {
        for (; i < old_end && comparing->old.blocks[i].change != DIFFERENCE_CHANGED; i++)
            write_whole(comparing, &comparing->old.blocks[i]);
        for (; j < new_end && comparing->new.blocks[j].change != DIFFERENCE_CHANGED; j++) {
            if (comparing->new.blocks[j].change == DIFFERENCE_MOVED_HERE)
                write_changed(comparing, &comparing->new.blocks[j]);
            else
                write_whole(comparing, &comparing->new.blocks[j]);
        }
        if (j < new_end)
            write_changed(comparing, &comparing->new.blocks[j++]);
        i++;
    }
}

static void write_all(struct comparing *comparing) {
    size_t next = 0;
    for (size_t i = 0; i <= comparing->align.count; i++) {
        bool last = i == comparing->align.count;
        const struct align_hunk *hunk = last ? NULL : &comparing->align.hunks[i];
        for (; next < (last ? comparing->new.count : hunk->new_start); next++)
            write_whole(comparing, &comparing->new.blocks[next]);
        if (!hunk)
            break;
        write_hunk(comparing, hunk);
        next += hunk->new_count;
    }
}

void difference_count(struct difference *difference) {
    difference->added = difference->removed = difference->changed = difference->moved = 0;
    for (size_t i = 0; i < difference->count; i++) {
        enum difference_change change = difference->blocks[i].change;
        difference->added += change == DIFFERENCE_ADDED;
        difference->removed += change == DIFFERENCE_REMOVED;
        difference->changed += change == DIFFERENCE_CHANGED;
        difference->moved += change == DIFFERENCE_MOVED_HERE;
    }
}

struct difference difference_compare(struct arena *arena, const struct blocks *old,
                                     const struct blocks *new) {
    struct difference result = {0};
    struct comparing comparing = {.arena = arena, .steps = BOUND_RESEMBLANCES, .result = &result};
    words_table_init(&comparing.table, &comparing.scratch);
    comparing.old = side_of(&comparing, old);
    comparing.new = side_of(&comparing, new);
    comparing.align = align_sequences(&comparing.scratch, sequence(&comparing, &comparing.old),
                                      sequence(&comparing, &comparing.new));
    mark_hunks(&comparing);
    find_moved(&comparing);
    pair_gaps(&comparing);
    find_moved_and_changed(&comparing);
    write_all(&comparing);
    difference_count(&result);
    words_table_dispose(&comparing.table);
    arena_dispose(&comparing.scratch);
    return result;
}
