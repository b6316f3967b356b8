/*
 * Deterministic French prose for the bench: sentences put together from parts, in Markdown. The
 * same seed gives the same text on any machine.
 */
#ifndef BENCH_PROSE_H
#define BENCH_PROSE_H

#include <stddef.h>
#include <stdint.h>

/* A text that grows. The memory belongs to it. */
struct text {
    char *data;
    size_t size;
    size_t capacity;
};

/* Appends as printf does; ends the program when memory is short. */
void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_reset(struct text *text);
void text_dispose(struct text *text);

/* A generator of pseudo-random numbers: splitmix64 (Sebastiano Vigna, public domain). */
struct dice {
    uint64_t state;
};

/* A number from 0 to sides - 1. */
size_t dice_roll(struct dice *dice, size_t sides);

/* What an entry of the glossary says. */
struct prose_acronym {
    const char *sigle;
    const char *nom;
};

#define PROSE_ACRONYMS 40
extern const struct prose_acronym prose_acronyms[PROSE_ACRONYMS];

/* Writes a Markdown link to some action sheet, as seen from the page in hand. */
typedef void prose_link(void *context, struct text *text, struct dice *dice);

/* One sentence, with its full stop; plain words, fit for a quoted YAML text. */
void prose_sentence(struct text *text, struct dice *dice);

/*
 * A body of at least `size` bytes: headings, paragraphs, lists, a table in one page of five, a
 * footnote in one of six. A "Calendrier" heading is always there, for links to lead to.
 */
void prose_body(struct text *text, struct dice *dice, size_t size, prose_link *link, void *context);

#endif
