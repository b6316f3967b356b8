/*
 * /budget/: money by funder, year, axis and action, in tables whose totals add up; agreements with
 * their payments; the funding of the coordination. A line of a budget is one sum, counted once,
 * whatever its state: granted totals include what is paid, refused sums are in none, in-kind ones
 * stand apart.
 */
#include "site/pages/budget.h"

#include "site/pages.h"

#include "base/utf8.h"
#include "charts/chart.h"
#include "site/components.h"
#include "site/drawings.h"
#include "site/values.h"
#include "text/french.h"

#include <limits.h>
#include <stdlib.h>

#define YEAR_COLUMNS 12   /* a table by funder and year has no more */
#define PICTURE_GROUPS 12 /* nor a picture; its table has all */

/* What some lines of budgets come to, in cents. */
struct sums {
    long long planned;
    long long requested;
    long long granted; /* what is paid included */
    long long paid;
    long long in_kind; /* not refused */
    long long refused; /* in kind or not */
};

/* The lines that share a funder, a year, an axis. */
struct group {
    struct slice name;
    const struct record *record; /* to link to; NULL: none */
    struct sums sums;
    long long *by_year; /* granted, of a funder; NULL: not asked for */
};

struct budget {
    struct arena *arena;
    const struct site *site;
    struct map funders; /* folded name to struct group */
    struct map years;   /* "2025" to struct group */
    struct group **by_funder;
    size_t funder_count;
    struct group **by_year;
    size_t year_count;
    struct sums all;
    bool hidden; /* some amount is not shown */
};

void budget_add(long long *sum, long long cents) {
    if (__builtin_add_overflow(*sum, cents, sum))
        *sum = LLONG_MAX;
}

struct value budget_money(struct arena *arena, long long cents) {
    return values_cell_number(arena, french_money(arena, cents));
}

void budget_note_hidden(const struct site *site, struct arena *arena, struct value table,
                        bool hidden) {
    if (hidden && site->content->edition == VISIBILITY_PUBLIC)
        value_set(arena, table, "note", value_text(site_word(site, "hors_non_public")));
}

static long long total_of(const struct sums *sums) {
    long long total = sums->planned;
    budget_add(&total, sums->requested);
    budget_add(&total, sums->granted);
    return total;
}

static void add_line(struct sums *sums, const struct budget_line *line) {
    long long cents = line->amount.cents;
    if (line->status == BUDGET_REFUSED) {
        budget_add(&sums->refused, cents);
    } else if (line->nature == BUDGET_IN_KIND) {
        budget_add(&sums->in_kind, cents);
    } else if (line->status == BUDGET_PAID) {
        budget_add(&sums->granted, cents);
        budget_add(&sums->paid, cents);
    } else if (line->status == BUDGET_GRANTED) {
        budget_add(&sums->granted, cents);
    } else if (line->status == BUDGET_REQUESTED) {
        budget_add(&sums->requested, cents);
    } else {
        budget_add(&sums->planned, cents);
    }
}

static bool is_counted(const struct budget_line *line) {
    return line->amount.set;
}

/* ---- Groups ---- */

static struct group *group_in(struct budget *budget, struct map *map, struct group ***groups,
                              size_t *count, struct slice key, struct slice name) {
    struct group *group = map_get(map, key);
    if (group)
        return group;
    group = arena_new(budget->arena, struct group);
    *group = (struct group){.name = name};
    map_put(map, key, group);
    arena_push(budget->arena, *groups, *count, group);
    return group;
}

static struct group *group_of_funder(struct budget *budget, const struct reference *funder) {
    struct slice name = funder->target       ? values_name(budget->arena, funder->target)
                        : funder->words.size ? funder->words
                                             : site_word(budget->site, "sans_financeur");
    struct group *group = group_in(budget, &budget->funders, &budget->by_funder,
                                   &budget->funder_count, utf8_fold(budget->arena, name), name);
    group->record = group->record ? group->record : funder->target;
    return group;
}

static struct slice year_name(struct budget *budget, const struct number *year) {
    return year->set ? slice_format(budget->arena, "%.0f", year->value)
                     : site_word(budget->site, "sans_annee");
}

static int compare_funders(const void *left, const void *right) {
    const struct group *a = *(struct group *const *)left;
    const struct group *b = *(struct group *const *)right;
    long long one = total_of(&a->sums), other = total_of(&b->sums);
    return one != other ? (one < other ? 1 : -1) : utf8_collate(a->name, b->name);
}

