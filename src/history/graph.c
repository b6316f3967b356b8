#include "history/graph.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/map.h"
#include "history/known.h"

#include <stdlib.h>
#include <string.h>

/* A commit as it was found, before all are put in order. */
struct node {
    struct history_commit commit;
    struct node **parents;
    size_t parent_count;
    size_t children; /* not yet placed */
    uint32_t index;  /* its place in the order */
    bool resolved;
    uint64_t author;
    struct slice delta;
};

struct discovery {
    struct arena *arena; /* for what is handed out */
    struct arena *scratch;
    struct repository *repository;
    struct store *store;
    struct map nodes; /* by id; their order is the queue */
    struct commit_names names;
};

static struct node *node_of(struct discovery *discovery, const unsigned char *id) {
    struct slice key = {(const char *)id, REPOSITORY_ID};
    struct node *node = map_get(&discovery->nodes, key);
    if (node)
        return node;
    node = arena_new(discovery->scratch, struct node);
    memcpy(node->commit.id, id, REPOSITORY_ID);
    map_put(&discovery->nodes, (struct slice){(const char *)node->commit.id, REPOSITORY_ID}, node);
    return node;
}

/* Whether the parent is there: in a shallow clone it may not be. */
static bool is_there(struct repository *repository, const unsigned char *id) {
    git_oid oid;
    if (!repository->shallow && !repository->promised)
        return true; /* if not, reading it will tell */
    memcpy(oid.id, id, REPOSITORY_ID);
    bool there = git_odb_exists(repository->odb, &oid) == 1;
    repository->missing |= !there && !repository->shallow;
    return there;
}

/* From the store. Returns false when it is not there, or its author was not met yet. */
static bool recall(struct discovery *discovery, struct node *node, struct commit_origin *origin) {
    struct slice bytes;
    struct history_commit commit = node->commit;
    if (!discovery->store || !store_get(discovery->store, commit.id, &bytes) ||
        !known_decode(&commit, bytes, discovery->arena, origin, &node->delta))
        return false;
    const struct slice *name = commit_name(&discovery->names, origin->author);
    if (!name)
        return false;
    commit.name = *name;
    node->commit = commit;
    node->resolved = true;
    return true;
}

/* From the repository. */
static int read_commit(struct discovery *discovery, struct node *node, struct commit_origin *origin,
                       struct error *error) {
    git_odb_object *object;
    if (repository_read(discovery->repository, node->commit.id, GIT_OBJECT_COMMIT, &object,
                        error) != 0)
        return -1;
    struct slice bytes = {git_odb_object_data(object), git_odb_object_size(object)};
    int status = commit_parse(&node->commit, bytes, discovery->arena, &discovery->names, origin);
    git_odb_object_free(object);
    if (status != 0)
        return error_set(error, 0, "le dépôt git est abîmé : un commit est illisible");
    return 0;
}

static int read_node(struct discovery *discovery, struct node *node, struct error *error) {
    struct commit_origin origin = {.arena = discovery->scratch};
    if (!recall(discovery, node, &origin)) {
        origin = (struct commit_origin){.arena = discovery->scratch};
        if (read_commit(discovery, node, &origin, error) != 0)
            return -1;
    }
    node->author = origin.author;
    node->commit.parents = (uint32_t)origin.count;
    node->parents = arena_array(discovery->scratch, struct node *, origin.count);
    for (size_t i = 0; i < origin.count; i++) {
        const unsigned char *id = origin.ids[i];
        if (!is_there(discovery->repository, id)) {
            node->commit.boundary = true;
            continue;
        }
        struct node *parent = node_of(discovery, id);
        parent->children++;
        node->parents[node->parent_count++] = parent;
    }
    return 0;
}

/* ---- The order: no parent before its children, else by the committer's date */

struct heap {
    struct node **nodes;
    size_t count;
};

/* Newer first; of two in one second, the one found first. */
static bool goes_before(const struct node *a, const struct node *b) {
    if (a->commit.committer_time != b->commit.committer_time)
        return a->commit.committer_time > b->commit.committer_time;
    return a->index < b->index;
}

