#include "content/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define FILE_SIZE_MAX (1024 * 1024)

static void assert_size(struct slice bytes, enum image_format format, uint32_t width,
                        uint32_t height) {
    struct image_size size = {IMAGE_PNG, 0, 0};
    assert_int_equal(image_measure(bytes, &size), 0);
    assert_int_equal(size.format, format);
    assert_int_equal(size.width, width);
    assert_int_equal(size.height, height);
}

static void assert_refused(struct slice bytes) {
    struct image_size size = {IMAGE_GIF, 7, 7};
    assert_int_equal(image_measure(bytes, &size), -1);
    assert_int_equal(size.width, 7);
}

static const struct slice png =
    SLICE("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x02\x80\0\0\x01\xE0\x08\x06\0\0\0");
static const struct slice gif = SLICE("GIF89a\x0A\0\x14\0\0\0\0");
static const struct slice lossy =
    SLICE("RIFF\x20\0\0\0WEBPVP8 \x14\0\0\0\x10\0\0\x9D\x01\x2A\x80\x42\xE0\x81\0\0");
static const struct slice lossless =
    SLICE("RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2F\x7F\xC2\x77\0\0\0");
static const struct slice extended =
    SLICE("RIFF\x20\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x7F\x02\0\xDF\x01\0");
/* A comment, a padded marker, then a progressive frame. */
static const struct slice jpeg =
    SLICE("\xFF\xD8\xFF\xFE\0\x05"
          "abc\xFF\xFF\xFF\xC2\0\x0B\x08\x01\xE0\x02\x80\x01\x01\x11\0");

static struct slice exif(char *bytes, size_t room, bool little, int orientation) {
    char directory[32];
    if (little)
        memcpy(directory, "II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0", 22);
    else
        memcpy(directory, "MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0", 22);
    directory[little ? 18 : 19] = (char)orientation;
    assert_true(room >= 64);
    memcpy(bytes,
           "\xFF\xD8\xFF\xE1\0\x1E"
           "Exif\0\0",
           12);
    memcpy(bytes + 12, directory, 22);
    memcpy(bytes + 34, jpeg.data + 2, jpeg.size - 2);
    return (struct slice){bytes, 34 + jpeg.size - 2};
}

static void measures_by_hand(void **state) {
    (void)state;
    assert_size(png, IMAGE_PNG, 640, 480);
    assert_size(gif, IMAGE_GIF, 10, 20);
    assert_size(lossy, IMAGE_WEBP, 640, 480);
    assert_size(lossless, IMAGE_WEBP, 640, 480);
    assert_size(extended, IMAGE_WEBP, 640, 480);
    assert_size(jpeg, IMAGE_JPEG, 640, 480);
}

static void turns_with_exif(void **state) {
    (void)state;
    char bytes[128];
    for (int orientation = 0; orientation < 10; orientation++) {
        bool turned = orientation >= 5 && orientation <= 8;
        for (int little = 0; little < 2; little++)
            assert_size(exif(bytes, sizeof bytes, little, orientation), IMAGE_JPEG,
                        turned ? 480 : 640, turned ? 640 : 480);
    }
}

/* A header that is cut anywhere before the size, or one that says 0, is no image. */
static void refuses_what_is_cut(void **state) {
    (void)state;
    char turned[128];
    const struct {
        struct slice bytes;
        size_t needed;
    } cases[] = {{png, 24},
                 {gif, 10},
                 {lossy, 30},
                 {lossless, 25},
                 {extended, 30},
                 {jpeg, jpeg.size},
                 {exif(turned, sizeof turned, true, 6), 32 + jpeg.size}};
    for (size_t i = 0; i < COUNT(cases); i++)
        for (size_t size = 0; size < cases[i].needed; size++) {
            char *exact = malloc(size ? size : 1); /* so that ASan sees a byte too far */
            assert_non_null(exact);
            memcpy(exact, cases[i].bytes.data, size);
            assert_refused((struct slice){exact, size});
            free(exact);
        }
    assert_refused(SLICE("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\0\0\0\x01\xE0"));
    assert_refused(SLICE("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\xFF\xFF\xFF\xFF\0\0\x01\xE0"));
    assert_refused(SLICE("\xFF\xD8\xFF\xDA\0\x02\xFF\xC0\0\x0B\x08\0\x01\0\x01\x03\x01\0\0\0"));
    assert_refused(SLICE("%PDF-1.4 with nothing of an image in it"));
    assert_refused(SLICE("RIFF\x20\0\0\0WAVEfmt and so on, as long as it takes"));
}

/* EXIF directories that point outside, at themselves or at the end say nothing. */
static void survives_wild_exif(void **state) {
    (void)state;
    char bytes[128];
    for (int byte = 0; byte < 256; byte++)
        for (size_t at = 12; at < 34; at++) {
            struct slice image = exif(bytes, sizeof bytes, true, 1);
            bytes[at] = (char)byte;
            struct image_size size;
            assert_int_equal(image_measure(image, &size), 0);
            assert_int_equal(size.width * size.height, 640 * 480);
        }
}