/* Years are digits, so that what has none comes last. */
static int compare_years(const void *left, const void *right) {
    const struct group *a = *(struct group *const *)left;
    const struct group *b = *(struct group *const *)right;
    return slice_compare(a->name, b->name);
}

static void sort(struct group **groups, size_t count, int (*compare)(const void *, const void *)) {
    if (count > 1)
        qsort(groups, count, sizeof(struct group *), compare);
}

static void each_line(struct budget *budget,
                      void (*visit)(struct budget *budget, const struct budget_line *line)) {
    const struct list *actions = &budget->site->content->actions;
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        for (size_t j = 0; j < action->budget.count; j++)
            if (is_counted(action->budget.items[j]))
                visit(budget, action->budget.items[j]);
        budget->hidden = budget->hidden || action->budget.hidden;
    }
}

static void gather_line(struct budget *budget, const struct budget_line *line) {
    struct slice year = year_name(budget, &line->year);
    add_line(&group_of_funder(budget, &line->funder)->sums, line);
    add_line(
        &group_in(budget, &budget->years, &budget->by_year, &budget->year_count, year, year)->sums,
        line);
    add_line(&budget->all, line);
}

static void gather(struct budget *budget, const struct site *site, struct arena *arena) {
    *budget =
        (struct budget){.arena = arena, .site = site, .hidden = site->content->actions.hidden != 0};
    map_init(&budget->funders, arena);
    map_init(&budget->years, arena);
    each_line(budget, gather_line);
    sort(budget->by_funder, budget->funder_count, compare_funders);
    sort(budget->by_year, budget->year_count, compare_years);
}

/* ---- Tables of sums ---- */

static const struct {
    const char *word;
    size_t offset;
} columns[] = {{"budget_prevu", offsetof(struct sums, planned)},
               {"budget_demande", offsetof(struct sums, requested)},
               {"budget_accorde", offsetof(struct sums, granted)},
               {"budget_verse", offsetof(struct sums, paid)}};

static struct value sums_table(const struct budget *budget, const char *title, const char *head) {
    const struct site *site = budget->site;
    struct value table = components_table(budget->arena, site_word(site, title));
    components_table_column(budget->arena, table, site_word(site, head), false);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        components_table_column(budget->arena, table, site_word(site, columns[i].word), true);
    components_table_column(budget->arena, table, site_word(site, "total"), true);
    if (budget->all.in_kind)
        components_table_column(budget->arena, table, site_word(site, "budget_en_nature"), true);
    budget_note_hidden(site, budget->arena, table, budget->hidden);
    return table;
}

static void sums_row(const struct budget *budget, struct value table, struct value head,
                     const struct sums *sums, bool total) {
    struct arena *arena = budget->arena;
    struct value cells = value_list(arena);
    value_push(arena, cells, head);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        long long cents = *(const long long *)((const char *)sums + columns[i].offset);
        value_push(arena, cells, budget_money(arena, cents));
    }
    value_push(arena, cells, budget_money(arena, total_of(sums)));
    if (budget->all.in_kind)
        value_push(arena, cells, budget_money(arena, sums->in_kind));
    components_table_row(arena, table, cells, total);
}

static void total_row(const struct budget *budget, struct value table) {
    sums_row(budget, table, values_cell(budget->arena, site_word(budget->site, "total")),
             &budget->all, true);
}

static bool has_sums(const struct sums *sums) {
    return total_of(sums) || sums->in_kind;
}

static struct value groups_table(const struct budget *budget, const char *title, const char *head,
                                 struct group *const *groups, size_t count) {
    struct value table = sums_table(budget, title, head);
    for (size_t i = 0; i < count; i++)
        if (has_sums(&groups[i]->sums))
            sums_row(
                budget, table,
                values_cell_link(budget->site, budget->arena, groups[i]->name, groups[i]->record),
                &groups[i]->sums, false);
    total_row(budget, table);
    return table;
}

static struct sums sums_of_action(const struct action *action) {
    struct sums sums = {0};
    for (size_t i = 0; i < action->budget.count; i++)
        if (is_counted(action->budget.items[i]))
            add_line(&sums, action->budget.items[i]);
    return sums;
}

