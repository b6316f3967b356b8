/* Arenas, maps, dates, time zones, work in parallel. */
#include "base/arena.h"
#include "base/base64.h"
#include "base/bounds.h"
#include "base/date.h"
#include "base/map.h"
#include "base/parallel.h"
#include "base/zone.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static uint64_t state_of_chance = 88172645463325252ULL;

/* A number below `limit`: xorshift64 (Marsaglia), the same numbers in every run. */
static size_t chance(size_t limit) {
    state_of_chance ^= state_of_chance << 13;
    state_of_chance ^= state_of_chance >> 7;
    state_of_chance ^= state_of_chance << 17;
    return (size_t)(state_of_chance % limit);
}

/* Every piece keeps its own bytes, whatever the sizes asked for before and after. */
static void test_arena_pieces(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    for (int round = 0; round < 20; round++) {
        enum { PIECES = 300 };
        unsigned char *pieces[PIECES];
        size_t sizes[PIECES];
        for (size_t i = 0; i < PIECES; i++) {
            sizes[i] = chance(chance(4) ? 100 : 100000);
            pieces[i] = arena_alloc(&arena, sizes[i]);
            assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
            memset(pieces[i], (int)i & 0xFF, sizes[i]);
        }
        for (size_t i = 0; i < PIECES; i++)
            for (size_t at = 0; at < sizes[i]; at++)
                assert_int_equal(pieces[i][at], i & 0xFF);
        arena_reset(&arena);
    }
    arena_dispose(&arena);
    arena_dispose(&arena);
}

static void test_arena_grow(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    uint32_t *numbers = NULL;
    size_t count = 0;
    for (uint32_t i = 0; i < 100000; i++)
        arena_push(&arena, numbers, count, i * 3);
    assert_int_equal(count, 100000);
    for (uint32_t i = 0; i < 100000; i++)
        assert_int_equal(numbers[i], i * 3);
    arena_dispose(&arena);
}

static void test_arena_adopt(void **state) {
    (void)state;
    for (int kind = 0; kind < 4; kind++) { /* each side empty or not */
        struct arena into = ARENA_INIT, from = ARENA_INIT;
        char *kept = kind & 1 ? memset(arena_alloc(&into, 10), 'a', 10) : NULL;
        char *moved = kind & 2 ? memset(arena_alloc(&from, 200000), 'b', 200000) : NULL;
        arena_adopt(&into, &from);
        arena_dispose(&from);
        char *fresh = memset(arena_alloc(&into, 1000), 'c', 1000);
        assert_true(!kept || (kept[0] == 'a' && kept[9] == 'a'));
        assert_true(!moved || (moved[0] == 'b' && moved[199999] == 'b'));
        assert_true(fresh[999] == 'c');
        arena_dispose(&into);
    }
}

static void test_map_against_list(void **state) {
    (void)state;
    enum { KEYS = 500 };
    struct arena arena = ARENA_INIT;
    static int values[1000];
    int *list[KEYS] = {NULL};
    size_t order[KEYS], put = 0;
    struct map map;
    map_init(&map, &arena);
    assert_null(map_get(&map, SLICE("x")));
    for (int round = 0; round < 5000; round++) {
        size_t number = chance(KEYS);
        struct slice key = slice_format(&arena, "clé %zu", number);
        int *value = &values[chance(1000)];
        size_t verb = chance(3);
        if (verb == 0) {
            assert_ptr_equal(map_get(&map, key), list[number]);
            continue;
        }
        if (!list[number])
            order[put++] = number;
        if (verb == 1)
            assert_ptr_equal(map_put(&map, key, value), list[number]);
        else
            map_set(&map, key, value);
        if (verb == 2 || !list[number])
            list[number] = value;
    }
    assert_int_equal(map.count, put);
    for (size_t i = 0; i < put; i++) {
        assert_ptr_equal(map.entries[i].value, list[order[i]]);
        assert_true(slice_equal(map.entries[i].key, slice_format(&arena, "clé %zu", order[i])));
    }
    map_set(&map, SLICE(""), values);
    assert_ptr_equal(map_get(&map, (struct slice){NULL, 0}), values);
    arena_dispose(&arena);
}

