#include "content/read.h"

#include "base/bounds.h"
#include "base/utf8.h"
#include "content/read_value.h"

#include <string.h>

bool read_key_restricts(struct arena *arena, struct slice key) {
    static const char *const stems[] = {"visib", "brouil", "confiden", "draft", "restrein"};
    struct slice folded = utf8_fold(arena, key);
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (slice_starts(folded, stems[i]))
            return true;
    return utf8_distance(folded, SLICE("visibilite")) <= 3 ||
           utf8_distance(folded, SLICE("brouillon")) <= 3;
}

#define WORD_COMPARED 32 /* bytes: what follows can't make a word restrict */

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0x80;
}

bool read_text_restricts(struct arena *arena, struct slice text) {
    size_t start = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && is_letter(text.data[i]))
            continue;
        struct slice word = slice_part(text, start, i - start);
        if (word.size > 3 && read_key_restricts(arena, slice_part(word, 0, WORD_COMPARED)))
            return true;
        start = i + 1;
    }
    return false;
}

struct slice read_nearest(struct slice word, const struct slice *known, size_t count) {
    struct slice nearest = {"", 0};
    size_t least = word.size / 3 + 1;
    for (size_t i = 0; i < count; i++) {
        size_t distance = utf8_distance(word, known[i]);
        if (distance <= least && distance < known[i].size) {
            if (distance < least || nearest.size == 0)
                nearest = known[i];
            least = distance;
        }
    }
    return nearest;
}

void read_hide_lines(struct reader *reader, uint32_t first, uint32_t last) {
    struct diag_file *file = &reader->file->diag;
    struct diag_range range = {first, last > first ? last : first};
    arena_push(reader->arena, file->secret, file->secret_count, range);
}

static void unknown_key(struct reader *reader, const struct schema *schema, struct slice key,
                        struct position position) {
    struct slice known[64];
    size_t count = 0;
    for (; count < 64 && schema->fields[count].key; count++)
        known[count] = slice_from(schema->fields[count].key);
    struct slice near = read_nearest(utf8_fold(reader->arena, key), known, count);
    struct slice help =
        near.size ? slice_format(reader->arena, "vouliez-vous dire « %.*s » ?", SLICE_ARG(near))
                  : (struct slice){NULL, 0};
    diag_warning(reader->diag, "cle-inconnue", &reader->file->diag, position, help.data,
                 "clé inconnue " DIAG_VALUE " dans « %s »", SLICE_ARG(key), schema->label);
}

/* A key that looks like it restricts, where the schema has no such key: never let it pass. */
static void refuse_restriction(struct reader *reader, struct record *record, struct slice key,
                               struct position position) {
    const struct schema_field *field = record->schema->fields;
    while (field->key && !(field->flags & (SCHEMA_VISIBILITY | SCHEMA_DRAFT)))
        field++;
    record->visibility = VISIBILITY_DRAFT;
    reader->file->established = false;
    diag_error(reader->diag, "visibilite", &reader->file->diag, position,
               field->key ? "écrivez « visibilite: partenaires » ou « brouillon: oui »"
                          : "ici, rien ne peut être restreint : enlevez cette clé",
               "clé " DIAG_VALUE " : ressemble à une restriction, mais n'en est pas une ici",
               SLICE_ARG(key));
}

/* The last line that may belong to the child `index` of a node. */
static uint32_t last_line_of(const struct yaml_node *node, size_t index, uint32_t last_line) {
    if (index + 1 >= node->count)
        return last_line;
    uint32_t next = node->kind == YAML_MAPPING ? node->key_positions[index + 1].line
                                               : node->items[index + 1].position.line;
    uint32_t start = node->items[index].position.line;
    return next > start ? next - 1 : start;
}

static void apply_restriction(struct reader *reader, struct record *record,
                              const struct schema_field *field, bool right) {
    void *member = schema_member(record, field);
    if (!right) {
        record->visibility = VISIBILITY_DRAFT;
        reader->file->established = false;
    } else if (field->flags & SCHEMA_DRAFT) {
        if (*(bool *)member)
            record->visibility = VISIBILITY_DRAFT;
    } else if (*(int *)member - 1 > (int)record->visibility) {
        record->visibility = (enum visibility)(*(int *)member - 1);
    }
}

