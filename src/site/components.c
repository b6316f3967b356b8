#include "site/components.h"

#include "base/path.h"
#include "base/utf8.h"
#include "site/data.h"
#include "site/drawings.h"
#include "site/values.h"
#include "text/escape.h"
#include "text/french.h"

#include <string.h>

#define LONGEST_NUMBER 15 /* digits (ITU-T E.164); more are several numbers */
#define LONG_TABLE 12     /* rows; a longer one without a picture is to open */

static bool is_reserved(const struct record *record) {
    return record->visibility != VISIBILITY_PUBLIC;
}

struct slice components_asset_href(struct arena *arena, const struct asset *asset) {
    struct buffer path = BUFFER_INIT;
    escape_url_path(&path, asset->path);
    struct slice href = slice_copy(arena, buffer_slice(&path));
    buffer_dispose(&path);
    return href;
}

struct value components_action(const struct site *site, struct arena *arena,
                               const struct action *action) {
    struct value card = value_hash(arena);
    const struct record *record = &action->page.record;
    values_set(arena, card, "numero", value_text(action->number));
    values_set(arena, card, "titre", values_text(arena, action->page.title));
    values_set(arena, card, "url", site_href_of(site, arena, record));
    values_set(arena, card, "resume", values_text(arena, action->page.summary));
    values_set(arena, card, "statut", values_choice(arena, record, "statut"));
    values_set(arena, card, "avancement", values_progress(arena, computed_action_progress(action)));
    values_set(arena, card, "retard", value_bool(computed_action_is_late(site->content, action)));
    values_set(arena, card, "reserve", value_bool(is_reserved(record)));
    return card;
}

struct value components_actions(const struct site *site, struct arena *arena,
                                const struct list *actions) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < actions->count; i++)
        value_push(arena, items, components_action(site, arena, actions->items[i]));
    return values_list(arena, items);
}

struct slice components_axis_name(const struct site *site, struct arena *arena,
                                  const struct axis *axis) {
    struct slice word = site_word(site, axis->transversal ? "axe_transversal" : "axe");
    return slice_format(arena, "%.*s %.*s", SLICE_ARG(word), SLICE_ARG(axis->number));
}

struct slice components_axis_state(const struct site *site, struct arena *arena,
                                   const struct axis *axis) {
    size_t late = 0;
    const struct list *actions = &axis->actions;
    for (size_t i = 0; i < actions->count; i++)
        late += computed_action_is_late(site->content, actions->items[i]);
    struct slice state = values_count(site, arena, actions->count, "mot_action", "mot_actions");
    if (late)
        state = slice_format(arena, "%.*s, %zu %.*s", SLICE_ARG(state), late,
                             SLICE_ARG(site_word(site, "en_retard")));
    if (actions->hidden)
        state = slice_format(arena, "%.*s, %.*s", SLICE_ARG(state),
                             SLICE_ARG(site_word(site, "hors_non_public")));
    return state;
}

struct value components_axis(const struct site *site, struct arena *arena,
                             const struct axis *axis) {
    struct value card =
        components_card(site, arena, components_axis_name(site, arena, axis), axis->page.title,
                        axis->page.summary, site_url(site, &axis->page.record));
    double progress;
    values_set(arena, card, "etat", value_text(components_axis_state(site, arena, axis)));
    if (computed_progress(&axis->actions, &progress))
        value_set(arena, card, "avancement", values_progress(arena, progress));
    return card;
}

struct value components_plan(const struct site *site, struct arena *arena,
                             const struct plan *plan) {
    struct slice over = plan->name.size ? plan->acronym : (struct slice){"", 0};
    return components_card(site, arena, over, values_name(arena, &plan->record), plan->link,
                           site_url(site, &plan->record));
}

struct value components_card(const struct site *site, struct arena *arena, struct slice over,
                             struct slice title, struct slice summary, struct slice url) {
    struct value card = value_hash(arena);
    values_set(arena, card, "sur_titre", values_text(arena, over));
    values_set(arena, card, "titre", values_text(arena, title));
    values_set(arena, card, "resume", values_text(arena, summary));
    value_set(arena, card, "url", value_text(site_href(site, arena, url, SLICE(""))));
    values_set(arena, card, "etat", value_none());
    values_set(arena, card, "statut", value_none());
    values_set(arena, card, "avancement", value_none());
    return card;
}

