/*
 * Style sheets as they are published: comments are for those who write themes, visitors don't
 * download them.
 */
#ifndef SITE_STYLESHEET_H
#define SITE_STYLESHEET_H

#include "base/slice.h"

/* The sheet without its comments and its indentation; strings are left as they are. In the arena.
 */
struct slice stylesheet_compact(struct arena *arena, struct slice sheet);

#endif
