/*
 * Actions by status over time, as their versions tell it: along the line of first parents, so that
 * what was written on a branch counts from the day it was merged.
 */
#ifndef HISTORY_TIMELINE_H
#define HISTORY_TIMELINE_H

#include "history/past.h"

/* Statuses of actions, ACTION_UNSET among them. */
#define TIMELINE_STATUSES (ACTION_ABANDONED + 1)

struct timeline_point {
    struct date month;
    size_t actions[TIMELINE_STATUSES]; /* by enum action_status */
};

struct timeline {
    struct timeline_point *points; /* a month each, oldest first; the last is the site's own */
    size_t count;
};

/*
 * From the month of the first version that this edition may tell of to the month of the site, the
 * statuses of the actions that it shows, at the end of each month; of the last month, today's.
 * Empty where nothing is known.
 */
void timeline_build(struct timeline *timeline, struct arena *arena, const struct past *past);

/* A status of an action and the version that gave it. */
struct timeline_step {
    int status; /* enum action_status */
    const struct past_version *version;
};

/* The statuses of an action, oldest first; each differs from the one before. Returns how many. */
size_t timeline_of_action(struct arena *arena, const struct past_item *item,
                          struct timeline_step **steps);

#endif
