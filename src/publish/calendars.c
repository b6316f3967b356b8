#include "publish/calendars.h"

#include "base/utf8.h"
#include "publish/calendar.h"
#include "site/histories.h"
#include "site/meetings.h"
#include "site/occasions.h"
#include "site/values.h"
#include "text/french.h"

struct calendars {
    const struct site *site;
    struct arena *arena;
    struct slice host;
    struct map uids;               /* those given */
    struct calendar_event *events; /* of each occasion */
};

/* The number of earlier versions of what says when the meeting is: its entry, else its minutes. */
static unsigned sequence_of(const struct site *site, const struct occasion *occasion) {
    if (!site->histories)
        return 0;
    if (occasion->event)
        return dates_changes(&site->histories->past->dates, occasion->event);
    const struct past_item *item =
        occasion->minutes ? past_of_record(site->histories->past, &occasion->minutes->page.record)
                          : NULL;
    return item && item->listed ? (unsigned)item->listed - 1 : 0;
}

/* ---- Events */

/* The host of the site's address: what makes a UID unique in the world. */
static struct slice host_of(const struct site *site, struct arena *arena) {
    struct slice url = site_absolute(site, arena, SLICE(""));
    size_t start = slice_search(url, SLICE("://"));
    if (start == url.size)
        return SLICE("vitrine.invalid");
    struct slice host = slice_from_offset(url, start + 3);
    return slice_part(host, 0, slice_find(host, '/'));
}

/* An entry is known by its id, wherever its date moves; a meeting without one by its day. */
static struct slice uid_of(struct calendars *calendars, const struct occasion *occasion) {
    struct arena *arena = calendars->arena;
    struct slice id = occasion->event ? utf8_slug(arena, occasion->event->id) : SLICE("");
    struct slice name = id.size ? slice_concat(arena, SLICE("agenda-"), id) : occasion->id;
    struct slice uid = name;
    for (size_t rank = 2; map_put(&calendars->uids, uid, calendars); rank++)
        uid = slice_format(arena, "%.*s-%zu", SLICE_ARG(name), rank);
    return slice_format(arena, "%.*s@%.*s", SLICE_ARG(uid), SLICE_ARG(calendars->host));
}

static enum calendar_status status_of(const struct event *entry) {
    return entry->status == EVENT_CANCELLED   ? CALENDAR_CANCELLED
           : entry->status == EVENT_POSTPONED ? CALENDAR_TENTATIVE
                                              : CALENDAR_CONFIRMED;
}

static struct calendar_event event_of(struct calendars *calendars,
                                      const struct occasion *occasion) {
    struct arena *arena = calendars->arena;
    const struct event *entry = occasion->event;
    bool several = date_is_set(occasion->end_date);
    struct calendar_event event = {.uid = uid_of(calendars, occasion),
                                   .summary = french_text(arena, occasion->title),
                                   .location = french_text(arena, occasion->place),
                                   .sequence = sequence_of(calendars->site, occasion),
                                   .first_day = date_first_day(occasion->date),
                                   .last_day = several ? date_last_day(occasion->end_date)
                                                       : date_last_day(occasion->date),
                                   .start = occasion->start,
                                   .end = occasion->end};
    if (entry) {
        event.description = french_text(arena, entry->description);
        event.status = status_of(entry);
    }
    struct slice url = {NULL, 0};
    if (occasion->minutes)
        url = site_url(calendars->site, &occasion->minutes->page.record);
    event.url = entry && entry->url.size ? entry->url
                : url.data               ? site_absolute(calendars->site, arena, url)
                                         : (struct slice){NULL, 0};
    return event;
}

/* ---- Files */

static struct slice write_calendar(const struct calendars *calendars, struct slice name,
                                   const struct body *body) {
    const struct content *content = calendars->site->content;
    const struct list *occasions = &calendars->site->occasions;
    struct calendar_event *events =
        arena_array(calendars->arena, struct calendar_event, occasions->count);
    size_t count = 0;
    for (size_t i = 0; i < occasions->count; i++)
        if (!body || ((const struct occasion *)occasions->items[i])->body == body)
            events[count++] = calendars->events[i];
    struct calendar calendar = {.name = french_text(calendars->arena, name),
                                .zone = content->zone,
                                .stamp = content->now,
                                .events = events,
                                .count = count};
    struct buffer out = BUFFER_INIT;
    calendar_write(&out, &calendar);
    struct slice bytes = slice_copy(calendars->arena, buffer_slice(&out));
    buffer_dispose(&out);
    return bytes;
}

size_t calendars_list(struct arena *arena, const struct site *site, struct calendars_file **files) {
    struct calendars calendars = {.site = site, .arena = arena, .host = host_of(site, arena)};
    const struct content *content = site->content;
    const struct list *occasions = &site->occasions;
    size_t count = 0;
    *files = NULL;
    if (!site_has(site, "agenda/"))
        return 0;
    map_init(&calendars.uids, arena);
    calendars.events = arena_array(arena, struct calendar_event, occasions->count);
    for (size_t i = 0; i < occasions->count; i++)
        calendars.events[i] = event_of(&calendars, occasions->items[i]);
    struct calendars_file whole = {SLICE("agenda.ics"),
                                   write_calendar(&calendars, content->contract->title, NULL)};
    arena_push(arena, *files, count, whole);
    for (size_t i = 0; i < content->bodies.count; i++) {
        const struct body *body = content->bodies.items[i];
        struct slice path = meetings_calendar(site, arena, body);
        struct slice name =
            slice_format(arena, "%.*s – %.*s", SLICE_ARG(values_name(arena, &body->record)),
                         SLICE_ARG(content->contract->title));
        if (path.size)
            arena_push(arena, *files, count,
                       ((struct calendars_file){path, write_calendar(&calendars, name, body)}));
    }
    return count;
}
