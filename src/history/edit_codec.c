/* Edits as bytes and back, and what is dropped of them when they are read. */
#include "base/arena.h"
#include "base/codec.h"
#include "history/edit.h"

/* ---- Schemas by name */

/* The schemas that an edit may name: those of whole files, and all that is nested in them. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static const struct schema *find_nested(const struct schema *schema, struct slice name) {
    if (slice_is(name, schema->name))
        return schema;
    for (const struct schema_field *field = schema->fields; field->key; field++) {
        const struct schema *found = field->nested ? find_nested(field->nested, name) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

static const struct schema *find_schema(struct slice name) {
    const struct schema *found = NULL;
    for (size_t i = 0; model_schemas[i] && !found; i++)
        found = find_nested(model_schemas[i], name);
    return found;
}

/* A field by its rank; 0 for none. */
static void put_field(struct buffer *out, const struct schema *schema,
                      const struct schema_field *field) {
    codec_put_number(out, field ? (uint64_t)(field - schema->fields) + 1 : 0);
}

static const struct schema_field *take_field(struct codec_reader *reader,
                                             const struct schema *schema) {
    uint64_t rank = codec_take_number(reader, schema_count(schema));
    return rank ? &schema->fields[rank - 1] : NULL;
}

/* ---- Values */

static void put_date(struct buffer *out, struct date date) {
    codec_put_signed(out, ((int64_t)date.year * 16 + date.month) * 32 + date.day);
}

static struct date take_date(struct codec_reader *reader) {
    int packed = (int)codec_take_signed(reader, 0, 9999 * 512 + 511);
    struct date date = {(int16_t)(packed / 512), (int8_t)(packed / 32 % 16), (int8_t)(packed % 32)};
    if (date.month <= 12)
        return date;
    codec_fail(reader);
    return (struct date){0};
}

static void put_value(struct buffer *out, const struct schema_field *field,
                      const struct edit_value *value) {
    codec_put_number(out, value->set);
    if (!value->set)
        return;
    switch (field->type) {
    case SCHEMA_BOOL:
        break;
    case SCHEMA_INTEGER:
    case SCHEMA_NUMBER:
    case SCHEMA_PERCENT:
    case SCHEMA_YEAR:
        codec_put_double(out, value->as.number.value);
        break;
    case SCHEMA_MONEY:
        codec_put_signed(out, value->as.money.cents);
        break;
    case SCHEMA_MEASURE:
        codec_put_number(out, value->as.measure.kind);
        codec_put_double(out, value->as.measure.number);
        break;
    case SCHEMA_DATE:
    case SCHEMA_END:
        put_date(out, value->as.date);
        break;
    case SCHEMA_MOMENT:
        put_date(out, value->as.moment.date);
        codec_put_signed(out, value->as.moment.minutes);
        break;
    case SCHEMA_TIME:
    case SCHEMA_CHOICE:
        codec_put_signed(out, value->as.number_of);
        break;
    default:
        codec_put_slice(out, value->as.text);
    }
}

static int take_minutes(struct codec_reader *reader) {
    return (int)codec_take_signed(reader, TIME_NONE, 24 * 60);
}

static int take_choice(struct codec_reader *reader, const struct schema_field *field) {
    int64_t count = 0;
    while (field->choices[count].word)
        count++;
    return (int)codec_take_signed(reader, 1, count);
}

static struct edit_value take_value(struct codec_reader *reader, const struct schema_field *field) {
    struct edit_value value = {.set = codec_take_number(reader, 1) != 0};
    if (!value.set)
        return value;
    switch (field->type) {
    case SCHEMA_BOOL:
        value.as.truth = true;
        break;
    case SCHEMA_INTEGER:
    case SCHEMA_NUMBER:
    case SCHEMA_PERCENT:
    case SCHEMA_YEAR:
        value.as.number = (struct number){true, codec_take_double(reader)};
        break;
    case SCHEMA_MONEY:
        value.as.money = (struct money){true, codec_take_signed(reader, INT64_MIN, INT64_MAX)};
        break;
    case SCHEMA_MEASURE:
        value.as.measure.kind = (enum measure_kind)codec_take_number(reader, MEASURE_SECRET);
        value.as.measure.number = codec_take_double(reader);
        break;
    case SCHEMA_DATE:
    case SCHEMA_END:
        value.as.date = take_date(reader);
        break;
    case SCHEMA_MOMENT:
        value.as.moment.date = take_date(reader);
        value.as.moment.minutes = take_minutes(reader);
        break;
    case SCHEMA_TIME:
        value.as.number_of = take_minutes(reader);
        break;
    case SCHEMA_CHOICE:
        value.as.number_of = take_choice(reader, field);
        break;
    default:
        value.as.text = codec_take_text(reader);
    }
    return value;
}

