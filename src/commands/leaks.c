#include "commands/leaks.h"

#include "base/utf8.h"
#include "content/link.h"
#include "content/reserve.h"
#include "privacy/privacy.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define RESERVE                                                                                    \
    "réservez ce passage aux partenaires (« visibilite: partenaires », ou un bloc "             \
    "« ::: partenaires »)"

/* What is said of each thing that is found; the words themselves follow where they help. */
static const struct {
    const char *code;
    bool contact; /* expected where a contact is given */
    bool quoted;
    const char *message;
    const char *help;
} sayings[] = {
    [PRIVACY_EMAIL] = {"courriel-personnel", true, true,
                       "une adresse qui semble celle d'une personne sera publique : ",
                       "donnez celle d'un service (contact@…, cls@…), ou " RESERVE},
    [PRIVACY_MOBILE] = {"telephone-mobile", true, true,
                        "un numéro de téléphone portable sera public : ",
                        "donnez celui d'un accueil, ou " RESERVE},
    [PRIVACY_NIR] = {"numero-securite-sociale", false, false,
                     "ce nombre a la forme et la clé d'un numéro de sécurité sociale",
                     "retirez-le : il n'a sa place dans aucun texte du contrat, même réservé aux "
                     "partenaires"},
    [PRIVACY_IBAN] = {"coordonnees-bancaires", false, false,
                      "des coordonnées bancaires (IBAN) seront publiques",
                      "retirez-les : elles n'ont pas leur place dans ces textes"},
    [PRIVACY_RIB] = {"coordonnees-bancaires", false, false,
                     "des coordonnées bancaires (RIB) seront publiques",
                     "retirez-les : elles n'ont pas leur place dans ces textes"},
    [PRIVACY_NAME] = {"nom-de-personne", false, true,
                      "le nom d'une personne sera public, parmi les présents ou les excusés : ",
                      "écrivez ce que cette personne représente : son organisme, sa qualité "
                      "(« Directrice »)"},
    [PRIVACY_MARKING] = {"mention-confidentielle", false, true,
                         "dans un texte public : ", RESERVE ", ou retirez cette mention"},
};

#define VALUE_WINDOW ((size_t)64 * 1024) /* bytes that a value's words are looked for in */

/* The last place that was asked for: what is found comes in order, and may be much. */
struct cursor {
    size_t offset;
    struct position position;
};

/* A text of a file, and where messages about it point. */
struct scan {
    struct project *project;
    const struct content *content; /* of the public edition */
    const struct diag_file *file;
    struct arena scratch;
    struct slice text;
    bool body; /* the text is that of the file, from `start` on */
    struct cursor cursor;
    bool located;       /* a value: `start` is known */
    size_t start;       /* in the file: of the body, or where a value is looked for */
    struct position at; /* of the value, when its words are written otherwise */
    bool contact;
};

/* The offset of a place in a text. */
static size_t offset_of(struct slice text, struct position position) {
    struct slice rest = text;
    struct slice line;
    for (uint32_t i = 1; i < position.line; i++)
        if (!slice_next_line(&rest, &line))
            return text.size;
    size_t column = position.column ? position.column - 1 : 0;
    return (size_t)(rest.data - text.data) + utf8_prefix(rest, column);
}

/* As diag_position(), from the last place on. */
static struct position position_at(struct scan *scan, size_t offset) {
    struct cursor *cursor = &scan->cursor;
    if (offset < cursor->offset || cursor->position.line == 0)
        *cursor = (struct cursor){0, {1, 1}};
    for (; cursor->offset < offset; cursor->offset++) {
        unsigned char byte = (unsigned char)scan->file->text.data[cursor->offset];
        if (byte == '\n')
            cursor->position = (struct position){cursor->position.line + 1, 1};
        else if ((byte & 0xC0) != 0x80)
            cursor->position.column++;
    }
    return cursor->position;
}

/* The place of words of the scanned text. Those of a value stand after its place, unless they are
 * written with escapes or over two lines. */
static struct position place(struct scan *scan, struct slice words) {
    const struct diag_file *file = scan->file;
    if (scan->body)
        return position_at(scan, scan->start + (size_t)(words.data - scan->text.data));
    if (!scan->located)
        scan->start = offset_of(file->text, scan->at);
    scan->located = true;
    struct slice rest = slice_part(file->text, scan->start, VALUE_WINDOW);
    size_t found = slice_search(rest, words);
    if (found == rest.size)
        return scan->at;
    struct position position = position_at(scan, scan->start + found);
    if (!diag_is_quotable(file, position.line))
        return scan->at;
    scan->start += found + words.size;
    return position;
}

