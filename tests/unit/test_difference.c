/*
 * Differences: what a reader is shown of typical changes; without its insertions one is the old
 * text, without its deletions the new one, over thousands of random pairs and those of the example;
 * bytes that are wrong; threads.
 */
#include "history/difference.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/parallel.h"
#include "difference_texts.h"
#include "history/align.h"

#include <dirent.h>
#include <git2.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* ---- Changes as they read */

static void write_difference(struct buffer *out, const struct difference *difference) {
    static const char *const changes[DIFFERENCE_CHANGES] = {
        [DIFFERENCE_SAME] = "  ",    [DIFFERENCE_ADDED] = "+ ",      [DIFFERENCE_REMOVED] = "- ",
        [DIFFERENCE_CHANGED] = "~ ", [DIFFERENCE_MOVED_AWAY] = "< ", [DIFFERENCE_MOVED_HERE] = "> ",
        [DIFFERENCE_FOLDED] = "@ ",
    };
    static const char *const marks[PIECE_OPS] = {"", "+", "-", "…"};
    for (size_t i = 0; i < difference->count; i++) {
        const struct difference_block *block = &difference->blocks[i];
        buffer_add_string(out, changes[block->change]);
        if (block->was != block->form.kind)
            buffer_format(out, "(kind) ");
        if (block->folded)
            buffer_format(out, "%zu", block->folded);
        for (size_t j = 0; j < block->piece_count; j++) {
            const struct difference_piece *piece = &block->pieces[j];
            const char *style = piece->run.style & BLOCK_STRONG ? "*" : "";
            struct slice text = piece->run.text;
            if (piece->run.kind == BLOCK_CELL)
                text = SLICE("|");
            if (piece->op == PIECE_SAME)
                buffer_format(out, "%s%.*s", style, SLICE_ARG(text));
            else
                buffer_format(out, "[%s%s%.*s]", marks[piece->op], style, SLICE_ARG(text));
        }
        buffer_add_byte(out, '\n');
    }
    buffer_add_byte(out, '\0');
}

static void expect(const char *old, const char *new, const char *wanted) {
    struct arena arena = ARENA_INIT;
    struct buffer out = BUFFER_INIT;
    struct blocks before = blocks_of_body(&arena, slice_from(old));
    struct blocks after = blocks_of_body(&arena, slice_from(new));
    struct difference difference = difference_compare(&arena, &before, &after);
    texts_check(&difference, &before, &after);
    write_difference(&out, &difference);
    assert_string_equal(out.data, wanted);
    buffer_dispose(&out);
    arena_dispose(&arena);
}

static void test_words(void **state) {
    (void)state;
    expect("Le chat gris dort.", "Le chat noir dort.", "~ Le chat [-gris][+noir] dort.\n");
    expect("Le chat dort.", "Le **chat** dort.", "~ Le [-chat][+*chat] dort.\n");
    expect("Coût : 15 000 € par an", "Coût : 22 500 € par an",
           "~ Coût\u00A0: [-15\u202F000][+22\u202F500]\u202F€ par an\n");
    expect("Le CCAS pilote avec la CPTS l'action et suit la file active chaque mois.",
           "La CPTS anime avec le CCAS l'action et suit la file active chaque mois.",
           "~ [-Le CCAS pilote avec la CPTS][+La CPTS anime avec le CCAS] l’action et suit la file "
           "active chaque mois.\n");
    expect("un deux trois quatre cinq", "un deux bis trois quatre ter cinq",
           "~ un deux [+bis ]trois quatre [+ter ]cinq\n");
    expect("[a b c d](https://x.example/)", "[a b c d](https://y.example/)",
           "~ [-a b c d][+a b c d]\n");
    expect("[a b c d](x.md)", "[a b c d](y.md)", "  a b c d\n");
    expect("|a|b|\n|-|-|\n|Bénéficiaires|12|\n", "|a|b|\n|-|-|\n|Bénéficiaires|14|\n",
           "  a|b\n~ Bénéficiaires|[-12][+14]\n");
    expect("|a|b|\n|-|-|\n|2025|120|\n|2026|85|\n", "|a|b|\n|-|-|\n|2025|160|\n|2026|93|\n",
           "  a|b\n~ 2025|[-120][+160]\n~ 2026|[-85][+93]\n");
    expect("- [ ] Ouvrir la maison", "- [x] Ouvrir la maison", "~ [-☐][+☑]Ouvrir la maison\n");
}

