#include "photo/exif.h"
#include "photo/photo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define FILE_SIZE_MAX (64 * 1024)

/* Pictures that exiftool has filled with a name, CANARI, a position and a comment, and turned; the
 * JPEG has more bytes after its end. */
static const struct {
    const char *name;
    enum photo_format format;
    uint32_t orientation;
    bool position;
} pictures[] = {{"annotee.jpg", PHOTO_JPEG, 6, true},
                {"annotee.png", PHOTO_PNG, 6, true},
                {"annotee.webp", PHOTO_WEBP, 6, true},
                {"annotee.gif", PHOTO_GIF, 1, false},
                {"annotee.svg", PHOTO_SVG, 1, true}}; /* the JPEG is in it */

static struct slice read_picture(const char *name) {
    char path[256];
    char *bytes = malloc(FILE_SIZE_MAX);
    snprintf(path, sizeof path, "tests/fuzz/seeds/photo/%s", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, FILE_SIZE_MAX, file);
    fclose(file);
    assert_in_range(size, 1, FILE_SIZE_MAX - 1);
    return (struct slice){bytes, size};
}

static bool holds(struct slice bytes, struct slice words) {
    return slice_search(bytes, words) < bytes.size;
}

static void keeps_pixels_and_orientation(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(pictures); i++) {
        struct slice bytes = read_picture(pictures[i].name);
        struct buffer out = BUFFER_INIT, again = BUFFER_INIT;
        struct photo_facts facts;
        assert_int_equal(photo_format_of(bytes), pictures[i].format);
        assert_true(holds(bytes, SLICE("CANARI")));
        assert_int_equal(photo_strip(bytes, &out, &facts), 0);
        assert_int_equal(facts.orientation, pictures[i].orientation);
        assert_int_equal(facts.position, pictures[i].position);
        assert_false(holds(buffer_slice(&out), SLICE("CANARI")));
        assert_false(holds(buffer_slice(&out), SLICE("Appareil")));
        assert_true(out.size < bytes.size / 2);
        assert_int_equal(photo_format_of(buffer_slice(&out)), pictures[i].format);

        assert_int_equal(photo_strip(buffer_slice(&out), &again, &facts), 0);
        assert_true(slice_equal(buffer_slice(&out), buffer_slice(&again)));
        assert_int_equal(facts.orientation, pictures[i].orientation);
        assert_false(facts.position);
        buffer_dispose(&out);
        buffer_dispose(&again);
        free((void *)bytes.data);
    }
}

/* Whatever comes before the end of a picture, it is not whole; a GIF may lack its last byte. */
static void refuses_what_is_cut(void **state) {
    (void)state;
    for (size_t i = 0; pictures[i].format != PHOTO_GIF; i++) {
        struct slice bytes = read_picture(pictures[i].name);
        struct buffer whole = BUFFER_INIT, out = BUFFER_INIT;
        struct photo_facts facts;
        assert_int_equal(photo_strip(bytes, &whole, &facts), 0);
        for (size_t size = 0; size < whole.size; size++) {
            char *cut = malloc(size + 1); /* so that AddressSanitizer sees what is read past it */
            memcpy(cut, whole.data, size);
            buffer_reset(&out);
            assert_int_equal(photo_strip((struct slice){cut, size}, &out, &facts), -1);
            free(cut);
        }
        buffer_dispose(&whole);
        buffer_dispose(&out);
        free((void *)bytes.data);
    }
}

/* A damaged byte anywhere: refused, or published with nothing more to take away (a drawing, or as
 * it is, which is said). */
static void survives_damage(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(pictures); i++) {
        struct slice bytes = read_picture(pictures[i].name);
        struct buffer out = BUFFER_INIT, again = BUFFER_INIT;
        struct photo_facts facts;
        for (size_t at = 0; at < bytes.size; at++) {
            char *byte = (char *)bytes.data + at;
            char before = *byte;
            *byte = (char)~before;
            buffer_reset(&out);
            buffer_reset(&again);
            if (photo_strip(bytes, &out, &facts) == 0) {
                assert_int_equal(photo_strip(buffer_slice(&out), &again, &facts), 0);
                assert_true(slice_equal(buffer_slice(&out), buffer_slice(&again)));
            }
            *byte = before;
        }
        buffer_dispose(&out);
        buffer_dispose(&again);
        free((void *)bytes.data);
    }
}

#define FRAME "\xFF\xC0\0\x0B\x08\0\x01\0\x01\x01\x01\x11\0"
#define SCAN                                                                                       \
    "\xFF\xDA\0\x08\x01\x01\0\0\x3F\0"                                                             \
    "\x12\xFF\0\x34\xFF\xD0\x56"
#define END "\xFF\xD9"

static void assert_jpeg(struct slice bytes, struct slice wanted) {
    struct buffer out = BUFFER_INIT;
    struct photo_facts facts;
    assert_int_equal(photo_strip(bytes, &out, &facts), 0);
    assert_true(slice_equal(buffer_slice(&out), wanted));
    buffer_dispose(&out);
}

/* The small picture of JFIF goes, as do the pictures and films after the end; colours stay. */
static void keeps_of_a_jpeg_what_it_needs(void **state) {
    (void)state;
    assert_jpeg(SLICE("\xFF\xD8\xFF\xE0\0\x13JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01"
                      "abc" FRAME SCAN END "\xFF\xD8" FRAME SCAN END),
                SLICE("\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x02\0\0\x01\0\x01\0\0" FRAME SCAN END));
    assert_jpeg(SLICE("\xFF\xD8\xFF\xE2\0\x12ICC_PROFILE\0\x01\x01"
                      "zz\xFF\xE2\0\x06MPF\0" FRAME "\xFF\xFF\xFE\0\x04"
                      "zz" SCAN "\xFF\xED\0\x04"
                      "ii" SCAN END),
                SLICE("\xFF\xD8\xFF\xE2\0\x12ICC_PROFILE\0\x01\x01"
                      "zz" FRAME SCAN SCAN END));
    assert_jpeg(SLICE("\xFF\xD8\xFF\xEE\0\x10"
                      "Adobe\0\x64\0\0\0\0\x01zz" FRAME SCAN END),
                SLICE("\xFF\xD8\xFF\xEE\0\x0E"
                      "Adobe\0\x64\0\0\0\0\x01" FRAME SCAN END));
}

