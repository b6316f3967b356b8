/* contrat.yaml */
#include "content/model_tables.h"

const struct schema_choice visibility_choices[] = {
    {"public", "public"}, {"partenaires", "partenaires"}, END_OF_CHOICES};

static const struct schema_field document_fields[] = {
    FIELD(document, title, "titre", SCHEMA_TEXT, "Titre", .flags = SCHEMA_REQUIRED),
    FIELD(document, file, "fichier", SCHEMA_FILE, "Fichier", .example = "documents/cls.pdf"),
    FIELD(document, url, "url", SCHEMA_URL, "Adresse"),
    FIELD(document, accessible, "accessible", SCHEMA_BOOL, "Accessible",
          .help = "Oui si le document se lit avec un lecteur d'écran."),
    VISIBILITY_FIELD(document),
    END_OF_FIELDS};
SCHEMA(document, "document", "Document");

static const struct schema_field period_fields[] = {
    FIELD(period, start, "debut", SCHEMA_DATE, "Début"),
    FIELD(period, end, "fin", SCHEMA_END, "Fin"), END_OF_FIELDS};
SCHEMA(period, "periode", "Période", .feminine = true);

static const struct schema_field commune_fields[] = {
    FIELD(commune, code, "code", SCHEMA_TEXT, "Code", .help = "Code Insee, entre guillemets.",
          .example = "\"99001\""),
    FIELD(commune, name, "nom", SCHEMA_TEXT, "Nom", .flags = SCHEMA_REQUIRED),
    FIELD(commune, population, "population", SCHEMA_INTEGER, "Population"),
    FIELD(commune, sectors, "secteurs", SCHEMA_REFERENCES, "Secteurs", .kinds = KIND_SECTOR),
    END_OF_FIELDS};
SCHEMA_SCALAR(commune, "commune", "Commune", "nom", .feminine = true);

static const struct schema_field sector_fields[] = {
    FIELD(sector, id, "id", SCHEMA_TEXT, "Identifiant", .flags = SCHEMA_REQUIRED),
    FIELD(sector, name, "nom", SCHEMA_TEXT, "Nom"),
    FIELD(sector, type, "type", SCHEMA_TEXT, "Type", .example = "pays"),
    FIELD(sector, organisation, "organisme", SCHEMA_REFERENCE, "Organisme",
          .kinds = KIND_ORGANISATION),
    END_OF_FIELDS};
SCHEMA(sector, "secteur", "Secteur");

static const struct schema_field district_fields[] = {
    FIELD(district, id, "id", SCHEMA_TEXT, "Identifiant", .flags = SCHEMA_REQUIRED),
    FIELD(district, name, "nom", SCHEMA_TEXT, "Nom"),
    FIELD(district, commune, "commune", SCHEMA_REFERENCE, "Commune", .kinds = KIND_COMMUNE),
    FIELD(district, type, "type", SCHEMA_TEXT, "Type", .example = "qpv"), END_OF_FIELDS};
SCHEMA(district, "quartier", "Quartier");

static const struct schema_choice territory_types[] = {
    {"commune", "commune"}, {"epci", "epci"}, {"metropole", "metropole"},     {"pays", "pays"},
    {"petr", "petr"},       {"pnr", "pnr"},   {"departement", "departement"}, {"autre", "autre"},
    END_OF_CHOICES};
static const struct schema_field territory_fields[] = {
    FIELD(territory, name, "nom", SCHEMA_TEXT, "Nom", .flags = SCHEMA_REQUIRED),
    FIELD(territory, type, "type", SCHEMA_CHOICE, "Type", .choices = territory_types),
    FIELD(territory, department, "departement", SCHEMA_TEXT, "Département"),
    FIELD(territory, region, "region", SCHEMA_TEXT, "Région"),
    FIELD(territory, population, "population", SCHEMA_INTEGER, "Population"),
    FIELD(territory, zone, "fuseau", SCHEMA_TEXT, "Fuseau horaire", .example = "Europe/Paris"),
    FIELD(territory, communes, "communes", SCHEMA_LIST, "Communes", .nested = &commune_schema),
    FIELD(territory, sectors, "secteurs", SCHEMA_LIST, "Secteurs", .nested = &sector_schema),
    FIELD(territory, districts, "quartiers", SCHEMA_LIST, "Quartiers", .nested = &district_schema),
    FIELD(territory, outline, "contour", SCHEMA_FILE, "Contour des communes",
          .flags = SCHEMA_SETTING, .example = "donnees/communes.geojson"),
    END_OF_FIELDS};
