/*
 * How the tables of model_*.c are written: one FIELD a line, and the fields that all pages share.
 */
#ifndef CONTENT_MODEL_TABLES_H
#define CONTENT_MODEL_TABLES_H

#include "content/model.h"

#include <stddef.h>

#define FIELD(owner, member, key_, type_, label_, ...)                                             \
    {                                                                                              \
        .key = (key_), .label = (label_), .type = (type_),                                         \
        .offset = offsetof(struct owner, member), .size = sizeof(((struct owner *)0)->member),     \
        __VA_ARGS__                                                                                \
    }

#define END_OF_FIELDS                                                                              \
    { .key = NULL }
#define END_OF_CHOICES                                                                             \
    { NULL, NULL }

#define SCHEMA(owner, name_, label_, ...)                                                          \
    const struct schema owner##_schema = {.name = (name_),                                         \
                                          .label = (label_),                                       \
                                          .size = sizeof(struct owner),                            \
                                          .fields = owner##_fields,                                \
                                          __VA_ARGS__}

/* A nested entry that may be written as a single value, which then stands for one key. */
#define SCHEMA_SCALAR(owner, name_, label_, scalar_, ...)                                          \
    const struct schema owner##_schema = {.name = (name_),                                         \
                                          .label = (label_),                                       \
                                          .size = sizeof(struct owner),                            \
                                          .fields = owner##_fields,                                \
                                          .scalar = (scalar_),                                     \
                                          __VA_ARGS__}

#define VISIBILITY_FIELD(owner)                                                                    \
    FIELD(owner, visibility, "visibilite", SCHEMA_CHOICE, "Visibilité",                            \
          .flags = SCHEMA_VISIBILITY, .choices = visibility_choices,                               \
          .help = "Pour qui : tout le monde, ou les partenaires seulement.",                       \
          .example = "partenaires")

/* Fields of any page; `owner` embeds a struct page as its first member, `page`. */
#define PAGE_FIELDS(owner, title_flags)                                                            \
    FIELD(owner, page.title, "titre", SCHEMA_TEXT, "Titre", .flags = (title_flags)),               \
        FIELD(owner, page.summary, "resume", SCHEMA_PROSE, "Résumé",                               \
              .help = "En une ou deux phrases, pour les listes et les moteurs de recherche."),     \
        FIELD(owner, page.order, "ordre", SCHEMA_INTEGER, "Ordre", .flags = SCHEMA_SETTING,        \
              .example = "10"),                                                                    \
        FIELD(owner, page.documents, "documents", SCHEMA_LIST, "Documents", .flags = SCHEMA_PART,  \
              .nested = &document_schema),                                                         \
        FIELD(owner, page.visibility, "visibilite", SCHEMA_CHOICE, "Visibilité",                   \
              .flags = SCHEMA_VISIBILITY, .choices = visibility_choices,                           \
              .help = "Pour qui : tout le monde, ou les partenaires seulement.",                   \
              .example = "partenaires"),                                                           \
        FIELD(owner, page.draft, "brouillon", SCHEMA_BOOL, "Brouillon", .flags = SCHEMA_DRAFT,     \
              .help = "Oui : la page n'est publiée nulle part.", .example = "oui")

extern const struct schema_choice visibility_choices[];

#endif
