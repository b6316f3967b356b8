/*
 * From sites to the files of one output: pages, what pages refer to, the theme's static files; for
 * today's site also feeds, calendar, site map, redirects and racine/. An official version lies
 * whole below today's site, so that its links stay within it.
 */
#ifndef PUBLISH_OUTPUT_H
#define PUBLISH_OUTPUT_H

#include "publish/publish.h"
#include "site/site.h"
#include "site/theme.h"

/*
 * Lists the files of `site_count` sites, today's first, for publish_run(). Everything lives in
 * `arena` and refers to the sites and `theme`. Two files of one path are errors in site->diag.
 */
void output_list(struct arena *arena, struct site *const *sites, size_t site_count,
                 const struct theme *theme, struct publish_file **files, size_t *count);

#endif
