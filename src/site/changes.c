#include "site/changes.h"

#include "base/path.h"
#include "base/utf8.h"
#include "content/load.h"
#include "site/values.h"
#include "text/french.h"

#define NAME_CHARACTERS 60 /* of an entry that its text names */
#define SUMMARY_PARTS 5    /* what is beyond is counted */
#define SUMMARY_WORDS 3    /* names of a list that a summary tells */

/* ---- Words */

static struct slice noun_of(struct arena *arena, const struct schema *schema) {
    return schema->noun ? slice_from(schema->noun)
                        : utf8_uncapitalize(arena, slice_from(schema->label));
}

/* "ajoutée": a participle that agrees with what a schema names. */
static struct slice participle(const struct site *site, struct arena *arena,
                               const struct schema *schema, const char *verb, bool several) {
    return slice_format(arena, "%.*s%s%s", SLICE_ARG(site_word(site, verb)),
                        schema->feminine ? "e" : "", several ? "s" : "");
}

/* "1 étape ajoutée", "2 étapes ajoutées". */
static struct slice counted(const struct site *site, struct arena *arena,
                            const struct schema *schema, size_t count, const char *verb) {
    struct slice noun = noun_of(arena, schema);
    struct slice plural =
        schema->plural ? slice_from(schema->plural) : slice_concat(arena, noun, SLICE("s"));
    return slice_format(arena, "%zu\u00a0%.*s %.*s", count, SLICE_ARG(count > 1 ? plural : noun),
                        SLICE_ARG(participle(site, arena, schema, verb, count > 1)));
}

static struct slice name_of_reference(const struct site *site, struct arena *arena,
                                      const struct schema_field *field, struct slice words,
                                      struct record **record) {
    bool known = content_name(site->content, field->kinds, words, record) == CONTENT_NAME_SHOWN;
    if (!known)
        return words;
    struct slice name = values_name(arena, *record);
    if ((*record)->schema == &organisation_schema) {
        const struct organisation *organisation = (const struct organisation *)*record;
        name = organisation->acronym.size ? organisation->acronym : name;
    }
    return name;
}

/* A value as it is printed; `record` is what it leads to, or NULL. */
static struct slice print(const struct site *site, struct arena *arena,
                          const struct schema_field *field, const struct edit_value *value,
                          struct record **record) {
    *record = NULL;
    if (!value->set)
        return SLICE("");
    if (field->type == SCHEMA_REFERENCE)
        return name_of_reference(site, arena, field, value->as.text, record);
    if (field->type == SCHEMA_FILE)
        return path_name(value->as.text);
    return values_print(arena, field, &value->as);
}

static struct slice excerpt(struct arena *arena, struct slice text) {
    size_t end = utf8_prefix(text, NAME_CHARACTERS);
    if (end == text.size)
        return text;
    while (end && text.data[end] != ' ')
        end--;
    return slice_format(arena, "%.*s…", SLICE_ARG(slice_part(text, 0, end)));
}

/* "« Ouverture »", "ARS 2025", "2024": what tells an entry from others. */
static struct slice name_of_entry(const struct site *site, struct arena *arena,
                                  const struct edit_entry *entry) {
    struct slice name = {"", 0};
    for (size_t i = 0; i < 2 && entry->names[i]; i++) {
        const struct schema_field *field = entry->names[i];
        struct record *record;
        struct slice text = excerpt(arena, print(site, arena, field, &entry->name[i], &record));
        bool quoted = field->type == SCHEMA_PROSE ||
                      (field->type == SCHEMA_TEXT && strcmp(field->key, "numero") != 0 &&
                       strcmp(field->key, "sigle") != 0);
        if (quoted && text.size)
            text = slice_format(arena, "« %.*s »", SLICE_ARG(text));
        name =
            name.size ? slice_format(arena, "%.*s %.*s", SLICE_ARG(name), SLICE_ARG(text)) : text;
    }
    return name;
}

static struct slice label_of(const struct site *site, const struct edit_field *edit) {
    return values_label(site, edit->field);
}

/* "Étape « Ouverture »"; a value of an indicator is named by its date alone. */
static struct slice title_of_entry(const struct site *site, struct arena *arena,
                                   const struct edit_entry *entry) {
    struct slice name = name_of_entry(site, arena, entry);
    struct slice noun = utf8_capitalize(arena, noun_of(arena, entry->schema));
    bool dated = entry->names[0] &&
                 (entry->names[0]->type == SCHEMA_DATE || entry->names[0]->type == SCHEMA_YEAR);
    if (dated)
        return name;
    return name.size ? slice_format(arena, "%.*s %.*s", SLICE_ARG(noun), SLICE_ARG(name)) : noun;
}

/* ---- A line for lists */

