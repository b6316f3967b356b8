#include "base/path.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <string.h>

struct slice path_directory(struct slice path) {
    for (size_t i = path.size; i > 0; i--)
        if (path.data[i - 1] == '/')
            return slice_part(path, 0, i - 1);
    return slice_part(path, 0, 0);
}

struct slice path_name(struct slice path) {
    struct slice directory = path_directory(path);
    bool slash = directory.size < path.size && path.data[directory.size] == '/';
    return slice_from_offset(path, directory.size + slash);
}

static size_t dot_of(struct slice name) {
    for (size_t i = name.size; i > 1; i--)
        if (name.data[i - 1] == '.')
            return i - 1;
    return name.size;
}

struct slice path_stem(struct slice path) {
    struct slice name = path_name(path);
    return slice_part(name, 0, dot_of(name));
}

struct slice path_extension(struct slice path) {
    struct slice name = path_name(path);
    return slice_from_offset(name, dot_of(name) + 1);
}

bool path_is_below(struct slice path, struct slice directory) {
    if (directory.size == 0)
        return true;
    if (path.size < directory.size || memcmp(path.data, directory.data, directory.size) != 0)
        return false;
    return path.size == directory.size || path.data[directory.size] == '/';
}

struct slice path_join(struct arena *arena, struct slice directory, struct slice name) {
    if (directory.size == 0)
        return slice_copy(arena, name);
    return slice_format(arena, "%.*s/%.*s", SLICE_ARG(directory), SLICE_ARG(name));
}

bool path_resolve(struct arena *arena, struct slice from, struct slice reference,
                  struct slice *resolved) {
    struct slice base = path_directory(from);
    if (reference.size == 0 || reference.data[0] == '/')
        return false;
    char *bytes = arena_alloc(arena, base.size + reference.size + 2);
    size_t size = base.size;
    if (base.size)
        memcpy(bytes, base.data, base.size);
    struct slice step;
    while (slice_next_field(&reference, '/', &step)) {
        if (step.size == 0 || slice_is(step, "."))
            continue;
        if (slice_is(step, "..")) {
            if (size == 0)
                return false;
            size = path_directory((struct slice){bytes, size}).size;
            continue;
        }
        if (size)
            bytes[size++] = '/';
        memcpy(bytes + size, step.data, step.size);
        size += step.size;
    }
    bytes[size] = '\0';
    *resolved = (struct slice){bytes, size};
    return size != 0;
}

struct slice path_relative(struct arena *arena, struct slice from, struct slice to) {
    size_t common = 0;
    for (size_t i = 0; i < from.size && i < to.size && from.data[i] == to.data[i]; i++)
        if (from.data[i] == '/')
            common = i + 1;
    size_t steps = 0;
    for (size_t i = common; i < from.size; i++)
        steps += from.data[i] == '/';
    struct slice rest = slice_from_offset(to, common);
    if (steps == 0 && (rest.size == 0 || rest.data[0] == '#'))
        return slice_format(arena, "./%.*s", SLICE_ARG(rest));
    char *bytes = arena_alloc(arena, steps * 3 + rest.size + 1);
    for (size_t i = 0; i < steps; i++)
        memcpy(bytes + i * 3, "../", 3);
    if (rest.size)
        memcpy(bytes + steps * 3, rest.data, rest.size);
    bytes[steps * 3 + rest.size] = '\0';
    return (struct slice){bytes, steps * 3 + rest.size};
}
