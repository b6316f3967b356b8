/*
 * SVG (W3C, SVG 1.1 and 2): XML, of which browsers draw what is in the name space of SVG. Editors
 * add what they alone read: elements and attributes of other name spaces (Inkscape's file names,
 * the authors of Dublin Core), comments, <metadata>. These go; all other bytes stay as they are.
 */
#include "base/base64.h"
#include "photo/formats.h"
#include "text/xml.h"

#include <string.h>
#include <strings.h>

#define SVG_SPACE "http://www.w3.org/2000/svg"
#define XLINK_SPACE "http://www.w3.org/1999/xlink"
#define BINDINGS 256 /* prefixes that are bound at one time */

/* A prefix, and whether browsers know what it stands for. */
struct binding {
    struct slice prefix; /* empty: of elements without one */
    bool known;
    bool drawing; /* it is SVG itself */
    size_t depth; /* of the element that binds it */
};

struct drawing {
    struct xml xml;
    struct buffer *out;
    struct photo_facts *facts;
    struct binding bindings[BINDINGS];
    size_t binding_count;
    size_t left_out; /* depth of the element that is being left out; 0: none */
    bool author;     /* the element that is open names one */
    bool style;      /* a style sheet is open */
    bool selective;  /* a style sheet may look at what would be left out */
};

static struct slice prefix_of(struct slice name) {
    size_t colon = slice_find(name, ':');
    return colon < name.size ? slice_part(name, 0, colon) : SLICE("");
}

/* The prefix that an attribute binds; no data: it binds none. */
static struct slice bound_by(struct slice name) {
    if (slice_is(name, "xmlns"))
        return SLICE("");
    return slice_starts(name, "xmlns:") ? xml_local_name(name) : (struct slice){NULL, 0};
}

static const struct binding *find_binding(const struct drawing *drawing, struct slice prefix) {
    for (size_t i = drawing->binding_count; i-- > 0;)
        if (slice_equal(drawing->bindings[i].prefix, prefix))
            return &drawing->bindings[i];
    return NULL;
}

static bool is_known_space(struct slice space) {
    return slice_is(space, SVG_SPACE) || slice_is(space, XLINK_SPACE);
}

/* Returns -1 past the bound. */
static int bind_prefixes(struct drawing *drawing) {
    const struct xml *xml = &drawing->xml;
    for (size_t i = 0; i < xml->attribute_count; i++) {
        struct slice prefix = bound_by(xml->attributes[i].name);
        struct slice space = xml->attributes[i].value;
        if (!prefix.data)
            continue;
        if (drawing->binding_count == BINDINGS)
            return -1;
        drawing->bindings[drawing->binding_count++] =
            (struct binding){prefix, is_known_space(space), slice_is(space, SVG_SPACE), xml->depth};
    }
    return 0;
}

static void unbind_prefixes(struct drawing *drawing) {
    while (drawing->binding_count &&
           drawing->bindings[drawing->binding_count - 1].depth > drawing->xml.depth)
        drawing->binding_count--;
}

static bool is_drawn(const struct drawing *drawing, struct slice name) {
    const struct binding *binding = find_binding(drawing, prefix_of(name));
    return binding && binding->drawing && !slice_is(xml_local_name(name), "metadata");
}

/* Draw.io puts the whole diagram, with its hidden pages, in an attribute of the root. */
static bool is_kept(const struct drawing *drawing, const struct xml_attribute *attribute) {
    struct slice name = attribute->name;
    struct slice prefix = prefix_of(name);
    if (bound_by(name).data)
        return prefix.size == 0 || is_known_space(attribute->value);
    if (prefix.size == 0)
        return drawing->xml.depth > 1 || !slice_is(name, "content");
    const struct binding *binding = find_binding(drawing, prefix);
    return slice_is(prefix, "xml") || (binding && binding->known);
}

/* ---- Photos inside it */

