/*
 * Processes that share a long list of items and send back bytes for each. Processes, because the
 * object store of libgit2 does not serve two threads well. What one does not send (it could not be
 * forked, was killed, met an error) is not there: whoever asked does it again, and meets the same
 * error.
 */
#ifndef HISTORY_READERS_H
#define HISTORY_READERS_H

#include "base/buffer.h"

#define READERS_MAX 8

/* Appends an item's bytes, one at least, to `bytes`. Returns 0, or -1 to give up. */
typedef int readers_work(void *context, size_t item, struct buffer *bytes);

/* What was received: the results point into it. */
struct readers {
    struct buffer streams[READERS_MAX];
};

/*
 * Forks `jobs` processes (READERS_MAX at most), which call `work` for the items below `count`, each
 * for its part and in order; sets results[item], empty where nothing came. No other thread may run.
 * Returns when all processes are gone. Give the memory back with readers_dispose().
 */
void readers_run(struct readers *readers, size_t count, size_t jobs, readers_work *work,
                 void *context, struct slice *results);

void readers_dispose(struct readers *readers);

#endif