static struct value decision_details(const struct site *site, struct arena *arena,
                                     const struct decision *decision, const struct record *around) {
    struct value facts = value_list(arena);
    struct value actions = value_list(arena);
    const struct record *record = &decision->record;
    const struct minutes *minutes = decision->minutes;
    if (around != &minutes->page.record) {
        struct value meeting = value_list(arena);
        value_push(arena, meeting,
                   values_cell_link(site, arena, content_title(site->content, &minutes->page),
                                    &minutes->page.record));
        values_add_cells(site, arena, facts, "seance", meeting);
    }
    for (size_t i = 0; i < decision->actions.count; i++)
        if (!around || decision->actions.items[i].target != around)
            value_push(arena, actions, values_reference(site, arena, &decision->actions.items[i]));
    if (value_count(actions) < decision->actions.count)
        values_add_cells(site, arena, facts, "autres_actions", actions);
    else
        values_add_fact(site, arena, facts, record, "actions");
    if (!around || decision->responsible.target != around)
        values_add_fact(site, arena, facts, record, "responsable");
    values_add_fact(site, arena, facts, record, "echeance");
    values_add_fact(site, arena, facts, record, "suite_de");
    return facts;
}

struct value components_decision(const struct site *site, struct arena *arena,
                                 const struct decision *decision, const struct record *around) {
    static const char *const symbols[] = {"",      "a-faire",  "en-cours",
                                          "faite", "reportee", "sans-suite"};
    static const char *const words[] = {"",      "à faire",  "en cours",
                                        "faite", "reportée", "sans suite"};
    struct value card = value_hash(arena);
    const struct record *record = &decision->record;
    enum decision_status status = computed_decision_status(decision);
    const struct schema_field *type = schema_find(record->schema, SLICE("type"));
    const struct schema_choice *choice = schema_choice_of(record, type);
    values_set(arena, card, "ancre", value_none());
    values_set(arena, card, "marques", value_none());
    values_set(arena, card, "url", site_href_of(site, arena, record));
    values_set(arena, card, "numero", value_text(decision->number));
    values_set(arena, card, "type", choice ? value_string(choice->word) : value_none());
    values_set(arena, card, "texte", values_text(arena, decision->text));
    values_set(arena, card, "statut", values_state(arena, words[status], symbols[status]));
    values_set(arena, card, "retard",
               value_bool(computed_decision_is_late(site->content, decision)));
    values_set(arena, card, "reserve", value_bool(is_reserved(record)));
    values_set(arena, card, "details", decision_details(site, arena, decision, around));
    return card;
}

/* "PDF, 240 ko" of a file. */
static void set_file(struct arena *arena, struct value card, const struct asset *asset) {
    struct slice type = slice_copy(arena, path_extension(asset->path));
    for (size_t i = 0; i < type.size; i++)
        if (type.data[i] >= 'a' && type.data[i] <= 'z')
            ((char *)type.data)[i] = (char)(type.data[i] - 'a' + 'A');
    double kilobytes = (double)asset->size / 1000;
    struct slice size = kilobytes < 1000 ? french_number(arena, kilobytes < 1 ? 1 : kilobytes, 0)
                                         : french_number(arena, kilobytes / 1000, 1);
    values_set(arena, card, "url", value_text(components_asset_href(arena, asset)));
    values_set(arena, card, "lien", value_none());
    values_set(arena, card, "type", value_text(type));
    values_set(arena, card, "taille",
               value_text(slice_format(arena, "%.*s\u00a0%s", SLICE_ARG(size),
                                       kilobytes < 1000 ? "ko" : "Mo")));
}

struct value components_file(const struct site *site, struct arena *arena, struct slice title,
                             const struct file_reference *file) {
    (void)site;
    if (!file->asset)
        return value_none();
    struct value card = value_hash(arena);
    values_set(arena, card, "titre", values_text(arena, title));
    set_file(arena, card, file->asset);
    values_set(arena, card, "non_accessible", value_none());
    values_set(arena, card, "reserve", value_none());
    return card;
}

static struct value document_card(const struct site *site, struct arena *arena,
                                  const struct document *document) {
    struct value card = components_file(site, arena, document->title, &document->file);
    if (card.kind == VALUE_NONE) {
        card = value_hash(arena);
        values_set(arena, card, "titre", values_text(arena, document->title));
        values_set(arena, card, "url", value_none());
        values_set(arena, card, "lien", value_text(document->url));
        values_set(arena, card, "type", value_text(site_word(site, "page_exterieure")));
        values_set(arena, card, "taille", value_none());
    }
    const struct schema_field *accessible =
        schema_find(document->record.schema, SLICE("accessible"));
    bool known = schema_position(&document->record, accessible).line != 0;
    values_set(arena, card, "non_accessible", value_bool(known && !document->accessible));
    values_set(arena, card, "reserve", value_bool(is_reserved(&document->record)));
    return card;
}

