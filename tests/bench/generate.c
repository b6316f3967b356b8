/*
 * generate [--hugo] N DIR: writes a contract of N Markdown pages of about 10 kB each, always the
 * same for one N: 10 axes, 60 % of action sheets, 25 % of minutes, 10 % of news, the rest in free
 * pages. With --hugo, the same text and front matter as the content/ of a Hugo site. DIR must not
 * exist.
 */
#include "prose.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum {
    BODY_SIZE = 8700, /* a body ends with its section: 10 kB in the mean */
    AXES = 10,
    COMMUNES = 12,
    ORGANISATIONS = 60,
    INSTANCES = 8,
    PAGE_FOLDERS = 5,
    FIRST_YEAR = 2024,
};

struct corpus {
    bool hugo;
    const char *root;
    size_t actions;
    size_t minutes;
    size_t news;
    size_t pages;
};

/* A page in hand: where it is, which decides how its links begin. */
struct page {
    const struct corpus *corpus;
    const char *up; /* from its folder to the root of the content */
};

struct named {
    const char *slug;
    const char *name;
};

static const struct named communes[COMMUNES] = {
    {"ombrelle-le-chateau", "Ombrelle-le-Château"},
    {"montreuse", "Montreuse"},
    {"sainte-ombeline", "Sainte-Ombeline"},
    {"pont-d-orcelle", "Pont-d'Orcelle"},
    {"vernolles", "Vernolles"},
    {"champcerf", "Champcerf"},
    {"la-roche-aubine", "La Roche-Aubine"},
    {"les-estrettes", "Les Estrettes"},
    {"saint-loubrac", "Saint-Loubrac"},
    {"bramefosse", "Bramefosse"},
    {"coulombieres", "Coulombières"},
    {"fontaubert", "Fontaubert"},
};

static const struct named axes[AXES] = {
    {"acces-aux-soins", "Accéder aux soins"},
    {"droits", "Faire valoir ses droits"},
    {"prevention", "Prévenir et dépister"},
    {"sante-mentale", "Prendre soin de la santé mentale"},
    {"addictions", "Réduire les addictions"},
    {"enfance", "Bien grandir"},
    {"vieillissement", "Bien vieillir"},
    {"alimentation", "Bien manger et bouger"},
    {"environnement", "Vivre dans un cadre sain"},
    {"agir-ensemble", "Agir ensemble"},
};

static const struct named works[] = {
    {"ouvrir-une-permanence", "Ouvrir une permanence"},
    {"former-les-agents", "Former les agents d'accueil"},
    {"rencontrer-les-familles", "Rencontrer les familles"},
    {"depister-plus-tot", "Dépister plus tôt"},
    {"creer-un-atelier", "Créer un atelier mensuel"},
    {"soutenir-les-aidants", "Soutenir les aidants"},
    {"faire-venir-le-bus", "Faire venir le bus santé"},
    {"ecrire-un-guide", "Écrire un guide des ressources"},
    {"marcher-ensemble", "Marcher ensemble"},
    {"accueillir-des-internes", "Accueillir des internes"},
    {"ecouter-les-jeunes", "Écouter les jeunes"},
    {"adapter-les-logements", "Adapter les logements"},
};

static const struct named kinds[] = {
    {"ccas", "Centre communal d'action sociale"},
    {"sante", "Maison de santé"},
    {"social", "Centre social"},
    {"amis", "Association des familles"},
    {"club", "Club des aînés"},
};

static const struct named institutions[] = {
    {"ars", "Agence régionale de santé"},
    {"ccvo", "Communauté de communes du Val d'Ombrelle"},
    {"departement", "Conseil départemental"},
    {"prefecture", "Préfecture"},
    {"cpam", "Caisse primaire d'assurance maladie"},
    {"msa", "Mutualité sociale agricole"},
    {"caf", "Caisse d'allocations familiales"},
    {"hopital", "Centre hospitalier"},
    {"cpts", "Communauté professionnelle territoriale de santé"},
    {"education", "Services de l'Éducation nationale"},
};

