/* What changed between the words of two blocks, in pieces that a person would call changes. */
#include "history/words.h"

#include "base/arena.h"
#include "history/align.h"

/* The longest stretch of bytes that may be taken for a coincidence between two changes. */
#define COINCIDENCE 24

static struct align_sequence sequence(struct arena *arena, const struct words *words) {
    uint32_t *ids = arena_array(arena, uint32_t, words->count);
    for (size_t i = 0; i < words->count; i++)
        ids[i] = words->tokens[i].id;
    return (struct align_sequence){ids, words->count};
}

static size_t bytes_of(const struct words *words, size_t start, size_t count) {
    size_t bytes = 0;
    for (size_t i = start; i < start + count; i++)
        bytes += words->tokens[i].text.size;
    return bytes;
}

static bool has_word(const struct words *words, size_t start, size_t count) {
    for (size_t i = start; i < start + count; i++)
        if (words->tokens[i].word)
            return true;
    return false;
}

/* Cells are what a row is read by: no change crosses from one into another. */
static bool has_cell(const struct words *words, size_t start, size_t count) {
    for (size_t i = start; i < start + count; i++)
        if (words->tokens[i].run->kind == BLOCK_CELL)
            return true;
    return false;
}

/* A change and how many bytes it is of: those of the longer side. */
struct weighed {
    struct align_hunk hunk;
    size_t bytes;
};

static struct weighed weigh(const struct words *old, const struct words *new,
                            struct align_hunk hunk) {
    size_t removed = bytes_of(old, hunk.old_start, hunk.old_count);
    size_t added = bytes_of(new, hunk.new_start, hunk.new_count);
    return (struct weighed){hunk, removed > added ? removed : added};
}

/*
 * Whether two changes read better as one: what is the same between them is a space or a sign, or a
 * few words shorter than either (a "de la" that two sentences happen to share). Two insertions stay
 * two, and so do two deletions: nothing else is there to be confused by.
 */
static bool reads_as_one(const struct words *new, const struct weighed *a,
                         const struct weighed *b) {
    size_t start = a->hunk.new_start + a->hunk.new_count;
    size_t count = b->hunk.new_start - start;
    bool added = a->hunk.old_count == 0 && b->hunk.old_count == 0;
    bool removed = a->hunk.new_count == 0 && b->hunk.new_count == 0;
    if (added || removed || count > COINCIDENCE || has_cell(new, start, count))
        return false;
    size_t bytes = bytes_of(new, start, count);
    bool less = bytes <= a->bytes && bytes <= b->bytes;
    return !has_word(new, start, count) || (less && bytes <= COINCIDENCE);
}

static struct weighed join(const struct words *new, const struct weighed *a,
                           const struct weighed *b) {
    size_t between = bytes_of(new, a->hunk.new_start + a->hunk.new_count,
                              b->hunk.new_start - a->hunk.new_start - a->hunk.new_count);
    struct align_hunk hunk = a->hunk;
    hunk.old_count = b->hunk.old_start + b->hunk.old_count - hunk.old_start;
    hunk.new_count = b->hunk.new_start + b->hunk.new_count - hunk.new_start;
    return (struct weighed){hunk, a->bytes + between + b->bytes};
}

/* Moves an insertion or a deletion past the space that it begins with, when another follows it:
 * what came or went is then a word and the space after it. */
static void slide(const struct words *words, size_t end, size_t *start, size_t count,
                  size_t *other) {
    const struct words_token *first = &words->tokens[*start];
    bool spaces = first->text.size && !first->word && first->run->kind == BLOCK_TEXT;
    if (*start + count >= end || !spaces || first->text.data[0] != ' ' ||
        words->tokens[*start + count].id != first->id)
        return;
    ++*start;
    ++*other;
}

static void slide_all(const struct words *old, const struct words *new, struct align *align) {
    for (size_t i = 0; i < align->count; i++) {
        struct align_hunk *hunk = &align->hunks[i];
        bool last = i + 1 == align->count;
        if (hunk->old_count == 0)
            slide(new, last ? new->count : hunk[1].new_start, &hunk->new_start, hunk->new_count,
                  &hunk->old_start);
        else if (hunk->new_count == 0)
            slide(old, last ? old->count : hunk[1].old_start, &hunk->old_start, hunk->old_count,
                  &hunk->new_start);
    }
}

/* Joins changes that read as one; a joined one may in turn be joined with the one before. */
static void clean_up(struct arena *scratch, const struct words *old, const struct words *new,
                     struct align *align) {
    struct weighed *kept = arena_array(scratch, struct weighed, align->count);
    size_t count = 0;
    for (size_t i = 0; i < align->count; i++) {
        struct weighed next = weigh(old, new, align->hunks[i]);
        while (count && reads_as_one(new, &kept[count - 1], &next))
            next = join(new, &kept[--count], &next);
        kept[count++] = next;
    }
    for (size_t i = 0; i < count; i++)
        align->hunks[i] = kept[i].hunk;
    align->count = count;
}

/* Appends tokens as pieces, those that touch in one run as one. */
static void add_pieces(struct arena *arena, struct difference_block *block, enum piece_op op,
                       const struct words_token *tokens, size_t count) {
    const struct block_run *run = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct words_token *token = &tokens[i];
        if (token->run == run && run->kind == BLOCK_TEXT) {
            block->pieces[block->piece_count - 1].run.text.size += token->text.size;
            continue;
        }
        run = token->run;
        struct difference_piece piece = {op, *run};
        piece.run.text = token->text;
        arena_push(arena, block->pieces, block->piece_count, piece);
    }
}

bool words_compare(struct arena *arena, struct arena *scratch, const struct words *old,
                   const struct words *new, struct difference_block *block) {
    struct align align = align_sequences(scratch, sequence(scratch, old), sequence(scratch, new));
    size_t same = 0; /* the first token of `new` not yet written */
    slide_all(old, new, &align);
    clean_up(scratch, old, new, &align);
    for (size_t i = 0; i < align.count; i++) {
        const struct align_hunk *hunk = &align.hunks[i];
        add_pieces(arena, block, PIECE_SAME, new->tokens + same, hunk->new_start - same);
        add_pieces(arena, block, PIECE_REMOVED, old->tokens + hunk->old_start, hunk->old_count);
        add_pieces(arena, block, PIECE_ADDED, new->tokens + hunk->new_start, hunk->new_count);
        same = hunk->new_start + hunk->new_count;
    }
    add_pieces(arena, block, PIECE_SAME, new->tokens + same, new->count - same);
    return align.count > 0;
}
