/*
 * Minutes to come: who is expected, what is still to be done, the number of the next decision.
 * Roles only, never names. What is restricted today is proposed in comments, which no edition
 * shows: minutes become public on the day they are approved.
 */
#include "base/utf8.h"
#include "commands/commands.h"
#include "commands/new.h"
#include "content/computed.h"
#include "content/index.h"
#include "text/french.h"

#include <stdlib.h>

#define NAMED 12 /* bodies told in a message */

struct preparation {
    struct new_request *request;
    struct arena *arena;
    const struct body *body;
    struct date date;
    bool reserved; /* the minutes of this body are never public */
};

/* ---- Who comes */

static void add_member(struct buffer *out, struct arena *arena, const struct member *member) {
    struct slice organisation = skeleton_scalar(arena, member->organisation.words);
    if (member->role.size == 0)
        buffer_format(out, "\n  - %.*s", SLICE_ARG(organisation));
    else
        buffer_format(out, "\n  - {organisme: %.*s, qualite: %.*s}", SLICE_ARG(organisation),
                      SLICE_ARG(skeleton_scalar(arena, member->role)));
}

static void set_present(struct preparation *preparation) {
    const struct list *members = &preparation->body->members;
    struct buffer out = BUFFER_INIT;
    if (members->count == 0 || new_given(preparation->request, "presents").size)
        return;
    for (size_t i = 0; i < members->count; i++)
        add_member(&out, preparation->arena, members->items[i]);
    new_comment(
        preparation->request, "presents",
        SLICE("# Toute la composition de l'instance : passez les absents sous « excuses ».\n"
              "# Des qualités, pas de noms de personnes.\n"));
    new_set(preparation->request, "presents", buffer_slice(&out));
    buffer_dispose(&out);
}

/* ---- Agenda */

static bool is_before(const struct preparation *preparation, const struct minutes *minutes) {
    return minutes->body.target == &preparation->body->record && date_is_set(minutes->date) &&
           date_compare(minutes->date, preparation->date) < 0;
}

/* What was restricted on purpose; that a meeting's minutes wait to be approved is no such thing. */
static bool is_reserved(const struct decision *decision) {
    const struct minutes *minutes = decision->minutes;
    return decision->visibility - 1 == VISIBILITY_PARTNERS ||
           minutes->page.visibility - 1 == VISIBILITY_PARTNERS;
}

static void add_point(struct buffer *out, struct arena *arena, bool hidden, struct slice words) {
    buffer_format(out, hidden ? "\n  # réservé aux partenaires : - %.*s" : "\n  - %.*s",
                  SLICE_ARG(skeleton_scalar(arena, words)));
}

/* The first sentence or so of a text, on one line. */
static struct slice short_text(struct arena *arena, struct slice text) {
    struct slice line = slice_copy(arena, text);
    for (size_t i = 0; i < line.size; i++)
        if ((unsigned char)line.data[i] < ' ')
            ((char *)line.data)[i] = ' ';
    size_t size = utf8_prefix(line, 160);
    if (size == line.size)
        return line;
    while (size && line.data[size] != ' ')
        size--;
    return slice_format(arena, "%.*s…", (int)size, line.data);
}

static void add_decision(struct preparation *preparation, struct buffer *out,
                         const struct decision *decision) {
    struct arena *arena = preparation->arena;
    bool late = computed_decision_is_late(&preparation->request->project.content, decision);
    if (!computed_decision_is_open(decision) || decision->record.visibility == VISIBILITY_DRAFT)
        return;
    add_point(out, arena, is_reserved(decision) && !preparation->reserved,
              slice_format(arena, "Décision %.*s%s : %.*s", SLICE_ARG(decision->number),
                           late ? ", en retard" : "",
                           SLICE_ARG(short_text(arena, decision->text))));
}

/* The oldest first: they have waited the longest. */
static void add_decisions(struct preparation *preparation, struct buffer *out) {
    const struct list *all = &preparation->request->project.content.minutes;
    for (size_t i = all->count; i-- > 0;) {
        const struct minutes *minutes = all->items[i];
        for (size_t j = 0; is_before(preparation, minutes) && j < minutes->decisions.count; j++)
            add_decision(preparation, out, minutes->decisions.items[j]);
    }
}

/* Actions of the axes that the body follows, or of all when it names none. */
static bool is_followed(const struct body *body, const struct action *action) {
    for (size_t i = 0; i < body->axes.count; i++)
        if (action->axis && body->axes.items[i].target == &action->axis->page.record)
            return true;
    return body->axes.count == 0;
}

