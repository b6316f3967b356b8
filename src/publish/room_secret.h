/*
 * The secret file of the locked room: the content key and the salt, kept from one build to the next
 * outside of the repository and of the cache, readable by its owner alone. It also remembers, by
 * keyed digests, which passphrases had a wrap of the key.
 */
#ifndef PUBLISH_ROOM_SECRET_H
#define PUBLISH_ROOM_SECRET_H

#include "base/arena.h"
#include "base/bounds.h"
#include "base/error.h"
#include "publish/crypt.h"

#define ROOM_SALT 16 /* bytes */

struct room_secret {
    unsigned char key[CRYPT_KEY];  /* encrypts the pages; whoever has a passphrase has it */
    unsigned char salt[ROOM_SALT]; /* public */
    unsigned char seed[CRYPT_KEY]; /* of what must look random to them too; never leaves the file */
    unsigned char digests[BOUND_PASSPHRASES][CRYPT_KEY]; /* of the passphrases, sorted */
    size_t count;
};

/* An open secret file: nobody else changes it until it is closed. */
struct room_file {
    const char *path;
    const char *name; /* the last step of it */
    int folder;       /* descriptor, locked; -1: none */
    bool found;       /* there was one */
    struct room_secret secret;
};

/*
 * Opens the secret file `path`, which need not exist, and reads it. Returns 0, or -1 with `error`
 * described: it is no regular file of ours alone (0600), or is damaged. Close it with
 * room_file_close() in either case.
 */
int room_file_open(struct room_file *file, struct arena *arena, const char *path,
                   struct error *error);

/* Writes file->secret: a new file beside it, then one rename. Returns 0, or -1 with `error`
 * described. */
int room_file_write(struct room_file *file, struct error *error);

/* Closes it and forgets the secret. */
void room_file_close(struct room_file *file);

/* Makes a new key, salt and seed, of no passphrase. Returns as crypt_random(). */
int room_secret_renew(struct room_secret *secret, struct error *error);

#endif
