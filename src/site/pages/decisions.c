/* /decisions/: the register. Each decision has its anchor there, which is its permalink. */
#include "base/utf8.h"
#include "site/components.h"
#include "site/data.h"
#include "site/filters.h"
#include "site/lists.h"
#include "site/pages.h"
#include "site/relations.h"
#include "site/values.h"
#include "text/french.h"

#include <stdlib.h>

#define DATA "donnees/decisions.csv"
#define DONE_SHOWN 5 /* decisions over with before the others are folded */

/* The decisions of the register by what has become of them. */
enum state { STATE_LATE, STATE_OPEN, STATE_DONE, STATE_DROPPED, STATE_COUNT };

static const struct {
    const char *anchor; /* no decision has "--" in its own */
    const char *word;
} states[STATE_COUNT] = {
    [STATE_LATE] = {"decisions--en-retard", "decisions_en_retard"},
    [STATE_OPEN] = {"decisions--a-suivre", "decisions_a_suivre"},
    [STATE_DONE] = {"decisions--faites", "decisions_faites"},
    [STATE_DROPPED] = {"decisions--sans-suite", "decisions_sans_suite"},
};

static enum state state_of(const struct content *content, const struct decision *decision) {
    if (computed_decision_is_late(content, decision))
        return STATE_LATE;
    switch (computed_decision_status(decision)) {
    case DECISION_DONE:
        return STATE_DONE;
    case DECISION_DROPPED:
        return STATE_DROPPED;
    default:
        return STATE_OPEN;
    }
}

/* A decision with its anchor, the meeting that took it, and the decisions that followed. */
static struct value card_of(const struct site *site, struct arena *arena,
                            const struct relations *followers, const struct decision *decision) {
    struct value card = components_decision(site, arena, decision, NULL);
    struct slice url = site_url(site, &decision->record);
    struct list next = relations_of(followers, &decision->record);
    struct value cells = value_list(arena);
    for (size_t i = 0; i < next.count; i++) {
        const struct decision *follower = next.items[i];
        value_push(arena, cells,
                   values_cell_link(site, arena, follower->number, &follower->record));
    }
    values_add_cells(site, arena, value_get(card, SLICE("details")), "suites", cells);
    values_set(arena, card, "ancre", value_text(slice_from_offset(url, slice_find(url, '#') + 1)));
    return card;
}

static void add_figures(const struct site *site, struct arena *arena, struct value root,
                        const struct list *groups) {
    struct value figures = value_list(arena);
    for (size_t i = 0; i < STATE_COUNT; i++) {
        size_t count = groups[i].count;
        if (count)
            lists_figure(arena, figures, french_number(arena, (double)count, 0),
                         site_word(site, states[i].word));
    }
    value_set(arena, root, "chiffres", values_list(arena, figures));
}

static void add_facets(const struct site *site, struct filters *filters) {
    filters_add_facet(filters, "instance", site_word(site, "instance"), true);
    filters_add_facet(filters, "annee", site_word(site, "annee"), true);
    filters_add_facet(filters, "action", site_word(site, "action"), true);
    filters_add_facet(filters, "etat", site_word(site, "etat"), false);
}

/* Who took a decision, when, for which actions, and what has become of it. */
static void mark(const struct site *site, struct filters *filters, struct value card,
                 const struct decision *decision) {
    struct arena *arena = filters->arena;
    struct slice body = values_reference_name(arena, &decision->minutes->body);
    struct slice year = slice_format(arena, "%d", decision->minutes->date.year);
    struct slice status = value_get(value_get(card, SLICE("statut")), SLICE("nom")).text;
    filters_mark(filters, card, "instance", body, body);
    filters_mark(filters, card, "annee", year, year);
    for (size_t i = 0; i < decision->actions.count; i++) {
        struct slice action = values_reference_name(arena, &decision->actions.items[i]);
        filters_mark(filters, card, "action", action, action);
    }
    if (computed_decision_is_late(site->content, decision))
        filters_mark(filters, card, "etat", site_word(site, "en_retard"),
                     site_word(site, "en_retard"));
    filters_mark(filters, card, "etat", status, status);
}

static int compare_due(const void *left, const void *right) {
    const struct decision *a = *(const struct decision *const *)left;
    const struct decision *b = *(const struct decision *const *)right;
    int order = date_compare(a->due, b->due);
    return order ? order : slice_compare(a->number, b->number);
}