SCHEMA(territory, "territoire", "Territoire");

static const struct schema_field signatory_fields[] = {
    FIELD(signatory, organisation, "organisme", SCHEMA_REFERENCE, "Organisme",
          .flags = SCHEMA_REQUIRED, .kinds = KIND_ORGANISATION, .example = "ars"),
    FIELD(signatory, role, "role", SCHEMA_TEXT, "Rôle"),
    FIELD(signatory, since, "depuis", SCHEMA_DATE, "Depuis"),
    FIELD(signatory, until, "jusqu_a", SCHEMA_END, "Jusqu'à"),
    FIELD(signatory, replaces, "remplace", SCHEMA_REFERENCE, "Remplace",
          .kinds = KIND_ORGANISATION),
    END_OF_FIELDS};
SCHEMA_SCALAR(signatory, "signataire", "Signataire", "organisme");

static const struct schema_field amendment_fields[] = {
    FIELD(amendment, number, "numero", SCHEMA_TEXT, "Numéro"),
    FIELD(amendment, date, "date", SCHEMA_DATE, "Date"),
    FIELD(amendment, subject, "objet", SCHEMA_PROSE, "Objet"),
    FIELD(amendment, document, "document", SCHEMA_FILE, "Document"), END_OF_FIELDS};
SCHEMA(amendment, "avenant", "Avenant");

static const struct schema_field contact_fields[] = {
    FIELD(contact, function, "fonction", SCHEMA_TEXT, "Fonction", .flags = SCHEMA_REQUIRED),
    FIELD(contact, name, "nom", SCHEMA_TEXT, "Nom"),
    FIELD(contact, email, "courriel", SCHEMA_TEXT, "Courriel", .flags = SCHEMA_CONTACT),
    FIELD(contact, telephone, "telephone", SCHEMA_TEXT, "Téléphone", .flags = SCHEMA_CONTACT),
    FIELD(contact, address, "adresse", SCHEMA_PROSE, "Adresse", .flags = SCHEMA_CONTACT),
    FIELD(contact, hours, "permanences", SCHEMA_PROSE, "Permanences", .flags = SCHEMA_CONTACT),
    FIELD(contact, sector, "secteur", SCHEMA_REFERENCE, "Secteur", .kinds = KIND_SECTOR),
    FIELD(contact, employer, "employeur", SCHEMA_REFERENCE, "Employeur",
          .kinds = KIND_ORGANISATION),
    FIELD(contact, full_time, "etp", SCHEMA_NUMBER, "Équivalent temps plein"),
    FIELD(contact, since, "depuis", SCHEMA_DATE, "Depuis"),
    FIELD(contact, until, "jusqu_a", SCHEMA_END, "Jusqu'à"),
    END_OF_FIELDS};
SCHEMA(contact, "coordination", "Coordination", .noun = "contact");

static const struct schema_field elected_fields[] = {
    FIELD(elected, function, "fonction", SCHEMA_TEXT, "Fonction", .flags = SCHEMA_REQUIRED),
    FIELD(elected, name, "nom", SCHEMA_TEXT, "Nom"),
    FIELD(elected, community, "collectivite", SCHEMA_REFERENCE, "Collectivité",
          .kinds = KIND_ORGANISATION),
    FIELD(elected, since, "depuis", SCHEMA_DATE, "Depuis"),
    FIELD(elected, until, "jusqu_a", SCHEMA_END, "Jusqu'à"),
    END_OF_FIELDS};
SCHEMA(elected, "elu referent", "Élu référent", .plural = "élus référents");

static const struct schema_field referent_fields[] = {
    FIELD(referent, organisation, "organisme", SCHEMA_REFERENCE, "Organisme",
          .flags = SCHEMA_REQUIRED, .kinds = KIND_ORGANISATION, .example = "ars"),
    FIELD(referent, function, "fonction", SCHEMA_TEXT, "Fonction"),
    FIELD(referent, email, "courriel", SCHEMA_TEXT, "Courriel", .flags = SCHEMA_CONTACT),
    FIELD(referent, telephone, "telephone", SCHEMA_TEXT, "Téléphone", .flags = SCHEMA_CONTACT),
    END_OF_FIELDS};
