/*
 * The git repository that a content directory belongs to: found, opened for reading only, and its
 * raw objects. Nothing of its configuration is ever run.
 */
#ifndef SOURCE_REPOSITORY_H
#define SOURCE_REPOSITORY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

#include <git2.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#define REPOSITORY_ID 20 /* bytes of an object's id; all zero: no object */

/* The id of no object. */
extern const unsigned char repository_no_id[REPOSITORY_ID];

static inline bool repository_same_id(const unsigned char *a, const unsigned char *b) {
    return memcmp(a, b, REPOSITORY_ID) == 0;
}

static inline bool repository_is_no_id(const unsigned char *id) {
    return repository_same_id(id, repository_no_id);
}

struct repository {
    bool open;
    git_repository *handle; /* NULL: there is none, or it has no commit */
    git_odb *odb;
    git_mailmap *mailmap;               /* NULL: none */
    git_index *index;                   /* of the working tree; NULL: none, or not asked for yet */
    unsigned char start[REPOSITORY_ID]; /* the commit to start from */
    struct slice content;               /* the content's folder below the root; empty: the root */
    bool bare;                          /* it has no working tree */
    bool shallow;                       /* commits may be missing */
    bool promised;                      /* a partial clone: any object may be missing */
    atomic_bool missing;                /* one was */
};

struct repository_options {
    const char *directory; /* of the content, inside a working tree; or a bare repository */
    const char *ref;       /* branch, tag or id to start from; NULL: HEAD */
    const char *content;   /* the content's folder in the repository; NULL: where `directory` is */
};

/* What repository_read says besides 0 and plain failure (-1). */
#define REPOSITORY_MISSING (-2)

/*
 * Opens the repository of the options. Returns 0, with repository->handle NULL when there is none
 * or it has no commit, or -1 with `error` described: a `ref` that does not exist, a repository that
 * can't be read. Close it with repository_close() in either case.
 */
int repository_open(struct repository *repository, struct arena *arena,
                    const struct repository_options *options, struct error *error);

/*
 * The folders of the repository that a directory is in, as real paths in `arena`: its working tree
 * and git's own. Empty: there is none.
 */
void repository_folders(struct arena *arena, const char *directory, struct slice *work,
                        struct slice *own);

/* Closes what is open; a repository of zeros is closed already. */
void repository_close(struct repository *repository);

/*
 * Makes `other` the same repository, still open and closed with the first, from the commit of a
 * tag. Returns 0, or -1: it has no such tag, or not its commit.
 */
int repository_at_tag(const struct repository *repository, struct slice tag,
                      struct repository *other);

/*
 * Reads git's index, for repository_holds(). Without one, nothing is said to be held.
 */
void repository_read_index(struct repository *repository);

/*
 * Whether git's index knows a file of the content (its path as git spells it) to hold a blob still:
 * its size and time are those of when git looked at it, and older than the index (racily clean
 * files are not believed). False says nothing. May be called by any thread.
 */
bool repository_holds(const struct repository *repository, struct slice path, size_t size,
                      struct timespec modified, const unsigned char *blob);

/* The date of repository->start: the committer's, seconds since 1970. Returns 0, or -1 when the
 * commit can't be read. */
int repository_time(const struct repository *repository, int64_t *seconds);

/*
 * Reads an object, which the caller frees with git_odb_object_free(). Returns 0;
 * REPOSITORY_MISSING, noted in the repository, for one that this clone was not given; -1 with
 * `error` described.
 */
int repository_read(struct repository *repository, const unsigned char *id, git_object_t type,
                    git_odb_object **object, struct error *error);

#endif
