/* donnees/actions.csv: each action, with what /avancement/ computes of it. */
#include "site/pages/progress.h"

#include "content/computed.h"

#include <math.h>

#define FIRST 5 /* columns written by the schema */
#define LAST 17

/* Fields by their keys, in the schema's words; the others are computed. */
static const char *const columns[] = {
    "numero",    "titre",        "axe",      "statut",       "avancement", "pilote",
    "copilotes", "partenaires",  "publics",  "themes",       "communes",   "secteurs",
    "quartiers", "determinants", "objectif", "priorite",     "origine",    "debut",
    "fin",       "en_retard",    "etapes",   "etapes_faites"};

static void write_steps(const struct action *action, struct buffer *out) {
    size_t done = 0;
    for (size_t i = 0; i < action->steps.count; i++)
        done += ((const struct step *)action->steps.items[i])->status == STEP_DONE;
    data_number(out, (double)action->steps.count, 0);
    data_number(out, (double)done, 0);
}

static void write_action(const struct site *site, struct arena *arena, struct buffer *out,
                         const struct action *action) {
    const struct period *calendar = action->calendar;
    const struct date never = {0};
    bool late = computed_action_is_late(site->content, action);
    data_text(out, action->number);
    data_text(out, action->page.title);
    data_text(out, action->axis ? action->axis->number : SLICE(""));
    data_field(arena, out, &action->page.record, "statut");
    data_number(out, round(computed_action_progress(action)), 0);
    for (size_t i = FIRST; i < LAST; i++)
        data_field(arena, out, &action->page.record, columns[i]);
    data_date(arena, out, calendar ? calendar->start : never);
    data_date(arena, out, calendar ? calendar->end : never);
    data_flag(out, late);
    write_steps(action, out);
    data_end(out);
}

void progress_write_data(const struct site *site, const struct site_data *data, struct arena *arena,
                         struct buffer *out) {
    const struct list *actions = &site->content->actions;
    (void)data;
    data_header(out, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < actions->count; i++)
        write_action(site, arena, out, actions->items[i]);
}
