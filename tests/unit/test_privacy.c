#include "privacy/privacy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NARROW "\xE2\x80\xAF"
#define NO_BREAK "\xC2\xA0"

struct found {
    struct slice text;
    char kinds[64];
    struct slice last;
};

static void see(void *context, enum privacy_kind kind, size_t offset, size_t size) {
    struct found *found = context;
    size_t length = strlen(found->kinds);
    assert_true(offset + size <= found->text.size && size);
    found->kinds[length] = "EMNIRXP"[kind];
    found->kinds[length + 1] = 0;
    found->last = slice_part(found->text, offset, size);
}

/* A text, and what is found in it: a letter a thing. */
struct example {
    const char *text;
    const char *kinds;
};

static void check(const struct example *examples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct found found = {.text = slice_from(examples[i].text)};
        privacy_find(found.text, see, &found);
        if (strcmp(found.kinds, examples[i].kinds) != 0)
            print_error("« %s »\n", examples[i].text);
        assert_string_equal(found.kinds, examples[i].kinds);
    }
}

static void tells_persons_addresses(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"écrire à jeanne.martin@ombrelle.example.", "E"},
        {"[écrire](mailto:j.martin@ombrelle.example)", "E"},
        {"jean-pierre.durand@ars.sante.fr, jeanne_martin2@ccas.fr", "EE"},
        {"doudou63@gmail.com", "E"},
        {"Jeanne.MARTIN@Orange.FR", "E"},
        {"cls@ombrelle.example contact@orange.fr accueil.mairie@ombrelle.fr", ""},
        {"secretariat@cpts.fr cls-haut@ombrelle.example service.social@gmail.com", ""},
        {"dd.ars@ars.sante.fr jdupont@mairie.fr a@b @ombrelle x@", ""},
    };
    check(examples, COUNT(examples));
}

static void tells_mobile_numbers(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"06 39 98 41 17", "M"},
        {"Tél. 0639984117.", "M"},
        {"06.39.98.41.17 ou 07-39-98-41-17", "MM"},
        {"+33 6 39 98 41 17", "M"},
        {"+33 (0)6 39 98 41 17", "M"},
        {"0033639984117", "M"},
        {"0690 12 34 56, 0692123456, +590 690 12 34 56", "MMM"},
        {"06" NO_BREAK "39" NO_BREAK "98" NO_BREAK "41" NO_BREAK "17", "M"},
        {"06" NARROW "39" NARROW "98" NARROW "41" NARROW "17", "M"},
        {"04 73 00 00 00, 0800 13 00 00, 3114", ""},
        {"06001 06002", ""},            /* codes of communes */
        {"06-12-2024 10 30", ""},       /* a date and an hour */
        {"106 39 98 41 17", ""},        /* something longer */
        {"063998411 063998411712", ""}, /* too short, too long */
        {"12,0639984117", ""},          /* decimals */
    };
    check(examples, COUNT(examples));
}

/* The specimens of the services that give these numbers. */
static void tells_numbers_by_their_key(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"2 55 08 14 168 025 38", "N"},
        {"184127645108946", "N"},
        {"2.69.05.49.588.157.80", "N"},
        {"2 55 08 14 168 025 39", ""}, /* another key */
        {"2 55 15 14 168 025 38", ""}, /* no such month */
        {"FR14 2004 1010 0505 0001 3M02 606", "I"},
        {"fr1420041010050500013m02606", "I"},
        {"DE89 3704 0044 0532 0130 00 et BE71 0961 2345 6769", "II"},
        {"FR14 2004 1010 0505 0001 3M02 607", ""},
        {"FR76 de plus", ""},
        {"20041 01005 0500013M026 06", "R"},
        {"20041 01005 0500013M026 07", ""},
    };
    check(examples, COUNT(examples));
}

/* Every other key of a number is refused, those of Corsica too. */
static void refuses_every_other_key(void **state) {
    (void)state;
    static const char *const starts[] = {"1850578006084", "255082A168025", "255082B168025",
                                         "1991297105123"};
    for (size_t i = 0; i < COUNT(starts); i++) {
        int right = 0;
        for (int key = 0; key < 100; key++) {
            char number[32];
            snprintf(number, sizeof number, "%s%02d", starts[i], key);
            right += privacy_match_nir(slice_from(number)) == 15;
        }
        assert_int_equal(right, 1);
    }
    int right = 0;
    for (int key = 0; key < 100; key++) {
        char number[40];
        snprintf(number, sizeof number, "FR%02d20041010050500013M02606", key);
        right += privacy_match_iban(slice_from(number)) == 27;
    }
    assert_int_equal(right, 1);
}

