/*
 * Skeletons: the text of a new page, of contrat.yaml or of an entry of a list, from the table of
 * its fields alone. What is required or given is written; the rest is there as comments, ready to
 * be used by taking the "#" away.
 */
#ifndef CONTENT_SKELETON_H
#define CONTENT_SKELETON_H

#include "base/buffer.h"
#include "content/schema.h"

/* What a field is to hold. */
struct skeleton_value {
    const struct schema_field *field;
    struct slice yaml;   /* what follows the colon: " 2025-03-12", "\n  - ..." */
    struct slice before; /* lines of comment above the key, each with "# "; or empty */
    bool commented;      /* `before` stands in place of the key and of its example */
};

struct skeleton {
    const struct schema *schema;
    const struct skeleton_value *values;
    size_t count;
    bool entry; /* of a list: it begins with "- " */
    int indent; /* columns before each line */
};

/* Appends the lines of the skeleton. A required field without a value gets the first of its
 * choices, its example, or « À compléter ». */
void skeleton_write(struct buffer *out, const struct skeleton *skeleton);

/* A text as a YAML scalar that reads back as itself, in flow lists too: in quotes when it must be.
 * In the arena. */
struct slice skeleton_scalar(struct arena *arena, struct slice text);

#endif
