#include "site/meetings.h"

#include "content/computed.h"
#include "site/components.h"
#include "site/values.h"
#include "text/french.h"

static bool is_meeting(const struct occasion *occasion, const struct body *body) {
    return body ? occasion->body == body : occasion->body != NULL;
}

/* "6 décisions, dont 2 à suivre". */
static struct slice decisions_of(const struct site *site, struct arena *arena,
                                 const struct minutes *minutes) {
    size_t open = 0;
    for (size_t i = 0; i < minutes->decisions.count; i++)
        open += computed_decision_is_open(minutes->decisions.items[i]);
    if (minutes->decisions.count == 0)
        return (struct slice){"", 0};
    struct slice all =
        values_count(site, arena, minutes->decisions.count, "mot_decision", "mot_decisions");
    if (open == 0)
        return all;
    return slice_format(arena, "%.*s, %.*s %zu %.*s", SLICE_ARG(all),
                        SLICE_ARG(site_word(site, "dont")), open,
                        SLICE_ARG(site_word(site, "a_suivre")));
}

/* What a meeting to come is: its hours and its place. */
static struct slice where_and_when(struct arena *arena, const struct occasion *occasion) {
    struct slice hours = components_hours(arena, occasion->start, occasion->end);
    return components_joined(arena, hours, occasion->place, (struct slice){"", 0});
}

static struct value meeting(const struct site *site, struct arena *arena,
                            const struct occasion *occasion) {
    const struct minutes *minutes = occasion->minutes;
    struct value item;
    if (minutes) {
        item = components_minutes(site, arena, minutes);
    } else {
        item = values_cell(arena, occasion->title);
        if (site_has(site, "agenda/"))
            value_set(arena, item, "vers",
                      value_text(site_href(site, arena, SLICE("agenda/"), occasion->id)));
    }
    values_set(arena, item, "ici", value_none());
    values_set(arena, item, "iso", value_text(date_iso(arena, occasion->date)));
    values_set(arena, item, "date", value_text(french_date(arena, occasion->date)));
    values_set(arena, item, "statut", components_occasion_state(arena, occasion));
    values_set(arena, item, "detail",
               values_text(arena, minutes ? decisions_of(site, arena, minutes)
                                          : where_and_when(arena, occasion)));
    return item;
}

static struct value today(const struct site *site, struct arena *arena) {
    struct value item = value_hash(arena);
    struct date date = date_from_day(site->content->today);
    values_set(arena, item, "ici", value_bool(true));
    values_set(arena, item, "iso", value_text(date_iso(arena, date)));
    values_set(arena, item, "date",
               value_text(slice_format(arena, "%.*s %.*s", SLICE_ARG(site_word(site, "au")),
                                       SLICE_ARG(french_date(arena, date)))));
    return item;
}

struct value meetings_line(const struct site *site, struct arena *arena, const struct body *body,
                           size_t to_come, size_t held) {
    const struct list *occasions = &site->occasions;
    struct value items = value_list(arena);
    size_t end = site->first_to_come;
    for (size_t i = end, left = to_come; i < occasions->count && left; i++)
        if (is_meeting(occasions->items[i], body)) {
            end = i + 1;
            left--;
        }
    bool ahead = false;
    for (size_t i = end, left = held; i-- > 0 && left;) {
        const struct occasion *occasion = occasions->items[i];
        bool past = !occasions_is_to_come(site, occasion);
        if (!is_meeting(occasion, body))
            continue;
        if (past && ahead)
            value_push(arena, items, today(site, arena));
        ahead = !past;
        left -= past;
        value_push(arena, items, meeting(site, arena, occasion));
    }
    return values_list(arena, items);
}

/* A file beside the page of a body; empty in an official version: what was has no followers. */
static struct slice beside(const struct site *site, struct arena *arena, const struct body *body,
                           const char *name) {
    struct slice url = site_url(site, &body->record);
    if (site->options.version || !url.data)
        return (struct slice){"", 0};
    return slice_concat(arena, url, slice_from(name));
}

struct slice meetings_feed(const struct site *site, struct arena *arena, const struct body *body) {
    const struct list *all = &site->content->minutes;
    for (size_t i = 0; i < all->count; i++)
        if (((const struct minutes *)all->items[i])->body.target == &body->record)
            return beside(site, arena, body, "comptes-rendus.atom");
    return (struct slice){"", 0};
}

struct slice meetings_calendar(const struct site *site, struct arena *arena,
                               const struct body *body) {
    for (size_t i = 0; i < site->occasions.count; i++)
        if (is_meeting(site->occasions.items[i], body))
            return beside(site, arena, body, "agenda.ics");
    return (struct slice){"", 0};
}

struct slice meetings_feed_title(const struct site *site, struct arena *arena,
                                 const struct body *body) {
    return slice_format(arena, "%.*s : %.*s", SLICE_ARG(site_word(site, "comptes_rendus")),
                        SLICE_ARG(values_name(arena, &body->record)));
}
