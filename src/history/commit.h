/*
 * One commit from its raw bytes: parents, tree, dates, the author's name and the title.
 */
#ifndef HISTORY_COMMIT_H
#define HISTORY_COMMIT_H

#include "base/map.h"
#include "history/walk.h"

/* Names by author: few people make many commits. */
struct commit_names {
    struct map known; /* by the bytes of commit_origin.author */
    git_mailmap *mailmap;
};

/* Where a commit comes from. */
struct commit_origin {
    struct arena *arena;
    unsigned char (*ids)[REPOSITORY_ID]; /* of its parents */
    size_t count;
    uint64_t author; /* a hash of "name <address>" */
};

/* The name of an author that was met before, or NULL. */
const struct slice *commit_name(const struct commit_names *names, uint64_t author);

/*
 * Reads a commit's bytes into `commit`, all but its id and place in the graph; where it comes from
 * goes into `origin`. Returns 0, or -1 when these are not a commit's bytes. Texts live in `arena`,
 * the parents in their own.
 */
int commit_parse(struct history_commit *commit, struct slice bytes, struct arena *arena,
                 struct commit_names *names, struct commit_origin *origin);

#endif
