/* WebP: a RIFF file, chunks of a name, a length and bytes padded to an even size (RFC 9649). */
#include "photo/exif.h"
#include "photo/formats.h"
#include "photo/number.h"

#define HEADER 12 /* "RIFF", a length, "WEBP" */
#define CHUNK 8
#define FRAME 16 /* bytes before the chunks of a frame */
#define FLAG_EXIF 0x08
#define FLAG_XMP 0x04

struct webp {
    struct buffer *out;
    struct photo_facts *facts;
    size_t flags; /* where those of VP8X were written; 0: there are none */
    bool pixels;
};

static void set_number(struct buffer *out, size_t at, size_t number) {
    for (size_t i = 0; i < 4; i++)
        out->data[at + i] = (char)(number >> 8 * i);
}

/* Begins a chunk, and returns where, for end_chunk. */
static size_t begin_chunk(struct buffer *out, struct slice name) {
    buffer_add(out, name);
    BUFFER_LITERAL(out, "\0\0\0\0");
    return out->size;
}

static void end_chunk(struct buffer *out, size_t start) {
    size_t size = out->size - start;
    set_number(out, start - 4, size);
    if (size % 2)
        buffer_add_byte(out, 0);
}

static void write_chunk(struct buffer *out, struct slice name, struct slice content) {
    size_t start = begin_chunk(out, name);
    buffer_add(out, content);
    end_chunk(out, start);
}

/* Takes a chunk off `rest`. Returns 1, 0 at the end, -1 when it is cut. */
static int next_chunk(struct slice *rest, struct slice *name, struct slice *content) {
    if (rest->size == 0)
        return 0;
    size_t size = number_little(*rest, 4, 4);
    if (rest->size < CHUNK || size > rest->size - CHUNK)
        return -1;
    *name = slice_part(*rest, 0, 4);
    *content = slice_part(*rest, CHUNK, size);
    *rest = slice_from_offset(*rest, CHUNK + size + size % 2);
    return 1;
}

static bool is_pixels(struct slice name) {
    return slice_is(name, "VP8 ") || slice_is(name, "VP8L") || slice_is(name, "ALPH");
}

static int strip_frame(struct webp *webp, struct slice frame) {
    struct slice rest = slice_from_offset(frame, FRAME);
    struct slice name;
    struct slice content;
    int more;
    if (frame.size < FRAME)
        return -1;
    size_t start = begin_chunk(webp->out, SLICE("ANMF"));
    buffer_add(webp->out, slice_part(frame, 0, FRAME));
    while ((more = next_chunk(&rest, &name, &content)) > 0)
        if (is_pixels(name))
            write_chunk(webp->out, name, content);
    end_chunk(webp->out, start);
    webp->pixels = true;
    return more;
}

static int strip_chunk(struct webp *webp, struct slice name, struct slice content) {
    bool extended = slice_is(name, "VP8X");
    if (extended && (content.size < 10 || webp->flags))
        return -1;
    if (extended)
        webp->flags = webp->out->size + CHUNK;
    if (slice_is(name, "ANMF"))
        return strip_frame(webp, content);
    if (extended || is_pixels(name) || slice_is(name, "ICCP") || slice_is(name, "ANIM"))
        write_chunk(webp->out, name, content);
    else if (slice_is(name, "EXIF"))
        photo_see_exif(webp->facts, content);
    else if (slice_is(name, "XMP "))
        photo_see_xmp(webp->facts, content);
    webp->pixels |= is_pixels(name);
    return 0;
}

/* The orientation goes after the pixels, as the format has it. */
static void finish(struct webp *webp, size_t start) {
    bool turned = webp->flags && webp->facts->orientation != 1;
    if (turned) {
        char tiff[EXIF_ORIENTED_SIZE];
        exif_write_orientation(tiff, webp->facts->orientation);
        write_chunk(webp->out, SLICE("EXIF"), (struct slice){tiff, sizeof tiff});
    }
    if (webp->flags) {
        char *flags = &webp->out->data[webp->flags];
        *flags = (char)((*flags & ~(FLAG_EXIF | FLAG_XMP)) | (turned ? FLAG_EXIF : 0));
    }
    set_number(webp->out, start + 4, webp->out->size - start - CHUNK);
}

int webp_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts) {
    struct webp webp = {.out = out, .facts = facts};
    size_t start = out->size;
    size_t size = number_little(bytes, 4, 4);
    if (size < 4 || size > bytes.size - CHUNK)
        return -1;
    struct slice rest = slice_part(bytes, HEADER, size - 4);
    struct slice name;
    struct slice content;
    int more;
    buffer_add(out, slice_part(bytes, 0, HEADER));
    while ((more = next_chunk(&rest, &name, &content)) > 0)
        if (strip_chunk(&webp, name, content) != 0)
            return -1;
    finish(&webp, start);
    return more == 0 && webp.pixels ? 0 : -1;
}