static const struct named instances[INSTANCES] = {
    {"copil", "Comité de pilotage"},        {"cotech", "Comité technique"},
    {"gt-soins", "Groupe accès aux soins"}, {"gt-mentale", "Groupe santé mentale"},
    {"gt-enfance", "Groupe enfance"},       {"gt-aines", "Groupe vieillissement"},
    {"gt-cadre", "Groupe cadre de vie"},    {"pleniere", "Assemblée plénière"},
};

static const char *const publics[] = {"enfants", "jeunes",      "parents",       "seniors",
                                      "aidants", "tout public", "professionnels"};
static const char *const themes[] = {
    "accès aux soins", "accès aux droits", "prévention",   "santé mentale",     "addictions",
    "petite enfance",  "vieillissement",   "alimentation", "activité physique", "habitat"};
static const char *const statuses[] = {"à définir", "prévue",  "en cours",  "en cours",  "réalisée",
                                       "en cours",  "pérenne", "suspendue", "abandonnée"};

static void die(const char *what) {
    perror(what);
    exit(3);
}

static void make_folder(const char *root, const char *path) {
    char name[4096];
    snprintf(name, sizeof name, "%s%s%s", root, *path == '\0' ? "" : "/", path);
    if (mkdir(name, 0777) != 0 && errno != EEXIST)
        die(name);
}

static void write_file(const char *root, const char *path, const struct text *text) {
    char name[4096];
    snprintf(name, sizeof name, "%s/%s", root, path);
    FILE *file = fopen(name, "wxe");
    if (file == NULL || fwrite(text->data, 1, text->size, file) != text->size || fclose(file) != 0)
        die(name);
}

static size_t axis_of(size_t action) {
    return action % AXES;
}

/* Actions are numbered from 1 in each axis. */
static size_t rank_of(size_t action) {
    return action / AXES + 1;
}

static const struct named *work_of(size_t action) {
    return &works[(action / AXES + action % AXES) % COUNT(works)];
}

static const struct named *place_of(size_t action) {
    return &communes[(action / 7) % COMMUNES];
}

/* The path of an action sheet below the root, without ".md". */
static void add_action_path(struct text *text, size_t action) {
    size_t axis = axis_of(action);
    text_add(text, "axes/%zu-%s/%zu-%zu-%s-%s", axis + 1, axes[axis].slug, axis + 1,
             rank_of(action), work_of(action)->slug, place_of(action)->slug);
}

static void add_action_title(struct text *text, size_t action) {
    text_add(text, "%s à %s", work_of(action)->name, place_of(action)->name);
}

/* A prose_link: to some action, in one of four to its calendar. */
static void add_link(void *context, struct text *text, struct dice *dice) {
    const struct page *page = context;
    size_t action = dice_roll(dice, page->corpus->actions);
    text_add(text, "[");
    add_action_title(text, action);
    text_add(text, "](%s", page->up);
    add_action_path(text, action);
    text_add(text, ".md%s)", dice_roll(dice, 4) == 0 ? "#calendrier" : "");
}

static void add_action_number(struct text *text, size_t action) {
    text_add(text, "\"%zu.%zu\"", axis_of(action) + 1, rank_of(action));
}

/* "key: [a, b]" of one to `most` organisations. */
static void add_organisations(struct text *text, struct dice *dice, const char *key, size_t most) {
    size_t count = 1 + dice_roll(dice, most);
    size_t first = dice_roll(dice, ORGANISATIONS);
    text_add(text, "%s: [", key);
    for (size_t i = 0; i < count; i++) {
        size_t organisation = (first + i * 7) % ORGANISATIONS;
        text_add(text, "%s", i > 0 ? ", " : "");
        if (organisation < COUNT(institutions))
            text_add(text, "%s", institutions[organisation].slug);
        else
            text_add(text, "org-%zu", organisation);
    }
    text_add(text, "]\n");
}

static void add_words(struct text *text, struct dice *dice, const char *key,
                      const char *const *words, size_t count) {
    size_t first = dice_roll(dice, count);
    text_add(text, "%s: [%s", key, words[first]);
    if (dice_roll(dice, 2) == 0)
        text_add(text, ", %s", words[(first + 1 + dice_roll(dice, count - 1)) % count]);
    text_add(text, "]\n");
}

/* "key: sentence", folded so that no character of the sentence is special. */
static void add_sentence(struct text *text, struct dice *dice, const char *key) {
    text_add(text, "%s: >-\n  ", key);
    prose_sentence(text, dice);
    text_add(text, "\n");
}

