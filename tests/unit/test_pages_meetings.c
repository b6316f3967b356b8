/*
 * Pages of what is decided and by whom: axes, bodies, minutes, decisions, organisations, agenda.
 * Small contracts are written to a scratch directory, and looked at as sites.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "commands/project.h"
#include "site/occasions.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONTRACT "titre: Contrat\nterritoire: {nom: Val}\n"
#define BODIES "- {id: copil, sigle: COPIL}\n- {id: cotech, nom: Comité, rend_compte_a: copil}\n"

struct test {
    char scratch[40];
    struct project project;
    struct arena arena; /* of pages */
    bool open;
};

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk) {
    (void)info, (void)kind, (void)walk;
    return remove(path);
}

static int setup(void **state) {
    struct test *test = calloc(1, sizeof *test);
    if (!test)
        return -1;
    snprintf(test->scratch, sizeof test->scratch, "/tmp/vitrine-pages-XXXXXX");
    *state = test;
    setenv("SOURCE_DATE_EPOCH", "1750000000", 1); /* 15 June 2025 */
    return mkdtemp(test->scratch) ? 0 : -1;
}

static int teardown(void **state) {
    struct test *test = *state;
    if (test->open)
        project_close(&test->project);
    arena_dispose(&test->arena);
    nftw(test->scratch, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(test);
    return 0;
}

/* Writes a file of the content, with the folders above it. */
static void put(struct test *test, const char *path, const char *text) {
    char full[256];
    snprintf(full, sizeof full, "%s/%s", test->scratch, path);
    for (char *slash = full + strlen(test->scratch) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(full, 0755);
        *slash = '/';
    }
    FILE *file = fopen(full, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static const struct site *open_site(struct test *test, enum visibility edition) {
    struct project_options options = {
        .directory = test->scratch, .theme = "themes/default", .edition = edition, .jobs = 1};
    struct error error = ERROR_INIT;
    test->open = true;
    assert_int_equal(project_open(&test->project, &options, &error), 0);
    if (test->project.diag.errors)
        project_report(&test->project, false);
    assert_int_equal(test->project.diag.errors, 0);
    return test->project.site;
}

/* The HTML of a page of the site. */
static const char *render(struct test *test, const char *url) {
    const struct site *site = test->project.site;
    const struct site_page *page = map_get(&site->by_url, slice_from(url));
    struct buffer out = BUFFER_INIT;
    struct error error = ERROR_INIT;
    if (!page)
        fail_msg("no page %s", url);
    if (site_render(site, page, &test->arena, &out, &error) != 0)
        fail_msg("%s: %s", url, error.message);
    const char *html = slice_copy(&test->arena, buffer_slice(&out)).data;
    buffer_dispose(&out);
    return html;
}

static size_t count(const char *html, const char *words) {
    size_t found = 0;
    for (const char *at = html; (at = strstr(at, words)); at += strlen(words))
        found++;
    return found;
}

/* What a contract does not have makes no page. */
static void test_empty(void **state) {
    static const char *const absent[] = {"axes/",       "gouvernance/", "comptes-rendus/",
                                         "decisions/",  "organismes/",  "agenda/",
                                         "dispositifs/"};
    struct test *test = *state;
    put(test, "contrat.yaml", CONTRACT);
    const struct site *site = open_site(test, VISIBILITY_PUBLIC);
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_false(site_has(site, absent[i]));
    assert_true(site_has(site, "contrat/"));
    render(test, "contrat/");
}

/* A body that meets twice on a day has two pages, and decisions that are told apart. */
static void test_twice_a_day(void **state) {
    struct test *test = *state;
    put(test, "contrat.yaml", CONTRACT);
    put(test, "gouvernance/instances.yaml", BODIES);
    const char *text = "---\ninstance: copil\ndate: 2025-01-15\napprouve: 2025-02-01\n"
                       "decisions: [Un, Deux]\n---\nTexte\n";
    put(test, "comptes-rendus/matin.md", text);
    put(test, "comptes-rendus/soir.md", text);
    const struct site *site = open_site(test, VISIBILITY_PUBLIC);
    assert_true(site_has(site, "comptes-rendus/2025-01-15-copil/"));
    assert_true(site_has(site, "comptes-rendus/2025-01-15-copil-2/"));
    const char *html = render(test, "decisions/");
    for (int rank = 1; rank <= 4; rank++) {
        char id[64];
        snprintf(id, sizeof id, "id=\"copil-2025-01-15-%d\"", rank);
        assert_int_equal(count(html, id), 1);
    }
    assert_int_equal(site->occasions.count, 2);
    html = render(test, "comptes-rendus/2025-01-15-copil/");
    assert_int_equal(count(html, "../../comptes-rendus/2025-01-15-copil-2/"), 1);
    assert_int_equal(count(html, "COPIL du 15 janvier 2025"), 5); /* head, title, trail, link */
}

/* Anchors of decisions are unique whatever their numbers, and lead from the minutes. */
static void test_anchors(void **state) {
    struct test *test = *state;
    put(test, "contrat.yaml", CONTRACT);
    put(test, "gouvernance/instances.yaml", BODIES);
    put(test, "comptes-rendus/a.md",
        "---\ninstance: copil\ndate: 2024-01-15\napprouve: 2024-02-01\ndecisions:\n"
        "- {numero: A 1, texte: Un}\n- {numero: A-1, texte: Deux, suite_de: A 1}\n"
        "- {numero: contenu, texte: Trois}\n- {numero: \"!\", texte: Quatre}\n---\n");
    open_site(test, VISIBILITY_PUBLIC);
    const char *html = render(test, "decisions/");
    assert_int_equal(count(html, "id=\"a-1\""), 1);
    assert_int_equal(count(html, "id=\"a-1-2\""), 1);
    assert_int_equal(count(html, "id=\"contenu\""), 1);
    assert_int_equal(count(html, "id=\"contenu-2\""), 1);
    assert_int_equal(count(html, "id=\"decision\""), 1);
    html = render(test, "comptes-rendus/2024-01-15-copil/");
    assert_int_equal(count(html, "../../decisions/#a-1\""), 2); /* itself, and what it follows */
    assert_int_equal(count(html, "../../decisions/#a-1-2\""), 1);
}

/* Bodies in a ring and in a long chain: each is in the tree once, and its page is made. */
static void test_tree(void **state) {
    struct test *test = *state;
    char bodies[8192];
    size_t size = (size_t)snprintf(bodies, sizeof bodies,
                                   "- {id: r0, rend_compte_a: r1}\n- {id: r1, rend_compte_a: r0}\n"
                                   "- {id: c0}\n");
    for (int i = 1; i < 60; i++)
        size += (size_t)snprintf(bodies + size, sizeof bodies - size,
                                 "- {id: c%d, rend_compte_a: c%d}\n", i, i - 1);
    put(test, "contrat.yaml", CONTRACT);
    put(test, "gouvernance/instances.yaml", bodies);
    open_site(test, VISIBILITY_PUBLIC);
    const char *html = render(test, "gouvernance/");
    const char *tree = strstr(html, "class=\"arbre\"");
    assert_non_null(tree);
    for (int i = 0; i < 60; i++) {
        char link[64];
        snprintf(link, sizeof link, "../gouvernance/c%d/\"", i);
        assert_int_equal(count(tree, link), 2); /* in the tree and on its card */
    }
    assert_int_equal(count(tree, "../gouvernance/r0/\""), 2);
    assert_int_equal(count(html, "<ul class=\"arbre\">"), 9);
    render(test, "gouvernance/r1/");
}

/* Minutes that are not approved are nowhere in the public edition, and marked in the other. */
static void test_draft_minutes(void **state) {
    struct test *test = *state;
    put(test, "contrat.yaml", CONTRACT);
    put(test, "gouvernance/instances.yaml", BODIES);
    put(test, "comptes-rendus/a.md",
        "---\ninstance: copil\ndate: 2025-01-15\n"
        "decisions: [Un]\n---\n");
    const struct site *site = open_site(test, VISIBILITY_PUBLIC);
    assert_false(site_has(site, "comptes-rendus/"));
    assert_false(site_has(site, "decisions/"));
    assert_false(site_has(site, "agenda/"));
    project_close(&test->project);
    open_site(test, VISIBILITY_PARTNERS);
    const char *html = render(test, "comptes-rendus/2025-01-15-copil/");
    assert_int_equal(count(html, "Projet de compte-rendu"), 1);
    assert_int_equal(count(render(test, "comptes-rendus/"), "projet de compte-rendu"), 1);
}

/* Every action of an axis is on its page once, under its objective or with the others. */
static void test_axis(void **state) {
    struct test *test = *state;
    put(test, "contrat.yaml", CONTRACT);
    put(test, "axes/a/axe.md",
        "---\nnumero: \"1\"\ntitre: Soigner\nobjectifs:\n"
        "- {numero: \"1.1\", titre: Proche}\n"
        "- {numero: \"1.2\", titre: Loin}\n---\n");
    for (int i = 1; i <= 5; i++) {
        char path[32], text[128];
        snprintf(path, sizeof path, "axes/a/%d.md", i);
        snprintf(text, sizeof text,
                 "---\nnumero: \"1.%d\"\ntitre: Action%d\nstatut: en cours\n%s---\n", i, i,
                 i < 4 ? "objectif: \"1.1\"\n" : "");
        put(test, path, text);
    }
    open_site(test, VISIBILITY_PUBLIC);
    const char *html = render(test, "axes/1-soigner/");
    for (int i = 1; i <= 5; i++) {
        char link[64];
        snprintf(link, sizeof link, "actions/1-%d-action%d/\"", i, i);
        assert_int_equal(count(html, link), 1);
    }
    assert_int_equal(count(html, "Objectif 1.2"), 1); /* without action, still told */
    assert_int_equal(count(html, "Autres actions"), 1);
}

/* An entry, minutes and an announced meeting of one body on one day are one date. */
static void test_one_occasion(void **state) {
    struct test *test = *state;
    put(test, "contrat.yaml", CONTRACT);
    put(test, "gouvernance/instances.yaml", BODIES);
    put(test, "comptes-rendus/a.md",
        "---\ninstance: copil\ndate: 2025-01-15\napprouve: 2025-06-01\n"
        "prochaine_reunion: 2025-06-20\n---\n");
    put(test, "comptes-rendus/b.md",
        "---\ninstance: cotech\ndate: 2025-02-01\napprouve: 2025-06-01\n"
        "prochaine_reunion: 2025-06-20\n---\n");
    put(test, "agenda.yaml",
        "- {titre: Grande réunion, debut: 2025-06-20 14h00, instance: copil}\n"
        "- {titre: Forum, debut: 2025-06-20, visibilite: partenaires}\n");
    const struct site *site = open_site(test, VISIBILITY_PUBLIC);
    assert_int_equal(site->occasions.count, 4);
    assert_int_equal(site->first_to_come, 2);
    const char *html = render(test, "agenda/");
    assert_int_equal(count(html, ">Grande réunion<"), 1);
    assert_int_equal(count(html, "COPIL du 20 juin 2025"), 0);
    assert_int_equal(count(html, ">Comité du 20 juin 2025<"), 1);
    assert_int_equal(count(html, "Forum"), 0);
    assert_int_equal(count(render(test, "gouvernance/copil/"), "agenda/#2025-06-20-copil"), 1);
}

/* What an organisation signs, pilots, joins, funds, where it sits: on its page. */
static void test_organisation(void **state) {
    struct test *test = *state;
    put(test, "contrat.yaml",
        CONTRACT "signature: 2024-06-12\nporteur: ars\nsignataires: [ars]\n"
                 "financement_coordination:\n"
                 "- {financeur: ars, montant: 1000, annee: 2024}\n");
    put(test, "organismes.yaml",
        "- {id: ars, sigle: ARS, nom: Agence}\n- {id: ville, nom: Ville}\n");
    put(test, "gouvernance/instances.yaml",
        "- {id: copil, composition: [{organisme: ARS, qualite: Directrice}]}\n");
    put(test, "axes/a/axe.md", "---\nnumero: \"1\"\ntitre: Soigner\n---\n");
    put(test, "axes/a/1.md",
        "---\nnumero: \"1.1\"\ntitre: Bus\nstatut: en cours\npilote: agence\n"
        "partenaires: [Ville]\nbudget:\n"
        "- {financeur: ars, annee: 2025, montant: 12 000, statut: versé}\n"
        "- {financeur: ars, annee: 2025, montant: 500, statut: refusé}\n---\n");
    open_site(test, VISIBILITY_PUBLIC);
    const char *html = render(test, "organismes/ars/");
    assert_int_equal(count(html, "Porte le contrat"), 1);
    assert_int_equal(count(html, "depuis le 12 juin 2024"), 1);
    assert_int_equal(count(html, "actions/1-1-bus/\""), 3); /* pilots it, funds it twice */
    assert_int_equal(count(html, "12\u202f000"), 2);        /* the line, and all there is */
    assert_int_equal(count(html, "gouvernance/copil/\""), 1);
    assert_int_equal(count(html, "Directrice"), 1);
    assert_int_equal(count(render(test, "organismes/ville/"), "actions/1-1-bus/\""), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_empty, setup, teardown),
        cmocka_unit_test_setup_teardown(test_twice_a_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_anchors, setup, teardown),
        cmocka_unit_test_setup_teardown(test_tree, setup, teardown),
        cmocka_unit_test_setup_teardown(test_draft_minutes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_axis, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_occasion, setup, teardown),
        cmocka_unit_test_setup_teardown(test_organisation, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