struct summary {
    const struct site *site;
    struct arena *arena;
    struct slice text;
    size_t parts;
    size_t left; /* parts that were not told */
};

static void add_part(struct summary *summary, struct slice part) {
    if (part.size == 0)
        return;
    if (summary->parts == SUMMARY_PARTS) {
        summary->left++;
        return;
    }
    summary->text = summary->parts++ ? slice_format(summary->arena, "%.*s ; %.*s",
                                                    SLICE_ARG(summary->text), SLICE_ARG(part))
                                     : part;
}

/* One name in place of another: "CCAS → CPTS". */
static bool is_exchange(const struct edit_field *edit) {
    return edit->added.count == 1 && edit->removed.count == 1;
}

static struct slice word_of(const struct site *site, struct arena *arena,
                            const struct edit_field *edit, struct slice words,
                            struct record **record) {
    *record = NULL;
    return edit->field->type == SCHEMA_REFERENCES
               ? name_of_reference(site, arena, edit->field, words, record)
               : words;
}

static void sum_words(struct summary *summary, const struct edit_field *edit) {
    const struct texts *lists[] = {&edit->added, &edit->removed};
    static const char *const signs[] = {"+", "−"};
    struct slice told = {"", 0};
    struct record *record;
    if (is_exchange(edit)) {
        told = slice_format(
            summary->arena, "%.*s → %.*s",
            SLICE_ARG(
                word_of(summary->site, summary->arena, edit, edit->removed.items[0], &record)),
            SLICE_ARG(word_of(summary->site, summary->arena, edit, edit->added.items[0], &record)));
    } else if (edit->added.count + edit->removed.count > SUMMARY_WORDS) {
        for (size_t i = 0; i < 2; i++)
            if (lists[i]->count)
                told = slice_format(summary->arena, "%.*s%s%s\u00a0%zu", SLICE_ARG(told),
                                    told.size ? ", " : "", signs[i], lists[i]->count);
    } else {
        for (size_t i = 0; i < 2; i++)
            for (size_t j = 0; j < lists[i]->count; j++) {
                struct slice name =
                    word_of(summary->site, summary->arena, edit, lists[i]->items[j], &record);
                told = slice_format(summary->arena, "%.*s%s%s\u00a0%.*s", SLICE_ARG(told),
                                    told.size ? ", " : "", signs[i], SLICE_ARG(name));
            }
    }
    add_part(summary, slice_format(summary->arena, "%.*s : %.*s",
                                   SLICE_ARG(label_of(summary->site, edit)), SLICE_ARG(told)));
}

static void sum_entries(struct summary *summary, const struct edit_field *edit) {
    static const char *const verbs[] = {
        [EDIT_ADD] = "ajoute", [EDIT_REMOVE] = "retire", [EDIT_REPLACE] = "modifie"};
    static const enum edit_change order[] = {EDIT_REPLACE, EDIT_ADD, EDIT_REMOVE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        size_t count = 0;
        for (size_t j = 0; j < edit->count; j++)
            count += edit->entries[j].change == order[i];
        if (count)
            add_part(summary, counted(summary->site, summary->arena, edit->entries[0].schema, count,
                                      verbs[order[i]]));
    }
}

static void sum_value(struct summary *summary, const struct edit_field *edit) {
    struct slice label = label_of(summary->site, edit);
    struct record *record;
    struct slice after = print(summary->site, summary->arena, edit->field, &edit->after, &record);
    bool text = edit->field->type == SCHEMA_PROSE || edit->field->type == SCHEMA_TEXT ||
                edit->field->type == SCHEMA_URL || edit->field->type == SCHEMA_FILE;
    const char *verb = edit->prose.count || (edit->before.set && edit->after.set) ? "texte_modifie"
                       : edit->after.set                                          ? "texte_ajoute"
                                                                                  : "texte_retire";
    if (text || !after.size)
        add_part(summary, slice_format(summary->arena, "%.*s : %.*s", SLICE_ARG(label),
                                       SLICE_ARG(site_word(summary->site, verb))));
    else
        add_part(summary,
                 slice_format(summary->arena, "%.*s%s %.*s", SLICE_ARG(label),
                              edit->field->type == SCHEMA_CHOICE ? "" : " :", SLICE_ARG(after)));
}

static void sum_field(struct summary *summary, const struct edit_field *edit) {
    if (edit->field && edit->field->type == SCHEMA_RECORD)
        add_part(summary, slice_format(summary->arena, "%.*s : %.*s",
                                       SLICE_ARG(label_of(summary->site, edit)),
                                       SLICE_ARG(site_word(summary->site, "change"))));
    else if (edit->count)
        sum_entries(summary, edit);
    else if (edit->added.count || edit->removed.count)
        sum_words(summary, edit);
    else
        sum_value(summary, edit);
}

