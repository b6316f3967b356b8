/*
 * Replacing the files of an output one by one, where directories can't be exchanged. A complete
 * staging directory inside the output is the journal: as long as it is there, whoever comes can
 * finish, by the same steps.
 */
#ifndef PUBLISH_INPLACE_H
#define PUBLISH_INPLACE_H

#include "publish/staging.h"

/* Brings the staging directory made beside the output inside it. On -1 the output is as it was. */
int inplace_move_in(struct publish_job *job, struct error *error);

/*
 * Puts the files of the complete staging directory in place: additions, then replacements, then
 * deletions, then the manifest. On -1 the publication is unfinished.
 */
int inplace_finish(struct publish_job *job, struct error *error);

/*
 * Finishes what a killed run left inside the output, or removes it if it was not complete. Sets
 * `finished` in the first case.
 */
int inplace_recover(struct publish_job *job, bool *finished, struct error *error);

#endif
