/* /avancement/: what is late first, each axis by status, all actions, what is in the way. */
#include "site/pages.h"

#include "site/components.h"
#include "site/evolution.h"
#include "site/lists.h"
#include "site/values.h"
#include "text/french.h"

#define STATUSES (ACTION_ABANDONED + 1)

static const struct schema_choice *status_choices(void) {
    return schema_find(&action_schema, SLICE("statut"))->choices;
}

static struct slice status_label(const struct site *site) {
    return values_label(site, schema_find(&action_schema, SLICE("statut")));
}

static struct value cell_of_action(const struct site *site, struct arena *arena,
                                   const struct action *action) {
    const struct record *record = &action->page.record;
    return values_cell_link(site, arena, values_name(arena, record), record);
}

static struct value late_cell(const struct site *site, struct arena *arena, bool late) {
    if (!late)
        return values_cell_state(arena, value_none());
    struct value state = values_state(arena, "", "en-retard");
    value_set(arena, state, "nom", value_text(site_word(site, "en_retard")));
    return values_cell_state(arena, state);
}

/* The first pilot, and how many more. */
static struct value pilot_cell(const struct site *site, struct arena *arena,
                               const struct action *action) {
    if (action->pilots.count == 0)
        return values_cell(arena, SLICE(""));
    struct value cell = values_reference(site, arena, &action->pilots.items[0]);
    if (action->pilots.count > 1)
        value_set(arena, cell, "precision",
                  value_text(slice_format(arena, "+ %zu", action->pilots.count - 1)));
    return cell;
}

static struct slice end_of(struct arena *arena, const struct action *action) {
    return action->calendar ? french_date(arena, action->calendar->end) : SLICE("");
}

static void column(struct arena *arena, const struct site *site, struct value table,
                   const char *word) {
    components_table_column(arena, table, site_word(site, word), false);
}

static struct value actions_table(const struct site *site, struct arena *arena, const char *title,
                                  bool late_only) {
    struct value table = components_table(arena, site_word(site, title));
    column(arena, site, table, "action");
    column(arena, site, table, "axe");
    components_table_column(arena, table, status_label(site), false);
    column(arena, site, table, "pilote");
    column(arena, site, table, "avancement");
    column(arena, site, table, "fin_prevue");
    if (!late_only)
        column(arena, site, table, "retard");
    const struct list *actions = &site->content->actions;
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        bool late = computed_action_is_late(site->content, action);
        if (late_only && !late)
            continue;
        struct value cells = value_list(arena);
        const struct record *axis = action->axis ? &action->axis->page.record : NULL;
        value_push(arena, cells, cell_of_action(site, arena, action));
        value_push(arena, cells,
                   axis ? values_cell_link(site, arena, action->axis->number, axis)
                        : values_cell(arena, SLICE("")));
        value_push(arena, cells,
                   values_cell_state(arena, values_choice(arena, &action->page.record, "statut")));
        value_push(arena, cells, pilot_cell(site, arena, action));
        value_push(arena, cells, values_cell_progress(arena, computed_action_progress(action)));
        value_push(arena, cells, values_cell(arena, end_of(arena, action)));
        if (!late_only)
            value_push(arena, cells, late_cell(site, arena, late));
        components_table_row(arena, table, cells, false);
    }
    return table;
}

static void add_late_steps(const struct site *site, struct arena *arena, struct value table,
                           const struct action *action) {
    for (size_t i = 0; i < action->steps.count; i++) {
        const struct step *step = action->steps.items[i];
        if (!computed_step_is_late(site->content, action, step))
            continue;
        struct value cells = value_list(arena);
        value_push(arena, cells, values_cell(arena, step->title));
        value_push(arena, cells, cell_of_action(site, arena, action));
        value_push(arena, cells, pilot_cell(site, arena, action));
        value_push(arena, cells, values_cell(arena, french_date(arena, step->due)));
        components_table_row(arena, table, cells, false);
    }
}

static struct value late_steps(const struct site *site, struct arena *arena) {
    struct value table = components_table(arena, site_word(site, "etapes_en_retard"));
    column(arena, site, table, "etape");
    column(arena, site, table, "action");
    column(arena, site, table, "pilote");
    column(arena, site, table, "echeance");
    const struct list *actions = &site->content->actions;
    for (size_t i = 0; i < actions->count; i++)
        add_late_steps(site, arena, table, actions->items[i]);
    return table;
}

static void add_late(const struct site *site, struct arena *arena, struct value root) {
    struct value tables[] = {actions_table(site, arena, "actions_en_retard", true),
                             late_steps(site, arena)};
    struct value shown = value_list(arena);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (value_count(value_get(tables[i], SLICE("lignes"))))
            value_push(arena, shown, tables[i]);
    components_section(site, arena, root, "retards", site_word(site, "ce_qui_est_en_retard"),
                       "tableaux", shown);
}

/* How many actions are in each status. */
struct counts {
    size_t by_status[STATUSES];
    size_t all;
};

static struct counts count_statuses(const struct list *actions) {
    struct counts counts = {0};
    for (size_t i = 0; i < actions->count; i++)
        counts.by_status[((const struct action *)actions->items[i])->status]++;
    counts.all = actions->count;
    return counts;
}

