/* French spacing and quotes: pairs of what is typed and what is printed, and idempotence. */
#include "text/french.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* In these pairs "¬" stands for the narrow no-break space and "~" for the no-break space. */
static struct slice spell_out(struct arena *arena, const char *string) {
    struct buffer out = BUFFER_INIT;
    for (const char *at = string; *at; at++) {
        if (*at == '~') {
            buffer_add_string(&out, "\xC2\xA0");
        } else if (strncmp(at, "¬", 2) == 0) {
            buffer_add_string(&out, "\xE2\x80\xAF");
            at++;
        } else {
            buffer_add_byte(&out, *at);
        }
    }
    struct slice copy = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return copy;
}

static const char *const pairs[][2] = {
    /* the high points */
    {"Oui !", "Oui¬!"},
    {"Oui!", "Oui¬!"},
    {"Oui~!", "Oui¬!"},
    {"Oui  ?", "Oui¬?"},
    {"Quoi ?!", "Quoi¬?!"},
    {"Quoi?! Non!!", "Quoi¬?! Non¬!!"},
    {"Un ; deux; trois", "Un¬; deux¬; trois"},
    {"(?) [!]", "(?) [!]"},
    {"etc. ; puis", "etc.¬; puis"},
    {"Vraiment (oui) ?", "Vraiment (oui)¬?"},
    {"99 % ?", "99~%¬?"},
    {"Bien ;) et ;-)", "Bien ;) et ;-)"},
    {"a != b", "a != b"},
    {"page?id=3", "page?id=3"},
    {"! debut", "! debut"},
    {" ! debut", " ! debut"},
    {"ligne\n! suite", "ligne\n! suite"},
    /* the colon */
    {"Note : voir", "Note~: voir"},
    {"Note: voir", "Note~: voir"},
    {"Note¬: voir", "Note~: voir"},
    {"Horaires:", "Horaires~:"},
    {"18:30", "18:30"},
    {"un ratio de 1:2", "un ratio de 1:2"},
    {"std::vector :: x", "std::vector :: x"},
    {":-) :) :(", ":-) :) :("},
    {"rire :) et :-(", "rire :) et :-("},
    {"dit : « oui »", "dit~: «¬oui¬»"},
    {"Article 3: texte", "Article 3~: texte"},
    {"::: partenaires", "::: partenaires"},
    /* guillemets */
    {"« mot »", "«¬mot¬»"},
    {"«mot»", "«¬mot¬»"},
    {"«~mot~»", "«¬mot¬»"},
    {"«»", "«»"},
    {"«", "«"},
    {"\"mot\"", "«¬mot¬»"},
    {"le \"petit mot\", dit-il", "le «¬petit mot¬», dit-il"},
    {"l'\"école\"", "l’«¬école¬»"},
    {"\"il dit \"oui\" hier\"", "«¬il dit “oui” hier¬»"},
    {"« il dit \"oui\" hier »", "«¬il dit “oui” hier¬»"},
    {"(\"mot\")", "(«¬mot¬»)"},
    {"\"mot\"!", "«¬mot¬»¬!"},
    {"\"Vraiment?\"", "«¬Vraiment¬?¬»"},
    {"un écran de 5\"", "un écran de 5\""},
    {"un seul \" perdu", "un seul \" perdu"},
    {"un \"seul perdu", "un \"seul perdu"},
    {"“mot”", "“mot”"},
    /* apostrophes and points */
    {"l'ARS d'Ombrelle", "l’ARS d’Ombrelle"},
    {"aujourd'hui", "aujourd’hui"},
    {"Pass'Santé", "Pass’Santé"},
    {"l'«ARS»", "l’«¬ARS¬»"},
    {"5' et 'mot'", "5' et 'mot'"},
    {"les parents' ", "les parents' "},
    {"à suivre...", "à suivre…"},
    {"[...]", "[…]"},
    {"Nom ........ 3", "Nom ........ 3"},
    {"1..2", "1..2"},
    /* units and numbers */
    {"50%", "50~%"},
    {"50 %", "50~%"},
    {"25 000 €", "25¬000¬€"},
    {"de 100 000 à 1 150 000", "de 100¬000 à 1¬150¬000"},
    {"en 2024 300 personnes", "en 2024 300 personnes"},
    {"04 65 71 10 20", "04 65 71 10 20"},
    {"2 places, 12 3456", "2 places, 12 3456"},
    {"25€", "25¬€"},
    {"18 h 30", "18~h~30"},
    {"18h30", "18h30"},
    {"à 18 h, 5 km et 3 kg", "à 18~h, 5~km et 3~kg"},
    {"12 mois, 3 grands", "12 mois, 3 grands"},
    {"120 m² à 20 °C", "120~m² à 20~°C"},
    {"n° 12, N°5", "n°~12, N°~5"},
    {"le 1er juin", "le 1er juin"},
    {"100%25", "100%25"},
    /* what is no prose */
    {"https://x.fr/a:b?c=d;e!f", "https://x.fr/a:b?c=d;e!f"},
    {"voir https://x.fr/l'a?b...c ici", "voir https://x.fr/l'a?b...c ici"},
    {"www.x.fr/a;b", "www.x.fr/a;b"},
    {"o'neil@x.fr", "o'neil@x.fr"},
    {"\"a@b.fr\" et", "«¬a@b.fr¬» et"},
    {"a@b.fr ; c@d.fr", "a@b.fr¬; c@d.fr"},
    {"../l'an/x.md et a/l'b.md", "../l'an/x.md et a/l'b.md"},
    {"C:\\l'an\\x!", "C:\\l'an\\x¬!"},
    {"oui/non?", "oui/non¬?"},
    {"", ""},
};