/* "data:image/png;base64,": what stands before the letters; empty when they are not in base64. */
static struct slice data_head(struct slice value) {
    size_t comma = slice_find(slice_part(value, 0, 128), ',');
    struct slice head = slice_part(value, 0, comma + 1);
    for (size_t i = 0; i < head.size; i++)
        if (!strchr("/;:=+-.,", head.data[i]) && !slice_is_digit(head.data[i]) &&
            ((head.data[i] | 0x20) < 'a' || (head.data[i] | 0x20) > 'z'))
            return SLICE("");
    return slice_ends(head, ";base64,") ? head : SLICE("");
}

/* Writes the value of an attribute, a photo in base64, without what it says of itself. Returns -1,
 * and writes nothing, when that can't be told. */
static int strip_photo(struct drawing *drawing, struct slice value) {
    struct buffer bytes = BUFFER_INIT, stripped = BUFFER_INIT;
    struct photo_facts facts = {0};
    struct slice head = data_head(value);
    int result = -1;
    if (head.size && base64_read(&bytes, slice_from_offset(value, head.size)) == 0 &&
        photo_format_of(buffer_slice(&bytes)) != PHOTO_SVG)
        result = photo_strip(buffer_slice(&bytes), &stripped, &facts);
    if (result == 0) {
        buffer_add(drawing->out, head);
        base64_add(drawing->out, buffer_slice(&stripped));
    }
    drawing->facts->position |= facts.position;
    buffer_dispose(&bytes);
    buffer_dispose(&stripped);
    return result;
}

static bool holds_data(struct slice text) {
    for (size_t i = 0; i + 5 <= text.size; i++)
        if (strncasecmp(text.data + i, "data:", 5) == 0)
            return true;
    return false;
}

/* ---- Tags */

/* The attribute that a tag goes on with, with the spaces before it. It was read already, and is as
 * it should be. */
static struct slice take_attribute(struct slice *tag, size_t *value) {
    size_t equals = slice_find(*tag, '=');
    size_t quote = equals + 1;
    while (quote < tag->size && tag->data[quote] != '"' && tag->data[quote] != '\'')
        quote++;
    struct slice rest = slice_from_offset(*tag, quote + 1);
    size_t size = quote + 1 + slice_find(rest, quote < tag->size ? tag->data[quote] : '"') + 1;
    struct slice whole = slice_part(*tag, 0, size);
    *value = quote;
    *tag = slice_from_offset(*tag, size);
    return whole;
}

static void write_attribute(struct drawing *drawing, const struct xml_attribute *attribute,
                            struct slice raw, size_t quote) {
    bool photo = slice_is(xml_local_name(attribute->name), "href") &&
                 slice_starts(attribute->value, "data:");
    size_t before = drawing->out->size;
    if (photo) {
        buffer_add(drawing->out, slice_part(raw, 0, quote));
        buffer_add_byte(drawing->out, '"');
        if (strip_photo(drawing, attribute->value) == 0) {
            buffer_add_byte(drawing->out, '"');
            return;
        }
        drawing->out->size = before;
    }
    drawing->facts->unclear |= holds_data(attribute->value);
    buffer_add(drawing->out, raw);
}

