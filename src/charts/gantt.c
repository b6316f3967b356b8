#include "charts/gantt.h"

#include "charts/draw.h"

#include <math.h>

#define BESIDE 450 /* from this width on, titles stand beside their markers, else above */
#define ROW 26.0   /* a row with its title beside the marker */
#define TRACK 18.0 /* the line of a marker below its title */
#define MARKER 7.0 /* half of a marker, with a gap */
#define TITLE_LINES 2
#define GAPS_MOST ((GANTT_STEPS + 1) * TITLE_LINES)
#define TICKS_MOST 400 /* 2199 - 1900, with room */

struct plan {
    struct drawing drawing; /* chart: only what draw_text and others need */
    const struct gantt *gantt;
    int32_t first, last; /* days at the left and at the right */
    struct gap {
        double top, bottom;
    } gaps[GAPS_MOST]; /* where texts interrupt today's line, downwards */
    size_t gap_count;
};

static bool is_drawn(const struct gantt_step *step) {
    return date_is_set(step->due);
}

/* ---- The line of time ---- */

static void cover(int32_t *first, int32_t *last, struct date date) {
    if (!date_is_set(date))
        return;
    int32_t from = date_first_day(date), until = date_last_day(date);
    *first = from < *first ? from : *first;
    *last = until > *last ? until : *last;
}

/* All dates; today too, unless that would shrink them to less than half. A month at least. */
static void set_span(struct plan *plan) {
    const struct gantt *gantt = plan->gantt;
    int32_t first = INT32_MAX, last = INT32_MIN, today = gantt->today;
    cover(&first, &last, gantt->start);
    cover(&first, &last, gantt->end);
    for (size_t i = 0; i < gantt->count; i++)
        cover(&first, &last, gantt->steps[i].due);
    int32_t from = today < first ? today : first, until = today > last ? today : last;
    if (until - from <= 2 * (last - first)) {
        first = from;
        last = until;
    }
    if (last - first < 30) {
        first -= 15;
        last += 15;
    }
    plan->first = first;
    plan->last = last;
}

static double x_of(const struct plan *plan, int32_t day) {
    double share = (double)(day - plan->first) / (double)(plan->last - plan->first);
    return plan->drawing.left + share * (plan->drawing.right - plan->drawing.left);
}

/* Months from a tick to the next: the fewest that leave room between lines. */
static int tick_months(const struct plan *plan) {
    static const int steps[] = {1, 3, 6, 12, 24, 60, 120, 240};
    double months = (double)(plan->last - plan->first) / 30.44;
    double room = plan->drawing.right - plan->drawing.left;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (room * steps[i] / months >= 22)
            return steps[i];
    return 600;
}

static struct date month_of(int months) {
    return (struct date){(int16_t)(months / 12), (int8_t)(months % 12 + 1), 1};
}

/* A tick's text, and whether there is room for it after the last one. */
static void draw_tick_text(struct plan *plan, struct date month, bool years, double x,
                           double *free) {
    struct drawing *drawing = &plan->drawing;
    struct slice text = years ? slice_format(drawing->arena, "%d", month.year)
                              : slice_format(drawing->arena, "%02d/%d", month.month, month.year);
    double width = text_width(text), start = x - width / 2;
    if (start < *free || start + width > plan->gantt->width)
        return;
    draw_text(drawing, x, drawing->top - 8, DRAW_MIDDLE, text);
    *free = start + width + 12;
}

static void draw_ticks(struct plan *plan) {
    struct drawing *drawing = &plan->drawing;
    int step = tick_months(plan);
    struct date first = date_from_day(plan->first);
    int month = first.year * 12 + first.month - 1;
    double free = 0;
    month -= month % step;
    for (int i = 0; i < TICKS_MOST; i++, month += step) {
        struct date date = month_of(month);
        int32_t day = date_first_day(date);
        if (day > plan->last)
            break;
        if (day < plan->first)
            continue;
        double x = x_of(plan, day);
        draw_line(drawing, "repere", x, drawing->top - 3, x, drawing->bottom);
        draw_tick_text(plan, date, step >= 12, x, &free);
    }
}

static bool shows_today(const struct plan *plan) {
    return plan->gantt->today >= plan->first && plan->gantt->today <= plan->last;
}

/* A line of text between two x, which today's line does not cross. */
static void interrupt_today(struct plan *plan, double left, double right, double top) {
    double x = x_of(plan, plan->gantt->today);
    if (shows_today(plan) && x > left - 4 && x < right + 4)
        plan->gaps[plan->gap_count++] = (struct gap){top, top + TEXT_LINE};
}