/* The decisions in each state, newest first; the late ones by their deadlines. */
static void sort_out(const struct site *site, struct arena *arena, struct list *groups) {
    const struct list *decisions = &site->content->decisions;
    for (size_t i = 0; i < decisions->count; i++) {
        struct list *group = &groups[state_of(site->content, decisions->items[i])];
        arena_push(arena, group->items, group->count, decisions->items[i]);
    }
    if (groups[STATE_LATE].count > 1)
        qsort(groups[STATE_LATE].items, groups[STATE_LATE].count, sizeof(void *), compare_due);
}

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    struct list groups[STATE_COUNT] = {0};
    struct filters filters;
    filters_init(&filters, arena);
    add_facets(site, &filters);
    sort_out(site, arena, groups);
    add_figures(site, arena, root, groups);
    for (size_t i = 0; i < STATE_COUNT; i++) {
        struct value shown = value_list(arena);
        struct value others = value_list(arena);
        bool folds = i >= STATE_DONE && groups[i].count > DONE_SHOWN + COMPONENTS_FEW;
        for (size_t j = 0; j < groups[i].count; j++) {
            struct value card = card_of(site, arena, page->item, groups[i].items[j]);
            mark(site, &filters, card, groups[i].items[j]);
            value_push(arena, folds && j >= DONE_SHOWN ? others : shown, card);
        }
        struct value section =
            components_section(site, arena, root, states[i].anchor, site_word(site, states[i].word),
                               "liste-decisions", shown);
        components_section_fold(site, arena, section, others);
    }
    value_set(arena, root, "filtre",
              filters_form(&filters, site, "filtre_liste", "mot_decision", "mot_decisions"));
    value_set(arena, root, "fichier", data_href(site, DATA));
}

/* ---- donnees/decisions.csv ---- */

static void write_decision(const struct site *site, struct arena *arena, struct buffer *out,
                           const struct decision *decision) {
    const struct schema_choice *statuses = schema_find(&decision_schema, SLICE("statut"))->choices;
    const struct record *record = &decision->record;
    bool late = computed_decision_is_late(site->content, decision);
    data_text(out, decision->number);
    data_text(out, values_reference_name(arena, &decision->minutes->body));
    data_date(arena, out, decision->minutes->date);
    data_field(arena, out, record, "texte");
    data_field(arena, out, record, "type");
    data_field(arena, out, record, "actions");
    data_field(arena, out, record, "responsable");
    data_field(arena, out, record, "echeance");
    data_text(out, slice_from(statuses[computed_decision_status(decision) - 1].word));
    data_flag(out, late);
    data_field(arena, out, record, "suite_de");
    data_end(out);
}

static void write_data(const struct site *site, const struct site_data *data, struct arena *arena,
                       struct buffer *out) {
    static const char *const columns[] = {"numero", "instance",  "date",        "texte",
                                          "type",   "actions",   "responsable", "echeance",
                                          "statut", "en_retard", "suite_de"};
    const struct list *decisions = &site->content->decisions;
    (void)data;
    data_header(out, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < decisions->count; i++)
        write_decision(site, arena, out, decisions->items[i]);
}

static void give_anchor(struct site *site, struct map *anchors, struct decision *decision) {
    struct slice slug = utf8_slug(site->arena, decision->number);
    struct slice anchor = slug.size ? slug : SLICE("decision");
    struct slice base = anchor;
    for (size_t rank = 2; map_put(anchors, anchor, decision); rank++)
        anchor = slice_format(site->arena, "%.*s-%zu", SLICE_ARG(base), rank);
    if (decision->record.number)
        site->urls[decision->record.number] =
            slice_format(site->arena, "decisions/#%.*s", SLICE_ARG(anchor));
}

/* The ids of the frame are taken. Oldest meetings first: a later decision changes no anchor. */
static void give_anchors(struct site *site) {
    static const char *const taken[] = {"contenu", "navigation", "menu", "pied", "titre-sommaire"};
    const struct list *minutes = &site->content->minutes;
    struct map anchors;
    map_init(&anchors, site->arena);
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        map_put(&anchors, slice_from(taken[i]), site);
    for (size_t i = minutes->count; i-- > 0;) {
        const struct list *decisions = &((const struct minutes *)minutes->items[i])->decisions;
        for (size_t j = 0; j < decisions->count; j++)
            give_anchor(site, &anchors, decisions->items[j]);
    }
}

void pages_decisions(struct site *site) {
    const struct list *decisions = &site->content->decisions;
    if (decisions->count == 0)
        return;
    struct relations *followers = arena_new(site->arena, struct relations);
    relations_init(followers, site);
    for (size_t i = decisions->count; i-- > 0;) {
        struct decision *decision = decisions->items[i];
        relations_add(followers, decision->follows.target, decision);
    }
    give_anchors(site);
    site_add_data(site, (struct site_data){.path = SLICE(DATA), .write = write_data});
    site_add(site, (struct site_page){.url = SLICE("decisions/"),
                                      .template_name = "decisions",
                                      .fill = fill,
                                      .item = followers,
                                      .title = site_word(site, "page_decisions"),
                                      .summary = site_word(site, "page_decisions_resume")});
}
