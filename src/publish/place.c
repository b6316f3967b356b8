#include "publish/place.h"

#include "base/bounds.h"
#include "base/file.h"
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Cuts the last step off `path`, which becomes "." or "/" when nothing is left. */
static struct slice cut_last_step(struct slice *path, struct arena *arena) {
    while (path->size > 1 && path->data[path->size - 1] == '/')
        path->size--;
    struct slice step = path_name(*path);
    bool rooted = path->size && path->data[0] == '/';
    struct slice above = path_directory(*path);
    *path = slice_copy(arena, above.size ? above : rooted ? SLICE("/") : SLICE("."));
    return step;
}

/* The absolute path without links of what may not exist yet. */
static int resolve(const char *typed, struct arena *arena, struct slice *real,
                   struct error *error) {
    char found[PATH_MAX];
    struct slice path = slice_copy(arena, slice_from(typed));
    struct slice rest = SLICE("");
    struct stat status;
    while (!realpath(path.data, found)) {
        if (errno != ENOENT || lstat(path.data, &status) == 0)
            return error_set(error, errno, "%s", path.data);
        struct slice step = cut_last_step(&path, arena);
        if (step.size == 0 || slice_is(step, ".") || slice_is(step, "..") || slice_is(step, "/"))
            return error_set(error, ENOENT, "%s", typed);
        rest = rest.size ? path_join(arena, step, rest) : slice_copy(arena, step);
    }
    struct slice base = slice_from(strcmp(found, "/") == 0 ? "" : found);
    *real = rest.size ? slice_format(arena, "%.*s/%.*s", SLICE_ARG(base), SLICE_ARG(rest))
                      : slice_copy(arena, slice_from(found));
    return 0;
}

static int refuse_busy(const struct place *place, struct error *error) {
    return error_set(error, 0, "une autre construction de « %s » est en cours ; attendez sa fin",
                     place->typed);
}

/*
 * Takes the lock on a file beside the output. The one who holds it removes it at the end, so what
 * was opened may no longer be the file of that name: then try again.
 */
