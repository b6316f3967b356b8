/* donnees/budget.csv: each line of the actions' budgets, from which every sum of /budget/ can be
 * made again. */
#include "site/data.h"
#include "site/pages/budget.h"

static const char *const columns[] = {"action", "titre",   "axe",    "financeur",
                                      "annee",  "montant", "statut", "nature"};

/* What is meant when nothing is written comes first among the choices. */
static void write_choice(struct buffer *out, const struct record *record, const char *key) {
    const struct schema_field *field = schema_find(record->schema, slice_from(key));
    const struct schema_choice *choice = schema_choice_of(record, field);
    data_text(out, slice_from(choice ? choice->word : field->choices[0].word));
}

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
            data_field(arena, out, &line->record, "financeur");
            data_field(arena, out, &line->record, "annee");
            data_field(arena, out, &line->record, "montant");
            write_choice(out, &line->record, "statut");
            write_choice(out, &line->record, "nature");
            data_end(out);
        }
    }
}