static void sum_blocks(struct summary *summary, const struct difference *text) {
    const struct {
        size_t count;
        const char *verb;
    } kinds[] = {{text->changed, "modifie"},
                 {text->added, "ajoute"},
                 {text->removed, "retire"},
                 {text->moved, "deplace"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].count)
            add_part(summary,
                     slice_format(
                         summary->arena, "%zu\u00a0%.*s %.*s%s", kinds[i].count,
                         SLICE_ARG(site_word(summary->site, kinds[i].count > 1 ? "mot_paragraphes"
                                                                               : "mot_paragraphe")),
                         SLICE_ARG(site_word(summary->site, kinds[i].verb)),
                         kinds[i].count > 1 ? "s" : ""));
}

static bool tells_progress(const struct edit_field *edit) {
    return edit->field &&
           (strcmp(edit->field->key, "statut") == 0 || strcmp(edit->field->key, "avancement") == 0);
}

struct slice changes_summary(const struct site *site, struct arena *arena,
                             const struct edit *edit) {
    struct summary summary = {.site = site, .arena = arena, .text = {"", 0}};
    if (edit->kind == EDIT_PUBLISHED)
        return site_word(site, "premiere_publication");
    if (edit->kind == EDIT_DELETED)
        return site_word(site, "page_retiree");
    for (unsigned rank = 0; rank < 2; rank++) /* what moves comes first */
        for (size_t i = 0; i < edit->count; i++)
            if (rank == !tells_progress(&edit->fields[i]))
                sum_field(&summary, &edit->fields[i]);
    sum_blocks(&summary, &edit->text);
    if (summary.left)
        summary.text =
            slice_format(arena, "%.*s ; %.*s", SLICE_ARG(summary.text),
                         SLICE_ARG(values_count(site, arena, summary.left, "autre_changement",
                                                "autres_changements")));
    if (summary.text.size == 0)
        return site_word(site, "mise_en_forme");
    return french_text(arena, summary.text);
}

/* ---- In full */

static const struct slice line_names[] = {{"nom", 3},     {"avant", 5},       {"apres", 5},
                                          {"plus", 4},    {"moins", 5},       {"ajout", 5},
                                          {"retrait", 7}, {"difference", 10}, {"details", 7}};

struct detail {
    const struct site *site;
    const struct site_page *page;
    struct arena *arena;
};

static struct value new_line(const struct detail *detail, struct slice name) {
    struct value line =
        value_hash_without(detail->arena, line_names, sizeof line_names / sizeof *line_names);
    value_set(detail->arena, line, "nom", values_text(detail->arena, name));
    return line;
}

static struct value cell_of(const struct detail *detail, struct slice text,
                            const struct record *record) {
    return record ? values_cell_link(detail->site, detail->arena, text, record)
                  : values_cell(detail->arena, text);
}

static void set_words(const struct detail *detail, struct value line, const char *key,
                      const struct edit_field *edit, const struct texts *words) {
    struct value cells = value_list(detail->arena);
    for (size_t i = 0; i < words->count; i++) {
        struct record *record;
        struct slice name = word_of(detail->site, detail->arena, edit, words->items[i], &record);
        value_push(detail->arena, cells, cell_of(detail, name, record));
    }
    for (size_t i = 0; i + 1 < words->count; i++)
        value_set(detail->arena, value_at(cells, i), "suivie", value_bool(true));
    if (words->count)
        value_set(detail->arena, line, key, cells);
}

static void set_value(const struct detail *detail, struct value line, const char *key,
                      const struct edit_field *edit, const struct edit_value *value) {
    struct record *record;
    struct slice text = print(detail->site, detail->arena, edit->field, value, &record);
    if (text.size)
        value_set(detail->arena, line, key, cell_of(detail, text, record));
}

static struct value lines_of(const struct detail *detail, const struct edit_field *fields,
                             size_t count);

/* Whether an entry's only change is the one that its name leads to expect: a step's status, the
 * amount of a line, a value. It is then told on the line of the entry. */
