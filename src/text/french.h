/*
 * French as it is printed: spacing and quotes, dates, numbers, money, plurals of a count. Results
 * are text, not HTML. U+202F is the narrow no-break space, U+00A0 the no-break space.
 */
#ifndef TEXT_FRENCH_H
#define TEXT_FRENCH_H

#include "base/buffer.h"
#include "base/date.h"

#include <stdint.h>

/*
 * French spacing and quotes, whatever was typed: a narrow no-break space before ; ! ? and » and
 * after «, a no-break space before ":", « » for paired straight double quotes, ’ for ', … for ...,
 * a no-break space between a number and its unit (%, €, h, km ...), a narrow one between groups of
 * three digits. Times (18:30), URLs, e-mail addresses and paths are left alone, and so is text that
 * is already right: applying it twice changes nothing more.
 */
struct slice french_text(struct arena *arena, struct slice text);

/*
 * State that carries spacing and quotes across the pieces of one paragraph; all zero at its start.
 * The caller sets what comes after before each piece, and `before` when it writes something else
 * between two pieces (an image, a piece of code).
 */
struct french_state {
    unsigned quotes;  /* « open */
    bool made;        /* the « was made of a straight quote */
    bool nested;      /* a “ made of a straight quote is open inside */
    uint32_t before;  /* the last code point, 0 at the start of a paragraph */
    uint32_t after;   /* first code point of the next piece, 0 when there is none */
    bool quote_after; /* a later piece holds a straight double quote */
};

/* As french_text, for one piece of a paragraph; appends to `out` and updates the state. */
void french_piece(struct buffer *out, struct slice text, struct french_state *state);

/* "12 juin 2024", "1er juin 2024" (with "1er"), "juin 2024", "2024"; "" when not set. */
struct slice french_date(struct arena *arena, struct date date);

/* "mercredi 12 juin 2024". */
struct slice french_date_long(struct arena *arena, struct date date);

/* "18 h 30", "18 h". */
struct slice french_time(struct arena *arena, int minutes);

/* "31 200", "12,5": at most `decimals` digits after the comma, without trailing zeros. */
struct slice french_number(struct arena *arena, double number, int decimals);

/* "25 000 €", "12,50 €": cents only when there are some. `cents` is the amount in cents. */
struct slice french_money(struct arena *arena, long long cents);

/* Names of months (1 to 12) and weekdays (0 for Monday), in lower case. */
const char *french_month(int month);
const char *french_weekday(int weekday);

#endif
