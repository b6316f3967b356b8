/*
 * One function a format, for photo.c; each does what photo_strip() says, on a file whose first
 * bytes are right.
 */
#ifndef PHOTO_FORMATS_H
#define PHOTO_FORMATS_H

#include "photo/photo.h"

/* Whether a marker of JPEG begins a frame (SOF0 to SOF15), and not what else is in their range. */
static inline bool jpeg_is_frame(unsigned marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

int jpeg_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts);
int png_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts);
int webp_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts);
int gif_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts);

/* Never fails: a drawing that it can't go through, it leaves whole, with facts->unclear. */
int svg_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts);

/* Whether a file is a drawing: its root is called svg, whatever stands before it. */
bool svg_is_drawing(struct slice bytes);

/* Takes note of an EXIF block, and of the text of an XMP one. */
void photo_see_exif(struct photo_facts *facts, struct slice block);
void photo_see_xmp(struct photo_facts *facts, struct slice text);

#endif
