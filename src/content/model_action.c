/* Axes and action sheets. */
#include "content/model_tables.h"

static const struct schema_field indicator_value_fields[] = {
    FIELD(indicator_value, date, "date", SCHEMA_DATE, "Date", .flags = SCHEMA_REQUIRED,
          .example = "2024-12-31"),
    FIELD(indicator_value, value, "valeur", SCHEMA_MEASURE, "Valeur", .flags = SCHEMA_REQUIRED,
          .example = "120",
          .help = "Un nombre, « nd » (non disponible) ou « secret » (trop peu de personnes)."),
    FIELD(indicator_value, note, "note", SCHEMA_TEXT, "Note"), END_OF_FIELDS};
SCHEMA(indicator_value, "valeur", "Valeur", .feminine = true);

static const struct schema_field indicator_target_fields[] = {
    FIELD(indicator_target, year, "annee", SCHEMA_YEAR, "Année", .flags = SCHEMA_REQUIRED,
          .example = "2025"),
    FIELD(indicator_target, value, "valeur", SCHEMA_MEASURE, "Valeur", .flags = SCHEMA_REQUIRED,
          .example = "120"),
    END_OF_FIELDS};
SCHEMA(indicator_target, "cible", "Cible", .feminine = true);

static const struct schema_choice indicator_types[] = {
    {"processus", "processus"}, {"résultat", "resultat"}, {"impact", "impact"}, END_OF_CHOICES};
static const struct schema_choice directions[] = {
    {"hausse", "hausse"}, {"baisse", "baisse"}, END_OF_CHOICES};
static const struct schema_choice accumulations[] = {
    {"annuel", "annuel"}, {"cumulé", "cumule"}, END_OF_CHOICES};
static const struct schema_field indicator_fields[] = {
    FIELD(indicator, id, "id", SCHEMA_TEXT, "Identifiant", .flags = SCHEMA_NAMES),
    FIELD(indicator, name, "nom", SCHEMA_TEXT, "Nom", .flags = SCHEMA_NAMES),
    FIELD(indicator, type, "type", SCHEMA_CHOICE, "Type", .choices = indicator_types),
    FIELD(indicator, unit, "unite", SCHEMA_TEXT, "Unité"),
    FIELD(indicator, direction, "sens", SCHEMA_CHOICE, "Sens attendu", .choices = directions),
    FIELD(indicator, accumulation, "cumul", SCHEMA_CHOICE, "Cumul", .choices = accumulations),
    FIELD(indicator, start, "depart", SCHEMA_RECORD, "Valeur de départ",
          .nested = &indicator_value_schema),
    FIELD(indicator, target, "cible", SCHEMA_MEASURE, "Cible"),
    FIELD(indicator, targets, "cibles", SCHEMA_LIST, "Cibles", .nested = &indicator_target_schema),
    FIELD(indicator, due, "echeance", SCHEMA_END, "Échéance"),
    FIELD(indicator, responsible, "responsable", SCHEMA_REFERENCE, "Responsable",
          .kinds = KIND_ORGANISATION),
    FIELD(indicator, source, "source", SCHEMA_TEXT, "Source"),
    FIELD(indicator, values, "valeurs", SCHEMA_LIST, "Valeurs", .nested = &indicator_value_schema),
    VISIBILITY_FIELD(indicator),
    END_OF_FIELDS};
SCHEMA(indicator, "indicateur", "Indicateur");

static const struct schema_field objective_fields[] = {
    FIELD(objective, number, "numero", SCHEMA_TEXT, "Numéro", .example = "\"1.1\""),
    FIELD(objective, title, "titre", SCHEMA_TEXT, "Titre", .flags = SCHEMA_REQUIRED),
    END_OF_FIELDS};
SCHEMA(objective, "objectif", "Objectif");

static const struct schema_field axis_fields[] = {
    FIELD(axis, number, "numero", SCHEMA_TEXT, "Numéro", .flags = SCHEMA_REQUIRED, .example = "1"),
    PAGE_FIELDS(axis, SCHEMA_REQUIRED),
    FIELD(axis, transversal, "transversal", SCHEMA_BOOL, "Transversal"),
    FIELD(axis, objectives, "objectifs", SCHEMA_LIST, "Objectifs", .nested = &objective_schema),
    FIELD(axis, indicators, "indicateurs", SCHEMA_LIST, "Indicateurs", .flags = SCHEMA_PART,
          .nested = &indicator_schema),
    END_OF_FIELDS};
SCHEMA(axis, "axe", "Axe");

