/* Two states of a file compared, as the edition may tell it. */
#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "content/link.h"
#include "content/load.h"
#include "content/reserve.h"
#include "history/compare.h"
#include "history/state.h"
#include "markdown/blocks.h"

struct comparison {
    struct arena *arena;
    const struct state *before, *after;
    struct state_edits *edits;
};

/* ---- Nothing, or little */

/* A text without its comments, the spaces at the ends of its lines where they were, and the lines
 * that held nothing else. What looks like one inside a value does no harm: values are compared. */
static struct slice without_comments(struct arena *arena, struct slice text) {
    struct buffer out = BUFFER_INIT;
    struct slice line;
    while (slice_next_line(&text, &line)) {
        size_t end = line.size;
        for (size_t i = 0; i < line.size && end == line.size; i++)
            if (line.data[i] == '#' &&
                (i == 0 || line.data[i - 1] == ' ' || line.data[i - 1] == '\t'))
                end = i;
        size_t size = end;
        while (end < line.size && size &&
               (line.data[size - 1] == ' ' || line.data[size - 1] == '\t'))
            size--;
        if (end < line.size && size == 0)
            continue;
        buffer_add(&out, slice_part(line, 0, size));
        buffer_add_byte(&out, '\n');
    }
    struct slice rest = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return rest;
}

static struct slice without_html_comments(struct arena *arena, struct slice text) {
    struct buffer out = BUFFER_INIT;
    while (text.size) {
        size_t start = slice_search(text, SLICE("<!--"));
        buffer_add(&out, slice_part(text, 0, start));
        text = slice_from_offset(text, start);
        text = slice_from_offset(text, slice_search(text, SLICE("-->")) + 3);
    }
    struct slice rest = slice_trim(slice_copy(arena, buffer_slice(&out)));
    buffer_dispose(&out);
    return rest;
}

/* What stands above the body. */
static struct slice front_of(const struct content_file *file) {
    bool page = content_is_page(file->kind);
    size_t size = page ? (size_t)(file->text.data - file->diag.text.data) : file->diag.text.size;
    return slice_part(file->diag.text, 0, size);
}

/* Whether the same bytes are left once comments are set aside. */
static bool same_bytes(struct arena *arena, const struct content_file *a,
                       const struct content_file *b) {
    if (!slice_equal(without_comments(arena, front_of(a)), without_comments(arena, front_of(b))))
        return false;
    return !content_is_page(a->kind) || slice_equal(without_html_comments(arena, a->text),
                                                    without_html_comments(arena, b->text));
}

static bool same_secrets(struct arena *arena, const struct record *a, const struct record *b) {
    for (const struct schema_field *field = a->schema->fields; field->key; field++)
        if ((field->flags & (SCHEMA_VISIBILITY | SCHEMA_DRAFT | SCHEMA_SECRET)) &&
            !compare_same_field(arena, a, b, field))
            return false;
    return true;
}

/* Whether what no edition tells of is the same. */
static bool same_untold(struct arena *arena, const struct content_file *a,
                        const struct content_file *b) {
    if (a->record && b->record)
        return a->record->schema == b->record->schema && same_secrets(arena, a->record, b->record);
    if (a->entries.count != b->entries.count)
        return false;
    for (size_t i = 0; i < a->entries.count; i++)
        if (!same_secrets(arena, a->entries.items[i], b->entries.items[i]))
            return false;
    return true;
}

/* What a change is worth when neither fields nor text tell of it. */
static enum edit_weight untold_weight(const struct comparison *comparison) {
    const struct state *before = comparison->before, *after = comparison->after;
    if (!slice_equal(before->file.diag.path, after->file.diag.path))
        return EDIT_MINOR;
    bool withheld = before->text_withheld || after->text_withheld;
    if (before->hidden || after->hidden || withheld ||
        !same_untold(comparison->arena, &before->file, &after->file))
        return EDIT_NOTHING;
    return same_bytes(comparison->arena, &before->file, &after->file) ? EDIT_NOTHING : EDIT_MINOR;
}

/* ---- What an item was called */

