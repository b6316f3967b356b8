#include "history/walk.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/codec.h"
#include "history/cache.h"
#include "history/delta_read.h"
#include "history/known.h"
#include "history/owners.h"
#include "history/readers.h"

#include <stdlib.h>
#include <string.h>

/* Commits whose trees are compared together: the more, the fewer trees are rebuilt twice. */
#define BATCH_LEAST 512
#define BATCH_MOST 4096
#define FORK_LEAST 2000 /* commits to read: fewer are read sooner than processes are made */

struct walk {
    struct arena *arena;  /* for what is handed out, and what lasts as long as the walk */
    struct arena scratch; /* for one commit */
    struct repository *repository;
    struct graph graph;
    struct delta_reader reader;
    struct store *store; /* NULL: none */
    uint32_t *unread;    /* commits whose delta is not in the store */
    size_t unread_count;
    size_t next_unread; /* where the commit in hand is in `unread` */
    size_t batch;       /* commits that are read together */
    size_t failed;      /* 1 + the batch that could not be read, for one commit in it; 0: none */
    struct slice *received; /* the deltas of each batch, one slice after another; empty: not yet */
    struct readers readers; /* hold what other processes sent */
    struct buffer bytes;    /* of the delta in hand */
    struct paths paths;     /* of all deltas */
    struct tracks tracks;
    struct view **views; /* of each commit that was reached and not yet visited */
    bool *reached;
    size_t versions;
    struct error *error;
};

/* ---- Deltas, wherever they come from */

/* Reads the deltas of some commits, and appends each as a slice. */
static int read_deltas(struct walk *walk, const uint32_t *commits, size_t count,
                       struct buffer *bytes, struct error *error) {
    struct delta *deltas = arena_array(&walk->scratch, struct delta, count);
    if (delta_read(&walk->reader, commits, count, &walk->scratch, deltas, error) != 0)
        return -1;
    struct buffer one = BUFFER_INIT;
    for (size_t i = 0; i < count; i++) {
        buffer_reset(&one);
        delta_encode(&deltas[i], &one);
        codec_put_slice(bytes, buffer_slice(&one));
    }
    buffer_dispose(&one);
    return 0;
}

/* What is missing of a partial clone is noted as it is met: one commit after another. */
static size_t batch_of(const struct walk *walk, size_t jobs) {
    size_t share = walk->unread_count / (jobs ? jobs : 1) / 4;
    if (walk->repository->promised)
        return 1;
    return share < BATCH_LEAST ? BATCH_LEAST : share > BATCH_MOST ? BATCH_MOST : share;
}

/* How many commits there are in a batch of those that are not known. */
static size_t batch_size(const struct walk *walk, size_t batch) {
    size_t left = walk->unread_count - batch * walk->batch;
    return left < walk->batch ? left : walk->batch;
}

static int read_batch(void *context, size_t batch, struct buffer *bytes) {
    struct walk *walk = context;
    struct error error; /* will be met again, by whom it is told */
    arena_reset(&walk->scratch);
    int status = read_deltas(walk, walk->unread + batch * walk->batch, batch_size(walk, batch),
                             bytes, &error);
    arena_reset(&walk->scratch);
    return status;
}

/* Finds what the store does not hold, and has it read by several processes if that is much. */
static void share_out(struct walk *walk, size_t jobs) {
    struct graph *graph = &walk->graph;
    walk->unread = arena_array(walk->arena, uint32_t, graph->count);
    for (uint32_t i = 0; i < graph->count; i++)
        if (graph->deltas[i].size == 0)
            walk->unread[walk->unread_count++] = i;
    walk->batch = batch_of(walk, jobs);
    size_t batches = (walk->unread_count + walk->batch - 1) / walk->batch;
    walk->received = arena_array(walk->arena, struct slice, batches);
    if (jobs >= 2 && walk->unread_count >= FORK_LEAST && !walk->repository->promised)
        readers_run(&walk->readers, batches, jobs, read_batch, walk, walk->received);
}

