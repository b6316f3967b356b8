#include "content/markup.h"

#include "text/xml.h"

#include <string.h>
#include <strings.h>

#define MALFORMED "n'est pas du XML bien formé en UTF-8"

/* A file being checked. */
struct checker {
    struct xml xml;
    struct slice bytes;
    enum markup_kind kind;
    struct buffer style;   /* the text of the <style> that is open */
    struct buffer scratch; /* CSS, decoded */
    size_t style_depth;    /* of the open <style>; 0 when there is none */
    const char *reason;
};

static bool same_letters(struct slice text, const char *name) {
    return text.size == strlen(name) && strncasecmp(text.data, name, text.size) == 0;
}

static bool contains_folded(struct slice text, const char *needle) {
    size_t size = strlen(needle);
    for (size_t i = 0; i + size <= text.size; i++)
        if (strncasecmp(text.data + i, needle, size) == 0)
            return true;
    return false;
}

/* The words for an element that has no place in any file, NULL for another. Prefixes don't count:
 * any of them may be bound to SVG or HTML. */
static const char *check_element(enum markup_kind kind, struct slice local) {
    static const struct {
        const char *name;
        const char *reason;
    } everywhere[] = {
        {"script", "contient un script (élément <script>)"},
        {"handler", "contient un script (élément <handler>)"},
        {"listener", "contient un script (élément <listener>)"},
        {"foreignObject", "contient du HTML (élément <foreignObject>)"},
        {"html", "contient du HTML (élément <html>)"},
        {"iframe", "contient une autre page (élément <iframe>)"},
    };
    static const char *const pages[] = {
        "object", "embed", "applet", "frame", "frameset", "portal", "link",     "meta", "base",
        "body",   "form",  "input",  "audio", "video",    "canvas", "template", "img"};
    for (size_t i = 0; i < sizeof everywhere / sizeof *everywhere; i++)
        if (same_letters(local, everywhere[i].name))
            return everywhere[i].reason;
    for (size_t i = 0; kind == MARKUP_DRAWING && i < sizeof pages / sizeof *pages; i++)
        if (same_letters(local, pages[i]))
            return "contient du HTML";
    return NULL;
}

