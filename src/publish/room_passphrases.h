/*
 * The passphrases that open the locked room: read from a file of the coordinator's or from the
 * environment, and refused when they are weak. The ciphertext is public, so that whoever likes may
 * try passphrases at home for years: what others use, or what the site itself says, is no secret.
 */
#ifndef PUBLISH_ROOM_PASSPHRASES_H
#define PUBLISH_ROOM_PASSPHRASES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "base/slice.h"

#define ROOM_PASSPHRASE_LENGTH 20 /* characters, at least */

struct room_passphrase {
    struct slice name;  /* whose it is, for messages */
    struct slice words; /* form C, without spaces at the ends */
};

struct room_passphrases {
    struct room_passphrase *items;
    size_t count;
    struct slice *problems; /* what is wrong, a line each: no passphrase is ever quoted */
    size_t problem_count;
};

/*
 * Reads the text of a file of passphrases, `name: passphrase` a line, blank lines and those that
 * begin with "#" apart. Everything lives in `arena`.
 */
void room_passphrases_read(struct room_passphrases *list, struct arena *arena, struct slice text);

/* Adds one. */
void room_passphrases_add(struct room_passphrases *list, struct arena *arena, struct slice name,
                          struct slice words);

/*
 * Adds to the problems what makes a passphrase weak: too short, or made of its partner's name, of
 * words that the site shows (`known`: texts, of which any word counts), of words that everybody
 * takes, of repetitions and sequences; and what stands twice.
 */
void room_passphrases_check(struct room_passphrases *list, struct arena *arena,
                            const struct slice *known, size_t known_count);

/* Forgets them. */
void room_passphrases_wipe(struct room_passphrases *list);

/* What makes one weak, in French; no data when it is strong enough. `known` as above. */
struct slice room_weakness(struct arena *arena, const struct room_passphrase *passphrase,
                           const struct slice *known, size_t known_count);

#endif
