/*
 * Maps of the territory: the outlines of the communes, made once for the whole site, drawn to say
 * where a place is and to lead to each place.
 */
#ifndef SITE_MAPS_H
#define SITE_MAPS_H

#include "charts/outlines.h"
#include "site/site.h"

struct geojson;

struct maps {
    struct outlines outlines;
    struct map by_code;  /* code of a commune to its struct outlines_drawn */
    struct slice ground; /* the path of all */
};

/* The geometry of some outlines, in the arena. NULL when there are none (NULL), when they are all
 * in one point, or too many for a small drawing. */
const struct maps *maps_make(struct arena *arena, const struct geojson *outlines);

/* `dessin` of the map with some communes (struct commune) filled; `label` is what it says to who
 * does not see it. value_none() when there is no map, or none of them is on it. */
struct value maps_draw_places(const struct maps *maps, struct arena *arena,
                              const struct list *communes, struct slice label);

/* The same of all communes, each leading to its page; `root` is the way from the page to the root
 * of the site. It is for who points: a page that shows it has the same links as a list, so that
 * neither the keyboard nor a screen reader goes through them twice. value_none() when none has a
 * page or is on the map. */
struct value maps_draw_links(const struct maps *maps, struct arena *arena, const struct site *site,
                             const struct list *communes, struct slice root);

/* A figure of type carte: a map a series, with the legend that they share, as HTML; value_none()
 * when none of its communes is on the map, or for more than CHOROPLETH_MAPS series. Ids begin with
 * `id`. */
struct value maps_draw_figure(const struct site *site, struct arena *arena,
                              const struct figure_table *table, struct slice id);

#endif