SCHEMA_SCALAR(referent, "referent", "Référent", "organisme");

static const struct schema_field coordination_funding_fields[] = {
    FIELD(coordination_funding, funder, "financeur", SCHEMA_REFERENCE, "Financeur",
          .flags = SCHEMA_REQUIRED, .kinds = KIND_ORGANISATION, .example = "ars"),
    FIELD(coordination_funding, share, "part", SCHEMA_PERCENT, "Part"),
    FIELD(coordination_funding, amount, "montant", SCHEMA_MONEY, "Montant"),
    FIELD(coordination_funding, year, "annee", SCHEMA_YEAR, "Année"), END_OF_FIELDS};
SCHEMA(coordination_funding, "financement de la coordination", "Financement de la coordination",
       .noun = "financement");

static const struct schema_field priority_fields[] = {
    FIELD(priority, id, "id", SCHEMA_TEXT, "Identifiant", .flags = SCHEMA_REQUIRED),
    FIELD(priority, title, "titre", SCHEMA_TEXT, "Titre"), END_OF_FIELDS};
SCHEMA(priority, "priorite", "Priorité", .feminine = true);

static const struct schema_field regional_project_fields[] = {
    FIELD(regional_project, title, "titre", SCHEMA_TEXT, "Titre"),
    FIELD(regional_project, url, "url", SCHEMA_URL, "Adresse"),
    FIELD(regional_project, priorities, "priorites", SCHEMA_LIST, "Priorités",
          .nested = &priority_schema),
    END_OF_FIELDS};
SCHEMA(regional_project, "prs", "Projet régional de santé");

static const struct schema_field plan_fields[] = {
    FIELD(plan, id, "id", SCHEMA_TEXT, "Identifiant", .flags = SCHEMA_REQUIRED),
    FIELD(plan, acronym, "sigle", SCHEMA_TEXT, "Sigle"),
    FIELD(plan, name, "nom", SCHEMA_TEXT, "Nom"),
    FIELD(plan, link, "articulation", SCHEMA_PROSE, "Articulation",
          .help = "Comment ce dispositif et le contrat se complètent."),
    FIELD(plan, host, "porteur", SCHEMA_REFERENCE, "Porteur", .kinds = KIND_ORGANISATION),
    FIELD(plan, scale, "echelle", SCHEMA_TEXT, "Échelle"),
    FIELD(plan, url, "url", SCHEMA_URL, "Adresse"),
    END_OF_FIELDS};
SCHEMA(plan, "dispositif", "Dispositif voisin", .plural = "dispositifs voisins");

static const struct schema_field previous_contract_fields[] = {
    FIELD(previous_contract, generation, "generation", SCHEMA_INTEGER, "Génération",
          .flags = SCHEMA_REQUIRED, .example = "1"),
    FIELD(previous_contract, start, "debut", SCHEMA_DATE, "Début"),
    FIELD(previous_contract, end, "fin", SCHEMA_END, "Fin"),
    FIELD(previous_contract, document, "document", SCHEMA_FILE, "Document"), END_OF_FIELDS};
SCHEMA(previous_contract, "contrat precedent", "Contrat précédent",
       .plural = "contrats précédents");

static const struct schema_field useful_number_fields[] = {
    FIELD(useful_number, name, "nom", SCHEMA_TEXT, "Nom"),
    FIELD(useful_number, number, "numero", SCHEMA_TEXT, "Numéro",
          .flags = SCHEMA_REQUIRED | SCHEMA_CONTACT),
    FIELD(useful_number, description, "description", SCHEMA_PROSE, "Description",
          .flags = SCHEMA_CONTACT),
    END_OF_FIELDS};
SCHEMA(useful_number, "numero utile", "Numéro utile", .plural = "numéros utiles");

static const struct schema_field legal_person_fields[] = {
    FIELD(legal_person, name, "nom", SCHEMA_TEXT, "Nom"),
    FIELD(legal_person, address, "adresse", SCHEMA_PROSE, "Adresse", .flags = SCHEMA_CONTACT),
    FIELD(legal_person, telephone, "telephone", SCHEMA_TEXT, "Téléphone", .flags = SCHEMA_CONTACT),
    FIELD(legal_person, director, "directeur_publication", SCHEMA_TEXT,
          "Direction de la publication"),
    END_OF_FIELDS};
