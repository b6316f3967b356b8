/*
 * From YAML nodes to records, by the tables of the schema. One file by itself: nothing here looks
 * at another.
 */
#ifndef CONTENT_READ_H
#define CONTENT_READ_H

#include "content/content.h"
#include "content/yaml.h"

/* Where records are read to, and what is said on the way. */
struct reader {
    struct arena *arena;
    struct content_file *file;
    struct diag *diag;
};

/*
 * Reads a mapping into a new record of `schema`. `last_line` is the last line that may belong to
 * it, for keeping restricted lines out of messages. Returns NULL when the node can't be such a
 * record at all (said in the diag).
 */
struct record *read_record(struct reader *reader, const struct schema *schema,
                           const struct yaml_node *node, uint32_t last_line);

/* Reads a list of records; a single one stands for a list of one. */
struct list read_list(struct reader *reader, const struct schema *schema,
                      const struct yaml_node *node, uint32_t last_line);

/* Whether a key looks like one that restricts: "visibilité", "brouillons", "visibility" ... */
bool read_key_restricts(struct arena *arena, struct slice key);

/* Whether some word of a text does: one that could not be read as YAML may be quoted if none does.
 */
bool read_text_restricts(struct arena *arena, struct slice text);

/* The nearest of the known words to `word`, both folded, or an empty slice when none is near. */
struct slice read_nearest(struct slice word, const struct slice *known, size_t count);

/* Says that the lines are restricted: no message quotes them. */
void read_hide_lines(struct reader *reader, uint32_t first, uint32_t last);

#endif
