/*
 * The keys of the locked room: those that encrypt, and the wraps by which each passphrase gives
 * them.
 *
 * One content key encrypts everything. Each passphrase derives, by PBKDF2 with one salt for all,
 * the key of a wrap: the content key, sealed. Wraps carry no name, stand in the order of their
 * bytes, and are always BOUND_PASSPHRASES: what is missing is made up, from a seed that opens
 * nothing, so that neither the public nor partners can tell how many there are. All of them change
 * together when a passphrase is added.
 *
 * The content key, the salt and the seed change whenever a passphrase is withdrawn: whoever kept
 * an old wrap reads nothing new.
 */
#ifndef PUBLISH_ROOM_KEY_H
#define PUBLISH_ROOM_KEY_H

#include "publish/room_passphrases.h"
#include "publish/room_secret.h"

#define ROOM_VERSION 1 /* of the format */
#define ROOM_WRAP (CRYPT_NONCE + CRYPT_KEY + CRYPT_TAG)

struct room_key {
    unsigned char seal[CRYPT_KEY];  /* encrypts */
    unsigned char nonce[CRYPT_KEY]; /* makes nonces */
    unsigned char name[CRYPT_KEY];  /* makes the names of files */
    unsigned char salt[ROOM_SALT];
    unsigned char wraps[BOUND_PASSPHRASES][ROOM_WRAP];
};

/* What opening did to the secret file. */
enum room_change {
    ROOM_SAME,
    ROOM_MADE,    /* there was none */
    ROOM_ADDED,   /* it remembers one passphrase more, or several */
    ROOM_RENEWED, /* a passphrase was withdrawn: there is a new key */
};

/*
 * Opens the secret file `path` for some passphrases (at least one, checked), with `jobs` threads,
 * changing it where it must. Temporary memory comes from `arena`. Returns 0, or -1 with `error`
 * described: it can't be read, or must change and can't be written; it then says how to renew it.
 * Forget the key with room_key_wipe() in either case.
 */
int room_key_open(struct room_key *key, struct arena *arena, const char *path,
                  const struct room_passphrases *passphrases, size_t jobs, enum room_change *change,
                  struct error *error);

void room_key_wipe(struct room_key *key);

#endif
