#include "history/words.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/utf8.h"
#include "history/tokens.h"

#include <stdlib.h>

/* A word, a sign, or spaces. */
struct word {
    struct markdown_run run; /* of which it is a part */
    bool space;
};

struct words {
    struct word *items;
    size_t count;
    struct tokens tokens;
};

static bool is_space(uint32_t code) {
    return code == ' ' || code == '\n' || code == '\t' || code == '\r' || code == 0xA0 ||
           code == 0x202F;
}

/* Takes the next word off a text. */
static struct slice take(struct slice *text, bool *space) {
    struct slice start = *text;
    uint32_t first = utf8_next(text);
    bool letter = utf8_is_word(first);
    *space = is_space(first);
    while (text->size && (letter || *space)) {
        struct slice rest = *text;
        uint32_t code = utf8_next(&rest);
        if (letter ? !utf8_is_word(code) : !is_space(code))
            break;
        *text = rest;
    }
    return slice_part(start, 0, start.size - text->size);
}

/* Where a link leads counts when it leads out of the site: inside, addresses come and go. */
static bool leads_out(struct slice target) {
    return slice_search(target, SLICE(":")) < slice_find(target, '/');
}

static struct slice key_of(struct arena *arena, const struct markdown_run *run, struct slice text) {
    struct slice target = leads_out(run->target) ? run->target : SLICE("");
    if (run->style == 0 && target.size == 0)
        return text;
    return slice_format(arena, "%.*s\t%x\t%.*s", SLICE_ARG(text), run->style, SLICE_ARG(target));
}

static void cut(struct arena *arena, struct tokens_index *index, const struct markdown_block *block,
                struct words *words) {
    *words = (struct words){0};
    for (size_t i = 0; i < block->count; i++) {
        struct slice rest = block->runs[i].text;
        while (rest.size) {
            struct word word = {.run = block->runs[i]};
            word.run.text = take(&rest, &word.space);
            uint32_t number = tokens_number(index, key_of(arena, &word.run, word.run.text));
            arena_push(arena, words->items, words->count, word);
            words->tokens.numbers =
                arena_grow(arena, words->tokens.numbers, words->tokens.count, sizeof(uint32_t));
            words->tokens.numbers[words->tokens.count++] = number;
        }
    }
}

/* ---- How much is the same */

static int by_number(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* The numbers of the words that are no spaces, sorted. */
static size_t sort_words(struct arena *arena, const struct words *words, uint32_t **sorted) {
    size_t count = 0;
    *sorted = arena_array(arena, uint32_t, words->count);
    for (size_t i = 0; i < words->count; i++)
        if (!words->items[i].space)
            (*sorted)[count++] = words->tokens.numbers[i];
    if (count)
        qsort(*sorted, count, sizeof **sorted, by_number);
    return count;
}

unsigned words_similarity(const struct markdown_block *before, const struct markdown_block *after) {
    struct arena scratch = ARENA_INIT;
    struct tokens_index index;
    struct words old, new;
    uint32_t *a, *b;
    size_t same = 0, i = 0, j = 0;
    tokens_index_init(&index, &scratch);
    cut(&scratch, &index, before, &old);
    cut(&scratch, &index, after, &new);
    size_t size_a = sort_words(&scratch, &old, &a), size_b = sort_words(&scratch, &new, &b);
    while (i < size_a && j < size_b) {
        int order = by_number(&a[i], &b[j]);
        same += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    arena_dispose(&scratch);
    return size_a + size_b ? (unsigned)(200 * same / (size_a + size_b)) : 0;
}

/* ---- Pieces */

/* Words that are the same between two changes, and so few that the eye sees one change. */
#define SHORT_SAME 2

struct walk {
    struct arena *arena;
    struct words old, new;
    struct difference_block *block;
};

static bool same_kind(const struct markdown_run *a, const struct markdown_run *b) {
    return a->style == b->style && slice_equal(a->target, b->target);
}

/* Adds a word to the pieces, to the last one when it goes on in memory. */
static void add(struct walk *walk, enum difference_change change, const struct markdown_run *run) {
    struct difference_block *block = walk->block;
    struct difference_piece *last = block->count ? &block->pieces[block->count - 1] : NULL;
    if (last && last->change == change && same_kind(&last->run, run) &&
        last->run.text.data + last->run.text.size == run->text.data) {
        last->run.text.size += run->text.size;
        return;
    }
    struct difference_piece piece = {change, *run};
    arena_push(walk->arena, block->pieces, block->count, piece);
}

/* The end of the stretch of words that are the same, from `i` in the old and `j` in the new. */
static size_t same_stretch(const struct walk *walk, size_t i, size_t j) {
    size_t size = 0;
    while (i + size < walk->old.count && j + size < walk->new.count &&
           !walk->old.tokens.alone[i + size] && !walk->new.tokens.alone[j + size])
        size++;
    return size;
}

static size_t count_words(const struct words *words, size_t start, size_t size) {
    size_t count = 0;
    for (size_t i = start; i < start + size; i++)
        count += !words->items[i].space &&
                 utf8_is_word(utf8_next(&(struct slice){words->items[i].run.text.data,
                                                        words->items[i].run.text.size}));
    return count;
}

/* Makes short stretches between two changes part of them. */
static void join_changes(struct walk *walk) {
    size_t i = 0, j = 0;
    bool changed = false; /* something before differs */
    while (i < walk->old.count || j < walk->new.count) {
        size_t size = same_stretch(walk, i, j);
        size_t after_i = i + size, after_j = j + size;
        bool more = after_i < walk->old.count || after_j < walk->new.count;
        if (size && changed && more && count_words(&walk->old, i, size) < SHORT_SAME)
            for (size_t k = 0; k < size; k++)
                walk->old.tokens.alone[i + k] = walk->new.tokens.alone[j + k] = true;
        i = after_i;
        j = after_j;
        while (i < walk->old.count && walk->old.tokens.alone[i])
            i++;
        while (j < walk->new.count && walk->new.tokens.alone[j])
            j++;
        changed = true;
    }
}

static void write_pieces(struct walk *walk) {
    size_t i = 0, j = 0;
    while (i < walk->old.count || j < walk->new.count) {
        while (i < walk->old.count && walk->old.tokens.alone[i])
            add(walk, DIFFERENCE_REMOVED, &walk->old.items[i++].run);
        while (j < walk->new.count && walk->new.tokens.alone[j])
            add(walk, DIFFERENCE_ADDED, &walk->new.items[j++].run);
        size_t size = same_stretch(walk, i, j);
        for (size_t k = 0; k < size; k++)
            add(walk, DIFFERENCE_SAME, &walk->new.items[j + k].run);
        i += size;
        j += size;
    }
}

void words_compare(struct arena *arena, const struct markdown_block *before,
                   const struct markdown_block *after, struct difference_block *block) {
    struct tokens_index index;
    struct walk walk = {.arena = arena, .block = block};
    tokens_index_init(&index, arena);
    cut(arena, &index, before, &walk.old);
    cut(arena, &index, after, &walk.new);
    if (walk.old.count + walk.new.count > BOUND_COMPARED_WORDS) {
        for (size_t i = 0; i < before->count; i++)
            add(&walk, DIFFERENCE_REMOVED, &before->runs[i]);
        for (size_t i = 0; i < after->count; i++)
            add(&walk, DIFFERENCE_ADDED, &after->runs[i]);
        return;
    }
    tokens_compare(arena, &walk.old.tokens, &walk.new.tokens);
    join_changes(&walk);
    write_pieces(&walk);
}