static void measures_drawings(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t width;
        uint32_t height;
    } cases[] = {
        {"<svg xmlns='http://www.w3.org/2000/svg' width='12' height=\"34px\"/>", 12, 34},
        {"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- x -->\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG "
         "1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg width='1e2' "
         "height='50.4'>",
         100, 50},
        {"<svg viewBox='0 0 640 480'>", 640, 480},
        {"<svg viewBox=' -10,-10 , 640,480 '>", 640, 480},
        {"<svg width='320' viewBox='0 0 640 480'>", 320, 240},
        {"<svg height='240' viewBox='0 0 640 480'>", 320, 240},
        {"<svg width='100%' height='100%' viewBox='0 0 640 480'>", 640, 480},
        {"<svg width='210mm' height='297mm' viewBox='0 0 210 297'>", 794, 1123},
        {"<svg width='1in' height='72pt'>", 96, 96},
        {"<svg width='10em' height='-4'>", 300, 150},
        {"<svg viewBox='0 0 0 480'>", 300, 150},
        {"<svg viewBox='0 0 640'>", 300, 150},
        {"<svg width='0.2' height='0.2'>", 1, 1},
        {"<s:svg xmlns:s='http://www.w3.org/2000/svg' width='5' height='6'>", 5, 6},
        {"<svg width='&#49;2' height='34'>", 12, 34},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_size(slice_from(cases[i].text), IMAGE_SVG, cases[i].width, cases[i].height);
}

static void refuses_other_markup(void **state) {
    (void)state;
    static const char *const cases[] = {
        "",
        "<",
        "<svg",
        "<svg width='3'",
        "<svg width='3' width='4'>",
        "<svg width=3>",
        "<html><svg width='3' height='4'/></html>",
        "svg",
        "<svg width='1e9' height='3'>",
        "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg width='3' height='4'/>",
        "<SVG width='3' height='4'>",
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_refused(slice_from(cases[i]));
}

/* Runs a command and returns the first line of what it prints; false when it fails. */
static bool run(const char *command, char *line, int room) {
    FILE *pipe = popen(command, "r");
    if (!pipe)
        return false;
    line[0] = '\0';
    bool read = fgets(line, room, pipe) != NULL;
    return pclose(pipe) == 0 && read;
}

static bool compare_with_identify(const char *directory, const char *name, const char *options) {
    static char bytes[FILE_SIZE_MAX];
    char command[512];
    char line[64];
    snprintf(command, sizeof command,
             "cd '%s' && convert %s '%s' 2>/dev/null && identify -format '%%w %%h\\n' '%s[0]' "
             "2>/dev/null",
             directory, options, name, name);
    if (!run(command, line, sizeof line)) /* this build of ImageMagick lacks the format */
        return false;
    unsigned width;
    unsigned height;
    assert_int_equal(sscanf(line, "%u %u", &width, &height), 2);
    char path[512];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t count = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    unlink(path);
    struct image_size size;
    assert_int_equal(image_measure((struct slice){bytes, count}, &size), 0);
    assert_int_equal(size.width, width);
    assert_int_equal(size.height, height);
    return true;
}

/* The oracle: what ImageMagick makes, ImageMagick and we measure alike. */
static void measures_as_identify_does(void **state) {
    (void)state;
    static const char *const shapes[] = {"1x1", "3x200", "640x480", "1021x17", "256x256"};
    static const struct {
        const char *name;
        const char *options;
    } kinds[] = {
        {"a.png", ""},
        {"b.png", "-depth 1 -interlace PNG"},
        {"a.jpg", ""},
        {"b.jpg", "-interlace JPEG -quality 30"},
        {"c.jpg", "-set comment texte -colorspace Gray"},
        {"a.gif", ""},
        {"a.webp", "-quality 50"},
        {"b.webp", "-define webp:lossless=true"},
        {"c.webp", "-alpha set -channel A -evaluate set 50%% -quality 40"},
    };
    char line[64];
    if (!run("identify -version 2>/dev/null && convert -version", line, sizeof line)) {
        print_message("ImageMagick is not installed: nothing to compare with\n");
        skip();
    }
    char directory[] = "/tmp/vitrine-image-XXXXXX";
    assert_non_null(mkdtemp(directory));
    size_t compared = 0;
    for (size_t i = 0; i < COUNT(shapes); i++)
        for (size_t j = 0; j < COUNT(kinds); j++) {
            char options[256];
            snprintf(options, sizeof options, "-size %s gradient:red-blue %s", shapes[i],
                     kinds[j].options);
            compared += compare_with_identify(directory, kinds[j].name, options);
        }
    rmdir(directory);
    print_message("%zu images measured as identify does\n", compared);
    assert_true(compared >= COUNT(shapes));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_by_hand),          cmocka_unit_test(turns_with_exif),
        cmocka_unit_test(refuses_what_is_cut),       cmocka_unit_test(survives_wild_exif),
        cmocka_unit_test(measures_drawings),         cmocka_unit_test(refuses_other_markup),
        cmocka_unit_test(measures_as_identify_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
