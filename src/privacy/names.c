/* Names of persons in an attendance, where what they represent would do. */
#include "base/utf8.h"
#include "privacy/privacy.h"

static const char *const civilities[] = {"M.",      "M",  "Mr",       "Mme",    "Mlle",
                                         "Dr",      "Pr", "Monsieur", "Madame", "Mademoiselle",
                                         "Docteur", "Me", "Maître",   NULL};

/* Words that a role or an organisation has, and no name of a person. Folded. */
static const char *const roles[] = {"le",
                                    "la",
                                    "les",
                                    "du",
                                    "des",
                                    "un",
                                    "une",
                                    "nos",
                                    "saint",
                                    "sainte",
                                    "pays",
                                    "emploi",
                                    "absent",
                                    "absente",
                                    "excuse",
                                    "excusee",
                                    "present",
                                    "presente",
                                    "participant",
                                    "participante",
                                    "liberal",
                                    "liberale",
                                    "territorial",
                                    "territoriale",
                                    "local",
                                    "locale",
                                    "departemental",
                                    "departementale",
                                    "communal",
                                    "communale",
                                    "catholique",
                                    "populaire",
                                    "autonomie",
                                    "handicap",
                                    "insertion",
                                    "prevention",
                                    "adjoint",
                                    "adjointe",
                                    "agence",
                                    "agent",
                                    "agente",
                                    "aide",
                                    "animateur",
                                    "animatrice",
                                    "assistant",
                                    "assistante",
                                    "association",
                                    "assurance",
                                    "bureau",
                                    "cabinet",
                                    "cadre",
                                    "caisse",
                                    "centre",
                                    "charge",
                                    "chargee",
                                    "chef",
                                    "cheffe",
                                    "clinique",
                                    "club",
                                    "collectif",
                                    "college",
                                    "comite",
                                    "communaute",
                                    "communes",
                                    "conseil",
                                    "conseiller",
                                    "conseillere",
                                    "coordinateur",
                                    "coordinatrice",
                                    "coordonnateur",
                                    "coordonnatrice",
                                    "croix",
                                    "delegation",
                                    "delegue",
                                    "deleguee",
                                    "departement",
                                    "directeur",
                                    "direction",
                                    "directrice",
                                    "education",
                                    "elu",
                                    "elue",
                                    "espace",
                                    "etablissement",
                                    "familles",
                                    "federation",
                                    "fondation",
                                    "foyer",
                                    "france",
                                    "general",
                                    "generale",
                                    "generaliste",
                                    "groupe",
                                    "groupement",
                                    "habitant",
                                    "habitante",
                                    "habitat",
                                    "hopital",
                                    "hospitalier",
                                    "infirmier",
                                    "infirmiere",
                                    "inspecteur",
                                    "inspectrice",
                                    "jeunesse",
                                    "lycee",
                                    "maire",
                                    "mairie",
                                    "maison",
                                    "maladie",
                                    "medecin",
                                    "mediateur",
                                    "mediatrice",
                                    "membre",
                                    "mission",
                                    "mutualite",
                                    "nationale",
                                    "office",
                                    "ordre",
                                    "pharmacien",
                                    "pharmacienne",
                                    "planning",
                                    "point",
                                    "pole",
                                    "prefecture",
                                    "prefet",
                                    "prefete",
                                    "president",
                                    "presidente",
                                    "protection",
                                    "psychologue",
                                    "referent",
                                    "referente",
                                    "regionale",
                                    "relais",
                                    "representant",
                                    "representante",
                                    "reseau",
                                    "residence",
                                    "responsable",
                                    "rouge",
                                    "sante",
                                    "secours",
                                    "secretaire",
                                    "secteur",
                                    "service",
                                    "social",
                                    "sociale",
                                    "solidarite",
                                    "solidarites",
                                    "sous",
                                    "syndicat",
                                    "territoire",
                                    "travailleur",
                                    "travailleuse",
                                    "tresorier",
                                    "tresoriere",
                                    "union",
                                    "universite",
                                    "usager",
                                    "usagere",
                                    "vice",
                                    "ville",
                                    NULL};

static bool is_name_byte(char byte) {
    return (unsigned char)byte >= 0x80 || byte == '-' || byte == '\'' ||
           (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* Whether a word begins as a name does; "JEANNE" does, "ARS" might be an acronym: see below. */
static bool is_capitalised(struct slice word) {
    return word.size && utf8_is_upper(utf8_next(&word));
}

static bool is_acronym(struct slice word) {
    while (word.size) {
        uint32_t code = utf8_next(&word);
        if (utf8_is_word(code) && !utf8_is_upper(code))
            return false;
    }
    return true;
}

/* Whether a word is a role's, the first of a compound one ("vice-présidente"), or several. */
static bool is_role(struct arena *scratch, struct slice word) {
    struct slice folded = utf8_fold(scratch, slice_part(word, 0, slice_find(word, '-')));
    struct slice single = folded;
    if (slice_ends(single, "s"))
        single.size--;
    return privacy_is_listed(folded, roles) || privacy_is_listed(single, roles);
}

/* The next word of `rest`, with the dot of "M."; empty at a sign of punctuation, which is passed
 * over. */
static struct slice next_word(struct slice *rest) {
    while (rest->size && strchr(" \t\n", rest->data[0]))
        *rest = slice_from_offset(*rest, 1);
    size_t size = 0;
    while (size < rest->size && is_name_byte(rest->data[size]))
        size++;
    bool dot = size == 1 && size < rest->size && rest->data[size] == '.';
    struct slice word = slice_part(*rest, 0, size + dot);
    *rest = slice_from_offset(*rest, word.size ? word.size : 1);
    return word;
}

static struct slice across(struct slice first, struct slice last) {
    return (struct slice){first.data, (size_t)(last.data + last.size - first.data)};
}

/* Two to four words that are all a segment has, each capitalised, none of them a role's. */
static bool is_full_name(struct arena *scratch, const struct slice *words, size_t count) {
    if (count < 2 || count > 4 || is_acronym(words[0]))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!is_capitalised(words[i]) || is_role(scratch, words[i]))
            return false;
    return true;
}

static struct slice find_name(struct arena *scratch, struct slice text) {
    const struct slice none = {text.data, 0};
    struct slice words[5];
    size_t count = 0;
    for (struct slice rest = text; rest.size || count;) {
        struct slice word = rest.size ? next_word(&rest) : none;
        if (word.size == 0 && is_full_name(scratch, words, count))
            return across(words[0], words[count - 1]);
        if (word.size == 0) {
            count = 0;
            continue;
        }
        struct slice before = count && count <= 5 ? words[count - 1] : none;
        if (before.size && privacy_is_listed(before, civilities) && is_capitalised(word) &&
            !is_role(scratch, word))
            return across(before, word);
        words[count < 5 ? count : 4] = word;
        count += count < 5;
    }
    return none;
}

struct slice privacy_find_name(struct slice words) {
    struct arena scratch = ARENA_INIT;
    struct slice name = find_name(&scratch, words);
    arena_dispose(&scratch);
    return name;
}

bool privacy_is_placeholder(struct slice author) {
    static const char *const placeholders[] = {"Microsoft Office User",
                                               "Microsoft Account",
                                               "Utilisateur Windows",
                                               "Windows User",
                                               "Utilisateur",
                                               "User",
                                               "Auteur inconnu",
                                               "Unknown author",
                                               "anonymous",
                                               "anonyme",
                                               "python-docx",
                                               "openpyxl",
                                               "Apache POI",
                                               NULL};
    return privacy_is_listed(author, placeholders);
}
