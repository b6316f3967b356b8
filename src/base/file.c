#include "base/file.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int file_open_directory(const char *path, struct error *error) {
    int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return error_set(error, errno, "%s", path);
    return directory;
}

int file_open_below(int directory, struct slice path, int flags) {
    char name[BOUND_PATH];
    int at = directory;
    struct slice rest = path.size ? path : SLICE(".");
    struct slice step;
    while (slice_next_field(&rest, '/', &step)) {
        bool last = rest.data == NULL;
        int opened = -1;
        if (step.size >= sizeof name) {
            errno = ENAMETOOLONG;
        } else if (step.size == 0 || slice_is(step, "..") || slice_find(step, '\0') < step.size) {
            errno = EACCES;
        } else {
            memcpy(name, step.data, step.size);
            name[step.size] = '\0';
            opened = openat(at, name,
                            (last ? flags : O_RDONLY | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC |
                                O_NONBLOCK,
                            0666);
        }
        int failure = errno;
        if (at != directory)
            close(at);
        errno = failure;
        if (opened < 0)
            return -1;
        at = opened;
    }
    return at;
}

/* Reads an open file to its end; the size is only a hint, the file may be growing. */
static int read_all(int file, size_t limit, size_t hint, struct arena *arena, struct slice *bytes) {
    size_t room = hint + 1;
    char *data = arena_alloc(arena, room + 1);
    size_t size = 0;
    for (;;) {
        ssize_t got = read(file, data + size, room - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        size += (size_t)got;
        if (size > limit)
            return FILE_TOO_LARGE;
        if (size == room) {
            char *larger = arena_alloc(arena, room * 2 + 1);
            memcpy(larger, data, size);
            data = larger;
            room *= 2;
        }
    }
    data[size] = '\0';
    *bytes = (struct slice){data, size};
    return 0;
}

int file_read(int directory, struct slice path, size_t limit, struct arena *arena,
              struct slice *bytes, struct error *error) {
    *bytes = (struct slice){"", 0};
    int file = file_open_below(directory, path, O_RDONLY);
    if (file < 0) {
        int failure = errno;
        error_set(error, failure, "%.*s", SLICE_ARG(path));
        if (failure == ENOENT || failure == ENOTDIR)
            return FILE_MISSING;
        return failure == ELOOP ? FILE_NOT_REGULAR : -1;
    }
    struct stat status;
    int result = fstat(file, &status);
    if (result == 0 && !S_ISREG(status.st_mode)) {
        error_set(error, 0, "%.*s : n'est pas un fichier ordinaire", SLICE_ARG(path));
        result = FILE_NOT_REGULAR;
    } else if (result == 0) {
        result = (size_t)status.st_size > limit
                     ? FILE_TOO_LARGE
                     : read_all(file, limit, (size_t)status.st_size, arena, bytes);
    }
    if (result == -1)
        error_set(error, errno, "%.*s", SLICE_ARG(path));
    if (result == FILE_TOO_LARGE)
        error_set(error, 0, "%.*s : plus de %zu octets", SLICE_ARG(path), limit);
    close(file);
    return result;
}

int file_make_directories(int directory, struct slice path, struct error *error) {
    char name[BOUND_PATH];
    if (path.size >= sizeof name)
        return error_set(error, ENAMETOOLONG, "%.*s", SLICE_ARG(path));
    for (size_t i = 1; i <= path.size; i++) {
        if (i < path.size && path.data[i] != '/')
            continue;
        struct slice folder = slice_part(path, 0, i);
        struct slice step = path_name(folder);
        int above = file_open_below(directory, path_directory(folder), O_RDONLY | O_DIRECTORY);
        if (above < 0)
            return error_set(error, errno, "%.*s", SLICE_ARG(folder));
        memcpy(name, step.data, step.size);
        name[step.size] = '\0';
        int failure = mkdirat(above, name, 0777) != 0 && errno != EEXIST ? errno : 0;
        if (above != directory)
            close(above);
        if (failure)
            return error_set(error, failure, "%.*s", SLICE_ARG(folder));
    }
    return 0;
}

int file_write_all(int file, struct slice bytes) {
    while (bytes.size) {
        ssize_t written = write(file, bytes.data, bytes.size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        bytes = slice_from_offset(bytes, (size_t)written);
    }
    return 0;
}

int file_write_new(int directory, struct slice path, struct slice bytes, struct error *error) {
    int flags = O_WRONLY | O_CREAT | O_EXCL;
    int file = file_open_below(directory, path, flags);
    if (file < 0 && errno == ENOENT) {
        struct slice folder = path_directory(path);
        if (folder.size && file_make_directories(directory, folder, error) != 0)
            return -1;
        file = file_open_below(directory, path, flags);
    }
    if (file < 0)
        return error_set(error, errno, "%.*s", SLICE_ARG(path));
    int result = file_write_all(file, bytes);
    int failure = errno;
    if (close(file) != 0 && result == 0) {
        result = -1;
        failure = errno;
    }
    return result == 0 ? 0 : error_set(error, failure, "%.*s", SLICE_ARG(path));
}

/* One level of file_remove_tree: removes the entries of an open folder, or names a subfolder. */
static int remove_entries(DIR *folder, char *subfolder, size_t room, struct error *error) {
    struct dirent *entry;
    while ((entry = readdir(folder))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (unlinkat(dirfd(folder), entry->d_name, 0) == 0 || errno == ENOENT)
            continue;
        if (errno != EISDIR && errno != EPERM)
            return error_set(error, errno, "%s", entry->d_name);
        if (unlinkat(dirfd(folder), entry->d_name, AT_REMOVEDIR) == 0)
            continue;
        if (errno != ENOTEMPTY && errno != EEXIST)
            return error_set(error, errno, "%s", entry->d_name);
        snprintf(subfolder, room, "%s", entry->d_name);
        return 1;
    }
    return 0;
}

static DIR *open_folder(int directory, const char *name) {
    int opened = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = opened < 0 ? NULL : fdopendir(opened);
    if (opened >= 0 && !folder) {
        int failure = errno;
        close(opened);
        errno = failure;
    }
    return folder;
}

int file_remove_tree(int directory, const char *name, struct error *error) {
    if (unlinkat(directory, name, 0) == 0 || errno == ENOENT)
        return 0;
    if (unlinkat(directory, name, AT_REMOVEDIR) == 0)
        return 0;
    DIR *stack[BOUND_FOLDERS * 2];
    char names[BOUND_FOLDERS * 2][256];
    size_t depth = 0;
    int result = 0;
    snprintf(names[0], sizeof names[0], "%s", name);
    stack[0] = open_folder(directory, name);
    if (!stack[0])
        return error_set(error, errno, "%s", name);
    depth = 1;
    while (depth && result >= 0) {
        DIR *folder = stack[depth - 1];
        if (depth == BOUND_FOLDERS * 2) {
            result = error_set(error, ENAMETOOLONG, "%s", names[depth - 1]);
            break;
        }
        result = remove_entries(folder, names[depth], sizeof names[depth], error);
        if (result == 1) {
            stack[depth] = open_folder(dirfd(folder), names[depth]);
            if (!stack[depth])
                result = error_set(error, errno, "%s", names[depth]);
            else
                depth++;
        } else if (result == 0) {
            closedir(folder);
            depth--;
            int above = depth ? dirfd(stack[depth - 1]) : directory;
            if (unlinkat(above, names[depth], AT_REMOVEDIR) != 0)
                result = error_set(error, errno, "%s", names[depth]);
            if (depth)
                rewinddir(stack[depth - 1]);
        }
    }
    while (depth)
        closedir(stack[--depth]);
    return result;
}
