#include "charts/ring.h"

#include "charts/draw.h"

#include <math.h>

#define SIDE 120      /* of the viewBox */
#define RADIUS "50"   /* of the middle of the line */
#define AROUND 314.16 /* of that circle */
#define ROOM 70.0     /* for the number, inside the ring */
#define LARGEST 26.0  /* font sizes */
#define SMALLEST 12.0

static void open_circle(struct drawing *drawing, const char *class_name) {
    buffer_format(drawing->out,
                  "<circle class=\"%s\" cx=\"60\" cy=\"60\" r=\"" RADIUS "\" fill=\"none\"",
                  class_name);
}

static void draw_arc(struct drawing *drawing, double percent) {
    if (percent <= 0)
        return;
    open_circle(drawing, "anneau-part");
    if (percent < 100) {
        draw_number(drawing, " stroke-dasharray=\"", AROUND * percent / 100);
        draw_number(drawing, " ", AROUND);
        BUFFER_LITERAL(drawing->out, "\" transform=\"rotate(-90 60 60)\"");
    }
    BUFFER_LITERAL(drawing->out, "/>\n");
}

/* As large as the room allows; what has none even small is cut. */
static void draw_middle(struct drawing *drawing, struct slice printed) {
    double size = fmin(LARGEST, ROOM * TEXT_SIZE / fmax(text_width(printed), 1));
    size = floor(fmax(size, SMALLEST));
    BUFFER_LITERAL(drawing->out, "<g");
    draw_attribute(drawing, "font-size", size);
    BUFFER_LITERAL(drawing->out, ">");
    draw_text(drawing, SIDE / 2.0, SIDE / 2.0 + size * 0.36, DRAW_MIDDLE,
              text_fit(drawing->arena, printed, ROOM * TEXT_SIZE / size));
    BUFFER_LITERAL(drawing->out, "</g>\n");
}

void ring_write(struct buffer *out, const struct ring *ring) {
    struct arena arena = ARENA_INIT;
    struct buffer body = BUFFER_INIT;
    struct drawing drawing = {.out = &body, .arena = &arena};
    bool known = ring->percent.present && isfinite(ring->percent.number);
    open_circle(&drawing, "anneau-piste");
    buffer_format(&body, "%s/>\n", known ? "" : " stroke-dasharray=\"4 6\"");
    if (known)
        draw_arc(&drawing, ring->percent.number);
    draw_middle(&drawing, ring->printed);
    draw_document(out, SIDE, SIDE, "anneau", ring->id, ring->title, ring->description, &body);
    buffer_dispose(&body);
    arena_dispose(&arena);
}
