/*
 * Where the bytes of a content come from: a directory, or the tree of a git commit. Lists regular
 * files, reads one. What is no regular file (symbolic links, FIFOs, devices, submodules) is listed
 * as such and never opened.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

#include <stdint.h>
#include <time.h>

struct repository; /* source/repository.h */

enum source_kind {
    SOURCE_FILE,
    SOURCE_LINK,     /* a symbolic link, to anything */
    SOURCE_SPECIAL,  /* a FIFO, a socket, a device; in a commit, a submodule */
    SOURCE_CLOSED,   /* a folder that may not be listed */
    SOURCE_TOO_DEEP, /* a folder below BOUND_FOLDERS others */
    SOURCE_BAD_NAME, /* a name that is not UTF-8, too long, or no name for a file */
};

struct source_entry {
    struct slice path; /* below the root, in Unicode's form C, steps separated by "/" */
    struct slice raw;  /* the same as the disk or the commit spells it */
    enum source_kind kind;
    size_t size;              /* bytes of a file when it was listed */
    struct timespec modified; /* the same, on a disk */
    const unsigned char *id;  /* of the object, in a commit */
};

struct source {
    struct arena *arena;
    const char *path;              /* as the user typed it; in a commit, as git does: REV:FOLDER */
    int directory;                 /* descriptor, -1 when closed */
    struct repository *repository; /* a commit: where its objects are; NULL: a directory */
    const unsigned char *tree;     /* a commit: the id of the content's tree */
    struct source_entry *entries;  /* sorted by path */
    size_t count;
};

/* Whether there is a regular file at a path below the source, listed or not. */
bool source_has(const struct source *source, struct slice path);

/*
 * Opens a directory. Returns 0, or -1 with `error` described. `source` must be closed with
 * source_close() in either case.
 */
int source_open(struct source *source, struct arena *arena, const char *path, struct error *error);

/*
 * Opens the tree of a commit, repository->start, at the folder repository->content. The repository
 * must outlive the source; `path` is how messages call it. Returns 0, or -1 with `error` described:
 * there is no such folder in that commit, an object can't be read. Closed like a directory.
 */
int source_open_commit(struct source *source, struct arena *arena, struct repository *repository,
                       const char *path, struct error *error);

void source_close(struct source *source);

/* Whether a path (a file's, or a folder's with `folder` set) is left out of the list, unread. */
typedef bool source_filter(void *context, struct slice path, bool folder);

/*
 * Lists everything below the root into source->entries, in the order of their paths. Returns 0, or
 * -1 with `error` described: the root can't be listed, or over BOUND_FILES.
 */
int source_list(struct source *source, source_filter *skip, void *context, struct error *error);

/* Reads a listed file into `arena`; results as for file_read(). May be called by any thread. */
int source_read(const struct source *source, const struct source_entry *entry, size_t limit,
                struct arena *arena, struct slice *bytes, struct error *error);

/* The entry of a path (form C), or NULL. */
const struct source_entry *source_find(const struct source *source, struct slice path);

#endif
