#include "history/paths.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/utf8.h"

#include <string.h>

void paths_init(struct paths *paths, struct arena *arena, source_filter *skip, void *context) {
    *paths = (struct paths){.arena = arena, .skip = skip, .context = context};
    map_init(&paths->map, arena);
    paths->scratch = arena_alloc(arena, BOUND_PATH);
}

static bool is_left(struct paths *paths, const struct path *path, bool is_folder) {
    if (utf8_check(path->text) != path->text.size)
        return true;
    return paths->skip &&
           paths->skip(paths->context, utf8_nfc(paths->arena, path->text), is_folder);
}

static struct path *find(struct paths *paths, struct slice text) {
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
    struct path *path = find(paths, (struct slice){text, size});
    bool *seen = is_folder ? &path->folder_seen : &path->file_seen;
    bool *left = is_folder ? &path->folder_left : &path->file_left;
    if (!*seen) {
        *left = is_left(paths, path, is_folder);
        *seen = true;
    }
    return *left ? NULL : path;
}
