/*
 * Whose history a path belongs to at some commit, as seen from the commits after it: by default
 * the file that has this path today, or had it last; renames say otherwise for the commits before
 * them. A view is what one commit knows of this; views never change, so that branches share them.
 */
#ifndef HISTORY_OWNERS_H
#define HISTORY_OWNERS_H

#include "history/paths.h"
#include "history/walk.h"

/* A file and what was found of it. */
struct tracked {
    struct history_file file;
    const struct path *path;
    uint32_t number;           /* in order of appearance */
    bool living;               /* at HEAD */
    struct tracked *next;      /* in order of appearance */
    struct tracked *ancestors; /* what stood at some path before this one got there */
    struct tracked *next_ancestor;
};

/* One file nearly always; several where branches made two files of one. Sorted by number. */
struct owners {
    size_t count;
    struct tracked **files;
};

struct tracks {
    struct arena *arena;
    struct tracked *first, *last;
    uint32_t count;
};

struct view; /* NULL: nothing but defaults */

/* In the parent, `path` belongs to `owners`. */
struct view_entry {
    struct path *path;
    struct owners *owners;
};

/* Whose the path is. */
struct owners *view_owners(struct tracks *tracks, const struct view *view, struct path *path);

/*
 * Whose `path` is before a commit where something else got that name: the file, made when it is
 * first asked for, that stood there before.
 */
struct owners *view_ancestors(struct tracks *tracks, const struct owners *owners,
                              struct path *path);

/*
 * The view with `count` entries put over it, which get sorted; of two with one path the first
 * counts. The result is the caller's to release; `view` still is.
 */
struct view *view_put(const struct view *view, struct view_entry *entries, size_t count);

/* What two branches know together: the caller's to release, as both still are. */
struct view *view_join(struct tracks *tracks, struct view *a, struct view *b);

/* One more, or one fewer, who holds the view; NULL is no matter. */
struct view *view_hold(struct view *view);
void view_release(struct view *view);

#endif
