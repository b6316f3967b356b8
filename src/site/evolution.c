#include "site/evolution.h"

#include "charts/chart.h"
#include "history/timeline.h"
#include "site/components.h"
#include "site/drawings.h"
#include "site/histories.h"
#include "site/values.h"
#include "text/french.h"

/* What is drawn together: a drawing tells six series apart. */
static const struct {
    int statuses[2];
    const char *word; /* NULL: the status's own */
} series[CHART_SERIES] = {
    {{ACTION_DONE, ACTION_PERMANENT}, "aboutie"},
    {{ACTION_RUNNING}, NULL},
    {{ACTION_PLANNED}, NULL},
    {{ACTION_UNDEFINED}, NULL},
    {{ACTION_SUSPENDED}, NULL},
    {{ACTION_ABANDONED}, NULL},
};

static size_t count_of(const struct timeline_point *point, size_t serie) {
    const int *statuses = series[serie].statuses;
    return point->actions[statuses[0]] + (statuses[1] ? point->actions[statuses[1]] : 0);
}

static struct slice word_of(int status) {
    return slice_from(schema_find(&action_schema, SLICE("statut"))->choices[status - 1].word);
}

static struct slice name_of(const struct site *site, size_t serie) {
    return series[serie].word ? site_word(site, series[serie].word)
                              : word_of(series[serie].statuses[0]);
}

static bool is_used(const struct timeline *timeline, size_t serie) {
    size_t count = 0;
    for (size_t i = 0; i < timeline->count; i++)
        count += count_of(&timeline->points[i], serie);
    return count != 0;
}

static struct value table_of(const struct site *site, struct arena *arena,
                             const struct timeline *timeline, struct slice title) {
    struct value table = components_table(arena, title);
    components_table_column(arena, table, site_word(site, "mois"), false);
    for (size_t serie = 0; serie < CHART_SERIES; serie++)
        if (is_used(timeline, serie))
            components_table_column(arena, table, name_of(site, serie), true);
    for (size_t i = timeline->count; i-- > 0;) {
        struct value cells = value_list(arena);
        value_push(arena, cells, values_cell(arena, french_date(arena, timeline->points[i].month)));
        for (size_t serie = 0; serie < CHART_SERIES; serie++)
            if (is_used(timeline, serie))
                value_push(
                    arena, cells,
                    values_cell_number(
                        arena, slice_format(arena, "%zu", count_of(&timeline->points[i], serie))));
        components_table_row(arena, table, cells, false);
    }
    return table;
}

static struct value drawing_of(const struct site *site, struct arena *arena,
                               const struct timeline *timeline, struct slice title) {
    struct slice *labels = arena_array(arena, struct slice, timeline->count);
    double *positions = arena_array(arena, double, timeline->count);
    struct slice *names = arena_array(arena, struct slice, CHART_SERIES);
    struct chart_value *values =
        arena_array(arena, struct chart_value, CHART_SERIES * timeline->count);
    size_t used = 0;
    for (size_t i = 0; i < timeline->count; i++) {
        struct date month = timeline->points[i].month;
        labels[i] = slice_format(arena, "%02d/%d", month.month, month.year);
        positions[i] = date_first_day(month);
    }
    for (size_t serie = 0; serie < CHART_SERIES; serie++) {
        if (!is_used(timeline, serie))
            continue;
        for (size_t i = 0; i < timeline->count; i++)
            values[used * timeline->count + i] =
                (struct chart_value){true, (double)count_of(&timeline->points[i], serie)};
        names[used++] = name_of(site, serie);
    }
    struct chart chart = {.type = CHART_STACKED,
                          .title = title,
                          .unit = site_word(site, "mot_actions"),
                          .points = timeline->count,
                          .labels = labels,
                          .positions = positions,
                          .series = used,
                          .names = names,
                          .values = values};
    return drawings_chart(site, arena, &chart, SLICE("dessin-evolution"));
}

struct value evolution_figure(const struct site *site, struct arena *arena) {
    struct timeline timeline;
    struct slice title = site_word(site, "evolution_titre");
    timeline_build(&timeline, arena, site->histories ? site->histories->past : NULL);
    if (timeline.count < 2)
        return value_none();
    struct value figure =
        components_figure(site, arena, title, drawing_of(site, arena, &timeline, title),
                          table_of(site, arena, &timeline, title), NULL);
    values_set(arena, figure, "source", value_text(site_word(site, "evolution_source")));
    return figure;
}

struct value evolution_dates(const struct site *site, struct arena *arena,
                             const struct action *action) {
    struct value cells = value_list(arena);
    const struct past *past = site->histories ? site->histories->past : NULL;
    const struct past_item *item = past_of_record(past, &action->page.record);
    struct timeline_step *steps;
    size_t count = item ? timeline_of_action(arena, item, &steps) : 0;
    for (size_t i = 0; i < count && count > 1; i++) {
        struct slice text = slice_format(arena, "%.*s : %.*s", SLICE_ARG(word_of(steps[i].status)),
                                         SLICE_ARG(histories_date(site, arena, steps[i].version)));
        value_push(arena, cells, values_cell(arena, text));
    }
    return cells;
}