static void add_title(const struct corpus *corpus, struct text *text, const char *title) {
    text_add(text, "%s: \"%s\"\n", corpus->hugo ? "title" : "titre", title);
}

static void add_steps(struct text *text, struct dice *dice, size_t year) {
    static const char *const titles[] = {"Groupe de travail réuni", "Convention signée",
                                         "Premier rendez-vous", "Bilan présenté",
                                         "Extension à une commune"};
    static const char *const states[] = {"faite", "en cours", "à venir"};
    size_t count = 3 + dice_roll(dice, 3);
    size_t done = dice_roll(dice, count);
    text_add(text, "etapes:\n");
    for (size_t i = 0; i < count; i++)
        text_add(text, "  - {titre: %s, echeance: %zu-%02zu-15, statut: %s}\n", titles[i],
                 year + i / 2, 1 + dice_roll(dice, 12),
                 states[i < done    ? 0
                        : i == done ? 1
                                    : 2]);
}

static void add_budget(struct text *text, struct dice *dice, size_t year) {
    static const char *const states[] = {"prévu", "demandé", "accordé", "versé"};
    size_t count = 1 + dice_roll(dice, 4);
    text_add(text, "budget:\n");
    for (size_t i = 0; i < count; i++) {
        const char *funder = institutions[dice_roll(dice, COUNT(institutions))].slug;
        size_t amount = (1 + dice_roll(dice, 80)) * 500;
        text_add(text, "  - {financeur: %s, annee: %zu, montant: %zu, statut: %s}\n", funder,
                 year + i, amount, states[dice_roll(dice, COUNT(states))]);
    }
}

static void add_indicator(struct text *text, struct dice *dice, size_t action) {
    size_t value = 20 + dice_roll(dice, 200);
    text_add(text,
             "indicateurs:\n"
             "  - id: ind-%zu\n"
             "    nom: Personnes accueillies\n"
             "    type: résultat\n"
             "    unite: personnes\n"
             "    sens: hausse\n"
             "    depart: {date: 2023-12, valeur: %zu}\n"
             "    cible: %zu\n"
             "    echeance: 2028-12\n"
             "    source: Relevé de l'action\n"
             "    valeurs:\n"
             "      - {date: 2024-12, valeur: %zu}\n"
             "      - {date: 2025-12, valeur: %zu}\n",
             action + 1, value, value * 2, value + dice_roll(dice, 40),
             value + 40 + dice_roll(dice, 40));
}

/* The places of an action: most name one to three communes, others the whole territory. */
static void add_places(struct text *text, struct dice *dice, size_t action) {
    if (dice_roll(dice, 8) == 0)
        return;
    size_t first = (action / 7) % COMMUNES;
    size_t count = 1 + dice_roll(dice, 3);
    text_add(text, "communes: [");
    for (size_t i = 0; i < count; i++)
        text_add(text, "%s\"990%02zu\"", i > 0 ? ", " : "", (first + i) % COMMUNES + 1);
    text_add(text, "]\n");
}

static void add_action_meta(const struct corpus *corpus, struct text *text, struct dice *dice,
                            size_t action) {
    size_t year = FIRST_YEAR + dice_roll(dice, 3);
    const char *status = statuses[dice_roll(dice, COUNT(statuses))];
    text_add(text, "---\nnumero: ");
    add_action_number(text, action);
    text_add(text, "\n%s: \"", corpus->hugo ? "title" : "titre");
    add_action_title(text, action);
    text_add(text, "\"\nstatut: %s\n", status);
    add_sentence(text, dice, "motif_statut");
    add_sentence(text, dice, "resume");
    add_sentence(text, dice, "constat");
    text_add(text, "objectif: \"%zu.%zu\"\n", axis_of(action) + 1, 1 + dice_roll(dice, 3));
    text_add(text, "priorite: %s\norigine: contrat\n", action % 3 == 0 ? "haute" : "moyenne");
    add_organisations(text, dice, "pilote", 1);
    add_organisations(text, dice, "partenaires", 5);
    add_words(text, dice, "publics", publics, COUNT(publics));
    add_words(text, dice, "themes", themes, COUNT(themes));
    add_places(text, dice, action);
    text_add(text, "determinants: [système de santé]\nparticipation: concertation\n");
    text_add(text, "calendrier: {debut: %zu-01-15, fin: %zu-12-31}\n", year,
             year + 1 + dice_roll(dice, 3));
    add_steps(text, dice, year);
    add_sentence(text, dice, "moyens");
    add_budget(text, dice, year);
    if (dice_roll(dice, 2) == 0)
        add_indicator(text, dice, action);
    if (dice_roll(dice, 5) == 0)
        text_add(text,
                 "difficultes:\n  - {date: %zu-05-12, texte: Un poste reste vacant, "
                 "statut: ouverte}\n",
                 year);
    text_add(text, "---\n");
}

