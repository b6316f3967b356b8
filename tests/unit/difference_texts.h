/*
 * What tests ask of every difference, in the words of its header: without insertions it is the old
 * text, without deletions the new one.
 */
#ifndef DIFFERENCE_TEXTS_H
#define DIFFERENCE_TEXTS_H

#include "history/difference.h"

#include <stdio.h>
#include <stdlib.h>

/* Appends a text with one kind of space and never two, when `exact` is not asked for. */
static inline void texts_add(struct buffer *out, struct slice text, bool exact) {
    while (text.size) {
        size_t space = 0;
        if (text.data[0] == ' ' || text.data[0] == '\n' || text.data[0] == '\t')
            space = 1;
        else if (slice_starts(text, "\xC2\xA0"))
            space = 2;
        else if (slice_starts(text, "\xE2\x80\xAF") || slice_starts(text, "\xE2\x80\x89"))
            space = 3;
        if (space && !exact && (out->size == 0 || out->data[out->size - 1] != ' '))
            buffer_add_byte(out, ' ');
        else if (!space || exact)
            buffer_add(out, slice_part(text, 0, space ? space : 1));
        text = slice_from_offset(text, space ? space : 1);
    }
}

/* Whether a difference tells where a link leads: out of the site. */
static inline bool texts_leads_out(struct slice target) {
    size_t colon = slice_find(target, ':');
    return colon < target.size && colon < slice_find(target, '/');
}

/* Appends a run: each letter with its style and target, so that runs may be cut anywhere. Spaces
 * have none. */
static inline void texts_add_run(struct buffer *out, const struct block_run *run, bool exact) {
    struct buffer text = BUFFER_INIT;
    if (run->kind == BLOCK_BREAK)
        texts_add(out, SLICE(" "), exact);
    else if (run->kind != BLOCK_REFERENCE)
        texts_add(&text, run->text, exact);
    if (run->kind != BLOCK_TEXT && run->kind != BLOCK_BREAK)
        buffer_format(out, "<%d %u %.*s %.*s>", (int)run->kind, run->style, SLICE_ARG(run->target),
                      SLICE_ARG(buffer_slice(&text)));
    for (size_t i = 0; run->kind == BLOCK_TEXT && i < text.size; i++) {
        if (text.data[i] == ' ') {
            if (exact || out->size == 0 || out->data[out->size - 1] != ' ')
                buffer_add_byte(out, ' ');
            continue;
        }
        buffer_add_byte(out, text.data[i]);
        if (run->style)
            buffer_add_byte(out, (char)run->style);
        if (exact || texts_leads_out(run->target))
            buffer_add(out, run->target);
    }
    buffer_dispose(&text);
}

static inline struct buffer texts_of_blocks(const struct blocks *blocks, bool exact) {
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < blocks->count; i++) {
        for (size_t j = 0; j < blocks->items[i].run_count; j++)
            texts_add_run(&out, &blocks->items[i].runs[j], exact);
        buffer_format(&out, "\n%d\n", (int)blocks->items[i].form.kind);
    }
    return out;
}

/* One of the two texts of a difference. */
static inline struct buffer texts_of_difference(const struct difference *difference, bool old,
                                                bool exact) {
    enum difference_change added = old ? DIFFERENCE_ADDED : DIFFERENCE_REMOVED;
    enum difference_change moved = old ? DIFFERENCE_MOVED_HERE : DIFFERENCE_MOVED_AWAY;
    enum piece_op op = old ? PIECE_ADDED : PIECE_REMOVED;
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < difference->count; i++) {
        const struct difference_block *block = &difference->blocks[i];
        if (block->change == added || block->change == moved)
            continue;
        for (size_t j = 0; j < block->piece_count; j++)
            if (block->pieces[j].op != op)
                texts_add_run(&out, &block->pieces[j].run, exact);
        buffer_format(&out, "\n%d\n", (int)(old ? block->was : block->form.kind));
    }
    return out;
}

static inline void texts_same(struct buffer a, struct buffer b, const char *what) {
    if (!slice_equal(buffer_slice(&a), buffer_slice(&b))) {
        fprintf(stderr, "The %s text is lost. It was:\n%.*s\nIt is:\n%.*s\n", what,
                SLICE_ARG(buffer_slice(&b)), SLICE_ARG(buffer_slice(&a)));
        abort();
    }
    buffer_dispose(&a);
    buffer_dispose(&b);
}

static inline void texts_check(const struct difference *difference, const struct blocks *old,
                               const struct blocks *new) {
    texts_same(texts_of_difference(difference, true, false), texts_of_blocks(old, false), "old");
    texts_same(texts_of_difference(difference, false, true), texts_of_blocks(new, true), "new");
}

#endif
