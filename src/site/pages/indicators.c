/*
 * /indicateurs/: every indicator against its target, the contract's then each axis's: small charts
 * of one shape side by side, then their numbers in a table.
 */
#include "site/pages/indicators.h"

#include "site/components.h"
#include "site/drawings.h"
#include "site/lists.h"
#include "site/pages.h"
#include "site/values.h"
#include "text/french.h"

static const char *const columns[] = {
    "indicateur", "action", "valeur_depart", "derniere_valeur", "valeur_visee", "echeance", "etat"};

/* The indicators of a section: small charts, and rows. */
struct group {
    const struct site *site;
    struct arena *arena;
    struct value charts;
    struct value table;
};

static struct value new_table(const struct site *site, struct arena *arena, struct slice title) {
    struct value table = components_table(arena, title);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        components_table_column(arena, table, site_word(site, columns[i]), i >= 2 && i <= 4);
    return table;
}

static struct group new_group(const struct site *site, struct arena *arena, struct slice title) {
    return (struct group){site, arena, value_list(arena), new_table(site, arena, title)};
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
static struct value state_of(const struct site *site, struct arena *arena,
                             const struct indicator *indicator) {
    const struct indicator_value *last = computed_last_value(indicator);
    double target;
    if (!last || !computed_target(indicator, &target))
        return value_none();
    bool met = computed_target_is_met(indicator, last->value.number, target);
    bool past = computed_is_past(site->content, indicator->due);
    struct value state = values_state(arena, "",
                                      met    ? "atteinte"
                                      : past ? "en-retard"
                                             : "en-cours");
    struct slice name = site_word(site, met    ? "cible_atteinte"
                                        : past ? "cible_manquee"
                                               : "cible_en_vue");
    value_set(arena, state, "nom", value_text(name));
    return state;
}

static struct value owner_cell(const struct group *group, const struct record *owner) {
    if (!owner)
        return values_cell(group->arena, site_word(group->site, "tout_le_contrat"));
    return values_cell_link(group->site, group->arena, values_name(group->arena, owner), owner);
}

static void add_row(struct group *group, const struct indicator *indicator,
                    const struct record *owner) {
    const struct site *site = group->site;
    struct arena *arena = group->arena;
    struct value cells = value_list(arena);
    double target;
    struct slice name = computed_indicator_name(indicator);
    struct value head = values_cell(arena, name);
    values_set(arena, head, "precision", values_text(arena, indicator->unit));
    value_push(arena, cells, head);
    value_push(arena, cells, owner_cell(group, owner));
    value_push(arena, cells, start_cell(site, arena, indicator));
    value_push(arena, cells, last_cell(site, arena, indicator));
    value_push(arena, cells,
               values_cell_number(arena, computed_target(indicator, &target)
                                             ? french_number(arena, target, 2)
                                             : SLICE("")));
    value_push(arena, cells, values_cell(arena, french_date(arena, indicator->due)));
    value_push(arena, cells, values_cell_state(arena, state_of(site, arena, indicator)));
    components_table_row(arena, group->table, cells, false);
}

/* "60 (31 décembre 2027)": the target and when it is due. */
static struct value target_of(struct arena *arena, const struct indicator *indicator) {
    double target;
    if (!computed_target(indicator, &target))
        return value_none();
    struct slice number = french_number(arena, target, 2);
    if (!date_is_set(indicator->due))
        return value_text(number);
    return value_text(slice_format(arena, "%.*s (%.*s)", SLICE_ARG(number),
                                   SLICE_ARG(french_date(arena, indicator->due))));
}

static void add_chart(struct group *group, const struct indicator *indicator, size_t rank,
                      const struct record *owner) {
    struct arena *arena = group->arena;
    struct value item = value_hash(arena);
    struct value last = last_cell(group->site, arena, indicator);
    bool known = computed_last_value(indicator) != NULL;
    values_set(arena, item, "nom", values_text(arena, computed_indicator_name(indicator)));
    values_set(arena, item, "valeur", value_get(last, SLICE("texte")));
    values_set(arena, item, "unite", known ? values_text(arena, indicator->unit) : value_none());
    values_set(arena, item, "date", value_get(last, SLICE("precision")));
    values_set(arena, item, "dessin",
               drawings_indicator(group->site, arena, indicator, rank, true));
    values_set(arena, item, "cible", target_of(arena, indicator));
    values_set(arena, item, "statut", state_of(group->site, arena, indicator));
    values_set(arena, item, "origine", owner ? owner_cell(group, owner) : value_none());
    value_push(arena, group->charts, item);
}

static void add_all(struct group *group, const struct list *indicators,
                    const struct record *owner) {
    for (size_t i = 0; i < indicators->count; i++) {
        add_chart(group, indicators->items[i], i + 1, owner);
        add_row(group, indicators->items[i], owner);
    }
}

static struct value add_section(const struct group *group, struct value root, const char *anchor,
                                struct slice title) {
    struct value section = components_section(group->site, group->arena, root, anchor, title,
                                              "liste-vignettes", group->charts);
    value_set(group->arena, section, "donnees", group->table);
    return section;
}

static void add_axis(const struct site *site, struct arena *arena, struct value root,
                     const struct axis *axis, size_t rank) {
    const struct record *record = &axis->page.record;
    struct slice title =
        slice_format(arena, "%.*s (%.*s)", SLICE_ARG(site_word(site, "indicateurs")),
                     SLICE_ARG(components_axis_name(site, arena, axis)));
    struct group group = new_group(site, arena, title);
    add_all(&group, &axis->indicators, record);
    for (size_t i = 0; i < axis->actions.count; i++) {
        const struct action *action = axis->actions.items[i];
        add_all(&group, &action->indicators, &action->page.record);
    }
    struct slice anchor = slice_format(arena, "axe-%zu", rank + 1);
    struct value section = add_section(&group, root, anchor.data, values_name(arena, record));
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
    value_set(arena, root, "fichier", data_href(site, INDICATORS_DATA));
    struct group group = new_group(site, arena, site_word(site, "indicateurs_du_contrat"));
    add_all(&group, &content->contract->indicators, NULL);
    add_section(&group, root, "contrat", site_word(site, "tout_le_contrat"));
    for (size_t i = 0; i < content->axes.count; i++)
        add_axis(site, arena, root, content->axes.items[i], i);
}

void pages_indicators(struct site *site) {
    if (count_all(site->content).all == 0)
        return;
    site_add_data(
        site, (struct site_data){.path = SLICE(INDICATORS_DATA), .write = indicators_write_data});
    site_add(site, (struct site_page){.url = SLICE("indicateurs/"),
                                      .template_name = "indicateurs",
                                      .fill = fill,
                                      .title = site_word(site, "indicateurs"),
                                      .summary = site_word(site, "indicateurs_resume")});
}
