/* /programmation/<year>/: the year ahead. /bilans/<year>/: the year in review, from the actions. */
#include "site/pages.h"

#include "site/components.h"
#include "site/lists.h"
#include "site/values.h"
#include "text/french.h"

/* ---- The year ahead ---- */

static struct slice year_url(struct arena *arena, const char *folder, double year) {
    return slice_format(arena, "%s/%.0f/", folder, year);
}

static struct slice title_of(const struct site *site, struct arena *arena,
                             const struct programme *programme) {
    if (programme->page.title.size)
        return programme->page.title;
    return slice_format(arena, "%.*s %.0f", SLICE_ARG(site_word(site, "programmation_de")),
                        programme->year.value);
}

/* A fact that leads to the other page of a year, when there is one. */
static void add_year_link(const struct site *site, struct arena *arena, struct value facts,
                          const char *folder, const char *word, double year) {
    struct slice url = year_url(arena, folder, year);
    struct value cells = value_list(arena);
    if (!map_get(&site->by_url, url))
        return;
    value_push(arena, cells, values_cell_page(site, arena, slice_format(arena, "%.0f", year), url));
    values_add_cells(site, arena, facts, word, cells);
}

static struct value activities(const struct site *site, struct arena *arena,
                               const struct programme *programme) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < programme->activities.count; i++) {
        const struct activity *activity = programme->activities.items[i];
        struct value item = values_record(site, arena, &activity->record);
        bool late = activity->status != STEP_DONE && computed_is_past(site->content, activity->due);
        values_set(arena, item, "retard", value_bool(late));
        value_push(arena, items, item);
    }
    return items;
}

static void fill_programme(const struct site *site, const struct site_page *page,
                           struct arena *arena, struct value root) {
    const struct programme *programme = page->item;
    struct value facts = value_list(arena);
    struct list actions = {0};
    values_add_fact(site, arena, facts, page->record, "valide_le");
    values_add_fact(site, arena, facts, page->record, "instance");
    add_year_link(site, arena, facts, "bilans", "bilan", programme->year.value);
    value_set(arena, root, "faits", values_list(arena, facts));
    for (size_t i = 0; i < programme->actions.count; i++)
        if (programme->actions.items[i].target)
            arena_push(arena, actions.items, actions.count,
                       (void *)programme->actions.items[i].target);
    components_section(site, arena, root, "activites--", site_word(site, "activites"), "etapes",
                       activities(site, arena, programme));
    lists_cards(site, arena, root, "actions--", site_word(site, "actions_de_l_annee"), &actions);
}

static void fill_programmes(const struct site *site, const struct site_page *page,
                            struct arena *arena, struct value root) {
    const struct list *programmes = &site->content->programmes;
    struct value cards = value_list(arena);
    (void)page;
    for (size_t i = programmes->count; i > 0; i--) {
        const struct programme *programme = programmes->items[i - 1];
        struct value card =
            components_card(site, arena, slice_format(arena, "%.0f", programme->year.value),
                            title_of(site, arena, programme), programme->page.summary,
                            site_url(site, &programme->page.record));
        if (programme->actions.count)
            values_set(arena, card, "etat",
                       value_text(values_count(site, arena, programme->actions.count, "mot_action",
                                               "mot_actions")));
        value_push(arena, cards, card);
    }
    value_set(arena, root, "elements", values_list(arena, cards));
}

static void add_programmes(struct site *site) {
    const struct list *programmes = &site->content->programmes;
    if (programmes->count == 0)
        return;
    site_add(site, (struct site_page){.url = SLICE("programmation/"),
                                      .template_name = "liste",
                                      .fill = fill_programmes,
                                      .title = site_word(site, "programmation_titre"),
                                      .summary = site_word(site, "programmation_resume")});
    for (size_t i = 0; i < programmes->count; i++) {
        const struct programme *programme = programmes->items[i];
        site_add(site, (struct site_page){
                           .url = year_url(site->arena, "programmation", programme->year.value),
                           .template_name = "liste",
                           .fill = fill_programme,
                           .item = programme,
                           .record = &programme->page.record,
                           .source = &programme->page,
                           .title = title_of(site, site->arena, programme),
                           .summary = programme->page.summary});
    }
}

/* ---- The year in review ---- */

struct review_of {
    const struct action *action;
    const struct review *review;
};

struct review_year {
    int year;
    struct list reviews; /* struct review_of, in the order of the actions */
};

#define FIRST_YEAR 1900 /* the schema's bounds of a year */
#define LAST_YEAR 2199