static void write_actions(const struct corpus *corpus, struct text *text) {
    struct text path = {NULL, 0, 0};
    struct page page = {corpus, "../../"};
    for (size_t i = 0; i < corpus->actions; i++) {
        struct dice dice = {1000000 + i};
        text_reset(text);
        text_reset(&path);
        add_action_meta(corpus, text, &dice, i);
        prose_body(text, &dice, BODY_SIZE, add_link, &page);
        add_action_path(&path, i);
        text_add(&path, ".md");
        write_file(corpus->root, path.data, text);
    }
    text_dispose(&path);
}

static void write_axes(const struct corpus *corpus, struct text *text) {
    struct page page = {corpus, "../../"};
    make_folder(corpus->root, "axes");
    for (size_t i = 0; i < AXES; i++) {
        struct dice dice = {2000000 + i};
        char path[256];
        snprintf(path, sizeof path, "axes/%zu-%s", i + 1, axes[i].slug);
        make_folder(corpus->root, path);
        text_reset(text);
        text_add(text, "---\nnumero: \"%zu\"\n", i + 1);
        add_title(corpus, text, axes[i].name);
        add_sentence(text, &dice, "resume");
        text_add(text, "objectifs:\n");
        for (size_t objective = 1; objective <= 3; objective++)
            text_add(text, "  - {numero: \"%zu.%zu\", titre: Objectif %zu de l'axe}\n", i + 1,
                     objective, objective);
        text_add(text, "---\n");
        prose_body(text, &dice, BODY_SIZE, add_link, &page);
        snprintf(path, sizeof path, "axes/%zu-%s/%s.md", i + 1, axes[i].slug,
                 corpus->hugo ? "_index" : "axe");
        write_file(corpus->root, path, text);
    }
}

static void add_decisions(const struct corpus *corpus, struct text *text, struct dice *dice,
                          size_t year) {
    static const char *const kinds_of[] = {"arbitrage", "orientation", "validation"};
    static const char *const states[] = {"à faire", "en cours", "faite"};
    size_t count = 1 + dice_roll(dice, 4);
    text_add(text, "decisions:\n");
    for (size_t i = 0; i < count; i++) {
        const char *kind = kinds_of[dice_roll(dice, COUNT(kinds_of))];
        text_add(text, "  - texte: >-\n      ");
        prose_sentence(text, dice);
        text_add(text, "\n    type: %s\n    actions: [", kind);
        add_action_number(text, dice_roll(dice, corpus->actions));
        text_add(text, "]\n    responsable: %s\n    echeance: %zu-11-30\n    statut: %s\n",
                 institutions[dice_roll(dice, COUNT(institutions))].slug, year + 1,
                 states[dice_roll(dice, COUNT(states))]);
    }
}

/* Meetings of one instance are two days apart, so that no date comes twice. */
static void meeting_date(size_t meeting, size_t *year, size_t *month, size_t *day) {
    size_t rank = meeting / INSTANCES;
    *day = 1 + rank % 14 * 2;
    *month = 1 + rank / 14 % 12;
    *year = FIRST_YEAR + rank / (14 * 12);
}

