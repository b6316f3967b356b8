/*
 * The exchange of the staging directory and the output, and what is left to do with the old one.
 */
#ifndef PUBLISH_SWAP_H
#define PUBLISH_SWAP_H

#include "publish/staging.h"

/* What swap_commit() returns where two directories can't be exchanged. */
#define SWAP_IMPOSSIBLE 1

/*
 * Puts the complete staging directory in place of the output, and opens the output again. Returns
 * 0, SWAP_IMPOSSIBLE or -1; with the last two nothing has changed.
 */
int swap_commit(struct publish_job *job, struct error *error);

/*
 * Removes the old site, now under the name of the staging directory. What another program changed
 * or added there since it was listed is first moved to the new one. Failing is no error: the next
 * run goes on; a note says so.
 */
void swap_clear_old(struct publish_job *job);

/* Removes, with the same care, what a killed run left beside the output. */
int swap_recover(struct publish_job *job, struct error *error);

#endif