static void test_blocks(void **state) {
    (void)state;
    expect("a\n\nb\n\nc", "a\n\nc", "  a\n- [-b]\n  c\n");
    expect("a\n\nc", "a\n\nb\n\nc", "  a\n+ [+b]\n  c\n");
    expect("un paragraphe\n\nb\n\nc\n\nd", "b\n\nc\n\nd\n\nun paragraphe",
           "< un paragraphe\n  b\n  c\n  d\n> un paragraphe\n");
    expect("Un paragraphe de bien plus de huit mots, qui change aussi de place.\n\nb\n\nc\n\nd",
           "b\n\nc\n\nd\n\nUn paragraphe de bien plus de huit mots, qui change ici de place.",
           "< Un paragraphe de bien plus de huit mots, qui change aussi de place.\n  b\n  c\n  d\n"
           "> Un paragraphe de bien plus de huit mots, qui change [-aussi][+ici] de place.\n");
    expect("Ouvrir la maison de santé", "- Ouvrir la maison de santé",
           "~ (kind) Ouvrir la maison de santé\n");
    expect("premier ajout\n\nsecond mot du texte", "nouveau\n\nsecond mot du livre\n\nfin",
           "- [-premier ajout]\n+ [+nouveau]\n~ second mot du [-texte][+livre]\n+ [+fin]\n");
}

static void test_only_spacing(void **state) {
    (void)state;
    expect("a b\nc  d\n\n\n# T\n- x\n", "a\nb c\nd\n# T #\n* x\n", "  a b c d\n  T\n  x\n");
    expect("un **deux** trois\\\nquatre : 5\u00A0%", "un **deux**\n trois\nquatre: 5 %",
           "  un *deux trois quatre\u00A0: 5\u00A0%\n");
    expect("> a\n\n- b\n  - c\n\n## T\n\n### U", "a\n\n- b\n- c\n\n# T\n\n# U",
           "  a\n  b\n  c\n  T\n  U\n");
}

static void test_folded(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct buffer out = BUFFER_INIT;
    static const char long_words[] =
        "Un paragraphe que personne ne change et qui est bien trop long pour tenir dans une seule "
        "ligne de contexte, loin de là, car il en faudrait deux ou même trois pour tout en dire. ";
    struct slice old =
        slice_format(&arena, "a\n\nb\n\n%s\n\nc d e f\n\n%s\n\ng\n\nh", long_words, long_words);
    struct slice new =
        slice_format(&arena, "a\n\nb\n\n%s\n\nc d e z\n\n%s\n\ng\n\nh", long_words, long_words);
    struct blocks before = blocks_of_body(&arena, old);
    struct blocks after = blocks_of_body(&arena, new);
    struct difference whole = difference_compare(&arena, &before, &after);
    struct difference folded = difference_fold(&arena, &whole);
    write_difference(&out, &folded);
    assert_string_equal(out.data, "@ 2\n"
                                  "  Un paragraphe que personne ne change et qui est bien trop "
                                  "long pour tenir dans une seule "
                                  "ligne de[…]\n"
                                  "~ c d e [-f][+z]\n"
                                  "  Un paragraphe que personne ne change et qui est bien trop "
                                  "long pour tenir dans une seule "
                                  "ligne de[…]\n"
                                  "@ 2\n");
    buffer_reset(&out);
    before = blocks_of_body(&arena, slice_format(&arena, "un %s%s deux", long_words, long_words));
    after = blocks_of_body(&arena, slice_format(&arena, "1 %s%s 2", long_words, long_words));
    whole = difference_compare(&arena, &before, &after);
    folded = difference_fold(&arena, &whole);
    write_difference(&out, &folded);
    assert_string_equal(
        out.data, "~ [-un][+1] Un paragraphe que personne ne change et qui est bien trop long pour "
                  "tenir dans[…]contexte, loin de là, car il en faudrait deux ou même trois pour "
                  "tout en dire. [-deux][+2]\n");
    buffer_dispose(&out);
    arena_dispose(&arena);
}

/* ---- Random pairs */

static uint64_t state_of_chance;