static void write_minutes(const struct corpus *corpus, struct text *text) {
    struct page page = {corpus, "../../"};
    make_folder(corpus->root, "comptes-rendus");
    for (size_t i = 0; i < corpus->minutes; i++) {
        struct dice dice = {3000000 + i};
        const struct named *instance = &instances[i % INSTANCES];
        char path[256];
        size_t year = 0;
        size_t month = 0;
        size_t day = 0;
        meeting_date(i, &year, &month, &day);
        snprintf(path, sizeof path, "comptes-rendus/%zu", year);
        make_folder(corpus->root, path);
        text_reset(text);
        text_add(text, "---\ninstance: %s\ndate: %zu-%02zu-%02zu\n", instance->slug, year, month,
                 day);
        if (corpus->hugo)
            text_add(text, "title: \"%s du %zu/%zu/%zu\"\n", instance->name, day, month, year);
        add_organisations(text, &dice, "presents", 8);
        add_organisations(text, &dice, "excuses", 2);
        text_add(text, "lieu: %s\nordre_du_jour:\n", communes[dice_roll(&dice, COMMUNES)].name);
        for (size_t point = 0; point < 3; point++)
            text_add(text, "  - %s\n", works[dice_roll(&dice, COUNT(works))].name);
        add_decisions(corpus, text, &dice, year);
        text_add(text, "approuve: %zu-12-28\n---\n", year);
        prose_body(text, &dice, BODY_SIZE, add_link, &page);
        snprintf(path, sizeof path, "comptes-rendus/%zu/%zu-%02zu-%02zu-%s.md", year, year, month,
                 day, instance->slug);
        write_file(corpus->root, path, text);
    }
}

static void write_news(const struct corpus *corpus, struct text *text) {
    struct page page = {corpus, "../"};
    make_folder(corpus->root, "actualites");
    for (size_t i = 0; i < corpus->news; i++) {
        struct dice dice = {4000000 + i};
        char path[256];
        char title[256];
        size_t work = dice_roll(&dice, COUNT(works));
        snprintf(title, sizeof title, "%s : %s", works[work].name, communes[i % COMMUNES].name);
        text_reset(text);
        text_add(text, "---\n");
        add_title(corpus, text, title);
        text_add(text, "date: %zu-%02zu-%02zu\n", FIRST_YEAR + i % 3, 1 + i / 3 % 12,
                 1 + dice_roll(&dice, 28));
        add_sentence(text, &dice, "resume");
        add_words(text, &dice, "themes", themes, COUNT(themes));
        text_add(text, "actions: [");
        add_action_number(text, dice_roll(&dice, corpus->actions));
        text_add(text, "]\n---\n");
        prose_body(text, &dice, BODY_SIZE, add_link, &page);
        snprintf(path, sizeof path, "actualites/%zu-%s.md", i + 1, works[work].slug);
        write_file(corpus->root, path, text);
    }
}

static void write_pages(const struct corpus *corpus, struct text *text) {
    struct page page = {corpus, "../../"};
    make_folder(corpus->root, "pages");
    for (size_t i = 0; i < corpus->pages; i++) {
        struct dice dice = {5000000 + i};
        char path[256];
        size_t work = dice_roll(&dice, COUNT(works));
        snprintf(path, sizeof path, "pages/ressources-%zu", i % PAGE_FOLDERS + 1);
        make_folder(corpus->root, path);
        text_reset(text);
        text_add(text, "---\n");
        add_title(corpus, text, works[work].name);
        add_sentence(text, &dice, "resume");
        /* To Hugo, `menu` names a menu to join. */
        text_add(text, "ordre: %zu\n%s---\n", i + 1, corpus->hugo ? "" : "menu: aucun\n");
        prose_body(text, &dice, BODY_SIZE, add_link, &page);
        snprintf(path, sizeof path, "pages/ressources-%zu/%zu-%s.md", i % PAGE_FOLDERS + 1, i + 1,
                 works[work].slug);
        write_file(corpus->root, path, text);
    }
}

