#include "content/read_value.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "content/number.h"

#include <math.h>
#include <string.h>

/* What a type wants, in words for messages, and an example for fields that give none. */
static const struct {
    const char *words;
    const char *example;
} expectations[] = {
    [SCHEMA_TEXT] = {"un texte", NULL},
    [SCHEMA_BOOL] = {"« oui » ou « non »", NULL},
    [SCHEMA_INTEGER] = {"un nombre entier", "31200"},
    [SCHEMA_NUMBER] = {"un nombre", "12,5"},
    [SCHEMA_PERCENT] = {"un nombre de 0 à 100", NULL},
    [SCHEMA_YEAR] = {"une année", "2025"},
    [SCHEMA_MONEY] = {"un montant en euros", "15 000"},
    [SCHEMA_MEASURE] = {"un nombre, « nd » (non disponible) ou « secret »", NULL},
    [SCHEMA_DATE] = {"une date", "2024-06-12, 12/06/2024, 2024-06 ou 2024"},
    [SCHEMA_END] = {"une date", "2024-06-12, 12/06/2024, 2024-06 ou 2024"},
    [SCHEMA_MOMENT] = {"une date, avec une heure si elle est connue", "2025-03-12 18:30"},
    [SCHEMA_TIME] = {"une heure", "18:30 ou 18h30"},
    [SCHEMA_URL] = {"une adresse complète", "https://exemple.fr/"},
    [SCHEMA_FILE] = {"le chemin d'un fichier", "documents/contrat.pdf"},
    [SCHEMA_RAW] = {NULL, NULL},
};

static bool wrong(struct reader *reader, const struct schema_field *field,
                  const struct yaml_node *node, const char *expected) {
    struct slice help = slice_format(reader->arena, "attendu : %s", expected);
    if (node->kind == YAML_SCALAR)
        diag_error(reader->diag, "valeur", &reader->file->diag, node->position, help.data,
                   "« %s » ne peut pas valoir " DIAG_VALUE, field->key, SLICE_ARG(node->text));
    else if (node->kind == YAML_NULL)
        diag_error(reader->diag, "valeur", &reader->file->diag, node->position, help.data,
                   "« %s » n'a pas de valeur", field->key);
    else
        diag_error(reader->diag, "valeur", &reader->file->diag, node->position, help.data,
                   "« %s » contient une liste ou des sous-clés", field->key);
    return false;
}

static bool wrong_type(struct reader *reader, const struct schema_field *field,
                       const struct yaml_node *node) {
    const char *words = expectations[field->type].words;
    const char *example = expectations[field->type].example;
    bool own = field->example && field->type != SCHEMA_BOOL && field->type != SCHEMA_DATE &&
               field->type != SCHEMA_END;
    example = own ? field->example : example;
    words = words ? words : expectations[SCHEMA_TEXT].words;
    if (!example)
        return wrong(reader, field, node, words);
    struct slice help = slice_format(reader->arena, "%s, par exemple %s", words, example);
    return wrong(reader, field, node, help.data);
}

/* One line: line ends become spaces. */
static bool read_line(struct reader *reader, const struct schema_field *field,
                      const struct yaml_node *node, struct slice *text) {
    if (node->kind != YAML_SCALAR)
        return wrong_type(reader, field, node);
    if (node->text.size > BOUND_LINE_TEXT) {
        diag_error(reader->diag, "trop-long", &reader->file->diag, node->position,
                   "raccourcissez-le : quelques mots, sur une ligne", "« %s » est trop long",
                   field->key);
        return false;
    }
    *text = slice_copy(reader->arena, slice_trim(node->text));
    char *bytes = (char *)text->data;
    for (size_t i = 0; i < text->size; i++)
        if (bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')
            bytes[i] = ' ';
    return true;
}

static bool read_prose(struct reader *reader, const struct schema_field *field,
                       const struct yaml_node *node, struct slice *text) {
    if (node->kind != YAML_SCALAR)
        return wrong_type(reader, field, node);
    *text = slice_trim(node->text);
    return true;
}

static bool read_bool(struct reader *reader, const struct schema_field *field,
                      const struct yaml_node *node, bool *truth) {
    static const char *const yes[] = {"oui", "true", "vrai"};
    static const char *const no[] = {"non", "false", "faux"};
    if (node->kind != YAML_SCALAR)
        return wrong_type(reader, field, node);
    struct slice word = utf8_fold(reader->arena, node->text);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (slice_is(word, yes[i]) || slice_is(word, no[i])) {
            *truth = slice_is(word, yes[i]);
            return true;
        }
    }
    return wrong_type(reader, field, node);
}

