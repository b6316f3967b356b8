/*
 * What tells an entry of a list from its neighbours, in one version of a file as in another.
 */
#ifndef CONTENT_IDENTITY_H
#define CONTENT_IDENTITY_H

#include "content/record.h"
#include "content/schema.h"

#define IDENTITY_TOKENS 16

struct identity {
    struct slice tokens[IDENTITY_TOKENS]; /* "id=bus", "titre=ouverture": strongest first */
    size_t count;
    size_t strong; /* the first ones, which name the entry: id, numero, titre, nom, texte,
                      financeur and annee together, or sigle */
};

/* The tokens of a record; texts live in `arena`. A record that names itself in no way has none. */
struct identity identity_of(struct arena *arena, const struct record *record);

/* Whether a strong token of one is one of the other's. */
bool identity_matches(const struct identity *a, const struct identity *b);

/* Up to two fields that name the record best for a reader, in the order to print them; the rest
 * of `fields` is NULL. */
void identity_fields(const struct record *record, const struct schema_field *fields[2]);

#endif