static void add_actions(struct preparation *preparation, struct buffer *out) {
    const struct content *content = &preparation->request->project.content;
    for (size_t i = 0; i < content->actions.count; i++) {
        const struct action *action = content->actions.items[i];
        enum visibility visibility = action->page.record.visibility;
        if (!computed_action_is_late(content, action) || visibility == VISIBILITY_DRAFT ||
            !is_followed(preparation->body, action))
            continue;
        add_point(out, preparation->arena,
                  visibility == VISIBILITY_PARTNERS && !preparation->reserved,
                  slice_format(preparation->arena, "Action %.*s en retard : %.*s",
                               SLICE_ARG(action->number), SLICE_ARG(action->page.title)));
    }
}

static void add_approval(struct preparation *preparation, struct buffer *out) {
    const struct list *all = &preparation->request->project.content.minutes;
    for (size_t i = 0; i < all->count; i++) { /* newest first */
        const struct minutes *minutes = all->items[i];
        if (!is_before(preparation, minutes))
            continue;
        if (!date_is_set(minutes->approved) && minutes->page.record.visibility != VISIBILITY_DRAFT)
            add_point(out, preparation->arena,
                      minutes->page.visibility - 1 == VISIBILITY_PARTNERS && !preparation->reserved,
                      slice_format(preparation->arena, "Approbation du compte-rendu du %.*s",
                                   SLICE_ARG(french_date(preparation->arena, minutes->date))));
        return;
    }
}

static void set_agenda(struct preparation *preparation) {
    struct buffer out = BUFFER_INIT;
    if (new_given(preparation->request, "ordre_du_jour").size)
        return;
    add_approval(preparation, &out);
    add_decisions(preparation, &out);
    add_actions(preparation, &out);
    BUFFER_LITERAL(&out, "\n  - Questions diverses");
    new_comment(
        preparation->request, "ordre_du_jour",
        SLICE("# D'après les décisions à suivre de cette instance et les actions en retard.\n"));
    new_set(preparation->request, "ordre_du_jour", buffer_slice(&out));
    buffer_dispose(&out);
}

/* ---- Numbers of decisions */

/* The last run of digits of a number: "COPIL-2025-12" counts 12 after "COPIL-2025-". */
static bool split_number(struct slice number, struct slice *prefix, long *rank) {
    size_t start = number.size;
    while (start && slice_is_digit(number.data[start - 1]))
        start--;
    size_t digits = number.size - start;
    if (digits == 0 || digits > 6)
        return false;
    *prefix = slice_part(number, 0, start);
    *rank = strtol(slice_part(number, start, digits).data, NULL, 10); /* ended by a zero byte */
    return true;
}

static bool is_numbered(const struct decision *decision) {
    const struct schema_field *field = schema_find(&decision_schema, SLICE("numero"));
    return schema_position(&decision->record, field).line != 0;
}

/* The highest rank among the numbers of the body that begin so. */
static long highest_rank(const struct preparation *preparation, struct slice prefix) {
    const struct list *all = &preparation->request->project.content.decisions;
    long highest = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct decision *decision = all->items[i];
        struct slice own;
        long rank;
        if (split_number(decision->number, &own, &rank) && slice_equal(own, prefix) &&
            rank > highest)
            highest = rank;
    }
    return highest;
}

/* Of the year of the meeting when the year was in it: "COPIL-2024-" gives "COPIL-2025-". */
static struct slice renewed(struct preparation *preparation, struct slice prefix,
                            struct date before) {
    struct slice old = slice_format(preparation->arena, "%d", before.year);
    size_t at = slice_search(prefix, old);
    if (at == prefix.size || before.year == preparation->date.year)
        return prefix;
    return slice_format(preparation->arena, "%.*s%d%.*s", (int)at, prefix.data,
                        preparation->date.year,
                        SLICE_ARG(slice_from_offset(prefix, at + old.size)));
}

/* As the last numbered decision of the body goes on; without one, as the format names them. */
static struct slice next_number(struct preparation *preparation) {
    const struct list *all = &preparation->request->project.content.decisions;
    for (size_t i = 0; i < all->count; i++) {
        const struct decision *decision = all->items[i];
        struct slice prefix;
        long rank;
        if (decision->minutes->body.target != &preparation->body->record ||
            !is_numbered(decision) || !split_number(decision->number, &prefix, &rank))
            continue;
        prefix = renewed(preparation, prefix, decision->minutes->date);
        return slice_format(preparation->arena, "%.*s%ld", SLICE_ARG(prefix),
                            highest_rank(preparation, prefix) + 1);
    }
    return slice_format(preparation->arena, "%.*s-%.*s-1",
                        SLICE_ARG(utf8_slug(preparation->arena, preparation->body->id)),
                        SLICE_ARG(date_iso(preparation->arena, preparation->date)));
}

