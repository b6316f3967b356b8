/*
 * Figures: the numbers of a body's figure, drawn, and as the table that every picture has beside
 * it.
 */
#ifndef SITE_FIGURES_H
#define SITE_FIGURES_H

#include "site/site.h"

/* Appends the HTML of a figure, the `index`th of its body, through the theme's partial
 * `partiels/figure`. */
void figures_add(const struct site *site, const struct site_page *page, struct arena *arena,
                 const struct figure_table *table, size_t index, struct buffer *out);

#endif
