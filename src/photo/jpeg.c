/* JPEG: segments that begin with a marker, the compressed pixels after SOS (ITU-T T.81, annex B).
 */
#include "photo/exif.h"
#include "photo/formats.h"
#include "photo/number.h"

#define SOI 0xD8
#define EOI 0xD9
#define SOS 0xDA
#define COM 0xFE
#define APP(n) (0xE0 + (n))

#define JFIF_SIZE 14  /* without the small picture that may follow */
#define ADOBE_SIZE 12 /* what says how colours are coded */

struct jpeg {
    struct slice bytes;
    size_t at;
    struct buffer *out;
    struct photo_facts *facts;
    bool turned; /* the orientation is written */
    bool frame;
    bool scan;
};

static bool has_tag(struct slice payload, struct slice tag) {
    return slice_equal(slice_part(payload, 0, tag.size), tag);
}

static void write_segment(struct jpeg *jpeg, unsigned marker, struct slice payload) {
    size_t size = payload.size + 2;
    const char head[] = {(char)0xFF, (char)marker, (char)(size >> 8), (char)size};
    buffer_add(jpeg->out, (struct slice){head, sizeof head});
    buffer_add(jpeg->out, payload);
}

static void write_orientation(struct jpeg *jpeg) {
    char block[6 + EXIF_ORIENTED_SIZE] = "Exif\0";
    exif_write_orientation(block + 6, jpeg->facts->orientation);
    write_segment(jpeg, APP(1), (struct slice){block, sizeof block});
    jpeg->turned = true;
}

/* EXIF, or XMP in its two forms; whatever else is in APP1 is no more kept. */
static void see_app1(struct jpeg *jpeg, struct slice payload) {
    if (!has_tag(payload, SLICE("Exif\0"))) {
        photo_see_xmp(jpeg->facts, payload);
        return;
    }
    photo_see_exif(jpeg->facts, payload);
    if (jpeg->facts->orientation != 1 && !jpeg->turned)
        write_orientation(jpeg);
}

/* JFIF says that colours are YCbCr; what programs put in the other kind of APP0, JFXX, is a small
 * picture, as may be what follows the densities. */
static void keep_jfif(struct jpeg *jpeg, struct slice payload) {
    char header[JFIF_SIZE];
    if (!has_tag(payload, SLICE("JFIF\0")) || payload.size < JFIF_SIZE)
        return;
    memcpy(header, payload.data, JFIF_SIZE);
    header[12] = header[13] = 0; /* the sides of that picture */
    write_segment(jpeg, APP(0), (struct slice){header, JFIF_SIZE});
}

/* Tables, frames and scans: from SOF0 to DRI, but for markers that stand alone and the two of
 * hierarchical pictures, which browsers do not show. */
static bool is_picture(unsigned marker) {
    return (marker >= 0xC0 && marker <= 0xCF && marker != 0xC8) ||
           (marker >= SOS && marker <= 0xDD);
}

static int strip_segment(struct jpeg *jpeg, unsigned marker, struct slice payload) {
    jpeg->frame |= jpeg_is_frame(marker);
    if (is_picture(marker))
        write_segment(jpeg, marker, payload);
    else if (marker == APP(0))
        keep_jfif(jpeg, payload);
    else if (marker == APP(1))
        see_app1(jpeg, payload);
    else if (marker == APP(2) && has_tag(payload, SLICE("ICC_PROFILE\0")))
        write_segment(jpeg, marker, payload);
    else if (marker == APP(14) && has_tag(payload, SLICE("Adobe")) && payload.size >= ADOBE_SIZE)
        write_segment(jpeg, marker, slice_part(payload, 0, ADOBE_SIZE));
    else if (marker != COM && (marker < APP(0) || marker > APP(15)))
        return -1;
    return 0;
}

/* Compressed pixels: up to a marker that is not one of theirs (a zero, which stands for no marker,
 * and the restarts). */
static void copy_scan(struct jpeg *jpeg) {
    size_t start = jpeg->at;
    while (jpeg->at < jpeg->bytes.size) {
        struct slice rest = slice_from_offset(jpeg->bytes, jpeg->at);
        jpeg->at += slice_find(rest, (char)0xFF);
        unsigned next = number_big(jpeg->bytes, jpeg->at + 1, 1);
        if (jpeg->at + 1 < jpeg->bytes.size && next != 0 && (next < 0xD0 || next > 0xD7))
            break;
        jpeg->at += jpeg->at < jpeg->bytes.size ? 2 : 0;
    }
    if (jpeg->at > jpeg->bytes.size)
        jpeg->at = jpeg->bytes.size;
    buffer_add(jpeg->out, slice_part(jpeg->bytes, start, jpeg->at - start));
    jpeg->scan = true;
}

/* Takes the next marker, after the 0xFF that may pad it; 0 when there is none. */
static unsigned next_marker(struct jpeg *jpeg) {
    if (number_big(jpeg->bytes, jpeg->at, 1) != 0xFF)
        return 0;
    while (number_big(jpeg->bytes, jpeg->at, 1) == 0xFF)
        jpeg->at++;
    return number_big(jpeg->bytes, jpeg->at++, 1);
}

int jpeg_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts) {
    struct jpeg jpeg = {.bytes = bytes, .at = 2, .out = out, .facts = facts};
    BUFFER_LITERAL(out, "\xFF\xD8");
    for (;;) {
        unsigned marker = next_marker(&jpeg);
        if (marker == EOI) {
            BUFFER_LITERAL(out, "\xFF\xD9");
            return jpeg.frame && jpeg.scan ? 0 : -1;
        }
        size_t size = number_big(bytes, jpeg.at, 2);
        if (marker < 0xC0 || marker == SOI || size < 2 || jpeg.at > bytes.size ||
            size > bytes.size - jpeg.at)
            return -1;
        struct slice payload = slice_part(bytes, jpeg.at + 2, size - 2);
        jpeg.at += size;
        if (strip_segment(&jpeg, marker, payload) != 0)
            return -1;
        if (marker == SOS)
            copy_scan(&jpeg);
    }
}
