#include "source/source.h"

#include "base/bounds.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "source/listing.h"

#include <stdlib.h>
#include <unistd.h>

int source_open(struct source *source, struct arena *arena, const char *path, struct error *error) {
    *source = (struct source){.arena = arena, .path = path};
    source->directory = file_open_directory(path, error);
    return source->directory < 0 ? -1 : 0;
}

void source_close(struct source *source) {
    if (source->directory >= 0)
        close(source->directory);
    source->directory = -1;
}

bool source_has(const struct source *source, struct slice path) {
    return source->repository ? tree_has(source, path) : directory_has(source, path);
}

static void add(struct source *source, struct source_entry entry) {
    arena_push(source->arena, source->entries, source->count, entry);
}

bool listing_paths(struct listing *listing, const struct listing_folder *parent, struct slice name,
                   struct source_entry *entry) {
    struct arena *arena = listing->source->arena;
    struct slice raw = path_join(arena, parent->raw, name);
    bool fits = raw.size < BOUND_PATH && utf8_check(name) == name.size;
    if (!fits || name.size == 0 || slice_is(name, ".") || slice_is(name, "..") ||
        slice_find(name, '/') < name.size) {
        add(listing->source,
            (struct source_entry){.path = parent->path, .raw = raw, .kind = SOURCE_BAD_NAME});
        return false;
    }
    *entry = (struct source_entry){.path = path_join(arena, parent->path, utf8_nfc(arena, name)),
                                   .raw = raw};
    return true;
}

void listing_add(struct listing *listing, const struct listing_folder *parent,
                 const struct listing_item *item, const struct source_entry *entry) {
    struct source *source = listing->source;
    struct source_entry found = *entry;
    if (listing->skip(listing->context, entry->path, item->folder))
        return;
    if (item->folder && parent->depth + 1 < BOUND_FOLDERS) {
        struct listing_folder folder = {entry->path, entry->raw, item->id, parent->depth + 1};
        arena_push(source->arena, listing->folders, listing->count, folder);
        return;
    }
    found.kind = item->folder ? SOURCE_TOO_DEEP : item->kind;
    found.size = item->size;
    found.modified = item->modified;
    found.id = item->id;
    add(source, found);
}

static int compare(const void *left, const void *right) {
    const struct source_entry *a = left;
    const struct source_entry *b = right;
    int order = slice_compare(a->path, b->path);
    return order ? order : slice_compare(a->raw, b->raw);
}

int source_list(struct source *source, source_filter *skip, void *context, struct error *error) {
    struct listing listing = {.source = source, .skip = skip, .context = context};
    struct listing_folder root = {{"", 0}, {"", 0}, source->tree, 0};
    arena_push(source->arena, listing.folders, listing.count, root);
    int result = source->repository ? tree_list(&listing, error) : directory_list(&listing, error);
    if (result != 0)
        return -1;
    if (source->count)
        qsort(source->entries, source->count, sizeof *source->entries, compare);
    return 0;
}

int source_read(const struct source *source, const struct source_entry *entry, size_t limit,
                struct arena *arena, struct slice *bytes, struct error *error) {
    return source->repository ? tree_read(source, entry, limit, arena, bytes, error)
                              : directory_read(source, entry, limit, arena, bytes, error);
}

const struct source_entry *source_find(const struct source *source, struct slice path) {
    struct source_entry key = {.path = path};
    size_t low = 0, high = source->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(source->entries[middle].path, key.path);
        if (order == 0)
            return &source->entries[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
