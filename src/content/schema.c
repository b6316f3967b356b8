#include "content/schema.h"

size_t schema_count(const struct schema *schema) {
    size_t count = 0;
    while (schema->fields[count].key)
        count++;
    return count;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static unsigned long long digest(const struct schema *schema, unsigned long long seed) {
    seed = slice_hash(slice_from(schema->name), seed);
    for (const struct schema_field *field = schema->fields; field->key; field++) {
        unsigned numbers[] = {field->type, field->flags, field->kinds};
        seed = slice_hash(slice_from(field->key), seed);
        seed = slice_hash((struct slice){(const char *)numbers, sizeof numbers}, seed);
        for (const struct schema_choice *choice = field->choices; choice && choice->word; choice++)
            seed = slice_hash(slice_from(choice->word), seed);
        if (field->nested)
            seed = digest(field->nested, seed);
    }
    return seed;
}

unsigned long long schema_digest(const struct schema *const *schemas) {
    unsigned long long seed = SLICE_HASH_SEED;
    for (size_t i = 0; schemas[i]; i++)
        seed = digest(schemas[i], seed);
    return seed;
}

const struct schema_field *schema_find(const struct schema *schema, struct slice folded) {
    for (const struct schema_field *field = schema->fields; field->key; field++)
        if (slice_is(folded, field->key))
            return field;
    return NULL;
}

void *schema_member(const struct record *record, const struct schema_field *field) {
    return (char *)record + field->offset;
}

struct position schema_position(const struct record *record, const struct schema_field *field) {
    return record->at[field - record->schema->fields];
}

const struct schema_choice *schema_choice_of(const struct record *record,
                                             const struct schema_field *field) {
    int choice = *(const int *)schema_member(record, field);
    return choice ? &field->choices[choice - 1] : NULL;
}

size_t schema_type_size(enum schema_type type) {
    switch (type) {
    case SCHEMA_TEXT:
    case SCHEMA_PROSE:
    case SCHEMA_URL:
        return sizeof(struct slice);
    case SCHEMA_TEXTS:
        return sizeof(struct texts);
    case SCHEMA_BOOL:
        return sizeof(bool);
    case SCHEMA_INTEGER:
    case SCHEMA_NUMBER:
    case SCHEMA_PERCENT:
    case SCHEMA_YEAR:
        return sizeof(struct number);
    case SCHEMA_MONEY:
        return sizeof(struct money);
    case SCHEMA_MEASURE:
        return sizeof(struct measure);
    case SCHEMA_DATE:
    case SCHEMA_END:
        return sizeof(struct date);
    case SCHEMA_MOMENT:
        return sizeof(struct moment);
    case SCHEMA_TIME:
    case SCHEMA_CHOICE:
        return sizeof(int);
    case SCHEMA_FILE:
        return sizeof(struct file_reference);
    case SCHEMA_REFERENCE:
        return sizeof(struct reference);
    case SCHEMA_REFERENCES:
        return sizeof(struct references);
    case SCHEMA_LIST:
        return sizeof(struct list);
    case SCHEMA_RECORD:
    case SCHEMA_RAW:
        break;
    }
    return sizeof(void *);
}

/* Depth is that of the tables themselves, four at most: content does not decide it. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
void schema_visit(struct record *record, schema_visitor *visit, void *context) {
    for (const struct schema_field *field = record->schema->fields; field->key; field++) {
        if (schema_position(record, field).line == 0)
            continue;
        visit(context, record, field);
        void *member = schema_member(record, field);
        if (field->type == SCHEMA_RECORD && *(void **)member)
            schema_visit(*(void **)member, visit, context);
        if (field->type != SCHEMA_LIST)
            continue;
        const struct list *list = member;
        for (size_t i = 0; i < list->count; i++)
            schema_visit(list->items[i], visit, context);
    }
}