static const struct schema_field practical_fields[] = {
    FIELD(practical, place, "lieu", SCHEMA_TEXT, "Lieu"),
    FIELD(practical, address, "adresse", SCHEMA_PROSE, "Adresse"),
    FIELD(practical, commune, "commune", SCHEMA_REFERENCE, "Commune", .kinds = KIND_COMMUNE),
    FIELD(practical, hours, "horaires", SCHEMA_PROSE, "Horaires"),
    FIELD(practical, telephone, "telephone", SCHEMA_TEXT, "Téléphone", .flags = SCHEMA_CONTACT),
    FIELD(practical, price, "tarif", SCHEMA_TEXT, "Tarif"),
    FIELD(practical, registration, "inscription", SCHEMA_PROSE, "Inscription"),
    FIELD(practical, url, "url", SCHEMA_URL, "Adresse du site"),
    END_OF_FIELDS};
SCHEMA(practical, "en pratique", "En pratique", .noun = "lieu", .plural = "lieux");

static const struct schema_choice step_statuses[] = {
    {"à venir", "a-venir"}, {"en cours", "en-cours"}, {"faite", "faite"}, END_OF_CHOICES};
static const struct schema_field step_fields[] = {
    FIELD(step, title, "titre", SCHEMA_TEXT, "Titre", .flags = SCHEMA_REQUIRED),
    FIELD(step, due, "echeance", SCHEMA_END, "Échéance"),
    FIELD(step, status, "statut", SCHEMA_CHOICE, "Statut", .choices = step_statuses),
    END_OF_FIELDS};
SCHEMA(step, "etape", "Étape", .feminine = true);

static const struct schema_choice budget_statuses[] = {
    {"prévu", "prevu"}, {"demandé", "demande"}, {"accordé", "accorde"},
    {"versé", "verse"}, {"refusé", "refuse"},   END_OF_CHOICES};
static const struct schema_choice budget_natures[] = {
    {"subvention", "subvention"}, {"valorisation", "valorisation"}, END_OF_CHOICES};
static const struct schema_field budget_line_fields[] = {
    FIELD(budget_line, funder, "financeur", SCHEMA_REFERENCE, "Financeur", .flags = SCHEMA_REQUIRED,
          .kinds = KIND_ORGANISATION, .example = "ars"),
    FIELD(budget_line, year, "annee", SCHEMA_YEAR, "Année"),
    FIELD(budget_line, amount, "montant", SCHEMA_MONEY, "Montant"),
    FIELD(budget_line, status, "statut", SCHEMA_CHOICE, "Statut", .choices = budget_statuses),
    FIELD(budget_line, nature, "nature", SCHEMA_CHOICE, "Nature", .choices = budget_natures),
    FIELD(budget_line, plan, "dispositif", SCHEMA_REFERENCE, "Dispositif", .kinds = KIND_PLAN),
    FIELD(budget_line, agreement, "convention", SCHEMA_REFERENCE, "Convention",
          .kinds = KIND_AGREEMENT),
    VISIBILITY_FIELD(budget_line),
    END_OF_FIELDS};
SCHEMA(budget_line, "budget", "Ligne de budget", .plural = "lignes de budget", .feminine = true);

static const struct schema_choice difficulty_statuses[] = {
    {"ouverte", "ouverte"}, {"levée", "levee"}, END_OF_CHOICES};
static const struct schema_field difficulty_fields[] = {
    FIELD(difficulty, date, "date", SCHEMA_DATE, "Date"),
    FIELD(difficulty, text, "texte", SCHEMA_PROSE, "Difficulté", .flags = SCHEMA_REQUIRED),
    FIELD(difficulty, lever, "levier", SCHEMA_PROSE, "Levier"),
    FIELD(difficulty, status, "statut", SCHEMA_CHOICE, "Statut", .choices = difficulty_statuses),
    VISIBILITY_FIELD(difficulty),
    END_OF_FIELDS};
SCHEMA_SCALAR(difficulty, "difficulte", "Difficulté", "texte", .feminine = true);

static const struct schema_field review_fields[] = {
    FIELD(review, year, "annee", SCHEMA_YEAR, "Année", .flags = SCHEMA_REQUIRED, .example = "2025"),
    FIELD(review, text, "texte", SCHEMA_PROSE, "Bilan", .flags = SCHEMA_REQUIRED),
    VISIBILITY_FIELD(review), END_OF_FIELDS};
SCHEMA(review, "bilan", "Bilan");

static const struct schema_choice action_statuses[] = {
    {"à définir", "a-definir"},   {"prévue", "prevue"},   {"en cours", "en-cours"},
    {"réalisée", "realisee"},     {"pérenne", "perenne"}, {"suspendue", "suspendue"},
    {"abandonnée", "abandonnee"}, END_OF_CHOICES};
static const struct schema_choice priorities[] = {
    {"haute", "haute"}, {"moyenne", "moyenne"}, {"basse", "basse"}, END_OF_CHOICES};
static const struct schema_choice origins[] = {
    {"contrat", "contrat"}, {"avenant", "avenant"}, {"décision", "decision"}, END_OF_CHOICES};
static const struct schema_choice determinants[] = {
    {"système de santé", "systeme-de-sante"},
    {"environnement de vie", "environnement-de-vie"},
    {"habitudes de vie", "habitudes-de-vie"},
    END_OF_CHOICES};
