/*
 * The history of every content file, from one walk over the commits of a git repository: who
 * changed which file when, under which name, and the blobs before and after. Reads trees and, to
 * recognise renames, some blobs; says nothing of what is written in them.
 */
#ifndef HISTORY_WALK_H
#define HISTORY_WALK_H

#include "source/repository.h"
#include "source/source.h"

#include <stdint.h>

enum history_status {
    HISTORY_NONE,     /* no repository, no commit yet, or one that does not hold the content */
    HISTORY_COMPLETE, /* every commit is here */
    HISTORY_SHALLOW,  /* the oldest commits were not fetched: what they did is unknown */
    HISTORY_PARTIAL,  /* blobs or trees were not fetched: what changed can't all be read */
};

struct history_commit {
    unsigned char id[REPOSITORY_ID];
    unsigned char tree[REPOSITORY_ID]; /* of the content directory; zero when it was not there */
    int64_t author_time;               /* seconds since 1970 */
    int64_t committer_time;
    int author_offset;  /* minutes east of Greenwich, as the author's clock was set */
    struct slice name;  /* the author's, through .mailmap, UTF-8; never the e-mail address */
    struct slice title; /* first line of the message, UTF-8 */
    uint32_t parents;   /* how many */
    uint32_t landed;    /* index in history.commits of the first commit of the first-parent line
                           (from HEAD) that held it: itself, on that line */
    bool boundary;      /* a parent was not fetched: no version is taken from this commit */
};

enum history_kind {
    HISTORY_ADDED,    /* was not there, under this name or another */
    HISTORY_MODIFIED, /* other bytes under the same name */
    HISTORY_RENAMED,  /* another name; the bytes may have changed too */
    HISTORY_MODE,     /* only made executable, or no longer */
    HISTORY_DELETED,  /* gone; `path` is the name it had */
};

/* A commit's change to a file, against what its own parent held. */
struct history_version {
    uint32_t commit; /* index in history.commits */
    enum history_kind kind;
    struct slice path;                     /* below the content directory, as git spells it */
    struct slice previous_path;            /* in the parent; empty when added */
    unsigned char blob[REPOSITORY_ID];     /* zero when deleted */
    unsigned char previous[REPOSITORY_ID]; /* blob in the parent; zero when added */
    /*
     * What the file of history_options.scope holds next to `path` in the commit, and next to
     * `previous_path` in the same parent as `previous`; zero when it was not there.
     */
    unsigned char scope[REPOSITORY_ID];
    unsigned char previous_scope[REPOSITORY_ID];
    /*
     * The commit has several parents and the bytes differ from each one's; `previous` is what
     * the first of them that has the file holds.
     */
    bool merge;
};

struct history_file {
    struct slice path;                 /* at HEAD; the last one for a deleted file */
    unsigned char blob[REPOSITORY_ID]; /* at HEAD; zero for a deleted file */
    struct history_version *versions;  /* in the order of history.commits: newest first */
    size_t count;
    bool deleted; /* is not at HEAD; its newest version may still be no deletion, on a branch
                     that was merged without it */
};

struct history {
    enum history_status status;
    struct history_commit *commits; /* no parent before its children, else newest first */
    size_t commit_count;
    struct history_file *files; /* sorted by path; of two with one path the living comes first */
    size_t file_count;
};

/*
 * The path of the file whose content governs the visibility of the one at `path`, both form C and
 * below the content's folder; empty when none does. The answer depends on the path alone.
 */
typedef struct slice history_scope(void *context, struct slice path);

struct cache;

struct history_options {
    source_filter *skip;  /* asked once a path (form C): true leaves it out; NULL: none is */
    history_scope *scope; /* NULL: nothing governs anything */
    void *context;        /* handed to both */
    size_t jobs;          /* processes that read a long history; 0 or 1: this one */
    struct cache *cache;  /* NULL: none */
};

/*
 * Walks all commits reachable from repository->start. What is handed out lives in `arena`.
 * Only regular files below the content's folder exist for it: a file moved in from elsewhere is
 * added, one replaced by a symbolic link or a submodule is deleted.
 *
 * Renames are git's: same bytes first, then half or more in common; not between files that exist
 * both before and after (a copy is added). A path that was deleted and comes back without being
 * a rename continues its history; one that comes back as a rename, or after it was renamed away,
 * does not continue what stood there before. Where two branches made two files of one, both have
 * its past.
 *
 * With several jobs a long history is read by forked processes: no other thread may run yet. The
 * result is the same for any number of jobs, with a cache or without. What the cache holds of
 * another program, `skip` or `scope` is not used: whoever opens it names them (cache.h).
 *
 * Returns 0 with history->status set, or -1 with `error` described: a broken repository, more
 * commits or versions than bounds.h allows.
 */
int history_walk(struct history *history, struct arena *arena, struct repository *repository,
                 const struct history_options *options, struct error *error);

/* The file that has this path at HEAD, as git spells it; else the deleted one whose last path it
 * was; else NULL. */
const struct history_file *history_find(const struct history *history, struct slice path);

#endif