static bool read_number(struct reader *reader, const struct schema_field *field,
                        const struct yaml_node *node, struct number *number) {
    double value;
    bool percent = field->type == SCHEMA_PERCENT;
    if (node->kind != YAML_SCALAR ||
        !number_parse_unit(node->text, percent ? NUMBER_PERCENT : 0, &value))
        return wrong_type(reader, field, node);
    bool whole = field->type == SCHEMA_INTEGER || field->type == SCHEMA_YEAR;
    if (whole && (value < 0 || value > 1e12 || value != floor(value)))
        return wrong_type(reader, field, node);
    if (field->type == SCHEMA_PERCENT && (value < 0 || value > 100))
        return wrong_type(reader, field, node);
    if (field->type == SCHEMA_YEAR && (value < 1900 || value > 2199))
        return wrong_type(reader, field, node);
    *number = (struct number){true, value};
    return true;
}

static bool read_money(struct reader *reader, const struct schema_field *field,
                       const struct yaml_node *node, struct money *money) {
    long long cents;
    if (node->kind != YAML_SCALAR || !number_parse_cents(node->text, &cents) || cents < 0)
        return wrong_type(reader, field, node);
    *money = (struct money){true, cents};
    return true;
}

static bool read_measure(struct reader *reader, const struct schema_field *field,
                         const struct yaml_node *node, struct measure *measure) {
    if (node->kind != YAML_SCALAR)
        return wrong_type(reader, field, node);
    struct slice word = utf8_fold(reader->arena, node->text);
    if (slice_is(word, "nd") || slice_is(word, "secret")) {
        measure->kind = slice_is(word, "nd") ? MEASURE_UNAVAILABLE : MEASURE_SECRET;
        return true;
    }
    if (!number_parse_unit(node->text, NUMBER_PERCENT, &measure->number))
        return wrong_type(reader, field, node);
    measure->kind = MEASURE_NUMBER;
    return true;
}

static bool read_date(struct reader *reader, const struct schema_field *field,
                      const struct yaml_node *node, struct date *date) {
    if (node->kind == YAML_SCALAR && date_parse(node->text, date))
        return true;
    return wrong_type(reader, field, node);
}

/* "2025-03-12 18:30", "2025-03-12T18:30", "12/03/2025 à 18h30". */
static bool read_moment(struct reader *reader, const struct schema_field *field,
                        const struct yaml_node *node, struct moment *moment) {
    if (node->kind != YAML_SCALAR)
        return wrong_type(reader, field, node);
    struct slice text = slice_trim(node->text);
    size_t day = 0;
    while (day < text.size && text.data[day] != ' ' && text.data[day] != 'T')
        day++;
    struct slice time = slice_trim(slice_from_offset(text, day + 1));
    if (slice_starts(time, "à "))
        time = slice_trim(slice_from_offset(time, strlen("à ")));
    moment->minutes = TIME_NONE;
    if (!date_parse(slice_part(text, 0, day), &moment->date) ||
        (time.size && !date_parse_time(time, &moment->minutes)) ||
        (time.size && moment->date.day == 0)) {
        *moment = (struct moment){.minutes = TIME_NONE};
        return wrong_type(reader, field, node);
    }
    return true;
}

static bool read_time(struct reader *reader, const struct schema_field *field,
                      const struct yaml_node *node, int *minutes) {
    *minutes = TIME_NONE;
    if (node->kind == YAML_SCALAR && date_parse_time(node->text, minutes))
        return true;
    return wrong_type(reader, field, node);
}

/* "a, b ou c", then the nearest when the word is close to one. */
static struct slice list_choices(struct reader *reader, const struct schema_choice *choices,
                                 struct slice word) {
    struct buffer words = BUFFER_INIT;
    struct slice known[32] = {{0}};
    const char *spelled[32];
    size_t count = 0;
    for (; count < 32 && choices[count].word; count++) {
        bool last = choices[count + 1].word == NULL;
        buffer_add_string(&words, count == 0 ? "" : last ? " ou " : ", ");
        buffer_add_string(&words, choices[count].word);
        known[count] = utf8_fold(reader->arena, slice_from(choices[count].word));
        spelled[count] = choices[count].word;
    }
    struct slice near = read_nearest(word, known, count);
    for (size_t i = 0; i < count; i++)
        if (near.size && slice_equal(near, known[i]))
            buffer_format(&words, " ; vouliez-vous dire « %s » ?", spelled[i]);
    struct slice copy = slice_copy(reader->arena, buffer_slice(&words));
    buffer_dispose(&words);
    return copy;
}

/* The rank of a word in a closed list, from 1, or 0 when it is not there. */
static int choice_rank(struct reader *reader, const struct schema_choice *choices,
                       struct slice word) {
    for (int i = 0; choices[i].word; i++)
        if (slice_equal(word, utf8_fold(reader->arena, slice_from(choices[i].word))))
            return i + 1;
    return 0;
}

