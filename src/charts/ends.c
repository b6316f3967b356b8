#include "charts/kinds.h"

#include <math.h>

#define NAMES_SHARE 0.34 /* of the width, for names at the ends */

static struct slice end_text(struct drawing *drawing, struct slice name, double number) {
    struct slice value = draw_printed(drawing, number);
    if (name.size == 0)
        return value;
    return slice_format(drawing->arena, "%.*s %.*s", SLICE_ARG(name), SLICE_ARG(value));
}

void ends_add(struct drawing *drawing, struct ends *ends, struct slice name, double number,
              double aim) {
    struct end *end = &ends->items[ends->count++];
    *end = (struct end){end_text(drawing, name, number), aim, 0};
    ends->width = fmax(ends->width, text_width(end->text));
}

bool ends_fit(const struct drawing *drawing, const struct ends *ends) {
    return ends->width + 14 <= drawing->chart->width * NAMES_SHARE;
}

static void sort(struct ends *ends) {
    for (size_t i = 1; i < ends->count; i++)
        for (size_t j = i; j > 0 && ends->items[j].aim < ends->items[j - 1].aim; j--) {
            struct end swap = ends->items[j];
            ends->items[j] = ends->items[j - 1];
            ends->items[j - 1] = swap;
        }
}

/* Down from the top, then up again from the bottom. */
bool ends_place(const struct drawing *drawing, struct ends *ends) {
    for (size_t i = 0; i < ends->count; i++)
        ends->items[i].aim = draw_y(drawing, ends->items[i].aim);
    sort(ends);
    double free = drawing->top;
    for (size_t i = 0; i < ends->count; i++) {
        ends->items[i].y = fmax(ends->items[i].aim, free);
        free = ends->items[i].y + TEXT_LINE;
    }
    double floor = drawing->bottom;
    for (size_t i = ends->count; i-- > 0;) {
        ends->items[i].y = fmin(ends->items[i].y, floor);
        floor = ends->items[i].y - TEXT_LINE;
        if (fabs(ends->items[i].y - ends->items[i].aim) > ends->most_moved ||
            ends->items[i].y < drawing->top)
            return false;
    }
    return true;
}

void ends_draw(struct drawing *drawing, const struct ends *ends) {
    for (size_t i = 0; i < ends->count; i++)
        draw_text(drawing, drawing->right + 8, ends->items[i].y + 5, DRAW_START,
                  ends->items[i].text);
}