static size_t chance(size_t limit) {
    state_of_chance = state_of_chance * 6364136223846793005ULL + 1442695040888963407ULL;
    return (size_t)(state_of_chance >> 33) % limit;
}

#define BLOCKS 12
#define WORDS 24

/* A body of words by number: mutated, then written in one of many ways. */
struct draft {
    size_t count;
    struct draft_block {
        unsigned kind;
        size_t count;
        unsigned words[WORDS];
        unsigned styles[WORDS];
    } blocks[BLOCKS];
};

static const char *const vocabulary[] = {
    "le",     "la",          "de",    "santé", "l'ARS", "CCAS",  "12",     "15 000 €",
    "prévue", "à",           "(voir", "ici)",  "oui,",  "non.",  "2024",   "maison",
    "et",     "Étape",       "CPTS",  "file",  "mois",  "actif", "écoute", "jeunes",
    "18:30",  "rendez-vous", "«",     "»",     "?",
};
#define VOCABULARY (sizeof vocabulary / sizeof *vocabulary)

static struct draft_block random_block(void) {
    struct draft_block block = {.kind = (unsigned)chance(6), .count = 1 + chance(WORDS)};
    for (size_t i = 0; i < block.count; i++) {
        block.words[i] = (unsigned)chance(VOCABULARY);
        block.styles[i] = chance(8) ? 0 : 1 + (unsigned)chance(4);
    }
    return block;
}

static void insert_block(struct draft *draft, size_t at, struct draft_block block) {
    if (draft->count == BLOCKS)
        return;
    memmove(&draft->blocks[at + 1], &draft->blocks[at], (draft->count - at) * sizeof block);
    draft->blocks[at] = block;
    draft->count++;
}

static struct draft_block remove_block(struct draft *draft, size_t at) {
    struct draft_block block = draft->blocks[at];
    draft->count--;
    memmove(&draft->blocks[at], &draft->blocks[at + 1], (draft->count - at) * sizeof block);
    return block;
}

static void change_words(struct draft_block *block) {
    size_t at = chance(block->count);
    switch (chance(4)) {
    case 0:
        block->words[at] = (unsigned)chance(VOCABULARY);
        break;
    case 1:
        block->styles[at] = (unsigned)chance(5);
        break;
    case 2:
        if (block->count < WORDS) {
            block->words[block->count] = (unsigned)chance(VOCABULARY);
            block->styles[block->count++] = 0;
        }
        break;
    default:
        if (block->count > 1) {
            block->count--;
            memmove(&block->words[at], &block->words[at + 1],
                    (block->count - at) * sizeof *block->words);
        }
    }
}

static void mutate(struct draft *draft) {
    for (size_t rounds = chance(6); rounds > 0; rounds--) {
        size_t what = chance(6);
        if (draft->count == 0 || what == 0)
            insert_block(draft, chance(draft->count + 1), random_block());
        else if (what == 1)
            remove_block(draft, chance(draft->count));
        else if (what == 2) {
            struct draft_block block = remove_block(draft, chance(draft->count));
            insert_block(draft, chance(draft->count + 1), block);
        } else if (what == 3)
            draft->blocks[chance(draft->count)].kind = (unsigned)chance(6);
        else
            change_words(&draft->blocks[chance(draft->count)]);
    }
}

static void write_word(struct buffer *out, const char *word, unsigned style) {
    static const char *const before[] = {"", "**", "*", "[", "`"};
    static const char *const after[] = {"", "**", "*", "](x.md)", "`"};
    buffer_format(out, "%s%s%s", before[style], word, after[style]);
}

static void write_draft_block(struct buffer *out, const struct draft_block *block, bool wrapped) {
    static const char *const starts[] = {"## ", "", "- ", "> ", "|", ""};
    buffer_add_string(out, starts[block->kind]);
    for (size_t i = 0; i < block->count; i++) {
        bool cell = block->kind == 4 && i == block->count / 2;
        if (i)
            buffer_add_string(out, cell ? " | " : wrapped && block->kind == 1 ? "\n" : " ");
        write_word(out, vocabulary[block->words[i]], block->styles[i]);
    }
    buffer_add_string(out, block->kind == 4 ? "|\n|-|-|\n\n" : "\n\n");
}