/* Whether words name something of the contract: no person, then. */
static bool is_known(const struct content *content, struct slice words) {
    const unsigned kinds =
        KIND_ORGANISATION | KIND_BODY | KIND_COMMUNE | KIND_SECTOR | KIND_DISTRICT | KIND_PLAN;
    struct record *record;
    return content_name(content, kinds, words, &record) != CONTENT_NAME_UNKNOWN;
}

static void say(void *context, enum privacy_kind kind, size_t offset, size_t size) {
    struct scan *scan = context;
    struct slice words = slice_part(scan->text, offset, size);
    struct diag *diag = &scan->project->diag;
    if ((scan->contact && sayings[kind].contact) ||
        (kind == PRIVACY_NAME && is_known(scan->content, words)))
        return;
    struct position position = place(scan, words);
    if (sayings[kind].quoted)
        diag_warning(diag, sayings[kind].code, scan->file, position, sayings[kind].help,
                     "%s" DIAG_VALUE, sayings[kind].message, SLICE_ARG(words));
    else
        diag_warning(diag, sayings[kind].code, scan->file, position, sayings[kind].help, "%s",
                     sayings[kind].message);
}

static void check_words(struct scan *scan, const struct schema_field *field, struct slice words) {
    scan->text = words;
    if (words.size)
        privacy_find(words, say, scan);
    if (!(field->flags & SCHEMA_ATTENDANCE))
        return;
    struct slice name = privacy_find_name(words);
    if (name.size)
        say(scan, PRIVACY_NAME, (size_t)(name.data - words.data), name.size);
}

static void check_reference(struct scan *scan, const struct schema_field *field,
                            const struct reference *reference) {
    if (!reference->target)
        check_words(scan, field, reference->words);
}

static void check_field(void *context, struct record *record, const struct schema_field *field) {
    struct scan *scan = context;
    const void *member = schema_member(record, field);
    const struct texts *texts = member;
    const struct references *references = member;
    scan->at = schema_position(record, field);
    scan->located = false;
    scan->contact = field->flags & SCHEMA_CONTACT;
    if (field->type == SCHEMA_TEXT || field->type == SCHEMA_PROSE || field->type == SCHEMA_URL)
        check_words(scan, field, *(const struct slice *)member);
    else if (field->type == SCHEMA_REFERENCE)
        check_reference(scan, field, member);
    for (size_t i = 0; field->type == SCHEMA_TEXTS && i < texts->count; i++)
        check_words(scan, field, texts->items[i]);
    for (size_t i = 0; field->type == SCHEMA_REFERENCES && i < references->count; i++)
        check_reference(scan, field, &references->items[i]);
}

static void check_body(struct scan *scan, const struct content_file *file) {
    scan->text = reserve_text(&scan->scratch, file, true);
    scan->start = (size_t)(file->text.data - file->diag.text.data);
    scan->body = true;
    scan->contact = false;
    privacy_find(scan->text, say, scan);
    if (file->kind == CONTENT_MINUTES)
        privacy_find_attendance(scan->text, say, scan);
}

/* The project, and its public edition. */
struct check {
    struct project *project;
    const struct content *content;
};

static void check_root(void *context, struct record *record) {
    const struct check *check = context;
    const struct content_file *file = record->file;
    struct scan scan = {.project = check->project,
                        .content = check->content,
                        .file = &file->diag,
                        .scratch = ARENA_INIT};
    schema_visit(record, check_field, &scan);
    if (content_is_page(file->kind) && file->shown.program)
        check_body(&scan, file);
    arena_dispose(&scan.scratch);
}

void leaks_check_text(struct project *project, const struct content *content,
                      const struct diag_file *file) {
    struct scan scan = {
        .project = project, .content = content, .file = file, .text = file->text, .body = true};
    privacy_find(scan.text, say, &scan);
}

int leaks_check(struct project *project, const struct project_options *options,
                struct error *error) {
    struct content *content = arena_new(&project->arena, struct content);
    if (project_load_public(project, options, content, error) != 0)
        return -1;
    if (!content->contract)
        return 0;
    struct check check = {project, content};
    link_each_root(content, check_root, &check);
    leaks_check_files(project, content);
    return 0;
}
