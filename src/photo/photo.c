#include "photo/photo.h"

#include "photo/exif.h"
#include "photo/formats.h"

enum photo_format photo_format_of(struct slice bytes) {
    if (slice_starts(bytes, "\xFF\xD8"))
        return PHOTO_JPEG;
    if (slice_starts(bytes, "\x89PNG\r\n\x1A\n"))
        return PHOTO_PNG;
    if (slice_starts(bytes, "RIFF") && slice_is(slice_part(bytes, 8, 4), "WEBP"))
        return PHOTO_WEBP;
    if (slice_starts(bytes, "GIF87a") || slice_starts(bytes, "GIF89a"))
        return PHOTO_GIF;
    return svg_is_drawing(bytes) ? PHOTO_SVG : PHOTO_NONE;
}

/* The first block that turns the picture is the one that browsers heed. */
void photo_see_exif(struct photo_facts *facts, struct slice block) {
    struct slice tiff = exif_tiff(block);
    if (facts->orientation == 1)
        facts->orientation = exif_orientation(tiff);
    facts->position |= exif_has_position(tiff);
}

void photo_see_xmp(struct photo_facts *facts, struct slice text) {
    facts->position |= slice_search(text, SLICE("GPSLatitude")) < text.size ||
                       slice_search(text, SLICE("GPSLongitude")) < text.size;
}

int photo_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts) {
    *facts = (struct photo_facts){.orientation = 1};
    switch (photo_format_of(bytes)) {
    case PHOTO_JPEG:
        return jpeg_strip(bytes, out, facts);
    case PHOTO_PNG:
        return png_strip(bytes, out, facts);
    case PHOTO_WEBP:
        return webp_strip(bytes, out, facts);
    case PHOTO_GIF:
        return gif_strip(bytes, out, facts);
    case PHOTO_SVG:
        return svg_strip(bytes, out, facts);
    case PHOTO_NONE:
        break;
    }
    return -1;
}