static struct slice text_at(const struct record *record, const char *key) {
    const struct schema_field *field = schema_find(record->schema, slice_from(key));
    bool text = field && (field->type == SCHEMA_TEXT || field->type == SCHEMA_PROSE);
    return text ? *(const struct slice *)schema_member(record, field) : (struct slice){"", 0};
}

static struct edit_state state_of(const struct record *record) {
    struct edit_state state = {.number = text_at(record, "numero"),
                               .title = text_at(record, "titre")};
    if (state.title.size == 0)
        state.title = text_at(record, "nom");
    if (state.title.size == 0)
        state.title = text_at(record, "sigle");
    if (record->schema == &action_schema)
        state.status = ((const struct action *)record)->status;
    if (record->schema == &minutes_schema) {
        const struct minutes *minutes = (const struct minutes *)record;
        state.body = minutes->body.words;
        state.date = minutes->date;
    }
    if (record->schema == &news_schema)
        state.date = ((const struct news *)record)->date;
    return state;
}

/* ---- Entries with a page of their own */

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static bool refer(const struct edit_field *fields, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct schema_field *field = fields[i].field;
        if (field && (field->type == SCHEMA_REFERENCE || field->type == SCHEMA_REFERENCES))
            return true;
        for (size_t j = 0; j < fields[i].count; j++) {
            const struct edit_entry *entry = &fields[i].entries[j];
            for (size_t k = 0; k < 2; k++)
                if (entry->names[k] && entry->names[k]->type == SCHEMA_REFERENCE)
                    return true;
            if (refer(entry->fields, entry->count))
                return true;
        }
    }
    return false;
}

static void push(struct comparison *comparison, struct slice entry, struct edit edit) {
    edit.refers = refer(edit.fields, edit.count);
    struct state_edit item = {entry, edit};
    arena_push(comparison->arena, comparison->edits->items, comparison->edits->count, item);
}

static void index_by_id(struct arena *arena, struct map *map, const struct list *list) {
    map_init(map, arena);
    for (size_t i = 0; i < list->count; i++)
        map_put(map, utf8_fold(arena, text_at(list->items[i], "id")), list->items[i]);
}

static void compare_one(struct comparison *comparison, const struct record *before,
                        const struct record *after) {
    struct slice id = text_at(after ? after : before, "id");
    struct edit edit = {.weight = EDIT_LISTED, .state = state_of(after ? after : before)};
    edit.kind = !before ? EDIT_PUBLISHED : !after ? EDIT_DELETED : EDIT_CHANGED;
    if (edit.kind == EDIT_CHANGED) {
        compare_records(comparison->arena, before, after, &edit.fields, &edit.count);
        if (edit.count == 0)
            return;
    }
    push(comparison, id, edit);
}

/* Organisations that go leave no line: only hidden items may have used them. */
static void compare_each(struct comparison *comparison, const struct list *before,
                         const struct list *after, bool tell_deleted) {
    struct map old, new;
    index_by_id(comparison->arena, &old, before);
    index_by_id(comparison->arena, &new, after);
    for (size_t i = 0; i < new.count; i++)
        compare_one(comparison, map_get(&old, new.entries[i].key), new.entries[i].value);
    for (size_t i = 0; i < old.count && tell_deleted; i++)
        if (!map_get(&new, old.entries[i].key))
            compare_one(comparison, old.entries[i].value, NULL);
}

bool state_has_entries(enum content_kind kind) {
    return kind == CONTENT_BODIES || kind == CONTENT_ORGANISATIONS;
}

static const struct list no_entries;

static const struct list *entries_of(const struct state *state) {
    return state->shown ? &state->file.entries : &no_entries;
}

static const struct list *plans_of(const struct state *state) {
    bool contract = state->shown && state->file.record;
    return contract ? &((const struct contract *)state->file.record)->plans : &no_entries;
}

/* ---- The file itself */

static struct slice body_of(struct arena *arena, const struct state *state) {
    return reserve_text(arena, &state->file, state->cut);
}

