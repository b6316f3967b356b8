/* donnees/budget.csv: each line of the actions' budgets, from which every sum of /budget/ can be
 * made again. */
#include "site/data.h"
#include "site/pages/budget.h"

static const char *const columns[] = {"action", "titre",   "axe",    "financeur",
                                      "annee",  "montant", "statut", "nature"};

void budget_write_data(const struct site *site, const struct site_data *data, struct arena *arena,
                       struct buffer *out) {
    const struct list *actions = &site->content->actions;
    (void)data;
    data_header(out, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        for (size_t j = 0; j < action->budget.count; j++) {
            const struct budget_line *line = action->budget.items[j];
            data_text(out, action->number);
            data_text(out, action->page.title);
            data_text(out, action->axis->number);
            for (size_t k = 3; k < sizeof columns / sizeof *columns; k++)
                data_field(arena, out, &line->record, columns[k]);
            data_end(out);
        }
    }
}
