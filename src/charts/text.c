#include "charts/text.h"

#include "base/utf8.h"

/* Advances of DejaVu Sans in hundredths of an em, from the space on; the narrowest are widened to
 * what other fonts give them. */
static const unsigned char advances[95] = {
    32, 41, 46, 84, 64, 96, 78, 28, 40,  40, 50, 84, 33, 37, 33, 46, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 42, 47, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69,  62, 69, 40, 46, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 30, 32, 58, 30, 98, 64, 62, 64,  64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
};

static int advance_of(uint32_t code) {
    if (code >= 0x20 && code < 0x7F)
        return advances[code - 0x20];
    switch (code) {
    case 0xA0:   /* no-break space */
    case 0x202F: /* the narrow one: some fonts make it as wide */
    case 0x2019:
        return 33;
    case 0x2212:
        return 84;
    default:
        break;
    }
    if (code < 0x250)
        return utf8_is_upper(code) ? 100 : 66;
    return 105;
}

double text_width(struct slice text) {
    long hundredths = 0;
    while (text.size)
        hundredths += advance_of(utf8_next(&text));
    return (double)hundredths * TEXT_SIZE / 100;
}

struct slice text_fit(struct arena *arena, struct slice text, double width) {
    if (text_width(text) <= width)
        return text;
    double left = width - text_width(SLICE("…"));
    struct slice rest = text;
    size_t kept = 0;
    while (rest.size) {
        left -= advance_of(utf8_next(&rest)) * TEXT_SIZE / 100;
        if (left < 0)
            break;
        kept = text.size - rest.size;
    }
    struct slice part = slice_trim(slice_part(text, 0, kept));
    return slice_concat(arena, part, SLICE("…"));
}

/* The bytes of `text` that stand on one line: whole words, at least one. */
static size_t line_size(struct slice text, double width) {
    size_t size = slice_find(text, ' ');
    for (size_t next = size; next < text.size;) {
        next += 1 + slice_find(slice_from_offset(text, next + 1), ' ');
        if (text_width(slice_part(text, 0, next)) > width)
            break;
        size = next;
    }
    return size;
}

size_t text_wrap(struct arena *arena, struct slice text, double width, size_t most,
                 struct slice *lines, bool *whole) {
    size_t count = 0;
    bool fits = true;
    text = slice_trim(text);
    while (text.size && count < most) {
        size_t size = count + 1 == most ? text.size : line_size(text, width);
        struct slice line = slice_part(text, 0, size);
        fits = fits && text_width(line) <= width;
        lines[count++] = text_fit(arena, line, width);
        text = slice_trim(slice_from_offset(text, size));
    }
    if (whole)
        *whole = fits;
    return count;
}
