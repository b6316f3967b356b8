/* What pages without a title are called. */
#include "base/path.h"
#include "content/link.h"
#include "text/french.h"

struct slice content_meeting(struct arena *arena, const struct body *body, struct date date) {
    struct slice name = body->acronym.size ? body->acronym
                        : body->name.size  ? body->name
                                           : body->id;
    const char *of = date.day ? "du " : date.month ? "de " : "";
    return slice_format(arena, "%.*s %s%.*s", SLICE_ARG(name), of,
                        SLICE_ARG(french_date(arena, date)));
}

struct slice content_title(const struct content *content, const struct page *page) {
    (void)content;
    return page->title.size ? page->title : path_stem(page->record.file->diag.path);
}

/* A title that is required and lacks: said already, but an official version is shown all the same.
 */
static void name_page(struct content_file *file) {
    const struct schema_field *field =
        file->record ? schema_find(file->record->schema, SLICE("titre")) : NULL;
    if (!field || !(field->flags & SCHEMA_REQUIRED))
        return;
    struct slice *title = schema_member(file->record, field);
    if (title->size == 0)
        *title = path_stem(file->diag.path);
}

void link_titles(struct content *content) {
    for (size_t i = 0; i < content->file_count; i++)
        name_page(content->files[i]);
    for (size_t i = 0; i < content->minutes.count; i++) {
        struct minutes *minutes = content->minutes.items[i];
        const struct body *body = (const struct body *)minutes->body.target;
        if (minutes->page.title.size == 0 && body)
            minutes->page.title = content_meeting(content->arena, body, minutes->date);
    }
    for (size_t i = 0; i < content->programmes.count; i++) {
        struct programme *programme = content->programmes.items[i];
        if (programme->page.title.size == 0)
            programme->page.title =
                slice_format(content->arena, "Programmation %.0f", programme->year.value);
    }
}