struct value components_minutes(const struct site *site, struct arena *arena,
                                const struct minutes *minutes) {
    const struct page *page = &minutes->page;
    struct slice title = content_title(site->content, page);
    struct value cell = values_cell_link(site, arena, title, &page->record);
    const char *warning = NULL;
    if (!date_is_set(minutes->approved))
        warning = "projet_compte_rendu";
    else if (is_reserved(&page->record))
        warning = "partenaires_seuls";
    if (warning)
        value_set(arena, cell, "precision", value_text(site_word(site, warning)));
    return cell;
}

struct value components_documents(const struct site *site, struct arena *arena,
                                  const struct list *documents) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < documents->count; i++) {
        const struct document *document = documents->items[i];
        if (document->file.asset || document->url.size)
            value_push(arena, items, document_card(site, arena, document));
    }
    return values_list(arena, items);
}

struct slice components_telephone(struct arena *arena, struct slice number) {
    char *bytes = arena_alloc(arena, number.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < number.size; i++)
        if (strchr("0123456789", number.data[i]) || (number.data[i] == '+' && size == 0))
            bytes[size++] = number.data[i];
    return (struct slice){bytes, size};
}

struct value components_telephone_cell(struct arena *arena, struct slice number) {
    struct slice uri = components_telephone(arena, number);
    struct slice text = SLICE("");
    struct slice group;
    if (uri.size == 0 || uri.size > LONGEST_NUMBER)
        return values_cell(arena, number);
    while (slice_next_field(&number, ' ', &group))
        text = slice_format(arena, "%.*s%s%.*s", SLICE_ARG(text), text.size ? "\u00a0" : "",
                            SLICE_ARG(group));
    return values_cell_url(arena, text, slice_format(arena, "tel:%.*s", SLICE_ARG(uri)));
}

struct value components_contact(const struct site *site, struct arena *arena,
                                const struct contact *contact) {
    if (!contact)
        return value_none();
    struct value card = value_hash(arena);
    const struct record *sector = contact->sector.target;
    values_set(arena, card, "texte", value_none());
    values_set(arena, card, "details", value_none());
    values_set(arena, card, "fonction", values_text(arena, contact->function));
    values_set(arena, card, "nom", values_text(arena, contact->name));
    values_set(arena, card, "secteur",
               sector ? values_text(arena, values_name(arena, sector)) : value_none());
    values_set(arena, card, "courriel", value_text(contact->email));
    values_set(arena, card, "telephone", value_text(contact->telephone));
    values_set(arena, card, "telephone_uri",
               value_text(components_telephone(arena, contact->telephone)));
    values_set(arena, card, "adresse", values_text(arena, contact->address));
    values_set(arena, card, "permanences", values_text(arena, contact->hours));
    (void)site;
    return card;
}

