/*
 * What pdf.c is made of.
 */
#ifndef PRIVACY_PDF_H
#define PRIVACY_PDF_H

#include "base/arena.h"
#include "base/slice.h"

/* The string of a PDF that a text begins with, in UTF-8, controls made spaces; empty when there is
 * none. In the arena; long ones are cut. */
struct slice pdf_string(struct arena *arena, struct slice text);

#endif
