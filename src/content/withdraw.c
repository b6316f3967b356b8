#include "content/withdraw.h"

#include "content/link.h"

static struct withdrawal *withdrawal_of(struct content *content, struct content_file *file) {
    if (!file->withdrawal)
        file->withdrawal = arena_new(content->arena, struct withdrawal);
    return file->withdrawal;
}

static void add(struct content *content, struct content_file *file,
                const struct schema_field *field, const struct record *record) {
    struct withdrawal *withdrawal = withdrawal_of(content, file);
    struct withdrawn entry = {field, identity_of(content->arena, record)};
    arena_push(content->arena, withdrawal->entries, withdrawal->count, entry);
}

static bool is_hidden(const struct content *content, const struct record *record) {
    return record->visibility > content->edition;
}

/* Only the lists of a page itself: in their entries, nothing can be restricted. */
static void visit_lists(struct content *content, struct record *record) {
    for (const struct schema_field *field = record->schema->fields; field->key; field++) {
        const struct list *list = schema_member(record, field);
        if (field->type != SCHEMA_LIST)
            continue;
        for (size_t i = 0; i < list->count; i++)
            if (is_hidden(content, list->items[i]))
                add(content, record->file, field, list->items[i]);
    }
}

static void visit_root(void *context, struct record *record) {
    struct content *content = context;
    struct content_file *file = record->file;
    bool entry = content_is_list(file->kind);
    if (is_hidden(content, record) && entry)
        add(content, file, NULL, record);
    else if (is_hidden(content, record))
        withdrawal_of(content, file)->whole = true;
    else if (!entry)
        visit_lists(content, record);
    if (!entry && file->reserved_count && content->edition == VISIBILITY_PUBLIC)
        withdrawal_of(content, file)->text = true;
}

void withdraw_collect(struct content *content) {
    link_each_root(content, visit_root, content);
}

/* The list of an older version where an entry stands today; NULL when it has none. */
static struct list *list_of(struct content_file *older, const struct withdrawn *entry) {
    if (!entry->field)
        return &older->entries;
    return older->record ? schema_member(older->record, entry->field) : NULL;
}

static bool matches(struct arena *arena, const struct record *record,
                    const struct withdrawn *entry) {
    struct identity identity = identity_of(arena, record);
    return identity_matches(&identity, &entry->identity);
}

size_t withdraw_find(struct arena *arena, struct content_file *older, const struct withdrawn *entry,
                     enum visibility edition, size_t *hidden) {
    const struct list *list = list_of(older, entry);
    size_t found = 0;
    *hidden = 0;
    for (size_t i = 0; list && i < list->count; i++) {
        const struct record *record = list->items[i];
        if (!matches(arena, record, entry))
            continue;
        found++;
        *hidden += record->visibility > edition;
    }
    return found;
}

void withdraw_entry(struct arena *arena, struct content_file *older,
                    const struct withdrawn *entry) {
    const struct list *list = list_of(older, entry);
    for (size_t i = 0; list && i < list->count; i++)
        if (matches(arena, list->items[i], entry))
            ((struct record *)list->items[i])->visibility = VISIBILITY_DRAFT;
}

void withdraw_key(struct content_file *older, const struct withdrawn *entry) {
    const struct list *list = list_of(older, entry);
    for (size_t i = 0; list && i < list->count; i++)
        ((struct record *)list->items[i])->visibility = VISIBILITY_DRAFT;
}
