#include "history/paths.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/utf8.h"

#include <string.h>

void paths_init(struct paths *paths, struct arena *arena, const struct history_options *options) {
    *paths = (struct paths){.arena = arena, .options = options};
    map_init(&paths->map, arena);
    paths->scratch = arena_alloc(arena, BOUND_PATH);
}

static bool is_left(struct paths *paths, struct path *path, bool is_folder) {
    const struct history_options *options = paths->options;
    if (utf8_check(path->text) != path->text.size)
        return true;
    struct slice text = utf8_nfc(paths->arena, path->text);
    path->decomposed = !slice_equal(text, path->text);
    return options->skip && options->skip(options->context, text, is_folder);
}

struct path *paths_find(struct paths *paths, struct slice text) {
    struct path *path = map_get(&paths->map, text);
    if (path)
        return path;
    path = arena_new(paths->arena, struct path);
    path->text = slice_copy(paths->arena, text);
    path->number = (uint32_t)paths->map.count;
    map_put(&paths->map, path->text, path);
    return path;
}

struct path *paths_get(struct paths *paths, struct slice folder, struct slice name,
                       bool is_folder) {
    size_t size = folder.size + (folder.size ? 1 : 0) + name.size;
    if (size >= BOUND_PATH || name.size == 0)
        return NULL;
    char *text = paths->scratch;
    if (folder.size) {
        memcpy(text, folder.data, folder.size);
        text[folder.size] = '/';
    }
    memcpy(text + size - name.size, name.data, name.size);
    struct path *path = paths_find(paths, (struct slice){text, size});
    bool *seen = is_folder ? &path->folder_seen : &path->file_seen;
    bool *left = is_folder ? &path->folder_left : &path->file_left;
    if (!*seen) {
        *left = is_left(paths, path, is_folder);
        *seen = true;
    }
    return *left ? NULL : path;
}

struct path *paths_scope(struct paths *paths, struct path *path) {
    const struct history_options *options = paths->options;
    if (!path->scope_seen && options->scope) {
        struct slice text = utf8_nfc(paths->arena, path->text);
        struct slice scope = options->scope(options->context, text);
        path->scope = scope.size ? paths_find(paths, scope) : NULL;
    }
    path->scope_seen = true;
    return path->scope;
}

bool paths_is_kept(struct paths *paths, const struct path *file) {
    struct slice rest = file->text, step;
    struct slice folder = {"", 0};
    while (slice_next_field(&rest, '/', &step)) {
        struct path *path = paths_get(paths, folder, step, rest.size != 0);
        if (!path)
            return false;
        folder = path->text;
    }
    return true;
}