/* A row of the table of axes: `all` says which statuses have a column. */
static void add_counts(struct arena *arena, struct value table, struct value head,
                       const struct list *actions, const struct counts *all, bool total) {
    struct counts counts = count_statuses(actions);
    struct value cells = value_list(arena);
    double progress = 0;
    value_push(arena, cells, head);
    for (size_t status = 1; status < STATUSES; status++)
        if (all->by_status[status])
            value_push(arena, cells,
                       values_cell_number(
                           arena, french_number(arena, (double)counts.by_status[status], 0)));
    value_push(arena, cells,
               values_cell_number(arena, french_number(arena, (double)counts.all, 0)));
    value_push(arena, cells,
               computed_progress(actions, &progress) ? values_cell_progress(arena, progress)
                                                     : values_cell(arena, SLICE("")));
    components_table_row(arena, table, cells, total);
}

static void add_axes(const struct site *site, struct arena *arena, struct value root) {
    const struct content *content = site->content;
    const struct schema_choice *choices = status_choices();
    struct counts all = count_statuses(&content->actions);
    struct value table = components_table(arena, site_word(site, "statuts_par_axe"));
    column(arena, site, table, "axe");
    for (size_t status = 1; status < STATUSES; status++)
        if (all.by_status[status])
            components_table_column(arena, table, slice_from(choices[status - 1].word), true);
    components_table_column(arena, table, site_word(site, "total"), true);
    column(arena, site, table, "avancement_moyen");
    for (size_t i = 0; i < content->axes.count; i++) {
        const struct axis *axis = content->axes.items[i];
        const struct record *record = &axis->page.record;
        add_counts(arena, table, values_cell_link(site, arena, values_name(arena, record), record),
                   &axis->actions, &all, false);
    }
    add_counts(arena, table, values_cell(arena, site_word(site, "total")), &content->actions, &all,
               true);
    value_set(arena, table, "note", value_text(site_word(site, "avancement_note")));
    components_table_section(site, arena, root, "axes", site_word(site, "avancement_par_axe"),
                             table);
}

static struct value difficulty_item(const struct site *site, struct arena *arena,
                                    const struct action *action,
                                    const struct difficulty *difficulty) {
    struct value item = values_record(site, arena, &difficulty->record);
    const struct record *record = &action->page.record;
    struct value href = site_href_of(site, arena, record);
    value_set(arena, item, "vers", value_is_true(href) ? href : value_bool(false));
    value_set(arena, item, "vers_titre", values_text(arena, values_name(arena, record)));
    return item;
}

static void add_difficulties(const struct site *site, struct arena *arena, struct value root) {
    struct value items = value_list(arena);
    const struct list *actions = &site->content->actions;
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        for (size_t j = 0; j < action->difficulties.count; j++) {
            const struct difficulty *difficulty = action->difficulties.items[j];
            if (difficulty->status != DIFFICULTY_SETTLED)
                value_push(arena, items, difficulty_item(site, arena, action, difficulty));
        }
    }
    components_section(site, arena, root, "difficultes", site_word(site, "difficultes_ouvertes"),
                       "liste-difficultes", items);
}

static void add_count(const struct site *site, struct arena *arena, struct value figures,
                      size_t count, const char *singular, const char *plural) {
    lists_figure(arena, figures, french_number(arena, (double)count, 0),
                 site_word(site, count < 2 ? singular : plural));
}

/* The contract in five numbers. */
static struct value key_figures(const struct site *site, struct arena *arena) {
    const struct list *actions = &site->content->actions;
    struct counts counts = count_statuses(actions);
    struct value figures = value_list(arena);
    size_t late = 0;
    double progress = 0;
    for (size_t i = 0; i < actions->count; i++)
        late += computed_action_is_late(site->content, actions->items[i]);
    add_count(site, arena, figures, counts.all, "mot_action", "mot_actions");
    add_count(site, arena, figures, counts.by_status[ACTION_RUNNING], "mot_en_cours",
              "mot_en_cours");
    add_count(site, arena, figures,
              counts.by_status[ACTION_DONE] + counts.by_status[ACTION_PERMANENT], "mot_aboutie",
              "mot_abouties");
    add_count(site, arena, figures, late, "en_retard", "en_retard");
    if (computed_progress(actions, &progress))
        lists_figure(arena, figures,
                     value_get(values_progress(arena, progress), SLICE("texte")).text,
                     site_word(site, "avancement_moyen_mot"));
    return values_list(arena, figures);
}

/* How statuses moved, from git. */
static void add_evolution(const struct site *site, struct arena *arena, struct value root) {
    struct value figures = value_list(arena);
    struct value figure = evolution_figure(site, arena);
    if (value_is_true(figure))
        value_push(arena, figures, figure);
    components_section(site, arena, root, "evolution", site_word(site, "au_fil_du_temps"),
                       "figures", figures);
}

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    (void)page;
    value_set(arena, root, "chiffres", key_figures(site, arena));
    add_late(site, arena, root);
    add_axes(site, arena, root);
    add_evolution(site, arena, root);
    add_difficulties(site, arena, root);
    components_table_section(site, arena, root, "actions", site_word(site, "toutes_les_actions"),
                             actions_table(site, arena, "tableau_des_actions", false));
}

void pages_progress(struct site *site) {
    if (site->content->actions.count == 0)
        return;
    site_add(site, (struct site_page){.url = SLICE("avancement/"),
                                      .template_name = "avancement",
                                      .fill = fill,
                                      .title = site_word(site, "avancement_titre"),
                                      .summary = site_word(site, "avancement_resume")});
}
