#include "text/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h> /* after the headers it needs */

typedef void escape(struct buffer *out, struct slice text);

static void expect(escape *function, const char *text, const char *expected) {
    struct buffer out = BUFFER_INIT;
    function(&out, slice_from(text));
    buffer_add_byte(&out, '\0');
    assert_string_equal(out.data, expected);
    buffer_dispose(&out);
}

static void html_escapes_markup(void **state) {
    (void)state;
    expect(escape_html, "", "");
    expect(escape_html, "rien à changer « ici » : œuvre", "rien à changer « ici » : œuvre");
    expect(escape_html, "<a href=\"x\">l'été & toi</a>",
           "&lt;a href=&quot;x&quot;&gt;l&#39;été &amp; toi&lt;/a&gt;");
    expect(escape_html, "&", "&amp;");
}

static void html_drops_what_it_cannot_hold(void **state) {
    (void)state;
    expect(escape_html,
           "a\x01"
           "b\x1f"
           "c\x7f"
           "d\te\nf",
           "abcd\te\nf");
    expect(escape_html,
           "a\xC2\x85"
           "b\xC2\x9F"
           "c\xC2\xA0"
           "d",
           "abc\xC2\xA0"
           "d");
    expect(escape_html,
           "a\xEF\xBF\xBE"
           "b\xEF\xBF\xBF"
           "c\xEF\xB7\x90"
           "d\xEF\xBF\xBD",
           "abcd\xEF\xBF\xBD");
    expect(escape_html,
           "a\xF0\x9F\xBF\xBE"
           "b\xF0\x9F\x98\x80"
           "c",
           "ab\xF0\x9F\x98\x80"
           "c");
}

/* A text that breaks off in the middle of a character must not be read past its end. */
static void broken_ends_are_safe(void **state) {
    (void)state;
    static const char *const ends[] = {"\xC2", "\xEF",         "\xEF\xB7",
                                       "\xF0", "\xF0\x9F\xBF", "\xE2\x80"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        expect(escape_html, ends[i], ends[i]);
        struct buffer out = BUFFER_INIT;
        escape_json(&out, slice_from(ends[i]));
        assert_int_equal(out.size, slice_from(ends[i]).size + 2);
        buffer_dispose(&out);
    }
}

static void json_may_stand_in_a_script(void **state) {
    (void)state;
    expect(escape_json, "", "\"\"");
    expect(escape_json, "</script>&\"\\", "\"\\u003c/script\\u003e\\u0026\\\"\\\\\"");
    expect(escape_json, "a\nb\tc\rd\x01", "\"a\\nb\\tc\\rd\\u0001\"");
    expect(escape_json,
           "a\xE2\x80\xA8"
           "b\xE2\x80\xA9"
           "c\xE2\x80\xAF",
           "\"a\\u2028b\\u2029c\xE2\x80\xAF\"");
}

static void csv_quotes_and_disarms(void **state) {
    (void)state;
    expect(escape_csv, "", "");
    expect(escape_csv, "Maison de santé", "Maison de santé");
    expect(escape_csv, "ARS, CPAM", "\"ARS, CPAM\"");
    expect(escape_csv, "a;b", "\"a;b\"");
    expect(escape_csv, "dit \"santé\"", "\"dit \"\"santé\"\"\"");
    expect(escape_csv, "deux\nlignes\x01", "deux lignes");
    expect(escape_csv, " =1+1", "'=1+1");
    expect(escape_csv, "@SUM(A1)", "'@SUM(A1)");
    expect(escape_csv, "-1+cmd", "'-1+cmd");
    expect(escape_csv, "=\"a\"", "\"'=\"\"a\"\"\"");
}

static void url_keeps_the_steps_of_a_path(void **state) {
    (void)state;
    expect(escape_url_path, "documents/avenant-1.pdf", "documents/avenant-1.pdf");
    expect(escape_url_path, "été 2024/a?b#c%.pdf", "%C3%A9t%C3%A9%202024/a%3Fb%23c%25.pdf");
    expect(escape_url_path, "javascript:x", "javascript%3Ax");
}

/* No byte but what is meant passes through, whatever the byte. */
static void every_byte(void **state) {
    (void)state;
    for (int byte = 1; byte < 128; byte++) {
        char text[2] = {(char)byte, '\0'};
        struct buffer out = BUFFER_INIT;
        escape_html(&out, slice_from(text));
        struct slice html = buffer_slice(&out);
        for (size_t i = 0; i < html.size; i++)
            assert_null(memchr("<>\"'", html.data[i], 4));
        assert_true(byte != '&' || slice_is(html, "&amp;"));
        buffer_dispose(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_escapes_markup),
        cmocka_unit_test(html_drops_what_it_cannot_hold),
        cmocka_unit_test(broken_ends_are_safe),
        cmocka_unit_test(json_may_stand_in_a_script),
        cmocka_unit_test(csv_quotes_and_disarms),
        cmocka_unit_test(url_keeps_the_steps_of_a_path),
        cmocka_unit_test(every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
