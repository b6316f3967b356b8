/*
 * Pictures as they may be published: their pixels, byte for byte as they were compressed, and
 * nothing of what cameras and programs write beside them: who took it, where and when, with what,
 * an earlier state of it in small, a film after its end. Kept are what colours and movement need,
 * and the orientation, so that a picture shows as it did. JPEG, PNG, WebP and GIF; what is to be
 * kept is listed, all else goes. Drawings too (SVG), byte for byte but for what only editors read.
 */
#ifndef PHOTO_PHOTO_H
#define PHOTO_PHOTO_H

#include "base/buffer.h"

#include <stdint.h>

enum photo_format {
    PHOTO_NONE, /* another kind of file */
    PHOTO_JPEG,
    PHOTO_PNG,
    PHOTO_WEBP,
    PHOTO_GIF,
    PHOTO_SVG,
};

/* What was seen of a picture while it was gone through. */
struct photo_facts {
    uint32_t orientation; /* as in EXIF, 1 to 8 */
    bool position;        /* it says where it was taken */
    bool authored;        /* a drawing: it names its author, or files of theirs */
    bool unclear;         /* a drawing: some of what it says can't be removed, and was not */
};

/* The format that the first bytes say; a drawing's, its first element. */
enum photo_format photo_format_of(struct slice bytes);

/*
 * Appends a picture of a known format to `out`, without what may not be published. Returns 0, or -1
 * when its parts do not follow one another as its format says, up to its end: what it holds can
 * then not be told, and `out` has some of it. `facts` is set in either case, to what was seen.
 */
int photo_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts);

#endif
