#include "history/walk.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "history/graph.h"
#include "history/owners.h"
#include "history/renames.h"
#include "history/trees.h"

#include <stdlib.h>
#include <string.h>

struct walk {
    struct arena *arena;  /* for what is handed out, and what lasts as long as the walk */
    struct arena scratch; /* for one commit */
    struct repository *repository;
    struct graph graph;
    struct paths paths;
    struct trees trees;
    struct tracks tracks;
    struct view **views; /* of each commit that was reached and not yet visited */
    bool *reached;
    bool *resolved; /* commits whose `tree` is already the content's */
    size_t versions;
    struct error *error;
};

/* A commit against one of its parents. */
struct step {
    struct tree_changes changes;
    uint32_t *from; /* of each change: what it was renamed from */
    bool *went_on;  /* of each change: gone, but under another name */
    bool renames;
};

static const unsigned char none[REPOSITORY_ID];

static bool same_id(const unsigned char *a, const unsigned char *b) {
    return memcmp(a, b, REPOSITORY_ID) == 0;
}

/* ---- What was found */

/* Adds a version to all files whose path it is. */
static int record(struct walk *walk, const struct view *view, struct path *path,
                  struct history_version version) {
    struct owners *owners = view_owners(&walk->tracks, view, path);
    version.path = path->text;
    for (size_t i = 0; i < owners->count; i++) {
        struct history_file *file = &owners->files[i]->file;
        if (walk->versions++ >= BOUND_VERSIONS)
            return error_set(walk->error, 0, "le dépôt git a plus de %d versions de fichiers",
                             BOUND_VERSIONS);
        arena_push(walk->arena, file->versions, file->count, version);
    }
    return 0;
}

static void set_previous(struct history_version *version, const struct tree_file *file,
                         const struct path *path) {
    memcpy(version->previous, file->blob, REPOSITORY_ID);
    version->previous_path = path->text;
}

/* The version that one change makes. Returns false when it makes none. */
static bool version_of(const struct step *step, size_t index, struct history_version *version) {
    const struct tree_change *change = &step->changes.items[index];
    memcpy(version->blob, change->after.blob, REPOSITORY_ID);
    version->previous_path = (struct slice){"", 0};
    if (change->before.here) {
        set_previous(version, &change->before, change->path);
        bool same = same_id(change->before.blob, change->after.blob);
        version->kind = !change->after.here ? HISTORY_DELETED
                        : same              ? HISTORY_MODE
                                            : HISTORY_MODIFIED;
        return !step->went_on[index];
    }
    if (step->from[index] == RENAMES_NONE) {
        version->kind = HISTORY_ADDED;
        return true;
    }
    const struct tree_change *source = &step->changes.items[step->from[index]];
    set_previous(version, &source->before, source->path);
    version->kind = HISTORY_RENAMED;
    return true;
}

static int record_step(struct walk *walk, uint32_t commit, const struct step *step) {
    for (size_t i = 0; i < step->changes.count; i++) {
        struct history_version version = {.commit = commit};
        if (version_of(step, i, &version) &&
            record(walk, walk->views[commit], step->changes.items[i].path, version) != 0)
            return -1;
    }
    return 0;
}

/* ---- Merges */

/* The index of the change of a path, or the count when the path did not change. */
static size_t change_at(const struct tree_changes *changes, const struct path *path) {
    size_t low = 0, high = changes->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(changes->items[middle].path->text, path->text);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return changes->count;
}

/*
 * Whether the path differs from what every parent holds; `version` is told against the first that
 * has the file.
 */
static bool merge_version(const struct step *steps, size_t count, const struct path *path,
                          struct history_version *version) {
    bool told = false;
    for (size_t i = 0; i < count; i++) {
        struct history_version against = *version;
        size_t index = change_at(&steps[i].changes, path);
        if (index == steps[i].changes.count || !version_of(&steps[i], index, &against))
            return false;
        if (against.kind != HISTORY_ADDED && same_id(against.blob, against.previous))
            return false;
        if (i == 0 || (!told && against.kind != HISTORY_ADDED)) {
            *version = against;
            told = against.kind != HISTORY_ADDED;
        }
    }
    return true;
}

static int record_merge(struct walk *walk, uint32_t commit, const struct step *steps,
                        size_t count) {
    for (size_t i = 0; i < steps[0].changes.count; i++) {
        struct path *path = steps[0].changes.items[i].path;
        struct history_version version = {.commit = commit, .merge = true};
        if (merge_version(steps, count, path, &version) &&
            record(walk, walk->views[commit], path, version) != 0)
            return -1;
    }
    return 0;
}

