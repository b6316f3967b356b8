#include "text/xml.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

void xml_init(struct xml *xml, struct slice bytes) {
    memset(xml, 0, sizeof *xml);
    xml->kind = XML_COMMENT; /* anything but an end */
    xml->rest = slice_starts(bytes, "\xEF\xBB\xBF") ? slice_from_offset(bytes, 3) : bytes;
}

void xml_dispose(struct xml *xml) {
    buffer_dispose(&xml->decoded);
}

struct slice xml_local_name(struct slice name) {
    size_t colon = slice_find(name, ':');
    return colon < name.size ? slice_from_offset(name, colon + 1) : name;
}

struct slice xml_attribute(const struct xml *xml, const char *name) {
    for (size_t i = 0; i < xml->attribute_count; i++)
        if (slice_is(xml->attributes[i].name, name))
            return xml->attributes[i].value;
    return (struct slice){NULL, 0};
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_name_start(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

static bool is_name_byte(char byte) {
    return is_name_start(byte) || (byte >= '0' && byte <= '9') || byte == '-' || byte == '.';
}

/* XML's Char production: controls and the two non-characters are out. */
static bool is_char(uint32_t code) {
    if (code < 0x20)
        return code == '\t' || code == '\n' || code == '\r';
    return (code < 0xD800 || code > 0xDFFF) && code != 0xFFFE && code != 0xFFFF && code <= 0x10FFFF;
}

static bool is_clean(struct slice text) {
    if (utf8_check(text) != text.size)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte < 0x20 && !is_char(byte))
            return false;
        if (byte == 0xEF && i + 2 < text.size && (unsigned char)text.data[i + 1] == 0xBF &&
            (unsigned char)text.data[i + 2] >= 0xBE)
            return false;
    }
    return true;
}

static void skip(struct xml *xml, size_t size) {
    xml->rest = slice_from_offset(xml->rest, size);
}

/* Skips white space and tells whether there was any. */
static bool skip_spaces(struct xml *xml) {
    size_t size = 0;
    while (size < xml->rest.size && is_space(xml->rest.data[size]))
        size++;
    skip(xml, size);
    return size != 0;
}

static bool take(struct xml *xml, const char *literal) {
    if (!slice_starts(xml->rest, literal))
        return false;
    skip(xml, strlen(literal));
    return true;
}

/* Takes all up to `end`, and `end` itself. */
static bool take_until(struct xml *xml, const char *end, struct slice *text) {
    size_t size = slice_search(xml->rest, slice_from(end));
    if (size == xml->rest.size)
        return false;
    *text = slice_part(xml->rest, 0, size);
    skip(xml, size + strlen(end));
    return is_clean(*text);
}

/* A name with at most one prefix, all ASCII. */
static bool take_name(struct xml *xml, struct slice *name) {
    struct slice rest = xml->rest;
    size_t size = 0;
    bool prefixed = false;
    if (rest.size == 0 || !is_name_start(rest.data[0]))
        return false;
    while (size < rest.size && (is_name_byte(rest.data[size]) || rest.data[size] == ':')) {
        if (rest.data[size] == ':') {
            if (prefixed || size + 1 >= rest.size || !is_name_start(rest.data[size + 1]))
                return false;
            prefixed = true;
        }
        size++;
    }
    *name = slice_part(rest, 0, size);
    skip(xml, size);
    return true;
}

/* The code point of a reference like "#65" or "#x41"; 0 when it is none that XML allows. */
static uint32_t numeric_reference(struct slice inside) {
    bool hexadecimal = slice_starts(inside, "#x");
    uint32_t code = 0;
    size_t start = hexadecimal ? 2 : 1;
    for (size_t i = start; i < inside.size; i++) {
        char byte = inside.data[i];
        char lower = byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
        if (byte >= '0' && byte <= '9')
            code = code * (hexadecimal ? 16 : 10) + (uint32_t)(byte - '0');
        else if (hexadecimal && lower >= 'a' && lower <= 'f')
            code = code * 16 + (uint32_t)(lower - 'a' + 10);
        else
            return 0;
        if (code > 0x10FFFF)
            return 0;
    }
    return is_char(code) ? code : 0;
}

static uint32_t named_reference(struct slice inside) {
    static const struct {
        const char *name;
        char byte;
    } names[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(inside, names[i].name))
            return (uint32_t)names[i].byte;
    return 0;
}

/* Writes the character of the reference that `text` begins with, and takes the reference off. */
static enum xml_kind decode_reference(struct xml *xml, struct slice *text) {
    size_t end = slice_find(*text, ';');
    if (end == text->size || end < 2 || end > 16)
        return end == text->size || end < 2 ? XML_MALFORMED : XML_ENTITY;
    struct slice inside = slice_part(*text, 1, end - 1);
    bool numeric = inside.data[0] == '#';
    uint32_t code = numeric ? numeric_reference(inside) : named_reference(inside);
    if (code == 0)
        return numeric ? XML_MALFORMED : XML_ENTITY;
    char bytes[4];
    buffer_add(&xml->decoded, (struct slice){bytes, utf8_encode(code, bytes)});
    *text = slice_from_offset(*text, end + 1);
    return XML_TEXT;
}

