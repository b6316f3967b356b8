#include "publish/room_key.h"

#include "base/parallel.h"

#include <stdio.h>
#include <stdlib.h>

/* Each passphrase with the key that it derives, and what the secret file remembers of that. */
struct derived {
    unsigned char key[CRYPT_KEY];
    unsigned char digest[CRYPT_KEY];
    struct error error;
    int result;
};

struct work {
    const struct room_passphrases *passphrases;
    const struct room_secret *secret;
    struct derived *derived;
};

/* HMAC of a word and of what follows it. */
static int mac(const unsigned char *key, const char *word, struct slice a, struct slice b,
               unsigned char *out, struct error *error) {
    const struct slice texts[] = {slice_from(word), a, b};
    return crypt_mac(key, texts, 3, out, error);
}

static struct slice bytes_of(const unsigned char *key) {
    return crypt_slice(key, CRYPT_KEY);
}

/* The digest is that of the derived key: who steals the file gains nothing on PBKDF2. */
static void derive_one(void *context, size_t item, size_t worker) {
    const struct work *work = context;
    const struct room_secret *secret = work->secret;
    struct derived *derived = &work->derived[item];
    (void)worker;
    derived->result =
        crypt_derive(work->passphrases->items[item].words, crypt_slice(secret->salt, ROOM_SALT),
                     derived->key, &derived->error);
    if (derived->result == 0)
        derived->result = mac(secret->seed, "acces", bytes_of(derived->key), SLICE(""),
                              derived->digest, &derived->error);
}

static int derive_all(struct work *work, size_t jobs, struct error *error) {
    size_t count = work->passphrases->count;
    parallel_for(count, jobs, derive_one, work);
    for (size_t i = 0; i < count; i++) {
        if (work->derived[i].result == 0)
            continue;
        *error = work->derived[i].error;
        return -1;
    }
    return 0;
}

static bool is_derived(const struct work *work, const unsigned char *digest) {
    for (size_t i = 0; i < work->passphrases->count; i++)
        if (memcmp(work->derived[i].digest, digest, CRYPT_KEY) == 0)
            return true;
    return false;
}

static int compare_keys(const void *a, const void *b) {
    return memcmp(a, b, CRYPT_KEY);
}

static int compare_wraps(const void *a, const void *b) {
    return memcmp(a, b, ROOM_WRAP);
}

/* Remembers the passphrases, in an order that says nothing. */
static void remember(const struct work *work, struct room_secret *secret) {
    secret->count = work->passphrases->count;
    for (size_t i = 0; i < secret->count; i++)
        memcpy(secret->digests[i], work->derived[i].digest, CRYPT_KEY);
    qsort(secret->digests, secret->count, CRYPT_KEY, compare_keys);
}

static enum room_change change_of(const struct work *work, const struct room_file *file) {
    if (!file->found)
        return ROOM_MADE;
    for (size_t i = 0; i < file->secret.count; i++)
        if (!is_derived(work, file->secret.digests[i]))
            return ROOM_RENEWED;
    return file->secret.count < work->passphrases->count ? ROOM_ADDED : ROOM_SAME;
}

static int write_file(struct room_file *file, enum room_change change, struct error *error) {
    static const char *const causes[] = {
        [ROOM_MADE] = "n'existe pas encore",
        [ROOM_ADDED] = "ne connaît pas encore une des phrases de passe",
        [ROOM_RENEWED] = "doit changer, car une phrase de passe a été retirée",
    };
    struct error refused = ERROR_INIT;
    if (room_file_write(file, &refused) == 0)
        return 0;
    return error_set(error, 0,
                     "le secret de l'espace des partenaires %s, et il ne peut pas être écrit ici "
                     "(%s). Lancez une fois cette commande, avec les mêmes phrases de passe, sur "
                     "une machine où il peut l'être ; en intégration continue, remplacez ensuite "
                     "le fichier que donne --secret ou VITRINE_SECRET par celui-là",
                     causes[change], refused.message);
}

/* Brings the secret file up to the passphrases. */
static int update(struct work *work, struct room_file *file, size_t jobs, enum room_change *change,
                  struct error *error) {
    if (file->found && derive_all(work, jobs, error) != 0)
        return -1;
    *change = change_of(work, file);
    if (*change == ROOM_SAME)
        return 0;
    if (*change != ROOM_ADDED &&
        (room_secret_renew(&file->secret, error) != 0 || derive_all(work, jobs, error) != 0))
        return -1;
    remember(work, &file->secret);
    return write_file(file, *change, error);
}

/* One wrap: a real one for a derived key, one made up without. Each is as random to who has
 * neither the passphrase nor the seed. */
static int wrap(const struct room_secret *secret, const unsigned char *set, size_t rank,
                const struct derived *derived, unsigned char out[ROOM_WRAP], struct error *error) {
    static const char associated[] = "vitrine-salle 1\0cle";
    unsigned char bytes[2][CRYPT_KEY];
    char number[24];
    if (derived) {
        if (mac(secret->seed, "nonce", bytes_of(set), bytes_of(derived->key), bytes[0], error) != 0)
            return -1;
        return crypt_seal(derived->key, bytes[0], (struct slice){associated, sizeof associated - 1},
                          bytes_of(secret->key), out, error);
    }
    for (size_t i = 0; i < 2; i++) {
        snprintf(number, sizeof number, "%zu", 2 * rank + i);
        if (mac(secret->seed, "leurre", bytes_of(set), slice_from(number), bytes[i], error) != 0)
            return -1;
    }
    memcpy(out, bytes, ROOM_WRAP);
    return 0;
}

static int make_wraps(struct room_key *key, const struct work *work,
                      const struct room_secret *secret, struct error *error) {
    unsigned char set[CRYPT_KEY];
    struct slice digests = crypt_slice(secret->digests[0], secret->count * CRYPT_KEY);
    if (mac(secret->seed, "ensemble", digests, SLICE(""), set, error) != 0)
        return -1;
    for (size_t i = 0; i < BOUND_PASSPHRASES; i++) {
        const struct derived *derived = i < work->passphrases->count ? &work->derived[i] : NULL;
        if (wrap(secret, set, i, derived, key->wraps[i], error) != 0)
            return -1;
    }
    qsort(key->wraps, BOUND_PASSPHRASES, ROOM_WRAP, compare_wraps);
    return 0;
}

static int make_keys(struct room_key *key, const struct room_secret *secret, struct error *error) {
    const struct slice none = SLICE("");
    memcpy(key->salt, secret->salt, ROOM_SALT);
    if (mac(secret->key, "chiffrer", none, none, key->seal, error) != 0 ||
        mac(secret->key, "nonce", none, none, key->nonce, error) != 0)
        return -1;
    return mac(secret->key, "nommer", none, none, key->name, error);
}

int room_key_open(struct room_key *key, struct arena *arena, const char *path,
                  const struct room_passphrases *passphrases, size_t jobs, enum room_change *change,
                  struct error *error) {
    struct room_file file;
    struct work work = {passphrases, &file.secret,
                        arena_array(arena, struct derived, passphrases->count)};
    int result = room_file_open(&file, arena, path, error);
    if (result == 0)
        result = update(&work, &file, jobs, change, error);
    if (result == 0)
        result = make_keys(key, &file.secret, error);
    if (result == 0)
        result = make_wraps(key, &work, &file.secret, error);
    crypt_wipe(work.derived, passphrases->count * sizeof *work.derived);
    room_file_close(&file);
    return result;
}

void room_key_wipe(struct room_key *key) {
    crypt_wipe(key, sizeof *key);
}
