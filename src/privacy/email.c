#include "privacy/privacy.h"

#include <ctype.h>

/* Where people have addresses of their own. */
static const char *const providers[] = {
    "gmail.com",        "googlemail.com", "orange.fr",   "wanadoo.fr",
    "free.fr",          "sfr.fr",         "neuf.fr",     "bbox.fr",
    "numericable.fr",   "laposte.net",    "hotmail.com", "hotmail.fr",
    "outlook.com",      "outlook.fr",     "live.com",    "live.fr",
    "msn.com",          "yahoo.com",      "yahoo.fr",    "ymail.com",
    "icloud.com",       "me.com",         "aol.com",     "protonmail.com",
    "proton.me",        "gmx.fr",         "gmx.com",     "aliceadsl.fr",
    "club-internet.fr", "cegetel.net",    "zaclys.net",  "tutanota.com",
    "mailo.com",        "ik.me",          NULL};

/* Words that name a service, a place or a post, not a person. */
static const char *const services[] = {"abonnement",
                                       "accueil",
                                       "addictions",
                                       "administration",
                                       "agence",
                                       "agenda",
                                       "agglo",
                                       "aide",
                                       "antenne",
                                       "ars",
                                       "asso",
                                       "association",
                                       "associations",
                                       "atelier",
                                       "ateliers",
                                       "bureau",
                                       "cabinet",
                                       "caf",
                                       "ccas",
                                       "centre",
                                       "ch",
                                       "chu",
                                       "cias",
                                       "clic",
                                       "cls",
                                       "clsm",
                                       "cmp",
                                       "collectif",
                                       "com",
                                       "comite",
                                       "commune",
                                       "communication",
                                       "comptabilite",
                                       "conseil",
                                       "consultation",
                                       "contact",
                                       "contacts",
                                       "contrat",
                                       "coordination",
                                       "coordinateur",
                                       "coordinatrice",
                                       "copil",
                                       "courriel",
                                       "courrier",
                                       "cpam",
                                       "cpts",
                                       "csapa",
                                       "culture",
                                       "dac",
                                       "dd",
                                       "departement",
                                       "delegation",
                                       "delegue",
                                       "developpement",
                                       "direction",
                                       "directeur",
                                       "directrice",
                                       "documentation",
                                       "donnees",
                                       "dpo",
                                       "dsp",
                                       "ecole",
                                       "ecoute",
                                       "education",
                                       "elus",
                                       "emploi",
                                       "enfance",
                                       "environnement",
                                       "equipe",
                                       "espace",
                                       "facturation",
                                       "famille",
                                       "familles",
                                       "finances",
                                       "formation",
                                       "foyer",
                                       "groupe",
                                       "habitat",
                                       "handicap",
                                       "hopital",
                                       "info",
                                       "infos",
                                       "information",
                                       "inscription",
                                       "inscriptions",
                                       "insertion",
                                       "jeunes",
                                       "jeunesse",
                                       "local",
                                       "logement",
                                       "maire",
                                       "mairie",
                                       "maison",
                                       "mediateur",
                                       "mediation",
                                       "medical",
                                       "mission",
                                       "msa",
                                       "msp",
                                       "newsletter",
                                       "noreply",
                                       "numerique",
                                       "officine",
                                       "parentalite",
                                       "pat",
                                       "petite",
                                       "pharmacie",
                                       "plan",
                                       "planning",
                                       "pmi",
                                       "point",
                                       "pole",
                                       "prefecture",
                                       "president",
                                       "presidente",
                                       "presidence",
                                       "presse",
                                       "prevention",
                                       "projet",
                                       "projets",
                                       "protection",
                                       "public",
                                       "rdv",
                                       "recrutement",
                                       "referent",
                                       "referente",
                                       "relais",
                                       "region",
                                       "reseau",
                                       "ressources",
                                       "rgpd",
                                       "rh",
                                       "sante",
                                       "secretaire",
                                       "secretariat",
                                       "seniors",
                                       "service",
                                       "services",
                                       "siege",
                                       "social",
                                       "solidarite",
                                       "solidarites",
                                       "sport",
                                       "sports",
                                       "standard",
                                       "support",
                                       "technique",
                                       "territoire",
                                       "unite",
                                       "urbanisme",
                                       "vie",
                                       "ville",
                                       "webmaster",
                                       NULL};

static bool names_service(struct slice local) {
    size_t start = 0;
    for (size_t i = 0; i <= local.size; i++) {
        if (i < local.size && isalpha((unsigned char)local.data[i]))
            continue;
        if (privacy_is_listed(slice_part(local, start, i - start), services))
            return true;
        start = i + 1;
    }
    return false;
}

/* "prenom.nom", "p.nom", "nom_p": two or three words of letters, one of them at least a real one;
 * digits may end the last. */
static bool is_first_and_last(struct slice local) {
    size_t words = 0;
    size_t letters = 0;
    size_t longest = 0;
    while (local.size && isdigit((unsigned char)local.data[local.size - 1]))
        local.size--;
    for (size_t i = 0; i <= local.size; i++) {
        char byte = i < local.size ? local.data[i] : '.';
        if (isalpha((unsigned char)byte)) {
            longest = ++letters > longest ? letters : longest;
        } else if (byte == '.' || byte == '_') {
            if (letters == 0)
                return false;
            words++;
            letters = 0;
        } else if (byte != '-' || letters == 0) {
            return false;
        }
    }
    return (words == 2 || words == 3) && longest > 2;
}

bool privacy_is_personal(struct slice address) {
    size_t at = slice_find(address, '@');
    struct slice local = slice_part(address, 0, at);
    if (names_service(local))
        return false;
    return privacy_is_listed(slice_from_offset(address, at + 1), providers) ||
           is_first_and_last(local);
}
