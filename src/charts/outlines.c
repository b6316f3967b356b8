#include "charts/outlines.h"

#include "base/buffer.h"
#include "base/map.h"
#include "charts/visvalingam.h"

#include <math.h>

#define PRECISION 1e6 /* points closer than a millionth of a degree, a hand, are one */
#define SEEN 1.5      /* a point that changes a drawing by less, in square steps, is left out */
#define ISLAND 6      /* an island that covers less, in square steps, is left out */
#define DOT 3         /* the side of what stands for what is too small */
#define SIZES 4       /* tried, each half of the one before */
#define SCANS 24      /* heights at which room is looked for in a shape */
#define BAND 7        /* lines that are looked at to know that a band is free */
#define CUTS 64       /* edges that a line may cross */

/* A point of an outline, in millionths of a degree: what neighbours have in common. */
struct place {
    long long longitude;
    long long latitude;
};

/* On the grid. */
struct corner {
    int x, y;
};

struct ring {
    size_t shape;
    bool island; /* no other outline touches it, but the one that it is a hole for */
};

struct work {
    struct arena *arena; /* given back at the end */
    const struct outlines_shape *shapes;
    size_t count;
    double west;   /* where longitudes begin */
    double narrow; /* how much shorter a degree of longitude is */
    struct visvalingam_vertex *vertices;
    struct place *places; /* of the vertices */
    size_t vertex_count;
    struct map known;               /* a place to its vertex */
    struct ring *rings;             /* of all shapes, in their order */
    struct visvalingam_ring *lines; /* of the same rings */
    size_t ring_count;
    size_t leaving;         /* vertices that can be left out */
    double left, top;       /* what the vertices span, in degrees of latitude */
    double right, bottom;   /* y goes down */
    struct corner *corners; /* room for those of a ring */
};

/* ---- Projection */

struct range {
    double west, south, east, north;
};

static struct range range_of(const struct work *work, bool taken[360]) {
    struct range range = {180, 90, -180, -90};
    for (size_t i = 0; i < work->count; i++)
        for (size_t j = 0; j < work->shapes[i].ring_count; j++)
            for (size_t k = 0; k < work->shapes[i].rings[j].count; k++) {
                struct outlines_point point = work->shapes[i].rings[j].points[k];
                range.west = fmin(range.west, point.longitude);
                range.east = fmax(range.east, point.longitude);
                range.south = fmin(range.south, point.latitude);
                range.north = fmax(range.north, point.latitude);
                taken[((int)floor(point.longitude) + 180) % 360] = true;
            }
    return range;
}

/* The end of the longest run of degrees where there is no point. */
static double after_widest_gap(const bool taken[360]) {
    int run = 0, widest = 0, end = 0;
    for (int i = 0; i < 720; i++) {
        run = taken[i % 360] ? 0 : run + 1;
        if (run > widest && run < 360) {
            widest = run;
            end = (i + 1) % 360;
        }
    }
    return end - 180;
}

static void choose_projection(struct work *work) {
    const double pi = 3.14159265358979323846;
    bool taken[360] = {false};
    struct range range = range_of(work, taken);
    work->west = range.east - range.west > 180 ? after_widest_gap(taken) : range.west;
    work->narrow = cos((range.south + range.north) / 2 * pi / 180);
}

/* ---- Points in common */

static struct visvalingam_vertex *vertex_at(struct work *work, struct outlines_point point) {
    double east = point.longitude - work->west;
    if (east < 0)
        east += 360;
    struct place *place = &work->places[work->vertex_count];
    *place = (struct place){llround(east * PRECISION), llround(point.latitude * PRECISION)};
    struct visvalingam_vertex *vertex = &work->vertices[work->vertex_count];
    struct slice key = {(const char *)place, sizeof *place};
    struct visvalingam_vertex *known = map_put(&work->known, key, vertex);
    if (known)
        return known;
    vertex->x = (double)place->longitude / PRECISION * work->narrow;
    vertex->y = -(double)place->latitude / PRECISION;
    if (work->vertex_count == 0) {
        work->left = work->right = vertex->x;
        work->top = work->bottom = vertex->y;
    }
    work->left = fmin(work->left, vertex->x);
    work->right = fmax(work->right, vertex->x);
    work->top = fmin(work->top, vertex->y);
    work->bottom = fmax(work->bottom, vertex->y);
    work->vertex_count++;
    return vertex;
}

