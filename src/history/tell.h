/*
 * The edits of a link of a chain as bytes: from the cache, or made once and put there.
 */
#ifndef HISTORY_TELL_H
#define HISTORY_TELL_H

#include "history/cache.h"
#include "history/chain.h"

struct teller {
    struct cache *cache; /* NULL: none */
    struct state_reader *reader;
};

/* An edit of a link, for edit_decode(). */
struct tell_edit {
    struct slice entry; /* as state_edit.entry */
    struct slice bytes;
};

struct tell_edits {
    struct tell_edit *items;
    size_t count;
};

/* The states in hand: what a version made is most often what the next one began with. */
struct tell_hand {
    struct arena *arenas; /* two */
    struct state states[2];
    struct slice keys[2]; /* of what each arena holds; empty: nothing */
};

/*
 * Finds the edits of a link. What is handed out lives in `arena` or in the cache. Returns 0, or -1
 * with `error` described when the repository is broken. May be called by any thread, each with a
 * hand of its own.
 */
int tell_link(const struct teller *teller, const struct chain_link *link, struct tell_hand *hand,
              struct arena *arena, struct tell_edits *told, struct error *error);

#endif
