/* /participer/: what residents were asked, and what came of it. */
#include "site/addresses.h"
#include "site/pages.h"

#include "base/path.h"
#include "base/utf8.h"
#include "site/components.h"
#include "site/lists.h"
#include "site/values.h"
#include "text/french.h"

/* The title may be left out: the file's name then says what it is. */
static struct slice title_of(struct arena *arena, const struct participation *participation) {
    struct slice title = participation->page.title;
    return title.size
               ? title
               : utf8_capitalize(arena, path_stem(participation->page.record.file->diag.path));
}

static void fill_participation(const struct site *site, const struct site_page *page,
                               struct arena *arena, struct value root) {
    static const char *const keys[] = {"date",         "periode", "methode",
                                       "participants", "publics", "actions"};
    const struct participation *participation = page->item;
    struct value facts = value_list(arena);
    struct value items = value_list(arena);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        values_add_fact(site, arena, facts, page->record, keys[i]);
    value_set(arena, root, "faits", values_list(arena, facts));
    for (size_t i = 0; i < participation->followed.count; i++) {
        const struct recommendation *followed = participation->followed.items[i];
        struct value details = value_list(arena);
        values_add_fact(site, arena, details, &followed->record, "actions");
        value_push(arena, items,
                   lists_sheet(arena, SLICE(""), values_prose(arena, followed->text), value_none(),
                               details));
    }
    components_section(site, arena, root, "suites--", site_word(site, "suites_donnees"),
                       "liste-fiches", items);
}

static struct slice when(struct arena *arena, const struct participation *participation) {
    if (date_is_set(participation->date))
        return french_date(arena, participation->date);
    const struct period *period = participation->period;
    return period ? french_date(arena, date_is_set(period->start) ? period->start : period->end)
                  : SLICE("");
}

static void fill_list(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    const struct list *participations = &site->content->participations;
    struct value cards = value_list(arena);
    (void)page;
    for (size_t i = 0; i < participations->count; i++) {
        const struct participation *participation = participations->items[i];
        const struct number *people = &participation->participants;
        struct value card = components_card(
            site, arena, when(arena, participation), title_of(arena, participation),
            participation->page.summary, site_url(site, &participation->page.record));
        if (people->set)
            values_set(arena, card, "etat",
                       value_text(values_count(site, arena, (size_t)people->value,
                                               "mot_participant", "mot_participants")));
        value_push(arena, cards, card);
    }
    value_set(arena, root, "elements", values_list(arena, cards));
}

void pages_participation(struct site *site) {
    const struct list *participations = &site->content->participations;
    if (participations->count == 0)
        return;
    site_add(site, (struct site_page){.url = SLICE("participer/"),
                                      .template_name = "liste",
                                      .fill = fill_list,
                                      .title = site_word(site, "participer_titre"),
                                      .summary = site_word(site, "participer_resume")});
    for (size_t i = 0; i < participations->count; i++) {
        const struct participation *participation = participations->items[i];
        const struct record *record = &participation->page.record;
        site_add(site, (struct site_page){.url = addresses_of(site, record),
                                          .template_name = "liste",
                                          .fill = fill_participation,
                                          .item = participation,
                                          .record = record,
                                          .source = &participation->page,
                                          .title = title_of(site->arena, participation),
                                          .summary = participation->page.summary});
    }
}
