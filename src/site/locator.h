/*
 * The small map that says where a place is: the outlines of the communes as an SVG drawing, coarse
 * enough to weigh a few kilobytes.
 */
#ifndef SITE_LOCATOR_H
#define SITE_LOCATOR_H

#include "site/site.h"

struct geojson;

struct locator {
    int width;
    int height;
    struct map shapes;   /* code of a commune to the "d" of its path, a struct slice */
    struct slice ground; /* all the paths */
};

/* The map of some outlines; false when there are none, or too many for a small drawing. */
bool locator_init(struct locator *locator, struct arena *arena, const struct geojson *outlines);

/* `dessin` of the map with some communes (struct commune) filled; `label` is what it says to who
 * does not see it. value_none() when none of them is on the map. */
struct value locator_draw(const struct locator *locator, struct arena *arena,
                          const struct list *communes, struct slice label);

/* The same of all communes, each leading to its page; `root` is the way from the page to the root
 * of the site. value_none() when none has a page or is on the map. */
struct value locator_draw_links(const struct locator *locator, struct arena *arena,
                                const struct site *site, const struct list *communes,
                                struct slice root, struct slice label);

#endif