static const struct schema_choice participations[] = {{"information", "information"},
                                                      {"consultation", "consultation"},
                                                      {"concertation", "concertation"},
                                                      {"coconstruction", "coconstruction"},
                                                      END_OF_CHOICES};
static const struct schema_field action_fields[] = {
    FIELD(action, number, "numero", SCHEMA_TEXT, "Numéro", .flags = SCHEMA_REQUIRED,
          .example = "\"1.2\""),
    PAGE_FIELDS(action, SCHEMA_REQUIRED),
    FIELD(action, status, "statut", SCHEMA_CHOICE, "Statut", .flags = SCHEMA_REQUIRED,
          .choices = action_statuses, .example = "en cours"),
    FIELD(action, status_reason, "motif_statut", SCHEMA_PROSE, "Motif du statut",
          .help = "Pourquoi l'action est suspendue ou abandonnée."),
    FIELD(action, need, "constat", SCHEMA_PROSE, "Constat", .flags = SCHEMA_PART,
          .help = "Le besoin auquel l'action répond."),
    FIELD(action, objective, "objectif", SCHEMA_REFERENCE, "Objectif", .kinds = KIND_OBJECTIVE),
    FIELD(action, progress, "avancement", SCHEMA_PERCENT, "Avancement"),
    FIELD(action, priority, "priorite", SCHEMA_CHOICE, "Priorité", .choices = priorities),
    FIELD(action, origin, "origine", SCHEMA_CHOICE, "Origine", .choices = origins),
    FIELD(action, pilots, "pilote", SCHEMA_REFERENCES, "Pilote", .kinds = KIND_ORGANISATION),
    FIELD(action, copilots, "copilotes", SCHEMA_REFERENCES, "Copilotes",
          .kinds = KIND_ORGANISATION),
    FIELD(action, partners, "partenaires", SCHEMA_REFERENCES, "Partenaires",
          .kinds = KIND_ORGANISATION),
    FIELD(action, publics, "publics", SCHEMA_TEXTS, "Publics"),
    FIELD(action, themes, "themes", SCHEMA_TEXTS, "Thèmes"),
    FIELD(action, communes, "communes", SCHEMA_REFERENCES, "Communes", .kinds = KIND_COMMUNE),
    FIELD(action, sectors, "secteurs", SCHEMA_REFERENCES, "Secteurs", .kinds = KIND_SECTOR),
    FIELD(action, districts, "quartiers", SCHEMA_REFERENCES, "Quartiers", .kinds = KIND_DISTRICT),
    FIELD(action, practical, "en_pratique", SCHEMA_LIST, "En pratique", .flags = SCHEMA_PART,
          .nested = &practical_schema),
    FIELD(action, join, "rejoindre", SCHEMA_PROSE, "Rejoindre l'action", .flags = SCHEMA_PART,
          .help = "Comment un partenaire peut prendre part."),
    FIELD(action, determinants, "determinants", SCHEMA_TEXTS, "Déterminants de santé",
          .choices = determinants),
    FIELD(action, plans, "dispositifs", SCHEMA_REFERENCES, "Dispositifs", .kinds = KIND_PLAN),
    FIELD(action, priorities, "prs", SCHEMA_REFERENCES, "Priorités du projet régional de santé",
          .kinds = KIND_PRIORITY),
    FIELD(action, inequalities, "reduction_inegalites", SCHEMA_PROSE, "Réduction des inégalités",
          .flags = SCHEMA_PART),
    FIELD(action, participation, "participation", SCHEMA_CHOICE, "Participation des habitants",
          .choices = participations),
    FIELD(action, calendar, "calendrier", SCHEMA_RECORD, "Calendrier", .nested = &period_schema),
    FIELD(action, steps, "etapes", SCHEMA_LIST, "Étapes", .flags = SCHEMA_PART,
          .nested = &step_schema),
    FIELD(action, means, "moyens", SCHEMA_PROSE, "Moyens", .flags = SCHEMA_PART),
    FIELD(action, budget, "budget", SCHEMA_LIST, "Budget", .flags = SCHEMA_PART,
          .nested = &budget_line_schema),
    FIELD(action, indicators, "indicateurs", SCHEMA_LIST, "Indicateurs", .flags = SCHEMA_PART,
          .nested = &indicator_schema),
    FIELD(action, difficulties, "difficultes", SCHEMA_LIST, "Difficultés", .flags = SCHEMA_PART,
          .nested = &difficulty_schema),
    FIELD(action, reviews, "bilans", SCHEMA_LIST, "Bilans", .flags = SCHEMA_PART,
          .nested = &review_schema),
    FIELD(action, contact, "contact", SCHEMA_PROSE, "Contact", .flags = SCHEMA_CONTACT),
    END_OF_FIELDS};
SCHEMA(action, "fiche action", "Fiche action", .plural = "fiches action", .feminine = true);
