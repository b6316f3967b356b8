#include "content/identity.h"

#include "base/utf8.h"

#include <string.h>

/* The keys that name an entry, strongest first; a pair names it together. */
static const struct {
    const char *key;
    const char *with;
    bool strong;
} names[] = {
    {"id", NULL, true},          {"numero", NULL, true}, {"titre", NULL, true},
    {"nom", NULL, true},         {"texte", NULL, true},  {"financeur", "annee", true},
    {"sigle", NULL, true},       {"code", NULL, false},  {"organisme", NULL, false},
    {"fonction", NULL, false},   {"lieu", NULL, false},  {"libelle", NULL, false},
    {"generation", NULL, false}, {"annee", NULL, false}, {"date", NULL, false},
    {"tag", NULL, false},
};

/* The same for readers: an id says less than a name. */
static const struct {
    const char *key;
    const char *with;
} shown[] = {
    {"titre", NULL},      {"nom", NULL},     {"sigle", NULL},        {"numero", NULL},
    {"texte", NULL},      {"objet", NULL},   {"financeur", "annee"}, {"organisme", NULL},
    {"fonction", NULL},   {"libelle", NULL}, {"lieu", NULL},         {"id", NULL},
    {"generation", NULL}, {"annee", NULL},   {"date", NULL},         {"tag", NULL},
    {"code", NULL},
};

/* The text of a field that may name a record; empty when it does not say anything. */
static struct slice text_of(struct arena *arena, const struct record *record,
                            const struct schema_field *field) {
    const void *member = schema_member(record, field);
    switch (field->type) {
    case SCHEMA_TEXT:
    case SCHEMA_PROSE:
        return utf8_fold(arena, *(const struct slice *)member);
    case SCHEMA_REFERENCE:
        return utf8_fold(arena, ((const struct reference *)member)->words);
    case SCHEMA_INTEGER:
    case SCHEMA_YEAR: {
        const struct number *number = member;
        return number->set ? slice_format(arena, "%.0f", number->value) : SLICE("");
    }
    case SCHEMA_DATE:
    case SCHEMA_END:
        return date_iso(arena, *(const struct date *)member);
    default:
        return SLICE("");
    }
}

static struct slice text_at(struct arena *arena, const struct record *record, const char *key) {
    const struct schema_field *field = schema_find(record->schema, slice_from(key));
    return field ? text_of(arena, record, field) : SLICE("");
}

struct identity identity_of(struct arena *arena, const struct record *record) {
    struct identity identity = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names && identity.count < IDENTITY_TOKENS; i++) {
        struct slice text = text_at(arena, record, names[i].key);
        struct slice with = names[i].with ? text_at(arena, record, names[i].with) : SLICE("");
        if (text.size == 0 || (names[i].with && with.size == 0))
            continue;
        identity.tokens[identity.count++] =
            slice_format(arena, "%s=%.*s %.*s", names[i].key, SLICE_ARG(text), SLICE_ARG(with));
        if (names[i].strong)
            identity.strong = identity.count;
    }
    return identity;
}

bool identity_matches(const struct identity *a, const struct identity *b) {
    for (size_t i = 0; i < a->strong; i++)
        for (size_t j = 0; j < b->strong; j++)
            if (slice_equal(a->tokens[i], b->tokens[j]))
                return true;
    return false;
}

void identity_fields(const struct record *record, const struct schema_field *fields[2]) {
    struct arena scratch = ARENA_INIT;
    fields[0] = fields[1] = NULL;
    for (size_t i = 0; i < sizeof shown / sizeof *shown && !fields[0]; i++) {
        const struct schema_field *field = schema_find(record->schema, slice_from(shown[i].key));
        const struct schema_field *with =
            shown[i].with ? schema_find(record->schema, slice_from(shown[i].with)) : NULL;
        if (!field || text_of(&scratch, record, field).size == 0)
            continue;
        fields[0] = field;
        if (with && text_of(&scratch, record, with).size)
            fields[1] = with;
    }
    arena_dispose(&scratch);
}
