/*
 * What a camera writes beside the pixels: EXIF, a small TIFF file. Two things of it are read: how
 * the picture is turned, and whether it says where it was taken.
 */
#ifndef PHOTO_EXIF_H
#define PHOTO_EXIF_H

#include "base/slice.h"

#include <stdint.h>

/* The TIFF file of an EXIF block, which may begin with "Exif" and two zeros. */
struct slice exif_tiff(struct slice block);

/* The orientation that it says, 1 to 8; 1, upright, when it says none (tag 0x0112 of the first
 * directory). */
uint32_t exif_orientation(struct slice tiff);

/* Whether it says a latitude or a longitude (tag 0x8825 leads to a directory that has them). */
bool exif_has_position(struct slice tiff);

/* A TIFF file that says an orientation and nothing else. */
#define EXIF_ORIENTED_SIZE 26
void exif_write_orientation(char tiff[EXIF_ORIENTED_SIZE], uint32_t orientation);

#endif
