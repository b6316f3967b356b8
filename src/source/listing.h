/*
 * What directory.c and tree.c share: going through folders, and what each does for source.c.
 */
#ifndef SOURCE_LISTING_H
#define SOURCE_LISTING_H

#include "source/source.h"

/* A folder that waits to be listed. */
struct listing_folder {
    struct slice path;
    struct slice raw;
    const unsigned char *id; /* of its tree, in a commit */
    unsigned depth;
};

struct listing {
    struct source *source;
    source_filter *skip;
    void *context;
    struct listing_folder *folders;
    size_t count;
};

/* Something found in a folder. */
struct listing_item {
    struct slice name;
    bool folder;
    enum source_kind kind; /* when it is no folder */
    size_t size;
    struct timespec modified;
    const unsigned char *id;
};

/* The paths of an item of a folder. Returns false for a name that no content can have, listed as
 * such. */
bool listing_paths(struct listing *listing, const struct listing_folder *parent, struct slice name,
                   struct source_entry *entry);

/* Adds what has these paths: a file to the source, a folder to what is still to be listed. */
void listing_add(struct listing *listing, const struct listing_folder *parent,
                 const struct listing_item *item, const struct source_entry *entry);

int directory_list(struct listing *listing, struct error *error);
bool directory_has(const struct source *source, struct slice path);
int directory_read(const struct source *source, const struct source_entry *entry, size_t limit,
                   struct arena *arena, struct slice *bytes, struct error *error);

int tree_list(struct listing *listing, struct error *error);
bool tree_has(const struct source *source, struct slice path);
int tree_read(const struct source *source, const struct source_entry *entry, size_t limit,
              struct arena *arena, struct slice *bytes, struct error *error);

#endif