/* ---- From a commit to its parents */

/* What the parent knows of whose paths are whose: what its child does, but for renames. */
static struct view *view_before(struct walk *walk, struct view *view, const struct step *step) {
    if (!step->renames)
        return view_hold(view);
    size_t count = 0;
    struct view_entry *entries =
        arena_array(&walk->scratch, struct view_entry, step->changes.count * 2);
    for (size_t i = 0; i < step->changes.count; i++) {
        if (step->from[i] == RENAMES_NONE)
            continue;
        struct path *path = step->changes.items[i].path;
        struct path *source = step->changes.items[step->from[i]].path;
        struct owners *owners = view_owners(&walk->tracks, view, path);
        entries[count++] = (struct view_entry){source, owners};
        entries[count++] = (struct view_entry){path, view_ancestors(&walk->tracks, owners, path)};
    }
    return view_put(view, entries, count);
}

/* Hands a view, which is given away, to a parent. */
static void reach(struct walk *walk, uint32_t parent, struct view *view) {
    struct view *known = walk->views[parent];
    if (!walk->reached[parent]) {
        walk->views[parent] = view;
        walk->reached[parent] = true;
        return;
    }
    walk->views[parent] = view_join(&walk->tracks, known, view);
    view_release(known);
    view_release(view);
}

/* ---- Commits */

/* Makes the commit's tree the one of the content's folder. */
static int resolve(struct walk *walk, uint32_t index) {
    unsigned char root[REPOSITORY_ID];
    struct history_commit *commit = &walk->graph.commits[index];
    if (walk->resolved[index])
        return 0;
    memcpy(root, commit->tree, REPOSITORY_ID);
    int status =
        trees_descend(&walk->trees, root, walk->repository->content, commit->tree, walk->error);
    walk->resolved[index] = true;
    if (status == REPOSITORY_MISSING) {
        memset(commit->tree, 0, REPOSITORY_ID);
        commit->boundary = true;
        return 0;
    }
    return status;
}

static int compare(struct walk *walk, const unsigned char *before, const unsigned char *after,
                   struct step *step) {
    int status =
        trees_compare(&walk->trees, before, after, &walk->scratch, &step->changes, walk->error);
    if (status != 0)
        return status;
    size_t count = step->changes.count;
    step->from = arena_array(&walk->scratch, uint32_t, count);
    step->went_on = arena_array(&walk->scratch, bool, count);
    if (renames_find(&step->changes, walk->repository, step->from, walk->error) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (step->from[i] != RENAMES_NONE) {
            step->went_on[step->from[i]] = true;
            step->renames = true;
        }
    }
    return 0;
}

/* Compares a commit with each parent. Returns as trees_compare(). */
static int compare_parents(struct walk *walk, uint32_t index, struct step *steps) {
    const struct graph *graph = &walk->graph;
    uint32_t first = graph->first[index], count = graph->first[index + 1] - first;
    if (resolve(walk, index) != 0)
        return -1;
    if (graph->commits[index].boundary)
        return REPOSITORY_MISSING;
    if (count == 0)
        return compare(walk, none, graph->commits[index].tree, &steps[0]);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t parent = graph->parents[first + i];
        if (resolve(walk, parent) != 0)
            return -1;
        if (walk->repository->missing && same_id(graph->commits[parent].tree, none))
            return REPOSITORY_MISSING;
        int status =
            compare(walk, graph->commits[parent].tree, graph->commits[index].tree, &steps[i]);
        if (status != 0)
            return status;
    }
    return 0;
}

static int visit(struct walk *walk, uint32_t index) {
    const struct graph *graph = &walk->graph;
    uint32_t first = graph->first[index], count = graph->first[index + 1] - first;
    struct step *steps = arena_array(&walk->scratch, struct step, count ? count : 1);
    int status = compare_parents(walk, index, steps);
    if (status == -1)
        return -1;
    bool unknown = status == REPOSITORY_MISSING;
    if (unknown)
        graph->commits[index].boundary = true;
    else if ((count > 1 ? record_merge(walk, index, steps, count)
                        : record_step(walk, index, &steps[0])) != 0)
        return -1;
    struct view *view = walk->views[index];
    for (uint32_t i = 0; i < count; i++)
        reach(walk, graph->parents[first + i],
              unknown ? view_hold(view) : view_before(walk, view, &steps[i]));
    view_release(view);
    walk->views[index] = NULL;
    arena_reset(&walk->scratch);
    return 0;
}

