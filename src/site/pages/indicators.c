/*
 * /indicateurs/: every indicator against its target, the contract's then each axis's. Rows, not
 * cards: a contract has several indicators an action; their curves stand with the actions.
 */
#include "site/pages.h"

#include "site/components.h"
#include "site/lists.h"
#include "site/values.h"
#include "text/french.h"

static const char *const columns[] = {
    "indicateur", "action", "valeur_depart", "derniere_valeur", "valeur_visee", "echeance", "etat"};

static struct value new_table(const struct site *site, struct arena *arena, struct slice title) {
    struct value table = components_table(arena, title);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        components_table_column(arena, table, site_word(site, columns[i]), i >= 2 && i <= 4);
    return table;
}

/* A number with its date below it. */
static struct value dated(struct arena *arena, struct slice number, struct date date) {
    struct value cell = values_cell_number(arena, number);
    values_set(arena, cell, "precision", value_text(french_date(arena, date)));
    return cell;
}

static struct slice printed(const struct site *site, struct arena *arena,
                            const struct indicator_value *value) {
    const struct schema_field *field = schema_find(value->record.schema, SLICE("valeur"));
    struct value cells = values_field(site, arena, &value->record, field);
    return value_count(cells) ? value_get(value_at(cells, 0), SLICE("texte")).text : SLICE("");
}

static struct value start_cell(const struct site *site, struct arena *arena,
                               const struct indicator *indicator) {
    const struct indicator_value *start = indicator->start;
    return start ? dated(arena, printed(site, arena, start), start->date)
                 : values_cell_number(arena, SLICE(""));
}

static struct value last_cell(const struct site *site, struct arena *arena,
                              const struct indicator *indicator) {
    const struct indicator_value *last = computed_last_value(indicator);
    if (last)
        return dated(arena, french_number(arena, last->value.number, 2), last->date);
    if (indicator->values.count == 0)
        return values_cell_number(arena, SLICE("–"));
    const struct indicator_value *only = indicator->values.items[indicator->values.count - 1];
    return dated(arena, printed(site, arena, only), only->date);
}

/* Met, not yet, or too late; nothing without a target or a number to compare. */
static struct value state_cell(const struct site *site, struct arena *arena,
                               const struct indicator *indicator) {
    const struct indicator_value *last = computed_last_value(indicator);
    double target;
    if (!last || !computed_target(indicator, &target))
        return values_cell(arena, SLICE(""));
    bool met = computed_target_is_met(indicator, last->value.number, target);
    bool past = date_is_set(indicator->due) && date_last_day(indicator->due) < site->content->today;
    struct value state = values_state(arena, "",
                                      met    ? "atteinte"
                                      : past ? "en-retard"
                                             : "en-cours");
    struct slice name = site_word(site, met    ? "cible_atteinte"
                                        : past ? "cible_manquee"
                                               : "cible_en_vue");
    value_set(arena, state, "nom", value_text(name));
    return values_cell_state(arena, state);
}

static void add_row(const struct site *site, struct arena *arena, struct value table,
                    const struct indicator *indicator, const struct record *owner) {
    struct value cells = value_list(arena);
    double target;
    struct slice name = indicator->name.size ? indicator->name : indicator->id;
    struct value head = values_cell(arena, name);
    values_set(arena, head, "precision", values_text(arena, indicator->unit));
    value_push(arena, cells, head);
    value_push(arena, cells,
               owner ? values_cell_link(site, arena, values_name(arena, owner), owner)
                     : values_cell(arena, site_word(site, "tout_le_contrat")));
    value_push(arena, cells, start_cell(site, arena, indicator));
    value_push(arena, cells, last_cell(site, arena, indicator));
    value_push(arena, cells,
               values_cell_number(arena, computed_target(indicator, &target)
                                             ? french_number(arena, target, 2)
                                             : SLICE("")));
    value_push(arena, cells, values_cell(arena, french_date(arena, indicator->due)));
    value_push(arena, cells, state_cell(site, arena, indicator));
    components_table_row(arena, table, cells, false);
}

