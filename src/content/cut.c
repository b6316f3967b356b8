/* The cut to one edition: what it may not show is gone before anything is made of the content. */
#include "content/link.h"
#include "content/usage.h"
#include "content/withdraw.h"
#include "markdown/markdown.h"

static bool is_shown(const struct content *content, const struct record *record) {
    return record->visibility <= content->edition;
}

static bool holds_amount(const struct record *record) {
    return record->schema == &agreement_schema || record->schema == &action_schema ||
           schema_find(record->schema, SLICE("montant")) != NULL;
}

/* Keeps what the edition shows. Returns whether what goes held an amount. */
static bool keep_shown(struct list *list, enum visibility edition) {
    size_t kept = 0;
    bool amount = false;
    for (size_t i = 0; i < list->count; i++) {
        struct record *record = list->items[i];
        if (record->visibility <= edition)
            list->items[kept++] = record;
        else
            amount |= holds_amount(record);
    }
    list->hidden += list->count - kept;
    list->count = kept;
    return amount;
}

static void cut_list(struct content *content, struct list *list) {
    content->amounts_hidden |= keep_shown(list, content->edition);
}

static void cut_reference(const struct content *content, struct reference *reference) {
    if (reference->target && !is_shown(content, reference->target))
        *reference = (struct reference){.position = reference->position};
}

static void cut_references(const struct content *content, struct references *references) {
    size_t kept = 0;
    for (size_t i = 0; i < references->count; i++) {
        cut_reference(content, &references->items[i]);
        if (references->items[i].words.size)
            references->items[kept++] = references->items[i];
    }
    references->count = kept;
}

static void cut_asset(struct asset **asset) {
    if (*asset && (*asset)->withheld)
        *asset = NULL;
}

static void cut_field(void *context, struct record *record, const struct schema_field *field) {
    struct content *content = context;
    void *member = schema_member(record, field);
    if (field->type == SCHEMA_LIST)
        cut_list(content, member);
    else if (field->type == SCHEMA_RECORD && *(struct record **)member &&
             !is_shown(content, *(struct record **)member))
        *(struct record **)member = NULL;
    else if (field->type == SCHEMA_FILE)
        cut_asset(&((struct file_reference *)member)->asset);
    else if (field->type == SCHEMA_REFERENCE)
        cut_reference(content, member);
    else if (field->type == SCHEMA_REFERENCES)
        cut_references(content, member);
}

/* Whether an anchor of a page with reserved blocks is outside them. */
static bool shows_anchor(const struct content_file *file, struct slice anchor) {
    const struct markdown_body *whole = file->prose.program;
    const struct markdown_body *shown = file->shown.program;
    for (size_t i = 0; shown && i < shown->heading_count; i++)
        if (slice_equal(shown->headings[i].id, anchor))
            return true;
    for (size_t i = 0; whole && i < whole->heading_count; i++)
        if (slice_equal(whole->headings[i].id, anchor))
            return false;
    return true; /* no heading of the text: a part that the template makes */
}

/* A link to what is not shown keeps its words; to a heading that is not, it leads to the page. */
static void cut_links(const struct content *content, struct prose *prose) {
    for (size_t i = 0; prose->program && i < prose->program->link_count; i++) {
        struct link *link = &prose->links[i];
        if ((link->record && !is_shown(content, link->record)) ||
            (link->asset && link->asset->withheld))
            *link = (struct link){.kind = LINK_WORDS};
        else if (link->kind == LINK_PAGE && link->anchor.size &&
                 !shows_anchor(link->file, link->anchor))
            link->anchor = (struct slice){"", 0};
    }
}

size_t link_cut_file(struct content_file *file, enum visibility edition) {
    size_t hidden = 0;
    if (content_is_list(file->kind)) {
        keep_shown(&file->entries, edition);
        hidden = file->entries.hidden;
    }
    for (const struct schema_field *field = file->record ? file->record->schema->fields : NULL;
         field && field->key; field++) {
        struct list *list = schema_member(file->record, field);
        if (field->type != SCHEMA_LIST)
            continue;
        keep_shown(list, edition);
        hidden += list->hidden;
    }
    return hidden;
}

/* Images and figures whose file is withheld; a figure may have its numbers with it. */
static void cut_pictures(struct prose *prose) {
    for (size_t i = 0; prose->program && i < prose->program->image_count; i++)
        cut_asset(&prose->images[i]);
    for (size_t i = 0; prose->program && i < prose->program->figure_count; i++) {
        const struct figure_table *table = prose->figures[i];
        if (table && table->figure->data.asset && table->figure->data.asset->withheld)
            prose->figures[i] = NULL;
    }
}

static void cut_root(void *context, struct record *record) {
    struct content *content = context;
    schema_visit(record, cut_field, content);
    if (record->schema == &axis_schema)
        cut_list(content, &((struct axis *)record)->actions);
    if (!content_is_page(record->file->kind))
        return;
    cut_links(content, &record->file->shown);
    cut_pictures(&record->file->shown);
    ((struct page *)record)->prose = record->file->shown.program ? &record->file->shown : NULL;
}

static void cut_sections(struct content *content) {
    size_t kept = 0;
    for (size_t i = 0; i < content->sections.count; i++) {
        struct section *section = content->sections.items[i];
        if (section->index && !is_shown(content, &section->index->record))
            section->index = NULL;
        cut_list(content, &section->pages);
        if (section->index || section->pages.count)
            content->sections.items[kept++] = section;
    }
    content->sections.count = kept;
}

void link_cut(struct content *content) {
    struct list *lists[] = {
        &content->axes,       &content->actions,     &content->portraits,
        &content->programmes, &content->evaluations, &content->participations,
        &content->bodies,     &content->minutes,     &content->governance_pages,
        &content->events,     &content->news,        &content->agreements,
        &content->pages,      &content->decisions,
    };
    usage_hide(content); /* while what is hidden is still there to be compared with */
    withdraw_collect(content);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        cut_list(content, lists[i]);
    cut_list(content, &content->organisations);
    cut_list(content, &content->terms);
    cut_sections(content);
    if (content->home && !is_shown(content, &content->home->record))
        content->home = NULL;
    link_each_root(content, cut_root, content);
    usage_mark_assets(content);
}