static int lock_file(struct place *place, struct error *error) {
    for (;;) {
        struct stat mine, there;
        place->lock = openat(place->parent, place->lock_name,
                             O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
        if (place->lock < 0)
            return -1;
        if (flock(place->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
            return refuse_busy(place, error);
        place->lock_is_file = true; /* even where locks are not known: nothing better to do */
        if (fstat(place->lock, &mine) == 0 &&
            fstatat(place->parent, place->lock_name, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
            mine.st_ino == there.st_ino && mine.st_dev == there.st_dev)
            return 0;
        place->lock_is_file = false;
        close(place->lock);
    }
}

/* Where nothing can be written beside the output, the lock is on the output itself. */
static int lock_output(struct place *place, struct error *error) {
    place->lock = openat(place->output, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (place->lock < 0)
        return error_set(error, errno, "%s", place->typed);
    if (flock(place->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return refuse_busy(place, error);
    return 0;
}

static int take_lock(struct place *place, struct error *error) {
    if (lock_file(place, error) == 0)
        return 0;
    if (place->lock >= 0)
        return -1;
    int failure = errno;
    if (place->output >= 0 && (failure == EACCES || failure == EPERM || failure == EROFS))
        return lock_output(place, error);
    return error_set(error, failure, "%s", place->typed);
}

static int open_output(struct place *place, struct error *error) {
    place->output =
        openat(place->parent, place->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (place->output >= 0 || errno == ENOENT)
        return 0;
    int result = errno == ENOTDIR ? PUBLISH_REFUSED : -1;
    error_set(error, errno, "%s", place->typed);
    return result;
}

/*
 * Opens the directory above the output, making what is missing below the deepest one that exists:
 * those above it may be closed to reading.
 */
static int open_parent(struct place *place, struct arena *arena, struct error *error) {
    struct slice above = path_directory(slice_from(place->real));
    struct slice found = above;
    int opened = -1;
    do {
        const char *name = found.size ? slice_string(arena, found) : "/";
        opened = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (opened >= 0 || errno != ENOENT || found.size == 0)
            break;
        found = path_directory(found);
    } while (true);
    if (opened < 0)
        return error_set(error, errno, "%.*s", SLICE_ARG(above));
    struct slice missing = slice_from_offset(above, found.size + (found.size < above.size));
    if (missing.size && file_make_directories(opened, missing, error) != 0) {
        close(opened);
        return -1;
    }
    place->parent =
        missing.size ? file_open_below(opened, missing, O_RDONLY | O_DIRECTORY) : opened;
    if (missing.size)
        close(opened);
    return place->parent < 0 ? error_set(error, errno, "%.*s", SLICE_ARG(above)) : 0;
}

int place_open(struct place *place, const char *typed, struct arena *arena, struct error *error) {
    *place = (struct place){.typed = typed, .parent = -1, .output = -1, .lock = -1};
    struct slice real;
    if (resolve(typed, arena, &real, error) != 0)
        return -1;
    place->real = real.data;
    struct slice name = path_name(real);
    if (name.size == 0) {
        error_set(error, 0, "« %s » est la racine du disque : choisissez un autre dossier", typed);
        return PUBLISH_REFUSED;
    }
    place->name = name.data;
    place->staging = slice_format(arena, ".%s" PLACE_INNER_STAGING, place->name).data;
    place->lock_name = slice_format(arena, ".%s" PUBLISH_OWN_PREFIX "verrou", place->name).data;
    int result = open_parent(place, arena, error);
    if (result == 0)
        result = open_output(place, error);
    return result == 0 ? take_lock(place, error) : result;
}

int place_reopen(struct place *place, struct error *error) {
    if (place->output >= 0)
        close(place->output);
    return open_output(place, error);
}

void place_close(struct place *place) {
    if (place->lock >= 0 && place->lock_is_file)
        unlinkat(place->parent, place->lock_name, 0);
    if (place->lock >= 0)
        close(place->lock);
    if (place->output >= 0)
        close(place->output);
    if (place->parent >= 0)
        close(place->parent);
    place->lock = place->output = place->parent = -1;
}

bool place_is_empty(int directory) {
    int opened = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = opened < 0 ? NULL : fdopendir(opened);
    if (!folder) {
        if (opened >= 0)
            close(opened);
        return false;
    }
    bool empty = true;
    struct dirent *entry;
    while (empty && (entry = readdir(folder)))
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
                slice_starts(slice_from(entry->d_name), PUBLISH_OWN_PREFIX);
    closedir(folder);
    return empty;
}

bool place_holds_working_directory(const struct place *place) {
    char current[PATH_MAX];
    return getcwd(current, sizeof current) &&
           path_is_below(slice_from(current), slice_from(place->real));
}

bool place_is_mount_point(const struct place *place) {
    struct stat above, here;
    return place->output >= 0 && fstat(place->parent, &above) == 0 &&
           fstat(place->output, &here) == 0 && above.st_dev != here.st_dev;
}

/* What publish_check_output() has found. */
struct check {
    const char *typed;
    struct slice output;
    struct stat output_status;
    bool output_exists;
    struct slice content;
    struct stat content_status;
};

static bool same(const struct stat *a, const struct stat *b) {
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int refuse(struct error *error, const char *words, const struct check *check) {
    error_set(error, 0, "« %s » %s : choisissez un autre dossier avec -o, par exemple « public »",
              check->typed, words);
    return PUBLISH_REFUSED;
}

/*
 * Size of the shortest prefix of an absolute path that is the directory `wanted` (0 for "/");
 * path.size + 1 when none is.
 */
static size_t find_above(struct slice path, const struct stat *wanted) {
    char prefix[PATH_MAX];
    struct stat status;
    if (stat("/", &status) == 0 && same(&status, wanted))
        return 0;
    for (size_t i = 1; i <= path.size && i < sizeof prefix; i++) {
        if (i < path.size && path.data[i] != '/')
            continue;
        memcpy(prefix, path.data, i);
        prefix[i] = '\0';
        if (stat(prefix, &status) == 0 && same(&status, wanted))
            return i;
    }
    return path.size + 1;
}

static int check_inside(const struct check *check, const struct slice *reserved, size_t count,
                        struct slice inside, struct error *error) {
    for (size_t i = 0; i < count; i++)
        if (path_is_below(reserved[i], inside) || path_is_below(inside, reserved[i]))
            return refuse(error, "est un dossier du contenu", check);
    if (!check->output_exists)
        return 0;
    int directory = open(check->output.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return error_set(error, errno, "%s", check->typed);
    bool ours = manifest_is_there(directory) || place_is_empty(directory);
    close(directory);
    return ours ? 0 : refuse(error, "est un dossier du contenu", check);
}

int publish_check_output(const char *content, const char *output, const struct slice *reserved,
                         size_t count, struct arena *arena, struct slice *inside,
                         struct error *error) {
    struct check check = {.typed = output};
    *inside = SLICE("");
    if (resolve(content, arena, &check.content, error) != 0)
        return -1;
    if (stat(check.content.data, &check.content_status) != 0)
        return error_set(error, errno, "%s", content);
    if (resolve(output, arena, &check.output, error) != 0)
        return -1;
    check.output_exists = stat(check.output.data, &check.output_status) == 0;
    if (check.output_exists && same(&check.output_status, &check.content_status))
        return refuse(error, "est le dossier du contenu", &check);
    if (check.output_exists &&
        find_above(check.content, &check.output_status) <= check.content.size)
        return refuse(error, "contient le contenu", &check);
    size_t above = find_above(check.output, &check.content_status);
    if (above > check.output.size)
        return 0;
    *inside = slice_from_offset(check.output, above + 1);
    return check_inside(&check, reserved, count, *inside, error);
}
