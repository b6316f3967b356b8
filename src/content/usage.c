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
    struct record **marked;    /* terms whose own text is still to be read */
    size_t marked_count;
};

static bool is_shown(const struct usage *usage, const struct record *record) {
    return record->visibility <= usage->content->edition;
}

static void mark(struct usage *usage, struct record *used, bool shown) {
    unsigned char by = shown ? USED_BY_SHOWN : USED_BY_HIDDEN;
    if (!used || !used->number || usage->marks[used->number] & by)
        return;
    usage->marks[used->number] |= by;
    if (used->schema == &term_schema)
        arena_push(usage->content->arena, usage->marked, usage->marked_count, used);
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

static void mark_field(struct usage *usage, const struct record *record,
                       const struct schema_field *field, bool shown) {
    const void *member = schema_member(record, field);
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

static void visit_field(void *context, struct record *record, const struct schema_field *field) {
    mark_field(context, record, field, is_shown(context, record));
}

/* What an entry of organismes.yaml or glossaire.yaml says. */
static void mark_entry(struct usage *usage, const struct record *record, bool shown) {
    for (const struct schema_field *field = record->schema->fields; field->key; field++)
        mark_field(usage, record, field, shown);
}

/* Whether only what is hidden uses an entry: it will be hidden too. */
static bool only_hidden(const struct usage *usage, const struct record *record) {
    return usage->marks[record->number] == USED_BY_HIDDEN;
}

/* Terms explain one another: those that hidden ones need, then those that shown ones do. */
static void mark_terms(struct usage *usage, bool shown) {
    const struct list *terms = &usage->content->terms;
    usage->marked_count = 0;
    for (size_t i = 0; i < terms->count; i++) {
        struct record *term = terms->items[i];
        bool hidden = usage->marks[term->number] & USED_BY_HIDDEN;
        if (shown ? !only_hidden(usage, term) : hidden)
            mark_entry(usage, term, shown);
    }
    while (usage->marked_count)
        mark_entry(usage, usage->marked[--usage->marked_count], shown);
}

static void mark_organisations(struct usage *usage) {
    const struct list *organisations = &usage->content->organisations;
    for (size_t i = 0; i < organisations->count; i++) {
        const struct record *record = organisations->items[i];
        mark_entry(usage, record, !only_hidden(usage, record));
    }
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

static void mark_figure(struct usage *usage, const struct figure_table *table, bool shown) {
    for (const struct schema_field *field = figure_schema.fields; field->key; field++)
        mark_field(usage, &table->figure->record, field, shown);
    for (size_t i = 0; i < table->columns; i++)
        mark_words(usage, table->names[i], shown);
    for (size_t i = 0; i < table->columns * table->rows; i++)
        mark_words(usage, table->labels[i], shown);
}

/* All words of a text, those that are not explained where they stand too: titles, links, code. */
static void mark_prose(struct usage *usage, const struct prose *prose, bool shown) {
    const struct markdown_body *program = prose->program;
    if (!program)
        return;
    mark_words(usage, program->plain, shown);
    for (size_t i = 0; i < program->image_count; i++) {
        mark_words(usage, program->images[i].alternative, shown);
        mark_words(usage, program->images[i].title, shown);
    }
    for (size_t i = 0; i < program->figure_count; i++)
        if (prose->figures[i])
            mark_figure(usage, prose->figures[i], shown);
}

static void visit_root(void *context, struct record *record) {
    struct usage *usage = context;
    const struct content_file *file = record->file;
    if (record->schema == &organisation_schema || record->schema == &term_schema)
        return; /* once it is known who uses them */
    schema_visit(record, visit_field, usage);
    if (!content_is_page(file->kind) || !file->prose.program)
        return;
    usage->root = record;
    if (file->shown.program)
        markdown_each_acronym(file->shown.program, see_word, usage);
    mark_prose(usage, &file->shown, is_shown(usage, record));
    /* what the whole text uses beyond that is used by what is hidden */
    if (file->shown.program != file->prose.program)
        mark_prose(usage, &file->prose, false);
}

static void hide(const struct usage *usage, const struct list *list) {
    for (size_t i = 0; i < list->count; i++) {
        struct record *record = list->items[i];
        if (only_hidden(usage, record))
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
    mark_organisations(&usage);
    mark_terms(&usage, false);
    mark_terms(&usage, true);
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
