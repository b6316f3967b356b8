/*
 * Publishing: a set of files becomes the output directory, all at once. This room knows paths and
 * bytes, nothing of how pages are made. It hands out publish_run() and publish_check_output().
 *
 * How it is done. The new site is made whole beside the old one, in `.NAME.vitrine-nouveau`, and
 * the two directories change names in one system call. Files whose bytes are the same are hard
 * links to the old ones (inode and mtime kept) and are never opened for writing. Where the
 * exchange is refused (overlay file systems, mount points, a parent that is not ours), the new
 * files are gathered in `.vitrine-nouveau` inside the output, then put in place one by one by
 * rename: additions, replacements, deletions. The manifest of a staging directory is written last
 * and makes it complete: a complete one inside the output is the journal of a publication that the
 * next run finishes; any other is removed by the next run.
 *
 * What is foreign. `.vitrine-manifest` names the files we made. Everything else found in the output
 * (CNAME, .git, .well-known ...) is foreign: hard-linked into the new site, file by file, before
 * the exchange, so that at any moment the output has it. What another program changes or adds in
 * the old directory meanwhile is moved over after the exchange, or by the next run.
 *
 * What is promised. Against a failure, a full disk, a kill at any moment: the old site or the new
 * (in place: every file is whole, and the next run finishes). Against a power cut, only what the
 * file system promises, unless `durable` is set: syncing costs more than the whole build, and the
 * next build reads every file again, so that it mends what a cut has damaged.
 */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

/* The file of a site by which we know that we made it. */
#define PUBLISH_MARK ".vitrine-manifest"

/* What functions return, beside 0 and -1: the output is not one to write to (wrong usage). */
#define PUBLISH_REFUSED (-2)

/* What a worker lends to make one file; emptied before each. */
struct publish_scratch {
    size_t worker; /* 0 to jobs - 1 */
    struct arena *arena;
    struct buffer *buffer;
};

/*
 * Makes the bytes of one file and sets `bytes` to them: in the scratch memory, or anywhere that
 * lives until publish_run() returns. Called once a file, from any worker. Returns 0, or a negative
 * int with the error described, and nothing is published.
 */
typedef int publish_make(void *context, size_t item, struct publish_scratch *scratch,
                         struct slice *bytes, struct error *error);

struct publish_file {
    struct slice path;  /* below the output: "actions/1-2-titre/index.html" */
    publish_make *make; /* NULL: `bytes` are the file */
    void *context;      /* for make */
    size_t item;        /* for make */
    struct slice bytes;
};

struct publish_options {
    const char *output;  /* as typed; made with its parents if it is missing; links are followed */
    const char *edition; /* "publique", "partenaires": one never replaces another */
    size_t jobs;         /* threads, from 1 */
    bool in_place;       /* never exchange */
    bool durable;        /* flush the new site to the disk before it replaces the old one */

    /* After each file, one call at a time, from any worker. NULL: none. */
    void (*progress)(void *context, size_t done, size_t total);
    /* What the user should know and that is no error, one line in French. NULL: none. */
    void (*note)(void *context, const char *message);
    void *context; /* for progress and note */

    /* Exchanges two names of a directory: 0, or -1 with errno set. NULL: the system's. For tests.
     */
    int (*exchange)(int directory, const char *staged, const char *output);
};

#define PUBLISH_OPTIONS_INIT                                                                       \
    { .edition = "publique", .jobs = 1 }

struct publish_report {
    size_t written;           /* new or changed */
    size_t unchanged;         /* same inode, same mtime */
    size_t removed;           /* made by the previous build, not by this one */
    unsigned long long bytes; /* written */
    unsigned long long total; /* bytes of all files, written or not */
    bool in_place;            /* not exchanged */
};

/*
 * Publishes `count` files, whatever their order. Returns 0; PUBLISH_REFUSED when the output is a
 * directory with files but no manifest, one of another edition, or holds a foreign file where a new
 * one should go; or -1 for what the machine refuses, among which another build of the same output
 * going on. The error then says what became of the previous site.
 */
int publish_run(const struct publish_options *options, const struct publish_file *files,
                size_t count, struct publish_report *report, struct error *error);

/*
 * Checks an output against the content it is made from, by real paths and by device and inode,
 * before anything is read. The output may not be the content directory, nor hold it; inside it, it
 * may not be one of `reserved` (paths below the content: "axes", "images"), nor hold one of them,
 * nor be a folder with files that we did not make. Returns 0 and sets `inside`, in the arena, to
 * the path of the output below the content, which is then no content, or to the empty slice when
 * it is elsewhere; PUBLISH_REFUSED, or -1 when a path can't be looked at.
 */
int publish_check_output(const char *content, const char *output, const struct slice *reserved,
                         size_t count, struct arena *arena, struct slice *inside,
                         struct error *error);

#endif
