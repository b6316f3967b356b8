#include "publish/calendar.h"

#include <stdio.h>

#define LINE_OCTETS 75 /* RFC 5545, 3.1: without the line end, with the space that continues */
#define DAY_MINUTES (24 * 60)
#define DAY_SECONDS INT64_C(86400)

/* Octets of `line` that fit in `room` without cutting a UTF-8 sequence. */
static size_t fold_at(struct slice line, size_t room) {
    if (line.size <= room)
        return line.size;
    size_t at = room;
    while (at > 0 && ((unsigned char)line.data[at] & 0xC0) == 0x80)
        at--;
    return at ? at : room; /* not UTF-8: cut anywhere */
}

/* Moves a content line from `line`, which is emptied, to `out`, folded. */
static void put_line(struct buffer *out, struct buffer *line) {
    struct slice rest = buffer_slice(line);
    size_t room = LINE_OCTETS;
    do {
        size_t size = fold_at(rest, room);
        if (room < LINE_OCTETS)
            buffer_add_byte(out, ' ');
        buffer_add(out, slice_part(rest, 0, size));
        BUFFER_LITERAL(out, "\r\n");
        rest = slice_from_offset(rest, size);
        room = LINE_OCTETS - 1;
    } while (rest.size);
    buffer_reset(line);
}

/* A value of type TEXT (RFC 5545, 3.3.11). Control characters other than a tab have no place. */
static void add_text(struct buffer *line, struct slice text) {
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '\n')
            BUFFER_LITERAL(line, "\\n");
        else if (((unsigned char)byte < ' ' && byte != '\t') || byte == 127)
            continue;
        else if (byte == '\\' || byte == ';' || byte == ',')
            buffer_format(line, "\\%c", byte);
        else
            buffer_add_byte(line, byte);
    }
}

static void put_text(struct buffer *out, struct buffer *line, const char *name, struct slice text) {
    if (text.size == 0)
        return;
    buffer_format(line, "%s:", name);
    add_text(line, text);
    put_line(out, line);
}

/* A URI stands as it is; what would end the line is dropped. */
static void put_uri(struct buffer *out, struct buffer *line, const char *name, struct slice uri) {
    if (uri.size == 0)
        return;
    buffer_format(line, "%s:", name);
    for (size_t i = 0; i < uri.size; i++)
        if ((unsigned char)uri.data[i] > ' ' && uri.data[i] != 127)
            buffer_add_byte(line, uri.data[i]);
    put_line(out, line);
}

static void add_day(struct buffer *line, int32_t day) {
    struct date date = date_from_day(day);
    buffer_format(line, "%04d%02d%02d", date.year, date.month, date.day);
}

/* A local day and minutes, which may be those of 24:00. */
static void add_time(struct buffer *line, int32_t day, int minutes) {
    add_day(line, day + minutes / DAY_MINUTES);
    minutes %= DAY_MINUTES;
    buffer_format(line, "T%02d%02d00", minutes / 60, minutes % 60);
}

static void put_moment(struct buffer *out, struct buffer *line, const char *name,
                       const struct zone *zone, int32_t day, int minutes) {
    buffer_format(line, "%s;TZID=%s:", name, zone->name);
    add_time(line, day, minutes);
    put_line(out, line);
}

static void put_day(struct buffer *out, struct buffer *line, const char *name, int32_t day) {
    buffer_format(line, "%s;VALUE=DATE:", name);
    add_day(line, day);
    put_line(out, line);
}

/* An event with a time. Its last day without a time is a whole day, when it is another one. */
static void put_times(struct buffer *out, struct buffer *line, const struct zone *zone,
                      const struct calendar_event *event) {
    put_moment(out, line, "DTSTART", zone, event->first_day, event->start);
    int end = event->end;
    if (end == TIME_NONE && event->last_day > event->first_day)
        end = DAY_MINUTES;
    bool after = event->last_day > event->first_day ||
                 (event->last_day == event->first_day && end > event->start);
    if (end != TIME_NONE && after)
        put_moment(out, line, "DTEND", zone, event->last_day, end);
}

/* Whole days: the end that is written is the day after the last. */
static void put_days(struct buffer *out, struct buffer *line, const struct calendar_event *event) {
    int32_t last = event->last_day > event->first_day ? event->last_day : event->first_day;
    put_day(out, line, "DTSTART", event->first_day);
    put_day(out, line, "DTEND", last + 1);
}

static void add_stamp(struct buffer *line, int64_t seconds) {
    int64_t day = seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0);
    int rest = (int)(seconds - day * DAY_SECONDS);
    add_time(line, (int32_t)day, rest / 60);
    line->size -= 2;
    buffer_format(line, "%02dZ", rest % 60);
}