static void tells_marks_from_promises(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"Confidentiel", "X"},
        {"# Confidentiel\n\nBudget", "X"},
        {"**CONFIDENTIEL** : ce qui suit", "X"},
        {"> Document confidentiel, version 2", "X"},
        {"Confidentiel – ne pas diffuser", "XX"},
        {"Note (ne pas diffuser)", "X"},
        {"| À usage interne | 12 |", "X"},
        {"Tableau à usage interne", "X"},
        {"Diffusion restreinte aux membres du comité", "X"},
        {"C'est gratuit et confidentiel.", ""},
        {"Gratuit, confidentiel, ouvert à tous", ""},
        {"Un accueil gratuit. Confidentiel. Anonyme.", ""},
        {"L'écoute est strictement confidentielle", ""},
        {"Une consultation anonyme et confidentielle", ""},
        {"Chacun s'engage à ne pas diffuser ce qui est dit", ""},
        {"La médecine interne, le contrôle interne", ""},
        {"Interne", ""}, /* a young doctor */
        {"Une charte de confidentialité", ""},
    };
    check(examples, COUNT(examples));
}

static void tells_names_from_roles(void **state) {
    (void)state;
    static const struct {
        const char *words;
        const char *name;
    } examples[] = {
        {"Mme Martin", "Mme Martin"},
        {"M. Durand, directeur", "M. Durand"},
        {"Directrice (Dr Jeanne Martin)", "Dr Jeanne"},
        {"Jeanne Martin", "Jeanne Martin"},
        {"Jeanne MARTIN, directrice", "Jeanne MARTIN"},
        {"Directeur, Jean-Pierre de", ""},
        {"Éloïse Lebrun-Petit", "Éloïse Lebrun-Petit"},
        {"Directrice", ""},
        {"Madame la Présidente", ""},
        {"Mme la maire", ""},
        {"Cadre supérieure de santé, psychiatre", ""},
        {"Directrice Générale", ""},
        {"Croix Rouge", ""},
        {"Les Rivages", ""},
        {"Médecins Libéraux", ""},
        {"ARS Bretagne", ""},
        {"Mission locale d'Ombrelle", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct slice name = privacy_find_name(slice_from(examples[i].words));
        if (!slice_is(name, examples[i].name))
            print_error("« %s » : « %.*s »\n", examples[i].words, SLICE_ARG(name));
        assert_true(slice_is(name, examples[i].name));
    }
}

static void tells_names_in_minutes(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"Présents : Mme Martin (ARS), M. Durand, la directrice du CCAS.", "PP"},
        {"**Excusée** : Jeanne Martin", "P"},
        {"Étaient présents :\n\n- Jeanne Martin, directrice\n- le CCAS\n\nMme Petit a parlé.", "P"},
        {"## Présents\n\nJeanne Martin\n\nPaul Durand\n\n## Débats\n\nMme Petit", "PP"},
        {"Présents : ARS, CCAS, Mission Locale, Les Rivages", ""},
        {"Les présents remercient Mme Petit.", ""},
        {"Le comité accueille Mme Petit.", ""},
        {"Présentation du bilan : Mme Petit", ""},
    };
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct found found = {.text = slice_from(examples[i].text)};
        privacy_find_attendance(found.text, see, &found);
        if (strcmp(found.kinds, examples[i].kinds) != 0)
            print_error("« %s »\n", examples[i].text);
        assert_string_equal(found.kinds, examples[i].kinds);
    }
}

static void says_where(void **state) {
    (void)state;
    struct found found = {.text = SLICE("Écrire à jeanne.martin@ombrelle.example !")};
    privacy_find(found.text, see, &found);
    assert_true(slice_is(found.last, "jeanne.martin@ombrelle.example"));
    found.text = SLICE("\n## **Ne pas diffuser**\n");
    privacy_find(found.text, see, &found);
    assert_true(slice_is(found.last, "Ne pas diffuser"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_persons_addresses),    cmocka_unit_test(tells_mobile_numbers),
        cmocka_unit_test(tells_numbers_by_their_key), cmocka_unit_test(refuses_every_other_key),
        cmocka_unit_test(tells_marks_from_promises),  cmocka_unit_test(tells_names_from_roles),
        cmocka_unit_test(tells_names_in_minutes),     cmocka_unit_test(says_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
