/* /avancement/: what is late first, each axis by status, all actions, what is in the way. */
#include "site/pages.h"

#include "site/components.h"
#include "site/drawings.h"
#include "site/evolution.h"
#include "site/lists.h"
#include "site/pages/progress.h"
#include "site/values.h"
#include "text/french.h"

#include <stdlib.h>

#define STATUSES (ACTION_ABANDONED + 1)
#define DIFFICULTIES_SHOWN 3

static const struct schema_choice *status_choices(void) {
    return schema_find(&action_schema, SLICE("statut"))->choices;
}

static void column(struct arena *arena, const struct site *site, struct value table,
                   const char *word) {
    components_table_column(arena, table, site_word(site, word), false);
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
    components_table_as_cards(arena, table);
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

struct told {
    const struct action *action;
    const struct difficulty *difficulty;
    size_t rank;
};

/* The open ones first, then the newest. */
static int compare_difficulties(const void *left, const void *right) {
    const struct told *a = left, *b = right;
    bool settled = a->difficulty->status == DIFFICULTY_SETTLED;
    if (settled != (b->difficulty->status == DIFFICULTY_SETTLED))
        return settled ? 1 : -1;
    int order = date_compare(b->difficulty->date, a->difficulty->date);
    return order ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

static struct told *sorted_difficulties(const struct list *actions, struct arena *arena,
                                        size_t *count) {
    struct told *told = NULL;
    *count = 0;
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        for (size_t j = 0; j < action->difficulties.count; j++) {
            struct told one = {action, action->difficulties.items[j], *count};
            arena_push(arena, told, *count, one);
        }
    }
    if (*count)
        qsort(told, *count, sizeof *told, compare_difficulties);
    return told;
}

/* The newest open difficulties; the others, and those that are settled, are folded. */
static void add_difficulties(const struct site *site, struct arena *arena, struct value root) {
    struct value shown = value_list(arena);
    struct value others = value_list(arena);
    size_t count;
    struct told *told = sorted_difficulties(&site->content->actions, arena, &count);
    for (size_t i = 0; i < count; i++) {
        bool open = told[i].difficulty->status != DIFFICULTY_SETTLED;
        value_push(arena, open && i < DIFFICULTIES_SHOWN ? shown : others,
                   difficulty_item(site, arena, told[i].action, told[i].difficulty));
    }
    struct value section =
        components_section(site, arena, root, "difficultes",
                           site_word(site, "difficultes_ouvertes"), "liste-difficultes", shown);
    components_section_fold(site, arena, section, others);
}

static void add_count(const struct site *site, struct arena *arena, struct value figures,
                      size_t count, const char *singular, const char *plural) {
    lists_figure(arena, figures, french_number(arena, (double)count, 0),
                 site_word(site, count < 2 ? singular : plural));
}

/* The contract in six numbers. */
static struct value key_figures(const struct site *site, struct arena *arena) {
    const struct list *actions = &site->content->actions;
    struct counts counts = count_statuses(actions);
    struct value figures = value_list(arena);
    const struct list *decisions = &site->content->decisions;
    size_t late = 0, late_decisions = 0;
    double progress = 0;
    for (size_t i = 0; i < decisions->count; i++)
        late_decisions += computed_decision_is_late(site->content, decisions->items[i]);
    for (size_t i = 0; i < actions->count; i++)
        late += computed_action_is_late(site->content, actions->items[i]);
    if (computed_progress(actions, &progress))
        lists_ring(arena, figures, drawings_progress(site, arena, progress),
                   site_word(site, "avancement_moyen_mot"));
    add_count(site, arena, figures, counts.all, "mot_action", "mot_actions");
    add_count(site, arena, figures, counts.by_status[ACTION_RUNNING], "mot_en_cours",
              "mot_en_cours");
    add_count(site, arena, figures,
              counts.by_status[ACTION_DONE] + counts.by_status[ACTION_PERMANENT], "mot_aboutie",
              "mot_abouties");
    add_count(site, arena, figures, late, "mot_action_en_retard", "mot_actions_en_retard");
    if (decisions->count)
        add_count(site, arena, figures, late_decisions, "mot_decision_en_retard",
                  "mot_decisions_en_retard");
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
    progress_add_late(site, arena, root);
    add_axes(site, arena, root);
    progress_add_actions(site, arena, root);
    add_evolution(site, arena, root);
    progress_add_moves(site, arena, root);
    progress_add_decisions(site, arena, root);
    add_difficulties(site, arena, root);
}

void pages_progress(struct site *site) {
    if (site->content->actions.count == 0)
        return;
    site_add_data(site,
                  (struct site_data){.path = SLICE(PROGRESS_DATA), .write = progress_write_data});
    site_add(site, (struct site_page){.url = SLICE("avancement/"),
                                      .template_name = "avancement",
                                      .fill = fill,
                                      .title = site_word(site, "avancement_titre"),
                                      .summary = site_word(site, "avancement_resume")});
}
