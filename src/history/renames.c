#include "history/renames.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/path.h"
#include "history/similar.h"

#include <stdlib.h>
#include <string.h>

#define BASENAME_SCORE (SIMILAR_HALF + (SIMILAR_MAX - SIMILAR_HALF) / 2)
#define ALTERNATIVES 100 /* files with the same bytes that are looked at for the same name */
#define STEPS 5000       /* the same, with those that have a partner */
#define BEST_OF 4        /* sources kept for each new file in the last step */

/* A file that went or came. */
struct side {
    const struct tree_change *change;
    const unsigned char *blob;
    struct slice name; /* without its folder */
    uint32_t index;    /* of the change */
    bool used;
    bool loaded;
    bool known; /* `similar` tells */
    size_t size;
    struct similar similar;
};

struct search {
    struct arena arena;
    struct repository *repository;
    struct side *gone, *new;
    size_t gone_count, new_count;
    size_t gone_left, new_left; /* without a partner */
    uint32_t *from;
    struct error *error;
};

static void collect(struct search *search, const struct tree_changes *changes) {
    for (size_t i = 0; i < changes->count; i++) {
        const struct tree_change *change = &changes->items[i];
        search->from[i] = RENAMES_NONE;
        struct side side = {
            .change = change, .name = path_name(change->path->text), .index = (uint32_t)i};
        if (change->before.here && !change->after.here && !change->after.other) {
            side.blob = change->before.blob;
            arena_push(&search->arena, search->gone, search->gone_count, side);
        } else if (change->after.here && !change->before.here && !change->before.other) {
            side.blob = change->after.blob;
            arena_push(&search->arena, search->new, search->new_count, side);
        }
    }
    search->gone_left = search->gone_count;
    search->new_left = search->new_count;
}

static void pair(struct search *search, struct side *gone, struct side *new) {
    gone->used = new->used = true;
    search->gone_left--;
    search->new_left--;
    search->from[new->index] = gone->index;
}

/* ---- The same bytes */

static int by_blob(const void *left, const void *right) {
    const struct side *a = *(const struct side *const *)left,
                      *b = *(const struct side *const *)right;
    int order = memcmp(a->blob, b->blob, REPOSITORY_ID);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* The first of the sorted sides with this blob. */
static size_t lower_bound(struct side **sorted, size_t count, const unsigned char *blob) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp(sorted[middle]->blob, blob, REPOSITORY_ID) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Of the files with these bytes, the first of the same name, else the first. */
static struct side *same_bytes(struct search *search, struct side **sorted, size_t *starts,
                               const struct side *new) {
    size_t first = lower_bound(sorted, search->gone_count, new->blob), seen = 0;
    struct side *best = NULL;
    if (first == search->gone_count)
        return NULL;
    /* Those at the start that have a partner are passed only once. */
    size_t *start = &starts[first];
    while (*start < search->gone_count && sorted[*start]->used)
        (*start)++;
    size_t end = *start + STEPS < search->gone_count ? *start + STEPS : search->gone_count;
    for (size_t i = *start; i < end && seen <= ALTERNATIVES; i++) {
        if (memcmp(sorted[i]->blob, new->blob, REPOSITORY_ID) != 0)
            break;
        if (sorted[i]->used)
            continue;
        seen++;
        if (slice_equal(sorted[i]->name, new->name))
            return sorted[i];
        if (!best)
            best = sorted[i];
    }
    return best;
}

static void pair_same_bytes(struct search *search) {
    size_t count = search->gone_count;
    struct side **sorted = arena_array(&search->arena, struct side *, count);
    size_t *starts = arena_array(&search->arena, size_t, count);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &search->gone[i];
        starts[i] = i;
    }
    qsort(sorted, count, sizeof *sorted, by_blob);
    for (size_t i = 0; i < search->new_count; i++) {
        struct side *gone = same_bytes(search, sorted, starts, &search->new[i]);
        if (gone)
            pair(search, gone, &search->new[i]);
    }
}

/* ---- Much in common */

/* The size without the bytes: enough for most pairs. */
static int load_size(struct search *search, struct side *side) {
    if (side->loaded)
        return 0;
    git_oid oid;
    git_object_t type;
    memcpy(oid.id, side->blob, REPOSITORY_ID);
    side->loaded = true;
    if (git_odb_read_header(&side->size, &type, search->repository->odb, &oid) == 0)
        return 0;
    git_odb_object *object; /* says what is wrong */
    int status =
        repository_read(search->repository, side->blob, GIT_OBJECT_BLOB, &object, search->error);
    side->size = SIZE_MAX;
    git_odb_object_free(object);
    return status == -1 ? -1 : 0;
}

static int load(struct search *search, struct side *side) {
    if (side->known)
        return 0;
    git_odb_object *object;
    int status =
        repository_read(search->repository, side->blob, GIT_OBJECT_BLOB, &object, search->error);
    side->known = true;
    if (status != 0)
        return status == -1 ? -1 : 0;
    struct slice bytes = {git_odb_object_data(object), git_odb_object_size(object)};
    similar_measure(&side->similar, bytes, &search->arena);
    git_odb_object_free(object);
    return 0;
}

