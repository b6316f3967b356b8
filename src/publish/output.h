/*
 * From sites to the files of one output: pages, what pages refer to, the theme's static files; for
 * today's site also feeds, calendar, site map, redirects and racine/. An official version lies
 * whole below today's site, so that its links stay within it. The locked room is the partners'
 * sites, of which only the encryptor sees anything.
 */
#ifndef PUBLISH_OUTPUT_H
#define PUBLISH_OUTPUT_H

#include "publish/publish.h"
#include "publish/room.h"
#include "site/site.h"
#include "site/theme.h"

/* The locked room: the partners' sites, and what they are sealed with. */
struct output_room {
    const struct site_set *set;
    const struct room_key *key;
};

/*
 * Lists the files of the sites of a set for publish_run(); and, sealed, those of the locked room
 * (NULL: there is none): its pages, data, and the documents and images that are not public.
 * Everything lives in `arena` and refers to the sites, `theme` and the room. Two files
 * of one path are errors in site->diag. Returns 0, or -1 with `error` described: nothing can be
 * sealed.
 */
int output_list(struct arena *arena, const struct site_set *set, const struct theme *theme,
                const struct output_room *room, struct publish_file **files, size_t *count,
                struct error *error);

#endif