static void add_rows(const struct site *site, struct arena *arena, struct value table,
                     const struct list *indicators, const struct record *owner) {
    for (size_t i = 0; i < indicators->count; i++)
        add_row(site, arena, table, indicators->items[i], owner);
}

static void add_axis(const struct site *site, struct arena *arena, struct value root,
                     const struct axis *axis, size_t rank) {
    const struct record *record = &axis->page.record;
    struct slice name = values_name(arena, record);
    struct slice title =
        slice_format(arena, "%.*s (%.*s)", SLICE_ARG(site_word(site, "indicateurs")),
                     SLICE_ARG(components_axis_name(site, arena, axis)));
    struct value table = new_table(site, arena, title);
    add_rows(site, arena, table, &axis->indicators, record);
    for (size_t i = 0; i < axis->actions.count; i++) {
        const struct action *action = axis->actions.items[i];
        add_rows(site, arena, table, &action->indicators, &action->page.record);
    }
    struct slice anchor = slice_format(arena, "axe-%zu", rank + 1);
    struct value section = components_table_section(site, arena, root, anchor.data, name, table);
    values_set(arena, section, "url", site_href_of(site, arena, record));
}

/* How far the targets are met, over all indicators. */
struct tally {
    size_t all;
    size_t met;
    size_t compared;
};

static void count(struct tally *tally, const struct list *indicators) {
    for (size_t i = 0; i < indicators->count; i++) {
        const struct indicator *indicator = indicators->items[i];
        const struct indicator_value *last = computed_last_value(indicator);
        double target;
        tally->all++;
        if (!last || !computed_target(indicator, &target))
            continue;
        tally->compared++;
        tally->met += computed_target_is_met(indicator, last->value.number, target);
    }
}

static struct tally count_all(const struct content *content) {
    struct tally tally = {0};
    count(&tally, &content->contract->indicators);
    for (size_t i = 0; i < content->axes.count; i++)
        count(&tally, &((const struct axis *)content->axes.items[i])->indicators);
    for (size_t i = 0; i < content->actions.count; i++)
        count(&tally, &((const struct action *)content->actions.items[i])->indicators);
    return tally;
}

static struct value key_figures(const struct site *site, struct arena *arena) {
    struct tally tally = count_all(site->content);
    struct value figures = value_list(arena);
    lists_figure(arena, figures, french_number(arena, (double)tally.all, 0),
                 site_word(site, tally.all < 2 ? "mot_indicateur" : "mot_indicateurs"));
    lists_figure(arena, figures, french_number(arena, (double)tally.compared, 0),
                 site_word(site, "indicateurs_compares"));
    lists_figure(arena, figures, french_number(arena, (double)tally.met, 0),
                 site_word(site, tally.met < 2 ? "mot_cible_atteinte" : "mot_cibles_atteintes"));
    return values_list(arena, figures);
}

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    const struct content *content = site->content;
    (void)page;
    value_set(arena, root, "chiffres", key_figures(site, arena));
    struct value table = new_table(site, arena, site_word(site, "indicateurs_du_contrat"));
    add_rows(site, arena, table, &content->contract->indicators, NULL);
    components_table_section(site, arena, root, "contrat", site_word(site, "tout_le_contrat"),
                             table);
    for (size_t i = 0; i < content->axes.count; i++)
        add_axis(site, arena, root, content->axes.items[i], i);
}

void pages_indicators(struct site *site) {
    if (count_all(site->content).all == 0)
        return;
    site_add(site, (struct site_page){.url = SLICE("indicateurs/"),
                                      .template_name = "indicateurs",
                                      .fill = fill,
                                      .title = site_word(site, "indicateurs"),
                                      .summary = site_word(site, "indicateurs_resume")});
}
