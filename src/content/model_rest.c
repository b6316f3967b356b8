/* Diagnosis, programme, evaluation, governance, minutes, dates, directories, free pages. */
#include "content/model_tables.h"

static const struct schema_field key_figure_fields[] = {
    FIELD(key_figure, value, "valeur", SCHEMA_TEXT, "Valeur"),
    FIELD(key_figure, unit, "unite", SCHEMA_TEXT, "Unité"),
    FIELD(key_figure, label, "libelle", SCHEMA_TEXT, "Libellé"),
    FIELD(key_figure, year, "annee", SCHEMA_TEXT, "Année"),
    FIELD(key_figure, source, "source", SCHEMA_TEXT, "Source"),
    END_OF_FIELDS};
SCHEMA(key_figure, "chiffre cle", "Chiffre clé", .plural = "chiffres clés");

static const struct schema_choice portrait_kinds[] = {{"territoire", "territoire"},
                                                      {"santé", "sante"},
                                                      {"ressources", "ressources"},
                                                      {"synthèse", "synthese"},
                                                      END_OF_CHOICES};
static const struct schema_field portrait_fields[] = {
    PAGE_FIELDS(portrait, SCHEMA_REQUIRED),
    FIELD(portrait, kind, "portrait", SCHEMA_CHOICE, "Portrait", .choices = portrait_kinds),
    FIELD(portrait, sources, "sources", SCHEMA_TEXTS, "Sources", .flags = SCHEMA_PART),
    FIELD(portrait, key_figures, "chiffres_cles", SCHEMA_LIST, "Chiffres clés",
          .flags = SCHEMA_PART, .nested = &key_figure_schema),
    END_OF_FIELDS};
SCHEMA(portrait, "diagnostic", "Diagnostic");

static const struct schema_choice step_statuses[] = {
    {"à venir", "a-venir"}, {"en cours", "en-cours"}, {"faite", "faite"}, END_OF_CHOICES};
static const struct schema_field activity_fields[] = {
    FIELD(activity, title, "titre", SCHEMA_TEXT, "Titre", .flags = SCHEMA_REQUIRED),
    FIELD(activity, due, "echeance", SCHEMA_END, "Échéance"),
    FIELD(activity, status, "statut", SCHEMA_CHOICE, "Statut", .choices = step_statuses),
    END_OF_FIELDS};
SCHEMA_SCALAR(activity, "activite", "Activité", "titre", .feminine = true);

static const struct schema_field programme_fields[] = {
    FIELD(programme, year, "annee", SCHEMA_YEAR, "Année", .flags = SCHEMA_REQUIRED,
          .example = "2025"),
    PAGE_FIELDS(programme, 0),
    FIELD(programme, actions, "actions", SCHEMA_REFERENCES, "Actions", .kinds = KIND_ACTION),
    FIELD(programme, activities, "activites", SCHEMA_LIST, "Activités", .nested = &activity_schema),
    FIELD(programme, approved, "valide_le", SCHEMA_DATE, "Validé le"),
    FIELD(programme, body, "instance", SCHEMA_REFERENCE, "Instance", .kinds = KIND_BODY),
    END_OF_FIELDS};
SCHEMA(programme, "programmation", "Programmation", .feminine = true);

static const struct schema_field recommendation_fields[] = {
    FIELD(recommendation, text, "texte", SCHEMA_PROSE, "Recommandation", .flags = SCHEMA_REQUIRED),
    FIELD(recommendation, actions, "actions", SCHEMA_REFERENCES, "Actions", .kinds = KIND_ACTION),
    FIELD(recommendation, followed, "suite", SCHEMA_PROSE, "Suite donnée"), END_OF_FIELDS};
SCHEMA_SCALAR(recommendation, "recommandation", "Recommandation", "texte", .feminine = true);

static const struct schema_choice evaluation_types[] = {{"à mi-parcours", "a-mi-parcours"},
                                                        {"finale", "finale"},
                                                        {"action", "action"},
                                                        {"continue", "continue"},
                                                        END_OF_CHOICES};
