#include "site/colour.h"

#include "base/arena.h"

#include <math.h>

struct rgb {
    double channel[3]; /* 0 to 1 */
};

static const struct rgb white = {{1, 1, 1}};
static const struct rgb black = {{0, 0, 0}};
/* The lighter of the theme's dark grounds: what is light enough there is so on the other. */
static const struct rgb dark = {{0x1b / 255.0, 0x22 / 255.0, 0x27 / 255.0}};

static int digit(char byte) {
    return byte <= '9' ? byte - '0' : (byte | 0x20) - 'a' + 10;
}

static struct rgb parse(struct slice text) {
    struct rgb rgb;
    for (size_t i = 0; i < 3; i++)
        rgb.channel[i] = (digit(text.data[1 + 2 * i]) * 16 + digit(text.data[2 + 2 * i])) / 255.0;
    return rgb;
}

static double luminance(struct rgb rgb) {
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (size_t i = 0; i < 3; i++) {
        double c = rgb.channel[i];
        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(struct rgb a, struct rgb b) {
    double light_a = luminance(a) + 0.05, light_b = luminance(b) + 0.05;
    return light_a > light_b ? light_a / light_b : light_b / light_a;
}

/* `share` of b in a, in steps that a byte can tell. */
static struct rgb mix(struct rgb a, struct rgb b, double share) {
    struct rgb mixed;
    for (size_t i = 0; i < 3; i++)
        mixed.channel[i] = round((a.channel[i] * (1 - share) + b.channel[i] * share) * 255) / 255;
    return mixed;
}

/* The least mixture of `toward` that has `ratio` against `ground`. */
static struct rgb reach(struct rgb colour, struct rgb toward, struct rgb ground, double ratio) {
    for (int step = 0; step < 100; step++) {
        struct rgb mixed = mix(colour, toward, step / 100.0);
        if (contrast(mixed, ground) >= ratio)
            return mixed;
    }
    return toward;
}

static struct slice hex(struct arena *arena, struct rgb rgb) {
    return slice_format(arena, "#%02x%02x%02x", (unsigned)(rgb.channel[0] * 255 + 0.5),
                        (unsigned)(rgb.channel[1] * 255 + 0.5),
                        (unsigned)(rgb.channel[2] * 255 + 0.5));
}

struct slice colour_rules(struct arena *arena, struct slice colour) {
    struct rgb own = parse(colour);
    struct rgb pale = mix(own, white, 0.93);
    struct rgb text = reach(own, black, pale, 4.6); /* on white it is more */
    /* What has 3.1 on both is of a luminance between 0.154 and 0.239 or more, so that a step made
     * lighter never goes back beyond. */
    struct rgb lines = reach(reach(own, black, pale, 3.1), white, dark, 3.1);
    struct rgb night = reach(own, white, dark, 4.6);
    return slice_format(arena,
                        "\n@layer base {\n  :root { --couleur: %s; --couleur-fond: %s; "
                        "--couleur-vive: %s; --couleur-sombre: %s; }\n}\n",
                        hex(arena, text).data, hex(arena, pale).data, hex(arena, lines).data,
                        hex(arena, night).data);
}