static struct slice write_draft(struct arena *arena, const struct draft *draft, bool wrapped) {
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < draft->count; i++)
        write_draft_block(&out, &draft->blocks[i], wrapped);
    struct slice text = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return text;
}

/* The blocks of a random body, and of what became of it. */
static void random_pair(struct arena *arena, size_t number, struct blocks *old,
                        struct blocks *new) {
    struct draft draft = {0};
    state_of_chance = number * 2654435761U + 7;
    for (size_t i = chance(BLOCKS); i > 0; i--)
        insert_block(&draft, 0, random_block());
    *old = blocks_of_body(arena, write_draft(arena, &draft, chance(2)));
    mutate(&draft);
    *new = blocks_of_body(arena, write_draft(arena, &draft, chance(2)));
}

/* Folding loses nothing that changed. */
static void check_folded(const struct difference *whole, const struct difference *folded) {
    size_t pieces[2] = {0};
    size_t bytes[2] = {0};
    const struct difference *both[2] = {whole, folded};
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < both[side]->count; i++)
            for (size_t j = 0; j < both[side]->blocks[i].piece_count; j++) {
                const struct difference_piece *piece = &both[side]->blocks[i].pieces[j];
                bool changed = piece->op == PIECE_ADDED || piece->op == PIECE_REMOVED;
                pieces[side] += changed;
                bytes[side] += changed ? piece->run.text.size : 0;
            }
    assert_int_equal(pieces[0], pieces[1]);
    assert_int_equal(bytes[0], bytes[1]);
    assert_int_equal(whole->added, folded->added);
    assert_int_equal(whole->removed, folded->removed);
    assert_int_equal(whole->changed, folded->changed);
    assert_int_equal(whole->moved, folded->moved);
}

static void check_codec(struct arena *arena, const struct difference *difference) {
    struct buffer out = BUFFER_INIT;
    struct buffer again = BUFFER_INIT;
    struct difference back;
    difference_encode(&out, difference);
    struct codec_reader reader = codec_reader_of(buffer_slice(&out));
    assert_true(difference_decode(arena, &reader, &back));
    assert_true(codec_is_done(&reader));
    difference_encode(&again, &back);
    assert_true(slice_equal(buffer_slice(&out), buffer_slice(&again)));
    assert_int_equal(back.changed, difference->changed);
    assert_int_equal(back.moved, difference->moved);
    buffer_dispose(&out);
    buffer_dispose(&again);
}

static void check_pair(struct arena *arena, const struct blocks *old, const struct blocks *new) {
    struct difference difference = difference_compare(arena, old, new);
    texts_check(&difference, old, new);
    struct difference folded = difference_fold(arena, &difference);
    check_folded(&difference, &folded);
    check_codec(arena, &difference);
    check_codec(arena, &folded);
}

static void test_random_pairs(void **state) {
    (void)state;
    for (size_t i = 0; i < 5000; i++) {
        struct arena arena = ARENA_INIT;
        struct blocks old, new;
        random_pair(&arena, i, &old, &new);
        check_pair(&arena, &old, &new);
        struct difference none = difference_compare(&arena, &new, &new);
        assert_true(difference_is_empty(&none));
        arena_dispose(&arena);
    }
}

/* The same words wrapped otherwise are no change. */
static void test_random_wrapping(void **state) {
    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        struct arena arena = ARENA_INIT;
        struct draft draft = {0};
        state_of_chance = i + 99;
        for (size_t count = chance(BLOCKS); count > 0; count--)
            insert_block(&draft, 0, random_block());
        struct blocks old = blocks_of_body(&arena, write_draft(&arena, &draft, false));
        struct blocks new = blocks_of_body(&arena, write_draft(&arena, &draft, true));
        struct difference none = difference_compare(&arena, &old, &new);
        assert_true(difference_is_empty(&none));
        arena_dispose(&arena);
    }
}

