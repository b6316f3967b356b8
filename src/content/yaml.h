/*
 * YAML with positions: a text becomes a tree of nodes that know their line and column. libyaml's
 * events do the parsing. Anchors, aliases, tags and more than one document are refused; depth and
 * size are bounded; duplicate keys are errors.
 */
#ifndef CONTENT_YAML_H
#define CONTENT_YAML_H

#include "base/diag.h"

enum yaml_kind {
    YAML_NULL, /* nothing written, "~" or "null" unquoted */
    YAML_SCALAR,
    YAML_SEQUENCE,
    YAML_MAPPING,
};

struct yaml_node {
    enum yaml_kind kind;
    bool quoted; /* a scalar in quotes or a block: never a number, a boolean, nothing */
    bool faulty; /* the root: something was wrong in the text, and may lack from the tree */
    struct position position;
    struct slice text;       /* scalar: its value, NFC, U+2028 and the like made spaces */
    struct yaml_node *items; /* sequence: items; mapping: values */
    struct slice *keys;      /* mapping: keys, as written (NFC) */
    struct position *key_positions;
    size_t count;
};

/*
 * Parses `text`, which begins at line `first_line` of the file (1 for a whole file). Everything
 * wrong goes to `diag`, in French, with what to write instead. Returns the root, in the arena (a
 * YAML_NULL node for an empty text), or NULL when the text could not be read as YAML.
 */
struct yaml_node *yaml_parse(struct arena *arena, struct slice text, uint32_t first_line,
                             const struct diag_file *file, struct diag *diag);

/*
 * As yaml_parse, with the nodes in an arena of their own: for who keeps texts and not the tree that
 * held them.
 */
struct yaml_node *yaml_parse_apart(struct arena *arena, struct arena *nodes, struct slice text,
                                   uint32_t first_line, const struct diag_file *file,
                                   struct diag *diag);

/* The value of a key compared folded (case and accents aside), or NULL. */
const struct yaml_node *yaml_find(const struct yaml_node *mapping, const char *folded_key);

#endif
