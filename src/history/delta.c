#include "history/delta.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/codec.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/*
 * Written: 1 when unknown, the tree, the paths (sorted, each by what differs from the one before),
 * the versions, the renames of each parent. Versions and renames name paths by their place in the
 * list.
 */

/* What stands next to a version's kind. */
enum flag {
    FLAG_KIND = 7, /* the kind itself */
    FLAG_MERGE = 8,
    FLAG_SCOPE = 16,          /* there is one */
    FLAG_PREVIOUS_SCOPE = 32, /* there is one, */
    FLAG_SAME_SCOPE = 64,     /* the same as now */
    FLAG_ALL = 127
};

/* ---- Writing */

struct path_list {
    const struct path **items;
    size_t count;
};

static int by_text(const void *left, const void *right) {
    const struct path *a = *(const struct path *const *)left;
    const struct path *b = *(const struct path *const *)right;
    return slice_compare(a->text, b->text);
}

/* All paths of the delta, each once. */
static struct path_list list_paths(const struct delta *delta, struct arena *arena) {
    size_t room = delta->count * 2, count = 0, kept = 0;
    for (size_t i = 0; i < delta->parent_count; i++)
        room += delta->parents[i].count * 2;
    const struct path **items = arena_array(arena, const struct path *, room);
    for (size_t i = 0; i < delta->count; i++) {
        items[count++] = delta->versions[i].path;
        if (delta->versions[i].kind == HISTORY_RENAMED)
            items[count++] = delta->versions[i].previous_path;
    }
    for (size_t i = 0; i < delta->parent_count; i++) {
        for (size_t j = 0; j < delta->parents[i].count; j++) {
            items[count++] = delta->parents[i].renames[j].from;
            items[count++] = delta->parents[i].renames[j].to;
        }
    }
    if (count > 1)
        qsort(items, count, sizeof *items, by_text);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || items[kept - 1] != items[i])
            items[kept++] = items[i];
    return (struct path_list){items, kept};
}

static void put_paths(struct buffer *bytes, const struct path_list *list) {
    struct slice last = {"", 0};
    codec_put_number(bytes, list->count);
    for (size_t i = 0; i < list->count; i++) {
        struct slice text = list->items[i]->text;
        size_t same = 0;
        while (same < last.size && same < text.size && text.data[same] == last.data[same])
            same++;
        codec_put_number(bytes, same);
        codec_put_slice(bytes, slice_from_offset(text, same));
        last = text;
    }
}

static void put_path(struct buffer *bytes, const struct path_list *list, const struct path *path) {
    const struct path **found = bsearch(&path, list->items, list->count, sizeof path, by_text);
    codec_put_number(bytes, found ? (uint64_t)(found - list->items) : 0);
}

static void put_id(struct buffer *bytes, const unsigned char *id) {
    buffer_add(bytes, (struct slice){(const char *)id, REPOSITORY_ID});
}

static void put_version(struct buffer *bytes, const struct path_list *list,
                        const struct delta_version *version) {
    bool same = memcmp(version->scope, version->previous_scope, REPOSITORY_ID) == 0;
    unsigned flags = (unsigned)version->kind | (version->merge ? FLAG_MERGE : 0) |
                     (repository_is_no_id(version->scope) ? 0 : FLAG_SCOPE);
    if (!repository_is_no_id(version->previous_scope))
        flags |= FLAG_PREVIOUS_SCOPE | (same ? FLAG_SAME_SCOPE : 0);
    codec_put_number(bytes, flags);
    put_path(bytes, list, version->path);
    if (version->kind == HISTORY_RENAMED)
        put_path(bytes, list, version->previous_path);
    if (version->kind != HISTORY_DELETED)
        put_id(bytes, version->blob);
    if (version->kind != HISTORY_ADDED && version->kind != HISTORY_MODE)
        put_id(bytes, version->previous);
    if (flags & FLAG_SCOPE)
        put_id(bytes, version->scope);
    if ((flags & (FLAG_PREVIOUS_SCOPE | FLAG_SAME_SCOPE)) == FLAG_PREVIOUS_SCOPE)
        put_id(bytes, version->previous_scope);
}

void delta_encode(const struct delta *delta, struct buffer *bytes) {
    struct arena scratch = ARENA_INIT;
    struct path_list list = list_paths(delta, &scratch);
    codec_put_number(bytes, delta->unknown);
    put_id(bytes, delta->tree);
    put_paths(bytes, &list);
    codec_put_number(bytes, delta->count);
    for (size_t i = 0; i < delta->count; i++)
        put_version(bytes, &list, &delta->versions[i]);
    for (size_t i = 0; i < delta->parent_count; i++) {
        codec_put_number(bytes, delta->parents[i].count);
        for (size_t j = 0; j < delta->parents[i].count; j++) {
            put_path(bytes, &list, delta->parents[i].renames[j].from);
            put_path(bytes, &list, delta->parents[i].renames[j].to);
        }
    }
    arena_dispose(&scratch);
}