/* Gives each commit of a batch its delta. */
static void take_batch(struct walk *walk, size_t batch) {
    struct codec_reader reader = codec_reader_of(walk->received[batch]);
    size_t count = batch_size(walk, batch);
    for (size_t i = 0; i < count; i++)
        walk->graph.deltas[walk->unread[batch * walk->batch + i]] = codec_take_slice(&reader);
}

/* Reads one commit's delta in this process. */
static int read_one(struct walk *walk, uint32_t commit) {
    buffer_reset(&walk->bytes);
    if (read_deltas(walk, &commit, 1, &walk->bytes, walk->error) != 0)
        return -1;
    struct codec_reader reader = codec_reader_of(buffer_slice(&walk->bytes));
    walk->graph.deltas[commit] = slice_copy(walk->arena, codec_take_slice(&reader));
    return 0;
}

/* Makes a commit's delta known, with the others of its batch if they can be read. */
static int find_delta(struct walk *walk, uint32_t commit) {
    struct slice *delta = &walk->graph.deltas[commit];
    while (walk->next_unread < walk->unread_count && walk->unread[walk->next_unread] < commit)
        walk->next_unread++;
    size_t batch = walk->next_unread / walk->batch;
    if (walk->received[batch].size == 0 && walk->failed != batch + 1) {
        buffer_reset(&walk->bytes);
        if (read_batch(walk, batch, &walk->bytes) == 0)
            walk->received[batch] = slice_copy(walk->arena, buffer_slice(&walk->bytes));
        else
            walk->failed = batch + 1;
    }
    take_batch(walk, batch);
    return delta->size ? 0 : read_one(walk, commit);
}

/*
 * The delta of a commit. Its way always leads through bytes, so that the walk's paths do not depend
 * on where it came from.
 */
static int delta_of(struct walk *walk, uint32_t commit, struct delta *delta) {
    const struct graph *graph = &walk->graph;
    size_t parents = graph->first[commit + 1] - graph->first[commit];
    const struct slice *bytes = &graph->deltas[commit];
    if (bytes->size == 0 && find_delta(walk, commit) != 0)
        return -1;
    if (delta_decode(delta, *bytes, parents, &walk->paths, &walk->scratch))
        return 0;
    if (read_one(walk, commit) != 0)
        return -1;
    if (delta_decode(delta, *bytes, parents, &walk->paths, &walk->scratch))
        return 0;
    return error_set(walk->error, 0, "un commit du dépôt git n'a pas pu être relu");
}

/* Keeps what the store did not hold. */
static void remember(struct walk *walk) {
    for (size_t i = 0; i < walk->unread_count && walk->store; i++) {
        uint32_t commit = walk->unread[i];
        buffer_reset(&walk->bytes);
        known_encode(&walk->graph, commit, walk->graph.deltas[commit], &walk->bytes);
        store_put(walk->store, walk->graph.commits[commit].id, buffer_slice(&walk->bytes));
    }
}

/* ---- What was found */

static struct history_version version_of(uint32_t commit, const struct delta_version *found) {
    struct history_version version = {.commit = commit,
                                      .kind = found->kind,
                                      .merge = found->merge,
                                      .path = found->path->text,
                                      .previous_path = {"", 0}};
    if (found->previous_path)
        version.previous_path = found->previous_path->text;
    memcpy(version.blob, found->blob, REPOSITORY_ID);
    memcpy(version.previous, found->previous, REPOSITORY_ID);
    memcpy(version.scope, found->scope, REPOSITORY_ID);
    memcpy(version.previous_scope, found->previous_scope, REPOSITORY_ID);
    return version;
}

