#include "history/cache.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define IGNORE ".gitignore"

struct cache {
    int folder;
    struct arena arena;
    struct slice program;
    struct store *records;
};

/* ---- The folder */

/* The folder's name without final slashes, and the open folder above it: -1 when there is none. */
static int open_above(struct arena *arena, const char *path, const char **name) {
    struct slice whole = slice_from(path);
    while (whole.size > 1 && whole.data[whole.size - 1] == '/')
        whole.size--;
    *name = slice_string(arena, path_name(whole));
    struct slice above = path_directory(whole);
    if (above.size == 0)
        above = whole.size && whole.data[0] == '/' ? SLICE("/") : SLICE(".");
    return open(slice_string(arena, above), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Whether it holds nothing, or what a cache holds. */
static bool is_cache(int folder) {
    struct stat status;
    if (fstatat(folder, IGNORE, &status, AT_SYMLINK_NOFOLLOW) == 0)
        return S_ISREG(status.st_mode) && status.st_size == 2; /* "*" and a line end */
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = copy < 0 ? NULL : fdopendir(copy);
    if (!list) {
        if (copy >= 0)
            close(copy);
        return false;
    }
    struct dirent *entry;
    bool empty = true;
    while (empty && (entry = readdir(list)))
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    closedir(list);
    return empty;
}

/* Ours alone to write to; from now on to read, too. */
static int check(int folder, const char *path, struct error *note) {
    struct stat status;
    if (fstat(folder, &status) != 0)
        return error_set(note, errno, "%s", path);
    if (status.st_uid != geteuid())
        return error_set(note, 0, "%s : ce dossier appartient à quelqu'un d'autre", path);
    if (status.st_mode & (S_IWGRP | S_IWOTH))
        return error_set(note, 0, "%s : d'autres peuvent écrire dans ce dossier", path);
    if (!is_cache(folder))
        return error_set(note, 0, "%s : ce dossier contient autre chose qu'un cache", path);
    if ((status.st_mode & 0777) != 0700 && fchmod(folder, 0700) != 0)
        return error_set(note, errno, "%s", path);
    return 0;
}

static void ignore(int folder) {
    int file = openat(folder, IGNORE, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    if (write(file, "*\n", 2) != 2)
        unlinkat(folder, IGNORE, 0);
    close(file);
}

/* The open folder, or -1 with the reason in `note`. */
static int open_folder(const char *path, struct error *note) {
    struct arena arena = ARENA_INIT;
    const char *name;
    int above = open_above(&arena, path, &name), folder = -1;
    if (above < 0 || (mkdirat(above, name, 0700) != 0 && errno != EEXIST))
        error_set(note, errno, "%s", path);
    else if ((folder = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) < 0)
        error_set(note, errno == ELOOP ? ENOTDIR : errno, "%s", path);
    if (folder >= 0 && check(folder, path, note) != 0) {
        close(folder);
        folder = -1;
    }
    if (folder >= 0)
        ignore(folder);
    if (above >= 0)
        close(above);
    arena_dispose(&arena);
    return folder;
}

/* ---- What is in it */

struct cache *cache_open(const char *path, struct slice program, struct error *note) {
    int folder = open_folder(path, note);
    if (folder < 0)
        return NULL;
    struct cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        arena_exhausted();
    cache->folder = folder;
    cache->program = slice_copy(&cache->arena, program);
    cache->records = store_open(folder, "edits", program);
    return cache;
}

bool cache_get(struct cache *cache, const unsigned char *key, struct slice *bytes) {
    *bytes = (struct slice){"", 0};
    return cache && store_get(cache->records, key, bytes);
}

void cache_put(struct cache *cache, const unsigned char *key, struct slice bytes) {
    if (cache)
        store_put(cache->records, key, bytes);
}

struct store *cache_walk(struct cache *cache, struct slice content) {
    if (!cache)
        return NULL;
    char name[32];
    snprintf(name, sizeof name, "walk-%016llx", slice_hash(content, SLICE_HASH_SEED));
    struct slice program = slice_concat(&cache->arena, cache->program, SLICE("\n"));
    return store_open(cache->folder, name, slice_concat(&cache->arena, program, content));
}

void cache_close(struct cache *cache, bool whole) {
    if (!cache)
        return;
    store_close(cache->records, whole);
    close(cache->folder);
    arena_dispose(&cache->arena);
    free(cache);
}