static void add_sums(struct sums *sums, const struct sums *more) {
    budget_add(&sums->planned, more->planned);
    budget_add(&sums->requested, more->requested);
    budget_add(&sums->granted, more->granted);
    budget_add(&sums->paid, more->paid);
    budget_add(&sums->in_kind, more->in_kind);
    budget_add(&sums->refused, more->refused);
}

static struct value actions_table(const struct budget *budget) {
    struct value table = sums_table(budget, "budget_par_action", "action");
    const struct list *actions = &budget->site->content->actions;
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        const struct record *record = &action->page.record;
        struct sums sums = sums_of_action(action);
        if (has_sums(&sums))
            sums_row(budget, table,
                     values_cell_link(budget->site, budget->arena,
                                      values_name(budget->arena, record), record),
                     &sums, false);
    }
    total_row(budget, table);
    return table;
}

/* ---- Granted, by funder and year ---- */

static void gather_year(struct budget *budget, const struct budget_line *line) {
    struct sums sums = {0};
    struct group *group = group_of_funder(budget, &line->funder);
    struct slice year = year_name(budget, &line->year);
    add_line(&sums, line);
    if (!group->by_year)
        group->by_year = arena_array(budget->arena, long long, budget->year_count);
    for (size_t i = 0; i < budget->year_count; i++)
        if (slice_equal(budget->by_year[i]->name, year))
            budget_add(&group->by_year[i], sums.granted);
}

static struct value years_table(struct budget *budget) {
    const struct site *site = budget->site;
    struct arena *arena = budget->arena;
    struct value table = components_table(arena, site_word(site, "budget_par_financeur_annee"));
    if (budget->year_count < 2 || budget->year_count > YEAR_COLUMNS || !budget->all.granted)
        return table;
    each_line(budget, gather_year);
    components_table_column(arena, table, site_word(site, "financeur"), false);
    for (size_t i = 0; i < budget->year_count; i++)
        components_table_column(arena, table, budget->by_year[i]->name, true);
    components_table_column(arena, table, site_word(site, "total"), true);
    budget_note_hidden(site, arena, table, budget->hidden);
    for (size_t i = 0; i < budget->funder_count; i++) {
        const struct group *group = budget->by_funder[i];
        if (group->sums.granted == 0)
            continue;
        struct value cells = value_list(arena);
        value_push(arena, cells, values_cell_link(site, arena, group->name, group->record));
        for (size_t j = 0; j < budget->year_count; j++)
            value_push(arena, cells, budget_money(arena, group->by_year[j]));
        value_push(arena, cells, budget_money(arena, group->sums.granted));
        components_table_row(arena, table, cells, false);
    }
    struct value cells = value_list(arena);
    value_push(arena, cells, values_cell(arena, site_word(site, "total")));
    for (size_t j = 0; j < budget->year_count; j++)
        value_push(arena, cells, budget_money(arena, budget->by_year[j]->sums.granted));
    value_push(arena, cells, budget_money(arena, budget->all.granted));
    components_table_row(arena, table, cells, true);
    return table;
}

/* ---- Pictures ---- */

/* From the most certain to the least. */
static const char *const picture_words[] = {"budget_deja_verse", "budget_a_verser",
                                            "budget_demande", "budget_prevu"};
#define PICTURE_STATES 4

struct picture {
    struct slice labels[PICTURE_GROUPS];
    struct chart_value values[PICTURE_STATES * PICTURE_GROUPS]; /* group by group */
    struct sums rest; /* of the groups that have no place of their own */
    size_t count;
    size_t beyond;
};

static struct chart_value euros(long long cents) {
    return (struct chart_value){cents > 0, (double)cents / 100};
}

static void picture_put(struct picture *picture, struct slice label, const struct sums *sums) {
    struct chart_value *values = &picture->values[PICTURE_STATES * picture->count];
    values[0] = euros(sums->paid);
    values[1] = euros(sums->granted - sums->paid);
    values[2] = euros(sums->requested);
    values[3] = euros(sums->planned);
    picture->labels[picture->count++] = label;
}

/* The last place is for what is beyond. */
static void picture_add(struct picture *picture, struct slice label, const struct sums *sums) {
    if (total_of(sums) == 0)
        return;
    if (picture->count + 1 < PICTURE_GROUPS) {
        picture_put(picture, label, sums);
        return;
    }
    add_sums(&picture->rest, sums);
    picture->beyond++;
}

