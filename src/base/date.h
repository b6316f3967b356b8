/*
 * Dates as the content writes them: a day, or only a month or a year. Days are counted from
 * 1 January 1970 in the proleptic Gregorian calendar (algorithms: Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms").
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/slice.h"

#include <stdint.h>

struct date {
    int16_t year; /* 0: no date */
    int8_t month; /* 0: only the year is known */
    int8_t day;   /* 0: only the month is known */
};

/* A time of day, in minutes from midnight; TIME_NONE when unknown. */
#define TIME_NONE (-1)

/*
 * Reads 2024-06-12, 12/06/2024, 2024-06, 06/2024 or 2024. Years 1900 to 2199. Returns false when
 * the text is none of these or names a day that does not exist.
 */
bool date_parse(struct slice text, struct date *date);

/* Reads 18:30, 18h30, 18h or 9:05 into minutes from midnight; false when it is no time. */
bool date_parse_time(struct slice text, int *minutes);

/* The first day that the date covers, and its last. */
int32_t date_first_day(struct date date);
int32_t date_last_day(struct date date);

/* The date of a day number. */
struct date date_from_day(int32_t number);

/* Order by first day, then the vaguer first: negative, 0 or positive. */
int date_compare(struct date a, struct date b);

bool date_is_set(struct date date);

/* 0 for Monday to 6 for Sunday. */
int date_weekday(int32_t day);

/* 2024-06-12, 2024-06 or 2024, in the arena; empty when it is not set. */
struct slice date_iso(struct arena *arena, struct date date);

#endif