/* The words for a name space whose elements browsers run or show as pages. */
static const char *check_namespace(enum markup_kind kind, struct slice name) {
    static const char *const pages[] = {"xhtml",    "mathml", "xsl/",      "xslt",
                                        "there.is", "xbl",    "xml-events"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (contains_folded(name, pages[i]))
            return "contient du HTML ou ce qui s'exécute comme lui (attribut xmlns)";
    if (kind == MARKUP_DATA && contains_folded(name, "/svg"))
        return "contient un dessin SVG sous un autre nom";
    return NULL;
}

/* "onclick", whatever its prefix. */
static bool is_event(struct slice local) {
    return local.size > 2 && strncasecmp(local.data, "on", 2) == 0 &&
           ((local.data[2] | 0x20) >= 'a' && (local.data[2] | 0x20) <= 'z');
}

static bool is_reference(struct slice local) {
    static const char *const names[] = {"href",       "src",        "srcset",
                                        "ping",       "action",     "poster",
                                        "formaction", "background", "imagesrcset"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (same_letters(local, names[i]))
            return true;
    return false;
}

/* Whether a URL in the value would run: browsers drop white space and controls inside a scheme. */
static bool runs_script(struct slice value, struct buffer *scratch) {
    buffer_reset(scratch);
    if (slice_find(value, ':') == value.size)
        return false;
    for (size_t i = 0; i < value.size; i++)
        if ((unsigned char)value.data[i] > ' ')
            buffer_add_byte(scratch, value.data[i]);
    struct slice packed = buffer_slice(scratch);
    return contains_folded(packed, "javascript:") || contains_folded(packed, "vbscript:");
}

/* An animation may not set what a drawing may not write. */
static bool animates_behaviour(struct slice target) {
    struct slice local = xml_local_name(slice_trim(target));
    return is_reference(local) || is_event(local) || same_letters(local, "base");
}

static const char *check_drawing_attribute(struct checker *checker,
                                           const struct xml_attribute *attribute) {
    struct slice local = xml_local_name(attribute->name);
    if (is_event(local))
        return "contient un script (attribut on…)";
    if (runs_script(attribute->value, &checker->scratch))
        return "contient un script (adresse javascript:)";
    if (is_reference(local) && !markup_reference_is_closed(attribute->value))
        return "renvoie à une adresse extérieure (attribut href ou src)";
    if (slice_is(attribute->name, "xml:base"))
        return "renvoie à une adresse extérieure (attribut xml:base)";
    if (same_letters(local, "attributeName") && animates_behaviour(attribute->value))
        return "anime un lien (attribut attributeName)";
    if (!markup_style_is_closed(attribute->value, &checker->scratch))
        return "renvoie à une adresse extérieure (url ou @import)";
    return NULL;
}

static const char *check_attributes(struct checker *checker) {
    const char *reason = NULL;
    for (size_t i = 0; !reason && i < checker->xml.attribute_count; i++) {
        const struct xml_attribute *attribute = &checker->xml.attributes[i];
        if (slice_is(attribute->name, "xmlns") || slice_starts(attribute->name, "xmlns:"))
            reason = check_namespace(checker->kind, attribute->value);
        else if (checker->kind == MARKUP_DRAWING)
            reason = check_drawing_attribute(checker, attribute);
    }
    return reason;
}

static const char *check_open(struct checker *checker) {
    const struct xml *xml = &checker->xml;
    struct slice local = xml_local_name(xml->name);
    bool drawing = checker->kind == MARKUP_DRAWING;
    if (drawing && xml->depth == 1 && !slice_is(local, "svg"))
        return "n'est pas un dessin SVG";
    if (checker->style_depth)
        return "contient des éléments dans une feuille de style";
    const char *reason = check_element(checker->kind, local);
    if (!reason)
        reason = check_attributes(checker);
    if (drawing && same_letters(local, "style")) {
        checker->style_depth = xml->depth;
        buffer_reset(&checker->style);
    }
    return reason;
}

/* At </style>, what stood between comments and CDATA marks is one text. */
static const char *check_close(struct checker *checker) {
    if (checker->style_depth == 0)
        return NULL;
    checker->style_depth = 0;
    struct slice css = buffer_slice(&checker->style);
    if (slice_find(css, '<') != css.size)
        return "contient du balisage dans une feuille de style";
    return markup_style_is_closed(css, &checker->scratch)
               ? NULL
               : "renvoie à une adresse extérieure (feuille de style)";
}

static const char *check_text(struct checker *checker, bool quoted) {
    struct slice text = checker->xml.text;
    if (quoted && checker->kind == MARKUP_DRAWING && slice_find(text, '<') != text.size)
        return "contient du balisage dans une section CDATA";
    if (checker->style_depth)
        buffer_add(&checker->style, text);
    return NULL;
}

static const char *check_instruction(const struct checker *checker) {
    struct slice text = checker->xml.text;
    if (contains_folded(checker->xml.name, "stylesheet"))
        return "charge une feuille de style (<?xml-stylesheet)";
    if (slice_find(text, '<') != text.size || slice_find(text, '>') != text.size)
        return MALFORMED; /* HTML would end it at the first ">" */
    return NULL;
}

/* What HTML takes for a whole comment, "<!-->" and "<!--->", XML takes for the start of one. */
static const char *check_comment(struct slice text) {
    return slice_starts(text, ">") || slice_starts(text, "->") ? MALFORMED : NULL;
}

static bool is_ascii(struct slice bytes) {
    for (size_t i = 0; i < bytes.size; i++)
        if ((unsigned char)bytes.data[i] >= 0x80)
            return false;
    return true;
}

/* Old programs declare Latin-1 and write ASCII, which is the same in UTF-8. */
static const char *check_declaration(const struct checker *checker) {
    static const char *const plain[] = {"us-ascii", "ascii", "iso-8859-1", "iso-8859-15",
                                        "windows-1252"};
    struct slice encoding = checker->xml.text;
    if (encoding.size == 0 || same_letters(encoding, "utf-8"))
        return NULL;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (same_letters(encoding, plain[i]) && is_ascii(checker->bytes))
            return NULL;
    return "est déclaré dans un autre encodage que l'UTF-8";
}

static const char *check_doctype(const struct checker *checker) {
    bool drawing = checker->kind == MARKUP_DRAWING;
    if (contains_folded(checker->xml.text, "html") || contains_folded(checker->xml.name, "html"))
        return "contient du HTML (déclaration DOCTYPE)";
    if (drawing && !slice_is(xml_local_name(checker->xml.name), "svg"))
        return "n'est pas un dessin SVG";
    return NULL;
}

static const char *check_event(struct checker *checker, enum xml_kind kind) {
    switch (kind) {
    case XML_OPEN:
        return check_open(checker);
    case XML_CLOSE:
        return check_close(checker);
    case XML_TEXT:
        return check_text(checker, false);
    case XML_CDATA:
        return check_text(checker, true);
    case XML_COMMENT:
        return check_comment(checker->xml.text);
    case XML_INSTRUCTION:
        return check_instruction(checker);
    case XML_DECLARATION:
        return check_declaration(checker);
    case XML_DOCTYPE:
        return check_doctype(checker);
    case XML_DOCTYPE_OPEN:
        return "contient des définitions (<!DOCTYPE … [) : enregistrez-le en « SVG simple »";
    case XML_ENTITY:
        return "contient une entité que XML ne connaît pas";
    case XML_END_OF_FILE:
    case XML_MALFORMED:
        break;
    }
    return kind == XML_MALFORMED ? MALFORMED : NULL;
}

int markup_check(struct slice bytes, enum markup_kind kind, const char **reason) {
    struct checker checker = {.bytes = bytes, .kind = kind};
    enum xml_kind event;
    xml_init(&checker.xml, bytes);
    checker.bytes = checker.xml.rest; /* without its byte order mark */
    do {
        event = xml_next(&checker.xml);
        checker.reason = check_event(&checker, event);
    } while (event != XML_END_OF_FILE && !checker.reason);
    xml_dispose(&checker.xml);
    buffer_dispose(&checker.style);
    buffer_dispose(&checker.scratch);
    *reason = checker.reason;
    return checker.reason ? -1 : 0;
}
