#include "site/theme_names.h"

#include "base/utf8.h"
#include "content/model.h"
#include "content/read.h"

#define LABEL_PREFIX "champ_"

static void add(struct theme_names *names, struct theme_name_list *list, struct theme_name name) {
    arena_push(names->arena, list->items, list->count, name);
}

static bool has(const struct theme_name_list *list, struct slice name) {
    for (size_t i = 0; i < list->count; i++)
        if (slice_equal(list->items[i].name, name))
            return true;
    return false;
}

/* The labels of all fields, those of records in records too, which labels.yaml may override. */
static void add_labels_of_fields(struct theme_names *names) {
    const struct schema **schemas = NULL;
    size_t count = 0;
    for (size_t i = 0; model_schemas[i]; i++)
        arena_push(names->arena, schemas, count, model_schemas[i]);
    for (size_t i = 0; i < count; i++) {
        for (const struct schema_field *field = schemas[i]->fields; field->key; field++) {
            size_t seen = 0;
            while (field->nested && seen < count && schemas[seen] != field->nested)
                seen++;
            if (field->nested && seen == count)
                arena_push(names->arena, schemas, count, field->nested);
            struct slice key = slice_format(names->arena, LABEL_PREFIX "%s", field->key);
            if (!has(&names->words, key))
                add(names, &names->words, (struct theme_name){.name = key});
        }
    }
}

void theme_names_init(struct theme_names *names, struct arena *arena) {
    *names = (struct theme_names){.arena = arena};
    add_labels_of_fields(names);
}

void theme_names_add_word(struct theme_names *names, struct slice key, const struct diag_file *file,
                          struct position position) {
    if (!has(&names->words, key))
        add(names, names->upper ? &names->new_words : &names->words,
            (struct theme_name){key, file, position});
}

void theme_names_add_template(struct theme_names *names, struct slice name,
                              const struct diag_file *file) {
    if (!has(&names->templates, name))
        add(names, names->upper ? &names->new_templates : &names->templates,
            (struct theme_name){name, file, POSITION_FILE});
    arena_push(names->arena, names->texts, names->text_count, file->text);
}

static bool is_part_of_name(char byte) {
    return slice_is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '_' || byte == '-' || byte == '/';
}

/* Whether some template has `before`, spaces maybe, and the name as a whole. */
static bool is_used(const struct theme_names *names, const char *before, struct slice name) {
    struct slice wanted = slice_from(before);
    for (size_t i = 0; i < names->text_count; i++) {
        struct slice rest = names->texts[i];
        for (size_t at; (at = slice_search(rest, wanted)) < rest.size;) {
            rest = slice_from_offset(rest, at + wanted.size);
            struct slice words = slice_trim(rest);
            if (slice_equal(slice_part(words, 0, name.size), name) &&
                (words.size == name.size || !is_part_of_name(words.data[name.size])))
                return true;
        }
    }
    return false;
}

static struct slice nearest(const struct theme_names *names, const struct theme_name_list *known,
                            struct slice name) {
    struct slice *words = NULL;
    size_t count = 0;
    for (size_t i = 0; i < known->count; i++)
        arena_push(names->arena, words, count, known->items[i].name);
    return read_nearest(utf8_fold(names->arena, name), words, count);
}

static void check_words(const struct theme_names *names, struct diag *diag) {
    for (size_t i = 0; i < names->new_words.count; i++) {
        const struct theme_name *word = &names->new_words.items[i];
        if (is_used(names, "mots.", word->name))
            continue;
        struct slice near = nearest(names, &names->words, word->name);
        struct slice help =
            near.size ? slice_format(names->arena, "vouliez-vous dire « %.*s » ?", SLICE_ARG(near))
                      : SLICE("les mots connus sont ceux de themes/default/labels.yaml");
        diag_warning(diag, "theme", word->file, word->position, help.data,
                     "mot inconnu " DIAG_VALUE " : aucun gabarit ne s'en sert",
                     SLICE_ARG(word->name));
    }
}

static void check_templates(const struct theme_names *names, struct diag *diag) {
    for (size_t i = 0; i < names->new_templates.count; i++) {
        const struct theme_name *template = &names->new_templates.items[i];
        if (is_used(names, ">", template->name) || is_used(names, "<", template->name))
            continue;
        struct slice near = nearest(names, &names->templates, template->name);
        struct slice help =
            near.size ? slice_format(names->arena, "vouliez-vous dire « %.*s.mustache » ?",
                                     SLICE_ARG(near))
                      : SLICE("donnez-lui le chemin d'un gabarit du thème");
        diag_warning(diag, "theme", template->file, POSITION_FILE, help.data,
                     "ce gabarit ne remplace rien, et aucun autre ne s'en sert");
    }
}

void theme_names_check(const struct theme_names *names, struct diag *diag) {
    check_words(names, diag);
    check_templates(names, diag);
}
