#include "prose.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define PICK(dice, array) ((array)[dice_roll((dice), COUNT(array))])

const struct prose_acronym prose_acronyms[PROSE_ACRONYMS] = {
    {"ARS", "Agence régionale de santé"},
    {"CPTS", "Communauté professionnelle territoriale de santé"},
    {"CLSM", "Conseil local de santé mentale"},
    {"CCAS", "Centre communal d'action sociale"},
    {"PMI", "Protection maternelle et infantile"},
    {"CPAM", "Caisse primaire d'assurance maladie"},
    {"MSA", "Mutualité sociale agricole"},
    {"CAF", "Caisse d'allocations familiales"},
    {"EPCI", "Établissement public de coopération intercommunale"},
    {"QPV", "Quartier prioritaire de la politique de la ville"},
    {"DAC", "Dispositif d'appui à la coordination"},
    {"EHPAD", "Établissement d'hébergement pour personnes âgées dépendantes"},
    {"SSIAD", "Service de soins infirmiers à domicile"},
    {"CSAPA", "Centre de soins, d'accompagnement et de prévention en addictologie"},
    {"CAARUD", "Centre d'accueil et d'accompagnement à la réduction des risques"},
    {"CMP", "Centre médico-psychologique"},
    {"CMPP", "Centre médico-psycho-pédagogique"},
    {"PASS", "Permanence d'accès aux soins de santé"},
    {"PTSM", "Projet territorial de santé mentale"},
    {"PRS", "Projet régional de santé"},
    {"FIR", "Fonds d'intervention régional"},
    {"MSP", "Maison de santé pluriprofessionnelle"},
    {"GEM", "Groupe d'entraide mutuelle"},
    {"ESMS", "Établissement ou service médico-social"},
    {"IREPS", "Instance régionale d'éducation et de promotion de la santé"},
    {"ORS", "Observatoire régional de la santé"},
    {"CTG", "Convention territoriale globale"},
    {"PAT", "Projet alimentaire territorial"},
    {"CLSPD", "Conseil local de sécurité et de prévention de la délinquance"},
    {"RPE", "Relais petite enfance"},
    {"LAEP", "Lieu d'accueil enfants-parents"},
    {"CPEF", "Centre de planification et d'éducation familiale"},
    {"ATSU", "Association de transports sanitaires d'urgence"},
    {"PLIE", "Plan local pour l'insertion et l'emploi"},
    {"ALSH", "Accueil de loisirs sans hébergement"},
    {"UNAFAM", "Union nationale de familles et amis de personnes malades"},
    {"APA", "Allocation personnalisée d'autonomie"},
    {"AAH", "Allocation aux adultes handicapés"},
    {"C2S", "Complémentaire santé solidaire"},
    {"BPDJ", "Brigade de prévention de la délinquance juvénile"},
};

static const char *const openings[] = {
    "Depuis l'ouverture du lieu",
    "Au cours de l'hiver dernier",
    "Dans les communes les plus éloignées",
    "Pendant les vacances scolaires",
    "À la demande des habitants",
    "Sur le plateau comme dans la vallée",
    "Faute de transports en soirée",
    "Après deux réunions publiques",
    "Avec l'appui de l'ARS",
    "D'ici à la fin de l'année",
    "Chaque premier mardi du mois",
    "Malgré des délais qui s'allongent",
    "À l'occasion de la semaine bleue",
    "Pour les personnes sans médecin traitant",
    "En lien étroit avec la PMI",
    "Grâce à une convention de trois ans",
    "Dès la prochaine rentrée",
    "Quand l'état de santé se dégrade",
    "Lors du diagnostic partagé",
    "Sans attendre le vote du budget",
    "Autour du centre social",
    "D'après les chiffres de la CPAM",
    "Selon les élus rencontrés",
    "Entre deux comités de pilotage",
};

static const char *const subjects[] = {
    "les infirmières du SSIAD",
    "les médiatrices en santé",
    "les médecins de la MSP",
    "les élus des douze communes",
    "les équipes du CLSM",
    "les travailleurs sociaux du CCAS",
    "les aidants familiaux",
    "les bénévoles de l'association",
    "les professionnels de la CPTS",
    "les directrices d'école",
    "les habitants du quartier des Tilleuls",
    "les agents d'accueil des mairies",
    "les psychologues du CMP",
    "les pharmaciens du bourg-centre",
    "les animateurs de prévention",
    "les familles accompagnées",
    "les jeunes de la mission locale",
    "les éducateurs du CSAPA",
    "les services du Département",
    "les résidents de l'EHPAD",
    "les partenaires du contrat",
    "les sages-femmes libérales",
    "les orthophonistes du secteur",
    "les référentes de l'EPCI",
};