static const struct schema_field evaluation_fields[] = {
    PAGE_FIELDS(evaluation, SCHEMA_REQUIRED),
    FIELD(evaluation, type, "type", SCHEMA_CHOICE, "Type", .choices = evaluation_types),
    FIELD(evaluation, period, "periode", SCHEMA_RECORD, "Période", .nested = &period_schema),
    FIELD(evaluation, evaluator, "evaluateur", SCHEMA_TEXT, "Évaluateur"),
    FIELD(evaluation, subjects, "objets", SCHEMA_REFERENCES, "Objets",
          .kinds = KIND_AXIS | KIND_ACTION),
    FIELD(evaluation, questions, "questions", SCHEMA_TEXTS, "Questions"),
    FIELD(evaluation, recommendations, "recommandations", SCHEMA_LIST, "Recommandations",
          .nested = &recommendation_schema),
    END_OF_FIELDS};
SCHEMA(evaluation, "evaluation", "Évaluation", .feminine = true);

static const struct schema_field followed_fields[] = {
    FIELD(recommendation, text, "texte", SCHEMA_PROSE, "Suite", .flags = SCHEMA_REQUIRED),
    FIELD(recommendation, actions, "actions", SCHEMA_REFERENCES, "Actions", .kinds = KIND_ACTION),
    END_OF_FIELDS};
static const struct schema followed_schema = {.name = "suite",
                                              .label = "Suite",
                                              .size = sizeof(struct recommendation),
                                              .fields = followed_fields,
                                              .scalar = "texte",
                                              .feminine = true};
static const struct schema_field participation_fields[] = {
    PAGE_FIELDS(participation, 0),
    FIELD(participation, date, "date", SCHEMA_DATE, "Date"),
    FIELD(participation, period, "periode", SCHEMA_RECORD, "Période", .nested = &period_schema),
    FIELD(participation, method, "methode", SCHEMA_PROSE, "Méthode"),
    FIELD(participation, participants, "participants", SCHEMA_INTEGER, "Participants"),
    FIELD(participation, publics, "publics", SCHEMA_TEXTS, "Publics"),
    FIELD(participation, actions, "actions", SCHEMA_REFERENCES, "Actions", .kinds = KIND_ACTION),
    FIELD(participation, followed, "suites", SCHEMA_LIST, "Suites", .nested = &followed_schema),
    END_OF_FIELDS};
SCHEMA(participation, "participation", "Participation", .feminine = true);

static const struct schema_choice colleges[] = {{"élus", "elus"},
                                                {"institutions", "institutions"},
                                                {"professionnels", "professionnels"},
                                                {"usagers", "usagers"},
                                                END_OF_CHOICES};
static const struct schema_field member_fields[] = {
    FIELD(member, organisation, "organisme", SCHEMA_REFERENCE, "Organisme",
          .flags = SCHEMA_REQUIRED, .kinds = KIND_ORGANISATION, .example = "ars"),
    FIELD(member, role, "qualite", SCHEMA_TEXT, "Qualité"),
    FIELD(member, college, "college", SCHEMA_CHOICE, "Collège", .choices = colleges),
    END_OF_FIELDS};
SCHEMA_SCALAR(member, "composition", "Composition", "organisme", .noun = "membre");

static const struct schema_choice levels[] = {{"décision", "decision"},
                                              {"technique", "technique"},
                                              {"animation", "animation"},
                                              {"groupe de travail", "groupe-de-travail"},
                                              {"assemblée", "assemblee"},
                                              {"élus", "elus"},
                                              END_OF_CHOICES};
static const struct schema_field body_fields[] = {
    FIELD(body, id, "id", SCHEMA_TEXT, "Identifiant", .flags = SCHEMA_REQUIRED),
    FIELD(body, acronym, "sigle", SCHEMA_TEXT, "Sigle"),
    FIELD(body, name, "nom", SCHEMA_TEXT, "Nom"),
    FIELD(body, level, "niveau", SCHEMA_CHOICE, "Niveau", .choices = levels),
    FIELD(body, chair, "presidence", SCHEMA_TEXT, "Présidence"),
    FIELD(body, facilitation, "animation", SCHEMA_TEXT, "Animation"),
    FIELD(body, frequency, "frequence", SCHEMA_TEXT, "Fréquence"),
    FIELD(body, missions, "missions", SCHEMA_TEXTS, "Missions"),
    FIELD(body, members, "composition", SCHEMA_LIST, "Composition", .nested = &member_schema),
    FIELD(body, reports_to, "rend_compte_a", SCHEMA_REFERENCE, "Rend compte à", .kinds = KIND_BODY),
    FIELD(body, shared_with, "partagee_avec", SCHEMA_REFERENCES, "Partagée avec",
          .kinds = KIND_PLAN),
    FIELD(body, axes, "axes", SCHEMA_REFERENCES, "Axes", .kinds = KIND_AXIS),
    FIELD(body, since, "depuis", SCHEMA_DATE, "Depuis"),
    FIELD(body, until, "jusqu_a", SCHEMA_END, "Jusqu'à"),
    FIELD(body, minutes_visibility, "visibilite_comptes_rendus", SCHEMA_CHOICE,
          "Visibilité des comptes-rendus", .flags = SCHEMA_SECRET, .choices = visibility_choices,
          .example = "partenaires"),
    END_OF_FIELDS};
