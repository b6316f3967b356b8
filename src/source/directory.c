/* A source that is a directory. */
#include "base/bounds.h"
#include "base/file.h"
#include "source/listing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool directory_has(const struct source *source, struct slice path) {
    int file = file_open_below(source->directory, path, O_RDONLY);
    struct stat status;
    bool regular = file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    if (file >= 0)
        close(file);
    return regular;
}

/* What an entry of a folder is, without following links. */
static struct listing_item item_of(int folder, const struct dirent *entry) {
    struct listing_item item = {.name = slice_from(entry->d_name), .kind = SOURCE_SPECIAL};
    struct stat status;
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return item;
    item.folder = S_ISDIR(status.st_mode);
    if (S_ISREG(status.st_mode)) {
        item.kind = SOURCE_FILE;
        item.size = (size_t)status.st_size;
        item.modified = status.st_mtim;
    } else if (S_ISLNK(status.st_mode)) {
        item.kind = SOURCE_LINK;
    }
    return item;
}

static void visit(struct listing *listing, const struct listing_folder *parent, int directory,
                  const struct dirent *entry) {
    struct source_entry paths;
    if (!listing_paths(listing, parent, slice_from(entry->d_name), &paths))
        return;
    struct listing_item item = item_of(directory, entry);
    listing_add(listing, parent, &item, &paths);
}

/* Lists one folder. Returns 0, or -1 when it can't be listed, with errno set. */
static int list_folder(struct listing *listing, const struct listing_folder *folder) {
    int root = listing->source->directory;
    int directory = file_open_below(root, folder->raw, O_RDONLY | O_DIRECTORY);
    DIR *stream = directory < 0 ? NULL : fdopendir(directory);
    if (!stream) {
        int failure = errno;
        if (directory >= 0)
            close(directory);
        errno = failure;
        return -1;
    }
    struct dirent *entry;
    while ((entry = readdir(stream)) && listing->source->count <= BOUND_FILES)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            visit(listing, folder, directory, entry);
    closedir(stream);
    return 0;
}

int directory_list(struct listing *listing, struct error *error) {
    struct source *source = listing->source;
    for (size_t i = 0; i < listing->count; i++) {
        struct listing_folder folder = listing->folders[i];
        if (list_folder(listing, &folder) != 0) {
            if (i == 0)
                return error_set(error, errno, "%s", source->path);
            struct source_entry closed = {
                .path = folder.path, .raw = folder.raw, .kind = SOURCE_CLOSED};
            arena_push(source->arena, source->entries, source->count, closed);
        }
        if (source->count > BOUND_FILES)
            return error_set(error, 0, "%s : plus de %d fichiers", source->path, BOUND_FILES);
    }
    return 0;
}

int directory_read(const struct source *source, const struct source_entry *entry, size_t limit,
                   struct arena *arena, struct slice *bytes, struct error *error) {
    return file_read(source->directory, entry->raw, limit, arena, bytes, error);
}