static const char *const verbs[] = {
    "organisent",
    "demandent depuis longtemps",
    "préparent ensemble",
    "souhaitent prolonger",
    "ont testé",
    "évaluent chaque trimestre",
    "proposent",
    "ont dû reporter",
    "font connaître",
    "partagent avec leurs voisins",
    "financent en partie",
    "reprennent à leur compte",
    "attendent",
    "ont rendu possible",
    "accueillent",
    "construisent pas à pas",
    "animent",
    "ont simplifié",
    "défendent",
    "étendent à tout le territoire",
    "coordonnent",
    "suivent de très près",
    "relancent",
    "ont mis au point",
};

static const char *const objects[] = {
    "des permanences gratuites et sans rendez-vous",
    "un parcours de soins mieux coordonné",
    "des ateliers de nutrition à petit prix",
    "une consultation avancée de pédiatrie",
    "la formation aux premiers secours en santé mentale",
    "un transport solidaire vers l'hôpital",
    "des bilans de santé pour les plus de soixante ans",
    "le repérage précoce des troubles du langage",
    "des marches collectives le long de l'Ombrelle",
    "une ligne d'écoute ouverte jusqu'à vingt heures",
    "la venue d'un bus de dépistage",
    "des rendez-vous consacrés à l'ouverture des droits",
    "un annuaire des ressources du territoire",
    "le théâtre-forum sur les conduites à risque",
    "des visites à domicile pour rompre l'isolement",
    "une charte d'accueil des internes en médecine",
    "un guide écrit en langage facile à lire",
    "la réduction des écarts entre les communes",
    "des groupes de parole entre parents",
    "un diagnostic de la qualité de l'air intérieur",
    "la vaccination au collège",
    "un répit pour les proches de malades",
    "des séances d'activité physique adaptée",
    "un logement temporaire pour les remplaçants",
};

static const char *const endings[] = {
    "afin que personne ne renonce à se soigner",
    "dans les locaux prêtés par la commune",
    "avec un demi-poste financé par le FIR",
    "ce que les habitants avaient jugé prioritaire en 2024",
    "sans avance de frais",
    "pour un coût de 12 500 € par an",
    "au plus près des lieux de vie",
    "en s'appuyant sur ce qui existe déjà",
    "dont le bilan sera présenté au COPIL",
    "et 87 % des participants s'en disent satisfaits",
    "en dehors des horaires de travail",
    "à condition que le recrutement aboutisse",
    "avec les écoles, les crèches et le RPE",
    "pour les foyers éloignés du numérique",
    "sur trois sites : la mairie, le marché et la médiathèque",
    "comme le prévoit le PTSM",
    "et la demande dépasse l'offre",
    "où l'espérance de vie reste plus courte d'un an et demi",
    "dans le respect du secret professionnel",
    "que la convention avec la CAF vient conforter",
    "malgré le départ de deux médecins",
    "pour 340 personnes en un an",
    "d'une commune à l'autre",
    "en lien avec le service d'urgences",
};

static const char *const questions[] = {
    "Comment venir quand on n'a pas de voiture ?",
    "Qui prend le relais après dix-huit heures ?",
    "Faut-il attendre un an pour un rendez-vous ? Non !",
    "Que reste-t-il à faire ? L'essentiel : durer.",
    "« On ne savait pas que cela existait », résume une habitante.",
    "« Il faut venir à nous », disent les plus isolés.",
    "Le mot d'ordre tient en une ligne : aller vers.",
    "Tout cela prend du temps ; c'est assumé.",
};

static const char *const headings[] = {
    "Pourquoi cette action",
    "Ce que nous avons appris",
    "Ce qui est prévu",
    "Avec qui",
    "Les moyens",
    "Ce qui change pour les habitants",
    "Difficultés rencontrées",
    "Suites à donner",
    "Points de vigilance",
    "Pour aller plus loin",
};

static const char *const subheadings[] = {
    "Premier temps : écouter",    "Deuxième temps : essayer", "Troisième temps : étendre",
    "Du côté des professionnels", "Du côté des communes",     "Ce que disent les chiffres",
};

void text_add(struct text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size < 0)
        abort();
    if (text->size + (size_t)size + 1 > text->capacity) {
        text->capacity = (text->size + (size_t)size + 1) * 2;
        text->data = realloc(text->data, text->capacity);
        if (text->data == NULL)
            abort();
    }
    va_start(arguments, format);
    vsnprintf(text->data + text->size, (size_t)size + 1, format, arguments);
    va_end(arguments);
    text->size += (size_t)size;
}

void text_reset(struct text *text) {
    text->size = 0;
}

void text_dispose(struct text *text) {
    free(text->data);
    *text = (struct text){NULL, 0, 0};
}

size_t dice_roll(struct dice *dice, size_t sides) {
    dice->state += 0x9e3779b97f4a7c15U;
    uint64_t mix = dice->state;
    mix = (mix ^ (mix >> 30)) * 0xbf58476d1ce4e5b9U;
    mix = (mix ^ (mix >> 27)) * 0x94d049bb133111ebU;
    return (size_t)((mix ^ (mix >> 31)) % sides);
}

