#include "content/load.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "content/parts.h"
#include "content/read.h"
#include "content/reserve.h"
#include "markdown/markdown.h"

static const struct kind_rule {
    const struct schema *schema;
    bool list;
} rules[] = {
    [CONTENT_CONTRACT] = {&contract_schema, false},
    [CONTENT_HOME] = {&page_schema, false},
    [CONTENT_PORTRAIT] = {&portrait_schema, false},
    [CONTENT_AXIS] = {&axis_schema, false},
    [CONTENT_ACTION] = {&action_schema, false},
    [CONTENT_PROGRAMME] = {&programme_schema, false},
    [CONTENT_EVALUATION] = {&evaluation_schema, false},
    [CONTENT_BODIES] = {&body_schema, true},
    [CONTENT_GOVERNANCE] = {&page_schema, false},
    [CONTENT_MINUTES] = {&minutes_schema, false},
    [CONTENT_PARTICIPATION] = {&participation_schema, false},
    [CONTENT_NEWS] = {&news_schema, false},
    [CONTENT_EVENTS] = {&event_schema, true},
    [CONTENT_ORGANISATIONS] = {&organisation_schema, true},
    [CONTENT_AGREEMENTS] = {&agreement_schema, true},
    [CONTENT_GLOSSARY] = {&term_schema, true},
    [CONTENT_PAGE] = {&page_schema, false},
    [CONTENT_SECTION] = {&page_schema, false},
    [CONTENT_UNKNOWN] = {NULL, false},
};

const struct schema *content_schema(enum content_kind kind) {
    return rules[kind].schema;
}

bool content_is_list(enum content_kind kind) {
    return rules[kind].list;
}

bool content_is_page(enum content_kind kind) {
    return rules[kind].schema && !rules[kind].list && kind != CONTENT_CONTRACT;
}

#define FENCE "---"

/* The YAML between the --- lines at the top; what follows is the body. */
static bool split(struct content_file *file, struct slice text, struct slice *front,
                  struct diag *diag) {
    struct slice rest = text;
    struct slice line;
    uint32_t number = 1;
    file->text = text;
    file->text_line = 1;
    *front = (struct slice){text.data, 0};
    if (!slice_next_line(&rest, &line) || !slice_is(slice_trim(line), FENCE) ||
        !slice_starts(line, FENCE))
        return true;
    const char *start = rest.data;
    for (const char *end = rest.data; slice_next_line(&rest, &line); end = rest.data) {
        number++;
        if (!slice_starts(line, FENCE) || !slice_is(slice_trim(line), FENCE))
            continue;
        *front = (struct slice){start, (size_t)(end - start)};
        file->text = rest;
        file->text_line = number + 1;
        return true;
    }
    file->text = (struct slice){text.data + text.size, 0};
    diag_error(diag, "en-tete", &file->diag, ((struct position){1, 1}),
               "terminez l'en-tête par une ligne « --- »", "l'en-tête n'est pas fermé");
    return false;
}

static bool check_encoding(struct content_file *file, struct diag *diag) {
    struct slice text = file->diag.text;
    size_t bad = utf8_check(text);
    if (bad == text.size)
        return true;
    struct position position = diag_position(text, bad);
    if (text.data[bad] == 0)
        diag_error(diag, "encodage", &file->diag, position,
                   "ce n'est pas un fichier de texte : remplacez-le",
                   "un octet nul au milieu du texte");
    else
        diag_error(diag, "encodage", &file->diag, position,
                   "enregistrez-le en UTF-8 (dans l'éditeur : « Enregistrer avec l'encodage »)",
                   "ce fichier n'est pas en UTF-8");
    file->diag.quotable = false;
    return false;
}

struct markdown_body *content_compile(struct arena *arena, const struct content_file *file,
                                      bool cut) {
    struct texts parts = parts_of(arena, file);
    struct markdown_options options = {.first_line = file->text_line,
                                       .reserved = cut ? NULL : file->reserved,
                                       .reserved_count = cut ? 0 : file->reserved_count,
                                       .taken = parts.items,
                                       .taken_count = parts.count};
    return markdown_compile(arena, reserve_text(arena, file, cut), &options);
}

bool content_read_file(struct arena *arena, struct content_file *file, struct slice bytes,
                       struct diag *diag) {
    const struct kind_rule *rule = &rules[file->kind];
    struct reader reader = {arena, file, diag};
    struct slice front;
    file->diag.text = slice_starts(bytes, "\xEF\xBB\xBF") ? slice_from_offset(bytes, 3) : bytes;
    if (!check_encoding(file, diag))
        return false;
    bool markdown = content_is_page(file->kind);
    front = file->diag.text;
    bool closed = !markdown || split(file, file->diag.text, &front, diag);
    uint32_t first_line = markdown && front.data != file->diag.text.data ? 2 : 1;
    struct yaml_node *root = NULL;
    struct arena nodes = ARENA_INIT; /* records keep texts, but no node */
    if (closed)
        root = yaml_parse_apart(arena, &nodes, front, first_line, &file->diag, diag);
    bool plain = reserve_refuse_values(&reader, front, first_line);
    if (!root) {
        arena_dispose(&nodes);
        file->diag.quotable = closed && plain && !read_text_restricts(arena, front);
        return false;
    }
    /* what was dropped, a key given twice, may have been the one that restricts */
    file->established = plain && !(root->faulty && read_text_restricts(arena, front));
    if (rule->list) {
        if (root->kind == YAML_MAPPING || root->kind == YAML_SCALAR)
            diag_error(diag, "valeur", &file->diag, root->position,
                       "commencez chaque entrée par « - » en début de ligne",
                       "ce fichier doit être une liste");
        else
            file->entries = read_list(&reader, rule->schema, root, UINT32_MAX);
    } else {
        file->record = read_record(&reader, rule->schema, root, UINT32_MAX);
    }
    arena_dispose(&nodes);
    if (markdown)
        reserve_find(&reader);
    bool public = !file->record || file->record->visibility == VISIBILITY_PUBLIC;
    file->diag.quotable = file->established && public;
    return true;
}

void content_load_file(struct arena *arena, struct content_file *file, struct slice bytes,
                       struct diag *diag) {
    if (content_read_file(arena, file, bytes, diag) && content_is_page(file->kind))
        file->prose.program = content_compile(arena, file, false);
}
