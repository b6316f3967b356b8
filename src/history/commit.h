/*
 * One commit from its raw bytes: parents, tree, dates, the author's name and the title.
 */
#ifndef HISTORY_COMMIT_H
#define HISTORY_COMMIT_H

#include "base/map.h"
#include "history/walk.h"

/* Names by the "name <address>" of commits: few people make many commits. */
struct commit_names {
    struct map known;
    git_mailmap *mailmap;
};

struct commit_parents {
    struct arena *arena;
    unsigned char (*ids)[REPOSITORY_ID];
    size_t count;
};

/*
 * Reads a commit's bytes into `commit`, all but its id and place in the graph; its parents' ids go
 * into `parents`. Returns 0, or -1 when these are not a commit's bytes. Texts live in `arena`, the
 * parents in their own.
 */
int commit_parse(struct history_commit *commit, struct slice bytes, struct arena *arena,
                 struct commit_names *names, struct commit_parents *parents);

#endif
