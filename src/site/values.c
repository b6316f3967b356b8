#include "site/values.h"

#include "text/escape.h"
#include "text/french.h"

#include <stdio.h>
#include <string.h>

void values_set(struct arena *arena, struct value hash, const char *key, struct value value) {
    value_set(arena, hash, key, value_is_true(value) ? value : value_bool(false));
}

struct value values_text(struct arena *arena, struct slice text) {
    return text.size ? value_text(french_text(arena, text)) : value_none();
}

struct value values_prose(struct arena *arena, struct slice text) {
    if (text.size == 0)
        return value_none();
    struct buffer out = BUFFER_INIT;
    struct slice rest = french_text(arena, text);
    struct slice line;
    bool open = false;
    while (slice_next_line(&rest, &line)) {
        line = slice_trim(line);
        if (line.size) {
            buffer_add_string(&out, open ? "<br>" : "<p>");
            escape_html(&out, line);
        } else if (open) {
            BUFFER_LITERAL(&out, "</p>\n");
        }
        open = line.size != 0;
    }
    if (open)
        BUFFER_LITERAL(&out, "</p>\n");
    struct value html = value_html(slice_copy(arena, buffer_slice(&out)));
    buffer_dispose(&out);
    return html;
}

struct value values_list(struct arena *arena, struct value items) {
    size_t count = value_count(items);
    if (count == 0)
        return value_none();
    struct value list = value_hash(arena);
    value_set(arena, list, "liste", items);
    value_set(arena, list, "nombre", value_number(arena, (long long)count));
    return list;
}