static void write_contract(const struct corpus *corpus, struct text *text) {
    text_reset(text);
    text_add(text, "titre: Contrat local de santé du Val d'Ombrelle\n"
                   "generation: 2\nphase: mise en œuvre\n"
                   "resume: Ce contrat est engendré pour mesurer la vitesse du programme.\n"
                   "porteur: ccvo\n"
                   "territoire:\n"
                   "  nom: Communauté de communes du Val d'Ombrelle\n"
                   "  type: epci\n  population: 31200\n  communes:\n");
    for (size_t i = 0; i < COMMUNES; i++)
        text_add(text, "    - {code: \"990%02zu\", nom: \"%s\", population: %zu}\n", i + 1,
                 communes[i].name, 8200 - i * 600);
    text_add(text, "periode: {debut: 2024-01-01, fin: 2029-12-31}\n"
                   "signature: 2024-01-01\n"
                   "signataires:\n"
                   "  - {organisme: ccvo, role: signataire}\n"
                   "  - {organisme: ars, role: signataire}\n"
                   "coordination:\n"
                   "  - {fonction: Coordinatrice du contrat, courriel: cls@ombrelle.example, "
                   "telephone: 04 65 71 10 20, employeur: ccvo, etp: 1}\n"
                   "site:\n"
                   "  url: https://sante.ombrelle.example/\n"
                   "  titre_court: CLS Val d'Ombrelle\n"
                   "  licence: Licence Ouverte 2.0\n"
                   "  editeur: {nom: Communauté de communes, adresse: 2 place du Lavoir, "
                   "telephone: 04 65 71 10 00, directeur_publication: La présidente}\n"
                   "  hebergeur: {nom: Hébergement mutualisé, adresse: 14 rue des Serveurs, "
                   "telephone: 04 65 71 90 00}\n"
                   "  donnees_personnelles: {responsable: La présidente, dpo: Le délégué}\n"
                   "  accessibilite: {etat: partiellement conforme, taux: 82, date: 2025-01-15, "
                   "auteur: La coordination, contact: cls@ombrelle.example}\n");
    write_file(corpus->root, "contrat.yaml", text);
}

static void write_registers(const struct corpus *corpus, struct text *text) {
    text_reset(text);
    for (size_t i = 0; i < COUNT(institutions); i++)
        text_add(text, "- {id: %s, nom: \"%s\"}\n", institutions[i].slug, institutions[i].name);
    for (size_t i = COUNT(institutions); i < ORGANISATIONS; i++)
        text_add(text, "- {id: org-%zu, nom: \"%s de %s\", type: association}\n", i,
                 kinds[i % COUNT(kinds)].name, communes[i / COUNT(kinds) - 2].name);
    write_file(corpus->root, "organismes.yaml", text);

    text_reset(text);
    for (size_t i = 0; i < INSTANCES; i++)
        text_add(text,
                 "- id: %s\n  nom: %s\n  niveau: %s\n  missions: [Suivre les actions]\n"
                 "  composition:\n    - {organisme: ars, college: institutions}\n"
                 "    - {organisme: ccvo, college: élus}\n",
                 instances[i].slug, instances[i].name, i == 0 ? "décision" : "technique");
    make_folder(corpus->root, "gouvernance");
    write_file(corpus->root, "gouvernance/instances.yaml", text);

    text_reset(text);
    for (size_t i = 0; i < PROSE_ACRONYMS; i++)
        text_add(text, "- {sigle: %s, nom: \"%s\"}\n", prose_acronyms[i].sigle,
                 prose_acronyms[i].nom);
    write_file(corpus->root, "glossaire.yaml", text);
}

int main(int argc, char **argv) {
    bool hugo = argc > 1 && strcmp(argv[1], "--hugo") == 0;
    size_t count = argc == 3 + hugo ? strtoul(argv[1 + hugo], NULL, 10) : 0;
    if (count < 100 || count > 100000) {
        fprintf(stderr, "usage: generate [--hugo] N DIR, N from 100 to 100000\n");
        return 2;
    }
    struct corpus corpus = {.hugo = hugo,
                            .root = argv[2 + hugo],
                            .actions = count * 60 / 100,
                            .minutes = count * 25 / 100,
                            .news = count * 10 / 100};
    corpus.pages = count - AXES - corpus.actions - corpus.minutes - corpus.news;
    struct text text = {NULL, 0, 0};
    make_folder(corpus.root, "");
    write_axes(&corpus, &text);
    write_actions(&corpus, &text);
    write_minutes(&corpus, &text);
    write_news(&corpus, &text);
    write_pages(&corpus, &text);
    if (!hugo) {
        write_contract(&corpus, &text);
        write_registers(&corpus, &text);
    }
    text_dispose(&text);
    return 0;
}
