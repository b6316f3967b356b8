/* donnees/indicateurs.csv: each value of each indicator, with the target it is held against. */
#include "site/pages/indicators.h"

#include "content/computed.h"
#include "site/drawings.h"

#define OF_VALUE 4 /* the last columns */

static const char *const columns[] = {"axe",   "action",   "nom",  "unite",  "sens", "source",
                                      "cible", "echeance", "date", "valeur", "note", "depart"};

static void write_value(struct arena *arena, struct buffer *out, const struct indicator *indicator,
                        const struct indicator_value *value) {
    data_field(arena, out, &value->record, "date");
    data_field(arena, out, &value->record, "valeur");
    data_text(out, value->note);
    data_flag(out, value == indicator->start);
}

static void write_indicator(struct arena *arena, struct buffer *out,
                            const struct indicator *indicator, const struct axis *axis,
                            const struct action *action) {
    size_t count;
    const struct indicator_value **values = drawings_values(arena, indicator, &count);
    /* One without any value has its row all the same: its target. */
    for (size_t i = 0; i < (count ? count : 1); i++) {
        double target;
        data_text(out, axis ? axis->number : SLICE(""));
        data_text(out, action ? action->number : SLICE(""));
        data_text(out, computed_indicator_name(indicator));
        data_field(arena, out, &indicator->record, "unite");
        data_field(arena, out, &indicator->record, "sens");
        data_field(arena, out, &indicator->record, "source");
        if (computed_target(indicator, &target))
            data_number(out, target, 2);
        else
            data_empty(out);
        data_date(arena, out, indicator->due);
        if (count)
            write_value(arena, out, indicator, values[i]);
        else
            for (size_t j = 0; j < OF_VALUE; j++)
                data_empty(out);
        data_end(out);
    }
}

static void write_all(struct arena *arena, struct buffer *out, const struct list *indicators,
                      const struct axis *axis, const struct action *action) {
    for (size_t i = 0; i < indicators->count; i++)
        write_indicator(arena, out, indicators->items[i], axis, action);
}

void indicators_write_data(const struct site *site, const struct site_data *data,
                           struct arena *arena, struct buffer *out) {
    const struct content *content = site->content;
    (void)data;
    data_header(out, columns, sizeof columns / sizeof *columns);
    write_all(arena, out, &content->contract->indicators, NULL, NULL);
    for (size_t i = 0; i < content->axes.count; i++) {
        const struct axis *axis = content->axes.items[i];
        write_all(arena, out, &axis->indicators, axis, NULL);
        for (size_t j = 0; j < axis->actions.count; j++) {
            const struct action *action = axis->actions.items[j];
            write_all(arena, out, &action->indicators, axis, action);
        }
    }
}