static void put_event(struct buffer *out, struct buffer *line, const struct calendar *calendar,
                      const struct calendar_event *event) {
    static const char *const statuses[] = {"CONFIRMED", "TENTATIVE", "CANCELLED"};
    BUFFER_LITERAL(out, "BEGIN:VEVENT\r\n");
    put_text(out, line, "UID", event->uid);
    BUFFER_LITERAL(line, "DTSTAMP:");
    add_stamp(line, calendar->stamp);
    put_line(out, line);
    if (event->start == TIME_NONE)
        put_days(out, line, event);
    else
        put_times(out, line, calendar->zone, event);
    buffer_format(out, "SEQUENCE:%u\r\nSTATUS:%s\r\n", event->sequence, statuses[event->status]);
    put_text(out, line, "SUMMARY", event->summary);
    put_text(out, line, "LOCATION", event->location);
    put_text(out, line, "DESCRIPTION", event->description);
    put_uri(out, line, "URL", event->url);
    BUFFER_LITERAL(out, "END:VEVENT\r\n");
}

static void add_offset(struct buffer *out, const char *name, int minutes) {
    int size = minutes < 0 ? -minutes : minutes;
    buffer_format(out, "%s:%c%02d%02d\r\n", name, minutes < 0 ? '-' : '+', size / 60, size % 60);
}

/* One side of a zone's year. `onset` is the local time before the change, by the clock then in
 * force; `rule` is NULL where nothing ever changes. */
static void put_observance(struct buffer *out, const char *kind, const char *onset,
                           const char *rule, int before, int after, const char *letters) {
    buffer_format(out, "BEGIN:%s\r\nDTSTART:%s\r\n", kind, onset);
    if (rule)
        buffer_format(out, "RRULE:FREQ=YEARLY;%s\r\n", rule);
    add_offset(out, "TZOFFSETFROM", before);
    add_offset(out, "TZOFFSETTO", after);
    buffer_format(out, "TZNAME:%s\r\nEND:%s\r\n", letters, kind);
}

/* Europe changes at 01:00 UTC, so at a local time that depends on the offset. */
static void put_europe(struct buffer *out, const struct zone *zone) {
    char onset[32];
    int winter = zone->offset, summer = winter + 60;
    snprintf(onset, sizeof onset, "19700329T%02d0000", (60 + winter) / 60);
    put_observance(out, "DAYLIGHT", onset, "BYMONTH=3;BYDAY=-1SU", winter, summer,
                   zone->summer_letters);
    snprintf(onset, sizeof onset, "19701025T%02d0000", (60 + summer) / 60);
    put_observance(out, "STANDARD", onset, "BYMONTH=10;BYDAY=-1SU", summer, winter,
                   zone->winter_letters);
}

static void put_zone(struct buffer *out, const struct zone *zone) {
    int winter = zone->offset, summer = winter + 60;
    buffer_format(out, "BEGIN:VTIMEZONE\r\nTZID:%s\r\n", zone->name);
    switch (zone->summer) {
    case ZONE_SUMMER_NONE:
        put_observance(out, "STANDARD", "19700101T000000", NULL, winter, winter,
                       zone->winter_letters);
        break;
    case ZONE_SUMMER_EUROPE:
        put_europe(out, zone);
        break;
    case ZONE_SUMMER_NORTH_AMERICA:
        put_observance(out, "DAYLIGHT", "19700308T020000", "BYMONTH=3;BYDAY=2SU", winter, summer,
                       zone->summer_letters);
        put_observance(out, "STANDARD", "19701101T020000", "BYMONTH=11;BYDAY=1SU", summer, winter,
                       zone->winter_letters);
        break;
    }
    BUFFER_LITERAL(out, "END:VTIMEZONE\r\n");
}

void calendar_write(struct buffer *out, const struct calendar *calendar) {
    struct buffer line = BUFFER_INIT;
    BUFFER_LITERAL(out, "BEGIN:VCALENDAR\r\n"
                        "VERSION:2.0\r\n"
                        "PRODID:-//vitrine//contrats locaux de sante//FR\r\n"
                        "CALSCALE:GREGORIAN\r\n");
    put_text(out, &line, "NAME", calendar->name);
    put_text(out, &line, "X-WR-CALNAME", calendar->name);
    BUFFER_LITERAL(out, "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n"
                        "X-PUBLISHED-TTL:P1D\r\n");
    put_zone(out, calendar->zone); /* also because a calendar may not be empty */
    for (size_t i = 0; i < calendar->count; i++)
        put_event(out, &line, calendar, &calendar->events[i]);
    BUFFER_LITERAL(out, "END:VCALENDAR\r\n");
    buffer_dispose(&line);
}