static const struct edit_field *plain_field(const struct edit_entry *entry) {
    static const char *const keys[] = {"statut", "montant", "valeur", "texte"};
    const struct edit_field *edit = entry->count == 1 ? &entry->fields[0] : NULL;
    for (size_t i = 0; edit && edit->field && i < sizeof keys / sizeof *keys; i++)
        if (strcmp(edit->field->key, keys[i]) == 0 && !edit->prose.count)
            return edit;
    return NULL;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static struct value line_of_entry(const struct detail *detail, const struct edit_entry *entry) {
    struct value line = new_line(detail, title_of_entry(detail->site, detail->arena, entry));
    const struct edit_field *plain = plain_field(entry);
    bool value = entry->change == EDIT_ADD && plain;
    if (entry->change == EDIT_ADD && !value)
        value_set(
            detail->arena, line, "ajout",
            value_text(participle(detail->site, detail->arena, entry->schema, "ajoute", false)));
    if (entry->change == EDIT_REMOVE)
        value_set(
            detail->arena, line, "retrait",
            value_text(participle(detail->site, detail->arena, entry->schema, "retire", false)));
    if (plain) {
        set_value(detail, line, "avant", plain, &plain->before);
        set_value(detail, line, "apres", plain, &plain->after);
    } else if (entry->count) {
        value_set(detail->arena, line, "details",
                  values_list(detail->arena, lines_of(detail, entry->fields, entry->count)));
    }
    return line;
}

static struct value line_of_field(const struct detail *detail, const struct edit_field *edit) {
    struct value line = new_line(detail, label_of(detail->site, edit));
    if (edit->prose.count) {
        struct slice html =
            changes_difference(detail->site, detail->page, detail->arena, SLICE(""), &edit->prose);
        value_set(detail->arena, line, "difference", value_html(html));
    } else if (is_exchange(edit)) {
        struct record *old, *new;
        struct slice before =
            word_of(detail->site, detail->arena, edit, edit->removed.items[0], &old);
        struct slice after = word_of(detail->site, detail->arena, edit, edit->added.items[0], &new);
        value_set(detail->arena, line, "avant", cell_of(detail, before, old));
        value_set(detail->arena, line, "apres", cell_of(detail, after, new));
    } else if (edit->field->type == SCHEMA_TEXTS || edit->field->type == SCHEMA_REFERENCES) {
        set_words(detail, line, "plus", edit, &edit->added);
        set_words(detail, line, "moins", edit, &edit->removed);
    } else {
        set_value(detail, line, "avant", edit, &edit->before);
        set_value(detail, line, "apres", edit, &edit->after);
    }
    return line;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static struct value lines_of(const struct detail *detail, const struct edit_field *fields,
                             size_t count) {
    struct value lines = value_list(detail->arena);
    for (size_t i = 0; i < count; i++) {
        const struct edit_field *edit = &fields[i];
        if (edit->field && edit->field->type == SCHEMA_RECORD) {
            struct value line = new_line(detail, label_of(detail->site, edit));
            if (edit->entries[0].change == EDIT_REMOVE)
                value_set(detail->arena, line, "retrait",
                          value_text(participle(detail->site, detail->arena,
                                                edit->entries[0].schema, "retire", false)));
            value_set(detail->arena, line, "details",
                      values_list(detail->arena, lines_of(detail, edit->entries[0].fields,
                                                          edit->entries[0].count)));
            value_push(detail->arena, lines, line);
            continue;
        }
        for (size_t j = 0; j < edit->count; j++)
            value_push(detail->arena, lines, line_of_entry(detail, &edit->entries[j]));
        if (edit->count == 0)
            value_push(detail->arena, lines, line_of_field(detail, edit));
    }
    return lines;
}

struct value changes_values(const struct site *site, const struct site_page *page,
                            struct arena *arena, const struct edit *edit) {
    struct detail detail = {site, page, arena};
    return values_list(arena, lines_of(&detail, edit->fields, edit->count));
}

/* ---- Names */

static const struct schema *schema_of(const struct past_item *item) {
    if (item->record)
        return item->record->schema;
    enum content_kind kind = content_kind_of(item->path);
    return item->entry.size && kind == CONTENT_CONTRACT ? &plan_schema : content_schema(kind);
}

struct slice changes_kind(struct arena *arena, const struct past_item *item) {
    const struct schema *schema = schema_of(item);
    struct slice noun = noun_of(arena, schema);
    return utf8_capitalize(arena, schema->plural ? slice_from(schema->plural)
                                                 : slice_concat(arena, noun, SLICE("s")));
}

struct slice changes_name(const struct site *site, struct arena *arena,
                          const struct past_item *item, const struct edit *edit) {
    const struct schema *schema = schema_of(item);
    struct slice url = item->record ? site_url(site, item->record)
                       : item->file ? site_list_url(site, item->file->kind)
                                    : (struct slice){NULL, 0};
    const struct site_page *page = url.data ? map_get(&site->by_url, url) : NULL;
    if (schema == &action_schema && item->record)
        return values_name(arena, item->record);
    if (page && !(item->entry.size && !item->record))
        return page->title;
    return slice_format(
        arena, "%s%s%.*s « %.*s »", schema->label, edit->state.number.size ? " " : "",
        SLICE_ARG(edit->state.number),
        SLICE_ARG(edit->state.title.size ? edit->state.title : path_stem(item->path)));
}
