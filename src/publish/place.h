/*
 * Where the output is: its real path, its parent, and the lock that keeps two builds apart.
 */
#ifndef PUBLISH_PLACE_H
#define PUBLISH_PLACE_H

#include "publish/manifest.h"

/* The staging directory inside an output. */
#define PLACE_INNER_STAGING PUBLISH_OWN_PREFIX "nouveau"

struct place {
    const char *typed;   /* as the user wrote it, for messages */
    const char *real;    /* absolute, without links */
    const char *name;    /* its last step */
    const char *staging; /* beside it: `.NAME.vitrine-nouveau` */
    const char *lock_name;
    int parent;        /* descriptor of the directory above */
    int output;        /* descriptor, or -1 when there is none */
    int lock;          /* descriptor, or -1 */
    bool lock_is_file; /* beside the output, to be removed with the lock */
};

/*
 * Finds the output, makes the folders above it, opens it if it exists, takes the lock. Returns 0,
 * PUBLISH_REFUSED when it can't be an output, or -1; call place_close() in any case.
 */
int place_open(struct place *place, const char *typed, struct arena *arena, struct error *error);

/* Opens the output again: after it was made, or exchanged. */
int place_reopen(struct place *place, struct error *error);

/* Closes everything and gives the lock back. */
void place_close(struct place *place);

/* Whether an open directory holds nothing but what this room leaves there. */
bool place_is_empty(int directory);

/* Whether the exchange would pull the directory from under the process (or its shell). */
bool place_holds_working_directory(const struct place *place);

/* Whether another file system begins at the output. */
bool place_is_mount_point(const struct place *place);

#endif
