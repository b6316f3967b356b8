/* The tables of /avancement/: what is late, the decisions to do, all actions. */
#include "site/pages/progress.h"

#include "site/components.h"
#include "site/filters.h"
#include "site/values.h"

#include <stdlib.h>

#define SHOWN 5 /* rows before the others are folded; the table of all actions has them all */

static struct slice status_label(const struct site *site) {
    return values_label(site, schema_find(&action_schema, SLICE("statut")));
}

static struct value cell_of_action(const struct site *site, struct arena *arena,
                                   const struct action *action) {
    const struct record *record = &action->page.record;
    return values_cell_link(site, arena, values_name(arena, record), record);
}

/* Statuses sort in the order of their list. */
static struct value status_cell(struct arena *arena, const struct action *action) {
    struct value cell =
        values_cell_state(arena, values_choice(arena, &action->page.record, "statut"));
    value_set(arena, cell, "tri", value_number(arena, action->status));
    return cell;
}

static struct value late_cell(const struct site *site, struct arena *arena, bool late) {
    if (!late)
        return values_cell_state(arena, value_none());
    struct value state = values_state(arena, "", "en-retard");
    value_set(arena, state, "nom", value_text(site_word(site, "en_retard")));
    return values_cell_state(arena, state);
}

/* The first reference, and how many more. */
static struct value first_cell(const struct site *site, struct arena *arena,
                               const struct references *references) {
    if (references->count == 0)
        return values_cell(arena, SLICE(""));
    struct value cell = values_reference(site, arena, &references->items[0]);
    if (references->count > 1)
        value_set(arena, cell, "precision",
                  value_text(slice_format(arena, "+ %zu", references->count - 1)));
    return cell;
}

static struct date end_of(const struct action *action) {
    return action->calendar ? action->calendar->end : (struct date){0};
}

/* A column named by a word, which is also its key in the address of a sorted table. */
static void column(struct arena *arena, const struct site *site, struct value table,
                   const char *word) {
    components_table_column(arena, table,
                            slice_equal(slice_from(word), SLICE("statut")) ? status_label(site)
                                                                           : site_word(site, word),
                            false);
    struct value columns = value_get(table, SLICE("colonnes"));
    value_set(arena, value_at(columns, value_count(columns) - 1), "cle", value_string(word));
}

static struct value table_of(const struct site *site, struct arena *arena, const char *title,
                             const char *const *columns, size_t count) {
    struct value table = components_table(arena, site_word(site, title));
    for (size_t i = 0; i < count; i++)
        column(arena, site, table, columns[i]);
    components_table_as_cards(arena, table);
    return table;
}

#define TABLE(site, arena, title, columns)                                                         \
    table_of(site, arena, title, columns, sizeof(columns) / sizeof *(columns))

/* ---- Actions ---- */

static const char *const action_columns[] = {"action",     "axe",        "statut", "pilote",
                                             "avancement", "fin_prevue", "retard"};

/* A row of an action; the column of lateness is left out of the table of those that are late. */
static struct value add_action(const struct site *site, struct arena *arena, struct value table,
                               const struct action *action, bool late_only) {
    struct value cells = value_list(arena);
    const struct record *axis = action->axis ? &action->axis->page.record : NULL;
    value_push(arena, cells, cell_of_action(site, arena, action));
    value_push(arena, cells,
               axis ? values_cell_link(site, arena, action->axis->number, axis)
                    : values_cell(arena, SLICE("")));
    value_push(arena, cells, status_cell(arena, action));
    value_push(arena, cells, first_cell(site, arena, &action->pilots));
    value_push(arena, cells, values_cell_progress(arena, computed_action_progress(action)));
    value_push(arena, cells, values_cell_date(arena, end_of(action)));
    if (!late_only)
        value_push(arena, cells,
                   late_cell(site, arena, computed_action_is_late(site->content, action)));
    return components_table_row(arena, table, cells, false);
}

static void mark(struct filters *filters, struct value row, const char *key, struct slice name) {
    filters_mark(filters, row, key, name, name);
}

