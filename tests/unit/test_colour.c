#include "site/colour.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define RANDOM 10000

/* WCAG 2.1, "relative luminance" and "contrast ratio", as it writes them (its 0.03928 and the
 * 0.04045 of sRGB part no two bytes). */
static double linear(unsigned byte) {
    double srgb = byte / 255.0;
    return srgb <= 0.03928 ? srgb / 12.92 : pow((srgb + 0.055) / 1.055, 2.4);
}

static double luminance(unsigned rgb) {
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xff) +
           0.0722 * linear(rgb & 0xff);
}

static double contrast(unsigned one, unsigned other) {
    double a = luminance(one), b = luminance(other);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

struct shades {
    unsigned text, pale, lines, night; /* 0xrrggbb */
};

static unsigned read_property(const char *css, const char *name) {
    char start[32];
    unsigned rgb = 0;
    int length = snprintf(start, sizeof start, " %s: #", name);
    const char *found = strstr(css, start);
    assert_non_null(found);
    assert_int_equal(sscanf(found + length, "%6x", &rgb), 1);
    return rgb;
}

static struct shades shades_of(unsigned rgb) {
    char text[16];
    struct arena arena = ARENA_INIT;
    snprintf(text, sizeof text, "#%06x", rgb);
    struct slice css = colour_rules(&arena, slice_from(text));
    char *copy = test_malloc(css.size + 1);
    memcpy(copy, css.data, css.size);
    copy[css.size] = '\0';
    struct shades shades = {
        read_property(copy, "--couleur"),
        read_property(copy, "--couleur-fond"),
        read_property(copy, "--couleur-vive"),
        read_property(copy, "--couleur-sombre"),
    };
    test_free(copy);
    arena_dispose(&arena);
    return shades;
}

static void assert_contrast(unsigned own, unsigned shade, unsigned ground, double least) {
    double found = contrast(shade, ground);
    if (found < least)
        fail_msg("#%06x: #%06x on #%06x has %.2f, less than %.1f", own, shade, ground, found,
                 least);
}

/* The grounds are those of themes/default/static/style.css; 0x1b2126 is its --texte. */
static void assert_readable(unsigned own) {
    static const unsigned white = 0xffffff, dark[] = {0x13181c, 0x1b2227};
    struct shades shades = shades_of(own);
    assert_contrast(own, shades.text, white, 4.5);
    assert_contrast(own, shades.text, shades.pale, 4.5);
    assert_contrast(own, 0x1b2126, shades.pale, 7);
    assert_contrast(own, shades.lines, white, 3);
    assert_contrast(own, shades.lines, shades.pale, 3);
    for (size_t i = 0; i < sizeof dark / sizeof *dark; i++) {
        assert_contrast(own, shades.lines, dark[i], 3);
        assert_contrast(own, shades.night, dark[i], 4.5);
    }
}

static void any_colour_is_made_readable(void **state) {
    uint32_t seed = 20240612;
    (void)state;
    for (size_t i = 0; i < RANDOM; i++) {
        seed = seed * 1664525 + 1013904223; /* Numerical Recipes: the same colours each time */
        assert_readable(seed >> 8);
    }
}

/* The corners of the cube, its greys, and what is nearly one of them. */
static void extremes_are_made_readable(void **state) {
    static const unsigned levels[] = {0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff};
    enum { COUNT = sizeof levels / sizeof *levels };
    (void)state;
    for (size_t i = 0; i < (size_t)COUNT * COUNT * COUNT; i++)
        assert_readable(levels[i / COUNT / COUNT] << 16 | levels[i / COUNT % COUNT] << 8 |
                        levels[i % COUNT]);
    for (unsigned grey = 0; grey < 256; grey++)
        assert_readable(grey << 16 | grey << 8 | grey);
}

/* A colour that can be read is left as it was chosen. */
static void a_readable_colour_is_kept(void **state) {
    (void)state;
    assert_int_equal(shades_of(0x1f5f8b).text, 0x1f5f8b);
    assert_int_equal(shades_of(0x2f7fb5).lines, 0x2f7fb5);
    assert_int_equal(shades_of(0xffd400).night, 0xffd400);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_colour_is_made_readable),
        cmocka_unit_test(extremes_are_made_readable),
        cmocka_unit_test(a_readable_colour_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
