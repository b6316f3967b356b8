/*
 * Numbers, as people write them in French ("94 000", "12,5", "25 000 €") and as programs write them
 * ("-1.5e3"). No locale is asked, and money never passes through floating point.
 */
#ifndef CONTENT_NUMBER_H
#define CONTENT_NUMBER_H

#include "base/slice.h"

/* What may follow a number, with or without a space before it. */
enum number_unit {
    NUMBER_EURO = 1,   /* "€", "EUR", "euro", "euros" */
    NUMBER_PERCENT = 2 /* "%"; "50 %" is 50 */
};

/*
 * Reads a number: a sign (-, + or U+2212), digits, by threes with spaces between them or all
 * together, then a point or a comma and decimals. Spaces are those of the keyboard and U+00A0,
 * U+2009, U+202F. "1.000" is one: a point never parts thousands. Returns false, leaving `number`
 * alone, for all else: "1.234.5", "12,5,6", "12 5", ",5", more than 15 digits before the decimals.
 */
bool number_parse(struct slice text, double *number);

/* As number_parse; `units` (enum number_unit, or-ed) tells what may follow. */
bool number_parse_unit(struct slice text, unsigned units, double *number);

/*
 * Reads a sum of money into cents: as number_parse_unit with NUMBER_EURO, and at most two decimals.
 * Returns false, leaving `cents` alone, when the text is no such sum.
 */
bool number_parse_cents(struct slice text, long long *cents);

/*
 * Reads the number that `text` begins with, as JSON and SVG write it: "-12.5e3"; also "+1", ".5",
 * "5.". Returns the bytes it takes, or 0, leaving `number` alone, when there is none or it is not
 * finite. The result is within one unit of the last place, the same on every machine.
 */
size_t number_scan(struct slice text, double *number);

#endif
