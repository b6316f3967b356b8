/*
 * A strict reader of small XML (drawings, tracks, maps), for telling what is in a file and never
 * for repairing it: what is not well-formed stops the reading. UTF-8 only, no entity but XML's own
 * five, ASCII names, bounded depth and attributes. A document that passes reads the same for every
 * XML parser.
 */
#ifndef TEXT_XML_H
#define TEXT_XML_H

#include "base/buffer.h"

#define XML_DEPTH 256      /* elements inside one another */
#define XML_ATTRIBUTES 256 /* of one element */

enum xml_kind {
    XML_END_OF_FILE,  /* the root is closed and nothing but spaces is left */
    XML_MALFORMED,    /* not well-formed, or past a bound; asking again gives it again */
    XML_OPEN,         /* <name attributes>; for <name/> an XML_CLOSE follows */
    XML_CLOSE,        /* </name> */
    XML_TEXT,         /* text, its references decoded */
    XML_CDATA,        /* the inside of <![CDATA[...]]> */
    XML_COMMENT,      /* the inside of <!--...--> */
    XML_INSTRUCTION,  /* <?name text?> */
    XML_DECLARATION,  /* <?xml ...?>, at the very beginning; text is its encoding, or empty */
    XML_DOCTYPE,      /* <!DOCTYPE name text>, without an internal subset */
    XML_DOCTYPE_OPEN, /* <!DOCTYPE name [: an internal subset; reading can't go on */
    XML_ENTITY        /* a reference to an entity that is not XML's own; reading can't go on */
};

struct xml_attribute {
    struct slice name;  /* with its prefix: "xlink:href" */
    struct slice value; /* references decoded, tabs and line ends made spaces */
};

/* A reading. Fields are read-only for callers, and valid until the next xml_next(). */
struct xml {
    enum xml_kind kind;
    struct slice name; /* of an element, with its prefix, or the target of an instruction */
    struct slice text;
    struct xml_attribute attributes[XML_ATTRIBUTES];
    size_t attribute_count;
    size_t depth; /* elements that are open; the root's own XML_OPEN counts 1 */
    struct slice rest;
    struct slice open[XML_DEPTH];
    struct buffer decoded;
    bool started; /* something was read: a declaration is too late */
    bool rooted;  /* the root has begun */
    bool empty;   /* the element that was just opened closes itself */
    bool doctyped;
};

/* Begins to read `bytes`, which must outlive the reading. A UTF-8 BOM is passed over. */
void xml_init(struct xml *xml, struct slice bytes);

/* Reads what comes next and returns its kind. */
enum xml_kind xml_next(struct xml *xml);

void xml_dispose(struct xml *xml);

/* The name without its prefix: "href" of "xlink:href". */
struct slice xml_local_name(struct slice name);

/* The value of the attribute that is called exactly `name`; a slice with NULL when there is none.
 */
struct slice xml_attribute(const struct xml *xml, const char *name);

#endif
