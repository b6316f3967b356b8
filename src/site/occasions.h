/*
 * Occasions: what happens on a day. An entry of the agenda, minutes, and the next meeting that
 * other minutes announce are one occasion when they are of one body on one day.
 */
#ifndef SITE_OCCASIONS_H
#define SITE_OCCASIONS_H

#include "site/site.h"

struct occasion {
    struct date date;
    int start;            /* minutes from midnight, or TIME_NONE */
    struct date end_date; /* not set: the same day */
    int end;
    struct slice title;
    struct slice place;
    const struct event *event;     /* NULL: no entry of the agenda */
    const struct minutes *minutes; /* NULL: not held yet, or not written */
    const struct body *body;       /* NULL: no meeting of a body */
    struct slice id;               /* stable, from what it is: for anchors and calendars */
};

/* Fills site->occasions, by date and time. */
void occasions_gather(struct site *site);

/* Whether an occasion is today or later. */
bool occasions_is_to_come(const struct site *site, const struct occasion *occasion);

#endif
