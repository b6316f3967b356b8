/*
 * The territory's colour, made readable: shades of it with the contrasts that WCAG 2.1 asks for.
 */
#ifndef SITE_COLOUR_H
#define SITE_COLOUR_H

#include "base/slice.h"

/*
 * CSS rules that set the custom properties of the theme from "#rrggbb": --couleur (text on white
 * and on the pale ground, 4.5), --couleur-fond (pale), --couleur-vive (lines, 3 on white, pale and
 * dark grounds), --couleur-sombre (text on dark grounds, 4.5). Contrasts are those of WCAG 2.1. Any
 * colour gives some: none is refused. In the arena.
 */
struct slice colour_rules(struct arena *arena, struct slice colour);

#endif
