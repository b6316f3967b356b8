#include "base/parallel.h"

#include "base/bounds.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

struct crew {
    parallel_work *work;
    void *context;
    size_t count;
    atomic_size_t next;
};

struct worker {
    struct crew *crew;
    size_t number;
    pthread_t thread;
};

static void *run(void *argument) {
    struct worker *worker = argument;
    struct crew *crew = worker->crew;
    size_t item;
    while ((item = atomic_fetch_add(&crew->next, 1)) < crew->count)
        crew->work(crew->context, item, worker->number);
    return NULL;
}

void parallel_for(size_t count, size_t jobs, parallel_work *work, void *context) {
    struct crew crew = {.work = work, .context = context, .count = count};
    struct worker workers[BOUND_JOBS] = {{0}};
    if (jobs > count)
        jobs = count;
    if (jobs > BOUND_JOBS)
        jobs = BOUND_JOBS;
    size_t started = 1; /* the calling thread is the first worker */
    while (started < jobs) {
        workers[started] = (struct worker){.crew = &crew, .number = started};
        if (pthread_create(&workers[started].thread, NULL, run, &workers[started]) != 0)
            break;
        started++;
    }
    workers[0] = (struct worker){.crew = &crew, .number = 0};
    run(&workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

size_t parallel_jobs(void) {
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    if (online < 1)
        return 1;
    return online > BOUND_JOBS ? BOUND_JOBS : (size_t)online;
}