/* Every day from 1900 to 2199, against the C library. */
static void test_date_days(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct tm first = {.tm_year = 0, .tm_mday = 1}, last = {.tm_year = 300, .tm_mday = 1};
    int32_t start = (int32_t)(timegm(&first) / 86400), end = (int32_t)(timegm(&last) / 86400);
    assert_int_equal(end - start, 109573);
    for (int32_t day = start; day < end; day++) {
        time_t seconds = (time_t)day * 86400;
        struct tm tm;
        gmtime_r(&seconds, &tm);
        struct date date = date_from_day(day);
        assert_int_equal(date.year, tm.tm_year + 1900);
        assert_int_equal(date.month, tm.tm_mon + 1);
        assert_int_equal(date.day, tm.tm_mday);
        assert_int_equal(date_weekday(day), (tm.tm_wday + 6) % 7);
        assert_int_equal(date_first_day(date), day);
        assert_int_equal(date_last_day(date), day);
        struct date read;
        assert_true(date_parse(date_iso(&arena, date), &read));
        assert_int_equal(date_compare(read, date), 0);
        struct slice french = slice_format(&arena, "%d/%d/%d", date.day, date.month, date.year);
        assert_true(date_parse(french, &read) && date_compare(read, date) == 0);
        arena_reset(&arena);
    }
    arena_dispose(&arena);
}

/* A month covers its days and no other; so does a year. */
static void test_date_partial(void **state) {
    (void)state;
    for (int year = 1900; year <= 2199; year++) {
        struct date whole = {(int16_t)year, 0, 0};
        int32_t next = date_first_day(whole);
        for (int month = 1; month <= 12; month++) {
            struct date part = {(int16_t)year, (int8_t)month, 0};
            assert_int_equal(date_first_day(part), next);
            next = date_last_day(part) + 1;
            assert_int_equal(date_from_day(next).day, 1);
        }
        assert_int_equal(date_last_day(whole), next - 1);
        assert_int_equal(date_from_day(next).year, year + 1);
    }
    struct date year = {2024, 0, 0}, month = {2024, 1, 0}, day = {2024, 1, 1}, none = {0, 0, 0};
    assert_true(date_compare(year, month) < 0 && date_compare(month, day) < 0);
    assert_true(date_compare(none, year) < 0 && date_compare(none, none) == 0);
    assert_false(date_is_set(none));
}

static void test_date_words(void **state) {
    (void)state;
    static const char *const good[][2] = {
        {"2024-06-12", "2024-06-12"}, {"12/06/2024", "2024-06-12"}, {"1/2/2024", "2024-02-01"},
        {" 2024-06 ", "2024-06"},     {"06/2024", "2024-06"},       {"2024", "2024"},
        {"29/02/2024", "2024-02-29"}, {"2024-6-1", "2024-06-01"},
    };
    static const char *const bad[] = {
        "",           "x",          "2024-13",    "2024-00",     "2024-06-31", "29/02/2023",
        "31/04/2024", "12-06-2024", "2024/06/12", "2024-06-12x", "1899",       "2200",
        "12/06/24",   "24",         "20245",      "2024-",       "2024-06-",   "0/2024",
        "13/2024",    "/",          "12/",        "12/06/",      "12//2024",   "-2024",
        "0/6/2024",   "12/0/2024",  "2024-06-00", "2024-012-01", "12/6",       "1/20245"};
    struct arena arena = ARENA_INIT;
    struct date date;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(date_parse(slice_from(good[i][0]), &date));
        assert_true(slice_is(date_iso(&arena, date), good[i][1]));
    }
    assert_true(slice_is(date_iso(&arena, (struct date){0}), ""));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (date_parse(slice_from(bad[i]), &date))
            fail_msg("« %s » n'est pas une date", bad[i]);
    arena_dispose(&arena);
}

