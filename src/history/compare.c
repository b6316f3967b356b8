#include "history/compare.h"

#include "base/map.h"
#include "base/utf8.h"
#include "content/identity.h"
#include "markdown/blocks.h"
#include "text/french.h"

/* What a reader is not told of: visibility, the settings of the site, and what names an entry for
 * the program alone. */
static bool is_told(const struct schema_field *field) {
    return !(field->flags &
             (SCHEMA_VISIBILITY | SCHEMA_DRAFT | SCHEMA_SETTING | SCHEMA_SECRET | SCHEMA_PAGES)) &&
           field->type != SCHEMA_RAW && strcmp(field->key, "id") != 0;
}

/* ---- One value */

static struct edit_value text_value(struct slice text) {
    return (struct edit_value){.set = text.size != 0, .as.text = text};
}

struct edit_value compare_value(const struct record *record, const struct schema_field *field) {
    struct edit_value value = {0};
    if (!record)
        return value;
    const void *member = schema_member(record, field);
    switch (field->type) {
    case SCHEMA_TEXT:
    case SCHEMA_PROSE:
    case SCHEMA_URL:
        return text_value(*(const struct slice *)member);
    case SCHEMA_FILE:
        return text_value(((const struct file_reference *)member)->path);
    case SCHEMA_REFERENCE:
        return text_value(((const struct reference *)member)->words);
    case SCHEMA_BOOL:
        value.as.truth = value.set = *(const bool *)member;
        return value;
    case SCHEMA_INTEGER:
    case SCHEMA_NUMBER:
    case SCHEMA_PERCENT:
    case SCHEMA_YEAR:
        value.as.number = *(const struct number *)member;
        value.set = value.as.number.set;
        return value;
    case SCHEMA_MONEY:
        value.as.money = *(const struct money *)member;
        value.set = value.as.money.set;
        return value;
    case SCHEMA_MEASURE:
        value.as.measure = *(const struct measure *)member;
        value.set = value.as.measure.kind != MEASURE_NONE;
        return value;
    case SCHEMA_DATE:
    case SCHEMA_END:
        value.as.date = *(const struct date *)member;
        value.set = date_is_set(value.as.date);
        return value;
    case SCHEMA_MOMENT:
        value.as.moment = *(const struct moment *)member;
        value.set = date_is_set(value.as.moment.date);
        return value;
    case SCHEMA_TIME:
        value.as.number_of = *(const int *)member;
        value.set = value.as.number_of != TIME_NONE;
        return value;
    case SCHEMA_CHOICE:
        value.as.number_of = *(const int *)member;
        value.set = value.as.number_of != 0;
        return value;
    case SCHEMA_TEXTS:
    case SCHEMA_REFERENCES:
    case SCHEMA_RECORD:
    case SCHEMA_LIST:
    case SCHEMA_RAW:
        break;
    }
    return value;
}