static void mark_references(struct filters *filters, struct value row, const char *key,
                            const struct references *references) {
    for (size_t i = 0; i < references->count; i++)
        mark(filters, row, key, values_reference_name(filters->arena, &references->items[i]));
}

static void mark_texts(struct filters *filters, struct value row, const char *key,
                       const struct texts *texts) {
    for (size_t i = 0; i < texts->count; i++)
        mark(filters, row, key, texts->items[i]);
}

static void mark_action(const struct site *site, struct filters *filters, struct value row,
                        const struct action *action) {
    const struct schema_field *status = schema_find(&action_schema, SLICE("statut"));
    const struct schema_choice *choice = schema_choice_of(&action->page.record, status);
    bool late = computed_action_is_late(site->content, action);
    if (action->axis)
        filters_mark(filters, row, "axe", action->axis->number,
                     values_name(filters->arena, &action->axis->page.record));
    if (choice)
        mark(filters, row, "statut", slice_from(choice->word));
    mark_references(filters, row, "pilote", &action->pilots);
    mark_texts(filters, row, "public", &action->publics);
    mark_texts(filters, row, "theme", &action->themes);
    mark_references(filters, row, "lieu", &action->communes);
    mark_references(filters, row, "lieu", &action->sectors);
    mark_references(filters, row, "lieu", &action->districts);
    if (action->communes.count + action->sectors.count + action->districts.count == 0)
        mark(filters, row, "lieu", site_word(site, "tout_le_territoire"));
    mark(filters, row, "retard", site_word(site, late ? "en_retard" : "sans_retard"));
}

/* Statuses in use, in the order of their list. */
static void add_statuses(const struct site *site, struct filters *filters) {
    const struct schema_choice *choices = schema_find(&action_schema, SLICE("statut"))->choices;
    const struct list *actions = &site->content->actions;
    for (int status = ACTION_UNSET + 1; status <= ACTION_ABANDONED; status++) {
        struct slice word = slice_from(choices[status - 1].word);
        for (size_t i = 0; i < actions->count; i++)
            if (((const struct action *)actions->items[i])->status == status)
                filters_add_option(filters, "statut", word, word);
    }
}

static void add_facets(const struct site *site, struct filters *filters) {
    filters_add_facet(filters, "axe", site_word(site, "axe"), false);
    filters_add_facet(filters, "statut", status_label(site), false);
    add_statuses(site, filters);
    filters_add_facet(filters, "pilote", site_word(site, "pilote"), true);
    filters_add_facet(filters, "public", site_word(site, "public"), true);
    filters_add_facet(filters, "theme", site_word(site, "theme"), true);
    filters_add_facet(filters, "lieu", site_word(site, "lieu"), true);
    filters_add_facet(filters, "retard", site_word(site, "retard"), true);
}

void progress_add_actions(const struct site *site, struct arena *arena, struct value root) {
    struct value table = TABLE(site, arena, "tableau_des_actions", action_columns);
    const struct list *actions = &site->content->actions;
    struct filters filters;
    filters_init(&filters, arena);
    add_facets(site, &filters);
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        mark_action(site, &filters, add_action(site, arena, table, action, false), action);
    }
    value_set(arena, table, "filtre",
              filters_form(&filters, site, "filtre_tableau", "mot_action", "mot_actions"));
    value_set(arena, table, "fichier", data_href(site, PROGRESS_DATA));
    components_table_section(site, arena, root, "actions", site_word(site, "toutes_les_actions"),
                             table);
}

/* ---- What is late ---- */

static struct value late_actions(const struct site *site, struct arena *arena) {
    struct value table = table_of(site, arena, "actions_en_retard", action_columns,
                                  sizeof action_columns / sizeof *action_columns - 1);
    const struct list *actions = &site->content->actions;
    for (size_t i = 0; i < actions->count; i++)
        if (computed_action_is_late(site->content, actions->items[i]))
            add_action(site, arena, table, actions->items[i], true);
    return table;
}

struct late_step {
    const struct action *action;
    const struct step *step;
    size_t rank;
};

