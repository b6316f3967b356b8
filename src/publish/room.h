/*
 * The locked room: a set of files, made into files that only a passphrase opens. Everything below
 * the folder of the room:
 *
 *   entree.json  {"version", "tours", "sel", "cles"}: how to open it (room_key.h)
 *   HEX.bin      a sealed file: nonce, ciphertext, tag
 *
 * With the content key K, HMAC-SHA-256(K, "chiffrer") encrypts, HMAC-SHA-256(K, "nonce") makes
 * nonces and HMAC-SHA-256(K, "nommer") makes names. The id of a file is its path in the partners'
 * site, "actions/1-1-titre/index.html"; that of the list of all ids, a line each, is "/". HEX is
 * the first 16 bytes of the HMAC of the id.
 *
 * The plain text is the size of the file (4 bytes, the highest first), the file, and zeros up to
 * one of four sizes a doubling: 16, 20, 24, 28, 32, 40 ... KiB. The nonce is the beginning of the
 * HMAC of the id, a zero and that padded text: equal texts of one id, and only they, have one
 * nonce. "vitrine-salle 1", a zero and the id are the associated data.
 *
 * On a disk, where scripts may not read files, each file is HEX.js or entree.js, a script:
 * salle("HEX", "BASE64");
 */
#ifndef PUBLISH_ROOM_H
#define PUBLISH_ROOM_H

#include "publish/publish.h"
#include "publish/room_key.h"

/* What a sealed file is made from. */
struct room_files {
    const struct room_key *key;
    bool scripts;                     /* for a disk */
    const struct publish_file *inner; /* by their paths in the partners' site */
    size_t inner_count;
    struct slice list; /* of their paths */
};

/*
 * Makes the files that stand for `inner`, for publish_run(): each sealed when it is asked for. All
 * live in `arena` and refer to the key and to `inner`. Returns 0, or -1 with `error` described.
 */
int room_list(struct arena *arena, const struct room_key *key, bool scripts,
              const struct publish_file *inner, size_t inner_count, struct publish_file **files,
              size_t *count, struct error *error);

#endif