SCHEMA(legal_person, "editeur", "Éditeur");

static const struct schema_field personal_data_fields[] = {
    FIELD(personal_data, controller, "responsable", SCHEMA_TEXT, "Responsable du traitement",
          .flags = SCHEMA_CONTACT),
    FIELD(personal_data, officer, "dpo", SCHEMA_TEXT, "Délégué à la protection des données",
          .flags = SCHEMA_CONTACT),
    END_OF_FIELDS};
SCHEMA(personal_data, "donnees personnelles", "Données personnelles", .feminine = true);

static const struct schema_choice accessibility_states[] = {
    {"totalement conforme", "totalement-conforme"},
    {"partiellement conforme", "partiellement-conforme"},
    {"non conforme", "non-conforme"},
    END_OF_CHOICES};
static const struct schema_field accessibility_fields[] = {
    FIELD(accessibility, state, "etat", SCHEMA_CHOICE, "État", .choices = accessibility_states),
    FIELD(accessibility, rate, "taux", SCHEMA_PERCENT, "Taux"),
    FIELD(accessibility, date, "date", SCHEMA_DATE, "Date de l'audit"),
    FIELD(accessibility, author, "auteur", SCHEMA_TEXT, "Auteur de l'audit"),
    FIELD(accessibility, failures, "non_conformites", SCHEMA_TEXTS, "Non-conformités"),
    FIELD(accessibility, exemptions, "derogations", SCHEMA_TEXTS, "Dérogations"),
    FIELD(accessibility, contact, "contact", SCHEMA_PROSE, "Contact", .flags = SCHEMA_CONTACT),
    FIELD(accessibility, plan, "schema_pluriannuel", SCHEMA_TEXT, "Schéma pluriannuel"),
    END_OF_FIELDS};
SCHEMA(accessibility, "accessibilite", "Accessibilité", .feminine = true);

static const struct schema_field site_settings_fields[] = {
    FIELD(site_settings, url, "url", SCHEMA_URL, "Adresse du site",
          .example = "https://sante.mon-territoire.fr/"),
    FIELD(site_settings, short_title, "titre_court", SCHEMA_TEXT, "Titre court"),
    FIELD(site_settings, theme, "theme", SCHEMA_TEXT, "Thème", .example = "default"),
    FIELD(site_settings, colour, "couleur", SCHEMA_TEXT, "Couleur", .example = "\"#1f5f8b\""),
    FIELD(site_settings, logo, "logo", SCHEMA_FILE, "Logo", .example = "images/logo.svg"),
    FIELD(site_settings, licence, "licence", SCHEMA_TEXT, "Licence des données"),
    FIELD(site_settings, publisher, "editeur", SCHEMA_RECORD, "Éditeur",
          .nested = &legal_person_schema),
    FIELD(site_settings, host, "hebergeur", SCHEMA_RECORD, "Hébergeur",
          .nested = &legal_person_schema),
    FIELD(site_settings, personal_data, "donnees_personnelles", SCHEMA_RECORD,
          "Données personnelles", .nested = &personal_data_schema),
    FIELD(site_settings, accessibility, "accessibilite", SCHEMA_RECORD, "Accessibilité",
          .nested = &accessibility_schema),
    END_OF_FIELDS};
SCHEMA(site_settings, "site", "Site");

static const struct schema_field history_settings_fields[] = {
    FIELD(history_settings, authors, "auteurs", SCHEMA_BOOL, "Montrer les auteurs"),
    FIELD(history_settings, messages, "messages", SCHEMA_BOOL, "Montrer les messages"),
    FIELD(history_settings, since, "depuis", SCHEMA_DATE, "Depuis"),
    FIELD(history_settings, withdrawn, "retrait", SCHEMA_TEXTS, "Retraits"), END_OF_FIELDS};
SCHEMA(history_settings, "historique", "Historique");

static const struct schema_field version_fields[] = {
    FIELD(version, tag, "tag", SCHEMA_TEXT, "Étiquette git", .flags = SCHEMA_REQUIRED),
    FIELD(version, title, "titre", SCHEMA_TEXT, "Titre"), END_OF_FIELDS};
SCHEMA(version, "version", "Version officielle", .plural = "versions officielles",
       .feminine = true);

static const struct schema_choice access_choices[] = {
    {"aucun", "aucun"}, {"chiffré", "chiffre"}, END_OF_CHOICES};