static void add_ring(struct work *work, size_t shape, const struct outlines_ring *ring) {
    struct visvalingam_ring *line = &work->lines[work->ring_count];
    line->vertices = arena_array(work->arena, struct visvalingam_vertex *, ring->count + 1);
    line->count = 0;
    for (size_t i = 0; i < ring->count; i++) {
        struct visvalingam_vertex *vertex = vertex_at(work, ring->points[i]);
        if (line->count == 0 || line->vertices[line->count - 1] != vertex)
            line->vertices[line->count++] = vertex;
    }
    while (line->count > 1 && line->vertices[line->count - 1] == line->vertices[0])
        line->count--;
    if (line->count >= 3)
        work->rings[work->ring_count++].shape = shape;
}

static void gather(struct work *work) {
    size_t points = 0, rings = 0;
    for (size_t i = 0; i < work->count; i++) {
        rings += work->shapes[i].ring_count;
        for (size_t j = 0; j < work->shapes[i].ring_count; j++)
            points += work->shapes[i].rings[j].count;
    }
    work->vertices = arena_array(work->arena, struct visvalingam_vertex, points + 1);
    work->places = arena_array(work->arena, struct place, points + 1);
    work->rings = arena_array(work->arena, struct ring, rings + 1);
    work->lines = arena_array(work->arena, struct visvalingam_ring, rings + 1);
    work->corners = arena_array(work->arena, struct corner, points + 1);
    map_init(&work->known, work->arena);
    for (size_t i = 0; i < work->count; i++)
        for (size_t j = 0; j < work->shapes[i].ring_count; j++)
            add_ring(work, i, &work->shapes[i].rings[j]);
    work->leaving = visvalingam_rank(work->arena, work->vertices, work->vertex_count, work->lines,
                                     work->ring_count);
    for (size_t i = 0; i < work->ring_count; i++) {
        work->rings[i].island = true;
        for (size_t j = 0; j < work->lines[i].count; j++)
            work->rings[i].island =
                work->rings[i].island && work->lines[i].vertices[j]->degree == 2;
    }
}

/* ---- On the grid */

/* How the whole is drawn: its scale, and which vertices are left out. */
struct manner {
    double scale; /* steps a degree of latitude */
    size_t rank;  /* the first to stay */
};

static struct corner corner_of(const struct work *work, const struct manner *manner,
                               const struct visvalingam_vertex *vertex) {
    return (struct corner){(int)lround((vertex->x - work->left) * manner->scale),
                           (int)lround((vertex->y - work->top) * manner->scale)};
}

static bool is_straight(struct corner a, struct corner b, struct corner c) {
    return (long long)(b.x - a.x) * (c.y - b.y) == (long long)(b.y - a.y) * (c.x - b.x);
}

/* The corners of a ring; fewer than three when nothing is left of it. One in line with its
 * neighbours changes nothing of the drawing, even where outlines part. */
static size_t corners_of(const struct work *work, const struct manner *manner, size_t ring) {
    const struct visvalingam_ring *line = &work->lines[ring];
    struct corner *corners = work->corners;
    size_t count = 0;
    for (size_t i = 0; i < line->count; i++) {
        if (line->vertices[i]->rank < manner->rank)
            continue;
        struct corner next = corner_of(work, manner, line->vertices[i]);
        while (count > 1 && is_straight(corners[count - 2], corners[count - 1], next))
            count--;
        if (count == 0 || corners[count - 1].x != next.x || corners[count - 1].y != next.y)
            corners[count++] = next;
    }
    while (count > 2 && is_straight(corners[count - 2], corners[count - 1], corners[0]))
        count--;
    return count;
}

/* Twice the area of a ring. */
static long long area_of(const struct corner *corners, size_t count) {
    long long area = 0;
    for (size_t i = 0; i < count; i++) {
        struct corner a = corners[i], b = corners[(i + 1) % count];
        area += (long long)a.x * b.y - (long long)b.x * a.y;
    }
    return area < 0 ? -area : area;
}