static void refuses_what_is_no_picture(void **state) {
    (void)state;
    static const struct slice wrong[] = {
        SLICE(""),
        SLICE("%PDF-1.7"),
        SLICE("\xFF\xD8" END),                             /* nothing in it */
        SLICE("\xFF\xD8" FRAME END),                       /* no pixels */
        SLICE("\xFF\xD8" FRAME SCAN),                      /* no end */
        SLICE("\xFF\xD8" FRAME "garbage" SCAN END),        /* bytes between two parts */
        SLICE("\xFF\xD8" FRAME "\xFF\xF7\0\x02" SCAN END), /* not for browsers */
        SLICE("\x89PNG\r\n\x1A\n"),
        SLICE("\x89PNG\r\n\x1A\n\0\0\0\0IEND\0\0\0\0"),
        SLICE("RIFF\x04\0\0\0WEBP"),
        SLICE("RIFF\xFF\0\0\0WEBPVP8 \0\0\0\0"),
        SLICE("GIF89a\1\0\1\0\0\0\0;"),
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct buffer out = BUFFER_INIT;
        struct photo_facts facts;
        assert_int_equal(photo_strip(wrong[i], &out, &facts), -1);
        buffer_dispose(&out);
    }
}

#define XMLNS "xmlns=\"http://www.w3.org/2000/svg\""

static void assert_svg(const char *text, const char *wanted, bool authored, bool unclear) {
    struct buffer out = BUFFER_INIT;
    struct photo_facts facts;
    assert_int_equal(photo_format_of(slice_from(text)), PHOTO_SVG);
    assert_int_equal(photo_strip(slice_from(text), &out, &facts), 0);
    buffer_add_byte(&out, '\0');
    assert_string_equal(out.data, wanted ? wanted : text);
    assert_int_equal(facts.authored, authored);
    assert_int_equal(facts.unclear, unclear);
    buffer_dispose(&out);
}

/* Name spaces decide, not prefixes; what is kept is kept to the byte. */
static void keeps_of_a_drawing_what_is_drawn(void **state) {
    (void)state;
    assert_svg("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- a --><svg " XMLNS " ><g  id='a' >a&amp;b"
               "<![CDATA[c]]></g >\n</svg>\n",
               "\xEF\xBB\xBF<?xml version='1.0'?><svg " XMLNS " ><g  id='a' >a&amp;b"
               "<![CDATA[c]]></g >\n</svg>\n",
               false, false);
    assert_svg(
        "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\" content='&lt;mxfile'><s:g content='a'/>"
        "<g/></s:svg>",
        "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:g content='a'/></s:svg>", false, false);
    assert_svg("<svg " XMLNS " xmlns:a='u:a'><g a:b='1' xml:space='preserve' xmlns:a='u:c'><a:x>"
               "<rect/></a:x></g><x xmlns=''>y</x><metadata><creator>N</creator></metadata></svg>",
               "<svg " XMLNS "><g xml:space='preserve'></g></svg>", true, false);
    assert_svg("<svg " XMLNS " xmlns:s='u:s' s:docname='a=\"b\"' id='x'/>",
               "<svg " XMLNS " id='x'/>", true, false);
}

/* Rather as it was than damaged. */
static void leaves_a_drawing_it_does_not_understand(void **state) {
    (void)state;
    assert_svg("<svg><!-- no name space --></svg>", NULL, false, true);
    assert_svg("<svg " XMLNS "><!-- a --><g></svg>", NULL, false, true);
    assert_svg("<svg " XMLNS "><!-- a --><style>g:nth-child(2) {}</style></svg>", NULL, false,
               true);
    assert_svg("<svg " XMLNS "><style>g:nth-child(2) {}</style></svg>", NULL, false, false);
    assert_svg("<svg " XMLNS "><!-- a --><image href=\"data:image/png;base64,AAAA\"/></svg>",
               "<svg " XMLNS "><image href=\"data:image/png;base64,AAAA\"/></svg>", false, true);
    assert_svg("<svg " XMLNS "><g style=\"fill:url(data:image/png;base64,AAAA)\"/></svg>", NULL,
               false, true);
}

static void writes_an_orientation(void **state) {
    (void)state;
    for (uint32_t orientation = 1; orientation <= 8; orientation++) {
        char tiff[EXIF_ORIENTED_SIZE];
        exif_write_orientation(tiff, orientation);
        assert_int_equal(exif_orientation((struct slice){tiff, sizeof tiff}), orientation);
        assert_false(exif_has_position((struct slice){tiff, sizeof tiff}));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_pixels_and_orientation),
        cmocka_unit_test(refuses_what_is_cut),
        cmocka_unit_test(survives_damage),
        cmocka_unit_test(keeps_of_a_jpeg_what_it_needs),
        cmocka_unit_test(refuses_what_is_no_picture),
        cmocka_unit_test(keeps_of_a_drawing_what_is_drawn),
        cmocka_unit_test(leaves_a_drawing_it_does_not_understand),
        cmocka_unit_test(writes_an_orientation),
    };
    return cmocka_run_group_tests_name("photo", tests, NULL, NULL);
}