static void see_left_out(struct drawing *drawing, struct slice local) {
    static const char *const files[] = {"docname", "export-filename", "absref"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        drawing->facts->authored |= slice_is(local, files[i]);
}

static void write_tag(struct drawing *drawing, struct slice tag) {
    const struct xml *xml = &drawing->xml;
    size_t head = 1 + xml->name.size; /* "<name" */
    buffer_add(drawing->out, slice_part(tag, 0, head));
    tag = slice_from_offset(tag, head);
    for (size_t i = 0; i < xml->attribute_count; i++) {
        size_t quote;
        struct slice raw = take_attribute(&tag, &quote);
        if (is_kept(drawing, &xml->attributes[i]))
            write_attribute(drawing, &xml->attributes[i], raw, quote);
        else
            see_left_out(drawing, xml_local_name(xml->attributes[i].name));
    }
    buffer_add(drawing->out, tag);
}

static int strip_open(struct drawing *drawing, struct slice tag) {
    const struct xml *xml = &drawing->xml;
    if (bind_prefixes(drawing) != 0)
        return -1;
    struct slice local = xml_local_name(xml->name);
    bool drawn = is_drawn(drawing, xml->name);
    if (xml->depth == 1 && !drawn) /* browsers would draw nothing of it either */
        return -1;
    if (!drawing->left_out && !drawn)
        drawing->left_out = xml->depth;
    drawing->author = /* Inkscape writes <dc:creator><cc:Agent><dc:title>NAME */
        drawing->left_out &&
        (slice_is(local, "creator") || slice_is(local, "author") || slice_is(local, "title"));
    drawing->style = drawn && slice_is(local, "style");
    if (!drawing->left_out)
        write_tag(drawing, tag);
    return 0;
}

static void strip_close(struct drawing *drawing, struct slice tag) {
    if (!drawing->left_out)
        buffer_add(drawing->out, tag);
    else if (drawing->xml.depth < drawing->left_out)
        drawing->left_out = 0;
    drawing->style = false;
    unbind_prefixes(drawing);
}

/* A rule that counts elements, or asks for an attribute, may apply otherwise once some are gone. */
static bool is_selective(struct slice css) {
    static const char *const words[] = {"-child", "-of-type", ":empty", ":has", "+", "~", "["};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_search(css, slice_from(words[i])) < css.size)
            return true;
    return false;
}

static void strip_text(struct drawing *drawing, struct slice raw) {
    struct slice text = slice_trim(drawing->xml.text);
    drawing->facts->authored |= drawing->author && text.size;
    if (drawing->left_out)
        return;
    if (drawing->style) {
        drawing->selective |= is_selective(text);
        drawing->facts->unclear |= holds_data(text);
    }
    buffer_add(drawing->out, raw);
}

/* Returns -1 when what is drawn can't be told from what is not. */
static int strip_next(struct drawing *drawing, struct slice raw) {
    switch (drawing->xml.kind) {
    case XML_OPEN:
        return strip_open(drawing, raw);
    case XML_CLOSE:
        strip_close(drawing, raw);
        return 0;
    case XML_TEXT:
    case XML_CDATA:
        strip_text(drawing, raw);
        return 0;
    case XML_DECLARATION:
    case XML_DOCTYPE:
    case XML_END_OF_FILE: /* white space */
        buffer_add(drawing->out, raw);
        return 0;
    case XML_COMMENT:
    case XML_INSTRUCTION:
        return 0;
    case XML_MALFORMED:
    case XML_DOCTYPE_OPEN:
    case XML_ENTITY:
        break;
    }
    return -1;
}

int svg_strip(struct slice bytes, struct buffer *out, struct photo_facts *facts) {
    struct drawing drawing = {.out = out, .facts = facts};
    size_t before = out->size;
    int result;
    xml_init(&drawing.xml, bytes);
    buffer_add(out, slice_part(bytes, 0, bytes.size - drawing.xml.rest.size)); /* a mark of order */
    do {
        const char *from = drawing.xml.rest.data;
        xml_next(&drawing.xml);
        size_t size = (size_t)(drawing.xml.rest.data - from);
        result = strip_next(&drawing, (struct slice){from, size});
    } while (result == 0 && drawing.xml.kind != XML_END_OF_FILE);
    xml_dispose(&drawing.xml);
    struct slice stripped = slice_from_offset(buffer_slice(out), before);
    if (result == 0 && (!drawing.selective || slice_equal(stripped, bytes)))
        return 0;
    facts->unclear = true;
    out->size = before;
    buffer_add(out, bytes);
    return 0;
}

bool svg_is_drawing(struct slice bytes) {
    struct xml xml;
    if (slice_find(slice_part(bytes, 0, 64), '<') == 64)
        return false;
    xml_init(&xml, bytes);
    while (xml_next(&xml) == XML_DECLARATION || xml.kind == XML_DOCTYPE ||
           xml.kind == XML_COMMENT || xml.kind == XML_INSTRUCTION)
        continue;
    bool drawing = xml.kind == XML_OPEN && slice_is(xml_local_name(xml.name), "svg");
    xml_dispose(&xml);
    return drawing;
}