static void add_path(struct buffer *out, const struct corner *corners, size_t count) {
    buffer_format(out, "M%d %d", corners[0].x, corners[0].y);
    for (size_t i = 1; i < count; i++) {
        int x = corners[i].x - corners[i - 1].x;
        int y = corners[i].y - corners[i - 1].y;
        buffer_format(out, i == 1 ? "l%d" : x < 0 ? "%d" : " %d", x);
        buffer_format(out, y < 0 ? "%d" : " %d", y);
    }
    buffer_add_byte(out, 'z');
}

/* Where the dot of a shape of which nothing is left goes: at its first point. */
static size_t dot_of(const struct work *work, const struct manner *manner, size_t shape) {
    struct outlines_point point = work->shapes[shape].rings[0].points[0];
    double east = point.longitude - work->west;
    double x = (east < 0 ? east + 360 : east) * work->narrow - work->left;
    int left = (int)lround(x * manner->scale) - DOT / 2;
    int top = (int)lround((-point.latitude - work->top) * manner->scale) - DOT / 2;
    left = left < 0 ? 0 : left;
    top = top < 0 ? 0 : top;
    work->corners[0] = (struct corner){left, top};
    work->corners[1] = (struct corner){left + DOT, top};
    work->corners[2] = (struct corner){left + DOT, top + DOT};
    work->corners[3] = (struct corner){left, top + DOT};
    return 4;
}

static void add_edges(struct arena *arena, struct outlines_drawn *drawn,
                      const struct corner *corners, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct corner a = corners[i], b = corners[(i + 1) % count];
        struct outlines_edge edge = {a.x, a.y, b.x, b.y};
        arena_push(arena, drawn->edges, drawn->edge_count, edge);
    }
}

/* Appends the path of a shape, whose rings begin at `*ring`, and goes to those of the next. Keeps
 * its edges when `drawn` is there. */
static void draw_shape(const struct work *work, const struct manner *manner, size_t shape,
                       size_t *ring, struct buffer *out, struct arena *arena,
                       struct outlines_drawn *drawn) {
    size_t before = out->size;
    bool ended = false;
    while (!ended) {
        size_t count = 0;
        ended = *ring == work->ring_count || work->rings[*ring].shape != shape;
        if (!ended) {
            count = corners_of(work, manner, *ring);
            if (work->rings[*ring].island && area_of(work->corners, count) < 2 * ISLAND)
                count = 0;
            ++*ring;
        } else if (out->size == before && work->shapes[shape].ring_count) {
            count = dot_of(work, manner, shape);
        }
        if (count < 3)
            continue;
        add_path(out, work->corners, count);
        if (drawn)
            add_edges(arena, drawn, work->corners, count);
    }
}

static size_t weight_of(const struct work *work, const struct manner *manner, size_t most,
                        struct buffer *out) {
    size_t ring = 0;
    buffer_reset(out);
    for (size_t shape = 0; shape < work->count && out->size <= most; shape++)
        draw_shape(work, manner, shape, &ring, out, NULL, NULL);
    return out->size;
}

/* How many vertices are too small to be seen at a scale. */
static size_t unseen(const struct work *work, double scale) {
    size_t unseen = 0;
    for (size_t i = 0; i < work->vertex_count; i++)
        if (work->vertices[i].rank != VISVALINGAM_NEVER &&
            work->vertices[i].area * scale * scale < SEEN)
            unseen++;
    return unseen;
}

/* Leaves out as few vertices as the weight allows; false when it does not. */
static bool choose_rank(const struct work *work, struct manner *manner, size_t bytes,
                        struct buffer *out) {
    size_t low = unseen(work, manner->scale), high = work->leaving;
    manner->rank = low;
    if (weight_of(work, manner, bytes, out) <= bytes)
        return true;
    while (low < high) { /* low is too heavy, high is light enough, or else nothing is */
        manner->rank = low + (high - low + 1) / 2;
        bool light = weight_of(work, manner, bytes, out) <= bytes;
        if (light && manner->rank == high)
            break;
        if (light)
            high = manner->rank;
        else
            low = manner->rank;
    }
    manner->rank = high;
    return weight_of(work, manner, bytes, out) <= bytes;
}