/* ---- Reading */

struct decoding {
    struct codec_reader codec;
    struct path **paths;
    size_t count;
};

static void read_paths(struct decoding *decoding, struct paths *paths, struct arena *arena) {
    struct codec_reader *codec = &decoding->codec;
    char text[BOUND_PATH];
    size_t size = 0;
    decoding->count = codec_take_count(codec, 2);
    decoding->paths = arena_array(arena, struct path *, decoding->count);
    for (size_t i = 0; i < decoding->count; i++) {
        size_t same = (size_t)codec_take_number(codec, size);
        struct slice rest = codec_take_slice(codec);
        size = same + rest.size;
        codec->failed |= size == 0 || size >= sizeof text;
        if (codec->failed)
            return;
        memcpy(text + same, rest.data, rest.size);
        struct slice whole = {text, size};
        codec->failed = utf8_check(whole) != size;
        decoding->paths[i] = paths_find(paths, whole);
    }
}

static struct path *read_path(struct decoding *decoding) {
    size_t place = (size_t)codec_take_number(&decoding->codec, SIZE_MAX);
    if (place < decoding->count)
        return decoding->paths[place];
    decoding->codec.failed = true;
    return NULL;
}

static void read_id(struct decoding *decoding, unsigned char *id) {
    struct slice bytes = codec_take_bytes(&decoding->codec, REPOSITORY_ID);
    if (bytes.size)
        memcpy(id, bytes.data, REPOSITORY_ID);
}

static void read_version(struct decoding *decoding, struct delta_version *version) {
    unsigned flags = (unsigned)codec_take_number(&decoding->codec, FLAG_ALL);
    unsigned kind = flags & FLAG_KIND;
    decoding->codec.failed |= kind > HISTORY_DELETED;
    version->kind = (enum history_kind)kind;
    version->merge = (flags & FLAG_MERGE) != 0;
    version->path = read_path(decoding);
    if (kind == HISTORY_RENAMED)
        version->previous_path = read_path(decoding);
    else if (kind != HISTORY_ADDED)
        version->previous_path = version->path;
    if (kind != HISTORY_DELETED)
        read_id(decoding, version->blob);
    if (kind == HISTORY_MODE)
        memcpy(version->previous, version->blob, REPOSITORY_ID);
    else if (kind != HISTORY_ADDED)
        read_id(decoding, version->previous);
    if (flags & FLAG_SCOPE)
        read_id(decoding, version->scope);
    if (flags & FLAG_SAME_SCOPE)
        memcpy(version->previous_scope, version->scope, REPOSITORY_ID);
    else if (flags & FLAG_PREVIOUS_SCOPE)
        read_id(decoding, version->previous_scope);
}

static void read_parent(struct decoding *decoding, struct delta_parent *parent,
                        struct arena *arena) {
    parent->count = codec_take_count(&decoding->codec, 2);
    parent->renames = arena_array(arena, struct delta_rename, parent->count);
    for (size_t i = 0; i < parent->count && !decoding->codec.failed; i++) {
        parent->renames[i].from = read_path(decoding);
        parent->renames[i].to = read_path(decoding);
    }
}

bool delta_decode(struct delta *delta, struct slice bytes, size_t parent_count, struct paths *paths,
                  struct arena *arena) {
    struct decoding decoding = {.codec = codec_reader_of(bytes)};
    *delta = (struct delta){.parent_count = parent_count};
    delta->unknown = codec_take_number(&decoding.codec, 1) != 0;
    read_id(&decoding, delta->tree);
    read_paths(&decoding, paths, arena);
    if (decoding.codec.failed)
        return false;
    delta->count = codec_take_count(&decoding.codec, 2 + REPOSITORY_ID);
    delta->versions = arena_array(arena, struct delta_version, delta->count);
    for (size_t i = 0; i < delta->count && !decoding.codec.failed; i++)
        read_version(&decoding, &delta->versions[i]);
    delta->parents = arena_array(arena, struct delta_parent, parent_count);
    for (size_t i = 0; i < parent_count && !decoding.codec.failed; i++)
        read_parent(&decoding, &delta->parents[i], arena);
    return codec_is_done(&decoding.codec);
}
