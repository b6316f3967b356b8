/* What no table can say of a contract. */
#include "base/path.h"
#include "base/utf8.h"
#include "content/link.h"

#include <string.h>

static void warn(struct content *content, const struct record *record, struct position position,
                 const char *code, const char *help, const char *message) {
    diag_warning(content->diag, code, &record->file->diag, position, help, "%s", message);
}

/* The position of a key's value, or of the record when the key is not written. */
static struct position at(const struct record *record, const char *key) {
    const struct schema_field *field = schema_find(record->schema, slice_from(key));
    struct position position = schema_position(record, field);
    return position.line ? position : record->position;
}

static bool is_before(struct date date, struct date other) {
    return date_is_set(date) && date_is_set(other) && date_last_day(date) < date_first_day(other);
}

static void check_order(struct content *content, const struct record *record, const char *key,
                        struct date start, struct date end) {
    if (is_before(end, start))
        diag_error(content->diag, "dates", &record->file->diag, at(record, key),
                   "mettez les deux dates dans l'ordre", "la fin (« %s ») est avant le début", key);
}

/* What comes after a meeting. */
static void check_after(struct content *content, const struct minutes *minutes, const char *key,
                        struct date date) {
    const struct record *record = &minutes->page.record;
    if (is_before(date, minutes->date))
        diag_error(content->diag, "dates", &record->file->diag, at(record, key),
                   "vérifiez l'année et le mois des deux dates",
                   "« %s » est avant la réunion elle-même", key);
}

static void check_period(struct content *content, const struct period *period) {
    if (period)
        check_order(content, &period->record, "fin", period->start, period->end);
}

static void check_action(struct content *content, const struct action *action) {
    const struct record *record = &action->page.record;
    check_period(content, action->calendar);
    bool stopped = action->status == ACTION_SUSPENDED || action->status == ACTION_ABANDONED;
    if (stopped && action->status_reason.size == 0)
        warn(content, record, at(record, "statut"), "motif", "ajoutez « motif_statut: … »",
             "une action suspendue ou abandonnée sans motif");
    if (action->page.summary.size == 0)
        warn(content, record, POSITION_FILE, "resume",
             "ajoutez « resume: … » : ce que l'action change pour un habitant",
             "cette fiche n'a pas de résumé");
}

static void check_minutes(struct content *content, const struct minutes *minutes) {
    const struct record *record = &minutes->page.record;
    if (minutes->start != TIME_NONE && minutes->end != TIME_NONE && minutes->end < minutes->start)
        diag_error(content->diag, "dates", &record->file->diag, at(record, "fin"),
                   "mettez les deux heures dans l'ordre", "la fin est avant le début");
    check_after(content, minutes, "approuve", minutes->approved);
    check_after(content, minutes, "prochaine_reunion", minutes->next);
    if (minutes->date.year && minutes->date.day == 0)
        diag_error(content->diag, "dates", &record->file->diag, at(record, "date"),
                   "écrivez le jour : 2024-06-12", "une réunion a lieu un jour précis");
}

static void check_event(struct content *content, const struct event *event) {
    check_order(content, &event->record, "fin", event->start.date, event->end.date);
    bool one_day = date_compare(event->start.date, event->end.date) == 0;
    if (one_day && event->start.minutes != TIME_NONE && event->end.minutes != TIME_NONE &&
        event->end.minutes < event->start.minutes)
        diag_error(content->diag, "dates", &event->record.file->diag, at(&event->record, "fin"),
                   "mettez les deux heures dans l'ordre", "la fin est avant le début");
}

static bool is_colour(struct slice text) {
    if (text.size != 7 || text.data[0] != '#')
        return false;
    for (size_t i = 1; i < 7; i++)
        if (!strchr("0123456789abcdefABCDEF", text.data[i]))
            return false;
    return true;
}

static bool is_written(const struct record *record, const char *key) {
    return schema_position(record, schema_find(record->schema, slice_from(key))).line != 0;
}

/* A statement says no more than its evaluation allows (computed_accessibility). */
static void check_accessibility(struct content *content, const struct accessibility *statement) {
    const struct number rate = statement->rate;
    bool is_full = statement->state == ACCESSIBILITY_FULL;
    struct position position = at(&statement->record, "etat");
    if (!is_full && statement->state != ACCESSIBILITY_PARTIAL)
        return;
    if (!date_is_set(statement->date))
        warn(content, &statement->record, position, "accessibilite",
             "ajoutez la « date: » de fin de l'audit",
             "sans date d'audit, l'accessibilité est déclarée non conforme");
    else if (is_full && (statement->failures.count || (rate.set && rate.value < 100)))
        warn(content, &statement->record, position, "accessibilite",
             "écrivez « etat: partiellement conforme »",
             "« totalement conforme » veut dire 100 % des critères, sans aucune non-conformité");
    else if (rate.set && rate.value < 50)
        warn(content, &statement->record, position, "accessibilite",
             "écrivez « etat: non conforme »",
             "« partiellement conforme » veut dire au moins 50 % des critères");
}

