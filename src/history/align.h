/*
 * What two sequences have in common, in order: libgit2's diff over numbers. Safe from any thread;
 * the caller has called git_libgit2_init.
 */
#ifndef HISTORY_ALIGN_H
#define HISTORY_ALIGN_H

#include "base/arena.h"

#include <stdint.h>

struct align_sequence {
    const uint32_t *items;
    size_t count;
};

/* A place where they differ. Between two, and at both ends, as many items are the same. */
struct align_hunk {
    size_t old_start, old_count;
    size_t new_start, new_count;
};

struct align {
    struct align_hunk *hunks; /* in order; never two that touch */
    size_t count;
};

/*
 * Aligns two sequences; the hunks live in the arena. What passes BOUND_TOKENS is one hunk, without
 * what both have at either end.
 */
struct align align_sequences(struct arena *arena, struct align_sequence old,
                             struct align_sequence new);

#endif