/* A picture over its table, with where its numbers come from. */
static struct value sourced(const struct budget *budget, struct chart *chart, const char *id,
                            struct value table) {
    const struct site *site = budget->site;
    struct arena *arena = budget->arena;
    struct value drawing = drawings_chart(site, arena, chart, slice_from(id));
    struct value figure = components_figure(site, arena, chart->title, drawing, table, BUDGET_DATA);
    values_set(arena, figure, "source", values_text(arena, site_word(site, "budget_source")));
    return figure;
}

/* A figure: the picture of some groups, over the table that has them all. */
static struct value picture_figure(const struct budget *budget, struct picture *picture,
                                   const char *title, const char *id, struct value table) {
    const struct site *site = budget->site;
    struct slice names[PICTURE_STATES];
    struct chart_value values[PICTURE_STATES * PICTURE_GROUPS] = {{false, 0}};
    if (picture->beyond)
        picture_put(picture, site_word(site, "budget_les_autres"), &picture->rest);
    for (size_t state = 0; state < PICTURE_STATES; state++) {
        names[state] = site_word(site, picture_words[state]);
        for (size_t i = 0; i < picture->count; i++)
            values[state * picture->count + i] = picture->values[PICTURE_STATES * i + state];
    }
    struct chart chart = {.type = CHART_STACKED,
                          .title = site_word(site, title),
                          .unit = SLICE("€"),
                          .points = picture->count,
                          .labels = picture->labels,
                          .series = PICTURE_STATES,
                          .names = names,
                          .values = values};
    return sourced(budget, &chart, id, table);
}

static struct value groups_figure(const struct budget *budget, const char *title, const char *id,
                                  struct group *const *groups, size_t count, struct value table) {
    struct picture picture = {.count = 0};
    for (size_t i = 0; i < count; i++)
        picture_add(&picture, french_text(budget->arena, groups[i]->name), &groups[i]->sums);
    return picture_figure(budget, &picture, title, id, table);
}

static struct sums sums_of_axis(const struct axis *axis) {
    struct sums sums = {0};
    for (size_t j = 0; j < axis->actions.count; j++) {
        struct sums of_action = sums_of_action(axis->actions.items[j]);
        add_sums(&sums, &of_action);
    }
    return sums;
}

static struct value axes_figure(const struct budget *budget) {
    struct value table = sums_table(budget, "budget_par_axe", "axe");
    struct picture picture = {.count = 0};
    const struct list *axes = &budget->site->content->axes;
    for (size_t i = 0; i < axes->count; i++) {
        const struct axis *axis = axes->items[i];
        const struct record *record = &axis->page.record;
        struct slice name = values_name(budget->arena, record);
        struct sums sums = sums_of_axis(axis);
        if (!has_sums(&sums))
            continue;
        sums_row(budget, table, values_cell_link(budget->site, budget->arena, name, record), &sums,
                 false);
        picture_add(&picture, french_text(budget->arena, name), &sums);
    }
    total_row(budget, table);
    return picture_figure(budget, &picture, "budget_par_axe", "dessin-axes", table);
}

/* ---- By state ---- */

static void state_row(const struct budget *budget, struct value table, const char *word,
                      long long cents, bool total) {
    struct value cells = value_list(budget->arena);
    value_push(budget->arena, cells, values_cell(budget->arena, site_word(budget->site, word)));
    value_push(budget->arena, cells, budget_money(budget->arena, cents));
    components_table_row(budget->arena, table, cells, total);
}

static struct value states_table(const struct budget *budget) {
    const struct site *site = budget->site;
    const struct sums *all = &budget->all;
    struct value table = components_table(budget->arena, site_word(site, "budget_par_etat"));
    components_table_column(budget->arena, table, site_word(site, "etat"), false);
    components_table_column(budget->arena, table, site_word(site, "montant"), true);
    state_row(budget, table, "budget_prevu", all->planned, false);
    state_row(budget, table, "budget_demande", all->requested, false);
    state_row(budget, table, "budget_a_verser", all->granted - all->paid, false);
    state_row(budget, table, "budget_deja_verse", all->paid, false);
    state_row(budget, table, "total", total_of(all), true);
    if (all->refused)
        state_row(budget, table, "budget_refuse", all->refused, false);
    if (all->in_kind)
        state_row(budget, table, "budget_en_nature", all->in_kind, false);
    budget_note_hidden(site, budget->arena, table, budget->hidden);
    return table;
}