static void check_site(struct content *content, const struct contract *contract) {
    const struct site_settings *site = contract->site;
    const struct record *record = &contract->record;
    if (!site || !is_written(&site->record, "url"))
        warn(content, site ? &site->record : record, site ? site->record.position : POSITION_FILE,
             "site-url", "ajoutez « url: https://… » sous « site: »",
             "l'adresse publique du site n'est pas donnée : ni plan pour les moteurs de "
             "recherche, ni adresses complètes dans les fils");
    if (!site || !site->publisher || !site->host)
        warn(content, record, POSITION_FILE, "mentions-legales",
             "ajoutez « editeur: » et « hebergeur: » sous « site: »",
             "les mentions légales sont incomplètes");
    if (!site || !site->accessibility)
        warn(content, record, POSITION_FILE, "accessibilite",
             "ajoutez « accessibilite: » sous « site: »",
             "sans audit, l'accessibilité est déclarée non conforme");
    else
        check_accessibility(content, site->accessibility);
    if (!site || !site->personal_data)
        warn(content, record, POSITION_FILE, "donnees-personnelles",
             "ajoutez « donnees_personnelles: » sous « site: »",
             "le responsable des données personnelles n'est pas nommé");
    if (site && site->url.size && !slice_starts(site->url, "http"))
        diag_error(content->diag, "site-url", &site->record.file->diag, at(&site->record, "url"),
                   "écrivez une adresse qui commence par https://",
                   "l'adresse du site n'est pas celle d'un site");
    if (site && site->colour.size && !is_colour(site->colour))
        diag_error(content->diag, "couleur", &site->record.file->diag, at(&site->record, "couleur"),
                   "par exemple « couleur: \"#1f5f8b\" »",
                   "couleur " DIAG_VALUE " : un dièse et six chiffres ou lettres de a à f sont "
                   "attendus",
                   SLICE_ARG(site->colour));
}

static void check_zone(struct content *content, const struct territory *territory) {
    content->zone = zone_find(SLICE("Europe/Paris"));
    if (!territory || territory->zone.size == 0)
        return;
    const struct zone *zone = zone_find(territory->zone);
    if (zone)
        content->zone = zone;
    else
        diag_error(content->diag, "fuseau", &territory->record.file->diag,
                   at(&territory->record, "fuseau"),
                   "par exemple Europe/Paris, Indian/Reunion, America/Martinique",
                   "fuseau horaire inconnu " DIAG_VALUE, SLICE_ARG(territory->zone));
}

static void check_contract(struct content *content, const struct contract *contract) {
    check_period(content, contract->period);
    check_site(content, contract);
    check_zone(content, contract->territory);
    if (contract->coordination.count == 0)
        warn(content, &contract->record, POSITION_FILE, "coordination",
             "ajoutez « coordination: » : fonction, courriel, téléphone",
             "personne n'est indiqué comme contact");
    for (size_t i = 0; i < contract->coordination.count; i++) {
        const struct contact *contact = contract->coordination.items[i];
        check_order(content, &contact->record, "jusqu_a", contact->since, contact->until);
    }
    for (size_t i = 0; i < contract->signatories.count; i++) {
        const struct signatory *signatory = contract->signatories.items[i];
        check_order(content, &signatory->record, "jusqu_a", signatory->since, signatory->until);
    }
    for (size_t i = 0; i < contract->previous.count; i++) {
        const struct previous_contract *previous = contract->previous.items[i];
        check_order(content, &previous->record, "fin", previous->start, previous->end);
    }
}

/* Decisions that others refer to by a number that was never written down. */
static void check_decision(struct content *content, const struct decision *decision) {
    const struct decision *earlier = (const struct decision *)decision->follows.target;
    if (!earlier || earlier->record.at[0].line)
        return;
    struct slice help = slice_format(content->arena, "ajoutez « numero: %.*s » à cette décision",
                                     SLICE_ARG(earlier->number));
    warn(content, &earlier->record, earlier->record.position, "numero", help.data,
         "une décision à laquelle d'autres renvoient n'a pas de numéro écrit");
}

static void check_documents(void *context, struct record *record,
                            const struct schema_field *field) {
    struct content *content = context;
    if (field->nested != &document_schema)
        return;
    const struct list *documents = schema_member(record, field);
    for (size_t i = 0; i < documents->count; i++) {
        const struct document *document = documents->items[i];
        if (!is_written(&document->record, "fichier") && !is_written(&document->record, "url"))
            diag_error(content->diag, "document", &document->record.file->diag,
                       document->record.position, "ajoutez « fichier: » ou « url: »",
                       "un document sans fichier ni adresse");
    }
}

static void visit_root(void *context, struct record *record) {
    struct content *content = context;
    schema_visit(record, check_documents, content);
    if (record->schema == &action_schema)
        check_action(content, (const struct action *)record);
    if (record->schema == &minutes_schema)
        check_minutes(content, (const struct minutes *)record);
    if (record->schema == &event_schema)
        check_event(content, (const struct event *)record);
    if (record->schema == &contract_schema)
        check_contract(content, (const struct contract *)record);
    if (record->schema == &evaluation_schema)
        check_period(content, ((const struct evaluation *)record)->period);
    if (record->schema == &participation_schema)
        check_period(content, ((const struct participation *)record)->period);
    if (record->schema == &agreement_schema) {
        const struct agreement *agreement = (const struct agreement *)record;
        check_order(content, record, "fin", agreement->start, agreement->end);
    }
    if (record->schema == &body_schema) {
        const struct body *body = (const struct body *)record;
        check_order(content, record, "jusqu_a", body->since, body->until);
    }
}

void link_check(struct content *content) {
    content->zone = zone_find(SLICE("Europe/Paris"));
    link_each_root(content, visit_root, content);
    for (size_t i = 0; i < content->decisions.count; i++)
        check_decision(content, content->decisions.items[i]);
}