/* That of the body's last public decision, for an example. */
static struct slice followed_number(const struct preparation *preparation) {
    const struct list *all = &preparation->request->project.content.decisions;
    for (size_t i = 0; i < all->count; i++) {
        const struct decision *decision = all->items[i];
        if (is_before(preparation, decision->minutes) && is_numbered(decision) &&
            decision->record.visibility == VISIBILITY_PUBLIC)
            return decision->number;
    }
    return SLICE("COPIL-2024-1");
}

static void set_decisions(struct preparation *preparation) {
    struct buffer out = BUFFER_INIT;
    if (new_given(preparation->request, "decisions").size)
        return;
    struct slice number = next_number(preparation);
    buffer_format(&out,
                  "# Le numéro suivant de cette instance est %.*s.\n"
                  "#decisions:\n"
                  "#  - numero: %.*s\n"
                  "#    texte: \"Ce qui est décidé, en une phrase.\"\n",
                  SLICE_ARG(number), SLICE_ARG(skeleton_scalar(preparation->arena, number)));
    for (const struct schema_field *field = decision_schema.fields; field->key; field++)
        if (field->type == SCHEMA_CHOICE && !(field->flags & SCHEMA_VISIBILITY)) {
            buffer_format(&out, "#    %s: %s # ", field->key, field->choices->word);
            for (const struct schema_choice *choice = field->choices; choice->word; choice++)
                buffer_format(&out, choice[1].word ? "%s, " : "%s\n", choice->word);
        }
    BUFFER_LITERAL(&out, "#    actions: [\"1.2\"]\n"
                         "#    responsable: ars\n");
    buffer_format(&out, "#    echeance: %d-12-31\n", preparation->date.year);
    buffer_format(&out, "#    suite_de: %.*s # la décision que celle-ci prolonge ou reporte\n",
                  SLICE_ARG(skeleton_scalar(preparation->arena, followed_number(preparation))));
    BUFFER_LITERAL(&out, "#    visibilite: partenaires # cette décision seule reste réservée\n");
    new_comment(preparation->request, "decisions", buffer_slice(&out));
    buffer_dispose(&out);
}

/* ---- When and where, as the agenda has announced it */

static void set_time(struct preparation *preparation, const char *key, int minutes) {
    if (minutes != TIME_NONE && new_given(preparation->request, key).size == 0)
        new_set(preparation->request, key,
                slice_format(preparation->arena, " %02d:%02d", minutes / 60, minutes % 60));
}

static void set_announced(struct preparation *preparation) {
    const struct list *events = &preparation->request->project.content.events;
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = events->items[i];
        if (event->body.target != &preparation->body->record ||
            date_compare(event->start.date, preparation->date) != 0 ||
            (event->record.visibility != VISIBILITY_PUBLIC && !preparation->reserved))
            continue;
        set_time(preparation, "debut", event->start.minutes);
        set_time(preparation, "fin", event->end.minutes);
        if (event->place.size && new_given(preparation->request, "lieu").size == 0)
            new_set_text(preparation->request, "lieu", event->place);
        return;
    }
}

struct slice new_bodies(struct new_request *request) {
    const struct list *bodies = &request->project.content.bodies;
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < bodies->count && i < NAMED; i++) {
        const struct body *body = bodies->items[i];
        buffer_add_string(&out, i ? ", " : "au choix : ");
        buffer_add(&out, body->id);
    }
    if (bodies->count > NAMED)
        BUFFER_LITERAL(&out, "…");
    if (bodies->count == 0)
        BUFFER_LITERAL(&out, "il n'y en a pas encore ; pour en écrire une : vitrine new instance");
    struct slice words = slice_copy(&request->project.arena, buffer_slice(&out));
    buffer_dispose(&out);
    return words;
}

int new_prepare_minutes(struct new_request *request) {
    struct preparation preparation = {
        .request = request, .arena = &request->project.arena, .date = request->today};
    struct slice instance = new_given(request, "instance"), date = new_given(request, "date");
    if (instance.size == 0)
        return command_refuse("new",
                              "--instance manque : de quelle instance est-ce la réunion ? (%.*s)",
                              SLICE_ARG(new_bodies(request)));
    preparation.body =
        (const struct body *)index_find(request->project.content.index, KIND_BODY, instance);
    if (date.size && (!date_parse(date, &preparation.date) || preparation.date.day == 0))
        return command_refuse("new", "--date : un jour est attendu, par exemple 2025-03-12");
    preparation.reserved = preparation.body->minutes_visibility - 1 == VISIBILITY_PARTNERS ||
                           preparation.body->record.visibility == VISIBILITY_PARTNERS;
    set_announced(&preparation);
    set_present(&preparation);
    set_agenda(&preparation);
    set_decisions(&preparation);
    new_comment(
        request, "approuve",
        SLICE("# Ajoutez cette ligne une fois le compte-rendu approuvé : il devient public.\n"
              "#approuve: 2025-06-17\n"));
    return COMMAND_DONE;
}