struct value components_action_contact(const struct site *site, struct arena *arena,
                                       const struct action *action) {
    struct value card = components_contact(site, arena, computed_contact(site->content, action));
    if (action->contact.size == 0)
        return card;
    card = value_hash(arena);
    static const char *const keys[] = {"fonction", "nom",         "secteur",
                                       "courriel", "telephone",   "telephone_uri",
                                       "adresse",  "permanences", "details"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        values_set(arena, card, keys[i], value_none());
    values_set(arena, card, "texte", values_text(arena, action->contact));
    return card;
}

struct value components_table(struct arena *arena, struct slice title) {
    struct value table = value_hash(arena);
    values_set(arena, table, "titre", values_text(arena, title));
    values_set(arena, table, "titre_discret", value_none());
    values_set(arena, table, "en_fiches", value_none());
    value_set(arena, table, "colonnes", value_list(arena));
    value_set(arena, table, "lignes", value_list(arena));
    values_set(arena, table, "note", value_none());
    values_set(arena, table, "filtre", value_none());
    values_set(arena, table, "fichier", value_none());
    values_set(arena, table, "reste", value_none());
    return table;
}

void components_table_column(struct arena *arena, struct value table, struct slice name,
                             bool number) {
    struct value column = value_hash(arena);
    values_set(arena, column, "nom", values_text(arena, name));
    values_set(arena, column, "nombre", value_bool(number));
    values_set(arena, column, "cle", value_none());
    value_push(arena, value_get(table, SLICE("colonnes")), column);
}

void components_table_as_cards(struct arena *arena, struct value table) {
    values_set(arena, table, "en_fiches", value_bool(true));
}

/* What a card leaves out: nothing, or none of a count. */
static bool is_blank(struct value cell) {
    struct slice text = value_get(cell, SLICE("texte")).text;
    return (text.size == 0 || slice_is(text, "0")) &&
           !value_is_true(value_get(cell, SLICE("etat"))) &&
           !value_is_true(value_get(cell, SLICE("part")));
}

struct value components_table_row(struct arena *arena, struct value table, struct value cells,
                                  bool total) {
    struct value row = value_hash(arena);
    struct value columns = value_get(table, SLICE("colonnes"));
    if (value_count(cells))
        value_set(arena, value_at(cells, 0), "tete", value_bool(true));
    for (size_t i = 0; i < value_count(cells) && i < value_count(columns); i++)
        values_set(arena, value_at(cells, i), "colonne",
                   is_blank(value_at(cells, i)) ? value_none()
                                                : value_get(value_at(columns, i), SLICE("nom")));
    value_set(arena, row, "cellules", cells);
    values_set(arena, row, "ancre", value_none());
    values_set(arena, row, "total", value_bool(total));
    values_set(arena, row, "marques", value_none());
    value_push(arena, value_get(table, SLICE("lignes")), row);
    return row;
}

struct value components_figure(const struct site *site, struct arena *arena, struct slice title,
                               struct value drawing, struct value table, const char *data) {
    struct value figure = value_hash(arena);
    struct value rows = value_get(table, SLICE("lignes"));
    values_set(arena, figure, "titre", values_text(arena, title));
    values_set(arena, figure, "unite", value_none());
    values_set(arena, figure, "source", value_none());
    values_set(arena, figure, "dessin", drawing);
    values_set(arena, figure, "replie",
               value_bool(value_is_true(drawing) || value_count(rows) > LONG_TABLE));
    values_set(arena, figure, "donnees", table);
    values_set(arena, figure, "fichier", data ? data_href(site, data) : value_none());
    return figure;
}

/* "Voir les 12 autres". */
static struct value title_of_rest(const struct site *site, struct arena *arena, size_t count) {
    struct slice word = site_word(site, count < 2 ? "voir_autre" : "voir_autres");
    return value_text(slice_format(arena, "%.*s (%zu)", SLICE_ARG(word), count));
}

void components_table_fold(const struct site *site, struct arena *arena, struct value table,
                           size_t shown) {
    struct value rows = value_get(table, SLICE("lignes"));
    if (value_count(rows) <= shown + COMPONENTS_FEW)
        return;
    struct value kept = value_list(arena);
    struct value rest = value_hash(arena);
    struct value folded = components_table(arena, value_get(table, SLICE("titre")).text);
    for (size_t i = 0; i < value_count(rows); i++)
        value_push(arena, i < shown ? kept : value_get(folded, SLICE("lignes")), value_at(rows, i));
    value_set(arena, table, "lignes", kept);
    value_set(arena, folded, "titre_discret", value_bool(true));
    value_set(arena, folded, "en_fiches", value_get(table, SLICE("en_fiches")));
    value_set(arena, folded, "colonnes", value_get(table, SLICE("colonnes")));
    value_set(arena, rest, "titre", title_of_rest(site, arena, value_count(rows) - shown));
    value_set(arena, rest, "tableau", folded);
    value_set(arena, table, "reste", rest);
}

/* The values of an indicator in the order of their dates, as a table. */
static struct value indicator_table(const struct site *site, struct arena *arena,
                                    const struct indicator *indicator) {
    struct value table = components_table(arena, indicator->name);
    components_table_column(arena, table, site_word(site, "date"), false);
    components_table_column(arena, table, site_word(site, "valeur"), true);
    components_table_column(arena, table, site_word(site, "note"), false);
    size_t count;
    const struct indicator_value **values = drawings_values(arena, indicator, &count);
    for (size_t i = 0; i < count; i++) {
        struct value cells = value_list(arena);
        const struct schema_field *field = schema_find(values[i]->record.schema, SLICE("valeur"));
        struct value printed = value_at(values_field(site, arena, &values[i]->record, field), 0);
        struct slice note = values[i]->note;
        if (note.size == 0 && values[i] == indicator->start)
            note = site_word(site, "valeur_depart");
        value_push(arena, cells, values_cell(arena, french_date(arena, values[i]->date)));
        value_set(arena, printed, "nombre", value_bool(true));
        value_push(arena, cells, printed);
        value_push(arena, cells, values_cell(arena, note));
        components_table_row(arena, table, cells, false);
    }
    return table;
}

static struct value indicator_figure(const struct site *site, struct arena *arena,
                                     const struct indicator *indicator, size_t rank) {
    if (indicator->values.count + (indicator->start != NULL) < 2)
        return value_none();
    struct value figure =
        components_figure(site, arena, site_word(site, "valeurs_successives"),
                          drawings_indicator(site, arena, indicator, rank, false),
                          indicator_table(site, arena, indicator), INDICATORS_DATA);
    values_set(arena, figure, "unite", values_text(arena, indicator->unit));
    values_set(arena, figure, "source", values_text(arena, indicator->source));
    return figure;
}

struct value components_indicator(const struct site *site, struct arena *arena,
                                  const struct indicator *indicator, size_t rank) {
    struct value card = value_hash(arena);
    const struct record *record = &indicator->record;
    const struct indicator_value *last = computed_last_value(indicator);
    struct slice name = computed_indicator_name(indicator);
    struct value details = value_list(arena);
    static const char *const keys[] = {"cible", "echeance", "type", "sens", "cumul", "responsable"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        values_add_fact(site, arena, details, record, keys[i]);
    double target;
    bool met = last && computed_target(indicator, &target) &&
               computed_target_is_met(indicator, last->value.number, target);
    values_set(arena, card, "ancre", value_text(utf8_slug(arena, name)));
    values_set(arena, card, "nom", values_text(arena, name));
    values_set(arena, card, "valeur",
               value_text(last ? french_number(arena, last->value.number, 2)
                               : site_word(site, "non_disponible")));
    values_set(arena, card, "unite", last ? values_text(arena, indicator->unit) : value_none());
    values_set(arena, card, "date",
               last ? value_text(french_date(arena, last->date)) : value_none());
    values_set(arena, card, "etat",
               met ? values_state(arena, "cible atteinte", "atteinte") : value_none());
    values_set(arena, card, "part", value_none());
    values_set(arena, card, "details", details);
    values_set(arena, card, "figure", indicator_figure(site, arena, indicator, rank));
    return card;
}

struct value components_indicators(const struct site *site, struct arena *arena,
                                   const struct list *indicators) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < indicators->count; i++)
        value_push(arena, items, components_indicator(site, arena, indicators->items[i], i + 1));
    return values_list(arena, items);
}

