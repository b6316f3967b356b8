#include "charts/scale.h"

#include "text/french.h"

#include <math.h>

static double power_of_ten(int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; i++)
        power *= 10;
    return power;
}

/* count * mantissa * 10^exponent, dividing rather than multiplying by a fraction. */
static double multiple(long long count, int mantissa, int exponent) {
    double units = (double)count * mantissa;
    return exponent < 0 ? units / power_of_ten(-exponent) : units * power_of_ten(exponent);
}

static bool covers(struct scale *scale, double low, double high, int most) {
    double step = multiple(1, scale->mantissa, scale->exponent);
    double first = floor(low / step + 1e-9), last = ceil(high / step - 1e-9);
    if (last - first > most)
        return false;
    scale->first = (long long)first;
    scale->count = (int)(last - first) + 1;
    return true;
}

/* A range that is empty, or too thin for its numbers, goes down or up to zero. */
static void widen(double *low, double *high) {
    double largest = fmax(fabs(*low), fabs(*high));
    if (*high - *low > 1e-6 * largest && *high - *low > 1e-9)
        return;
    *low = fmin(*low, 0);
    *high = fmax(*high, 0);
    if (*high - *low <= 1e-9)
        *high = 1;
}

struct scale scale_make(double low, double high, int most, bool whole) {
    static const int mantissas[] = {1, 2, 5};
    widen(&low, &high);
    struct scale scale = {0, 2, 1, 0};
    int exponent = (int)floor(log10((high - low) / most)) - 1;
    if (whole && exponent < 0)
        exponent = 0;
    for (int i = 0; i < 12; i++) {
        scale.mantissa = mantissas[i % 3];
        scale.exponent = exponent + i / 3;
        if (covers(&scale, low, high, most))
            break;
    }
    return scale;
}

double scale_tick(const struct scale *scale, int index) {
    return multiple(scale->first + index, scale->mantissa, scale->exponent);
}

double scale_share(const struct scale *scale, double value) {
    double low = scale_tick(scale, 0), high = scale_tick(scale, scale->count - 1);
    return (value - low) / (high - low);
}

struct slice scale_print(struct arena *arena, double number, int decimals) {
    static const struct {
        double size;
        const char *suffix;
    } names[] = {{1e9, "\xC2\xA0Md"}, {1e6, "\xC2\xA0M"}};
    double size = fabs(number);
    if (size >= 1e15) {
        int exponent = (int)floor(log10(size) + 1e-12);
        struct slice digits = french_number(arena, number / power_of_ten(exponent), 2);
        return slice_format(arena, "%.*se%d", SLICE_ARG(digits), exponent);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (size >= names[i].size) {
            struct slice digits = french_number(arena, number / names[i].size, 2);
            return slice_format(arena, "%.*s%s", SLICE_ARG(digits), names[i].suffix);
        }
    return french_number(arena, number, decimals);
}

struct slice scale_print_tick(struct arena *arena, const struct scale *scale, int index) {
    int decimals = scale->exponent < 0 ? -scale->exponent : 0;
    return scale_print(arena, scale_tick(scale, index), decimals);
}
