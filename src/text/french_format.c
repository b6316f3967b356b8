/*
 * Dates, times, numbers and money as French prints them.
 */
#include "text/french.h"

#include "base/arena.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_BREAK "\xC2\xA0"
#define NARROW "\xE2\x80\xAF"
#define MINUS "\xE2\x88\x92"

const char *french_month(int month) {
    static const char *const names[] = {"janvier",   "février", "mars",     "avril",
                                        "mai",       "juin",    "juillet",  "août",
                                        "septembre", "octobre", "novembre", "décembre"};
    return month >= 1 && month <= 12 ? names[month - 1] : "";
}

const char *french_weekday(int weekday) {
    static const char *const names[] = {"lundi",    "mardi",  "mercredi", "jeudi",
                                        "vendredi", "samedi", "dimanche"};
    return weekday >= 0 && weekday <= 6 ? names[weekday] : "";
}

struct slice french_date(struct arena *arena, struct date date) {
    if (!date_is_set(date))
        return SLICE("");
    if (date.month == 0)
        return slice_format(arena, "%d", date.year);
    if (date.day == 0)
        return slice_format(arena, "%s %d", french_month(date.month), date.year);
    return slice_format(arena, "%d%s %s %d", date.day, date.day == 1 ? "er" : "",
                        french_month(date.month), date.year);
}

struct slice french_date_long(struct arena *arena, struct date date) {
    struct slice words = french_date(arena, date);
    if (date.day == 0)
        return words;
    const char *weekday = french_weekday(date_weekday(date_first_day(date)));
    return slice_format(arena, "%s %.*s", weekday, SLICE_ARG(words));
}

struct slice french_time(struct arena *arena, int minutes) {
    if (minutes < 0)
        return SLICE("");
    if (minutes % 60 == 0)
        return slice_format(arena, "%d" NO_BREAK "h", minutes / 60);
    return slice_format(arena, "%d" NO_BREAK "h" NO_BREAK "%02d", minutes / 60, minutes % 60);
}

/* Digits in threes from the right. */
static void add_grouped(struct buffer *out, struct slice digits) {
    for (size_t i = 0; i < digits.size; i++) {
        if (i && (digits.size - i) % 3 == 0)
            buffer_add_string(out, NARROW);
        buffer_add_byte(out, digits.data[i]);
    }
}

/* What was gathered, in the arena. */
static struct slice take(struct arena *arena, struct buffer *out) {
    struct slice words = slice_copy(arena, buffer_slice(out));
    buffer_dispose(out);
    return words;
}

struct slice french_number(struct arena *arena, double number, int decimals) {
    if (!isfinite(number))
        return SLICE("");
    int places = decimals < 0 ? 0 : decimals > 9 ? 9 : decimals;
    struct slice digits = slice_format(arena, "%.*f", places, fabs(number));
    size_t point = slice_find(digits, '.');
    struct slice whole = slice_part(digits, 0, point);
    struct slice fraction = slice_from_offset(digits, point + 1);
    while (fraction.size && fraction.data[fraction.size - 1] == '0')
        fraction.size--;
    struct buffer out = BUFFER_INIT;
    if (number < 0 && (fraction.size || !slice_is(whole, "0")))
        buffer_add_string(&out, MINUS);
    add_grouped(&out, whole);
    if (fraction.size) {
        buffer_add_byte(&out, ',');
        buffer_add(&out, fraction);
    }
    return take(arena, &out);
}

struct slice french_money(struct arena *arena, long long cents) {
    unsigned long long value =
        cents < 0 ? 0ULL - (unsigned long long)cents : (unsigned long long)cents;
    struct buffer out = BUFFER_INIT;
    if (cents < 0)
        buffer_add_string(&out, MINUS);
    add_grouped(&out, slice_format(arena, "%llu", value / 100));
    if (value % 100)
        buffer_format(&out, ",%02llu", value % 100);
    buffer_add_string(&out, NARROW "€");
    return take(arena, &out);
}
