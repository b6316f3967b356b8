/* On /avancement/, what happened to actions since each body last met, from git. */
#include "site/pages/progress.h"

#include "site/components.h"
#include "site/histories.h"
#include "site/values.h"
#include "text/french.h"

#define SHOWN 50 /* actions told of one body; the history has them all */

/* The last meeting of a body of which there are minutes, today or before; NULL: none. Minutes are
 * in order, the newest first. */
static const struct minutes *last_meeting(const struct site *site, const struct body *body) {
    const struct list *all = &site->content->minutes;
    struct date today = date_from_day(site->content->today);
    for (size_t i = 0; i < all->count; i++) {
        const struct minutes *minutes = all->items[i];
        if (minutes->body.target == &body->record && date_compare(minutes->date, today) <= 0)
            return minutes;
    }
    return NULL;
}

/* An action that moved. */
struct move {
    const struct history_moment *last;
    size_t count; /* of its changes */
};

/* What moved since a body met: the actions in the order of their last changes, newest first. */
struct since {
    const struct body *body;
    struct date date;
    struct move *moves;
    size_t count;
    size_t *ranks; /* of the moves, from 1, by the number of their action */
};

static void add_move(struct arena *arena, struct since *since,
                     const struct history_moment *moment) {
    size_t *rank = &since->ranks[moment->item->past->record->number];
    if (*rank == 0) {
        struct move move = {moment, 0};
        arena_push(arena, since->moves, since->count, move);
        *rank = since->count;
    }
    since->moves[*rank - 1].count++;
}

static void gather_moves(const struct site *site, struct arena *arena, struct since *since,
                         size_t count) {
    const struct histories *histories = site->histories;
    for (size_t i = 0; i < histories->count; i++) {
        const struct history_moment *moment = &histories->moments[i];
        const struct record *record = moment->item->past->record;
        if (!record || record->schema != &action_schema)
            continue;
        struct date day = date_from_day(past_day(histories->past, moment->version));
        for (size_t j = 0; j < count; j++)
            if (date_compare(day, since[j].date) > 0)
                add_move(arena, &since[j], moment);
    }
}

/* "1.4 Faire circuler un bus santé": its last change, and how many there were. */
static struct value move_cell(const struct site *site, struct arena *arena,
                              const struct move *move) {
    struct value cell = histories_cell(site, arena, move->last);
    if (move->count > 1) {
        struct slice last = value_get(cell, SLICE("precision")).text;
        struct slice count =
            values_count(site, arena, move->count, "mot_changement", "mot_changements");
        value_set(arena, cell, "precision",
                  value_text(slice_format(arena, "%.*s, %.*s %.*s", SLICE_ARG(count),
                                          SLICE_ARG(site_word(site, "dont_le_dernier")),
                                          SLICE_ARG(last))));
    }
    return cell;
}

/* "Comité de pilotage : 3 actions ont changé depuis le 12 mars 2026". */
static struct slice title_of(const struct site *site, struct arena *arena,
                             const struct since *since) {
    size_t count = since->count;
    struct slice what =
        count ? values_count(site, arena, count, "mot_action_changee", "mot_actions_changees")
              : site_word(site, "aucun_changement");
    return slice_format(arena, "%.*s : %.*s %.*s %.*s",
                        SLICE_ARG(values_name(arena, &since->body->record)), SLICE_ARG(what),
                        SLICE_ARG(site_word(site, "depuis_le")),
                        SLICE_ARG(french_date(arena, since->date)));
}

static struct value moves_of(const struct site *site, struct arena *arena,
                             const struct since *since) {
    struct value item = value_hash(arena);
    struct value cells = value_list(arena);
    for (size_t i = 0; i < since->count && i < SHOWN; i++)
        value_push(arena, cells, move_cell(site, arena, &since->moves[i]));
    values_set(arena, item, "titre", values_text(arena, title_of(site, arena, since)));
    values_set(arena, item, "changements", values_list(arena, cells));
    values_set(arena, item, "suite",
               since->count > SHOWN
                   ? components_link(site, arena, site_word(site, "tout_l_historique"),
                                     SLICE("historique/"))
                   : value_none());
    return item;
}

void progress_add_moves(const struct site *site, struct arena *arena, struct value root) {
    const struct list *bodies = &site->content->bodies;
    struct value items = value_list(arena);
    struct since *all = NULL;
    size_t count = 0;
    if (!site->histories)
        return;
    for (size_t i = 0; i < bodies->count; i++) {
        const struct body *body = bodies->items[i];
        const struct minutes *minutes = last_meeting(site, body);
        if (!minutes || !computed_in_force(site->content, body->since, body->until))
            continue;
        struct since since = {.body = body, .date = minutes->date};
        since.ranks = arena_array(arena, size_t, site->content->page_count + 1);
        arena_push(arena, all, count, since);
    }
    gather_moves(site, arena, all, count);
    for (size_t i = 0; i < count; i++)
        value_push(arena, items, moves_of(site, arena, &all[i]));
    components_section(site, arena, root, "depuis", site_word(site, "depuis_les_seances"),
                       "liste-depuis", items);
}
