/*
 * How often each date of the agenda was changed: what calendars call its sequence.
 */
#ifndef HISTORY_DATES_H
#define HISTORY_DATES_H

#include "history/tell.h"

struct dates {
    struct arena *arena;
    struct map changes; /* what names an entry to its count */
};

void dates_init(struct dates *dates, struct arena *arena);

/*
 * Counts over the versions of agenda.yaml, the `count` newest links of its chain. An entry is known
 * by its id, one without by its title. What the edition withholds of other entries takes nothing
 * away from the count. Returns 0, or -1 with `error` described when the repository is broken.
 */
int dates_count(struct dates *dates, const struct teller *teller, const struct content *content,
                const struct chain *chain, size_t count, struct error *error);

/* The number of earlier versions of an entry, as far as the edition had them; 0: none is known. */
unsigned dates_changes(const struct dates *dates, const struct event *event);

#endif
