#include "base/zone.h"

#include "base/date.h"

#include <strings.h>

static const struct zone zones[] = {
    {"Europe/Paris", 60, ZONE_SUMMER_EUROPE, "CET", "CEST"},
    {"America/Guadeloupe", -240, ZONE_SUMMER_NONE, "AST", NULL},
    {"America/Martinique", -240, ZONE_SUMMER_NONE, "AST", NULL},
    {"America/St_Barthelemy", -240, ZONE_SUMMER_NONE, "AST", NULL},
    {"America/Marigot", -240, ZONE_SUMMER_NONE, "AST", NULL},
    {"America/Cayenne", -180, ZONE_SUMMER_NONE, "GFT", NULL},
    {"America/Miquelon", -180, ZONE_SUMMER_NORTH_AMERICA, "PMST", "PMDT"},
    {"Indian/Reunion", 240, ZONE_SUMMER_NONE, "RET", NULL},
    {"Indian/Mayotte", 180, ZONE_SUMMER_NONE, "EAT", NULL},
    {"Indian/Kerguelen", 300, ZONE_SUMMER_NONE, "TFT", NULL},
    {"Pacific/Noumea", 660, ZONE_SUMMER_NONE, "NCT", NULL},
    {"Pacific/Tahiti", -600, ZONE_SUMMER_NONE, "TAHT", NULL},
    {"Pacific/Marquesas", -570, ZONE_SUMMER_NONE, "MART", NULL},
    {"Pacific/Gambier", -540, ZONE_SUMMER_NONE, "GAMT", NULL},
    {"Pacific/Wallis", 720, ZONE_SUMMER_NONE, "WFT", NULL},
    {NULL, 0, ZONE_SUMMER_NONE, NULL, NULL},
};

const struct zone *zone_find(struct slice name) {
    for (const struct zone *zone = zones; zone->name; zone++)
        if (slice_from(zone->name).size == name.size &&
            strncasecmp(zone->name, name.data, name.size) == 0)
            return zone;
    return NULL;
}

const struct zone *zone_all(void) {
    return zones;
}

#define DAY_SECONDS 86400

static int32_t day_of(int64_t seconds) {
    return (int32_t)((seconds >= 0 ? seconds : seconds - (DAY_SECONDS - 1)) / DAY_SECONDS);
}

/* The last Sunday of a month, or its `rank`th from 1. */
static int32_t sunday(int year, int month, int rank) {
    struct date date = {(int16_t)year, (int8_t)month, 0};
    if (rank == 0) {
        int32_t last = date_last_day(date);
        return last - (date_weekday(last) + 1) % 7;
    }
    int32_t first = date_first_day(date);
    return first + 6 - date_weekday(first) + 7 * (rank - 1);
}

int zone_offset_at(const struct zone *zone, int64_t seconds) {
    if (zone->summer == ZONE_SUMMER_NONE)
        return zone->offset;
    int year = date_from_day(day_of(seconds)).year;
    int64_t start, end;
    if (zone->summer == ZONE_SUMMER_EUROPE) {
        start = (int64_t)sunday(year, 3, 0) * DAY_SECONDS + 3600;
        end = (int64_t)sunday(year, 10, 0) * DAY_SECONDS + 3600;
    } else { /* two o'clock by the clock then in force */
        start = (int64_t)sunday(year, 3, 2) * DAY_SECONDS + 7200 - zone->offset * 60;
        end = (int64_t)sunday(year, 11, 1) * DAY_SECONDS + 3600 - zone->offset * 60;
    }
    return zone->offset + (seconds >= start && seconds < end ? 60 : 0);
}

int64_t zone_to_utc(const struct zone *zone, int32_t day, int minutes) {
    int64_t local = (int64_t)day * DAY_SECONDS + minutes * 60;
    int64_t winter = local - zone->offset * 60;
    return local - zone_offset_at(zone, winter - 3600) * 60;
}

int32_t zone_local_day(const struct zone *zone, int64_t seconds, int *minutes) {
    int64_t local = seconds + zone_offset_at(zone, seconds) * 60;
    int32_t day = day_of(local);
    if (minutes)
        *minutes = (int)((local - (int64_t)day * DAY_SECONDS) / 60);
    return day;
}
