/*
 * Loaded into a program with LD_PRELOAD: its clock is CLOCK_SHIFT seconds ahead. For the test that
 * a build does not depend on when it is made.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static time_t shift(void) {
    const char *seconds = getenv("CLOCK_SHIFT");
    return seconds ? (time_t)strtoll(seconds, NULL, 10) : 0;
}

typedef int clock_reader(clockid_t, struct timespec *);

/* The C library's own names of parameters are reserved. */
/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */

int clock_gettime(clockid_t id, struct timespec *now) {
    clock_reader *next = (clock_reader *)dlsym(RTLD_NEXT, "clock_gettime");
    int result = next(id, now);
    if (result == 0 && id == CLOCK_REALTIME)
        now->tv_sec += shift();
    return result;
}

time_t time(time_t *seconds) {
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_REALTIME, &now);
    if (seconds)
        *seconds = now.tv_sec;
    return now.tv_sec;
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
