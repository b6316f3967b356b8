#include "site/occasions.h"

#include "base/utf8.h"

#include <stdlib.h>

static struct occasion *new_occasion(struct site *site, const struct body *body, struct date date) {
    struct occasion *occasion = arena_new(site->arena, struct occasion);
    *occasion = (struct occasion){.date = date, .start = TIME_NONE, .end = TIME_NONE, .body = body};
    arena_push(site->arena, site->occasions.items, site->occasions.count, (void *)occasion);
    return occasion;
}

/* The occasion of a body on a day; a new one when none is known yet. */
static struct occasion *of_body(struct site *site, struct map *meetings, const struct body *body,
                                struct date date) {
    struct slice day = date_iso(site->arena, date);
    struct slice key = slice_format(site->arena, "%.*s %.*s", SLICE_ARG(day), SLICE_ARG(body->id));
    struct occasion *occasion = map_get(meetings, key);
    if (occasion)
        return occasion;
    occasion = new_occasion(site, body, date);
    map_put(meetings, key, occasion);
    return occasion;
}

static void add_event(struct site *site, struct map *meetings, const struct event *event) {
    const struct body *body = (const struct body *)event->body.target;
    if (!date_is_set(event->start.date) || (!body && event->title.size == 0))
        return; /* of an official version: nothing to announce */
    struct occasion *occasion = body ? of_body(site, meetings, body, event->start.date) : NULL;
    if (!occasion || occasion->event) /* twice on one day: two occasions */
        occasion = new_occasion(site, body, event->start.date);
    occasion->event = event;
    occasion->start = event->start.minutes;
    occasion->end_date = event->end.date;
    occasion->end = event->end.minutes;
    occasion->title = event->title;
    occasion->place = event->place;
}

static void add_minutes(struct site *site, struct map *meetings, const struct minutes *minutes) {
    const struct body *body = (const struct body *)minutes->body.target;
    if (!body || !date_is_set(minutes->date))
        return;
    struct occasion *occasion = of_body(site, meetings, body, minutes->date);
    if (occasion->minutes) /* twice on one day */
        occasion = new_occasion(site, body, minutes->date);
    occasion->minutes = minutes;
    if (occasion->start == TIME_NONE)
        occasion->start = minutes->start;
    if (occasion->end == TIME_NONE)
        occasion->end = minutes->end;
    if (occasion->place.size == 0)
        occasion->place = minutes->place;
    if (date_is_set(minutes->next))
        of_body(site, meetings, body, minutes->next);
}

static void name_occasion(struct site *site, struct occasion *occasion) {
    struct slice day = date_iso(site->arena, occasion->date);
    if (occasion->title.size == 0)
        occasion->title = occasion->minutes
                              ? occasion->minutes->page.title
                              : content_meeting(site->arena, occasion->body, occasion->date);
    struct slice what = occasion->event && occasion->event->id.size ? occasion->event->id
                        : occasion->body                            ? occasion->body->id
                                                                    : occasion->title;
    occasion->id = slice_format(site->arena, "%.*s-%.*s", SLICE_ARG(day),
                                SLICE_ARG(utf8_slug(site->arena, what)));
}

static int compare(const void *left, const void *right) {
    const struct occasion *a = *(struct occasion *const *)left;
    const struct occasion *b = *(struct occasion *const *)right;
    int order = date_compare(a->date, b->date);
    if (order == 0)
        order = a->start - b->start;
    return order ? order : slice_compare(a->id, b->id);
}

bool occasions_is_to_come(const struct site *site, const struct occasion *occasion) {
    struct date last = date_is_set(occasion->end_date) ? occasion->end_date : occasion->date;
    return date_last_day(last) >= site->content->today;
}

void occasions_gather(struct site *site) {
    const struct content *content = site->content;
    struct map ids;
    struct map meetings; /* by day and body */
    map_init(&ids, site->arena);
    map_init(&meetings, site->arena);
    for (size_t i = 0; i < content->events.count; i++)
        add_event(site, &meetings, content->events.items[i]);
    for (size_t i = 0; i < content->minutes.count; i++)
        add_minutes(site, &meetings, content->minutes.items[i]);
    for (size_t i = 0; i < site->occasions.count; i++)
        name_occasion(site, site->occasions.items[i]);
    if (site->occasions.count > 1)
        qsort(site->occasions.items, site->occasions.count, sizeof *site->occasions.items, compare);
    for (size_t i = 0; i < site->occasions.count; i++) {
        struct occasion *occasion = site->occasions.items[i];
        struct slice id = occasion->id;
        for (size_t rank = 2; map_put(&ids, occasion->id, occasion); rank++)
            occasion->id = slice_format(site->arena, "%.*s-%zu", SLICE_ARG(id), rank);
    }
    while (site->first_to_come < site->occasions.count &&
           !occasions_is_to_come(site, site->occasions.items[site->first_to_come]))
        site->first_to_come++;
}