static const struct schema_field partner_access_fields[] = {
    FIELD(partner_access, access, "acces", SCHEMA_CHOICE, "Accès", .choices = access_choices),
    END_OF_FIELDS};
SCHEMA(partner_access, "partenaires", "Espace des partenaires");

static const struct schema_choice phases[] = {
    {"diagnostic", "diagnostic"},         {"élaboration", "elaboration"},
    {"mise en œuvre", "mise-en-oeuvre"},  {"évaluation", "evaluation"},
    {"renouvellement", "renouvellement"}, END_OF_CHOICES};
static const struct schema_field contract_fields[] = {
    FIELD(contract, title, "titre", SCHEMA_TEXT, "Titre", .flags = SCHEMA_REQUIRED,
          .example = "Contrat local de santé du Val d'Ombrelle"),
    FIELD(contract, generation, "generation", SCHEMA_INTEGER, "Génération", .example = "2"),
    FIELD(contract, phase, "phase", SCHEMA_CHOICE, "Phase", .choices = phases),
    FIELD(contract, summary, "resume", SCHEMA_PROSE, "Résumé",
          .help = "Ce qu'est le contrat, pour un habitant."),
    FIELD(contract, host, "porteur", SCHEMA_REFERENCE, "Porteur", .kinds = KIND_ORGANISATION),
    FIELD(contract, territory, "territoire", SCHEMA_RECORD, "Territoire", .flags = SCHEMA_REQUIRED,
          .nested = &territory_schema, .example = "{nom: À compléter}"),
    FIELD(contract, period, "periode", SCHEMA_RECORD, "Période", .nested = &period_schema),
    FIELD(contract, signature, "signature", SCHEMA_DATE, "Signature"),
    FIELD(contract, signatories, "signataires", SCHEMA_LIST, "Signataires",
          .nested = &signatory_schema),
    FIELD(contract, amendments, "avenants", SCHEMA_LIST, "Avenants", .nested = &amendment_schema),
    FIELD(contract, documents, "documents", SCHEMA_LIST, "Documents", .nested = &document_schema),
    FIELD(contract, coordination, "coordination", SCHEMA_LIST, "Coordination",
          .nested = &contact_schema),
    FIELD(contract, elected, "elus_referents", SCHEMA_LIST, "Élus référents",
          .nested = &elected_schema),
    FIELD(contract, referents, "referents", SCHEMA_LIST, "Référents", .nested = &referent_schema),
    FIELD(contract, funding, "financement_coordination", SCHEMA_LIST,
          "Financement de la coordination", .nested = &coordination_funding_schema),
    FIELD(contract, regional_project, "prs", SCHEMA_RECORD, "Projet régional de santé",
          .nested = &regional_project_schema),
    FIELD(contract, plans, "dispositifs", SCHEMA_LIST, "Dispositifs voisins", .flags = SCHEMA_PAGES,
          .nested = &plan_schema),
    FIELD(contract, publics, "publics", SCHEMA_TEXTS, "Publics"),
    FIELD(contract, themes, "themes", SCHEMA_TEXTS, "Thèmes"),
    FIELD(contract, previous, "contrats_precedents", SCHEMA_LIST, "Contrats précédents",
          .nested = &previous_contract_schema),
    FIELD(contract, indicators, "indicateurs", SCHEMA_LIST, "Indicateurs",
          .nested = &indicator_schema),
    FIELD(contract, useful_numbers, "numeros_utiles", SCHEMA_LIST, "Numéros utiles",
          .nested = &useful_number_schema),
    FIELD(contract, site, "site", SCHEMA_RECORD, "Site", .flags = SCHEMA_SETTING,
          .nested = &site_settings_schema),
    FIELD(contract, history, "historique", SCHEMA_RECORD, "Historique", .flags = SCHEMA_SECRET,
          .nested = &history_settings_schema),
    FIELD(contract, versions, "versions", SCHEMA_LIST, "Versions officielles",
          .flags = SCHEMA_SETTING, .nested = &version_schema),
    FIELD(contract, partners, "partenaires", SCHEMA_RECORD, "Espace des partenaires",
          .flags = SCHEMA_SETTING, .nested = &partner_access_schema),
    END_OF_FIELDS};
SCHEMA(contract, "contrat", "Contrat");
