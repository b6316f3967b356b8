#include "history/words.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <string.h>

void words_table_init(struct words_table *table, struct arena *arena) {
    *table = (struct words_table){.key = BUFFER_INIT};
    map_init(&table->ids, arena);
}

void words_table_dispose(struct words_table *table) {
    buffer_dispose(&table->key);
}

/* The number of the key in hand, a new one when it is new. */
static uint32_t take_id(struct words_table *table) {
    struct slice key = buffer_slice(&table->key);
    const uint32_t *known = map_get(&table->ids, key);
    if (known)
        return *known;
    struct arena *arena = table->ids.arena;
    uint32_t *id = arena_new(arena, uint32_t);
    *id = (uint32_t)table->ids.count + 1;
    map_put(&table->ids, slice_copy(arena, key), id);
    return *id;
}

/* The size of the space that a text starts with, whatever its kind; 0 when it starts with none. */
static size_t space_size(struct slice text) {
    unsigned char byte = text.size ? (unsigned char)text.data[0] : 'x';
    if (byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r')
        return 1;
    if (byte == 0xC2 && slice_starts(text, "\xC2\xA0"))
        return 2;
    bool thin =
        byte == 0xE2 && (slice_starts(text, "\xE2\x80\xAF") || slice_starts(text, "\xE2\x80\x89"));
    return thin ? 3 : 0;
}

/* Appends a text with one kind of space. */
static void add_folded(struct buffer *out, struct slice text) {
    size_t start = 0;
    for (size_t at = 0; at < text.size; at++) {
        unsigned char byte = (unsigned char)text.data[at];
        if (byte != '\n' && byte != '\t' && byte != '\r' && byte != 0xC2 && byte != 0xE2)
            continue;
        size_t size = space_size(slice_from_offset(text, at));
        if (size == 0)
            continue;
        buffer_add(out, slice_part(text, start, at - start));
        buffer_add_byte(out, ' ');
        start = at + size;
        at = start - 1;
    }
    buffer_add(out, slice_from_offset(text, start));
}

/* Where a link leads counts when it leads out of the site: inside, addresses come and go, and one
 * may lead to what is not shown. */
static bool leads_out(struct slice target) {
    size_t colon = slice_find(target, ':');
    return colon < target.size && colon < slice_find(target, '/');
}

/* What a run is, without its text: the signs below are in no text, nor at the start of a key. */
static void add_look(struct buffer *key, const struct block_run *run) {
    buffer_add_byte(key, (char)(0x01 + run->kind));
    buffer_add_byte(key, (char)('a' + run->style));
    if (run->kind == BLOCK_IMAGE || leads_out(run->target))
        buffer_add(key, run->target);
    buffer_add_byte(key, '\0');
}

uint32_t words_block_id(struct words_table *table, const struct block *block) {
    struct buffer *key = &table->key;
    bool exact = block->form.kind == BLOCK_CODE;
    buffer_reset(key);
    buffer_add_byte(key, (char)('A' + block->form.kind));
    for (size_t i = 0; i < block->run_count; i++) {
        const struct block_run *run = &block->runs[i];
        add_look(key, run);
        if (exact)
            buffer_add(key, run->text);
        else if (run->kind != BLOCK_REFERENCE)
            add_folded(key, run->text);
        buffer_add_byte(key, '\0');
    }
    return take_id(table);
}

static size_t count_digits(struct slice text) {
    size_t count = 0;
    while (count < text.size && slice_is_digit(text.data[count]))
        count++;
    return count;
}

/* The size of what may stand inside of a number after `digits` digits: "12,5", "25 000", "18:30",
 * "2024-06-12"; 0 when `text` does not go on so. */
static size_t number_joint(struct slice text, size_t digits) {
    size_t space = space_size(text);
    if (space)
        return digits <= 3 && count_digits(slice_from_offset(text, space)) == 3 ? space : 0;
    return strchr(",.:/-", text.data[0]) && count_digits(slice_from_offset(text, 1));
}

static bool is_word_at(struct slice text) {
    return text.size && utf8_is_word(utf8_next(&text));
}

/* The size of the word that a text starts with: "rendez-vous", "l’", "25 000"; 0 when it starts
 * with none. */
static size_t word_size(struct slice text) {
    size_t at = 0;
    size_t digits = 0; /* just before */
    while (at < text.size) {
        struct slice rest = slice_from_offset(text, at);
        struct slice after = rest;
        bool digit = slice_is_digit(rest.data[0]);
        if (utf8_is_word(utf8_next(&after))) {
            at = text.size - after.size;
            digits = digit ? digits + 1 : 0;
            continue;
        }
        if (at == 0)
            return 0;
        if (rest.data[0] == '\'' || slice_starts(rest, "’"))
            return text.size - after.size;
        size_t joint = digits ? number_joint(rest, digits) : 0;
        if (!joint && rest.data[0] == '-')
            joint = is_word_at(after);
        if (!joint)
            break;
        at += joint;
        digits = 0;
    }
    return at;
}

static void push_token(struct words_table *table, struct words *words, struct words_token token) {
    token.id = take_id(table);
    arena_push(table->ids.arena, words->tokens, words->count, token);
}

/* All spaces are alike, but in code. */
static size_t cut_spaces(struct words_table *table, struct words *words,
                         const struct block_run *run, struct slice text, bool exact) {
    size_t size = 0;
    size_t one;
    while ((one = space_size(slice_from_offset(text, size))) != 0)
        size += one;
    if (size == 0)
        return 0;
    struct slice spaces = slice_part(text, 0, size);
    buffer_reset(&table->key);
    buffer_add(&table->key, exact ? spaces : SLICE(" "));
    push_token(table, words, (struct words_token){.text = spaces, .run = run});
    return size;
}

static void cut_text(struct words_table *table, struct words *words, const struct block_run *run,
                     bool exact) {
    struct slice text = run->text;
    while (text.size) {
        size_t size = cut_spaces(table, words, run, text, exact);
        if (size == 0) {
            size = word_size(text);
            bool word = size > 0;
            struct slice rest = text;
            if (!word) {
                utf8_next(&rest);
                size = text.size - rest.size;
            }
            struct words_token token = {slice_part(text, 0, size), run, 0, word};
            buffer_reset(&table->key);
            add_look(&table->key, run);
            add_folded(&table->key, token.text);
            push_token(table, words, token);
        }
        text = slice_from_offset(text, size);
    }
}

/* What is no text: a line break is a space, all references to notes are alike. */
static void cut_object(struct words_table *table, struct words *words,
                       const struct block_run *run) {
    buffer_reset(&table->key);
    if (run->kind == BLOCK_BREAK)
        buffer_add_byte(&table->key, ' ');
    else
        add_look(&table->key, run);
    if (run->kind != BLOCK_REFERENCE)
        buffer_add(&table->key, run->text);
    bool word = run->kind == BLOCK_IMAGE || run->kind == BLOCK_TASK;
    push_token(table, words, (struct words_token){run->text, run, 0, word});
}

struct words words_cut(struct words_table *table, const struct block *block) {
    struct words words = {NULL, 0};
    for (size_t i = 0; i < block->run_count; i++) {
        if (block->runs[i].kind == BLOCK_TEXT)
            cut_text(table, &words, &block->runs[i], block->form.kind == BLOCK_CODE);
        else
            cut_object(table, &words, &block->runs[i]);
    }
    return words;
}

void words_measure(const struct words *words, struct similar *similar, struct arena *arena) {
    struct buffer text = BUFFER_INIT;
    for (size_t i = 0; i < words->count; i++)
        if (words->tokens[i].word) {
            buffer_add(&text, words->tokens[i].text);
            buffer_add_byte(&text, '\n');
        }
    similar_measure(similar, buffer_slice(&text), arena);
    buffer_dispose(&text);
}
