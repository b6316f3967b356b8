#include "content/usage.h"

#include "base/utf8.h"
#include "content/link.h"
#include "markdown/markdown.h"

#define USED_BY_SHOWN 1
#define USED_BY_HIDDEN 2

struct usage {
    struct content *content;
    unsigned char *marks;      /* by number of the record */
    struct map terms;          /* acronym to struct term */
    const struct record *root; /* whose text is being read */
};

static bool is_shown(const struct usage *usage, const struct record *record) {
    return record->visibility <= usage->content->edition;
}

static void mark(struct usage *usage, const struct record *used, bool shown) {
    if (used && used->number)
        usage->marks[used->number] |= shown ? USED_BY_SHOWN : USED_BY_HIDDEN;
}

/* Marks the words of a text that the glossary explains. */
static void mark_words(struct usage *usage, struct slice text, bool shown) {
    while (text.size) {
        struct slice start = text;
        size_t capitals = 0;
        while (text.size) {
            struct slice before = text;
            uint32_t code = utf8_next(&text);
            bool inner = (code == '-' || code == '\'') && before.data != start.data;
            if (!utf8_is_word(code) && !inner) {
                text = before;
                break;
            }
            capitals += utf8_is_upper(code);
        }
        struct slice word = slice_part(start, 0, start.size - text.size);
        if (capitals >= 2) {
            struct term *term = map_get(&usage->terms, word);
            mark(usage, term ? &term->record : NULL, shown);
        }
        if (text.size)
            utf8_next(&text);
    }
}

static void visit_field(void *context, struct record *record, const struct schema_field *field) {
    struct usage *usage = context;
    const void *member = schema_member(record, field);
    bool shown = is_shown(usage, record);
    if (field->type == SCHEMA_REFERENCE)
        mark(usage, ((const struct reference *)member)->target, shown);
    if (field->type == SCHEMA_REFERENCES)
        for (size_t i = 0; i < ((const struct references *)member)->count; i++)
            mark(usage, ((const struct references *)member)->items[i].target, shown);
    if (field->type == SCHEMA_TEXT || field->type == SCHEMA_PROSE)
        mark_words(usage, *(const struct slice *)member, shown);
    if (field->type == SCHEMA_TEXTS)
        for (size_t i = 0; i < ((const struct texts *)member)->count; i++)
            mark_words(usage, ((const struct texts *)member)->items[i], shown);
}

/* The acronyms of a body, through the renderer's own idea of what looks like one. */
static void see_word(void *context, struct slice word, struct buffer *out) {
    struct usage *usage = context;
    (void)out;
    struct term *term = map_get(&usage->terms, word);
    if (!term)
        return;
    bool shown = is_shown(usage, usage->root);
    mark(usage, &term->record, shown);
    struct list *users = &term->users;
    if (shown && (users->count == 0 || users->items[users->count - 1] != usage->root))
        arena_push(usage->content->arena, users->items, users->count, (void *)usage->root);
}

static void visit_root(void *context, struct record *record) {
    struct usage *usage = context;
    const struct content_file *file = record->file;
    if (record->schema == &organisation_schema || record->schema == &term_schema)
        return; /* an entry does not use itself */
    schema_visit(record, visit_field, usage);
    if (!content_is_page(file->kind) || !file->prose.program)
        return;
    usage->root = record;
    if (file->shown.program)
        markdown_each_acronym(file->shown.program, see_word, usage);
    if (file->shown.program == file->prose.program)
        return;
    /* what the whole text uses beyond that is used by what is hidden */
    struct record hidden = *record;
    hidden.visibility = VISIBILITY_DRAFT;
    usage->root = &hidden;
    markdown_each_acronym(file->prose.program, see_word, usage);
    mark_words(usage, file->prose.program->plain, false);
}

static void hide(const struct usage *usage, const struct list *list) {
    for (size_t i = 0; i < list->count; i++) {
        struct record *record = list->items[i];
        if (usage->marks[record->number] == USED_BY_HIDDEN)
            record->visibility = VISIBILITY_DRAFT;
    }
}

void usage_hide(struct content *content) {
    struct usage usage = {.content = content};
    usage.marks = arena_array(content->arena, unsigned char, content->page_count + 1);
    map_init(&usage.terms, content->arena);
    for (size_t i = 0; i < content->terms.count; i++) {
        struct term *term = content->terms.items[i];
        map_put(&usage.terms, term->acronym, term);
    }
    link_each_root(content, visit_root, &usage);
    hide(&usage, &content->organisations);
    hide(&usage, &content->terms);
}

static void use_asset(struct asset *asset) {
    if (asset)
        asset->used = true;
}

static void use_field(void *context, struct record *record, const struct schema_field *field) {
    (void)context;
    if (field->type == SCHEMA_FILE)
        use_asset(((const struct file_reference *)schema_member(record, field))->asset);
}

static void use_root(void *context, struct record *record) {
    schema_visit(record, use_field, context);
    const struct prose *prose = &record->file->shown;
    if (!content_is_page(record->file->kind) || !prose->program)
        return;
    for (size_t i = 0; i < prose->program->link_count; i++)
        use_asset(prose->links[i].asset);
    for (size_t i = 0; i < prose->program->image_count; i++)
        use_asset(prose->images[i]);
    for (size_t i = 0; i < prose->program->figure_count; i++)
        if (prose->figures[i])
            use_asset(prose->figures[i]->figure->data.asset);
}

void usage_mark_assets(struct content *content) {
    link_each_root(content, use_root, NULL);
}
