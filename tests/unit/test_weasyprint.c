/* What the printed contract becomes for WeasyPrint: plain colours, drawings with their style. */
#include "commands/weasyprint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void expect(struct buffer *out, const char *wanted) {
    buffer_add_byte(out, '\0');
    assert_string_equal(buffer_slice(out).data, wanted);
    buffer_dispose(out);
}

static void expect_resolved(const char *css, const char *definitions, const char *wanted) {
    struct buffer out = BUFFER_INIT;
    weasyprint_resolve(slice_from(css), slice_from(definitions), &out);
    expect(&out, wanted);
}

static void values_take_the_place_of_properties(void **state) {
    (void)state;
    const char *sheet = "a{--c: #111111}\n@layer base { :root { --c: #222222; --c-vive:#333333 } }";
    expect_resolved("p { color: var(--c); }", sheet, "p { color: #222222; }");
    expect_resolved("p { border: 1mm solid var(--c-vive, #fff) }", sheet,
                    "p { border: 1mm solid #333333 }");
    expect_resolved("var(--c)var( --c)", sheet, "#222222var( --c)");
}

static void fallbacks_stand_for_what_is_not_a_colour(void **state) {
    (void)state;
    expect_resolved("var(--c, #abcdef)", "", "#abcdef");
    expect_resolved("var(--c, #abcdef)", "--c: var(--d);", "#abcdef");
    expect_resolved("var(--c, #abcdef)", "--cc: #000000; --c-2: #000000", "#abcdef");
    expect_resolved("x var(--c) y", "--c", "x var(--c) y");
    expect_resolved("var(--c", "--c:#000", "#000");
    expect_resolved("var(--", "var(--", "var(--");
    expect_resolved("", "--c:#000", "");
}

static void expect_dressed(const char *html, const char *wanted) {
    struct buffer out = BUFFER_INIT;
    weasyprint_dress(slice_from(html), SLICE("C"), &out);
    expect(&out, wanted);
}

static void each_drawing_carries_its_style(void **state) {
    (void)state;
    expect_dressed("<p><svg><path/></svg><svg class=\"a\">", "<p><svg><style>C</style><path/></svg>"
                                                             "<svg class=\"a\"><style>C</style>");
    expect_dressed("<svg aria-label=\"a > b\" x='>'>t", "<svg aria-label=\"a > b\" x='>'>"
                                                        "<style>C</style>t");
    expect_dressed("<svgs></svgs><svg/>", "<svgs></svgs><svg/>");
    expect_dressed("<svg class=\"never", "<svg class=\"never");
    expect_dressed("<svg", "<svg");
    expect_dressed("", "");
}

static void drawings_carry_the_patterns_of_the_map_before_them(void **state) {
    (void)state;
    expect_dressed("<svg><defs>1</defs></svg><svg>url(#a)</svg><svg></svg>",
                   "<svg><style>C</style><defs>1</defs></svg>"
                   "<svg><style>C</style><defs>1</defs>url(#a)</svg><svg><style>C</style></svg>");
    expect_dressed("<svg>url(#a)</svg><defs>1</defs>", "<svg><style>C</style>url(#a)</svg>"
                                                       "<defs>1</defs>");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_take_the_place_of_properties),
        cmocka_unit_test(fallbacks_stand_for_what_is_not_a_colour),
        cmocka_unit_test(each_drawing_carries_its_style),
        cmocka_unit_test(drawings_carry_the_patterns_of_the_map_before_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