SCHEMA(body, "instance", "Instance", .feminine = true);

static const struct schema_field attendance_fields[] = {
    FIELD(attendance, organisation, "organisme", SCHEMA_REFERENCE, "Organisme",
          .flags = SCHEMA_REQUIRED | SCHEMA_ATTENDANCE, .kinds = KIND_ORGANISATION,
          .example = "ars"),
    FIELD(attendance, role, "qualite", SCHEMA_TEXT, "Qualité", .flags = SCHEMA_ATTENDANCE),
    END_OF_FIELDS};
SCHEMA_SCALAR(attendance, "presence", "Présence", "organisme", .feminine = true);

static const struct schema_choice decision_types[] = {{"validation", "validation"},
                                                      {"arbitrage", "arbitrage"},
                                                      {"orientation", "orientation"},
                                                      {"report", "report"},
                                                      END_OF_CHOICES};
static const struct schema_choice decision_statuses[] = {
    {"à faire", "a-faire"},   {"en cours", "en-cours"},     {"faite", "faite"},
    {"reportée", "reportee"}, {"sans suite", "sans-suite"}, END_OF_CHOICES};
static const struct schema_field decision_fields[] = {
    FIELD(decision, number, "numero", SCHEMA_TEXT, "Numéro"),
    FIELD(decision, text, "texte", SCHEMA_PROSE, "Décision", .flags = SCHEMA_REQUIRED),
    FIELD(decision, type, "type", SCHEMA_CHOICE, "Type", .choices = decision_types),
    FIELD(decision, actions, "actions", SCHEMA_REFERENCES, "Actions", .kinds = KIND_ACTION),
    FIELD(decision, responsible, "responsable", SCHEMA_REFERENCE, "Responsable",
          .kinds = KIND_ORGANISATION),
    FIELD(decision, due, "echeance", SCHEMA_END, "Échéance"),
    FIELD(decision, status, "statut", SCHEMA_CHOICE, "Statut", .choices = decision_statuses),
    FIELD(decision, follows, "suite_de", SCHEMA_REFERENCE, "Suite de", .kinds = KIND_DECISION),
    VISIBILITY_FIELD(decision),
    END_OF_FIELDS};
SCHEMA_SCALAR(decision, "decision", "Décision", "texte", .feminine = true);

static const struct schema_field minutes_fields[] = {
    FIELD(minutes, body, "instance", SCHEMA_REFERENCE, "Instance", .flags = SCHEMA_REQUIRED,
          .kinds = KIND_BODY, .example = "copil"),
    FIELD(minutes, date, "date", SCHEMA_DATE, "Date", .flags = SCHEMA_REQUIRED,
          .example = "2024-06-12"),
    FIELD(minutes, start, "debut", SCHEMA_TIME, "Début"),
    FIELD(minutes, end, "fin", SCHEMA_TIME, "Fin"),
    PAGE_FIELDS(minutes, 0),
    FIELD(minutes, place, "lieu", SCHEMA_TEXT, "Lieu"),
    FIELD(minutes, present, "presents", SCHEMA_LIST, "Présents", .flags = SCHEMA_PART,
          .nested = &attendance_schema),
    FIELD(minutes, excused, "excuses", SCHEMA_LIST, "Excusés", .flags = SCHEMA_PART,
          .nested = &attendance_schema),
    FIELD(minutes, agenda, "ordre_du_jour", SCHEMA_TEXTS, "Ordre du jour", .flags = SCHEMA_PART),
    FIELD(minutes, decisions, "decisions", SCHEMA_LIST, "Décisions", .flags = SCHEMA_PART,
          .nested = &decision_schema),
    FIELD(minutes, approved, "approuve", SCHEMA_DATE, "Approuvé le",
          .help = "Date d'approbation ; sans elle, c'est un projet, pour les partenaires."),
    FIELD(minutes, next, "prochaine_reunion", SCHEMA_DATE, "Prochaine réunion"),
    END_OF_FIELDS};