/* ---- Fields and entries */

static void put_texts(struct buffer *out, const struct texts *texts) {
    codec_put_number(out, texts->count);
    for (size_t i = 0; i < texts->count; i++)
        codec_put_slice(out, texts->items[i]);
}

static struct texts take_texts(struct arena *arena, struct codec_reader *reader) {
    struct texts texts = {.count = codec_take_count(reader, 1)};
    texts.items = arena_array(arena, struct slice, texts.count);
    for (size_t i = 0; i < texts.count; i++)
        texts.items[i] = codec_take_text(reader);
    return texts;
}

static void put_fields(struct buffer *out, const struct edit_field *fields, size_t count);

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static void put_entry(struct buffer *out, const struct edit_entry *entry) {
    codec_put_number(out, entry->change);
    codec_put_slice(out, slice_from(entry->schema->name));
    codec_put_slice(out, entry->id);
    for (size_t i = 0; i < 2; i++) {
        put_field(out, entry->schema, entry->names[i]);
        if (entry->names[i])
            put_value(out, entry->names[i], &entry->name[i]);
    }
    put_fields(out, entry->fields, entry->count);
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static void put_fields(struct buffer *out, const struct edit_field *fields, size_t count) {
    codec_put_number(out, count);
    for (size_t i = 0; i < count; i++) {
        const struct edit_field *edit = &fields[i];
        codec_put_slice(out, slice_from(edit->schema ? edit->schema->name : ""));
        if (edit->schema)
            put_field(out, edit->schema, edit->field);
        if (edit->field) {
            put_value(out, edit->field, &edit->before);
            put_value(out, edit->field, &edit->after);
        }
        difference_encode(out, &edit->prose);
        put_texts(out, &edit->removed);
        put_texts(out, &edit->added);
        codec_put_number(out, edit->count);
        for (size_t j = 0; j < edit->count; j++)
            put_entry(out, &edit->entries[j]);
    }
}

static void take_fields(struct arena *arena, struct codec_reader *reader, unsigned depth,
                        struct edit_field **fields, size_t *count);

/* What bytes nest deeper than any schema does is refused. */
#define DEPTH 6

/* NOLINTNEXTLINE(misc-no-recursion): bounded by DEPTH */
static void take_entry(struct arena *arena, struct codec_reader *reader, unsigned depth,
                       struct edit_entry *entry) {
    entry->change = (enum edit_change)codec_take_number(reader, EDIT_REPLACE);
    entry->schema = find_schema(codec_take_slice(reader));
    if (!entry->schema)
        codec_fail(reader);
    entry->id = codec_take_slice(reader);
    for (size_t i = 0; i < 2 && !reader->failed; i++) {
        entry->names[i] = take_field(reader, entry->schema);
        if (entry->names[i])
            entry->name[i] = take_value(reader, entry->names[i]);
    }
    take_fields(arena, reader, depth + 1, &entry->fields, &entry->count);
}

/* NOLINTNEXTLINE(misc-no-recursion): bounded by DEPTH */
static void take_one(struct arena *arena, struct codec_reader *reader, unsigned depth,
                     struct edit_field *edit) {
    struct slice name = codec_take_slice(reader);
    edit->schema = name.size ? find_schema(name) : NULL;
    edit->field = edit->schema ? take_field(reader, edit->schema) : NULL;
    if (name.size && !edit->field)
        codec_fail(reader);
    if (edit->field) {
        edit->before = take_value(reader, edit->field);
        edit->after = take_value(reader, edit->field);
    }
    difference_decode(arena, reader, &edit->prose);
    edit->removed = take_texts(arena, reader);
    edit->added = take_texts(arena, reader);
    edit->count = codec_take_count(reader, 1);
    edit->entries = arena_array(arena, struct edit_entry, edit->count);
    for (size_t i = 0; i < edit->count && !reader->failed; i++)
        take_entry(arena, reader, depth, &edit->entries[i]);
}

/* NOLINTNEXTLINE(misc-no-recursion): bounded by DEPTH */
static void take_fields(struct arena *arena, struct codec_reader *reader, unsigned depth,
                        struct edit_field **fields, size_t *count) {
    if (depth > DEPTH)
        codec_fail(reader);
    *count = codec_take_count(reader, 1);
    *fields = arena_array(arena, struct edit_field, *count);
    for (size_t i = 0; i < *count && !reader->failed; i++)
        take_one(arena, reader, depth, &(*fields)[i]);
}

/* ---- Edits */

void edit_encode(struct buffer *out, const struct edit *edit) {
    codec_put_number(out, edit->kind);
    codec_put_number(out, edit->weight);
    codec_put_number(out, edit->refers);
    codec_put_slice(out, edit->state.number);
    codec_put_slice(out, edit->state.title);
    codec_put_signed(out, edit->state.status);
    codec_put_slice(out, edit->state.body);
    put_date(out, edit->state.date);
    put_fields(out, edit->fields, edit->count);
    difference_encode(out, &edit->text);
}

static void take_head(struct codec_reader *reader, struct edit *edit) {
    *edit = (struct edit){0};
    edit->kind = (enum edit_kind)codec_take_number(reader, EDIT_DELETED);
    edit->weight = (enum edit_weight)codec_take_number(reader, EDIT_LISTED);
    edit->refers = codec_take_number(reader, 1) != 0;
    edit->state.number = codec_take_text(reader);
    edit->state.title = codec_take_text(reader);
    edit->state.status = (int)codec_take_signed(reader, ACTION_UNSET, ACTION_ABANDONED);
    edit->state.body = codec_take_text(reader);
    edit->state.date = take_date(reader);
}

bool edit_decode_head(struct slice bytes, struct edit *edit) {
    struct codec_reader reader = codec_reader_of(bytes);
    take_head(&reader, edit);
    return !reader.failed;
}

bool edit_decode(struct arena *arena, struct slice bytes, struct edit *edit) {
    struct codec_reader reader = codec_reader_of(bytes);
    take_head(&reader, edit);
    take_fields(arena, &reader, 0, &edit->fields, &edit->count);
    difference_decode(arena, &reader, &edit->text);
    if (codec_is_done(&reader))
        return true;
    *edit = (struct edit){0};
    return false;
}

/* ---- What may not be told today */

/* A name that the edition hides; or, of a kind whose names are no free words, one that nothing
 * bears any more: what it named may have been hidden. */
static bool is_hidden(const struct content *content, const struct schema_field *field,
                      struct slice words) {
    struct record *record;
    if (field->kinds & KIND_OBJECTIVE || words.size == 0)
        return false;
    enum content_name name = content_name(content, field->kinds, words, &record);
    return name == CONTENT_NAME_HIDDEN ||
           (name == CONTENT_NAME_UNKNOWN && !(field->kinds & KIND_ORGANISATION));
}

static void scrub_texts(const struct content *content, const struct schema_field *field,
                        struct texts *texts) {
    size_t kept = 0;
    for (size_t i = 0; i < texts->count; i++)
        if (!is_hidden(content, field, texts->items[i]))
            texts->items[kept++] = texts->items[i];
    texts->count = kept;
}

static void scrub_value(const struct content *content, const struct schema_field *field,
                        struct edit_value *value) {
    if (field && field->type == SCHEMA_REFERENCE && value->set &&
        is_hidden(content, field, value->as.text))
        *value = (struct edit_value){0};
}

static size_t scrub_fields(const struct content *content, struct edit_field *fields, size_t count);

/* Whether something is left of an entry. One that only a hidden name names goes whole. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static bool scrub_entry(const struct content *content, struct edit_entry *entry) {
    bool named = entry->name[0].set;
    for (size_t i = 0; i < 2; i++)
        scrub_value(content, entry->names[i], &entry->name[i]);
    if (named && !entry->name[0].set)
        return false;
    size_t count = entry->count;
    entry->count = scrub_fields(content, entry->fields, count);
    return entry->count || entry->change != EDIT_REPLACE;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static bool scrub_field(const struct content *content, struct edit_field *edit) {
    const struct schema_field *field = edit->field;
    if (field && field->type == SCHEMA_REFERENCES) {
        scrub_texts(content, field, &edit->removed);
        scrub_texts(content, field, &edit->added);
        return edit->removed.count || edit->added.count;
    }
    if (field && field->type == SCHEMA_REFERENCE) {
        scrub_value(content, field, &edit->before);
        scrub_value(content, field, &edit->after);
        return edit->before.set || edit->after.set;
    }
    if (edit->count == 0)
        return true;
    size_t kept = 0;
    for (size_t i = 0; i < edit->count; i++)
        if (scrub_entry(content, &edit->entries[i]))
            edit->entries[kept++] = edit->entries[i];
    edit->count = kept;
    return kept != 0;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static size_t scrub_fields(const struct content *content, struct edit_field *fields, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (scrub_field(content, &fields[i]))
            fields[kept++] = fields[i];
    return kept;
}

void edit_scrub(struct edit *edit, const struct content *content) {
    size_t count = edit->count;
    if (!edit->refers)
        return;
    edit->count = scrub_fields(content, edit->fields, count);
    if (edit->kind == EDIT_CHANGED && count && edit->count == 0 && difference_is_empty(&edit->text))
        edit->weight = EDIT_NOTHING;
}
