/* /actions/ and /actions/<number-title>/ */
#include "site/addresses.h"
#include "site/components.h"
#include "site/evolution.h"
#include "site/histories.h"
#include "site/pages.h"
#include "site/practical.h"
#include "site/relations.h"
#include "site/steps.h"
#include "site/text.h"
#include "site/values.h"

#include "base/utf8.h"
#include "text/french.h"

/* An action and what mentions it, gathered once. */
struct subject {
    const struct action *action;
    struct list decisions; /* struct decision */
};

/* The lines of a budget, then what was granted and paid. */
static struct value budget(const struct site *site, struct arena *arena,
                           const struct action *action) {
    static const char *const keys[] = {"financeur", "annee", "montant", "statut", "nature"};
    if (action->budget.count == 0)
        return value_none();
    struct value table = components_table(
        arena, slice_format(arena, "%.*s %.*s", SLICE_ARG(site_word(site, "budget_de_l_action")),
                            SLICE_ARG(action->number)));
    const struct budget_line *first = action->budget.items[0];
    long long granted = 0;
    components_table_as_cards(arena, table);
    values_set(arena, table, "titre_discret", value_bool(true));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct schema_field *field = schema_find(first->record.schema, slice_from(keys[i]));
        components_table_column(arena, table, values_label(site, field),
                                field->type == SCHEMA_MONEY);
    }
    for (size_t i = 0; i < action->budget.count; i++) {
        const struct budget_line *line = action->budget.items[i];
        struct value cells = value_list(arena);
        for (size_t j = 0; j < sizeof keys / sizeof *keys; j++) {
            const struct schema_field *field =
                schema_find(line->record.schema, slice_from(keys[j]));
            struct value written = values_field(site, arena, &line->record, field);
            struct value cell =
                value_count(written) ? value_at(written, 0) : values_cell(arena, SLICE(""));
            value_set(arena, cell, "nombre", value_bool(field->type == SCHEMA_MONEY));
            value_push(arena, cells, cell);
        }
        if (line->status == BUDGET_GRANTED || line->status == BUDGET_PAID)
            granted += line->amount.cents;
        components_table_row(arena, table, cells, false);
    }
    struct value total = value_list(arena);
    value_push(arena, total, values_cell(arena, site_word(site, "total_accorde")));
    value_push(arena, total, values_cell(arena, SLICE("")));
    value_push(arena, total, values_cell_number(arena, french_money(arena, granted)));
    value_push(arena, total, values_cell(arena, SLICE("")));
    value_push(arena, total, values_cell(arena, SLICE("")));
    components_table_row(arena, table, total, true);
    if (action->budget.hidden)
        value_set(arena, table, "note", value_text(site_word(site, "hors_non_public")));
    return table;
}

static struct value difficulties(const struct site *site, struct arena *arena,
                                 const struct action *action) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < action->difficulties.count; i++) {
        const struct difficulty *difficulty = action->difficulties.items[i];
        struct value item = values_record(site, arena, &difficulty->record);
        value_set(arena, item, "vers", value_bool(false));
        value_push(arena, items, item);
    }
    return values_list(arena, items);
}

static struct value reviews(const struct site *site, struct arena *arena,
                            const struct action *action) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < action->reviews.count; i++) {
        const struct review *review = action->reviews.items[i];
        value_push(arena, items, values_record(site, arena, &review->record));
    }
    return values_list(arena, items);
}

#define DECISIONS_SHOWN 3 /* the latest; the others are folded */

/* The decisions about an action, which they don't name again. */
static struct value decisions(const struct site *site, struct arena *arena,
                              const struct subject *subject) {
    struct value shown = value_list(arena);
    struct value others = value_list(arena);
    const struct list *list = &subject->decisions;
    bool folds = list->count > DECISIONS_SHOWN + COMPONENTS_FEW;
    for (size_t i = 0; i < list->count; i++)
        value_push(arena, folds && i >= DECISIONS_SHOWN ? others : shown,
                   components_decision(site, arena, list->items[i], &subject->action->page.record));
    struct value decisions = values_list(arena, shown);
    if (value_is_true(decisions))
        components_section_fold(site, arena, decisions, others);
    return decisions;
}

static bool concerns(const void *context, const struct occasion *occasion) {
    const struct references *actions = occasion->event ? &occasion->event->actions : NULL;
    for (size_t i = 0; actions && i < actions->count; i++)
        if (actions->items[i].target == context)
            return true;
    return false;
}