static bool same_date(struct date a, struct date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static bool same_value(const struct schema_field *field, const struct edit_value *a,
                       const struct edit_value *b) {
    if (a->set != b->set || !a->set)
        return a->set == b->set;
    switch (field->type) {
    case SCHEMA_BOOL:
        return a->as.truth == b->as.truth;
    case SCHEMA_INTEGER:
    case SCHEMA_NUMBER:
    case SCHEMA_PERCENT:
    case SCHEMA_YEAR:
        return a->as.number.value == b->as.number.value;
    case SCHEMA_MONEY:
        return a->as.money.cents == b->as.money.cents;
    case SCHEMA_MEASURE:
        return a->as.measure.kind == b->as.measure.kind &&
               a->as.measure.number == b->as.measure.number;
    case SCHEMA_DATE:
    case SCHEMA_END:
        return same_date(a->as.date, b->as.date);
    case SCHEMA_MOMENT:
        return same_date(a->as.moment.date, b->as.moment.date) &&
               a->as.moment.minutes == b->as.moment.minutes;
    case SCHEMA_TIME:
    case SCHEMA_CHOICE:
        return a->as.number_of == b->as.number_of;
    default:
        return slice_equal(a->as.text, b->as.text);
    }
}

/* ---- Lists of words */

static struct texts words_of(struct arena *arena, const struct record *record,
                             const struct schema_field *field) {
    struct texts texts = {0};
    if (!record)
        return texts;
    if (field->type == SCHEMA_TEXTS)
        return *(const struct texts *)schema_member(record, field);
    const struct references *references = schema_member(record, field);
    for (size_t i = 0; i < references->count; i++)
        arena_push(arena, texts.items, texts.count, references->items[i].words);
    return texts;
}

/* The words of `texts` that are not among `others`, case and accents aside. */
static struct texts words_beyond(struct arena *arena, const struct texts *texts,
                                 const struct texts *others) {
    struct texts beyond = {0};
    struct map known;
    map_init(&known, arena);
    for (size_t i = 0; i < others->count; i++)
        map_put(&known, utf8_fold(arena, others->items[i]), (void *)others);
    for (size_t i = 0; i < texts->count; i++)
        if (texts->items[i].size &&
            !map_put(&known, utf8_fold(arena, texts->items[i]), (void *)others))
            arena_push(arena, beyond.items, beyond.count, texts->items[i]);
    return beyond;
}

static bool compare_words(struct arena *arena, const struct record *before,
                          const struct record *after, struct edit_field *edit) {
    struct texts old = words_of(arena, before, edit->field);
    struct texts new = words_of(arena, after, edit->field);
    edit->removed = words_beyond(arena, &old, &new);
    edit->added = words_beyond(arena, &new, &old);
    return edit->removed.count || edit->added.count;
}

/* ---- Entries */

static void name_entry(struct edit_entry *entry, const struct record *record) {
    const struct schema_field *id = schema_find(record->schema, SLICE("id"));
    entry->schema = record->schema;
    if (id && id->type == SCHEMA_TEXT)
        entry->id = *(const struct slice *)schema_member(record, id);
    identity_fields(record, entry->names);
    for (size_t i = 0; i < 2; i++)
        if (entry->names[i])
            entry->name[i] = compare_value(record, entry->names[i]);
}

/* Leaves out of an added entry what its name already says. */
static void drop_names(struct edit_entry *entry) {
    size_t kept = 0;
    for (size_t i = 0; i < entry->count; i++)
        if (entry->fields[i].field != entry->names[0] && entry->fields[i].field != entry->names[1])
            entry->fields[kept++] = entry->fields[i];
    entry->count = kept;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static bool compare_entry(struct arena *arena, const struct record *before,
                          const struct record *after, struct edit_entry *entry) {
    *entry = (struct edit_entry){.change = !before  ? EDIT_ADD
                                           : !after ? EDIT_REMOVE
                                                    : EDIT_REPLACE};
    const struct record *named = after ? after : before;
    if (!named)
        return false;
    name_entry(entry, named);
    if (!after)
        return true;
    compare_records(arena, before, after, &entry->fields, &entry->count);
    if (!before)
        drop_names(entry);
    return !before || entry->count;
}

/* The entries of a list by what names them; of several with one name, by their order. */
static void index_entries(struct arena *arena, struct map *map, const struct list *list) {
    map_init(map, arena);
    for (size_t i = 0; i < list->count; i++) {
        struct identity identity = identity_of(arena, list->items[i]);
        for (size_t j = 0; j < identity.count; j++) {
            struct slice token = identity.tokens[j];
            while (map_put(map, token, list->items[i]))
                token = slice_concat(arena, token, SLICE("\n"));
        }
    }
}

struct pairing {
    struct arena *arena;
    struct map old;    /* token to record */
    struct map paired; /* address of an old record, once it has its new one */
};

static struct slice address_of(struct pairing *pairing, const void *record) {
    const void **copy = arena_new(pairing->arena, const void *);
    *copy = record;
    return (struct slice){(const char *)copy, sizeof *copy};
}

/* The old entry that a new one continues, by its tokens from one on; or NULL. */
static const struct record *pair_tokens(struct pairing *pairing, const struct record *new,
                                        const struct identity *identity, size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
        struct slice token = identity->tokens[i];
        const struct record *old;
        while ((old = map_get(&pairing->old, token))) {
            if (!map_put(&pairing->paired, address_of(pairing, old), (void *)new))
                return old;
            token = slice_concat(pairing->arena, token, SLICE("\n"));
        }
    }
    return NULL;
}

/* The old entries that new ones continue, or NULL: a weak name tells only of what no strong one
 * does, in either list. */
static const struct record **pair_entries(struct pairing *pairing, const struct list *after) {
    const struct record **old = arena_array(pairing->arena, const struct record *, after->count);
    struct identity *identities = arena_array(pairing->arena, struct identity, after->count);
    for (size_t i = 0; i < after->count; i++) {
        identities[i] = identity_of(pairing->arena, after->items[i]);
        old[i] = pair_tokens(pairing, after->items[i], &identities[i], 0, identities[i].strong);
    }
    for (size_t i = 0; i < after->count; i++)
        if (!old[i])
            old[i] = pair_tokens(pairing, after->items[i], &identities[i], identities[i].strong,
                                 identities[i].count);
    return old;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static bool compare_entries(struct arena *arena, const struct list *before,
                            const struct list *after, struct edit_field *edit) {
    struct pairing pairing = {.arena = arena};
    struct edit_entry entry;
    index_entries(arena, &pairing.old, before);
    map_init(&pairing.paired, arena);
    const struct record **old = pair_entries(&pairing, after);
    for (size_t i = 0; i < after->count; i++) {
        if (compare_entry(arena, old[i], after->items[i], &entry))
            arena_push(arena, edit->entries, edit->count, entry);
    }
    for (size_t i = 0; i < before->count; i++) {
        if (map_get(&pairing.paired, address_of(&pairing, before->items[i])))
            continue;
        compare_entry(arena, before->items[i], NULL, &entry);
        arena_push(arena, edit->entries, edit->count, entry);
    }
    return edit->count != 0;
}

/* ---- Fields */

static bool compare_prose(struct arena *arena, struct edit_field *edit) {
    if (same_value(edit->field, &edit->before, &edit->after))
        return false;
    if (!edit->before.set || !edit->after.set)
        return true;
    struct blocks old = blocks_of_text(arena, french_text(arena, edit->before.as.text));
    struct blocks new = blocks_of_text(arena, french_text(arena, edit->after.as.text));
    struct difference whole = difference_compare(arena, &old, &new);
    if (difference_is_empty(&whole))
        return false;
    edit->prose = difference_fold(arena, &whole);
    edit->before = edit->after = (struct edit_value){0};
    return true;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static bool compare_field(struct arena *arena, const struct record *before,
                          const struct record *after, struct edit_field *edit) {
    static const struct list none = {0};
    const struct schema_field *field = edit->field;
    switch (field->type) {
    case SCHEMA_TEXTS:
    case SCHEMA_REFERENCES:
        return compare_words(arena, before, after, edit);
    case SCHEMA_LIST:
        return compare_entries(arena, before ? schema_member(before, field) : &none,
                               after ? schema_member(after, field) : &none, edit);
    case SCHEMA_RECORD: {
        const struct record *old = before ? *(struct record **)schema_member(before, field) : NULL;
        const struct record *new = after ? *(struct record **)schema_member(after, field) : NULL;
        if (!old && !new)
            return false;
        struct edit_entry *entry = arena_new(arena, struct edit_entry);
        edit->entries = entry;
        edit->count = 1;
        return compare_entry(arena, old, new, entry);
    }
    default:
        edit->before = compare_value(before, field);
        edit->after = compare_value(after, field);
        return field->type == SCHEMA_PROSE ? compare_prose(arena, edit)
                                           : !same_value(field, &edit->before, &edit->after);
    }
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
void compare_records(struct arena *arena, const struct record *before, const struct record *after,
                     struct edit_field **fields, size_t *count) {
    const struct schema *schema = after ? after->schema : before->schema;
    *fields = NULL;
    *count = 0;
    for (const struct schema_field *field = schema->fields; field->key; field++) {
        struct edit_field edit = {.schema = schema, .field = field};
        if (is_told(field) && compare_field(arena, before, after, &edit))
            arena_push(arena, *fields, *count, edit);
    }
}

bool compare_same_field(struct arena *arena, const struct record *before,
                        const struct record *after, const struct schema_field *field) {
    struct edit_field edit = {.schema = after->schema, .field = field};
    return !compare_field(arena, before, after, &edit);
}

void compare_lists(struct arena *arena, const struct list *before, const struct list *after,
                   struct edit_field **fields, size_t *count) {
    struct edit_field edit = {0};
    *fields = NULL;
    *count = 0;
    if (compare_entries(arena, before, after, &edit))
        arena_push(arena, *fields, *count, edit);
}
