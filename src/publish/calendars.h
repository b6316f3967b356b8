/*
 * The calendars of a site: all its dates in agenda.ics, and those of each body beside its page.
 */
#ifndef PUBLISH_CALENDARS_H
#define PUBLISH_CALENDARS_H

#include "site/site.h"

struct calendars_file {
    struct slice path; /* below the root: "gouvernance/copil/agenda.ics" */
    struct slice bytes;
};

/* Writes the calendars of a site, in the arena. Returns how many there are. */
size_t calendars_list(struct arena *arena, const struct site *site, struct calendars_file **files);

#endif
