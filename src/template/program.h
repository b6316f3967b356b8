/*
 * What a compiled template is. Private to this room: scan.c finds the tags, compile.c makes the
 * program, render.c runs it, template.c keeps the set.
 */
#ifndef TEMPLATE_PROGRAM_H
#define TEMPLATE_PROGRAM_H

#include "base/map.h"
#include "template/template.h"

#include <stdint.h>

/* ---- Tags ---- */

enum tag_kind {
    TAG_ESCAPED,    /* {{x}} */
    TAG_RAW,        /* {{{x}}} and {{&x}} */
    TAG_SECTION,    /* {{#x}} */
    TAG_INVERTED,   /* {{^x}} */
    TAG_CLOSE,      /* {{/x}} */
    TAG_PARTIAL,    /* {{>x}} */
    TAG_PARENT,     /* {{<x}} */
    TAG_BLOCK,      /* {{$x}} */
    TAG_COMMENT,    /* {{!x}} */
    TAG_DELIMITERS, /* {{=x y=}} */
};

struct tag {
    enum tag_kind kind;
    struct slice content; /* without the sigil and the spaces around */
    size_t start;         /* of the opening delimiter */
    size_t end;           /* after the closing delimiter */
};

struct scanner {
    struct slice source;
    struct slice open; /* delimiters */
    struct slice close;
};

enum scan_result {
    SCAN_TAG,
    SCAN_END,      /* no more tags */
    SCAN_UNCLOSED, /* `tag->start` opens a tag that nothing ends */
};

/* Finds the next tag at or after `from`. */
enum scan_result scan_tag(const struct scanner *scanner, size_t from, struct tag *tag);

/* Takes new delimiters from the content of a TAG_DELIMITERS; false when they are not two words. */
bool scan_delimiters(struct scanner *scanner, struct slice content);

/* Where a tag stands on its line. */
struct place {
    bool blank_before; /* nothing but spaces and tabs before it */
    bool blank_after;  /* nothing but spaces and tabs after it */
    size_t lead;       /* where the spaces before it begin, when blank_before */
    size_t next;       /* start of the next line, when blank_after */
};

/* `from` is where the text before the tag begins: after the last tag, or at a line's start. */
struct place scan_place(struct slice source, size_t from, const struct tag *tag);

/* ---- Programs ---- */

/* A name to look up: "a.b.c" split and hashed beforehand; no part at all for ".". */
struct path_part {
    struct slice name;
    uint32_t hash;
};

struct path {
    struct slice text;
    struct path_part *parts;
    size_t count;
};

/* The content that a parent tag gives for a block: from `start` to an OP_RETURN. */
struct override {
    uint32_t block;
    uint32_t start;
};

/* A {{>x}} or {{<x}}. */
struct call {
    struct slice name;
    const struct path *dynamic;    /* {{>*x}}: where the name is; NULL for a plain name */
    const struct template *target; /* set by template_link; NULL when there is none */
    size_t offset;                 /* of the tag, in template_source() */
    bool standalone;               /* alone on its line: its lines are indented by `lead` */
    struct slice lead;             /* the spaces before it */
    struct override *overrides;
    size_t override_count;
};

/* How the content that overrides a block stands in the line of its tag. */
enum site {
    SITE_INLINE, /* after other text: nothing is indented */
    SITE_LEADS,  /* first of its line: the second and later lines are indented */
    SITE_ALONE,  /* the tag had its line for itself: all lines are indented */
};

struct block {
    uint32_t id;
    enum site site;
    struct slice indent;
};

enum op_kind {
    OP_TEXT,        /* appends `text` */
    OP_ESCAPED,     /* appends the value at `path`, escaped */
    OP_RAW,         /* appends the HTML at `path` */
    OP_SECTION,     /* repeats what follows, up to an OP_SECTION_END; when false, goes to `end` */
    OP_INVERTED,    /* when true, goes to `end` */
    OP_SECTION_END, /* next round, or goes on */
    OP_PARTIAL,     /* runs another program */
    OP_PARENT,      /* the same, with overrides, whose programs follow; goes on at `end` */
    OP_BLOCK,       /* runs an override and goes to `end`, or goes on into the default */
    OP_RETURN,      /* ends a template or an override */
};

struct op {
    enum op_kind kind;
    bool indented; /* first of its line: where the indentation of a partial goes */
    uint32_t line; /* in the template's file */
    uint32_t end;
    union {
        struct slice text;
        const struct path *path;
        struct call *call;
        const struct block *block;
    };
};

struct template {
    struct slice name;
    const struct diag_file *file;
    struct op *ops; /* the last is OP_RETURN */
    size_t count;
};

struct template_set {
    struct arena *arena;
    struct map templates; /* of struct template */
    struct map blocks;    /* names of blocks, to the uint32_t that stands for them */
    bool lenient;
};

/* The text of a template's file, without a byte order mark. */
struct slice template_source(const struct diag_file *file);

/* Compiles `template->file` into the template's program. */
void template_compile(struct template_set *set, struct template *template, struct diag *diag);

/* ---- Lookups in values (value.c) ---- */

uint32_t value_name_hash(struct slice name);

/* What a hash holds at a name whose hash is known; NULL when nothing, or when it is no hash. */
const struct value *value_find(const struct value *hash, struct slice name, uint32_t name_hash);

#endif
