#include "charts/visvalingam.h"

#include "base/map.h"

#include <math.h>
#include <stdbool.h>

struct net {
    struct arena *arena;
    const struct visvalingam_vertex *first; /* of the array */
    struct visvalingam_vertex **heap;       /* those that may leave, the smallest area first */
    size_t count;                           /* in the heap */
    struct map joints; /* pairs of vertices that are joined and have more than two neighbours */
};

/* Equal areas leave in the order of the array: the same everywhere. */
static bool before(const struct visvalingam_vertex *a, const struct visvalingam_vertex *b) {
    return a->area != b->area ? a->area < b->area : a < b;
}

static void put(struct net *net, size_t slot, struct visvalingam_vertex *vertex) {
    net->heap[slot] = vertex;
    vertex->slot = slot;
}

static void rise(struct net *net, struct visvalingam_vertex *vertex) {
    size_t slot = vertex->slot;
    for (; slot > 0 && before(vertex, net->heap[(slot - 1) / 2]); slot = (slot - 1) / 2)
        put(net, slot, net->heap[(slot - 1) / 2]);
    put(net, slot, vertex);
}

static void sink(struct net *net, struct visvalingam_vertex *vertex) {
    size_t slot = vertex->slot;
    for (;;) {
        size_t child = 2 * slot + 1;
        if (child + 1 < net->count && before(net->heap[child + 1], net->heap[child]))
            child++;
        if (child >= net->count || !before(net->heap[child], vertex))
            break;
        put(net, slot, net->heap[child]);
        slot = child;
    }
    put(net, slot, vertex);
}

static struct visvalingam_vertex *take(struct net *net) {
    struct visvalingam_vertex *first = net->heap[0];
    struct visvalingam_vertex *last = net->heap[--net->count];
    if (net->count) {
        last->slot = 0;
        sink(net, last);
    }
    return first;
}

static double triangle(const struct visvalingam_vertex *vertex) {
    const struct visvalingam_vertex *a = vertex->near[0], *b = vertex->near[1];
    return fabs((a->x - vertex->x) * (b->y - vertex->y) - (b->x - vertex->x) * (a->y - vertex->y)) /
           2;
}

/* ---- Who is joined to whom */

static bool is_near(const struct visvalingam_vertex *a, const struct visvalingam_vertex *b) {
    return (a->degree > 0 && a->near[0] == b) || (a->degree > 1 && a->near[1] == b);
}

static void link_vertices(struct visvalingam_vertex *from, struct visvalingam_vertex *to) {
    if (from->degree > 2 || is_near(from, to))
        return;
    if (from->degree < 2)
        from->near[from->degree] = to;
    from->degree++;
}

/* The key of a pair, whichever comes first. */
static struct slice pair_of(size_t pair[2], const struct net *net,
                            const struct visvalingam_vertex *a,
                            const struct visvalingam_vertex *b) {
    pair[0] = (size_t)((a < b ? a : b) - net->first);
    pair[1] = (size_t)((a < b ? b : a) - net->first);
    return (struct slice){(const char *)pair, 2 * sizeof *pair};
}

/* Vertices with two neighbours know them; of two that have more, it is kept apart. */
static bool are_joined(const struct net *net, const struct visvalingam_vertex *a,
                       const struct visvalingam_vertex *b) {
    size_t pair[2];
    if (a->degree <= 2 || b->degree <= 2)
        return a->degree <= 2 ? is_near(a, b) : is_near(b, a);
    return map_get(&net->joints, pair_of(pair, net, a, b)) != NULL;
}

static void join(struct net *net, const struct visvalingam_vertex *a,
                 const struct visvalingam_vertex *b) {
    if (a->degree <= 2 || b->degree <= 2)
        return;
    size_t *pair = arena_array(net->arena, size_t, 2);
    map_put(&net->joints, pair_of(pair, net, a, b), pair);
}

static void link_rings(struct net *net, const struct visvalingam_ring *rings, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < rings[i].count; j++) {
            struct visvalingam_vertex *a = rings[i].vertices[j];
            struct visvalingam_vertex *b = rings[i].vertices[(j + 1) % rings[i].count];
            link_vertices(a, b);
            link_vertices(b, a);
        }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < rings[i].count; j++)
            join(net, rings[i].vertices[j], rings[i].vertices[(j + 1) % rings[i].count]);
}

/* ---- Who leaves */

/* Takes a vertex out between its neighbours; their triangles are new. One that stays keeps track of
 * its neighbours too. */
static void leave(struct net *net, struct visvalingam_vertex *vertex) {
    for (int i = 0; i < 2; i++) {
        struct visvalingam_vertex *neighbour = vertex->near[i], *other = vertex->near[1 - i];
        if (neighbour->degree != 2)
            continue;
        neighbour->near[neighbour->near[1] == vertex] = other;
        if (neighbour->rank == VISVALINGAM_NEVER)
            continue;
        neighbour->area = fmax(triangle(neighbour), vertex->area);
        rise(net, neighbour);
        sink(net, neighbour);
    }
    join(net, vertex->near[0], vertex->near[1]);
}

size_t visvalingam_rank(struct arena *arena, struct visvalingam_vertex *vertices, size_t count,
                        const struct visvalingam_ring *rings, size_t ring_count) {
    struct net net = {.arena = arena,
                      .first = vertices,
                      .heap = arena_array(arena, struct visvalingam_vertex *, count + 1)};
    size_t left = 0;
    map_init(&net.joints, arena);
    link_rings(&net, rings, ring_count);
    for (size_t i = 0; i < count; i++) {
        struct visvalingam_vertex *vertex = &vertices[i];
        vertex->rank = vertex->degree == 2 ? 0 : VISVALINGAM_NEVER;
        if (vertex->degree != 2)
            continue;
        vertex->area = triangle(vertex);
        put(&net, net.count++, vertex);
        rise(&net, vertex);
    }
    while (net.count) {
        struct visvalingam_vertex *vertex = take(&net);
        vertex->rank = VISVALINGAM_NEVER;
        if (are_joined(&net, vertex->near[0], vertex->near[1]))
            continue;
        leave(&net, vertex);
        vertex->rank = left++;
    }
    return left;
}
