#include "content/parts.h"

#include "base/utf8.h"

/* Ids of the frame, on every page. */
static const char *const frame[] = {"contenu", "navigation", "menu", "pied", "titre-sommaire"};

/* Parts that come from other files than the page's own. */
static const struct {
    enum content_kind kind;
    const char *id;
} others[] = {
    {CONTENT_HOME, "axes"},          {CONTENT_HOME, "agenda"},      {CONTENT_HOME, "actualites"},
    {CONTENT_HOME, "modifications"}, {CONTENT_ACTION, "decisions"}, {CONTENT_ACTION, "dates"},
};

struct texts parts_of(struct arena *arena, const struct content_file *file) {
    struct texts ids = {0};
    for (size_t i = 0; i < sizeof frame / sizeof *frame; i++)
        arena_push(arena, ids.items, ids.count, slice_from(frame[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].kind == file->kind)
            arena_push(arena, ids.items, ids.count, slice_from(others[i].id));
    const struct record *record = file->record;
    for (const struct schema_field *field = record ? record->schema->fields : NULL;
         field && field->key; field++)
        if ((field->flags & SCHEMA_PART) && schema_position(record, field).line)
            arena_push(arena, ids.items, ids.count, utf8_slug(arena, slice_from(field->key)));
    return ids;
}
