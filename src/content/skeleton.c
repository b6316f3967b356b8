#include "content/skeleton.h"

#include "content/model.h"

/* ---- Scalars */

static bool is_alphanumeric(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || slice_is_digit(byte) ||
           (unsigned char)byte >= 0x80;
}

/* Whether it may stand without quotes anywhere: no sign of YAML, not one of its words. */
static bool is_plain(struct slice text) {
    bool digits = true; /* numbers of actions are texts: quotes say so */
    if (text.size == 0 || !is_alphanumeric(text.data[0]) || slice_is(text, "null"))
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        bool last = i + 1 == text.size;
        if (!is_alphanumeric(byte) && (last || !memchr(" -./'+_@", byte, 8)))
            return last && byte == '.' && !digits;
        digits = digits && (slice_is_digit(byte) || byte == '.');
    }
    return !digits || slice_find(text, '.') == text.size;
}

struct slice skeleton_scalar(struct arena *arena, struct slice text) {
    if (is_plain(text))
        return slice_copy(arena, text);
    struct buffer quoted = BUFFER_INIT;
    buffer_add_byte(&quoted, '"');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\')
            buffer_add_byte(&quoted, '\\');
        buffer_add_byte(&quoted, text.data[i]);
    }
    buffer_add_byte(&quoted, '"');
    struct slice copy = slice_copy(arena, buffer_slice(&quoted));
    buffer_dispose(&quoted);
    return copy;
}

/* ---- Examples */

