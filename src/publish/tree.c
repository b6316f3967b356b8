#include "publish/tree.h"

#include "base/bounds.h"
#include "base/file.h"
#include "base/parallel.h"
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What one folder holds. */
struct listing {
    struct tree_entry *entries;
    size_t count;
    int failure; /* errno */
};

struct scan {
    int root;
    struct slice *folders; /* of one level */
    struct listing *listings;
    struct arena arenas[BOUND_JOBS]; /* one a worker */
};

static bool is_folder(DIR *directory, const struct dirent *entry) {
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_DIR;
    struct stat status;
    return fstatat(dirfd(directory), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(status.st_mode);
}

static int read_folder(DIR *directory, struct slice folder, struct arena *arena,
                       struct listing *listing) {
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(directory);
        if (!entry)
            return errno;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        struct tree_entry found = {
            .path = path_join(arena, folder, slice_from(entry->d_name)),
            .folder = is_folder(directory, entry),
        };
        arena_push(arena, listing->entries, listing->count, found);
    }
}

static void scan_folder(void *context, size_t item, size_t worker) {
    struct scan *scan = context;
    struct listing *listing = &scan->listings[item];
    struct slice folder = scan->folders[item];
    int opened = openat(scan->root, folder.size ? folder.data : ".",
                        O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *directory = opened < 0 ? NULL : fdopendir(opened);
    if (!directory) {
        /* Other programs may be at work in what is theirs: a folder that has gone holds nothing. */
        listing->failure = errno == ENOENT && folder.size ? 0 : errno;
        if (opened >= 0)
            close(opened);
        return;
    }
    listing->failure = read_folder(directory, folder, &scan->arenas[worker], listing);
    closedir(directory);
}

/* Reads the folders of one level and appends what they hold: the next level. */
static int scan_level(struct scan *scan, size_t count, size_t jobs, struct arena *arena,
                      struct tree *tree, struct error *error) {
    scan->listings = arena_array(arena, struct listing, count);
    parallel_for(count, jobs, scan_folder, scan);
    for (size_t i = 0; i < count; i++) {
        const struct listing *listing = &scan->listings[i];
        if (listing->failure)
            return error_set(error, listing->failure, "%s", scan->folders[i].data);
        for (size_t j = 0; j < listing->count; j++)
            arena_push(arena, tree->entries, tree->count, listing->entries[j]);
    }
    return 0;
}

int tree_scan(int root, size_t jobs, struct arena *arena, struct tree *tree, struct error *error) {
    struct scan scan = {.root = root};
    *tree = (struct tree){NULL, 0, NULL, 0};
    struct slice top = SLICE("");
    scan.folders = &top;
    size_t folders = 1;
    int result = 0;
    while (result == 0 && folders) {
        size_t start = tree->count;
        arena_push(arena, tree->levels, tree->level_count, start);
        result = scan_level(&scan, folders, jobs, arena, tree, error);
        scan.folders = NULL;
        folders = 0;
        for (size_t i = start; i < tree->count; i++)
            if (tree->entries[i].folder)
                arena_push(arena, scan.folders, folders, tree->entries[i].path);
    }
    /* One past the last level, not counted as a level. */
    size_t levels = tree->level_count;
    arena_push(arena, tree->levels, levels, tree->count);
    for (size_t i = 0; i < BOUND_JOBS; i++)
        arena_adopt(arena, &scan.arenas[i]);
    return result;
}

struct removal {
    int root;
    const struct tree_entry *entries;
    atomic_int failure; /* errno of one of them */
};

/* Removes a file, opening to us a folder of somebody's that refuses writing. */
int tree_unlink(int root, struct slice path) {
    char folder[PATH_MAX];
    if (unlinkat(root, path.data, 0) == 0 || errno == ENOENT)
        return 0;
    if (errno != EACCES)
        return -1;
    struct slice above = path_directory(path);
    snprintf(folder, sizeof folder, "%.*s", SLICE_ARG(above.size ? above : SLICE(".")));
    return fchmodat(root, folder, S_IRWXU, 0) == 0 ? unlinkat(root, path.data, 0) : -1;
}

static void remove_file(void *context, size_t item, size_t worker) {
    struct removal *removal = context;
    const struct tree_entry *entry = &removal->entries[item];
    (void)worker;
    if (!entry->folder && tree_unlink(removal->root, entry->path) != 0)
        atomic_store(&removal->failure, errno);
}

static void remove_folder(void *context, size_t item, size_t worker) {
    struct removal *removal = context;
    const struct tree_entry *entry = &removal->entries[item];
    (void)worker;
    if (entry->folder)
        unlinkat(removal->root, entry->path.data, AT_REMOVEDIR);
}

void tree_remove_folders(int root, const struct tree *tree, size_t jobs) {
    struct removal removal = {.root = root};
    for (size_t level = tree->level_count; level-- > 0;) {
        removal.entries = tree->entries + tree->levels[level];
        parallel_for(tree->levels[level + 1] - tree->levels[level], jobs, remove_folder, &removal);
    }
}

static int remove_entries(int root, const struct tree *tree, size_t jobs, struct error *error) {
    struct removal removal = {.root = root, .entries = tree->entries};
    parallel_for(tree->count, jobs, remove_file, &removal);
    tree_remove_folders(root, tree, jobs);
    int failure = atomic_load(&removal.failure);
    return failure ? error_set(error, failure, "des fichiers n'ont pas pu être supprimés") : 0;
}

int tree_remove_all(int parent, const char *name, size_t jobs, struct error *error) {
    int root = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (root < 0)
        return errno == ENOENT ? 0 : error_set(error, errno, "%s", name);
    struct arena arena = ARENA_INIT;
    struct tree tree;
    int result = tree_scan(root, jobs, &arena, &tree, error);
    if (result == 0)
        result = remove_entries(root, &tree, jobs, error);
    arena_dispose(&arena);
    close(root);
    if (result == 0 && unlinkat(parent, name, AT_REMOVEDIR) != 0)
        result = error_set(error, errno, "%s", name);
    return result;
}

int tree_make_folders(int root, struct slice path) {
    struct slice folder = path_directory(path);
    char name[PATH_MAX];
    if (folder.size == 0)
        return 0;
    if (folder.size >= sizeof name) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(name, folder.data, folder.size);
    name[folder.size] = '\0';
    if (mkdirat(root, name, 0777) == 0 || errno == EEXIST)
        return 0;
    if (errno != ENOENT)
        return -1;
    for (size_t i = 1; i <= folder.size; i++) { /* its parents are missing too */
        if (i < folder.size && folder.data[i] != '/')
            continue;
        name[i] = '\0';
        if (mkdirat(root, name, 0777) != 0 && errno != EEXIST)
            return -1;
        name[i] = i < folder.size ? '/' : '\0';
    }
    return 0;
}