/* Decodes `text` at the end of xml->decoded; XML_TEXT when all went well. */
static enum xml_kind decode(struct xml *xml, struct slice text, bool attribute) {
    while (text.size) {
        size_t plain = 0;
        while (plain < text.size && text.data[plain] != '&' &&
               !(attribute && is_space(text.data[plain])))
            plain++;
        buffer_add(&xml->decoded, slice_part(text, 0, plain));
        text = slice_from_offset(text, plain);
        if (text.size && text.data[0] == '&') {
            enum xml_kind kind = decode_reference(xml, &text);
            if (kind != XML_TEXT)
                return kind;
        } else if (text.size) {
            buffer_add_byte(&xml->decoded, ' ');
            text = slice_from_offset(text, 1);
        }
    }
    return XML_TEXT;
}

static bool has_attribute(const struct xml *xml, struct slice name) {
    for (size_t i = 0; i < xml->attribute_count; i++)
        if (slice_equal(xml->attributes[i].name, name))
            return true;
    return false;
}

/*
 * Takes one attribute. Its value is decoded into the buffer, which may still move: until all are
 * read, a value's size stands for where it ends.
 */
static enum xml_kind take_attribute(struct xml *xml) {
    struct xml_attribute attribute = {0};
    struct slice raw;
    if (xml->attribute_count == XML_ATTRIBUTES || !take_name(xml, &attribute.name) ||
        has_attribute(xml, attribute.name))
        return XML_MALFORMED;
    skip_spaces(xml);
    if (!take(xml, "="))
        return XML_MALFORMED;
    skip_spaces(xml);
    bool single = slice_starts(xml->rest, "'");
    const char *quote = single ? "'" : "\"";
    if (!take(xml, quote) || !take_until(xml, quote, &raw) || slice_find(raw, '<') != raw.size)
        return XML_MALFORMED;
    enum xml_kind kind = decode(xml, raw, true);
    attribute.value.size = xml->decoded.size;
    xml->attributes[xml->attribute_count++] = attribute;
    return kind;
}

static void place_values(struct xml *xml) {
    size_t start = 0;
    for (size_t i = 0; i < xml->attribute_count; i++) {
        struct slice *value = &xml->attributes[i].value;
        size_t end = value->size;
        *value = (struct slice){xml->decoded.size ? xml->decoded.data + start : "", end - start};
        start = end;
    }
}

/* After "<". */
static enum xml_kind read_open(struct xml *xml) {
    if ((xml->depth == 0 && xml->rooted) || xml->depth == XML_DEPTH || !take_name(xml, &xml->name))
        return XML_MALFORMED;
    for (;;) {
        bool spaced = skip_spaces(xml);
        xml->empty = slice_starts(xml->rest, "/>");
        if (take(xml, "/>") || take(xml, ">"))
            break;
        enum xml_kind kind = spaced ? take_attribute(xml) : XML_MALFORMED;
        if (kind != XML_TEXT)
            return kind;
    }
    place_values(xml);
    xml->open[xml->depth++] = xml->name;
    xml->rooted = true;
    return XML_OPEN;
}

/* After "</". */
static enum xml_kind read_close(struct xml *xml) {
    if (!take_name(xml, &xml->name) || xml->depth == 0 ||
        !slice_equal(xml->name, xml->open[xml->depth - 1]))
        return XML_MALFORMED;
    skip_spaces(xml);
    if (!take(xml, ">"))
        return XML_MALFORMED;
    xml->depth--;
    return XML_CLOSE;
}

/* After "<!--". "--" may not stand inside. */
static enum xml_kind read_comment(struct xml *xml) {
    if (!take_until(xml, "--", &xml->text) || !take(xml, ">"))
        return XML_MALFORMED;
    return XML_COMMENT;
}

/*
 * Takes ` name="value"` of a declaration, its value of letters, digits and ".-_" alone. Returns
 * false when there is none of that name; what it is not is then found to be left over.
 */
static bool take_setting(struct slice *text, const char *name, struct slice *value) {
    struct slice rest = slice_trim(*text);
    if (rest.size == text->size || !slice_starts(rest, name))
        return false;
    rest = slice_trim(slice_from_offset(rest, strlen(name)));
    if (!slice_starts(rest, "="))
        return false;
    rest = slice_trim(slice_from_offset(rest, 1));
    if (!slice_starts(rest, "\"") && !slice_starts(rest, "'"))
        return false;
    size_t end = slice_find(slice_from_offset(rest, 1), rest.data[0]);
    struct slice inside = slice_part(rest, 1, end);
    if (end == 0 || end + 2 > rest.size)
        return false;
    for (size_t i = 0; i < inside.size; i++)
        if (!is_name_byte(inside.data[i]))
            return false;
    *value = inside;
    *text = slice_from_offset(rest, end + 2);
    return true;
}