/* Where an action takes place: its places, else the whole territory. */
static struct value place_cells(const struct site *site, struct arena *arena,
                                const struct action *action) {
    static const char *const keys[] = {"secteurs", "communes", "quartiers"};
    struct value cells = value_list(arena);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct schema_field *field = schema_find(&action_schema, slice_from(keys[i]));
        struct value places = values_field(site, arena, &action->page.record, field);
        for (size_t j = 0; j < value_count(places); j++)
            value_push(arena, cells, value_at(places, j));
    }
    if (value_count(cells) == 0)
        value_push(arena, cells, values_cell(arena, site_word(site, "tout_le_territoire")));
    return cells;
}

static struct value tag_cells(const struct site *site, struct arena *arena,
                              const struct texts *words, const char *folder) {
    struct value cells = value_list(arena);
    for (size_t i = 0; i < words->count; i++) {
        struct value cell = values_cell(arena, words->items[i]);
        struct slice slug = utf8_slug(arena, words->items[i]);
        struct slice url = slice_format(arena, "%s/%.*s/", folder, SLICE_ARG(slug));
        if (site_has(site, url.data))
            value_set(arena, cell, "vers", value_text(site_href(site, arena, url, SLICE(""))));
        value_push(arena, cells, cell);
    }
    return cells;
}

/* The next step: the first that is not done, by its date; those without one come last. */
static const struct step *next_step(const struct action *action) {
    const struct step *next = NULL;
    for (size_t i = 0; i < action->steps.count; i++) {
        const struct step *step = action->steps.items[i];
        if (step->status == STEP_DONE)
            continue;
        bool sooner = next && date_is_set(step->due) &&
                      (!date_is_set(next->due) || date_compare(step->due, next->due) < 0);
        if (!next || sooner)
            next = step;
    }
    return next;
}

static struct value next_cells(const struct site *site, struct arena *arena,
                               const struct action *action) {
    struct value cells = value_list(arena);
    const struct step *step = next_step(action);
    if (!step)
        return cells;
    struct value cell = values_cell(arena, step->title);
    struct slice late = computed_step_is_late(site->content, action, step)
                            ? site_word(site, "en_retard")
                            : (struct slice){"", 0};
    struct slice when =
        components_joined(arena, french_date(arena, step->due), late, (struct slice){"", 0});
    values_set(arena, cell, "precision", values_text(arena, when));
    value_push(arena, cells, cell);
    return cells;
}

/* Who to call or to write to, in a line or two. */
static struct value contact_cells(const struct site *site, struct arena *arena,
                                  const struct action *action) {
    struct value cells = value_list(arena);
    const struct contact *contact = computed_contact(site->content, action);
    if (action->contact.size) {
        value_push(arena, cells, values_cell(arena, action->contact));
    } else if (contact) {
        struct slice mail = slice_format(arena, "mailto:%.*s", SLICE_ARG(contact->email));
        if (contact->telephone.size)
            value_push(arena, cells, components_telephone_cell(arena, contact->telephone));
        if (contact->email.size)
            value_push(arena, cells, values_cell_url(arena, contact->email, mail));
    }
    return cells;
}

/* What everyone asks first: for whom, where, with whom, what next, who to call. */
static struct value essentials_of(const struct site *site, struct arena *arena,
                                  const struct action *action) {
    struct value facts = value_list(arena);
    values_add_cells(site, arena, facts, "pour_qui",
                     tag_cells(site, arena, &action->publics, "pour-qui"));
    values_add_cells(site, arena, facts, "ou", place_cells(site, arena, action));
    values_add_fact(site, arena, facts, &action->page.record, "pilote");
    values_add_cells(site, arena, facts, "prochaine_etape", next_cells(site, arena, action));
    values_add_cells(site, arena, facts, "qui_contacter", contact_cells(site, arena, action));
    return values_list(arena, facts);
}

#define LATEST 3 /* changes that the page tells of; its history has them all */

static struct value latest_changes(const struct site *site, const struct site_page *page,
                                   struct arena *arena) {
    const struct history_item *item = histories_of(site, page);
    struct value entries = value_list(arena);
    for (size_t i = 0; item && i < item->past->count && value_count(entries) < LATEST; i++) {
        const struct past_version *version = &item->past->versions[i];
        if (version->weight == EDIT_LISTED)
            value_push(arena, entries,
                       histories_entry(site, arena, &(struct history_moment){item, version}));
    }
    return values_list(arena, entries);
}

static struct value facts_of(const struct site *site, struct arena *arena,
                             const struct action *action) {
    const struct record *record = &action->page.record;
    struct value facts = value_list(arena);
    struct value axis = value_list(arena);
    value_push(arena, axis,
               values_cell_link(site, arena, values_name(arena, &action->axis->page.record),
                                &action->axis->page.record));
    values_add_cells(site, arena, facts, "axe", axis);
    values_add_fact(site, arena, facts, record, "objectif");
    values_add_fact(site, arena, facts, record, "copilotes");
    values_add_fact(site, arena, facts, record, "partenaires");
    values_add_cells(site, arena, facts, "themes",
                     tag_cells(site, arena, &action->themes, "themes"));
    values_add_fact(site, arena, facts, record, "calendrier");
    values_add_cells(site, arena, facts, "dates_des_statuts", evolution_dates(site, arena, action));
    values_add_fact(site, arena, facts, record, "priorite");
    values_add_fact(site, arena, facts, record, "origine");
    values_add_fact(site, arena, facts, record, "determinants");
    values_add_fact(site, arena, facts, record, "participation");
    values_add_fact(site, arena, facts, record, "dispositifs");
    values_add_fact(site, arena, facts, record, "prs");
    return values_list(arena, facts);
}

