/*
 * What a text that is about to be public may hold by mistake: somebody's e-mail address or mobile
 * number, a social security number, bank details, a mark that says it is confidential, somebody's
 * name. Text in, places out; knows nothing of contracts.
 */
#ifndef PRIVACY_PRIVACY_H
#define PRIVACY_PRIVACY_H

#include "base/arena.h"
#include "base/slice.h"

enum privacy_kind {
    PRIVACY_EMAIL,   /* an address that looks like a person's, not a service's */
    PRIVACY_MOBILE,  /* a French mobile number, overseas included */
    PRIVACY_NIR,     /* a French social security number whose key is right */
    PRIVACY_IBAN,    /* an IBAN whose key is right */
    PRIVACY_RIB,     /* a French account number whose key is right */
    PRIVACY_MARKING, /* "ne pas diffuser", as a mark on the text, not as a promise in it */
    PRIVACY_NAME,    /* of a person, in an attendance */
};

/* `size` bytes from `offset` of the text that was given. */
typedef void privacy_visitor(void *context, enum privacy_kind kind, size_t offset, size_t size);

/* Calls `visit` for each thing found in a text (valid UTF-8), names left aside. */
void privacy_find(struct slice text, privacy_visitor *visit, void *context);

/* As privacy_find(), for names where the Markdown of minutes says who was there. */
void privacy_find_attendance(struct slice text, privacy_visitor *visit, void *context);

/*
 * The part of an attendance ("Mme Jeanne Martin, directrice") that names a person: a civility and
 * a name, or a first name and a name. Empty when there is none: a role, an organisation.
 */
struct slice privacy_find_name(struct slice words);

/* Whether the author of a document is what programs write when they know of nobody. */
bool privacy_is_placeholder(struct slice author);

/* Each returns how many bytes the text has of such a thing, from its first one on, or 0. */
size_t privacy_match_mobile(struct slice text);
size_t privacy_match_nir(struct slice text);
size_t privacy_match_iban(struct slice text);
size_t privacy_match_rib(struct slice text);

/* Whether an e-mail address looks like a person's. */
bool privacy_is_personal(struct slice address);

/* As privacy_find(), for marks alone. */
void privacy_find_markings(struct slice text, privacy_visitor *visit, void *context);

/* Whether a word, folded or in ASCII, is one of a list that ends with NULL; case does not count. */
bool privacy_is_listed(struct slice word, const char *const *list);

#endif
