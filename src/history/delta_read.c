#include "history/delta_read.h"

#include "base/arena.h"
#include "history/renames.h"

#include <string.h>

/* A commit against one of its parents. */
struct step {
    struct tree_pair *pair;
    struct tree_changes changes; /* of the pair */
    uint32_t *from;              /* of each change: what it was renamed from */
    bool *went_on;               /* of each change: gone, but under another name */
    size_t renames;
};

/* The commit in hand. */
struct reading {
    struct delta_reader *reader;
    struct arena *arena;
    const unsigned char *after; /* its tree */
    struct step *steps;
    size_t count;
    struct delta *delta;
    const struct step **told; /* of each version: against whom it is told */
    struct error *error;
};

/* ---- Versions */

static void set_previous(struct delta_version *version, const struct tree_file *file,
                         struct path *path) {
    memcpy(version->previous, file->blob, REPOSITORY_ID);
    version->previous_path = path;
}

/* The version that one change makes. Returns false when it makes none. */
static bool version_of(const struct step *step, size_t index, struct delta_version *version) {
    const struct tree_change *change = &step->changes.items[index];
    version->path = change->path;
    memcpy(version->blob, change->after.blob, REPOSITORY_ID);
    if (change->before.here) {
        set_previous(version, &change->before, change->path);
        bool same = repository_same_id(change->before.blob, change->after.blob);
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

static void add(struct reading *reading, const struct step *step,
                const struct delta_version *version) {
    size_t count = reading->delta->count;
    arena_push(reading->arena, reading->delta->versions, reading->delta->count, *version);
    arena_push(reading->arena, reading->told, count, step);
}

static void add_step(struct reading *reading) {
    const struct step *step = &reading->steps[0];
    for (size_t i = 0; i < step->changes.count; i++) {
        struct delta_version version = {0};
        if (version_of(step, i, &version))
            add(reading, step, &version);
    }
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
 * has the file, whose step is returned: NULL when it does not differ.
 */
static const struct step *merge_version(const struct reading *reading, const struct path *path,
                                        struct delta_version *version) {
    const struct step *told = NULL, *steps = reading->steps;
    for (size_t i = 0; i < reading->count; i++) {
        struct delta_version against = {.merge = true};
        size_t index = change_at(&steps[i].changes, path);
        if (index == steps[i].changes.count || !version_of(&steps[i], index, &against))
            return NULL;
        if (against.kind != HISTORY_ADDED && repository_same_id(against.blob, against.previous))
            return NULL;
        if (i == 0 || (!told && against.kind != HISTORY_ADDED))
            *version = against;
        if (!told && against.kind != HISTORY_ADDED)
            told = &steps[i];
    }
    return told ? told : &steps[0];
}

static void add_merge(struct reading *reading) {
    const struct tree_changes *changes = &reading->steps[0].changes;
    for (size_t i = 0; i < changes->count; i++) {
        struct delta_version version;
        const struct step *step = merge_version(reading, changes->items[i].path, &version);
        if (step)
            add(reading, step, &version);
    }
}

static void add_renames(struct reading *reading, const struct step *step,
                        struct delta_parent *parent) {
    parent->renames = arena_array(reading->arena, struct delta_rename, step->renames);
    for (size_t i = 0; i < step->changes.count && step->renames; i++)
        if (step->from[i] != RENAMES_NONE)
            parent->renames[parent->count++] = (struct delta_rename){
                step->changes.items[step->from[i]].path, step->changes.items[i].path};
}

/* ---- The files that govern others */

static int find_scopes(struct reading *reading) {
    struct delta_reader *reader = reading->reader;
    struct delta *delta = reading->delta;
    int result = 0;
    for (size_t i = 0; i < delta->count && result == 0; i++)
        result =
            scopes_find(&reader->scopes, &reader->trees, reading->after, delta->versions[i].path,
                        reading->arena, delta->versions[i].scope, reading->error);
    scopes_go_back(&reader->scopes, reading->steps[0].pair->before, reading->after,
                   &reading->steps[0].changes);
    for (size_t i = 0; i < delta->count && result == 0; i++)
        if (delta->versions[i].previous_path)
            result = scopes_find(&reader->scopes, &reader->trees, reading->told[i]->pair->before,
                                 delta->versions[i].previous_path, reading->arena,
                                 delta->versions[i].previous_scope, reading->error);
    return result;
}

/* ---- Trees */

int delta_resolve(struct delta_reader *reader, uint32_t commit, struct error *error) {
    unsigned char root[REPOSITORY_ID];
    struct history_commit *held = &reader->graph->commits[commit];
    if (reader->graph->resolved[commit])
        return 0;
    memcpy(root, held->tree, REPOSITORY_ID);
    int status =
        trees_descend(&reader->trees, root, reader->repository->content, held->tree, error);
    reader->graph->resolved[commit] = true;
    if (status == REPOSITORY_MISSING) {
        memset(held->tree, 0, REPOSITORY_ID);
        held->boundary = true;
        return 0;
    }
    return status;
}

/* The trees of a commit and of each parent, to compare. Returns 0, REPOSITORY_MISSING or -1. */
static int prepare(struct reading *reading, uint32_t commit) {
    struct delta_reader *reader = reading->reader;
    const struct graph *graph = reader->graph;
    const uint32_t *parents = graph->parents + graph->first[commit];
    if (delta_resolve(reader, commit, reading->error) != 0)
        return -1;
    if (graph->commits[commit].boundary)
        return REPOSITORY_MISSING;
    for (size_t i = 0; i < reading->count; i++) {
        if (i < reading->delta->parent_count) {
            if (delta_resolve(reader, parents[i], reading->error) != 0)
                return -1;
            const unsigned char *before = graph->commits[parents[i]].tree;
            if (reader->repository->missing && repository_is_no_id(before))
                return REPOSITORY_MISSING;
            memcpy(reading->steps[i].pair->before, before, REPOSITORY_ID);
        }
        memcpy(reading->steps[i].pair->after, reading->after, REPOSITORY_ID);
    }
    return 0;
}

static int find_renames(struct reading *reading, struct step *step) {
    size_t count = step->changes.count;
    step->from = arena_array(reading->arena, uint32_t, count);
    step->went_on = arena_array(reading->arena, bool, count);
    if (renames_find(&step->changes, reading->reader->repository, step->from, reading->error) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (step->from[i] != RENAMES_NONE) {
            step->went_on[step->from[i]] = true;
            step->renames++;
        }
    }
    return 0;
}

/* From trees that were compared to the delta. */
static int conclude(struct reading *reading) {
    for (size_t i = 0; i < reading->count; i++) {
        struct step *step = &reading->steps[i];
        step->changes = step->pair->changes;
        if (find_renames(reading, step) != 0)
            return -1;
        if (i < reading->delta->parent_count)
            add_renames(reading, step, &reading->delta->parents[i]);
    }
    if (reading->count > 1)
        add_merge(reading);
    else
        add_step(reading);
    return find_scopes(reading);
}

/* A reading of one commit; `pairs` has room for what it compares. */
static struct reading reading_of(struct delta_reader *reader, uint32_t commit, struct arena *arena,
                                 struct tree_pair *pairs, struct delta *delta) {
    const struct graph *graph = reader->graph;
    size_t parents = graph->first[commit + 1] - graph->first[commit];
    size_t count = parents ? parents : 1; /* a commit without parents is compared with nothing */
    struct reading reading = {.reader = reader,
                              .arena = arena,
                              .after = graph->commits[commit].tree,
                              .steps = arena_array(arena, struct step, count),
                              .count = count,
                              .delta = delta};
    for (size_t i = 0; i < count; i++)
        reading.steps[i].pair = &pairs[i];
    *delta = (struct delta){.parents = arena_array(arena, struct delta_parent, parents),
                            .parent_count = parents};
    return reading;
}

int delta_read(struct delta_reader *reader, const uint32_t *commits, size_t count,
               struct arena *arena, struct delta *deltas, struct error *error) {
    const struct graph *graph = reader->graph;
    size_t room = 0, used = 0;
    for (size_t i = 0; i < count; i++)
        room += 1 + graph->first[commits[i] + 1] - graph->first[commits[i]];
    struct tree_pair *pairs = arena_array(arena, struct tree_pair, room);
    struct reading *readings = arena_array(arena, struct reading, count);
    int status = 0;
    for (size_t i = 0; i < count; i++) {
        readings[i] = reading_of(reader, commits[i], arena, pairs + used, &deltas[i]);
        readings[i].error = error;
        status = prepare(&readings[i], commits[i]);
        if (status == -1)
            return -1;
        deltas[i].unknown = status == REPOSITORY_MISSING;
        used += deltas[i].unknown ? 0 : readings[i].count;
    }
    status = trees_compare(&reader->trees, pairs, used, arena, error);
    if (status == REPOSITORY_MISSING)
        deltas[0].unknown = true; /* of a partial clone: there is only this one */
    for (size_t i = 0; i < count && status != -1; i++) {
        memcpy(deltas[i].tree, readings[i].after, REPOSITORY_ID);
        if (!deltas[i].unknown && conclude(&readings[i]) != 0)
            status = -1;
    }
    return status == -1 ? -1 : 0;
}

void delta_reader_open(struct delta_reader *reader, struct arena *arena,
                       struct repository *repository, struct graph *graph,
                       const struct history_options *options) {
    *reader = (struct delta_reader){.repository = repository, .graph = graph};
    paths_init(&reader->paths, arena, options);
    trees_open(&reader->trees, repository, &reader->paths);
}

void delta_reader_close(struct delta_reader *reader) {
    trees_close(&reader->trees);
}