static struct value review_item(const struct site *site, struct arena *arena,
                                const struct review_of *of) {
    const struct record *record = &of->action->page.record;
    struct value item =
        lists_sheet(arena, values_name(arena, record), values_prose(arena, of->review->text),
                    values_choice(arena, record, "statut"), value_list(arena));
    values_set(arena, item, "url", site_href_of(site, arena, record));
    values_set(arena, item, "reserve",
               value_bool(of->review->record.visibility != VISIBILITY_PUBLIC));
    return item;
}

static void push_axis(const struct site *site, struct arena *arena, struct value root,
                      const struct axis *axis, size_t rank, struct value items) {
    struct slice anchor = slice_format(arena, "axe-%zu", rank);
    struct slice title =
        axis ? values_name(arena, &axis->page.record) : site_word(site, "autres_actions");
    components_section(site, arena, root, anchor.data, title, "liste-fiches", items);
}

static void fill_review(const struct site *site, const struct site_page *page, struct arena *arena,
                        struct value root) {
    const struct review_year *year = page->item;
    struct value items = value_list(arena);
    const struct axis *axis = NULL;
    size_t rank = 0;
    struct value facts = value_list(arena);
    add_year_link(site, arena, facts, "programmation", "programmation_titre", year->year);
    value_set(arena, root, "faits", values_list(arena, facts));
    for (size_t i = 0; i < year->reviews.count; i++) {
        const struct review_of *of = year->reviews.items[i];
        if (of->action->axis != axis && value_count(items)) {
            push_axis(site, arena, root, axis, ++rank, items);
            items = value_list(arena);
        }
        axis = of->action->axis;
        value_push(arena, items, review_item(site, arena, of));
    }
    push_axis(site, arena, root, axis, ++rank, items);
}

static struct slice review_title(const struct site *site, struct arena *arena,
                                 const struct review_year *year) {
    return slice_format(arena, "%.*s %d", SLICE_ARG(site_word(site, "bilan_de")), year->year);
}

static void fill_reviews(const struct site *site, const struct site_page *page, struct arena *arena,
                         struct value root) {
    const struct list *years = page->item;
    struct value cards = value_list(arena);
    for (size_t i = 0; i < years->count; i++) {
        const struct review_year *year = years->items[i];
        struct value card = components_card(site, arena, SLICE(""), review_title(site, arena, year),
                                            SLICE(""), year_url(arena, "bilans", year->year));
        values_set(arena, card, "etat",
                   value_text(values_count(site, arena, year->reviews.count, "mot_bilan_action",
                                           "mot_bilan_actions")));
        value_push(arena, cards, card);
    }
    value_set(arena, root, "elements", values_list(arena, cards));
}

/* The years that actions have reviews of, newest first: struct review_year. */
static struct list *gather_reviews(struct site *site) {
    struct list *years = arena_new(site->arena, struct list);
    struct review_year **by_year =
        arena_array(site->arena, struct review_year *, LAST_YEAR - FIRST_YEAR + 1);
    const struct list *actions = &site->content->actions;
    *years = (struct list){0};
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        for (size_t j = 0; j < action->reviews.count; j++) {
            const struct review *review = action->reviews.items[j];
            int year = (int)review->year.value;
            if (!review->year.set || year < FIRST_YEAR || year > LAST_YEAR)
                continue;
            struct review_year **of_year = &by_year[year - FIRST_YEAR];
            if (!*of_year) {
                *of_year = arena_new(site->arena, struct review_year);
                **of_year = (struct review_year){.year = year};
            }
            struct review_of *of = arena_new(site->arena, struct review_of);
            *of = (struct review_of){action, review};
            arena_push(site->arena, (*of_year)->reviews.items, (*of_year)->reviews.count,
                       (void *)of);
        }
    }
    for (int year = LAST_YEAR; year >= FIRST_YEAR; year--)
        if (by_year[year - FIRST_YEAR])
            arena_push(site->arena, years->items, years->count, (void *)by_year[year - FIRST_YEAR]);
    return years;
}

static void add_reviews(struct site *site) {
    struct list *years = gather_reviews(site);
    if (years->count == 0)
        return;
    site_add(site, (struct site_page){.url = SLICE("bilans/"),
                                      .template_name = "liste",
                                      .fill = fill_reviews,
                                      .item = years,
                                      .title = site_word(site, "bilans_titre"),
                                      .summary = site_word(site, "bilans_resume")});
    for (size_t i = 0; i < years->count; i++) {
        const struct review_year *year = years->items[i];
        site_add(site, (struct site_page){.url = year_url(site->arena, "bilans", year->year),
                                          .template_name = "liste",
                                          .fill = fill_review,
                                          .item = year,
                                          .title = review_title(site, site->arena, year),
                                          .summary = site_word(site, "bilan_resume")});
    }
}

void pages_programme(struct site *site) {
    add_programmes(site);
    add_reviews(site);
}