void prose_sentence(struct text *text, struct dice *dice) {
    const char *opening = PICK(dice, openings);
    const char *subject = PICK(dice, subjects);
    const char *verb = PICK(dice, verbs);
    const char *object = PICK(dice, objects);
    text_add(text, "%s, %s %s %s, %s.", opening, subject, verb, object, PICK(dice, endings));
}

/* A sentence that may hold emphasis. */
static void marked_sentence(struct text *text, struct dice *dice) {
    static const char *const marks[] = {"",  "",  "", "",   "", "", "", "**",
                                        "*", "*", "", "**", "", "", "", "~~"};
    const char *opening = PICK(dice, openings);
    const char *subject = PICK(dice, subjects);
    const char *verb = PICK(dice, verbs);
    const char *mark = PICK(dice, marks);
    const char *object = PICK(dice, objects);
    text_add(text, "%s, %s %s %s%s%s, %s.", opening, subject, verb, mark, object, mark,
             PICK(dice, endings));
}

static void link_sentence(struct text *text, struct dice *dice, prose_link *link, void *context) {
    if (dice_roll(dice, 8) == 0) {
        text_add(text, "L'étude complète est sur https://observatoire.example/etudes/%zu.",
                 dice_roll(dice, 400));
        return;
    }
    text_add(text, "%s, %s %s ce que décrit ", PICK(dice, openings), PICK(dice, subjects),
             PICK(dice, verbs));
    link(context, text, dice);
    text_add(text, ", %s.", PICK(dice, endings));
}

static void paragraph(struct text *text, struct dice *dice, prose_link *link, void *context) {
    size_t sentences = 3 + dice_roll(dice, 4);
    size_t linked = dice_roll(dice, 3) == 0 ? dice_roll(dice, sentences) : sentences;
    for (size_t i = 0; i < sentences; i++) {
        if (i > 0)
            text_add(text, " ");
        if (i == linked)
            link_sentence(text, dice, link, context);
        else if (dice_roll(dice, 9) == 0)
            text_add(text, "%s", PICK(dice, questions));
        else
            marked_sentence(text, dice);
    }
    text_add(text, "\n\n");
}

static void list(struct text *text, struct dice *dice) {
    static const char *const bullets[] = {"- ", "- ", "1. ", "- [x] "};
    const char *bullet = PICK(dice, bullets);
    size_t entries = 3 + dice_roll(dice, 4);
    for (size_t i = 0; i < entries; i++)
        text_add(text, "%s%s, %s%s\n", bullet, PICK(dice, objects), PICK(dice, endings),
                 i + 1 < entries ? " ;" : ".");
    text_add(text, "\n");
}

static void table(struct text *text, struct dice *dice) {
    size_t rows = 4 + dice_roll(dice, 6);
    text_add(text, "| Partenaire | Rôle | Personnes | Montant |\n| --- | --- | ---: | ---: |\n");
    for (size_t i = 0; i < rows; i++) {
        const char *subject = PICK(dice, subjects);
        size_t people = dice_roll(dice, 900);
        text_add(text, "| %s | %s | %zu | %zu 000 € |\n", subject, PICK(dice, objects), people,
                 1 + dice_roll(dice, 90));
    }
    text_add(text, "\n");
}

static void quote(struct text *text, struct dice *dice) {
    text_add(text, "> ");
    prose_sentence(text, dice);
    text_add(text, "\n> — une participante à l'atelier du %zu mars\n\n", 1 + dice_roll(dice, 28));
}

/* A heading and what stands below it. */
static void section(struct text *text, struct dice *dice, const char *title, prose_link *link,
                    void *context) {
    text_add(text, "## %s\n\n", title);
    size_t blocks = 2 + dice_roll(dice, 2);
    for (size_t i = 0; i < blocks; i++)
        paragraph(text, dice, link, context);
    if (dice_roll(dice, 2) == 0) {
        text_add(text, "### %s\n\n", PICK(dice, subheadings));
        paragraph(text, dice, link, context);
    }
    if (dice_roll(dice, 2) == 0)
        list(text, dice);
    if (dice_roll(dice, 5) == 0)
        quote(text, dice);
}

void prose_body(struct text *text, struct dice *dice, size_t size, prose_link *link,
                void *context) {
    size_t end = text->size + size;
    bool with_table = dice_roll(dice, 5) == 0;
    bool with_note = dice_roll(dice, 6) == 0;
    size_t first = dice_roll(dice, COUNT(headings));

    paragraph(text, dice, link, context);
    section(text, dice, "Calendrier", link, context);
    if (with_table)
        table(text, dice);
    if (with_note) {
        marked_sentence(text, dice);
        text_add(text, "[^source]\n\n");
    }
    for (size_t i = 0; text->size < end; i++) {
        if (i < COUNT(headings))
            section(text, dice, headings[(first + i) % COUNT(headings)], link, context);
        else
            paragraph(text, dice, link, context);
    }
    if (with_note) {
        text_add(text, "[^source]: ");
        prose_sentence(text, dice);
        text_add(text, "\n");
    }
}