/* 0 when it is below `least`. Returns 0, or -1. */
static int measure(struct search *search, struct side *gone, struct side *new, unsigned least,
                   unsigned *score) {
    *score = 0;
    if (search->repository->missing)
        return 0; /* asking for what is not there is slow, and most will not be */
    if (load_size(search, gone) != 0 || load_size(search, new) != 0)
        return -1;
    if (gone->size > BOUND_TEXT_FILE || new->size > BOUND_TEXT_FILE ||
        similar_is_hopeless(gone->size, new->size, least))
        return 0;
    if (load(search, gone) != 0 || load(search, new) != 0)
        return -1;
    unsigned found = similar_score(&gone->similar, &new->similar);
    *score = found < least ? 0 : found;
    return 0;
}

/* ---- The same name in another folder */

static int by_name(const void *left, const void *right) {
    const struct side *a = *(const struct side *const *)left,
                      *b = *(const struct side *const *)right;
    int order = slice_compare(a->name, b->name);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* Those without a partner whose name no other such one has, sorted by name. */
static struct side **unique_names(struct search *search, struct side *sides, size_t count,
                                  size_t *kept) {
    struct side **sorted = arena_array(&search->arena, struct side *, count);
    size_t left = 0;
    for (size_t i = 0; i < count; i++)
        if (!sides[i].used)
            sorted[left++] = &sides[i];
    *kept = 0;
    if (left == 0)
        return sorted;
    qsort(sorted, left, sizeof *sorted, by_name);
    for (size_t i = 0, end; i < left; i = end) {
        for (end = i + 1; end < left && slice_equal(sorted[i]->name, sorted[end]->name);)
            end++;
        if (end == i + 1)
            sorted[(*kept)++] = sorted[i];
    }
    return sorted;
}

static int pair_same_names(struct search *search) {
    size_t gone_count, new_count, j = 0;
    struct side **gone = unique_names(search, search->gone, search->gone_count, &gone_count);
    struct side **new = unique_names(search, search->new, search->new_count, &new_count);
    for (size_t i = 0; i < gone_count; i++) {
        while (j < new_count && slice_compare(new[j]->name, gone[i]->name) < 0)
            j++;
        if (j == new_count)
            break;
        if (!slice_equal(new[j]->name, gone[i]->name))
            continue;
        unsigned score;
        if (measure(search, gone[i], new[j], BASENAME_SCORE, &score) != 0)
            return -1;
        if (score)
            pair(search, gone[i], new[j]);
    }
    return 0;
}

/* ---- All that is left, two by two */

struct candidate {
    struct side *gone, *new; /* NULL: none */
    unsigned score;
    bool same_name;
    uint32_t order; /* ties keep it */
};

/* Whether `a` is worse than `b`. */
static bool is_worse(const struct candidate *a, const struct candidate *b) {
    if (!a->gone || !b->gone)
        return !a->gone && b->gone;
    return a->score != b->score ? a->score < b->score : a->same_name < b->same_name;
}

static int by_score(const void *left, const void *right) {
    const struct candidate *a = left, *b = right;
    if (is_worse(a, b))
        return 1;
    if (is_worse(b, a))
        return -1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Keeps the candidate if it beats the worst of the best ones. */
static void record(struct candidate *best, const struct candidate *candidate) {
    struct candidate *worst = &best[0];
    for (size_t i = 1; i < BEST_OF; i++)
        if (is_worse(&best[i], worst))
            worst = &best[i];
    if (is_worse(worst, candidate)) {
        uint32_t order = worst->order;
        *worst = *candidate;
        worst->order = order;
    }
}

static int rank(struct search *search, struct side *new, struct candidate *best) {
    for (size_t i = 0; i < search->gone_count; i++) {
        struct candidate candidate = {&search->gone[i], new, 0, false, 0};
        if (candidate.gone->used)
            continue;
        if (measure(search, candidate.gone, new, SIMILAR_HALF, &candidate.score) != 0)
            return -1;
        candidate.same_name = slice_equal(candidate.gone->name, new->name);
        if (candidate.score)
            record(best, &candidate);
    }
    return 0;
}

static int pair_the_rest(struct search *search) {
    size_t count = 0, total = search->new_left * BEST_OF;
    if (search->gone_left == 0 || search->new_left == 0 ||
        search->new_left > (size_t)BOUND_RENAMES * BOUND_RENAMES / search->gone_left)
        return 0;
    struct candidate *all = arena_array(&search->arena, struct candidate, total);
    for (size_t i = 0; i < total; i++)
        all[i].order = (uint32_t)i;
    for (size_t i = 0; i < search->new_count; i++) {
        if (search->new[i].used)
            continue;
        if (rank(search, &search->new[i], all + count) != 0)
            return -1;
        count += BEST_OF;
    }
    qsort(all, total, sizeof *all, by_score);
    for (size_t i = 0; i < total && all[i].gone; i++)
        if (!all[i].gone->used && !all[i].new->used)
            pair(search, all[i].gone, all[i].new);
    return 0;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): `from` is written through search.from */
int renames_find(const struct tree_changes *changes, struct repository *repository, uint32_t *from,
                 struct error *error) {
    struct search search = {
        .arena = ARENA_INIT, .repository = repository, .from = from, .error = error};
    int result = 0;
    collect(&search, changes);
    if (search.gone_count && search.new_count) {
        pair_same_bytes(&search);
        if (search.gone_left && search.new_left)
            result = pair_same_names(&search);
        if (result == 0)
            result = pair_the_rest(&search);
    }
    arena_dispose(&search.arena);
    return result;
}