static void heap_push(struct heap *heap, struct node *node) {
    size_t at = heap->count++;
    while (at && goes_before(node, heap->nodes[(at - 1) / 2])) {
        heap->nodes[at] = heap->nodes[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->nodes[at] = node;
}

static struct node *heap_pop(struct heap *heap) {
    struct node *first = heap->nodes[0];
    struct node *last = heap->nodes[--heap->count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= heap->count)
            break;
        if (child + 1 < heap->count && goes_before(heap->nodes[child + 1], heap->nodes[child]))
            child++;
        if (!goes_before(heap->nodes[child], last))
            break;
        heap->nodes[at] = heap->nodes[child];
        at = child;
    }
    heap->nodes[at] = last;
    return first;
}

/* The nodes in order; their `index` becomes their place. */
static struct node **sort(struct discovery *discovery) {
    size_t count = discovery->nodes.count, done = 0;
    struct node **order = arena_array(discovery->scratch, struct node *, count);
    struct heap heap = {arena_array(discovery->scratch, struct node *, count), 0};
    for (size_t i = 0; i < count; i++)
        ((struct node *)discovery->nodes.entries[i].value)->index = (uint32_t)i;
    heap_push(&heap, discovery->nodes.entries[0].value);
    while (heap.count) {
        struct node *node = heap_pop(&heap);
        order[done++] = node;
        for (size_t i = 0; i < node->parent_count; i++)
            if (--node->parents[i]->children == 0)
                heap_push(&heap, node->parents[i]);
    }
    for (size_t i = 0; i < done; i++)
        order[i]->index = (uint32_t)i;
    return order;
}

static void fill(struct graph *graph, struct arena *arena, struct node **order, size_t count) {
    size_t edges = 0;
    graph->count = count;
    graph->commits = arena_array(arena, struct history_commit, count);
    graph->first = arena_array(arena, uint32_t, count + 1);
    graph->resolved = arena_array(arena, bool, count);
    graph->deltas = arena_array(arena, struct slice, count);
    graph->authors = arena_array(arena, uint64_t, count);
    for (size_t i = 0; i < count; i++)
        edges += order[i]->parent_count;
    graph->parents = arena_array(arena, uint32_t, edges);
    edges = 0;
    for (size_t i = 0; i < count; i++) {
        graph->commits[i] = order[i]->commit;
        graph->resolved[i] = order[i]->resolved;
        graph->deltas[i] = order[i]->delta;
        graph->authors[i] = order[i]->author;
        for (size_t j = 0; j < order[i]->parent_count; j++)
            graph->parents[edges++] = order[i]->parents[j]->index;
        graph->first[i + 1] = (uint32_t)edges;
    }
}

/* From children to parents: the oldest commit of the first-parent line that reaches each. */
static void land(struct graph *graph) {
    uint32_t line = 0;
    bool ended = graph->count == 0;
    for (uint32_t i = 0; i < graph->count; i++) {
        struct history_commit *commit = &graph->commits[i];
        if (!ended && i == line) {
            commit->landed = i;
            ended = graph->first[i] == graph->first[i + 1] || commit->boundary;
            if (!ended)
                line = graph->parents[graph->first[i]];
        }
        for (uint32_t j = graph->first[i]; j < graph->first[i + 1]; j++) {
            struct history_commit *parent = &graph->commits[graph->parents[j]];
            if (parent->landed < commit->landed)
                parent->landed = commit->landed;
        }
    }
}

int graph_read(struct graph *graph, struct arena *arena, struct repository *repository,
               struct store *store, struct error *error) {
    struct arena scratch = ARENA_INIT;
    struct discovery discovery = {
        .arena = arena, .scratch = &scratch, .repository = repository, .store = store};
    int result = -1;
    map_init(&discovery.nodes, &scratch);
    map_init(&discovery.names.known, arena);
    discovery.names.mailmap = repository->mailmap;
    node_of(&discovery, repository->start);
    for (size_t i = 0; i < discovery.nodes.count; i++) {
        if (i >= BOUND_COMMITS) {
            error_set(error, 0, "le dépôt git a plus de %d commits", BOUND_COMMITS);
            goto out;
        }
        if (read_node(&discovery, discovery.nodes.entries[i].value, error) != 0)
            goto out;
    }
    struct node **order = sort(&discovery);
    fill(graph, arena, order, discovery.nodes.count);
    land(graph);
    result = 0;
out:
    arena_dispose(&scratch);
    return result;
}