static void test_date_time(void **state) {
    (void)state;
    int minutes = TIME_NONE;
    for (int hour = 0; hour < 24; hour++) {
        for (int minute = 0; minute < 60; minute++) {
            char words[32];
            snprintf(words, sizeof words, "%d%c%02d", hour, minute % 2 ? 'h' : ':', minute);
            assert_true(date_parse_time(slice_from(words), &minutes));
            assert_int_equal(minutes, hour * 60 + minute);
        }
    }
    assert_true(date_parse_time(SLICE("18h"), &minutes) && minutes == 1080);
    static const char *const bad[] = {"",    "24:00",  "18",    "18:",     "18:60", "18h5",
                                      "h30", "18:300", "-1:00", "18 h 30", "118:00"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(date_parse_time(slice_from(bad[i]), &minutes));
}

static int offset_of_system(time_t seconds) {
    struct tm tm;
    localtime_r(&seconds, &tm);
    return (int)(tm.tm_gmtoff / 60);
}

/* Offsets every six hours from 2008 (rules were others before) to 2037, against tzdata. */
static void check_zone(const struct zone *zone) {
    setenv("TZ", zone->name, 1);
    tzset();
    for (int64_t seconds = 1199145600; seconds < 2145916800; seconds += 21600) {
        int offset = offset_of_system((time_t)seconds);
        if (zone_offset_at(zone, seconds) != offset)
            fail_msg("%s at %lld: %d, not %d", zone->name, (long long)seconds,
                     zone_offset_at(zone, seconds), offset);
    }
}

static void test_zone_offsets(void **state) {
    (void)state;
    for (const struct zone *zone = zone_all(); zone->name; zone++) {
        char path[256];
        snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", zone->name);
        assert_ptr_equal(zone_find(slice_from(zone->name)), zone);
        if (access(path, R_OK) == 0)
            check_zone(zone);
        else
            print_message("no tzdata for %s on this machine: not compared\n", zone->name);
    }
    unsetenv("TZ");
    tzset();
    assert_non_null(zone_find(SLICE("europe/paris")));
    assert_null(zone_find(SLICE("Europe/Pari")));
    assert_null(zone_find(SLICE("")));
}

/* Local time and back, except for the hour that summer time skips or repeats. */
static void test_zone_round_trip(void **state) {
    (void)state;
    for (const struct zone *zone = zone_all(); zone->name; zone++) {
        for (int64_t seconds = 1199145600; seconds < 1609459200; seconds += 1800) {
            int minutes;
            int32_t day = zone_local_day(zone, seconds, &minutes);
            assert_true(minutes >= 0 && minutes < 1440);
            int64_t back = zone_to_utc(zone, day, minutes);
            bool repeated = back != seconds &&
                            zone_offset_at(zone, seconds - 3600) > zone_offset_at(zone, seconds);
            assert_true(back == seconds || (repeated && back == seconds - 3600));
        }
    }
    const struct zone *paris = zone_find(SLICE("Europe/Paris"));
    struct date spring = {2024, 3, 31}; /* 02:30 does not exist: an hour later */
    int64_t skipped = zone_to_utc(paris, date_first_day(spring), 150);
    assert_int_equal(skipped, (int64_t)date_first_day(spring) * 86400 + 5400);
}

struct tally {
    unsigned char *seen;
    size_t jobs;
    pthread_mutex_t mutex;
    bool stray;
};

static void count_item(void *context, size_t item, size_t worker) {
    struct tally *tally = context;
    tally->seen[item]++;
    if (worker >= tally->jobs) {
        pthread_mutex_lock(&tally->mutex);
        tally->stray = true;
        pthread_mutex_unlock(&tally->mutex);
    }
}

static void test_parallel_for(void **state) {
    (void)state;
    static const size_t counts[] = {0, 1, 2, 7, 1000};
    static const size_t jobs[] = {0, 1, 2, 3, 16, BOUND_JOBS, 1000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        for (size_t j = 0; j < sizeof jobs / sizeof *jobs; j++) {
            struct tally tally = {.jobs = jobs[j] ? jobs[j] : 1};
            tally.seen = calloc(counts[i] + 1, 1);
            assert_non_null(tally.seen);
            pthread_mutex_init(&tally.mutex, NULL);
            parallel_for(counts[i], jobs[j], count_item, &tally);
            for (size_t item = 0; item < counts[i]; item++)
                assert_int_equal(tally.seen[item], 1);
            assert_false(tally.stray);
            pthread_mutex_destroy(&tally.mutex);
            free(tally.seen);
        }
    }
    assert_in_range(parallel_jobs(), 1, BOUND_JOBS);
}

/* RFC 4648, 10; then lines, and what is no base64. */
static void reads_and_writes_base64(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"", ""},        {"f", "Zg=="},        {"fo", "Zm8="},
        {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"foobar", "Zm9vYmFy"}};
    static const char *const wrong[] = {"Zg",
                                        "Zg=",
                                        "Z===",
                                        "Zm9v!",
                                        "Zg==Zg==",
                                        "====",
                                        "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy"
                                        "Zm9vYmFyZm9vYmFyZg==Zg=="};
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        buffer_reset(&out);
        base64_add(&out, slice_from(pairs[i][0]));
        assert_true(slice_is(buffer_slice(&out), pairs[i][1]));
        buffer_reset(&out);
        assert_int_equal(base64_read(&out, slice_from(pairs[i][1])), 0);
        assert_true(slice_is(buffer_slice(&out), pairs[i][0]));
    }
    buffer_reset(&out);
    assert_int_equal(base64_read(&out, SLICE(" Zm9v\n\tYm Fy ")), 0);
    assert_true(slice_is(buffer_slice(&out), "foobar"));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(base64_read(&out, slice_from(wrong[i])), -1);
    buffer_dispose(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_pieces),       cmocka_unit_test(test_arena_grow),
        cmocka_unit_test(test_arena_adopt),        cmocka_unit_test(test_map_against_list),
        cmocka_unit_test(test_date_days),          cmocka_unit_test(test_date_partial),
        cmocka_unit_test(test_date_words),         cmocka_unit_test(test_date_time),
        cmocka_unit_test(test_zone_offsets),       cmocka_unit_test(test_zone_round_trip),
        cmocka_unit_test(reads_and_writes_base64), cmocka_unit_test(test_parallel_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
