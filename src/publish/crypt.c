#include "publish/crypt.h"

#include <errno.h>
#include <mbedtls/gcm.h>
#include <mbedtls/md.h>
#include <mbedtls/pkcs5.h>
#include <mbedtls/platform_util.h>
#include <stdlib.h>
#include <unistd.h>

static const unsigned char *bytes_of(struct slice slice) {
    return (const unsigned char *)slice.data;
}

/* What mbed TLS answered, as a result of ours. */
static int answer(int result, struct error *error) {
    if (result == 0)
        return 0;
    return error_set(error, 0, "mbed TLS a refusé de chiffrer (-0x%04x)", (unsigned)-result);
}

static const mbedtls_md_info_t *sha256(void) {
    return mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
}

int crypt_random(unsigned char *bytes, size_t size, struct error *error) {
    if (getentropy(bytes, size) != 0)
        return error_set(error, errno, "le système ne donne pas de hasard");
    return 0;
}

int crypt_digest(struct slice text, unsigned char digest[CRYPT_KEY], struct error *error) {
    return answer(mbedtls_md(sha256(), bytes_of(text), text.size, digest), error);
}

int crypt_mac(const unsigned char key[CRYPT_KEY], const struct slice *texts, size_t count,
              unsigned char mac[CRYPT_KEY], struct error *error) {
    mbedtls_md_context_t context;
    mbedtls_md_init(&context);
    int result = mbedtls_md_setup(&context, sha256(), 1);
    if (result == 0)
        result = mbedtls_md_hmac_starts(&context, key, CRYPT_KEY);
    for (size_t i = 0; result == 0 && i < count; i++)
        result = mbedtls_md_hmac_update(&context, bytes_of(texts[i]), texts[i].size);
    if (result == 0)
        result = mbedtls_md_hmac_finish(&context, mac);
    mbedtls_md_free(&context);
    return answer(result, error);
}

int crypt_derive(struct slice passphrase, struct slice salt, unsigned char key[CRYPT_KEY],
                 struct error *error) {
    mbedtls_md_context_t context;
    mbedtls_md_init(&context);
    int result = mbedtls_md_setup(&context, sha256(), 1);
    if (result == 0)
        result = mbedtls_pkcs5_pbkdf2_hmac(&context, bytes_of(passphrase), passphrase.size,
                                           bytes_of(salt), salt.size, CRYPT_ROUNDS, CRYPT_KEY, key);
    mbedtls_md_free(&context);
    return answer(result, error);
}

int crypt_seal(const unsigned char key[CRYPT_KEY], const unsigned char nonce[CRYPT_NONCE],
               struct slice associated, struct slice plain, unsigned char *sealed,
               struct error *error) {
    mbedtls_gcm_context context;
    mbedtls_gcm_init(&context);
    memcpy(sealed, nonce, CRYPT_NONCE);
    int result = mbedtls_gcm_setkey(&context, MBEDTLS_CIPHER_ID_AES, key, 8 * CRYPT_KEY);
    if (result == 0)
        result = mbedtls_gcm_crypt_and_tag(&context, MBEDTLS_GCM_ENCRYPT, plain.size, nonce,
                                           CRYPT_NONCE, bytes_of(associated), associated.size,
                                           bytes_of(plain), sealed + CRYPT_NONCE, CRYPT_TAG,
                                           sealed + CRYPT_NONCE + plain.size);
    mbedtls_gcm_free(&context);
    return answer(result, error);
}

struct slice crypt_slice(const unsigned char *bytes, size_t size) {
    return (struct slice){(const char *)bytes, size};
}

void crypt_add_hex(struct buffer *out, const unsigned char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        buffer_format(out, "%02x", bytes[i]);
}

static int digit(char byte) {
    if (slice_is_digit(byte))
        return byte - '0';
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

bool crypt_read_hex(struct slice text, unsigned char *bytes, size_t size) {
    if (text.size != 2 * size)
        return false;
    for (size_t i = 0; i < size; i++) {
        int high = digit(text.data[2 * i]), low = digit(text.data[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

void crypt_wipe(void *secret, size_t size) {
    mbedtls_platform_zeroize(secret, size);
}
