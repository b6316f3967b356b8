/* What makes a passphrase weak. No estimate of entropy: what may be guessed is set aside, and
 * enough must be left. */
#include "base/utf8.h"
#include "publish/crypt.h"
#include "publish/room_passphrases.h"

#define LEFT 12    /* characters that must be left */
#define DISTINCT 8 /* and different ones among them */
#define WORD 4     /* letters of a word that is set aside, at least */

/* Folded. Those that passwords are most often made of, in French and on keyboards. */
static const char *const common[] = {
    "motdepasse", "passe",     "phrase",    "password",  "secret",   "azerty",     "qwerty",
    "uiop",       "qsdf",      "ghjklm",    "wxcvbn",    "asdf",     "zxcvbnm",    "bonjour",
    "bienvenue",  "admin",     "invite",    "soleil",    "doudou",   "loulou",     "jetaime",
    "iloveyou",   "letmein",   "welcome",   "marseille", "france",   "partenaire", "reserve",
    "espace",     "sante",     "contrat",   "local",     "vitrine",  "comite",     "copil",
    "cotech",     "agence",    "regionale", "commune",   "mairie",   "ville",      "departement",
    "territoire", "janvier",   "fevrier",   "mars",      "avril",    "juin",       "juillet",
    "aout",       "septembre", "octobre",   "novembre",  "decembre", "lundi",      "mardi",
    "mercredi",   "jeudi",     "vendredi",  "samedi",    "dimanche", "printemps",  "automne",
    "hiver"};

enum part { PART_NAME, PART_KNOWN, PART_COMMON, PART_REPEATED, PART_COUNT };

static const char *const reasons[PART_COUNT] = {
    [PART_NAME] = "le nom de qui s'en sert",
    [PART_KNOWN] = "des mots du site",
    [PART_COMMON] = "des mots que tout le monde prend",
    [PART_REPEATED] = "des répétitions ou des suites",
};

/* A passphrase, folded, each byte of it set aside or not. */
struct scan {
    char *bytes; /* set aside: a zero */
    size_t size;
    size_t aside[PART_COUNT];
};

/* Sets aside each place where a word stands. */
static void drop(struct scan *scan, struct slice word, enum part part) {
    struct slice rest = {scan->bytes, scan->size};
    while (word.size >= WORD) {
        size_t found = slice_search(rest, word);
        if (found == rest.size)
            return;
        memset(scan->bytes + (rest.data - scan->bytes) + found, 0, word.size);
        scan->aside[part] += word.size;
        rest = slice_from_offset(rest, found + word.size);
    }
}

/* The next run of letters and digits of a folded text; false at its end. */
static bool next_word(struct slice *rest, struct slice *word) {
    *word = (struct slice){NULL, 0};
    while (rest->size) {
        struct slice before = *rest;
        if (!utf8_is_word(utf8_next(rest))) {
            if (word->size)
                return true;
            continue;
        }
        if (!word->size)
            word->data = before.data;
        word->size = (size_t)(rest->data - word->data);
    }
    return word->size != 0;
}

static void drop_words(struct scan *scan, struct slice text, enum part part) {
    struct slice word;
    while (next_word(&text, &word))
        drop(scan, word, part);
}

/* The second time that three bytes in a row stand there. */
static void drop_repeated(struct scan *scan) {
    for (size_t i = 3; i + 3 <= scan->size; i++) {
        struct slice before = {scan->bytes, i};
        struct slice here = {scan->bytes + i, 3};
        if (memchr(here.data, 0, 3) || slice_search(before, here) == before.size)
            continue;
        memset(scan->bytes + i, 0, 3);
        scan->aside[PART_REPEATED] += 3;
    }
}

/* "aaaa", "3456", "dcba": all but the first two of three and more. */
static void drop_sequences(struct scan *scan) {
    char *bytes = scan->bytes;
    for (size_t i = 0; i + 2 < scan->size; i++) {
        int step = bytes[i + 1] - bytes[i];
        size_t end = i + 1;
        if (step < -1 || step > 1 || !bytes[i])
            continue;
        while (end + 1 < scan->size && bytes[end + 1] - bytes[end] == step)
            end++;
        if (end < i + 2)
            continue;
        memset(bytes + i + 2, 0, end - i - 1);
        scan->aside[PART_REPEATED] += end - i - 1;
        i = end;
    }
}

/* Whether what is left is enough. */
static bool is_enough(const struct scan *scan) {
    struct slice left = {scan->bytes, scan->size};
    bool seen[128] = {false};
    size_t count = 0, distinct = 0;
    while (left.size) {
        uint32_t code = utf8_next(&left);
        if (!utf8_is_word(code))
            continue;
        count++;
        distinct += code >= 128 || !seen[code];
        if (code < 128)
            seen[code] = true;
    }
    return count >= LEFT && distinct >= DISTINCT;
}

/* What was set aside most. */
static const char *reason_of(const struct scan *scan) {
    enum part most = PART_REPEATED;
    for (size_t i = 0; i < PART_COUNT; i++)
        if (scan->aside[i] > scan->aside[most])
            most = (enum part)i;
    return reasons[most];
}

struct slice room_weakness(struct arena *arena, const struct room_passphrase *passphrase,
                           const struct slice *known, size_t known_count) {
    size_t length = utf8_count(passphrase->words);
    if (length < ROOM_PASSPHRASE_LENGTH)
        return slice_format(arena, "elle a %zu caractère%s et il en faut au moins %d", length,
                            length > 1 ? "s" : "", ROOM_PASSPHRASE_LENGTH);
    struct slice folded = utf8_fold(arena, passphrase->words);
    struct scan scan = {.bytes = slice_string(arena, folded), .size = folded.size};
    drop_words(&scan, utf8_fold(arena, passphrase->name), PART_NAME);
    for (size_t i = 0; i < known_count; i++)
        drop_words(&scan, utf8_fold(arena, known[i]), PART_KNOWN);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        drop(&scan, slice_from(common[i]), PART_COMMON);
    drop_repeated(&scan);
    drop_sequences(&scan);
    bool enough = is_enough(&scan);
    const char *reason = reason_of(&scan);
    crypt_wipe(scan.bytes, scan.size);
    return enough ? (struct slice){NULL, 0}
                  : slice_format(arena, "elle est surtout faite de : %s", reason);
}