SCHEMA(minutes, "compte-rendu", "Compte-rendu", .plural = "comptes-rendus");

static const struct schema_choice event_statuses[] = {
    {"confirmé", "confirme"}, {"reporté", "reporte"}, {"annulé", "annule"}, END_OF_CHOICES};
static const struct schema_field event_fields[] = {
    FIELD(event, id, "id", SCHEMA_TEXT, "Identifiant"),
    FIELD(event, title, "titre", SCHEMA_TEXT, "Titre", .flags = SCHEMA_REQUIRED),
    FIELD(event, start, "debut", SCHEMA_MOMENT, "Début", .flags = SCHEMA_REQUIRED,
          .example = "2025-03-12 18:30"),
    FIELD(event, end, "fin", SCHEMA_MOMENT, "Fin"),
    FIELD(event, place, "lieu", SCHEMA_TEXT, "Lieu"),
    FIELD(event, description, "description", SCHEMA_PROSE, "Description"),
    FIELD(event, publics, "publics", SCHEMA_TEXTS, "Publics"),
    FIELD(event, actions, "actions", SCHEMA_REFERENCES, "Actions", .kinds = KIND_ACTION),
    FIELD(event, body, "instance", SCHEMA_REFERENCE, "Instance", .kinds = KIND_BODY),
    FIELD(event, url, "url", SCHEMA_URL, "Adresse du site"),
    FIELD(event, registration, "inscription", SCHEMA_PROSE, "Inscription"),
    FIELD(event, status, "statut", SCHEMA_CHOICE, "Statut", .choices = event_statuses),
    VISIBILITY_FIELD(event),
    END_OF_FIELDS};
SCHEMA(event, "date d'agenda", "Date de l'agenda", .noun = "date", .feminine = true);

static const struct schema_field news_image_fields[] = {
    FIELD(news_image, file, "fichier", SCHEMA_FILE, "Fichier", .flags = SCHEMA_REQUIRED),
    FIELD(news_image, alternative, "alt", SCHEMA_TEXT, "Texte de remplacement",
          .flags = SCHEMA_REQUIRED, .help = "Ce que montre l'image, pour qui ne la voit pas."),
    FIELD(news_image, credit, "credit", SCHEMA_TEXT, "Crédit"), END_OF_FIELDS};
SCHEMA(news_image, "image", "Image", .feminine = true);

static const struct schema_field news_fields[] = {
    PAGE_FIELDS(news, SCHEMA_REQUIRED),
    FIELD(news, date, "date", SCHEMA_DATE, "Date", .flags = SCHEMA_REQUIRED,
          .example = "2024-06-12"),
    FIELD(news, image, "image", SCHEMA_RECORD, "Image", .nested = &news_image_schema),
    FIELD(news, actions, "actions", SCHEMA_REFERENCES, "Actions", .flags = SCHEMA_PART,
          .kinds = KIND_ACTION),
    FIELD(news, themes, "themes", SCHEMA_TEXTS, "Thèmes"),
    END_OF_FIELDS};
SCHEMA(news, "actualite", "Actualité", .feminine = true);

static const struct schema_choice organisation_types[] = {
    {"collectivité", "collectivite"},
    {"État", "etat"},
    {"assurance maladie", "assurance-maladie"},
    {"établissement", "etablissement"},
    {"association", "association"},
    {"professionnels", "professionnels"},
    {"autre", "autre"},
    END_OF_CHOICES};
static const struct schema_field organisation_fields[] = {
    FIELD(organisation, id, "id", SCHEMA_TEXT, "Identifiant", .flags = SCHEMA_REQUIRED),
    FIELD(organisation, name, "nom", SCHEMA_TEXT, "Nom"),
    FIELD(organisation, acronym, "sigle", SCHEMA_TEXT, "Sigle"),
    FIELD(organisation, type, "type", SCHEMA_CHOICE, "Type", .choices = organisation_types),
    FIELD(organisation, url, "url", SCHEMA_URL, "Adresse du site"),
    FIELD(organisation, description, "description", SCHEMA_PROSE, "Description"),
    FIELD(organisation, logo, "logo", SCHEMA_FILE, "Logo"),
    END_OF_FIELDS};
SCHEMA(organisation, "organisme", "Organisme");

static const struct schema_field payment_fields[] = {
    FIELD(payment, date, "date", SCHEMA_DATE, "Date"),
    FIELD(payment, amount, "montant", SCHEMA_MONEY, "Montant"), END_OF_FIELDS};