static void draw_all(const struct work *work, const struct manner *manner, struct arena *arena,
                     struct outlines *outlines, struct buffer *out) {
    size_t ring = 0;
    outlines->width = (int)lround((work->right - work->left) * manner->scale);
    outlines->height = (int)lround((work->bottom - work->top) * manner->scale);
    outlines->shapes = arena_array(arena, struct outlines_drawn, work->count);
    outlines->count = work->count;
    for (size_t shape = 0; shape < work->count; shape++) {
        struct outlines_drawn *drawn = &outlines->shapes[shape];
        buffer_reset(out);
        draw_shape(work, manner, shape, &ring, out, arena, drawn);
        drawn->path = slice_copy(arena, buffer_slice(out));
    }
}

static bool draw(const struct work *work, struct arena *arena, int size, size_t bytes,
                 struct outlines *outlines) {
    double span = fmax(work->right - work->left, work->bottom - work->top);
    struct buffer out = BUFFER_INIT;
    bool drawn = false;
    for (int i = 0; i < SIZES && span > 0 && !drawn; i++) {
        struct manner manner = {(size >> i) / span, 0};
        drawn = choose_rank(work, &manner, bytes, &out);
        if (drawn)
            draw_all(work, &manner, arena, outlines, &out);
    }
    buffer_dispose(&out);
    return drawn;
}

bool outlines_make(struct arena *arena, const struct outlines_shape *shapes, size_t count, int size,
                   size_t bytes, struct outlines *outlines) {
    struct arena temporary = ARENA_INIT;
    struct work work = {.arena = &temporary, .shapes = shapes, .count = count};
    *outlines = (struct outlines){0};
    choose_projection(&work);
    gather(&work);
    bool drawn = draw(&work, arena, size, bytes, outlines);
    arena_dispose(&temporary);
    return drawn;
}

/* ---- Room inside a shape */

/* The widest part of the line at `y` that is inside; false when there is none, or when the line is
 * cut so often that nothing has room. */
static bool inside_at(const struct outlines_drawn *shape, double y, double *from, double *to) {
    double cuts[CUTS];
    size_t count = 0;
    for (size_t i = 0; i < shape->edge_count; i++) {
        const struct outlines_edge *edge = &shape->edges[i];
        if ((edge->y1 < y) == (edge->y2 < y))
            continue;
        if (count == CUTS)
            return false;
        double cut = edge->x1 + (y - edge->y1) * (edge->x2 - edge->x1) / (edge->y2 - edge->y1);
        size_t at = count++;
        for (; at > 0 && cuts[at - 1] > cut; at--)
            cuts[at] = cuts[at - 1];
        cuts[at] = cut;
    }
    *from = *to = 0;
    for (size_t i = 0; i + 1 < count; i += 2)
        if (cuts[i + 1] - cuts[i] > *to - *from) {
            *from = cuts[i];
            *to = cuts[i + 1];
        }
    return *to > *from;
}

/* The part that is inside at all heights of a band. */
static bool inside_band(const struct outlines_drawn *shape, double top, double height, double *from,
                        double *to) {
    double left, right;
    *from = -INFINITY;
    *to = INFINITY;
    for (int line = 0; line < BAND; line++) {
        if (!inside_at(shape, top + height * line / (BAND - 1), &left, &right))
            return false;
        *from = fmax(*from, left);
        *to = fmin(*to, right);
    }
    return *to > *from;
}

double outlines_room(const struct outlines_drawn *shape, double height, double *x, double *y) {
    double top = INFINITY, bottom = -INFINITY, widest = 0, from, to;
    for (size_t i = 0; i < shape->edge_count; i++) {
        top = fmin(top, shape->edges[i].y1);
        bottom = fmax(bottom, shape->edges[i].y1);
    }
    for (int i = 1; i < SCANS && bottom - top > height; i++) {
        double at = top + (bottom - top - height) * i / SCANS;
        if (!inside_band(shape, at, height, &from, &to) || to - from <= widest)
            continue;
        widest = to - from;
        *x = (from + to) / 2;
        *y = at + height / 2;
    }
    return widest;
}
