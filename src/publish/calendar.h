/*
 * iCalendar (RFC 5545): events as a file that calendar programs subscribe to. Times are local,
 * with the rules of their zone written out; nothing depends on the machine.
 */
#ifndef PUBLISH_CALENDAR_H
#define PUBLISH_CALENDAR_H

#include "base/buffer.h"
#include "base/date.h"
#include "base/zone.h"

enum calendar_status {
    CALENDAR_CONFIRMED,
    CALENDAR_TENTATIVE, /* postponed to a date not known yet */
    CALENDAR_CANCELLED,
};

/* Texts are plain, UTF-8, of any length and with line ends; an empty one is left out. */
struct calendar_event {
    struct slice uid; /* unique in the world and the same for ever: "agenda-x@sante.example" */
    struct slice summary;
    struct slice location;
    struct slice description;
    struct slice url; /* absolute */
    enum calendar_status status;
    unsigned sequence; /* times the event was changed, when it is known */
    int32_t first_day; /* days since 1970 */
    int start;         /* minutes from midnight, or TIME_NONE: the whole day */
    int32_t last_day;  /* included; first_day for one day */
    int end;           /* minutes from midnight of the last day, or TIME_NONE */
};

struct calendar {
    struct slice name; /* shown by calendar programs */
    const struct zone *zone;
    int64_t stamp; /* the date of the site, seconds since 1970 UTC */
    const struct calendar_event *events;
    size_t count;
};

/*
 * Appends the calendar to `out`. An end that comes before its start is left out: the event is then
 * a moment, or a day.
 */
void calendar_write(struct buffer *out, const struct calendar *calendar);

#endif
