/*
 * What is around every page: head, menu, breadcrumb, footer.
 */
#ifndef SITE_FRAME_H
#define SITE_FRAME_H

#include "site/site.h"

/* The values that all pages share under `site`; made once. */
struct value frame_site(const struct site *site);

/* Sets `page`, `site`, `menu`, `pied`, `racine`, `mots` ... of a page in `root`. */
void frame_page(const struct site *site, const struct site_page *page, struct arena *arena,
                struct value root);

#endif
