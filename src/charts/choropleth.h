/*
 * Choropleths: territories shaded by a number, in five classes at most, as inline SVG and the
 * legend below it; one map, or several side by side that share their classes. Classes are told
 * apart without colour: grades go from light to dark, and the middle ones have patterns, each with
 * more ink than the one before (Bertin, Sémiologie graphique, 1967: value, then grain). A number
 * stands on its territory where there is room; what has none is strewn with crosses.
 *
 * Classes that a theme styles: dessin and choroplethe (the svg), classe-1 to classe-5 (the ground
 * of a grade, from the lowest), sans-donnee (that of territories without number), motif (the lines
 * of a pattern), legende (the list), dessin-large and dessin-etroit (the numbers, for a wide and
 * for a narrow column), cartes (the list of several maps).
 */
#ifndef CHARTS_CHOROPLETH_H
#define CHARTS_CHOROPLETH_H

#include "base/buffer.h"
#include "charts/outlines.h"

#define CHOROPLETH_CLASSES 5
#define CHOROPLETH_MAPS 6 /* side by side */

struct choropleth_classes {
    bool distinct; /* each class is one number: its `from` */
    size_t count;
    double from[CHOROPLETH_CLASSES]; /* a class goes from here to below the next one's */
};

/*
 * Classes for some numbers, all finite: one for each when they are five at most, else about as many
 * numbers in each, cut at round numbers. None is empty. count is 0 when there are no numbers.
 */
struct choropleth_classes choropleth_classify(const double *numbers, size_t count);

/* The class of a number, from 0. */
size_t choropleth_class(const struct choropleth_classes *classes, double number);

struct choropleth_area {
    const struct outlines_drawn *drawn;
    bool present;
    double number;
    struct slice printed; /* on the territory, when there is a number */
    struct slice words;   /* its name and what it has, for who points at it */
};

struct choropleth_map {
    struct slice name; /* above it, when there are several */
    struct slice title;
    struct slice description;
    const struct choropleth_area *areas;
};

struct choropleth {
    struct slice id; /* ids begin with it: unique in the page */
    int width;       /* of the outlines */
    int height;
    const struct choropleth_map *maps;
    size_t map_count;
    size_t count; /* of the areas of each map */
    struct choropleth_classes classes;
    const struct slice *legend; /* what each class is */
    struct slice missing;       /* what the territories without number are */
};

/* Appends the <svg> of each map, and the <ul> of their legend. */
void choropleth_write(struct buffer *out, const struct choropleth *choropleth);

#endif