/* In the order of the template; the text stands after the need. */
static const struct text_part parts[] = {
    {NULL, "lieux", "en-pratique", "en_pratique"},
    {"action", "constat", "constat", "constat"},
    {NULL, NULL, NULL, NULL},
    {"action", "reduction_inegalites", "reduction-inegalites", "reduction_inegalites"},
    {NULL, "etapes", "etapes", "etapes"},
    {"action", "rejoindre", "rejoindre", "rejoindre"},
    {NULL, "indicateurs", "indicateurs", "indicateurs"},
    {"action", "moyens", "moyens", "moyens"},
    {NULL, "budget", "budget", "budget"},
    {NULL, "difficultes", "difficultes", "difficultes"},
    {NULL, "bilans", "bilans", "bilans"},
    {NULL, "decisions", "decisions", "decisions"},
    {NULL, "agenda", "dates", "dates"},
    {NULL, "modifications", "modifications", "derniers_changements"},
    {NULL, "documents", "documents", "documents"},
};

static void fill_action(const struct site *site, const struct site_page *page, struct arena *arena,
                        struct value root) {
    const struct subject *subject = page->item;
    const struct action *action = subject->action;
    struct value values = values_record(site, arena, &action->page.record);
    value_set(arena, values, "avancement",
              values_progress(arena, computed_action_progress(action)));
    value_set(arena, values, "retard", value_bool(computed_action_is_late(site->content, action)));
    value_set(arena, root, "action", values);
    value_set(arena, root, "lieux", practical_places(site, arena, action));
    value_set(arena, root, "etapes", steps_list(site, arena, action));
    value_set(arena, root, "indicateurs", components_indicators(site, arena, &action->indicators));
    value_set(arena, root, "budget", budget(site, arena, action));
    value_set(arena, root, "difficultes", difficulties(site, arena, action));
    value_set(arena, root, "bilans", reviews(site, arena, action));
    value_set(arena, root, "decisions", decisions(site, arena, subject));
    value_set(arena, root, "agenda",
              components_next_dates(site, arena, 5, concerns, &action->page.record));
    value_set(arena, root, "modifications", latest_changes(site, page, arena));
    value_set(arena, root, "essentiel", essentials_of(site, arena, action));
    text_add_contents(site, arena, root, &action->page, parts, sizeof parts / sizeof *parts);
    value_set(arena, root, "faits", facts_of(site, arena, action));
    value_set(arena, root, "contact", components_action_contact(site, arena, action));
}

/* All actions, by axis. */
static void fill_actions(const struct site *site, const struct site_page *page, struct arena *arena,
                         struct value root) {
    (void)page;
    for (size_t i = 0; i < site->content->axes.count; i++) {
        const struct axis *axis = site->content->axes.items[i];
        struct value cards = components_actions(site, arena, &axis->actions);
        struct slice anchor =
            slice_format(arena, "axe-%.*s", SLICE_ARG(utf8_slug(arena, axis->number)));
        components_section(site, arena, root, anchor.data, values_name(arena, &axis->page.record),
                           "liste-actions", value_get(cards, SLICE("liste")));
    }
}

void pages_actions(struct site *site) {
    const struct list *actions = &site->content->actions;
    if (actions->count == 0)
        return;
    steps_register(site);
    struct relations decided;
    relations_init(&decided, site);
    for (size_t i = 0; i < site->content->decisions.count; i++) {
        struct decision *decision = site->content->decisions.items[i];
        relations_add_all(&decided, &decision->actions, decision);
    }
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        const struct record *record = &action->page.record;
        struct subject *subject = arena_new(site->arena, struct subject);
        *subject = (struct subject){action, relations_of(&decided, record)};
        site_add(site, (struct site_page){.url = addresses_of(site, record),
                                          .template_name = "action",
                                          .fill = fill_action,
                                          .item = subject,
                                          .record = record,
                                          .source = &action->page,
                                          .title = action->page.title,
                                          .summary = action->page.summary});
    }
    site_add(site, (struct site_page){.url = SLICE("actions/"),
                                      .template_name = "actions",
                                      .fill = fill_actions,
                                      .title = site_word(site, "actions")});
}
