/*
 * Cryptography, by mbed TLS: SHA-256, HMAC-SHA-256, PBKDF2, AES-256-GCM, and bytes as text. What
 * the locked room does with them is in room_key.h and room.h.
 *
 * Functions that can fail return 0, or -1 with `error` described.
 */
#ifndef PUBLISH_CRYPT_H
#define PUBLISH_CRYPT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

#define CRYPT_KEY 32   /* bytes of a key, of a digest, of a MAC */
#define CRYPT_NONCE 12 /* bytes of a nonce of AES-GCM */
#define CRYPT_TAG 16   /* bytes that AES-GCM adds */
#define CRYPT_ROUNDS 600000

/* Random bytes, from the system. */
int crypt_random(unsigned char *bytes, size_t size, struct error *error);

/* The SHA-256 of a text. */
int crypt_digest(struct slice text, unsigned char digest[CRYPT_KEY], struct error *error);

/* The HMAC-SHA-256 of `count` texts, one after the other. */
int crypt_mac(const unsigned char key[CRYPT_KEY], const struct slice *texts, size_t count,
              unsigned char mac[CRYPT_KEY], struct error *error);

/* The key that PBKDF2-HMAC-SHA-256 (RFC 8018) derives from a passphrase by CRYPT_ROUNDS rounds. */
int crypt_derive(struct slice passphrase, struct slice salt, unsigned char key[CRYPT_KEY],
                 struct error *error);

/*
 * AES-256-GCM (NIST SP 800-38D): writes the nonce, the ciphertext of `plain` and its tag to
 * `sealed`, of CRYPT_NONCE + plain.size + CRYPT_TAG bytes. One nonce never serves two texts of one
 * key: that is the caller's to see to.
 */
int crypt_seal(const unsigned char key[CRYPT_KEY], const unsigned char nonce[CRYPT_NONCE],
               struct slice associated, struct slice plain, unsigned char *sealed,
               struct error *error);

/* Bytes as a slice. */
struct slice crypt_slice(const unsigned char *bytes, size_t size);

/* Appends bytes in hexadecimal. */
void crypt_add_hex(struct buffer *out, const unsigned char *bytes, size_t size);

/* Reads `size` bytes in hexadecimal, lower case; false when `text` is not that. */
bool crypt_read_hex(struct slice text, unsigned char *bytes, size_t size);

/* Forgets a secret: writes zeros that no compiler leaves out. */
void crypt_wipe(void *secret, size_t size);

#endif