/* Its name stands below the plot, where no other text is. */
static void draw_today(struct plan *plan) {
    struct drawing *drawing = &plan->drawing;
    if (!shows_today(plan))
        return;
    double x = x_of(plan, plan->gantt->today), width = text_width(plan->gantt->now);
    double middle = fmax(width / 2, fmin(x, plan->gantt->width - width / 2));
    double y = drawing->top - 3;
    for (size_t i = 0; i < plan->gap_count; i++) {
        if (plan->gaps[i].top > y)
            draw_line(drawing, "maintenant", x, y, x, plan->gaps[i].top);
        y = plan->gaps[i].bottom;
    }
    draw_line(drawing, "maintenant", x, y, x, drawing->bottom + 2);
    draw_text(drawing, middle, drawing->bottom + 4 + TEXT_ASCENT, DRAW_MIDDLE, plan->gantt->now);
    drawing->height = drawing->bottom + 4 + TEXT_LINE;
}

/* ---- Markers ---- */

static void draw_state(struct drawing *drawing, enum gantt_state state, double x, double y) {
    static const struct {
        const char *class_name, *shape;
    } shapes[GANTT_STATES] = {
        {"etape-faite", "m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z"}, /* a full disc */
        {"etape-en-cours", "m0-6.5l6.5 6.5l-6.5 6.5l-6.5-6.5z"},           /* a diamond */
        {"etape-a-venir", "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"},         /* a ring */
        {"etape-en-retard", "m0-7l7 12h-14z"},                             /* a triangle */
    };
    buffer_format(drawing->out, "<path class=\"%s\"", shapes[state].class_name);
    draw_number(drawing, " d=\"M", x);
    draw_number(drawing, " ", y);
    buffer_format(drawing->out, "%s\"/>\n", shapes[state].shape);
}

/* The states that are drawn, in words. */
static void draw_states(struct plan *plan) {
    struct drawing *drawing = &plan->drawing;
    bool used[GANTT_STATES] = {false};
    for (size_t i = 0; i < plan->gantt->count; i++)
        if (is_drawn(&plan->gantt->steps[i]))
            used[plan->gantt->steps[i].state] = true;
    double x = 0, y = drawing->top;
    for (int state = 0; state < GANTT_STATES; state++) {
        if (!used[state])
            continue;
        struct slice name =
            text_fit(drawing->arena, plan->gantt->states[state], plan->gantt->width - 20);
        double width = 20 + text_width(name);
        if (x > 0 && x + width > plan->gantt->width) {
            x = 0;
            y += TEXT_LINE + 3;
        }
        draw_state(drawing, (enum gantt_state)state, x + MARKER, y + TEXT_ASCENT - 5);
        draw_text(drawing, x + 20, y + TEXT_ASCENT, DRAW_START, name);
        x += width + 16;
    }
    drawing->top = y + TEXT_LINE + 8;
}

/* ---- Rows ---- */

static bool is_beside(const struct plan *plan) {
    return plan->gantt->width >= BESIDE;
}

/* A title on the side of [left, right] where it fits, else cut on the wider one. */
static void draw_beside(struct plan *plan, double left, double right, double y,
                        struct slice title) {
    struct drawing *drawing = &plan->drawing;
    double after = plan->gantt->width - right - 6, before = left - 6, width = text_width(title);
    bool at_right = width <= after || (width > before && after >= before);
    title = text_fit(drawing->arena, title, at_right ? after : before);
    width = text_width(title);
    interrupt_today(plan, at_right ? right + 6 : left - 6 - width,
                    at_right ? right + 6 + width : left - 6, y - TEXT_LINE / 2);
    draw_text(drawing, at_right ? right + 6 : left - 6, y + 5, at_right ? DRAW_START : DRAW_END,
              title);
}

/* A title above its line; returns where the line begins. */
static double draw_above(struct plan *plan, double y, struct slice title) {
    struct drawing *drawing = &plan->drawing;
    struct slice lines[TITLE_LINES];
    size_t count =
        text_wrap(drawing->arena, title, plan->gantt->width - 2, TITLE_LINES, lines, NULL);
    for (size_t i = 0; i < count; i++, y += TEXT_LINE) {
        interrupt_today(plan, 0, text_width(lines[i]), y);
        draw_text(drawing, 0, y + TEXT_ASCENT, DRAW_START, lines[i]);
    }
    return y;
}