static void test_pairs(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct slice typed = spell_out(&arena, pairs[i][0]);
        struct slice expected = spell_out(&arena, pairs[i][1]);
        struct slice printed = french_text(&arena, typed);
        if (!slice_equal(printed, expected))
            fail_msg("%s: %.*s, not %s", pairs[i][0], SLICE_ARG(printed), pairs[i][1]);
        assert_true(slice_equal(french_text(&arena, expected), expected));
    }
    arena_dispose(&arena);
}

static uint64_t random_next(uint64_t *seed) {
    *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return *seed >> 33;
}

/* A text of pieces that matter to the rules. */
static struct slice random_text(struct arena *arena, uint64_t *seed) {
    static const char *const pieces[] = {
        "a", "mot", "É", "5", "12", " ",  " ",  " ",   "  ", "\"", "\"", "'",    "«",    "»",
        "!", "?",   ";", ":", "::", ".",  "..", "...", "…",  "%",  "€",  "n°",   "h",    "km",
        "(", ")",   "[", "]", "/",  "\n", "~",  "¬",   "“",  "”",  "’",  "@",    "www.", "://",
        "-", "–",   "=", "°", "é",  "\t", ",",  "m²",  "\\", "./", "𝄞",  "h 30", "18",   "\u2009"};
    struct buffer out = BUFFER_INIT;
    size_t count = random_next(seed) % 14;
    for (size_t i = 0; i < count; i++)
        buffer_add_string(&out, pieces[random_next(seed) % (sizeof pieces / sizeof *pieces)]);
    buffer_add_byte(&out, '\0');
    struct slice text = spell_out(arena, out.data);
    buffer_dispose(&out);
    return text;
}

static void test_idempotent(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    uint64_t seed = 7;
    for (size_t i = 0; i < 300000; i++) {
        struct slice text = random_text(&arena, &seed);
        struct slice once = french_text(&arena, text);
        struct slice twice = french_text(&arena, once);
        if (!slice_equal(once, twice))
            fail_msg("[%.*s] gives [%.*s], then [%.*s]", SLICE_ARG(text), SLICE_ARG(once),
                     SLICE_ARG(twice));
        assert_int_equal(utf8_check(once), once.size);
        arena_reset(&arena);
    }
    arena_dispose(&arena);
}

/* Only spaces and the signs that stand for others may differ: letters and digits stay. */
static void test_letters_stay(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    uint64_t seed = 11;
    for (size_t i = 0; i < 50000; i++) {
        struct slice text = random_text(&arena, &seed);
        struct slice printed = french_text(&arena, text);
        while (text.size || printed.size) {
            uint32_t a = 0, b = 0;
            while (text.size && !utf8_is_word(a))
                a = utf8_next(&text);
            while (printed.size && !utf8_is_word(b))
                b = utf8_next(&printed);
            if (utf8_is_word(a) || utf8_is_word(b))
                assert_int_equal(a, b);
        }
        arena_reset(&arena);
    }
    arena_dispose(&arena);
}

