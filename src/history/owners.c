#include "history/owners.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

struct view {
    size_t holders;
    size_t count;
    struct view_entry entries[]; /* sorted by the path's number */
};

static struct tracked *track(struct tracks *tracks, const struct path *path) {
    struct tracked *tracked = arena_new(tracks->arena, struct tracked);
    tracked->path = path;
    tracked->number = tracks->count++;
    if (tracks->last)
        tracks->last->next = tracked;
    else
        tracks->first = tracked;
    tracks->last = tracked;
    return tracked;
}

static struct owners *one(struct tracks *tracks, struct tracked *tracked) {
    struct owners *owners = arena_new(tracks->arena, struct owners);
    owners->count = 1;
    owners->files = arena_array(tracks->arena, struct tracked *, 1);
    owners->files[0] = tracked;
    return owners;
}

static struct owners *default_owners(struct tracks *tracks, struct path *path) {
    if (!path->owners)
        path->owners = one(tracks, track(tracks, path));
    return path->owners;
}

static struct owners *find(const struct view *view, const struct path *path) {
    size_t low = 0, high = view ? view->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct view_entry *entry = &view->entries[middle];
        if (entry->path == path)
            return entry->owners;
        if (entry->path->number < path->number)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct owners *view_owners(struct tracks *tracks, const struct view *view, struct path *path) {
    struct owners *owners = find(view, path);
    return owners ? owners : default_owners(tracks, path);
}

struct owners *view_ancestors(struct tracks *tracks, const struct owners *owners,
                              struct path *path) {
    struct tracked *file = owners->files[0];
    struct tracked *ancestor = file->ancestors;
    while (ancestor && ancestor->path != path)
        ancestor = ancestor->next_ancestor;
    if (!ancestor) {
        ancestor = track(tracks, path);
        ancestor->next_ancestor = file->ancestors;
        file->ancestors = ancestor;
    }
    return one(tracks, ancestor);
}

/* ---- Views */

static struct view *view_new(size_t count) {
    struct view *view = malloc(sizeof *view + count * sizeof *view->entries);
    if (!view)
        arena_exhausted();
    view->holders = 1;
    view->count = 0;
    return view;
}

struct view *view_hold(struct view *view) {
    if (view)
        view->holders++;
    return view;
}

void view_release(struct view *view) {
    if (view && --view->holders == 0)
        free(view);
}

static bool same_owners(const struct owners *a, const struct owners *b) {
    return a == b || (a->count == b->count &&
                      memcmp(a->files, b->files, a->count * sizeof(struct tracked *)) == 0);
}

/* Adds an entry unless it says what is so by default. */
static void add(struct view *view, struct view_entry entry) {
    if (!entry.path->owners || !same_owners(entry.path->owners, entry.owners))
        view->entries[view->count++] = entry;
}

static int by_number(const void *left, const void *right) {
    const struct view_entry *a = left, *b = right;
    return (a->path->number > b->path->number) - (a->path->number < b->path->number);
}

struct view *view_put(const struct view *view, struct view_entry *entries, size_t count) {
    size_t old = view ? view->count : 0, i = 0, j = 0;
    struct view *result = view_new(old + count);
    if (count)
        qsort(entries, count, sizeof *entries, by_number);
    while (i < old || j < count) {
        if (j == count || (i < old && by_number(&view->entries[i], &entries[j]) < 0)) {
            result->entries[result->count++] = view->entries[i++];
            continue;
        }
        const struct path *path = entries[j].path;
        add(result, entries[j]);
        while (j < count && entries[j].path == path)
            j++;
        if (i < old && view->entries[i].path == path)
            i++;
    }
    if (result->count)
        return result;
    free(result);
    return NULL;
}

static struct owners *unite(struct tracks *tracks, struct owners *a, struct owners *b) {
    if (same_owners(a, b))
        return a;
    struct owners *owners = arena_new(tracks->arena, struct owners);
    owners->files = arena_array(tracks->arena, struct tracked *, a->count + b->count);
    size_t i = 0, j = 0;
    while (i < a->count || j < b->count) {
        struct tracked *x = i < a->count ? a->files[i] : NULL;
        struct tracked *y = j < b->count ? b->files[j] : NULL;
        bool left = x && (!y || x->number <= y->number);
        bool right = y && (!x || y->number <= x->number);
        owners->files[owners->count++] = left ? x : y;
        i += left;
        j += right;
    }
    return owners;
}

static bool same_views(const struct view *a, const struct view *b) {
    if (a == b)
        return true;
    if (!a || !b || a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->entries[i].path != b->entries[i].path ||
            !same_owners(a->entries[i].owners, b->entries[i].owners))
            return false;
    return true;
}

struct view *view_join(struct tracks *tracks, struct view *a, struct view *b) {
    if (same_views(a, b))
        return view_hold(a);
    size_t a_count = a ? a->count : 0, b_count = b ? b->count : 0, i = 0, j = 0;
    struct view *result = view_new(a_count + b_count);
    while (i < a_count || j < b_count) {
        const struct view_entry *x = i < a_count ? &a->entries[i] : NULL;
        const struct view_entry *y = j < b_count ? &b->entries[j] : NULL;
        int order = !x ? 1 : !y ? -1 : by_number(x, y);
        struct path *path = order <= 0 ? x->path : y->path;
        struct owners *of_a = order <= 0 ? x->owners : default_owners(tracks, path);
        struct owners *of_b = order >= 0 ? y->owners : default_owners(tracks, path);
        add(result, (struct view_entry){path, unite(tracks, of_a, of_b)});
        i += order <= 0;
        j += order >= 0;
    }
    if (result->count)
        return result;
    free(result);
    return NULL;
}
