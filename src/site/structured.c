#include "site/structured.h"

#include "content/computed.h"
#include "site/occasions.h"
#include "text/escape.h"
#include "text/french.h"

#include <stdlib.h>

#define EVENTS_SHOWN 30

static void begin(struct buffer *out, const char *type) {
    buffer_format(out, "{\"@type\":\"%s\"", type);
}

static void add_text(struct buffer *out, struct arena *arena, const char *key, struct slice text) {
    if (text.size == 0)
        return;
    buffer_format(out, ",\"%s\":", key);
    escape_json(out, french_text(arena, text));
}

/* The objects that were gathered, as a script; the buffer is given back. */
static struct value script_of(struct arena *arena, struct buffer *objects) {
    struct value html = value_html(
        slice_format(arena,
                     "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\","
                     "\"@graph\":[%.*s]}</script>",
                     SLICE_ARG(buffer_slice(objects))));
    buffer_dispose(objects);
    return html;
}

struct value structured_trail(const struct site *site, struct arena *arena,
                              const struct site_page *page, struct value trail) {
    struct slice last = site_absolute(site, arena, page->url);
    if (last.size == 0 || page->url.size == 0 || page->unlisted)
        return value_none();
    struct buffer out = BUFFER_INIT;
    begin(&out, "BreadcrumbList");
    BUFFER_LITERAL(&out, ",\"itemListElement\":[");
    size_t count = value_count(trail);
    for (size_t i = 0; i <= count; i++) {
        struct value link = value_at(trail, i);
        struct slice url =
            i < count ? site_absolute(site, arena, value_get(link, SLICE("url")).text) : last;
        buffer_add_string(&out, i ? "," : "");
        begin(&out, "ListItem");
        buffer_format(&out, ",\"position\":%zu", i + 1);
        add_text(&out, arena, "name",
                 i < count ? value_get(link, SLICE("titre")).text : page->title);
        BUFFER_LITERAL(&out, ",\"item\":");
        escape_json(&out, url);
        buffer_add_byte(&out, '}');
    }
    BUFFER_LITERAL(&out, "]}");
    return script_of(arena, &out);
}

struct value structured_publisher(const struct site *site, struct arena *arena) {
    const struct contract *contract = site->content->contract;
    const struct contact *contact = computed_contact(site->content, NULL);
    struct slice address = site_absolute(site, arena, SLICE(""));
    if (address.size == 0)
        return value_none();
    struct buffer out = BUFFER_INIT;
    begin(&out, "GovernmentOrganization");
    add_text(&out, arena, "name", contract->title);
    BUFFER_LITERAL(&out, ",\"url\":");
    escape_json(&out, address);
    add_text(&out, arena, "areaServed", contract->territory->name);
    if (contact && contact->email.size) {
        BUFFER_LITERAL(&out, ",\"email\":");
        escape_json(&out, contact->email);
    }
    buffer_add_byte(&out, '}');
    return script_of(arena, &out);
}

/* A day, or a day and a time with the offset of its zone: "2026-12-03T18:30:00+01:00". */
static void add_moment(struct buffer *out, const struct site *site, struct arena *arena,
                       const char *key, struct date date, int minutes) {
    struct slice day = date_iso(arena, date);
    buffer_format(out, ",\"%s\":\"%.*s", key, SLICE_ARG(day));
    if (minutes != TIME_NONE && date.day) {
        const struct zone *zone = site->content->zone;
        int offset = zone_offset_at(zone, zone_to_utc(zone, date_first_day(date), minutes));
        int size = abs(offset);
        buffer_format(out, "T%02d:%02d:00%c%02d:%02d", minutes / 60, minutes % 60,
                      offset < 0 ? '-' : '+', size / 60, size % 60);
    }
    buffer_add_byte(out, '"');
}

static void add_event(struct buffer *out, const struct site *site, struct arena *arena,
                      const struct occasion *occasion) {
    const struct event *entry = occasion->event;
    const char *status = entry && entry->status == EVENT_CANCELLED   ? "EventCancelled"
                         : entry && entry->status == EVENT_POSTPONED ? "EventRescheduled"
                                                                     : "EventScheduled";
    struct date end = date_is_set(occasion->end_date) ? occasion->end_date : occasion->date;
    begin(out, "Event");
    add_text(out, arena, "name", occasion->title);
    add_moment(out, site, arena, "startDate", occasion->date, occasion->start);
    if (date_is_set(occasion->end_date) || occasion->end != TIME_NONE)
        add_moment(out, site, arena, "endDate", end, occasion->end);
    buffer_format(out, ",\"eventStatus\":\"https://schema.org/%s\"", status);
    BUFFER_LITERAL(out, ",\"location\":");
    begin(out, "Place");
    add_text(out, arena, "name",
             occasion->place.size ? occasion->place : site->content->contract->territory->name);
    buffer_add_byte(out, '}');
    if (entry)
        add_text(out, arena, "description", entry->description);
    buffer_add_byte(out, '}');
}

struct value structured_events(const struct site *site, struct arena *arena) {
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0, shown = 0; i < site->occasions.count && shown < EVENTS_SHOWN; i++) {
        const struct occasion *occasion = site->occasions.items[i];
        if (!occasions_is_to_come(site, occasion))
            continue;
        buffer_add_string(&out, shown++ ? "," : "");
        add_event(&out, site, arena, occasion);
    }
    if (out.size == 0)
        return value_none();
    return script_of(arena, &out);
}