static int compare_steps(const void *left, const void *right) {
    const struct late_step *a = left, *b = right;
    int order = date_compare(a->step->due, b->step->due);
    return order ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

/* The steps that wait the longest come first. */
static struct value late_steps(const struct site *site, struct arena *arena) {
    static const char *const columns[] = {"etape", "action", "pilote", "echeance"};
    struct value table = TABLE(site, arena, "etapes_en_retard", columns);
    const struct list *actions = &site->content->actions;
    struct late_step *late = NULL;
    size_t count = 0;
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        for (size_t j = 0; j < action->steps.count; j++)
            if (computed_step_is_late(site->content, action, action->steps.items[j])) {
                struct late_step found = {action, action->steps.items[j], count};
                arena_push(arena, late, count, found);
            }
    }
    if (count)
        qsort(late, count, sizeof *late, compare_steps);
    for (size_t i = 0; i < count; i++) {
        struct value cells = value_list(arena);
        value_push(arena, cells, values_cell(arena, late[i].step->title));
        value_push(arena, cells, cell_of_action(site, arena, late[i].action));
        value_push(arena, cells, first_cell(site, arena, &late[i].action->pilots));
        value_push(arena, cells, values_cell_date(arena, late[i].step->due));
        components_table_row(arena, table, cells, false);
    }
    return table;
}

/* ---- Decisions ---- */

static int compare_due(const void *left, const void *right) {
    const struct decision *a = *(const struct decision *const *)left;
    const struct decision *b = *(const struct decision *const *)right;
    bool undated = a->due.year == 0;
    if (undated != (b->due.year == 0))
        return undated ? 1 : -1; /* without a deadline: last */
    int order = date_compare(a->due, b->due);
    return order ? order : slice_compare(a->number, b->number);
}

static struct value open_decisions(const struct site *site, struct arena *arena, bool late,
                                   const char *title) {
    static const char *const columns[] = {"decision", "action", "responsable", "echeance"};
    struct value table = TABLE(site, arena, title, columns);
    const struct list *decisions = &site->content->decisions;
    struct list kept = {0};
    for (size_t i = 0; i < decisions->count; i++)
        if (computed_decision_is_open(decisions->items[i]) &&
            computed_decision_is_late(site->content, decisions->items[i]) == late)
            arena_push(arena, kept.items, kept.count, decisions->items[i]);
    if (kept.count)
        qsort(kept.items, kept.count, sizeof *kept.items, compare_due);
    for (size_t i = 0; i < kept.count; i++) {
        const struct decision *decision = kept.items[i];
        struct value cells = value_list(arena);
        struct value head = values_cell_link(site, arena, decision->number, &decision->record);
        value_set(arena, head, "precision", values_text(arena, decision->text));
        value_push(arena, cells, head);
        value_push(arena, cells, first_cell(site, arena, &decision->actions));
        value_push(arena, cells, values_reference(site, arena, &decision->responsible));
        value_push(arena, cells, values_cell_date(arena, decision->due));
        components_table_row(arena, table, cells, false);
    }
    return table;
}

void progress_add_late(const struct site *site, struct arena *arena, struct value root) {
    struct value tables[] = {late_actions(site, arena), late_steps(site, arena),
                             open_decisions(site, arena, true, "decisions_echues")};
    struct value shown = value_list(arena);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        components_table_fold(site, arena, tables[i], SHOWN);
        if (value_count(value_get(tables[i], SLICE("lignes"))))
            value_push(arena, shown, tables[i]);
    }
    components_section(site, arena, root, "retards", site_word(site, "ce_qui_est_en_retard"),
                       "tableaux", shown);
}

void progress_add_decisions(const struct site *site, struct arena *arena, struct value root) {
    struct value table = open_decisions(site, arena, false, "decisions_en_cours");
    components_table_fold(site, arena, table, SHOWN);
    struct value section = components_table_section(site, arena, root, "decisions",
                                                    site_word(site, "decisions_en_cours"), table);
    value_set(arena, section, "suite",
              components_link(site, arena, site_word(site, "page_decisions"), SLICE("decisions/")));
}
