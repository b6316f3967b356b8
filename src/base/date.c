#include "base/date.h"

#include <limits.h>

static int32_t days_from_civil(int year, int month, int day) {
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct date date_from_day(int32_t number) {
    int32_t shifted = number + 719468;
    int32_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int32_t day_of_era = shifted - era * 146097;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t shifted_month = (5 * day_of_year + 2) / 153;
    int32_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    int32_t month = shifted_month + (shifted_month < 10 ? 3 : -9);
    int32_t year = year_of_era + era * 400 + (month <= 2);
    return (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
}

static int month_length(int year, int month) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (month == 2 && leap);
}

/* Reads exactly `least` to `most` digits; returns -1 when there are fewer or more. */
static int take_digits(struct slice *text, size_t least, size_t most) {
    int value = 0;
    size_t count = 0;
    while (count < text->size && text->data[count] >= '0' && text->data[count] <= '9') {
        if (count == most)
            return -1;
        value = value * 10 + (text->data[count] - '0');
        count++;
    }
    *text = slice_from_offset(*text, count);
    return count < least ? -1 : value;
}

static bool take_byte(struct slice *text, char byte) {
    if (text->size == 0 || text->data[0] != byte)
        return false;
    *text = slice_from_offset(*text, 1);
    return true;
}

static bool set_date(struct date *date, int year, int month, int day) {
    if (year < 1900 || year > 2199 || month < 0 || month > 12 || day < 0)
        return false;
    if (day > 0 && (month == 0 || day > month_length(year, month)))
        return false;
    *date = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

static bool parse_year_first(struct slice text, struct date *date) {
    int year = take_digits(&text, 4, 4);
    if (text.size == 0)
        return set_date(date, year, 0, 0);
    if (!take_byte(&text, '-'))
        return false;
    int month = take_digits(&text, 1, 2);
    if (text.size == 0)
        return month > 0 && set_date(date, year, month, 0);
    if (!take_byte(&text, '-'))
        return false;
    int day = take_digits(&text, 1, 2);
    return text.size == 0 && month > 0 && day > 0 && set_date(date, year, month, day);
}

static bool parse_day_first(struct slice text, struct date *date) {
    int first = take_digits(&text, 1, 2);
    if (first <= 0 || !take_byte(&text, '/'))
        return false;
    size_t before = text.size;
    int second = take_digits(&text, 1, 4);
    if (text.size == 0)
        return before == 4 && set_date(date, second, first, 0);
    if (before - text.size > 2 || second <= 0 || !take_byte(&text, '/'))
        return false;
    int year = take_digits(&text, 4, 4);
    return text.size == 0 && set_date(date, year, second, first);
}

bool date_parse(struct slice text, struct date *date) {
    text = slice_trim(text);
    return slice_find(text, '/') < text.size ? parse_day_first(text, date)
                                             : parse_year_first(text, date);
}

bool date_parse_time(struct slice text, int *minutes) {
    text = slice_trim(text);
    int hours = take_digits(&text, 1, 2);
    if (hours < 0 || hours > 23)
        return false;
    bool letter = take_byte(&text, 'h') || take_byte(&text, 'H');
    if (!letter && !take_byte(&text, ':'))
        return false;
    if (letter && text.size == 0) {
        *minutes = hours * 60;
        return true;
    }
    int rest = take_digits(&text, 2, 2);
    if (rest < 0 || rest > 59 || text.size != 0)
        return false;
    *minutes = hours * 60 + rest;
    return true;
}

int32_t date_first_day(struct date date) {
    return days_from_civil(date.year, date.month ? date.month : 1, date.day ? date.day : 1);
}

int32_t date_last_day(struct date date) {
    int month = date.month ? date.month : 12;
    return days_from_civil(date.year, month, date.day ? date.day : month_length(date.year, month));
}

static int precision(struct date date) {
    return date.day ? 2 : date.month ? 1 : 0;
}

int date_compare(struct date a, struct date b) {
    int32_t day_a = date_is_set(a) ? date_first_day(a) : INT32_MIN;
    int32_t day_b = date_is_set(b) ? date_first_day(b) : INT32_MIN;
    if (day_a != day_b)
        return day_a < day_b ? -1 : 1;
    return precision(a) - precision(b);
}

bool date_is_set(struct date date) {
    return date.year != 0;
}

int date_weekday(int32_t day) {
    int32_t shifted = (day + 3) % 7; /* 1 January 1970 was a Thursday */
    return (int)(shifted < 0 ? shifted + 7 : shifted);
}

struct slice date_iso(struct arena *arena, struct date date) {
    if (date.day)
        return slice_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
    if (date.month)
        return slice_format(arena, "%04d-%02d", date.year, date.month);
    return date.year ? slice_format(arena, "%04d", date.year) : SLICE("");
}
