/*
 * The versions of one file as they are compared: withdrawn ones out of the way, what is not saved
 * at the head, and what of each state today's restrictions withhold.
 */
#ifndef HISTORY_CHAIN_H
#define HISTORY_CHAIN_H

#include "history/state.h"
#include "history/walk.h"

/* The commit of what is on the disk and in no commit. */
#define CHAIN_UNSAVED UINT32_MAX

struct chain_link {
    uint32_t commit;   /* or CHAIN_UNSAVED */
    struct slice path; /* as git spells it */
    struct state_place before, after;
};

struct chain {
    struct chain_link *links; /* newest first */
    size_t count;
};

/* What `historique.retrait` withdraws. */
struct chain_retreat {
    struct texts paths;   /* files and folders, form C */
    struct texts commits; /* hexadecimal ids, or their beginnings */
};

/* Reads the words of `retrait`: what looks like an id of seven digits or more is one. */
struct chain_retreat chain_retreat_of(struct arena *arena, const struct texts *words);

/* Whether a path, and whether a commit, is withdrawn. */
bool chain_is_path_withdrawn(const struct chain_retreat *retreat, struct arena *arena,
                             struct slice path);
bool chain_is_commit_withdrawn(const struct chain_retreat *retreat, const unsigned char *id);

/* Whether a file is withdrawn, by a name that it has or had. */
bool chain_is_withdrawn(const struct chain_retreat *retreat, struct arena *arena,
                        const struct history_file *file);

/*
 * The chain of a file; `today` is what it is now, NULL when deleted. Everything in `arena`.
 */
void chain_build(struct chain *chain, struct arena *arena, const struct history *history,
                 const struct history_file *file, const struct content_file *today,
                 const struct chain_retreat *retreat);

/* Puts what is on the disk before the newest version. */
void chain_add_unsaved(struct chain *chain, struct arena *arena, const struct content_file *today,
                       const unsigned char *blob, const unsigned char *head,
                       const unsigned char *scope);

/*
 * Finds which states may not tell their body, or a whole key, because of what the file restricts
 * today: those from before the last version that restricted it, and those that do not come from
 * it. Reads states. Returns 0, or -1 with `error` described.
 */
int chain_withhold(struct chain *chain, struct state_reader *reader,
                   const struct content_file *today, struct error *error);

#endif