/* Broken bytes pass through: reading them must not go astray. */
static void test_any_bytes(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    uint64_t seed = 13;
    static const char bytes[] = "\xC2\xE2\x80\xAF\xAB\xBB\xB0\x82\xAC\"'!?: ;a5.%n\xC3";
    for (size_t i = 0; i < 100000; i++) {
        char text[12];
        size_t size = random_next(&seed) % sizeof text;
        for (size_t j = 0; j < size; j++)
            text[j] = bytes[random_next(&seed) % (sizeof bytes - 1)];
        char *exact = slice_string(&arena, (struct slice){text, size});
        french_text(&arena, (struct slice){exact, size});
        arena_reset(&arena);
    }
    arena_dispose(&arena);
}

static void assert_piece(struct buffer *out, struct french_state *state, const char *text,
                         uint32_t after, bool quote_after) {
    state->after = after;
    state->quote_after = quote_after;
    french_piece(out, slice_from(text), state);
}

static void test_pieces(void **unused) {
    (void)unused;
    struct buffer out = BUFFER_INIT;
    struct french_state state = {0};
    struct arena arena = ARENA_INIT;
    assert_piece(&out, &state, "\"", 'm', true);
    assert_piece(&out, &state, "mot", '"', true);
    assert_piece(&out, &state, "\" l'", 'A', false);
    assert_piece(&out, &state, "ARS", '!', false);
    assert_piece(&out, &state, "! ", ':', false);
    assert_piece(&out, &state, ": «", 'x', false);
    assert_piece(&out, &state, "x ", 0xBB, false);
    assert_piece(&out, &state, "»", 0, false);
    assert_true(slice_equal(buffer_slice(&out), spell_out(&arena, "«¬mot¬» l’ARS¬! : «¬x¬»")));
    buffer_dispose(&out);
    arena_dispose(&arena);
}

static void assert_text(struct arena *arena, struct slice text, const char *expected) {
    struct slice words = spell_out(arena, expected);
    if (!slice_equal(text, words))
        fail_msg("%.*s, not %s", SLICE_ARG(text), expected);
}

static void test_formats(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct arena *in = &arena;
    assert_text(in, french_date(in, (struct date){2024, 6, 12}), "12 juin 2024");
    assert_text(in, french_date(in, (struct date){2024, 8, 1}), "1er août 2024");
    assert_text(in, french_date(in, (struct date){2024, 6, 0}), "juin 2024");
    assert_text(in, french_date(in, (struct date){2024, 0, 0}), "2024");
    assert_text(in, french_date(in, (struct date){0, 0, 0}), "");
    assert_text(in, french_date_long(in, (struct date){2024, 6, 12}), "mercredi 12 juin 2024");
    assert_text(in, french_date_long(in, (struct date){2024, 6, 0}), "juin 2024");
    assert_text(in, french_time(in, 18 * 60 + 30), "18~h~30");
    assert_text(in, french_time(in, 18 * 60), "18~h");
    assert_text(in, french_time(in, 9 * 60 + 5), "9~h~05");
    assert_text(in, french_time(in, TIME_NONE), "");
    assert_text(in, french_number(in, 31200, 0), "31¬200");
    assert_text(in, french_number(in, 12.50, 2), "12,5");
    assert_text(in, french_number(in, 1234567.891, 2), "1¬234¬567,89");
    assert_text(in, french_number(in, -0.2, 0), "0");
    assert_text(in, french_number(in, -1234, 0), "−1¬234");
    assert_text(in, french_number(in, 999, 3), "999");
    assert_text(in, french_money(in, 2500000), "25¬000¬€");
    assert_text(in, french_money(in, 1250), "12,50¬€");
    assert_text(in, french_money(in, 5), "0,05¬€");
    assert_text(in, french_money(in, -100), "−1¬€");
    assert_string_equal(french_month(13), "");
    assert_string_equal(french_weekday(6), "dimanche");
    arena_dispose(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),        cmocka_unit_test(test_idempotent),
        cmocka_unit_test(test_letters_stay), cmocka_unit_test(test_any_bytes),
        cmocka_unit_test(test_pieces),       cmocka_unit_test(test_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
