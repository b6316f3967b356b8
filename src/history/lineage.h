/*
 * What became of the files of an old commit: which file of today each is the past of, over its
 * renames, and what of it may not be shown any more (CONTENT.md, "Visibility").
 */
#ifndef HISTORY_LINEAGE_H
#define HISTORY_LINEAGE_H

#include "history/chain.h"

/* A file that an old one became. */
struct heir {
    bool hidden;                     /* nothing of the old file may be shown */
    const struct history_file *file; /* NULL: not known, but what has its path today */
    struct state_place place;        /* the old file, with what is withheld of it; `today`: what it
                                        became, NULL when it is gone */
    struct heir *next; /* another, where branches made two files of one or a file came twice */
};

struct lineage {
    struct arena *arena;
    struct map heirs; /* path and blob to struct heir */
};

void lineage_init(struct lineage *lineage, struct arena *arena);

/*
 * Adds all that a file was. `hidden`: nothing of it may be shown; else `chain` is its chain after
 * chain_withhold(). What a withdrawn commit made of it is hidden.
 */
void lineage_add(struct lineage *lineage, const struct history *history,
                 const struct history_file *file, struct content_file *today, bool hidden,
                 const struct chain *chain, const struct chain_retreat *retreat);

/* What a file of some path (form C) and blob became; NULL: no commit of the history has it. */
const struct heir *lineage_find(const struct lineage *lineage, struct slice path,
                                const unsigned char *blob);

/*
 * The same for a file that no known commit has: what has its path today counts for what it became,
 * and of what that hides everything is withheld. `old` is the file as it was read, whole. Lives in
 * `arena`.
 */
const struct heir *lineage_guess(struct arena *arena, const struct content *today,
                                 struct content_file *old, const struct chain_retreat *retreat);

#endif
