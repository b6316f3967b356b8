/* Who may see what: each record's own visibility joined with that of what it stands in. */
#include "base/path.h"
#include "content/link.h"

static void join(struct record *record, enum visibility outer) {
    if (outer > record->visibility)
        record->visibility = outer;
}

static void join_nested(void *context, struct record *record, const struct schema_field *field) {
    (void)context;
    void *member = schema_member(record, field);
    if (field->type == SCHEMA_RECORD && *(struct record **)member)
        join(*(struct record **)member, record->visibility);
    if (field->type != SCHEMA_LIST)
        return;
    const struct list *list = member;
    for (size_t i = 0; i < list->count; i++)
        join(list->items[i], record->visibility);
}

/* How far an instance restricts its minutes; what is written there and can't be read, most. */
static enum visibility narrowing_of(const struct body *body) {
    const struct record *record = &body->record;
    const struct schema_field *field =
        schema_find(record->schema, SLICE("visibilite_comptes_rendus"));
    if (body->minutes_visibility)
        return (enum visibility)(body->minutes_visibility - 1);
    return schema_position(record, field).line ? VISIBILITY_PARTNERS : VISIBILITY_PUBLIC;
}

static void join_minutes(struct minutes *minutes, const struct body *body) {
    struct record *record = &minutes->page.record;
    if (minutes->page.visibility == 0 && !date_is_set(minutes->approved))
        join(record, VISIBILITY_PARTNERS);
    join(record, body ? narrowing_of(body) : VISIBILITY_PARTNERS); /* unknown: may restrict */
    join(record, body ? body->record.visibility : VISIBILITY_PUBLIC);
}

void link_join_visibility(struct record *record, const struct record *governor) {
    if (record->schema == &action_schema)
        join(record, governor ? governor->visibility : VISIBILITY_DRAFT);
    if (record->schema == &minutes_schema)
        join_minutes((struct minutes *)record, (const struct body *)governor);
    schema_visit(record, join_nested, NULL);
}

static void visit_root(void *context, struct record *record) {
    (void)context;
    const struct record *governor = NULL;
    if (record->schema == &action_schema && ((const struct action *)record)->axis)
        governor = &((const struct action *)record)->axis->page.record;
    else if (record->schema == &minutes_schema)
        governor = ((const struct minutes *)record)->body.target;
    link_join_visibility(record, governor);
    if (content_is_page(record->file->kind) && record->visibility != VISIBILITY_PUBLIC)
        record->file->diag.quotable = false;
}

/* Whether what stands around a page that could not be read leaves it public. */
static bool is_around_public(const struct content *content, const struct content_file *file) {
    if (file->kind == CONTENT_MINUTES)
        return false;
    if (file->kind != CONTENT_ACTION)
        return true;
    for (size_t i = 0; i < content->axes.count; i++) {
        const struct axis *axis = content->axes.items[i];
        if (path_is_below(file->diag.path, axis->folder))
            return axis->page.record.visibility == VISIBILITY_PUBLIC;
    }
    return false;
}

/* What may be restricted without our knowing is shown to nobody. */
static void hide_doubtful(struct content_file *file) {
    if (file->established && !file->doubtful)
        return;
    if (file->record)
        join(file->record, VISIBILITY_DRAFT);
    for (size_t i = 0; i < file->entries.count; i++)
        join(file->entries.items[i], VISIBILITY_DRAFT);
}

void link_visibility(struct content *content) {
    for (size_t i = 0; i < content->file_count; i++)
        hide_doubtful(content->files[i]);
    link_each_root(content, visit_root, NULL);
    for (size_t i = 0; i < content->file_count; i++) {
        struct content_file *file = content->files[i];
        if (!file->record && content_is_page(file->kind))
            file->diag.quotable = file->diag.quotable && is_around_public(content, file);
    }
}