SCHEMA(payment, "versement", "Versement");

static const struct schema_field agreement_fields[] = {
    FIELD(agreement, id, "id", SCHEMA_TEXT, "Identifiant"),
    FIELD(agreement, funder, "financeur", SCHEMA_REFERENCE, "Financeur", .flags = SCHEMA_REQUIRED,
          .kinds = KIND_ORGANISATION, .example = "ars"),
    FIELD(agreement, beneficiary, "beneficiaire", SCHEMA_REFERENCE, "Bénéficiaire",
          .kinds = KIND_ORGANISATION),
    FIELD(agreement, subject, "objet", SCHEMA_PROSE, "Objet"),
    FIELD(agreement, signature, "signature", SCHEMA_DATE, "Signature"),
    FIELD(agreement, start, "debut", SCHEMA_DATE, "Début"),
    FIELD(agreement, end, "fin", SCHEMA_END, "Fin"),
    FIELD(agreement, amount, "montant", SCHEMA_MONEY, "Montant"),
    FIELD(agreement, payments, "versements", SCHEMA_LIST, "Versements", .nested = &payment_schema),
    FIELD(agreement, document, "document", SCHEMA_FILE, "Document"),
    FIELD(agreement, actions, "actions", SCHEMA_REFERENCES, "Actions", .kinds = KIND_ACTION),
    VISIBILITY_FIELD(agreement),
    END_OF_FIELDS};
SCHEMA(agreement, "convention", "Convention", .feminine = true);

static const struct schema_field term_fields[] = {
    FIELD(term, acronym, "sigle", SCHEMA_TEXT, "Sigle", .flags = SCHEMA_NAMES),
    FIELD(term, name, "nom", SCHEMA_TEXT, "Nom", .flags = SCHEMA_NAMES),
    FIELD(term, definition, "definition", SCHEMA_PROSE, "Définition"),
    FIELD(term, url, "url", SCHEMA_URL, "Adresse du site"), END_OF_FIELDS};
SCHEMA(term, "glossaire", "Mot du glossaire", .plural = "mots du glossaire");

/* A free page is nothing but a page. */
struct free_page {
    struct page page;
};
static const struct schema_choice menus[] = {
    {"principal", "principal"}, {"pied", "pied"}, {"aucun", "aucun"}, END_OF_CHOICES};
static const struct schema_field page_fields[] = {PAGE_FIELDS(free_page, 0),
                                                  FIELD(free_page, page.menu, "menu", SCHEMA_CHOICE,
                                                        "Menu", .flags = SCHEMA_SETTING,
                                                        .choices = menus),
                                                  END_OF_FIELDS};
SCHEMA(page, "page", "Page", .feminine = true);

static const struct schema_choice figure_types[] = {{"courbe", "courbe"},   {"barres", "barres"},
                                                    {"empile", "empile"},   {"carte", "carte"},
                                                    {"tableau", "tableau"}, END_OF_CHOICES};
static const struct schema_field figure_fields[] = {
    FIELD(figure, type, "type", SCHEMA_CHOICE, "Type", .flags = SCHEMA_REQUIRED,
          .choices = figure_types, .example = "courbe"),
    FIELD(figure, title, "titre", SCHEMA_TEXT, "Titre", .flags = SCHEMA_REQUIRED),
    FIELD(figure, unit, "unite", SCHEMA_TEXT, "Unité"),
    FIELD(figure, source, "source", SCHEMA_TEXT, "Source"),
    FIELD(figure, data, "donnees", SCHEMA_FILE, "Données", .example = "donnees/medecins.csv"),
    FIELD(figure, series, "series", SCHEMA_TEXTS, "Séries"),
    FIELD(figure, values, "valeurs", SCHEMA_RAW, "Valeurs",
          .example = "[[2019, 8.1], [2021, 7.4]]"),
    END_OF_FIELDS};
SCHEMA(figure, "figure", "Figure", .feminine = true);

const struct schema *const model_schemas[] = {&contract_schema,
                                              &axis_schema,
                                              &action_schema,
                                              &portrait_schema,
                                              &programme_schema,
                                              &evaluation_schema,
                                              &participation_schema,
                                              &body_schema,
                                              &minutes_schema,
                                              &event_schema,
                                              &news_schema,
                                              &organisation_schema,
                                              &agreement_schema,
                                              &term_schema,
                                              &page_schema,
                                              &figure_schema,
                                              NULL};