struct value components_section(const struct site *site, struct arena *arena, struct value root,
                                const char *anchor, struct slice title, const char *partial,
                                struct value list) {
    struct value section = value_hash(arena);
    (void)site;
    values_set(arena, section, "ancre", value_string(anchor));
    values_set(arena, section, "titre", values_text(arena, title));
    values_set(arena, section, "rendu", value_text(slice_format(arena, "partiels/%s", partial)));
    values_set(arena, section, "url", value_none());
    values_set(arena, section, "resume", value_none());
    values_set(arena, section, "avancement", value_none());
    values_set(arena, section, "suite", value_none());
    values_set(arena, section, "reste", value_none());
    if (value_count(list) == 0)
        return section;
    value_set(arena, section, "liste", list);
    struct value sections = value_get(root, SLICE("sections"));
    if (sections.kind != VALUE_LIST) {
        sections = value_list(arena);
        value_set(arena, root, "sections", sections);
    }
    value_push(arena, sections, section);
    return section;
}

void components_section_fold(const struct site *site, struct arena *arena, struct value section,
                             struct value items) {
    if (value_count(items) == 0)
        return;
    struct value rest = value_hash(arena);
    value_set(arena, rest, "titre", title_of_rest(site, arena, value_count(items)));
    value_set(arena, rest, "liste", items);
    value_set(arena, section, "reste", rest);
}

struct value components_table_section(const struct site *site, struct arena *arena,
                                      struct value root, const char *anchor, struct slice title,
                                      struct value table) {
    struct value tables = value_list(arena);
    if (value_count(value_get(table, SLICE("lignes"))))
        value_push(arena, tables, table);
    bool twice = slice_equal(value_get(table, SLICE("titre")).text, french_text(arena, title));
    values_set(arena, table, "titre_discret", value_bool(twice));
    return components_section(site, arena, root, anchor, title, "tableaux", tables);
}