/* The files at HEAD: their paths are theirs by default. */
static int list_living(struct walk *walk) {
    struct tree_changes files;
    if (resolve(walk, 0) != 0)
        return -1;
    int status = trees_compare(&walk->trees, none, walk->graph.commits[0].tree, &walk->scratch,
                               &files, walk->error);
    if (status == -1)
        return -1;
    for (size_t i = 0; i < files.count; i++) {
        struct owners *owners = view_owners(&walk->tracks, NULL, files.items[i].path);
        owners->files[0]->living = true;
        memcpy(owners->files[0]->file.blob, files.items[i].after.blob, REPOSITORY_ID);
    }
    arena_reset(&walk->scratch);
    return 0;
}

static int visit_all(struct walk *walk) {
    size_t count = walk->graph.count;
    walk->views = arena_array(walk->arena, struct view *, count);
    walk->reached = arena_array(walk->arena, bool, count);
    walk->resolved = arena_array(walk->arena, bool, count);
    int result = list_living(walk);
    walk->reached[0] = true;
    for (uint32_t i = 0; i < count && result == 0; i++)
        result = visit(walk, i);
    for (size_t i = 0; i < count; i++)
        view_release(walk->views[i]);
    return result;
}

/* ---- What is handed out */

static int by_path(const void *left, const void *right) {
    const struct tracked *a = *(const struct tracked *const *)left;
    const struct tracked *b = *(const struct tracked *const *)right;
    int order = slice_compare(a->path->text, b->path->text);
    if (order == 0)
        order = b->living - a->living;
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static void hand_out(struct walk *walk, struct history *history) {
    struct tracked **sorted = arena_array(&walk->scratch, struct tracked *, walk->tracks.count);
    size_t count = 0;
    for (struct tracked *file = walk->tracks.first; file; file = file->next)
        if (file->living || file->file.count)
            sorted[count++] = file;
    if (count)
        qsort(sorted, count, sizeof(struct tracked *), by_path);
    history->files = arena_array(walk->arena, struct history_file, count);
    history->file_count = count;
    for (size_t i = 0; i < count; i++) {
        history->files[i] = sorted[i]->file;
        history->files[i].path = sorted[i]->path->text;
        history->files[i].deleted = !sorted[i]->living;
    }
    history->commits = walk->graph.commits;
    history->commit_count = walk->graph.count;
}

static bool is_missing(const struct repository *repository, const unsigned char *id) {
    git_oid oid;
    memcpy(oid.id, id, REPOSITORY_ID);
    return !same_id(id, none) && git_odb_exists(repository->odb, &oid) != 1;
}

/* Whether a partial clone lacks what a version holds. */
static bool lacks_blobs(const struct repository *repository, const struct history *history) {
    for (size_t i = 0; i < history->file_count; i++)
        for (size_t j = 0; j < history->files[i].count; j++)
            if (is_missing(repository, history->files[i].versions[j].blob))
                return true;
    return false;
}

static enum history_status status_of(const struct walk *walk, const struct history *history) {
    if (walk->repository->shallow)
        return HISTORY_SHALLOW;
    if (walk->repository->missing ||
        (walk->repository->promised && lacks_blobs(walk->repository, history)))
        return HISTORY_PARTIAL;
    if (same_id(history->commits[0].tree, none))
        return HISTORY_NONE;
    return HISTORY_COMPLETE;
}

int history_walk(struct history *history, struct arena *arena, struct repository *repository,
                 const struct history_options *options, struct error *error) {
    struct walk walk = {
        .arena = arena, .scratch = ARENA_INIT, .repository = repository, .error = error};
    *history = (struct history){.status = HISTORY_NONE};
    if (!repository->handle)
        return 0;
    walk.tracks.arena = arena;
    paths_init(&walk.paths, arena, options->skip, options->context);
    trees_open(&walk.trees, repository, &walk.paths);
    int result = graph_read(&walk.graph, arena, repository, error);
    if (result == 0)
        result = visit_all(&walk);
    if (result == 0) {
        hand_out(&walk, history);
        history->status = status_of(&walk, history);
    }
    trees_close(&walk.trees);
    arena_dispose(&walk.scratch);
    return result;
}

const struct history_file *history_find(const struct history *history, struct slice path) {
    size_t low = 0, high = history->file_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (slice_compare(history->files[middle].path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == history->file_count || !slice_equal(history->files[low].path, path))
        return NULL;
    return &history->files[low];
}
