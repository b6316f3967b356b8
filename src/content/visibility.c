/* Who may see what: each record's own visibility joined with that of what it stands in. */
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

static void join_minutes(struct minutes *minutes) {
    struct record *record = &minutes->page.record;
    const struct body *body = (const struct body *)minutes->body.target;
    if (minutes->page.visibility == 0 && !date_is_set(minutes->approved))
        join(record, VISIBILITY_PARTNERS);
    if (!body) /* an unknown body might be a restricted one */
        join(record, VISIBILITY_PARTNERS);
    else if (body->minutes_visibility)
        join(record, (enum visibility)(body->minutes_visibility - 1));
}

static void visit_root(void *context, struct record *record) {
    if (record->schema == &action_schema) {
        const struct axis *axis = ((const struct action *)record)->axis;
        join(record, axis ? axis->page.record.visibility : VISIBILITY_DRAFT);
    }
    if (record->schema == &minutes_schema)
        join_minutes((struct minutes *)record);
    schema_visit(record, join_nested, context);
    if (content_is_page(record->file->kind) && record->visibility != VISIBILITY_PUBLIC)
        record->file->diag.quotable = false;
}

void link_visibility(struct content *content) {
    link_each_root(content, visit_root, NULL);
}