static bool read_choice(struct reader *reader, const struct schema_field *field,
                        const struct yaml_node *node, int *choice) {
    struct slice word = {"", 0};
    if (node->kind == YAML_SCALAR)
        word = utf8_fold(reader->arena, node->text);
    *choice = choice_rank(reader, field->choices, word);
    if (*choice)
        return true;
    return wrong(reader, field, node, list_choices(reader, field->choices, word).data);
}

static bool url_is_allowed(struct slice url) {
    static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:"};
    for (size_t i = 0; i < url.size; i++)
        if ((unsigned char)url.data[i] <= 0x20 || strchr("\"<>\\^`{|}", url.data[i]))
            return false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (slice_starts(url, schemes[i]) && url.size > strlen(schemes[i]))
            return true;
    return false;
}

static bool read_url(struct reader *reader, const struct schema_field *field,
                     const struct yaml_node *node, struct slice *url) {
    if (!read_line(reader, field, node, url))
        return false;
    if (url_is_allowed(*url))
        return true;
    *url = (struct slice){NULL, 0};
    return wrong(reader, field, node,
                 "une adresse qui commence par https://, http://, mailto: ou tel:");
}

static bool read_file(struct reader *reader, const struct schema_field *field,
                      const struct yaml_node *node, struct file_reference *file) {
    if (!read_line(reader, field, node, &file->path))
        return false;
    file->position = node->position;
    return true;
}

static bool read_reference(struct reader *reader, const struct schema_field *field,
                           const struct yaml_node *node, struct reference *reference) {
    if (!read_line(reader, field, node, &reference->words))
        return false;
    reference->position = node->position;
    return reference->words.size != 0 || wrong_type(reader, field, node);
}

/* The nodes of a list; a single value stands for a list of one. */
static size_t items_of(const struct yaml_node *node, const struct yaml_node **items) {
    bool sequence = node->kind == YAML_SEQUENCE;
    *items = sequence ? node->items : node;
    return sequence ? node->count : 1;
}

static bool read_references(struct reader *reader, const struct schema_field *field,
                            const struct yaml_node *node, struct references *references) {
    const struct yaml_node *items;
    size_t count = items_of(node, &items);
    bool right = true;
    for (size_t i = 0; i < count; i++) {
        struct reference reference = {0};
        if (items[i].kind == YAML_NULL)
            continue;
        if (read_reference(reader, field, &items[i], &reference))
            arena_push(reader->arena, references->items, references->count, reference);
        else
            right = false;
    }
    return right;
}

static bool read_texts(struct reader *reader, const struct schema_field *field,
                       const struct yaml_node *node, struct texts *texts) {
    const struct yaml_node *items;
    size_t count = items_of(node, &items);
    bool right = true;
    for (size_t i = 0; i < count; i++) {
        struct slice text = {NULL, 0};
        if (items[i].kind == YAML_NULL)
            continue;
        int choice = 0;
        if (field->choices && read_choice(reader, field, &items[i], &choice))
            text = slice_from(field->choices[choice - 1].word);
        else if (field->choices || !read_prose(reader, field, &items[i], &text))
            right = false;
        if (text.size)
            arena_push(reader->arena, texts->items, texts->count, text);
    }
    return right;
}

bool read_value(struct reader *reader, const struct schema_field *field,
                const struct yaml_node *node, void *member) {
    switch (field->type) {
    case SCHEMA_TEXT:
        return read_line(reader, field, node, member);
    case SCHEMA_PROSE:
        return read_prose(reader, field, node, member);
    case SCHEMA_TEXTS:
        return read_texts(reader, field, node, member);
    case SCHEMA_BOOL:
        return read_bool(reader, field, node, member);
    case SCHEMA_INTEGER:
    case SCHEMA_NUMBER:
    case SCHEMA_PERCENT:
    case SCHEMA_YEAR:
        return read_number(reader, field, node, member);
    case SCHEMA_MONEY:
        return read_money(reader, field, node, member);
    case SCHEMA_MEASURE:
        return read_measure(reader, field, node, member);
    case SCHEMA_DATE:
    case SCHEMA_END:
        return read_date(reader, field, node, member);
    case SCHEMA_MOMENT:
        return read_moment(reader, field, node, member);
    case SCHEMA_TIME:
        return read_time(reader, field, node, member);
    case SCHEMA_CHOICE:
        return read_choice(reader, field, node, member);
    case SCHEMA_URL:
        return read_url(reader, field, node, member);
    case SCHEMA_FILE:
        return read_file(reader, field, node, member);
    case SCHEMA_REFERENCE:
        return read_reference(reader, field, node, member);
    case SCHEMA_REFERENCES:
        return read_references(reader, field, node, member);
    case SCHEMA_RAW:
        *(const struct yaml_node **)member = node;
        return true;
    case SCHEMA_RECORD:
    case SCHEMA_LIST:
        break; /* records are read by read_record() */
    }
    return false;
}
