/*
 * From a site to the files of its output: pages, feeds, calendar, site map, what pages refer to,
 * the theme's static files, and racine/.
 */
#ifndef PUBLISH_OUTPUT_H
#define PUBLISH_OUTPUT_H

#include "publish/publish.h"
#include "site/site.h"
#include "site/theme.h"

/*
 * Lists the files of a site, for publish_run(). Everything lives in `arena` and refers to `site`
 * and `theme`. Two files of one path are errors in site->diag.
 */
void output_list(struct arena *arena, const struct site *site, const struct theme *theme,
                 struct publish_file **files, size_t *count);

#endif
