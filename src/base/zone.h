/*
 * Time zones of the French territories. A table of our own rather than the machine's tzdata: the
 * same commit must give the same bytes everywhere, and these zones have had fixed rules for decades
 * (IANA tz database, 2024a).
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/slice.h"

#include <stdint.h>

enum zone_summer {
    ZONE_SUMMER_NONE,
    ZONE_SUMMER_EUROPE,       /* last Sunday of March to last Sunday of October, at 01:00 UTC */
    ZONE_SUMMER_NORTH_AMERICA /* second Sunday of March to first Sunday of November, 02:00 local */
};

struct zone {
    const char *name;           /* "Europe/Paris" */
    int offset;                 /* minutes east of UTC in winter */
    enum zone_summer summer;    /* in summer, 60 minutes more */
    const char *winter_letters; /* "CET" */
    const char *summer_letters; /* "CEST", or NULL */
};

/* The zone of a name, whatever its case; NULL when it is not a French territory's. */
const struct zone *zone_find(struct slice name);

/* All zones, ended by one without a name: for messages and documentation. */
const struct zone *zone_all(void);

/* Minutes east of UTC at a time (seconds since 1970 UTC). */
int zone_offset_at(const struct zone *zone, int64_t seconds);

/* Seconds since 1970 UTC of a local day (days since 1970) and minutes from midnight. */
int64_t zone_to_utc(const struct zone *zone, int32_t day, int minutes);

/* The local day of a time; `minutes` (may be NULL) receives the local minutes from midnight. */
int32_t zone_local_day(const struct zone *zone, int64_t seconds, int *minutes);

#endif