/* A block that moved is seen as such. */
static void test_random_moves(void **state) {
    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        struct arena arena = ARENA_INIT;
        state_of_chance = i + 5;
        struct slice body[2] = {SLICE(""), SLICE("")};
        size_t from = chance(9);
        size_t to = chance(9);
        for (size_t at = 0, next = 0; at < 9; at++) {
            next += next == from;
            size_t moved = at == to ? from : next++;
            body[0] = slice_format(&arena, "%.*s%zu. est ce qui se lit ici\n\n", SLICE_ARG(body[0]),
                                   at + 1000);
            body[1] = slice_format(&arena, "%.*s%zu. est ce qui se lit ici\n\n", SLICE_ARG(body[1]),
                                   moved + 1000);
        }
        struct blocks old = blocks_of_text(&arena, body[0]);
        struct blocks new = blocks_of_text(&arena, body[1]);
        struct difference difference = difference_compare(&arena, &old, &new);
        assert_int_equal(difference.moved, from != to);
        assert_int_equal(difference.changed + difference.added + difference.removed, 0);
        texts_check(&difference, &old, &new);
        arena_dispose(&arena);
    }
}

/* ---- The bodies of the example, each with itself and the next ones */

#define EXAMPLE "content-example"

static void read_bodies(struct arena *arena, const char *path, struct slice **bodies,
                        size_t *count) {
    struct dirent **entries;
    int found = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < found; i++) {
        struct slice name = slice_from(entries[i]->d_name);
        struct slice full = slice_format(arena, "%s/%s", path, entries[i]->d_name);
        FILE *file = slice_ends(name, ".md") ? fopen(full.data, "rb") : NULL;
        if (file) {
            char *bytes = arena_alloc(arena, 65536);
            struct slice text = {bytes, fread(bytes, 1, 65536, file)};
            arena_push(arena, *bodies, *count, text);
            fclose(file);
        }
        free(entries[i]);
    }
    if (found >= 0)
        free(entries);
}

static void test_example(void **state) {
    (void)state;
    static const char *const folders[] = {
        EXAMPLE,
        EXAMPLE "/actualites",
        EXAMPLE "/axes/1-acces-aux-soins",
        EXAMPLE "/axes/2-prevention",
        EXAMPLE "/axes/3-sante-mentale",
        EXAMPLE "/axes/4-environnement",
        EXAMPLE "/axes/t-agir-ensemble",
        EXAMPLE "/comptes-rendus/2025",
        EXAMPLE "/comptes-rendus/2026",
        EXAMPLE "/diagnostic",
        EXAMPLE "/evaluation",
        EXAMPLE "/gouvernance",
        EXAMPLE "/pages",
        EXAMPLE "/participation",
        EXAMPLE "/programmation",
    };
    struct arena arena = ARENA_INIT;
    struct slice *bodies = NULL;
    size_t count = 0;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        read_bodies(&arena, folders[i], &bodies, &count);
    assert_true(count > 50);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i; j < count && j < i + 12; j++) {
            struct arena pair = ARENA_INIT;
            struct blocks old = blocks_of_body(&pair, bodies[i]);
            struct blocks new = blocks_of_body(&pair, bodies[j]);
            check_pair(&pair, &old, &new);
            arena_dispose(&pair);
        }
    arena_dispose(&arena);
}

/* ---- Bytes that are wrong */

static void corrupt(struct slice right, char *bytes, size_t *size) {
    memcpy(bytes, right.data, right.size);
    *size = chance(3) ? right.size : chance(right.size + 1);
    for (size_t i = chance(4); *size && i > 0; i--)
        bytes[chance(*size)] = (char)chance(256);
}

static void test_corrupted(void **state) {
    (void)state;
    size_t refused = 0;
    for (size_t i = 0; i < 300; i++) {
        struct arena arena = ARENA_INIT;
        struct buffer out = BUFFER_INIT;
        struct blocks old, new;
        random_pair(&arena, i, &old, &new);
        struct difference difference = difference_compare(&arena, &old, &new);
        difference_encode(&out, &difference);
        for (size_t round = 0; round < 40; round++) {
            size_t size;
            char *bytes = malloc(out.size);
            struct difference back;
            corrupt(buffer_slice(&out), bytes, &size);
            struct codec_reader reader = codec_reader_of((struct slice){bytes, size});
            if (difference_decode(&arena, &reader, &back))
                check_codec(&arena, &back);
            else
                refused++;
            free(bytes);
        }
        buffer_dispose(&out);
        arena_dispose(&arena);
    }
    assert_true(refused > 3000);
}

/* ---- Size */