/* How high a row is whose text is above: it may take two lines. */
static double height_above(struct plan *plan, struct slice text) {
    struct slice lines[TITLE_LINES];
    size_t count =
        text_wrap(plan->drawing.arena, text, plan->gantt->width - 2, TITLE_LINES, lines, NULL);
    return (double)count * TEXT_LINE + TRACK + 6;
}

static double row_height(struct plan *plan, struct slice title) {
    return is_beside(plan) ? ROW : height_above(plan, title);
}

static void draw_period(struct plan *plan, double y) {
    struct drawing *drawing = &plan->drawing;
    const struct gantt *gantt = plan->gantt;
    int32_t from = date_is_set(gantt->start) ? date_first_day(gantt->start) : plan->first;
    int32_t until = date_is_set(gantt->end) ? date_last_day(gantt->end) : plan->last;
    y = draw_above(plan, y, gantt->period) + TRACK / 2;
    if (until < from)
        until = from;
    BUFFER_LITERAL(drawing->out, "<rect class=\"periode\" rx=\"4\"");
    draw_attribute(drawing, "x", x_of(plan, from));
    draw_attribute(drawing, "y", y - 5);
    draw_attribute(drawing, "width", fmax(2, x_of(plan, until) - x_of(plan, from)));
    draw_attribute(drawing, "height", 10);
    BUFFER_LITERAL(drawing->out, "/>\n");
}

static void draw_step(struct plan *plan, double y, const struct gantt_step *step) {
    struct drawing *drawing = &plan->drawing;
    double from = x_of(plan, date_first_day(step->due)), x = x_of(plan, date_last_day(step->due));
    if (!is_beside(plan))
        y = draw_above(plan, y, step->title) + TRACK / 2;
    else
        y += ROW / 2;
    if (x - from > MARKER)
        draw_line(drawing, "cours", from, y, x, y);
    draw_state(drawing, step->state, x, y);
    double left = fmin(from, x - MARKER), right = x + MARKER;
    /* A deadline as wide as the drawing leaves no side free: the title lies on its line. */
    if (fmax(left, plan->gantt->width - right) < plan->gantt->width / 3.0)
        left = x - MARKER;
    if (is_beside(plan))
        draw_beside(plan, left, right, y, step->title);
}

static bool has_period(const struct gantt *gantt) {
    return date_is_set(gantt->start) || date_is_set(gantt->end);
}

static double period_height(struct plan *plan) {
    return has_period(plan->gantt) ? height_above(plan, plan->gantt->period) : 0;
}

/* Into a buffer of their own: they lie on today's line, which must know their texts. */
static void draw_rows(struct plan *plan, struct buffer *out) {
    struct drawing *drawing = &plan->drawing;
    const struct gantt *gantt = plan->gantt;
    struct buffer *body = drawing->out;
    double y = drawing->top;
    drawing->out = out;
    if (has_period(gantt))
        draw_period(plan, y);
    y += period_height(plan);
    for (size_t i = 0; i < gantt->count; i++)
        if (is_drawn(&gantt->steps[i])) {
            draw_step(plan, y, &gantt->steps[i]);
            y += row_height(plan, gantt->steps[i].title);
        }
    drawing->out = body;
    drawing->bottom = y;
    drawing->height = y + 2;
}

static void draw(struct plan *plan) {
    struct drawing *drawing = &plan->drawing;
    struct buffer rows = BUFFER_INIT;
    draw_states(plan);
    drawing->top += TEXT_LINE + 6; /* the ticks' texts */
    draw_rows(plan, &rows);
    draw_ticks(plan);
    draw_today(plan);
    buffer_add(drawing->out, buffer_slice(&rows));
    buffer_dispose(&rows);
}

bool gantt_write(struct buffer *out, const struct gantt *gantt) {
    size_t dated = 0;
    for (size_t i = 0; i < gantt->count; i++)
        dated += is_drawn(&gantt->steps[i]);
    if (dated == 0 || dated > GANTT_STEPS)
        return false;
    struct arena arena = ARENA_INIT;
    struct buffer body = BUFFER_INIT;
    struct plan plan = {.gantt = gantt};
    plan.drawing = (struct drawing){
        .out = &body, .arena = &arena, .left = MARKER + 1, .right = gantt->width - MARKER - 1};
    set_span(&plan);
    draw(&plan);
    draw_document(out, gantt->width, plan.drawing.height, gantt->class_name, gantt->id,
                  gantt->title, gantt->description, &body);
    buffer_dispose(&body);
    arena_dispose(&arena);
    return true;
}
