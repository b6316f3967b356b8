/*
 * A Gantt chart: the steps of a project on a line of time, each a marker at its deadline, below the
 * bar of the whole period. As chart.h, it knows nothing of where they come from; the list of steps
 * is the caller's.
 *
 * Classes that a theme styles, beside those of chart.h: periode (the bar), cours (the line of a
 * deadline known to the month or year), maintenant (today's line), etape-faite, etape-en-cours,
 * etape-a-venir, etape-en-retard (the markers, which also differ by their shapes).
 */
#ifndef CHARTS_GANTT_H
#define CHARTS_GANTT_H

#include "base/buffer.h"
#include "base/date.h"

enum gantt_state { GANTT_DONE, GANTT_RUNNING, GANTT_TO_COME, GANTT_LATE };
#define GANTT_STATES 4
#define GANTT_STEPS 100 /* more are not drawn */

struct gantt_step {
    struct slice title;
    struct date due; /* not set: the step is left out */
    enum gantt_state state;
};

struct gantt {
    int width; /* of the viewBox: 240 to 1200 */
    const char *class_name;
    struct slice id;
    struct slice title;
    struct slice description;
    struct date start, end; /* of the whole; each may be unset */
    struct slice period;    /* its name */
    int32_t today;          /* a day number */
    struct slice now;       /* "aujourd’hui" */
    struct slice states[GANTT_STATES];
    const struct gantt_step *steps;
    size_t count;
};

/* Appends the <svg> and returns true; or returns false, appending nothing, when no step has a
 * deadline or there are too many of them. */
bool gantt_write(struct buffer *out, const struct gantt *gantt);

#endif