struct value components_link(const struct site *site, struct arena *arena, struct slice title,
                             struct slice url) {
    struct value link = value_hash(arena);
    values_set(arena, link, "titre", values_text(arena, title));
    value_set(arena, link, "url", value_text(site_href(site, arena, url, SLICE(""))));
    return link;
}

struct slice components_dated(const struct site *site, struct arena *arena, const char *day_word,
                              const char *other_word, struct date date) {
    if (!date_is_set(date))
        return (struct slice){"", 0};
    struct slice word = site_word(site, date.day ? day_word : other_word);
    return slice_format(arena, "%.*s %.*s", SLICE_ARG(word), SLICE_ARG(french_date(arena, date)));
}

struct slice components_joined(struct arena *arena, struct slice a, struct slice b,
                               struct slice c) {
    struct slice all = a;
    const struct slice rest[] = {b, c};
    for (size_t i = 0; i < 2; i++)
        if (rest[i].size)
            all = slice_format(arena, "%.*s%s%.*s", SLICE_ARG(all), all.size ? ", " : "",
                               SLICE_ARG(rest[i]));
    return all;
}

struct slice components_hours(struct arena *arena, int start, int end) {
    struct slice first = start == TIME_NONE ? (struct slice){"", 0} : french_time(arena, start);
    if (start == TIME_NONE || end == TIME_NONE)
        return first;
    return slice_format(arena, "%.*s – %.*s", SLICE_ARG(first), SLICE_ARG(french_time(arena, end)));
}

static struct slice dates_of(struct arena *arena, const struct occasion *occasion) {
    struct slice first = occasion->date.day ? french_date_long(arena, occasion->date)
                                            : french_date(arena, occasion->date);
    bool several =
        date_is_set(occasion->end_date) && date_compare(occasion->date, occasion->end_date) != 0;
    if (!several)
        return first;
    return slice_format(arena, "%.*s – %.*s", SLICE_ARG(first),
                        SLICE_ARG(french_date(arena, occasion->end_date)));
}

struct value components_occasion_state(struct arena *arena, const struct occasion *occasion) {
    const struct event *event = occasion->event;
    bool odd = event && (event->status == EVENT_POSTPONED || event->status == EVENT_CANCELLED);
    return odd ? values_choice(arena, &event->record, "statut") : value_none();
}

struct value components_date(const struct site *site, struct arena *arena,
                             const struct occasion *occasion) {
    struct value card = value_hash(arena);
    const struct event *event = occasion->event;
    struct value href = value_none();
    if (occasion->minutes)
        href = site_href_of(site, arena, &occasion->minutes->page.record);
    if (href.kind == VALUE_NONE && site_has(site, "agenda/"))
        href = value_text(site_href(site, arena, SLICE("agenda/"), occasion->id));
    values_set(arena, card, "titre", values_text(arena, occasion->title));
    values_set(arena, card, "url", href);
    values_set(arena, card, "ancre", value_none());
    values_set(arena, card, "iso", value_text(date_iso(arena, occasion->date)));
    values_set(arena, card, "jour",
               occasion->date.day ? value_number(arena, occasion->date.day) : value_none());
    values_set(arena, card, "mois",
               occasion->date.month ? value_string(french_month(occasion->date.month))
                                    : value_none());
    values_set(arena, card, "annee", value_number(arena, occasion->date.year));
    values_set(arena, card, "date", value_text(dates_of(arena, occasion)));
    values_set(arena, card, "heures",
               value_text(components_hours(arena, occasion->start, occasion->end)));
    values_set(arena, card, "lieu", values_text(arena, occasion->place));
    values_set(arena, card, "statut", components_occasion_state(arena, occasion));
    values_set(arena, card, "resume",
               event ? values_text(arena, event->description) : value_none());
    values_set(arena, card, "inscription", event ? value_text(event->url) : value_none());
    values_set(arena, card, "reserve", value_none());
    values_set(arena, card, "details", value_none());
    return card;
}

struct value components_next_dates(const struct site *site, struct arena *arena, size_t count,
                                   bool (*keep)(const void *context,
                                                const struct occasion *occasion),
                                   const void *context) {
    struct value items = value_list(arena);
    for (size_t i = site->first_to_come; i < site->occasions.count && value_count(items) < count;
         i++) {
        const struct occasion *occasion = site->occasions.items[i];
        if (occasions_is_to_come(site, occasion) && (!keep || keep(context, occasion)))
            value_push(arena, items, components_date(site, arena, occasion));
    }
    return values_list(arena, items);
}
