#include "site/steps.h"

#include "base/utf8.h"
#include "charts/gantt.h"
#include "content/computed.h"
#include "site/drawings.h"
#include "site/values.h"
#include "text/french.h"

#define STEPS_DATA "donnees/etapes.csv"

static const char *const state_words[GANTT_STATES] = {"etat_etape_faite", "etat_etape_en_cours",
                                                      "etat_etape_a_venir", "en_retard"};

static enum gantt_state state_of(const struct site *site, const struct action *action,
                                 const struct step *step) {
    if (step->status == STEP_DONE)
        return GANTT_DONE;
    if (computed_step_is_late(site->content, action, step))
        return GANTT_LATE;
    return step->status == STEP_RUNNING ? GANTT_RUNNING : GANTT_TO_COME;
}

/* ---- The timeline ---- */

/* "faite : 3, en retard : 1": how many dated steps are in each state. */
static struct slice describe(const struct site *site, struct arena *arena,
                             const struct gantt *gantt) {
    size_t counts[GANTT_STATES] = {0};
    struct slice words = site_word(site, "frise_description");
    const char *before = " ";
    for (size_t i = 0; i < gantt->count; i++)
        if (date_is_set(gantt->steps[i].due))
            counts[gantt->steps[i].state]++;
    for (size_t state = 0; state < GANTT_STATES; state++) {
        if (counts[state] == 0)
            continue;
        words = slice_format(arena, "%.*s%s%.*s%.*s %zu", SLICE_ARG(words), before,
                             SLICE_ARG(gantt->states[state]),
                             SLICE_ARG(site_word(site, "deux_points")), counts[state]);
        before = ", ";
    }
    return slice_format(arena, "%.*s. %.*s", SLICE_ARG(words),
                        SLICE_ARG(site_word(site, "frise_suite")));
}

/* The calendar as it is written among the facts, after its name. */
static struct slice period_of(const struct site *site, struct arena *arena,
                              const struct action *action) {
    const struct record *record = &action->page.record;
    const struct schema_field *field = schema_find(record->schema, SLICE("calendrier"));
    struct value cells = values_field(site, arena, record, field);
    if (value_count(cells) == 0)
        return (struct slice){"", 0};
    return slice_format(arena, "%.*s%.*s %.*s", SLICE_ARG(values_label(site, field)),
                        SLICE_ARG(site_word(site, "deux_points")),
                        SLICE_ARG(value_get(value_at(cells, 0), SLICE("texte")).text));
}

static struct value timeline(const struct site *site, struct arena *arena,
                             const struct action *action) {
    const struct list *steps = &action->steps;
    struct gantt_step *drawn = arena_array(arena, struct gantt_step, steps->count);
    for (size_t i = 0; i < steps->count; i++) {
        const struct step *step = steps->items[i];
        drawn[i] = (struct gantt_step){french_text(arena, step->title), step->due,
                                       state_of(site, action, step)};
    }
    struct gantt gantt = {.title = site_word(site, "frise_titre"),
                          .period = period_of(site, arena, action),
                          .today = site->content->today,
                          .now = site_word(site, "aujourdhui"),
                          .steps = drawn,
                          .count = steps->count};
    if (action->calendar) {
        gantt.start = action->calendar->start;
        gantt.end = action->calendar->end;
    }
    for (size_t i = 0; i < GANTT_STATES; i++)
        gantt.states[i] = site_word(site, state_words[i]);
    gantt.description = describe(site, arena, &gantt);
    struct slice id =
        slice_format(arena, "frise-%.*s", SLICE_ARG(utf8_slug(arena, action->number)));
    struct value drawing = drawings_gantt(arena, &gantt, id);
    if (!value_is_true(drawing))
        return value_none();
    struct value figure = value_hash(arena);
    values_set(arena, figure, "titre", value_text(gantt.title));
    values_set(arena, figure, "dessin", drawing);
    values_set(arena, figure, "fichier", data_href(site, STEPS_DATA));
    return figure;
}

struct value steps_list(const struct site *site, struct arena *arena, const struct action *action) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < action->steps.count; i++) {
        const struct step *step = action->steps.items[i];
        struct value item = values_record(site, arena, &step->record);
        value_set(arena, item, "retard",
                  value_bool(computed_step_is_late(site->content, action, step)));
        value_push(arena, items, item);
    }
    struct value list = values_list(arena, items);
    if (value_is_true(list))
        values_set(arena, list, "frise", timeline(site, arena, action));
    return list;
}

/* ---- Data ---- */

static void write_steps(const struct site *site, const struct site_data *data, struct arena *arena,
                        struct buffer *out) {
    static const char *const columns[] = {"action",   "rang",   "titre",
                                          "echeance", "statut", "retard"};
    (void)data;
    data_header(out, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < site->content->actions.count; i++) {
        const struct action *action = site->content->actions.items[i];
        for (size_t j = 0; j < action->steps.count; j++) {
            const struct step *step = action->steps.items[j];
            bool late = computed_step_is_late(site->content, action, step);
            data_text(out, action->number);
            data_number(out, (double)(j + 1), 0);
            data_text(out, step->title);
            data_date(arena, out, step->due);
            data_field(arena, out, &step->record, "statut");
            data_flag(out, late);
            data_end(out);
        }
    }
}

void steps_register(struct site *site) {
    const struct list *actions = &site->content->actions;
    for (size_t i = 0; i < actions->count; i++)
        if (((const struct action *)actions->items[i])->steps.count) {
            site_add_data(site,
                          (struct site_data){.path = SLICE(STEPS_DATA), .write = write_steps});
            return;
        }
}