/* A section of one figure; another may be added to its list. */
static struct value add_figure(const struct budget *budget, struct value root, const char *anchor,
                               const char *title, struct value figure) {
    struct value figures = value_list(budget->arena);
    value_push(budget->arena, figures, figure);
    components_section(budget->site, budget->arena, root, anchor, site_word(budget->site, title),
                       "figures", figures);
    return figures;
}

/* A table that stands by itself, to open. */
static void add_table(const struct budget *budget, struct value figures, struct value table) {
    value_push(budget->arena, figures,
               components_figure(budget->site, budget->arena,
                                 site_word(budget->site, "budget_par_financeur_annee"),
                                 value_none(), table, NULL));
}

/* One bar a state. */
static void add_states(const struct budget *budget, struct value root) {
    const struct site *site = budget->site;
    const struct sums *all = &budget->all;
    struct slice labels[PICTURE_STATES];
    struct chart_value values[PICTURE_STATES] = {euros(all->paid), euros(all->granted - all->paid),
                                                 euros(all->requested), euros(all->planned)};
    for (size_t i = 0; i < PICTURE_STATES; i++) {
        labels[i] = site_word(site, picture_words[i]);
        values[i].present = true;
    }
    struct chart chart = {.type = CHART_BARS,
                          .title = site_word(site, "budget_par_etat"),
                          .unit = SLICE("€"),
                          .points = PICTURE_STATES,
                          .labels = labels,
                          .series = 1,
                          .names = labels,
                          .values = values};
    add_figure(budget, root, "etats", "titre_par_etat",
               sourced(budget, &chart, "dessin-etats", states_table(budget)));
}

static void add_actions_budget(const struct site *site, struct arena *arena, struct value root) {
    struct budget budget;
    gather(&budget, site, arena);
    if (budget.funder_count == 0)
        return;
    add_states(&budget, root);
    struct value years = years_table(&budget);
    struct value figure = groups_figure(&budget, "budget_par_financeur", "dessin-financeurs",
                                        budget.by_funder, budget.funder_count,
                                        groups_table(&budget, "budget_par_financeur", "financeur",
                                                     budget.by_funder, budget.funder_count));
    add_figure(&budget, root, "financeurs", "titre_par_financeur", figure);
    figure = groups_figure(
        &budget, "budget_par_annee", "dessin-annees", budget.by_year, budget.year_count,
        groups_table(&budget, "budget_par_annee", "annee", budget.by_year, budget.year_count));
    if (value_count(value_get(years, SLICE("lignes"))))
        add_table(&budget, add_figure(&budget, root, "annees", "titre_par_annee", figure), years);
    else
        add_figure(&budget, root, "annees", "titre_par_annee", figure);
    add_figure(&budget, root, "axes", "titre_par_axe", axes_figure(&budget));
    add_figure(&budget, root, "actions", "titre_par_action",
               components_figure(site, arena, site_word(site, "budget_par_action"), value_none(),
                                 actions_table(&budget), BUDGET_DATA));
}

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    (void)page;
    add_actions_budget(site, arena, root);
    budget_add_agreements(site, arena, root);
    budget_add_coordination(site, arena, root);
}

static bool has_lines(const struct list *actions) {
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        for (size_t j = 0; j < action->budget.count; j++)
            if (is_counted(action->budget.items[j]))
                return true;
    }
    return false;
}

void pages_budget(struct site *site) {
    const struct content *content = site->content;
    if (!has_lines(&content->actions) && content->agreements.count == 0 &&
        content->contract->funding.count == 0)
        return;
    for (size_t i = 0; i < content->agreements.count; i++) {
        const struct agreement *agreement = content->agreements.items[i];
        site_add_part(site, &agreement->record, "budget/", "convention-", agreement->id);
    }
    if (has_lines(&content->actions))
        site_add_data(site,
                      (struct site_data){.path = SLICE(BUDGET_DATA), .write = budget_write_data});
    site_add(site, (struct site_page){.url = SLICE("budget/"),
                                      .template_name = "budget",
                                      .fill = fill,
                                      .title = site_word(site, "budget_titre"),
                                      .summary = site_word(site, "budget_resume")});
}
