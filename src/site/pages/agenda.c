/* /agenda/: what is to come, then what is past. Each date has its anchor. */
#include "site/components.h"
#include "site/pages.h"
#include "site/structured.h"
#include "site/values.h"

/* The minutes of a meeting, else the body that meets. */
static struct value href_of(const struct site *site, struct arena *arena,
                            const struct occasion *occasion) {
    if (occasion->minutes)
        return site_href_of(site, arena, &occasion->minutes->page.record);
    return occasion->body ? site_href_of(site, arena, &occasion->body->record) : value_none();
}

/* A date with its anchor, and what its entry says beyond the card. */
static struct value card_of(const struct site *site, struct arena *arena,
                            const struct occasion *occasion) {
    static const char *const keys[] = {"publics", "actions", "inscription"};
    struct value card = components_date(site, arena, occasion);
    struct value details = value_list(arena);
    for (size_t i = 0; occasion->event && i < sizeof keys / sizeof *keys; i++)
        values_add_fact(site, arena, details, &occasion->event->record, keys[i]);
    values_set(
        arena, card, "reserve",
        value_bool(occasion->event && occasion->event->record.visibility != VISIBILITY_PUBLIC));
    values_set(arena, card, "details", details);
    values_set(arena, card, "ancre", value_text(occasion->id));
    values_set(arena, card, "url", href_of(site, arena, occasion));
    return card;
}

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    (void)page;
    const struct list *occasions = &site->occasions;
    struct value coming = value_list(arena);
    struct value past = value_list(arena);
    struct value calendar = value_hash(arena);
    for (size_t i = 0; i < occasions->count; i++)
        if (occasions_is_to_come(site, occasions->items[i]))
            value_push(arena, coming, card_of(site, arena, occasions->items[i]));
    for (size_t i = occasions->count; i-- > 0;)
        if (!occasions_is_to_come(site, occasions->items[i]))
            value_push(arena, past, card_of(site, arena, occasions->items[i]));
    value_set(arena, root, "a_venir", values_list(arena, coming));
    value_set(arena, root, "passees", values_list(arena, past));
    if (site->options.version) /* neither search engines nor calendars are told of what was */
        return;
    struct value events = structured_events(site, arena);
    if (value_is_true(events))
        value_set(arena, value_get(root, SLICE("page")), "donnees_structurees", events);
    value_set(arena, calendar, "url", value_string("agenda.ics"));
    value_set(arena, root, "calendrier", calendar);
}

void pages_agenda(struct site *site) {
    if (site->occasions.count == 0)
        return;
    for (size_t i = 0; i < site->occasions.count; i++) {
        const struct occasion *occasion = site->occasions.items[i];
        if (occasion->event && occasion->event->record.number)
            site->urls[occasion->event->record.number] =
                slice_format(site->arena, "agenda/#%.*s", SLICE_ARG(occasion->id));
    }
    site_add(site, (struct site_page){.url = SLICE("agenda/"),
                                      .template_name = "agenda",
                                      .fill = fill,
                                      .title = site_word(site, "page_agenda")});
}
