#include "source/source.h"

#include "base/bounds.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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
    int file = file_open_below(source->directory, path, O_RDONLY);
    struct stat status;
    bool regular = file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    if (file >= 0)
        close(file);
    return regular;
}

static void add(struct source *source, struct slice path, struct slice raw, enum source_kind kind,
                size_t size) {
    struct source_entry entry = {path, raw, kind, size};
    arena_push(source->arena, source->entries, source->count, entry);
}

/* What an entry of a folder is, without following links. */
static mode_t mode_of(int folder, const struct dirent *entry, size_t *size) {
    struct stat status;
    *size = 0;
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    *size = (size_t)status.st_size;
    return status.st_mode;
}

/* A folder that waits to be listed. */
struct folder {
    struct slice path;
    struct slice raw;
    unsigned depth;
};

struct walk {
    struct folder *folders;
    size_t count;
    source_filter *skip;
    void *context;
};

static void visit(struct source *source, struct walk *walk, const struct folder *parent,
                  int directory, const struct dirent *entry) {
    struct slice name = slice_from(entry->d_name);
    struct slice raw = path_join(source->arena, parent->raw, name);
    if (raw.size >= BOUND_PATH || utf8_check(name) != name.size) {
        add(source, parent->path, raw, SOURCE_BAD_NAME, 0);
        return;
    }
    struct slice path = path_join(source->arena, parent->path, utf8_nfc(source->arena, name));
    size_t size;
    mode_t mode = mode_of(directory, entry, &size);
    if (walk->skip(walk->context, path, S_ISDIR(mode)))
        return;
    if (S_ISDIR(mode) && parent->depth + 1 < BOUND_FOLDERS) {
        struct folder folder = {path, raw, parent->depth + 1};
        arena_push(source->arena, walk->folders, walk->count, folder);
    } else if (S_ISDIR(mode)) {
        add(source, path, raw, SOURCE_TOO_DEEP, 0);
    } else if (S_ISREG(mode)) {
        add(source, path, raw, SOURCE_FILE, size);
    } else {
        add(source, path, raw, S_ISLNK(mode) ? SOURCE_LINK : SOURCE_SPECIAL, 0);
    }
}

static int compare(const void *left, const void *right) {
    const struct source_entry *a = left;
    const struct source_entry *b = right;
    int order = slice_compare(a->path, b->path);
    return order ? order : slice_compare(a->raw, b->raw);
}

int source_list(struct source *source, source_filter *skip, void *context, struct error *error) {
    struct walk walk = {.skip = skip, .context = context};
    struct folder root = {{"", 0}, {"", 0}, 0};
    arena_push(source->arena, walk.folders, walk.count, root);
    for (size_t i = 0; i < walk.count; i++) {
        struct folder parent = walk.folders[i];
        int directory = file_open_below(source->directory, parent.raw, O_RDONLY | O_DIRECTORY);
        DIR *stream = directory < 0 ? NULL : fdopendir(directory);
        if (!stream) {
            int failure = errno;
            if (directory >= 0)
                close(directory);
            if (i == 0)
                return error_set(error, failure, "%s", source->path);
            add(source, parent.path, parent.raw, SOURCE_CLOSED, 0);
            continue;
        }
        struct dirent *entry;
        while ((entry = readdir(stream)) && source->count <= BOUND_FILES)
            if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
                visit(source, &walk, &parent, directory, entry);
        closedir(stream);
        if (source->count > BOUND_FILES)
            return error_set(error, 0, "%s : plus de %d fichiers", source->path, BOUND_FILES);
    }
    if (source->count)
        qsort(source->entries, source->count, sizeof *source->entries, compare);
    return 0;
}

int source_read(const struct source *source, const struct source_entry *entry, size_t limit,
                struct arena *arena, struct slice *bytes, struct error *error) {
    return file_read(source->directory, entry->raw, limit, arena, bytes, error);
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