/* The shape that goes with a state, so that colour never says it alone. */
static const char *shape_of(const char *symbol) {
    static const struct {
        const char *symbol;
        const char *shape;
    } shapes[] = {
        {"a-definir", "pointille"}, {"prevue", "vide"},      {"a-venir", "vide"},
        {"a-faire", "vide"},        {"prevu", "vide"},       {"en-cours", "demi"},
        {"demande", "demi"},        {"realisee", "coche"},   {"faite", "coche"},
        {"levee", "coche"},         {"accorde", "coche"},    {"confirme", "coche"},
        {"atteinte", "coche"},      {"perenne", "plein"},    {"verse", "plein"},
        {"suspendue", "pause"},     {"abandonnee", "croix"}, {"sans-suite", "croix"},
        {"refuse", "croix"},        {"annule", "croix"},     {"reportee", "horloge"},
        {"reporte", "horloge"},     {"en-retard", "alerte"}, {"ouverte", "alerte"},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (strcmp(shapes[i].symbol, symbol) == 0)
            return shapes[i].shape;
    return "vide";
}

struct value values_state(struct arena *arena, const char *word, const char *symbol) {
    struct value state = value_hash(arena);
    value_set(arena, state, "nom", value_string(word));
    value_set(arena, state, "classe", value_string(symbol));
    value_set(arena, state, "forme",
              value_text(slice_format(arena, "partiels/formes/%s", shape_of(symbol))));
    return state;
}

struct value values_progress(struct arena *arena, double progress) {
    struct value value = value_hash(arena);
    int whole = (int)(progress + 0.5);
    value_set(arena, value, "valeur", value_text(slice_format(arena, "%d", whole)));
    value_set(arena, value, "texte",
              value_text(french_text(arena, slice_format(arena, "%d %%", whole))));
    return value;
}

#define NAME(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

/* Tables have many cells, of which few say more than their text. */
static struct value new_cell(struct arena *arena, struct value text) {
    static const struct slice names[] = {NAME("vers"),      NAME("lien"),   NAME("etat"),
                                         NAME("part"),      NAME("nombre"), NAME("tete"),
                                         NAME("precision"), NAME("suivie"), NAME("tri")};
    struct value cell = value_hash_without(arena, names, sizeof names / sizeof *names);
    value_set(arena, cell, "texte", text);
    return cell;
}

struct value values_cell(struct arena *arena, struct slice text) {
    return new_cell(arena, value_text(french_text(arena, text)));
}

struct value values_cell_number(struct arena *arena, struct slice text) {
    struct value cell = values_cell(arena, text);
    value_set(arena, cell, "nombre", value_bool(true));
    return cell;
}

struct value values_cell_link(const struct site *site, struct arena *arena, struct slice text,
                              const struct record *record) {
    struct value cell = values_cell(arena, text);
    struct value href = site_href_of(site, arena, record);
    if (value_is_true(href))
        value_set(arena, cell, "vers", href);
    return cell;
}

struct value values_cell_url(struct arena *arena, struct slice text, struct slice url) {
    struct value cell = values_cell(arena, text);
    value_set(arena, cell, "lien", value_text(url));
    return cell;
}

struct value values_cell_page(const struct site *site, struct arena *arena, struct slice text,
                              struct slice url) {
    struct value cell = values_cell(arena, text);
    if (map_get(&site->by_url, url))
        value_set(arena, cell, "vers", value_text(site_href(site, arena, url, SLICE(""))));
    return cell;
}

struct value values_cell_state(struct arena *arena, struct value state) {
    struct value cell = values_cell(arena, SLICE(""));
    if (value_is_true(state))
        value_set(arena, cell, "etat", state);
    return cell;
}

struct value values_cell_progress(struct arena *arena, double progress) {
    struct value cell = values_cell(arena, SLICE(""));
    value_set(arena, cell, "part", values_progress(arena, progress));
    return cell;
}

struct value values_cell_date(struct arena *arena, struct date date) {
    struct value cell = values_cell(arena, french_date(arena, date));
    value_set(arena, cell, "tri", value_text(date_iso(arena, date)));
    return cell;
}

struct value values_choice(struct arena *arena, const struct record *record, const char *key) {
    const struct schema_field *field = schema_find(record->schema, slice_from(key));
    const struct schema_choice *choice = schema_choice_of(record, field);
    return choice ? values_state(arena, choice->word, choice->symbol) : value_none();
}

struct slice values_count(const struct site *site, struct arena *arena, size_t count,
                          const char *singular, const char *plural) {
    struct slice number = french_number(arena, (double)count, 0);
    struct slice noun = site_word(site, count < 2 ? singular : plural);
    return slice_format(arena, "%.*s\u00a0%.*s", SLICE_ARG(number), SLICE_ARG(noun));
}

static struct slice first_of(struct slice a, struct slice b, struct slice c) {
    return a.size ? a : b.size ? b : c;
}

struct slice values_name(struct arena *arena, const struct record *record) {
    if (record->schema == &action_schema) {
        const struct action *action = (const struct action *)record;
        return slice_format(arena, "%.*s %.*s", SLICE_ARG(action->number),
                            SLICE_ARG(action->page.title));
    }
    if (record->schema == &axis_schema) {
        const struct axis *axis = (const struct axis *)record;
        return slice_format(arena, "Axe %.*s : %.*s", SLICE_ARG(axis->number),
                            SLICE_ARG(axis->page.title));
    }
    if (record->schema == &organisation_schema) {
        const struct organisation *organisation = (const struct organisation *)record;
        return first_of(organisation->name, organisation->acronym, organisation->id);
    }
    if (record->schema == &body_schema) {
        const struct body *body = (const struct body *)record;
        return first_of(body->name, body->acronym, body->id);
    }
    if (record->schema == &plan_schema) {
        const struct plan *plan = (const struct plan *)record;
        return first_of(plan->name, plan->acronym, plan->id);
    }
    if (record->schema == &decision_schema)
        return ((const struct decision *)record)->number;
    if (record->schema == &agreement_schema) {
        const struct agreement *agreement = (const struct agreement *)record;
        return first_of(agreement->subject, agreement->id, agreement->funder.words);
    }
    static const char *const naming[] = {"titre", "nom", "texte", "numero", "id"};
    for (size_t i = 0; i < sizeof naming / sizeof *naming; i++) {
        const struct schema_field *field = schema_find(record->schema, slice_from(naming[i]));
        const struct slice *name = field ? schema_member(record, field) : NULL;
        if (name && name->size)
            return *name;
    }
    return (struct slice){"", 0};
}

struct slice values_reference_name(struct arena *arena, const struct reference *reference) {
    return reference->target ? values_name(arena, reference->target) : reference->words;
}

struct value values_reference(const struct site *site, struct arena *arena,
                              const struct reference *reference) {
    if (!reference->target)
        return values_cell(arena, reference->words);
    return values_cell_link(site, arena, values_name(arena, reference->target), reference->target);
}

struct slice values_print(struct arena *arena, const struct schema_field *field,
                          const void *member) {
    switch (field->type) {
    case SCHEMA_TEXT:
    case SCHEMA_PROSE:
    case SCHEMA_URL:
        return *(const struct slice *)member;
    case SCHEMA_BOOL:
        return *(const bool *)member ? SLICE("oui") : SLICE("non");
    case SCHEMA_YEAR: {
        const struct number *year = member;
        return year->set ? slice_format(arena, "%.0f", year->value) : SLICE("");
    }
    case SCHEMA_INTEGER:
    case SCHEMA_NUMBER: {
        const struct number *number = member;
        return number->set ? french_number(arena, number->value, 2) : SLICE("");
    }
    case SCHEMA_PERCENT: {
        const struct number *number = member;
        struct slice digits = french_number(arena, number->value, 1);
        return number->set ? slice_format(arena, "%.*s %%", SLICE_ARG(digits)) : SLICE("");
    }
    case SCHEMA_MONEY: {
        const struct money *money = member;
        return money->set ? french_money(arena, money->cents) : SLICE("");
    }
    case SCHEMA_MEASURE: {
        const struct measure *measure = member;
        return measure->kind == MEASURE_NUMBER        ? french_number(arena, measure->number, 2)
               : measure->kind == MEASURE_UNAVAILABLE ? SLICE("non disponible")
               : measure->kind == MEASURE_SECRET      ? SLICE("secret statistique")
                                                      : SLICE("");
    }
    case SCHEMA_DATE:
    case SCHEMA_END:
        return french_date(arena, *(const struct date *)member);
    case SCHEMA_MOMENT:
        return french_date(arena, ((const struct moment *)member)->date);
    case SCHEMA_TIME: {
        int minutes = *(const int *)member;
        return minutes == TIME_NONE ? SLICE("") : french_time(arena, minutes);
    }
    case SCHEMA_CHOICE: {
        int choice = *(const int *)member;
        return choice ? slice_from(field->choices[choice - 1].word) : SLICE("");
    }
    default:
        return SLICE("");
    }
}

static void push_period(struct arena *arena, struct value cells, const struct period *period) {
    struct slice start = french_date(arena, period->start);
    struct slice end = french_date(arena, period->end);
    struct slice text = start.size && end.size
                            ? slice_format(arena, "%.*s – %.*s", SLICE_ARG(start), SLICE_ARG(end))
                        : start.size ? slice_format(arena, "à partir de %.*s", SLICE_ARG(start))
                                     : slice_format(arena, "jusqu'à %.*s", SLICE_ARG(end));
    value_push(arena, cells, values_cell(arena, text));
}

/* An address as people say it: "www.exemple.fr/bus". */
static struct slice without_scheme(struct slice url) {
    size_t mark = slice_search(url, SLICE("://"));
    struct slice text = mark < url.size ? slice_from_offset(url, mark + 3) : url;
    return slice_ends(text, "/") ? slice_part(text, 0, text.size - 1) : text;
}

struct value values_field(const struct site *site, struct arena *arena, const struct record *record,
                          const struct schema_field *field) {
    struct value cells = value_list(arena);
    const void *member = schema_member(record, field);
    if (field->type == SCHEMA_REFERENCE) {
        const struct reference *reference = member;
        if (reference->words.size)
            value_push(arena, cells, values_reference(site, arena, reference));
    } else if (field->type == SCHEMA_REFERENCES) {
        const struct references *references = member;
        for (size_t i = 0; i < references->count; i++)
            value_push(arena, cells, values_reference(site, arena, &references->items[i]));
    } else if (field->type == SCHEMA_TEXTS) {
        const struct texts *texts = member;
        for (size_t i = 0; i < texts->count; i++)
            value_push(arena, cells, values_cell(arena, texts->items[i]));
    } else if (field->nested == &period_schema && *(const struct period *const *)member) {
        push_period(arena, cells, *(const struct period *const *)member);
    } else {
        struct slice text = values_print(arena, field, member);
        if (text.size && field->type == SCHEMA_URL)
            value_push(arena, cells, values_cell_url(arena, without_scheme(text), text));
        else if (text.size)
            value_push(arena, cells, values_cell(arena, text));
    }
    return cells;
}

struct slice values_label(const struct site *site, const struct schema_field *field) {
    char key[64];
    snprintf(key, sizeof key, "champ_%s", field->key);
    struct value label = value_get(site->words, slice_from(key));
    return label.kind == VALUE_TEXT ? label.text : slice_from(field->label);
}

static void push_fact(struct arena *arena, struct value facts, struct slice name,
                      struct value cells) {
    if (value_count(cells) == 0)
        return;
    struct value fact = value_hash(arena);
    for (size_t i = 0; i + 1 < value_count(cells); i++)
        value_set(arena, value_at(cells, i), "suivie", value_bool(true));
    value_set(arena, fact, "nom", values_text(arena, name));
    value_set(arena, fact, "valeurs", cells);
    value_push(arena, facts, fact);
}

void values_add_fact(const struct site *site, struct arena *arena, struct value facts,
                     const struct record *record, const char *key) {
    const struct schema_field *field = schema_find(record->schema, slice_from(key));
    if (schema_position(record, field).line)
        push_fact(arena, facts, values_label(site, field),
                  values_field(site, arena, record, field));
}

void values_add_cells(const struct site *site, struct arena *arena, struct value facts,
                      const char *word, struct value cells) {
    push_fact(arena, facts, site_word(site, word), cells);
}

static struct value field_value(const struct site *site, struct arena *arena,
                                const struct record *record, const struct schema_field *field);

/* Every key is set, absent ones to false, so that none is looked for further out. Recursion follows
 * the schema's tables. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
struct value values_record(const struct site *site, struct arena *arena,
                           const struct record *record) {
    struct value hash = value_hash(arena);
    for (const struct schema_field *field = record->schema->fields; field->key; field++) {
        struct value value = field_value(site, arena, record, field);
        value_set(arena, hash, field->key, value_is_true(value) ? value : value_bool(false));
    }
    return hash;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static struct value field_value(const struct site *site, struct arena *arena,
                                const struct record *record, const struct schema_field *field) {
    const void *member = schema_member(record, field);
    switch (field->type) {
    case SCHEMA_BOOL:
        return value_bool(*(const bool *)member);
    case SCHEMA_CHOICE: {
        const struct schema_choice *choice = schema_choice_of(record, field);
        return choice ? values_state(arena, choice->word, choice->symbol) : value_none();
    }
    case SCHEMA_URL:
        return value_text(*(const struct slice *)member);
    case SCHEMA_REFERENCE:
    case SCHEMA_REFERENCES:
    case SCHEMA_TEXTS:
        return values_list(arena, values_field(site, arena, record, field));
    case SCHEMA_RECORD: {
        const struct record *nested = *(const struct record *const *)member;
        if (nested && field->nested == &period_schema) {
            struct value cells = values_field(site, arena, record, field);
            return value_get(value_at(cells, 0), SLICE("texte"));
        }
        return nested ? values_record(site, arena, nested) : value_none();
    }
    case SCHEMA_LIST: {
        const struct list *list = member;
        struct value items = value_list(arena);
        for (size_t i = 0; i < list->count; i++)
            value_push(arena, items, values_record(site, arena, list->items[i]));
        return values_list(arena, items);
    }
    case SCHEMA_FILE: {
        const struct file_reference *file = member;
        return file->asset ? value_text(file->asset->path) : value_none();
    }
    case SCHEMA_RAW:
        return value_none();
    default:
        return values_text(arena, values_print(arena, field, member));
    }
}