/* The inside of a declaration, from the space after its name: a version, then what is optional. */
static enum xml_kind read_declaration(struct xml *xml, struct slice inside) {
    struct slice version;
    struct slice encoding = {NULL, 0};
    struct slice standalone = SLICE("no");
    if (!take_setting(&inside, "version", &version) || !slice_is(version, "1.0"))
        return XML_MALFORMED;
    take_setting(&inside, "encoding", &encoding);
    take_setting(&inside, "standalone", &standalone);
    if (slice_trim(inside).size || (!slice_is(standalone, "yes") && !slice_is(standalone, "no")))
        return XML_MALFORMED;
    xml->text = encoding;
    return XML_DECLARATION;
}

/* After "<?". A declaration may only be the first thing in the file. */
static enum xml_kind read_instruction(struct xml *xml, bool first) {
    if (!take_name(xml, &xml->name) || slice_find(xml->name, ':') != xml->name.size)
        return XML_MALFORMED;
    struct slice inside;
    if (!take_until(xml, "?>", &inside) || (inside.size && !is_space(inside.data[0])))
        return XML_MALFORMED;
    if (slice_is(xml->name, "xml"))
        return first ? read_declaration(xml, inside) : XML_MALFORMED;
    xml->text = slice_trim(inside);
    bool reserved = xml->name.size == 3 && strncasecmp(xml->name.data, "xml", 3) == 0;
    return reserved ? XML_MALFORMED : XML_INSTRUCTION;
}

/* A quoted identifier of a document type; few characters may stand in a public one. */
static bool take_identifier(struct xml *xml, bool public) {
    struct slice text;
    const char *quote = slice_starts(xml->rest, "'") ? "'" : "\"";
    if (!take(xml, quote) || !take_until(xml, quote, &text))
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '<' || byte == '>')
            return false;
        if (public && !is_name_byte(byte) && !strchr(" \r\n'()+,/:=?;!*#@$%", byte))
            return false;
    }
    return true;
}

/* After "<!DOCTYPE". */
static enum xml_kind read_doctype(struct xml *xml) {
    if (xml->rooted || xml->doctyped || !skip_spaces(xml) || !take_name(xml, &xml->name))
        return XML_MALFORMED;
    xml->doctyped = true;
    struct slice start = xml->rest;
    bool spaced = skip_spaces(xml);
    bool public = spaced && take(xml, "PUBLIC");
    if (public || (spaced && take(xml, "SYSTEM"))) {
        if (!skip_spaces(xml) || !take_identifier(xml, public))
            return XML_MALFORMED;
        if (public && (!skip_spaces(xml) || !take_identifier(xml, false)))
            return XML_MALFORMED;
        skip_spaces(xml);
    }
    if (take(xml, "["))
        return XML_DOCTYPE_OPEN;
    xml->text = slice_part(start, 0, start.size - xml->rest.size);
    return take(xml, ">") ? XML_DOCTYPE : XML_MALFORMED;
}

static enum xml_kind read_text(struct xml *xml) {
    struct slice raw = slice_part(xml->rest, 0, slice_find(xml->rest, '<'));
    skip(xml, raw.size);
    if (!is_clean(raw) || slice_search(raw, SLICE("]]>")) != raw.size)
        return XML_MALFORMED;
    enum xml_kind kind = decode(xml, raw, false);
    xml->text = buffer_slice(&xml->decoded);
    return kind;
}

static enum xml_kind read_markup(struct xml *xml, bool first) {
    if (take(xml, "<!--"))
        return read_comment(xml);
    if (take(xml, "<![CDATA["))
        return xml->depth && take_until(xml, "]]>", &xml->text) ? XML_CDATA : XML_MALFORMED;
    if (take(xml, "<!DOCTYPE"))
        return read_doctype(xml);
    if (take(xml, "<?"))
        return read_instruction(xml, first);
    if (take(xml, "</"))
        return read_close(xml);
    return take(xml, "<") ? read_open(xml) : XML_MALFORMED;
}

enum xml_kind xml_next(struct xml *xml) {
    if (xml->kind == XML_END_OF_FILE || xml->kind == XML_MALFORMED ||
        xml->kind == XML_DOCTYPE_OPEN || xml->kind == XML_ENTITY)
        return xml->kind;
    bool first = !xml->started;
    xml->started = true;
    xml->attribute_count = 0;
    xml->text = (struct slice){NULL, 0};
    buffer_reset(&xml->decoded);
    if (xml->empty) {
        xml->empty = false;
        xml->depth--;
        return xml->kind = XML_CLOSE;
    }
    if (xml->depth == 0 && skip_spaces(xml))
        first = false;
    if (xml->rest.size == 0)
        return xml->kind = xml->rooted && xml->depth == 0 ? XML_END_OF_FILE : XML_MALFORMED;
    if (xml->depth && xml->rest.data[0] != '<')
        return xml->kind = read_text(xml);
    return xml->kind = read_markup(xml, first);
}