/* Texts as long as a file may be take no more than a moment, whatever they have in common. */
static void test_large(void **state) {
    (void)state;
    static const char *const formats[] = {"%zu ", "%zu\n\n", "mot %zu suite\n\n",
                                          "|%zu|a|\n|-|-|\n"};
    for (size_t kind = 0; kind < 4; kind++)
        for (size_t shared = 0; shared < 3; shared++) {
            struct arena arena = ARENA_INIT;
            struct buffer texts[2] = {BUFFER_INIT, BUFFER_INIT};
            clock_t start = clock();
            state_of_chance = kind + 1;
            for (size_t side = 0; side < 2; side++)
                while (texts[side].size < BOUND_TEXT_FILE / 8)
                    buffer_format(&texts[side], formats[kind],
                                  shared == 0 ? chance(1000000) + side * 1000000
                                              : chance(shared == 1 ? 50000 : 5));
            struct blocks old = blocks_of_text(&arena, buffer_slice(&texts[0]));
            struct blocks new = blocks_of_text(&arena, buffer_slice(&texts[1]));
            struct difference difference = difference_compare(&arena, &old, &new);
            double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
            assert_true(seconds < 20);
            texts_check(&difference, &old, &new);
            buffer_dispose(&texts[0]);
            buffer_dispose(&texts[1]);
            arena_dispose(&arena);
        }
}

/* So do sequences as long as may be aligned. */
static void test_long_alignments(void **state) {
    (void)state;
    for (size_t kind = 0; kind < 4; kind++) {
        struct arena arena = ARENA_INIT;
        uint32_t *ids[2];
        clock_t start = clock();
        for (size_t side = 0; side < 2; side++) {
            ids[side] = arena_array(&arena, uint32_t, BOUND_TOKENS);
            for (size_t i = 0; i < BOUND_TOKENS; i++)
                ids[side][i] = (uint32_t[]){(uint32_t)chance(BOUND_TOKENS), (uint32_t)chance(100),
                                            (uint32_t)chance(2),
                                            (uint32_t)(side ? i : BOUND_TOKENS - i)}[kind];
        }
        struct align align = align_sequences(&arena, (struct align_sequence){ids[0], BOUND_TOKENS},
                                             (struct align_sequence){ids[1], BOUND_TOKENS});
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        assert_true(align.count > 0 && seconds < 20);
        arena_dispose(&arena);
    }
}

/* ---- Threads */

#define PAIRS 1500

struct pairs {
    struct blocks old[PAIRS], new[PAIRS];
    struct buffer outs[PAIRS];
};

static void compare_one(void *context, size_t item, size_t worker) {
    struct pairs *pairs = context;
    struct arena arena = ARENA_INIT;
    (void)worker;
    struct difference difference = difference_compare(&arena, &pairs->old[item], &pairs->new[item]);
    difference_encode(&pairs->outs[item], &difference);
    arena_dispose(&arena);
}

static void test_threads(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct pairs *one = arena_new(&arena, struct pairs);
    struct pairs *many = arena_new(&arena, struct pairs);
    for (size_t i = 0; i < PAIRS; i++)
        random_pair(&arena, i, &one->old[i], &one->new[i]);
    *many = *one;
    parallel_for(PAIRS, 1, compare_one, one);
    for (size_t round = 0; round < 4; round++) {
        parallel_for(PAIRS, 2 + round, compare_one, many);
        for (size_t i = 0; i < PAIRS; i++) {
            assert_true(slice_equal(buffer_slice(&one->outs[i]), buffer_slice(&many->outs[i])));
            buffer_reset(&many->outs[i]);
        }
    }
    for (size_t i = 0; i < PAIRS; i++) {
        buffer_dispose(&one->outs[i]);
        buffer_dispose(&many->outs[i]);
    }
    arena_dispose(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),           cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_only_spacing),    cmocka_unit_test(test_folded),
        cmocka_unit_test(test_random_pairs),    cmocka_unit_test(test_random_wrapping),
        cmocka_unit_test(test_random_moves),    cmocka_unit_test(test_example),
        cmocka_unit_test(test_corrupted),       cmocka_unit_test(test_large),
        cmocka_unit_test(test_long_alignments), cmocka_unit_test(test_threads),
    };
    git_libgit2_init();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    git_libgit2_shutdown();
    return failed;
}
