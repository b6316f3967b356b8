/*
 * Work on many items with several threads. Each item writes only to its own slot, so that the
 * result is the same for any number of threads.
 */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <stddef.h>

/*
 * One item's work. `worker` (0 to jobs - 1) tells which thread is at it, for memory that a thread
 * keeps from item to item.
 */
typedef void parallel_work(void *context, size_t item, size_t worker);

/*
 * Calls `work` once for each item below `count`, from `jobs` threads (1 to BOUND_JOBS), and returns
 * when all are done. Where threads can't be had, the calling thread does the work.
 */
void parallel_for(size_t count, size_t jobs, parallel_work *work, void *context);

/* The processors this process may use, at least 1 and at most BOUND_JOBS. */
size_t parallel_jobs(void);

#endif