/* Adds a version to all files whose path it is. */
static int record(struct walk *walk, uint32_t commit, const struct delta_version *found) {
    struct owners *owners = view_owners(&walk->tracks, walk->views[commit], found->path);
    struct history_version version = version_of(commit, found);
    for (size_t i = 0; i < owners->count; i++) {
        struct history_file *file = &owners->files[i]->file;
        if (walk->versions++ >= BOUND_VERSIONS)
            return error_set(walk->error, 0, "le dépôt git a plus de %d versions de fichiers",
                             BOUND_VERSIONS);
        arena_push(walk->arena, file->versions, file->count, version);
    }
    return 0;
}

/* ---- From a commit to its parents */

/* What the parent knows of whose paths are whose: what its child does, but for renames. */
static struct view *view_before(struct walk *walk, struct view *view,
                                const struct delta_parent *parent) {
    if (parent->count == 0)
        return view_hold(view);
    size_t count = 0;
    struct view_entry *entries = arena_array(&walk->scratch, struct view_entry, parent->count * 2);
    for (size_t i = 0; i < parent->count; i++) {
        struct path *path = parent->renames[i].to;
        struct owners *owners = view_owners(&walk->tracks, view, path);
        entries[count++] = (struct view_entry){parent->renames[i].from, owners};
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

static int visit(struct walk *walk, uint32_t index) {
    const struct graph *graph = &walk->graph;
    struct history_commit *commit = &graph->commits[index];
    struct delta delta;
    if (delta_of(walk, index, &delta) != 0)
        return -1;
    memcpy(commit->tree, delta.tree, REPOSITORY_ID);
    graph->resolved[index] = true;
    commit->boundary |= delta.unknown;
    for (size_t i = 0; i < delta.count; i++)
        if (record(walk, index, &delta.versions[i]) != 0)
            return -1;
    struct view *view = walk->views[index];
    for (size_t i = 0; i < delta.parent_count; i++)
        reach(walk, graph->parents[graph->first[index] + i],
              view_before(walk, view, &delta.parents[i]));
    view_release(view);
    walk->views[index] = NULL;
    arena_reset(&walk->scratch);
    return 0;
}

/* The files at HEAD: their paths are theirs by default. */
static int list_living(struct walk *walk) {
    struct tree_pair pair = {0};
    if (delta_resolve(&walk->reader, 0, walk->error) != 0)
        return -1;
    memcpy(pair.after, walk->graph.commits[0].tree, REPOSITORY_ID);
    if (trees_compare(&walk->reader.trees, &pair, 1, &walk->scratch, walk->error) == -1)
        return -1;
    for (size_t i = 0; i < pair.changes.count; i++) {
        const struct tree_change *file = &pair.changes.items[i];
        struct path *path = paths_find(&walk->paths, file->path->text);
        struct owners *owners = view_owners(&walk->tracks, NULL, path);
        owners->files[0]->living = true;
        memcpy(owners->files[0]->file.blob, file->after.blob, REPOSITORY_ID);
    }
    arena_reset(&walk->scratch);
    return 0;
}

static int visit_all(struct walk *walk) {
    size_t count = walk->graph.count;
    walk->views = arena_array(walk->arena, struct view *, count);
    walk->reached = arena_array(walk->arena, bool, count);
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
    return !repository_is_no_id(id) && git_odb_exists(repository->odb, &oid) != 1;
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
    if (repository_is_no_id(history->commits[0].tree))
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
    paths_init(&walk.paths, arena, options);
    delta_reader_open(&walk.reader, arena, repository, &walk.graph, options);
    if (!repository->shallow && !repository->promised)
        walk.store = cache_walk(options->cache, repository->content);
    int result = graph_read(&walk.graph, arena, repository, walk.store, error);
    if (result == 0) {
        share_out(&walk, options->jobs);
        result = visit_all(&walk);
    }
    if (result == 0) {
        remember(&walk);
        hand_out(&walk, history);
        history->status = status_of(&walk, history);
    }
    store_close(walk.store, result == 0);
    readers_dispose(&walk.readers);
    delta_reader_close(&walk.reader);
    buffer_dispose(&walk.bytes);
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
