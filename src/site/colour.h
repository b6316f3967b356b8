/*
 * The territory's colour, made readable: shades of it with the contrasts that WCAG 2.1 asks for.
 */
#ifndef SITE_COLOUR_H
#define SITE_COLOUR_H

#include "base/slice.h"

/*
 * CSS rules that set the custom properties of the theme from "#rrggbb": --couleur (text on white,
 * 4.5), --couleur-fond (pale), --couleur-vive (lines, 3 on white and on dark), --couleur-sombre
 * (text on the dark ground, 4.5). In the arena.
 */
struct slice colour_rules(struct arena *arena, struct slice colour);

/* The contrast of two colours "#rrggbb", 1 to 21 (WCAG 2.1, relative luminance). */
double colour_contrast(struct slice a, struct slice b);

#endif
