#include "publish/room.h"

#include "base/base64.h"

#define LEAST ((size_t)16 * 1024) /* bytes of the smallest padded text */
#define SIZE_FIELD 4              /* bytes of the size before a file */
#define NAME_BYTES 16             /* of a MAC that names a file */
#define LIST_ID "/"

/* The size to which a text is padded. */
static size_t padded_size(size_t size) {
    size_t step = LEAST / 4, base = LEAST;
    if (size <= LEAST)
        return LEAST;
    for (; size > 2 * base; base *= 2)
        step *= 2;
    return base + (size - base + step - 1) / step * step;
}

static struct slice pad(struct arena *arena, struct slice bytes) {
    size_t size = padded_size(SIZE_FIELD + bytes.size);
    unsigned char *padded = arena_alloc(arena, size);
    for (size_t i = 0; i < SIZE_FIELD; i++)
        padded[i] = (unsigned char)(bytes.size >> (8 * (SIZE_FIELD - 1 - i)));
    if (bytes.size)
        memcpy(padded + SIZE_FIELD, bytes.data, bytes.size);
    memset(padded + SIZE_FIELD + bytes.size, 0, size - SIZE_FIELD - bytes.size);
    return crypt_slice(padded, size);
}

/* Seals one file under its id. */
static int seal(const struct room_key *key, struct arena *arena, struct slice id,
                struct slice bytes, struct slice *sealed, struct error *error) {
    static const char mark[] = "vitrine-salle 1"; /* its zero counts */
    unsigned char nonce[CRYPT_KEY];
    struct slice padded = pad(arena, bytes);
    const struct slice texts[] = {id, {"", 1}, padded};
    if (crypt_mac(key->nonce, texts, 3, nonce, error) != 0)
        return -1;
    struct slice associated = slice_concat(arena, (struct slice){mark, sizeof mark}, id);
    size_t size = CRYPT_NONCE + padded.size + CRYPT_TAG;
    unsigned char *out = arena_alloc(arena, size);
    *sealed = crypt_slice(out, size);
    return crypt_seal(key->seal, nonce, associated, padded, out, error);
}

/* The name of the file of an id, without what it ends in. */
static int name_of(const struct room_key *key, struct arena *arena, struct slice id,
                   struct slice *name, struct error *error) {
    unsigned char mac[CRYPT_KEY];
    struct buffer out = BUFFER_INIT;
    if (crypt_mac(key->name, &id, 1, mac, error) != 0)
        return -1;
    crypt_add_hex(&out, mac, NAME_BYTES);
    *name = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return 0;
}

/* A file as a script that hands its bytes over. */
static struct slice as_script(struct arena *arena, struct slice name, struct slice bytes) {
    struct buffer out = BUFFER_INIT;
    buffer_format(&out, "salle(\"%.*s\", \"", SLICE_ARG(name));
    base64_add(&out, bytes);
    BUFFER_LITERAL(&out, "\");\n");
    struct slice script = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return script;
}

/* The bytes of an inner file; the list of all comes after the last. */
static int make_inner(const struct room_files *room, size_t item, struct publish_scratch *scratch,
                      struct slice *id, struct slice *bytes, struct error *error) {
    if (item == room->inner_count) {
        *id = SLICE(LIST_ID);
        *bytes = room->list;
        return 0;
    }
    const struct publish_file *file = &room->inner[item];
    *id = file->path;
    *bytes = file->bytes;
    return file->make ? file->make(file->context, file->item, scratch, bytes, error) : 0;
}

static int make_sealed(void *context, size_t item, struct publish_scratch *scratch,
                       struct slice *bytes, struct error *error) {
    const struct room_files *room = context;
    struct slice id, plain, name;
    if (make_inner(room, item, scratch, &id, &plain, error) != 0 ||
        seal(room->key, scratch->arena, id, plain, bytes, error) != 0)
        return -1;
    if (!room->scripts)
        return 0;
    if (name_of(room->key, scratch->arena, id, &name, error) != 0)
        return -1;
    *bytes = as_script(scratch->arena, name, *bytes);
    return 0;
}

static struct slice entry(const struct room_files *room, struct arena *arena) {
    const struct room_key *key = room->key;
    struct buffer out = BUFFER_INIT;
    buffer_format(&out, "{\"version\":%d,\"tours\":%d,\"sel\":\"", ROOM_VERSION, CRYPT_ROUNDS);
    base64_add(&out, crypt_slice(key->salt, ROOM_SALT));
    BUFFER_LITERAL(&out, "\",\"cles\":[");
    for (size_t i = 0; i < BOUND_PASSPHRASES; i++) {
        buffer_add_string(&out, i ? ",\n\"" : "\n\"");
        base64_add(&out, crypt_slice(key->wraps[i], ROOM_WRAP));
        buffer_add_byte(&out, '"');
    }
    BUFFER_LITERAL(&out, "]}\n");
    struct slice bytes = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return room->scripts ? as_script(arena, SLICE("entree"), bytes) : bytes;
}

static struct slice paths_of(struct arena *arena, const struct publish_file *files, size_t count) {
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < count; i++) {
        buffer_add(&out, files[i].path);
        buffer_add_byte(&out, '\n');
    }
    struct slice list = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return list;
}

int room_list(struct arena *arena, const struct room_key *key, bool scripts,
              const struct publish_file *inner, size_t inner_count, struct publish_file **files,
              size_t *count, struct error *error) {
    struct room_files *room = arena_new(arena, struct room_files);
    *room =
        (struct room_files){key, scripts, inner, inner_count, paths_of(arena, inner, inner_count)};
    *files = arena_array(arena, struct publish_file, inner_count + 2);
    *count = 0;
    (*files)[(*count)++] = (struct publish_file){
        .path = slice_from(scripts ? "entree.js" : "entree.json"), .bytes = entry(room, arena)};
    for (size_t i = 0; i <= inner_count; i++) {
        struct slice id = i < inner_count ? inner[i].path : SLICE(LIST_ID);
        struct slice name;
        if (name_of(key, arena, id, &name, error) != 0)
            return -1;
        (*files)[(*count)++] = (struct publish_file){
            .path = slice_concat(arena, name, slice_from(scripts ? ".js" : ".bin")),
            .make = make_sealed,
            .context = room,
            .item = i};
    }
    return 0;
}