static void tell_text(struct comparison *comparison, const struct blocks *old,
                      const struct blocks *new, struct edit *edit) {
    struct difference whole = difference_compare(comparison->arena, old, new);
    if (!difference_is_empty(&whole))
        edit->text = difference_fold(comparison->arena, &whole);
}

static void compare_bodies(struct comparison *comparison, struct edit *edit) {
    struct slice before = body_of(comparison->arena, comparison->before);
    struct slice after = body_of(comparison->arena, comparison->after);
    if (comparison->before->text_withheld || comparison->after->text_withheld ||
        slice_equal(before, after))
        return;
    struct blocks old = blocks_of_body(comparison->arena, before);
    struct blocks new = blocks_of_body(comparison->arena, after);
    tell_text(comparison, &old, &new, edit);
}

/* A file as it is written, without its comments: no edition shows them. */
static struct slice lines_of(struct arena *arena, const struct content_file *file) {
    struct slice front = without_comments(arena, front_of(file));
    return content_is_page(file->kind)
               ? slice_concat(arena, front, without_html_comments(arena, file->text))
               : front;
}

/* Fields that do not validate are compared as they are written, line by line, unless some part of
 * the file is not shown: what could be read is then all that is told. */
static bool compare_lines(struct comparison *comparison, struct edit *edit) {
    const struct state *before = comparison->before, *after = comparison->after;
    if ((before->valid && after->valid) || before->hidden || after->hidden ||
        before->text_withheld || after->text_withheld || before->withdrawn ||
        after->file.kind == CONTENT_CONTRACT) /* it holds what no edition tells of */
        return false;
    struct blocks old =
        blocks_of_lines(comparison->arena, lines_of(comparison->arena, &before->file));
    struct blocks new =
        blocks_of_lines(comparison->arena, lines_of(comparison->arena, &after->file));
    tell_text(comparison, &old, &new, edit);
    return true;
}

static void compare_file(struct comparison *comparison) {
    const struct state *before = comparison->before, *after = comparison->after;
    const struct content_file *old = &before->file, *new = &after->file;
    struct edit edit = {.kind = EDIT_CHANGED, .weight = EDIT_LISTED};
    if (after->file.record)
        edit.state = state_of(after->file.record);
    if (!compare_lines(comparison, &edit)) {
        if (content_is_list(new->kind))
            compare_lists(comparison->arena, &old->entries, &new->entries, &edit.fields,
                          &edit.count);
        else if (old->record->schema == new->record->schema)
            compare_records(comparison->arena, old->record, new->record, &edit.fields, &edit.count);
        if (content_is_page(new->kind) && content_is_page(old->kind))
            compare_bodies(comparison, &edit);
    }
    if (edit.count == 0 && difference_is_empty(&edit.text))
        edit.weight = untold_weight(comparison);
    if (edit.weight != EDIT_NOTHING)
        push(comparison, (struct slice){"", 0}, edit);
}

static void tell_whole(struct comparison *comparison, enum edit_kind kind,
                       const struct state *state) {
    struct edit edit = {.kind = kind, .weight = EDIT_LISTED};
    if (state->file.record)
        edit.state = state_of(state->file.record);
    push(comparison, (struct slice){"", 0}, edit);
}

void state_compare(struct arena *arena, const struct state *before, const struct state *after,
                   struct state_edits *edits) {
    struct comparison comparison = {arena, before, after, edits};
    enum content_kind kind = after->shown ? after->file.kind : before->file.kind;
    *edits = (struct state_edits){0};
    if (!before->shown && !after->shown)
        return;
    bool gone = before->shown && !after->there;
    if (!after->shown && !gone)
        return; /* restricted since: what it was before is not of today's edition either */
    if (state_has_entries(kind)) {
        compare_each(&comparison, entries_of(before), entries_of(after), kind == CONTENT_BODIES);
        return;
    }
    if (kind == CONTENT_CONTRACT)
        compare_each(&comparison, plans_of(before), plans_of(after), true);
    if (before->shown && after->shown)
        compare_file(&comparison);
    else
        tell_whole(&comparison, gone ? EDIT_DELETED : EDIT_PUBLISHED, gone ? before : after);
}