/* Nothing written, or an empty text: as if the key were not there. */
static bool is_blank(const struct yaml_node *node) {
    return node->kind == YAML_NULL ||
           (node->kind == YAML_SCALAR && slice_trim(node->text).size == 0);
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static void read_field(struct reader *reader, struct record *record,
                       const struct schema_field *field, const struct yaml_node *node,
                       struct position key, uint32_t last_line) {
    bool restriction = (field->flags & (SCHEMA_VISIBILITY | SCHEMA_DRAFT)) != 0;
    if (is_blank(node) && !restriction)
        return;
    void *member = schema_member(record, field);
    record->at[field - record->schema->fields] = node->position.line ? node->position : key;
    bool right = true;
    if (field->type == SCHEMA_RECORD)
        *(struct record **)member = read_record(reader, field->nested, node, last_line);
    else if (field->type == SCHEMA_LIST)
        *(struct list *)member = read_list(reader, field->nested, node, last_line);
    else
        right = read_value(reader, field, node, member);
    if (restriction)
        apply_restriction(reader, record, field, right);
}

static bool is_written(const struct record *record, const struct schema_field *field) {
    return schema_position(record, field).line != 0;
}

static void check_required(struct reader *reader, const struct record *record) {
    const struct schema_field *fields = record->schema->fields;
    const struct schema_field *naming = NULL;
    bool named = false;
    for (const struct schema_field *field = fields; field->key; field++) {
        if (field->flags & SCHEMA_NAMES) {
            naming = naming ? naming : field;
            named = named || is_written(record, field);
        }
        if (!(field->flags & SCHEMA_REQUIRED) || is_written(record, field))
            continue;
        struct slice help = slice_format(reader->arena, "ajoutez « %s: %s »", field->key,
                                         field->example ? field->example : "…");
        diag_error(reader->diag, "cle-manquante", &reader->file->diag, record->position, help.data,
                   "il manque la clé « %s » (%s)", field->key, record->schema->label);
    }
    if (naming && !named)
        diag_error(reader->diag, "cle-manquante", &reader->file->diag, record->position, NULL,
                   "il manque « %s » ou « %s » (%s)", naming->key, (naming + 1)->key,
                   record->schema->label);
}

/* Members whose absence is not all zeros. */
static void set_absent(struct record *record) {
    for (const struct schema_field *field = record->schema->fields; field->key; field++) {
        void *member = schema_member(record, field);
        if (field->type == SCHEMA_TIME)
            *(int *)member = TIME_NONE;
        if (field->type == SCHEMA_MOMENT)
            ((struct moment *)member)->minutes = TIME_NONE;
    }
}

static struct record *new_record(struct reader *reader, const struct schema *schema,
                                 struct position position) {
    struct record *record = arena_zero(reader->arena, 1, schema->size);
    record->schema = schema;
    record->file = reader->file;
    record->position = position;
    record->at = arena_array(reader->arena, struct position, schema_count(schema));
    set_absent(record);
    return record;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static void read_keys(struct reader *reader, struct record *record, const struct yaml_node *node,
                      uint32_t last_line) {
    for (size_t i = 0; i < node->count; i++) {
        const struct schema_field *field =
            schema_find(record->schema, utf8_fold(reader->arena, node->keys[i]));
        if (field)
            read_field(reader, record, field, &node->items[i], node->key_positions[i],
                       last_line_of(node, i, last_line));
        else if (read_key_restricts(reader->arena, node->keys[i]))
            refuse_restriction(reader, record, node->keys[i], node->key_positions[i]);
        else
            unknown_key(reader, record->schema, node->keys[i], node->key_positions[i]);
    }
}

/* A plain value where a mapping is usual: it stands for the key that names the entry. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static struct record *read_scalar(struct reader *reader, const struct schema *schema,
                                  const struct yaml_node *node) {
    struct record *record = new_record(reader, schema, node->position);
    const struct schema_field *field = schema_find(schema, slice_from(schema->scalar));
    read_field(reader, record, field, node, node->position, node->position.line);
    return record;
}

/* Recursion follows the schema's tables, four levels at most: content does not decide it. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
struct record *read_record(struct reader *reader, const struct schema *schema,
                           const struct yaml_node *node, uint32_t last_line) {
    if (node->kind == YAML_SCALAR && schema->scalar)
        return read_scalar(reader, schema, node);
    if (node->kind != YAML_MAPPING && node->kind != YAML_NULL) {
        struct slice help = slice_format(reader->arena, "écrivez des clés, par exemple « %s: … »",
                                         schema->fields[0].key);
        diag_error(reader->diag, "valeur", &reader->file->diag, node->position, help.data,
                   "« %s » : des clés sont attendues", schema->label);
        return NULL;
    }
    struct position position = node->position;
    if (position.line == 0)
        position = (struct position){1, 1};
    if (node->kind == YAML_MAPPING && node->count)
        position = node->key_positions[0];
    struct record *record = new_record(reader, schema, position);
    if (node->kind == YAML_MAPPING)
        read_keys(reader, record, node, last_line);
    check_required(reader, record);
    if (record->visibility != VISIBILITY_PUBLIC)
        read_hide_lines(reader, position.line, last_line);
    return record;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
struct list read_list(struct reader *reader, const struct schema *schema,
                      const struct yaml_node *node, uint32_t last_line) {
    struct list list = {0};
    bool sequence = node->kind == YAML_SEQUENCE;
    size_t count = sequence ? node->count : node->kind != YAML_NULL;
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *item = sequence ? &node->items[i] : node;
        if (is_blank(item))
            continue;
        struct record *record = read_record(
            reader, schema, item, sequence ? last_line_of(node, i, last_line) : last_line);
        if (record)
            arena_push(reader->arena, list.items, list.count, (void *)record);
    }
    return list;
}