static const char *reference_example(unsigned kinds) {
    static const struct {
        unsigned kind;
        const char *example;
    } examples[] = {
        {KIND_ORGANISATION, "ars"},   {KIND_ACTION, "\"1.2\""},
        {KIND_AXIS, "\"1\""},         {KIND_BODY, "copil"},
        {KIND_COMMUNE, "\"99001\""},  {KIND_SECTOR, "nord"},
        {KIND_DISTRICT, "tilleuls"},  {KIND_PLAN, "clsm"},
        {KIND_PRIORITY, "p1"},        {KIND_DECISION, "COPIL-2024-3"},
        {KIND_AGREEMENT, "ars-2025"}, {KIND_OBJECTIVE, "\"1.1\""},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        if (kinds & examples[i].kind)
            return examples[i].example;
    return "…";
}

static const char *type_example(enum schema_type type) {
    static const char *const examples[] = {
        [SCHEMA_BOOL] = "oui",
        [SCHEMA_INTEGER] = "10",
        [SCHEMA_NUMBER] = "0,5",
        [SCHEMA_PERCENT] = "50",
        [SCHEMA_YEAR] = "2025",
        [SCHEMA_MONEY] = "15 000",
        [SCHEMA_MEASURE] = "120",
        [SCHEMA_DATE] = "2025-03-12",
        [SCHEMA_END] = "2025-12-31",
        [SCHEMA_MOMENT] = "2025-03-12 18:30",
        [SCHEMA_TIME] = "18:30",
        [SCHEMA_URL] = "https://exemple.fr/",
        [SCHEMA_FILE] = "documents/fichier.pdf",
        [SCHEMA_RAW] = NULL,
    };
    return examples[type] ? examples[type] : "…";
}

static const char *example_of(const struct schema_field *field) {
    if (field->example)
        return field->example;
    if (field->choices)
        return field->choices->word;
    if (field->type == SCHEMA_REFERENCE || field->type == SCHEMA_REFERENCES)
        return reference_example(field->kinds);
    return type_example(field->type);
}

/* ---- Comments */

static void add_spaces(struct buffer *out, int count) {
    buffer_format(out, "%*s", count, "");
}

/* "Statut (obligatoire) : à définir, prévue ou en cours. Ce qui l'explique." */
static void add_words(struct buffer *out, const struct schema_field *field, unsigned required) {
    buffer_add_string(out, field->label);
    if (field->flags & required)
        BUFFER_LITERAL(out, " (obligatoire)");
    for (const struct schema_choice *choice = field->choices; choice && choice->word; choice++) {
        bool last = !choice[1].word && choice != field->choices;
        buffer_add_string(out, choice == field->choices ? " : " : last ? " ou " : ", ");
        buffer_add_string(out, choice->word);
    }
    if (field->help)
        buffer_format(out, ". %s", field->help);
    buffer_add_string(out, field->help ? "\n" : ".\n");
}

/* ---- Nested entries, always commented out */

static bool is_nested(const struct schema_field *field) {
    return field->type == SCHEMA_RECORD || field->type == SCHEMA_LIST;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static void add_nested(struct buffer *out, const struct schema_field *outer, int indent,
                       int depth) {
    bool list = outer->type == SCHEMA_LIST;
    for (const struct schema_field *field = outer->nested->fields; field->key; field++) {
        bool first = field == outer->nested->fields;
        add_spaces(out, indent);
        BUFFER_LITERAL(out, "#");
        add_spaces(out, depth);
        buffer_add_string(out, !list ? "" : first ? "- " : "  ");
        if (is_nested(field)) {
            buffer_format(out, "%s: # ", field->key);
            add_words(out, field, SCHEMA_REQUIRED);
            add_nested(out, field, indent, depth + (list ? 4 : 2));
        } else {
            buffer_format(out, "%s: %s # ", field->key, example_of(field));
            add_words(out, field, SCHEMA_REQUIRED);
        }
    }
}

/* ---- Fields */

static const struct skeleton_value *value_of(const struct skeleton *skeleton,
                                             const struct schema_field *field) {
    for (size_t i = 0; i < skeleton->count; i++)
        if (skeleton->values[i].field == field)
            return &skeleton->values[i];
    return NULL;
}

static bool is_written(const struct skeleton *skeleton, const struct schema_field *field) {
    const struct skeleton_value *value = value_of(skeleton, field);
    return value ? !value->commented : (field->flags & SCHEMA_REQUIRED) != 0;
}

static void add_key(struct buffer *out, const struct skeleton *skeleton,
                    const struct schema_field *field) {
    const struct skeleton_value *value = value_of(skeleton, field);
    buffer_add_string(out, field->key);
    BUFFER_LITERAL(out, ":");
    if (value)
        buffer_add(out, value->yaml);
    else if (field->choices)
        buffer_format(out, " %s", field->choices->word);
    else if (field->type == SCHEMA_TEXT || field->type == SCHEMA_PROSE)
        BUFFER_LITERAL(out, " À compléter");
    else
        buffer_format(out, " %s", example_of(field));
    BUFFER_LITERAL(out, "\n");
}

static void write_field(struct buffer *out, const struct skeleton *skeleton,
                        const struct schema_field *field) {
    const struct skeleton_value *value = value_of(skeleton, field);
    add_spaces(out, skeleton->indent);
    BUFFER_LITERAL(out, "# ");
    add_words(out, field, SCHEMA_REQUIRED | SCHEMA_NAMES);
    if (value)
        buffer_add(out, value->before);
    add_spaces(out, skeleton->indent);
    add_key(out, skeleton, field);
}

/* The fields of an entry: the first with the dash, and no comment between them. */
static void write_entry(struct buffer *out, const struct skeleton *skeleton) {
    bool first = true;
    for (const struct schema_field *field = skeleton->schema->fields; field->key; field++) {
        if (!is_written(skeleton, field))
            continue;
        add_spaces(out, skeleton->indent);
        buffer_add_string(out, first ? "- " : "  ");
        add_key(out, skeleton, field);
        first = false;
    }
}

static void write_optional(struct buffer *out, const struct skeleton *skeleton,
                           const struct schema_field *field) {
    const struct skeleton_value *value = value_of(skeleton, field);
    int indent = skeleton->indent + (skeleton->entry ? 2 : 0);
    add_spaces(out, indent);
    BUFFER_LITERAL(out, "# ");
    add_words(out, field, SCHEMA_NAMES);
    if (value) {
        buffer_add(out, value->before);
        return;
    }
    add_spaces(out, indent);
    if (is_nested(field)) {
        buffer_format(out, "#%s:\n", field->key);
        add_nested(out, field, indent, 2);
    } else {
        buffer_format(out, "#%s: %s\n", field->key, example_of(field));
    }
}

void skeleton_write(struct buffer *out, const struct skeleton *skeleton) {
    const struct schema_field *fields = skeleton->schema->fields;
    if (skeleton->entry)
        write_entry(out, skeleton);
    for (const struct schema_field *field = fields; field->key && !skeleton->entry; field++)
        if (is_written(skeleton, field))
            write_field(out, skeleton, field);
    add_spaces(out, skeleton->indent + (skeleton->entry ? 2 : 0));
    BUFFER_LITERAL(out,
                   "# ---- Facultatif : retirez le « # » collé à un mot pour vous en servir\n");
    for (const struct schema_field *field = fields; field->key; field++)
        if (!is_written(skeleton, field))
            write_optional(out, skeleton, field);
}
