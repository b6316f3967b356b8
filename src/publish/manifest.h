/*
 * The manifest of an output: `.vitrine-manifest`, which names the edition and, sorted, every file
 * we made. What it does not name is not ours.
 */
#ifndef PUBLISH_MANIFEST_H
#define PUBLISH_MANIFEST_H

#include "base/map.h"
#include "publish/plan.h"

/* Names below an output that start so are ours, and never pages. */
#define PUBLISH_OWN_PREFIX ".vitrine-"
#define MANIFEST_NAME PUBLISH_MARK

struct manifest {
    bool found;
    struct slice text; /* the whole file */
    struct slice edition;
    struct slice *paths; /* zero-terminated */
    size_t count;
    struct map files;   /* path to itself */
    struct map folders; /* every folder above a path */
};

/*
 * Reads the manifest of an open directory into the arena. Without one, `found` is false and the
 * rest is empty. Returns -1 when it is there but can't be read, is damaged, or of a later format.
 */
int manifest_read(int directory, struct arena *arena, struct manifest *manifest,
                  struct error *error);

/* The text of the manifest of a plan, in the arena. */
struct slice manifest_text(const struct plan *plan, const char *edition, struct arena *arena);

/* Writes it to a directory that has none, in one step. */
int manifest_write(int directory, struct slice text, struct error *error);

/* Whether an open directory has a manifest. */
bool manifest_is_there(int directory);

#endif
