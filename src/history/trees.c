#include "history/trees.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/utf8.h"
#include "history/tree_cache.h"

#include <stdlib.h>
#include <string.h>

/* The kinds of entry, from the mode's text. */
enum kind { KIND_TREE, KIND_FILE, KIND_OTHER };

struct entry {
    struct slice name;
    enum kind kind;
    bool executable;
    const unsigned char *id;
    size_t size; /* bytes of the whole entry */
};

struct cursor {
    const char *at, *end;
    struct entry entry; /* at `at`, unless it is `end` */
    bool broken;
};

static enum kind kind_of(struct slice mode, bool *executable) {
    *executable = false;
    if (slice_is(mode, "40000") || slice_is(mode, "040000"))
        return KIND_TREE;
    if (!slice_starts(mode, "100") || mode.size != 6)
        return KIND_OTHER;
    *executable = ((mode.data[3] - '0') & 1) != 0;
    return KIND_FILE;
}

/* "100644 name\0" and the 20 bytes of the id. */
static void parse(struct cursor *cursor) {
    size_t left = (size_t)(cursor->end - cursor->at);
    if (left == 0)
        return;
    const char *space = memchr(cursor->at, ' ', left < 8 ? left : 8);
    const char *zero = space ? memchr(space, '\0', (size_t)(cursor->end - space)) : NULL;
    if (!zero || cursor->end - zero <= REPOSITORY_ID) {
        cursor->broken = true;
        cursor->at = cursor->end;
        return;
    }
    struct entry *entry = &cursor->entry;
    entry->name = (struct slice){space + 1, (size_t)(zero - space - 1)};
    entry->kind =
        kind_of((struct slice){cursor->at, (size_t)(space - cursor->at)}, &entry->executable);
    entry->id = (const unsigned char *)zero + 1;
    entry->size = (size_t)(zero + 1 + REPOSITORY_ID - cursor->at);
}

static void advance(struct cursor *cursor) {
    cursor->at += cursor->entry.size;
    parse(cursor);
}

static struct cursor cursor_of(git_odb_object *tree) {
    struct cursor cursor = {0};
    if (tree) {
        cursor.at = git_odb_object_data(tree);
        cursor.end = cursor.at + git_odb_object_size(tree);
        parse(&cursor);
    }
    return cursor;
}

/* Git's order: bytewise, a folder as if its name ended in "/". */
static int compare_entries(const struct entry *a, const struct entry *b) {
    size_t size = a->name.size < b->name.size ? a->name.size : b->name.size;
    int order = memcmp(a->name.data, b->name.data, size);
    if (order != 0)
        return order;
    unsigned char x = a->name.size > size ? (unsigned char)a->name.data[size]
                                          : (a->kind == KIND_TREE ? '/' : '\0');
    unsigned char y = b->name.size > size ? (unsigned char)b->name.data[size]
                                          : (b->kind == KIND_TREE ? '/' : '\0');
    return x < y ? -1 : x > y;
}

/* ---- One folder after another */

/* A folder of one of the pairs of trees. */
struct visit {
    size_t pair;
    unsigned char before[REPOSITORY_ID], after[REPOSITORY_ID];
};

/* A folder, of all pairs in which it differs. */
struct folder {
    struct slice path;
    unsigned depth;
    struct visit *visits;
    size_t count;
};

struct comparison {
    struct trees *trees;
    struct arena *arena;
    struct tree_pair *pairs;
    size_t *met;           /* of each pair: entries that differ */
    struct map folders;    /* by path: each after the one that holds it */
    struct folder *folder; /* in hand */
    const struct visit *visit;
};

static struct folder *folder_of(struct comparison *comparison, struct slice path, unsigned depth) {
    struct folder *folder = map_get(&comparison->folders, path);
    if (folder)
        return folder;
    folder = arena_new(comparison->arena, struct folder);
    folder->path = path;
    folder->depth = depth;
    map_put(&comparison->folders, path, folder);
    return folder;
}

static void add_folder(struct comparison *comparison, const struct entry *before,
                       const struct entry *after) {
    const struct entry *entry = before ? before : after;
    const struct folder *above = comparison->folder;
    if (above->depth + 1 >= BOUND_FOLDERS)
        return; /* no content lies so deep (source.h) */
    struct path *path = paths_get(comparison->trees->paths, above->path, entry->name, true);
    if (!path)
        return;
    struct folder *folder = folder_of(comparison, path->text, above->depth + 1);
    struct visit visit = {.pair = comparison->visit->pair};
    if (before)
        memcpy(visit.before, before->id, REPOSITORY_ID);
    if (after)
        memcpy(visit.after, after->id, REPOSITORY_ID);
    arena_push(comparison->arena, folder->visits, folder->count, visit);
}

static struct tree_file file_of(const struct entry *entry) {
    struct tree_file file = {0};
    if (!entry)
        return file;
    file.here = entry->kind == KIND_FILE;
    file.other = entry->kind == KIND_OTHER;
    if (file.here) {
        file.executable = entry->executable;
        memcpy(file.blob, entry->id, REPOSITORY_ID);
    }
    return file;
}

static void add_file(struct comparison *comparison, const struct entry *before,
                     const struct entry *after) {
    struct tree_change change = {NULL, file_of(before), file_of(after)};
    if (!change.before.here && !change.after.here)
        return;
    const struct entry *entry = before ? before : after;
    struct slice folder = comparison->folder->path;
    struct tree_changes *changes = &comparison->pairs[comparison->visit->pair].changes;
    change.path = paths_get(comparison->trees->paths, folder, entry->name, false);
    if (change.path)
        arena_push(comparison->arena, changes->items, changes->count, change);
}

/* An entry that both have under one name and differs, or that only one has. */
static void add(struct comparison *comparison, const struct entry *before,
                const struct entry *after) {
    const struct entry *entry = before ? before : after;
    comparison->met[comparison->visit->pair]++;
    if (entry && entry->kind == KIND_TREE)
        add_folder(comparison, before, after);
    else
        add_file(comparison, before, after);
}

/* How many bytes are the same at the start of both. */
static size_t same_bytes(const char *a, const char *b, size_t size) {
    const size_t step = 1024;
    size_t at = 0;
    while (size - at >= step && memcmp(a + at, b + at, step) == 0)
        at += step;
    while (at < size && a[at] == b[at])
        at++;
    return at;
}

/* Passes the entries that are the same in both, byte for byte: nearly all of a large folder. */
static void pass_same(struct cursor *a, struct cursor *b) {
    size_t left_a = (size_t)(a->end - a->at), left_b = (size_t)(b->end - b->at);
    size_t size = left_a < left_b ? left_a : left_b;
    size_t same = same_bytes(a->at, b->at, size), passed = 0;
    if (same == left_a && same == left_b) {
        a->at = a->end;
        b->at = b->end;
        return;
    }
    while (passed < same) {
        const char *entry = a->at + passed;
        const char *zero = memchr(entry, '\0', left_a - passed);
        size_t next = zero ? (size_t)(zero + 1 + REPOSITORY_ID - a->at) : same + 1;
        if (next > same)
            break;
        passed = next;
    }
    a->at += passed;
    b->at += passed;
    parse(a);
    parse(b);
}

static void compare_buffers(struct comparison *comparison, struct cursor *a, struct cursor *b) {
    for (;;) {
        pass_same(a, b);
        bool more_a = a->at != a->end, more_b = b->at != b->end;
        if (!more_a && !more_b)
            return;
        int order = !more_a ? 1 : !more_b ? -1 : compare_entries(&a->entry, &b->entry);
        add(comparison, order <= 0 ? &a->entry : NULL, order >= 0 ? &b->entry : NULL);
        if (order <= 0)
            advance(a);
        if (order >= 0)
            advance(b);
    }
}

static int compare_folder(struct comparison *comparison, struct error *error) {
    struct tree_cache *cache = comparison->trees->cache;
    const struct visit *visit = comparison->visit;
    git_odb_object *before = NULL, *after = NULL;
    int status = 0;
    if (!repository_is_no_id(visit->before))
        status = tree_cache_get(cache, visit->before, &before, error);
    if (status == 0 && !repository_is_no_id(visit->after))
        status = tree_cache_get(cache, visit->after, &after, error);
    if (status == 0) {
        struct cursor a = cursor_of(before), b = cursor_of(after);
        compare_buffers(comparison, &a, &b);
        if (a.broken || b.broken)
            status = error_set(error, 0, "le dépôt git est abîmé : un dossier est illisible");
        else if (comparison->met[visit->pair] > BOUND_FILES)
            status = error_set(error, 0, "un commit du dépôt git change plus de %d fichiers",
                               BOUND_FILES);
    }
    git_odb_object_free(before);
    git_odb_object_free(after);
    return status;
}

static int by_path(const void *left, const void *right) {
    const struct tree_change *a = left, *b = right;
    return slice_compare(a->path->text, b->path->text);
}

static void add_root(struct comparison *comparison, size_t pair) {
    struct visit visit = {.pair = pair};
    struct folder *root = folder_of(comparison, (struct slice){"", 0}, 0);
    memcpy(visit.before, comparison->pairs[pair].before, REPOSITORY_ID);
    memcpy(visit.after, comparison->pairs[pair].after, REPOSITORY_ID);
    if (memcmp(visit.before, visit.after, REPOSITORY_ID) != 0)
        arena_push(comparison->arena, root->visits, root->count, visit);
}

int trees_compare(struct trees *trees, struct tree_pair *pairs, size_t count, struct arena *arena,
                  struct error *error) {
    struct comparison comparison = {.trees = trees, .arena = arena, .pairs = pairs};
    comparison.met = arena_array(arena, size_t, count);
    map_init(&comparison.folders, arena);
    for (size_t i = 0; i < count; i++)
        add_root(&comparison, i);
    for (size_t i = 0; i < comparison.folders.count; i++) {
        comparison.folder = comparison.folders.entries[i].value;
        for (size_t j = 0; j < comparison.folder->count; j++) {
            comparison.visit = &comparison.folder->visits[j];
            int status = compare_folder(&comparison, error);
            if (status != 0)
                return status;
        }
    }
    for (size_t i = 0; i < count; i++)
        if (pairs[i].changes.count > 1)
            qsort(pairs[i].changes.items, pairs[i].changes.count, sizeof *pairs[i].changes.items,
                  by_path);
    return 0;
}

/* ---- One path */

/* What is looked for in a folder. */
struct wanted {
    struct slice name;
    enum kind kind;
    struct arena *scratch; /* NULL: the name is wanted byte for byte; else in form C */
};

static bool is_wanted(const struct entry *entry, const struct wanted *wanted) {
    if (entry->kind != wanted->kind)
        return false;
    if (slice_equal(entry->name, wanted->name))
        return true;
    return wanted->scratch && utf8_check(entry->name) == entry->name.size &&
           slice_equal(utf8_nfc(wanted->scratch, entry->name), wanted->name);
}

static int find_entry(struct trees *trees, const unsigned char *tree, const struct wanted *wanted,
                      unsigned char *id, struct error *error) {
    git_odb_object *object;
    int status = tree_cache_get(trees->cache, tree, &object, error);
    if (status != 0)
        return status;
    memset(id, 0, REPOSITORY_ID);
    for (struct cursor cursor = cursor_of(object); cursor.at != cursor.end; advance(&cursor)) {
        if (is_wanted(&cursor.entry, wanted)) {
            memcpy(id, cursor.entry.id, REPOSITORY_ID);
            break;
        }
    }
    git_odb_object_free(object);
    return 0;
}

static bool is_ascii(struct slice text) {
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return false;
    return true;
}

/* Goes down `path` from `root`; its last step is `last`, the others folders. */
static int descend(struct trees *trees, const unsigned char *root, struct slice path,
                   enum kind last, struct arena *scratch, unsigned char *id, struct error *error) {
    unsigned char folder[REPOSITORY_ID];
    struct slice step;
    memcpy(id, root, REPOSITORY_ID);
    while (!repository_is_no_id(id) && slice_next_field(&path, '/', &step)) {
        if (step.size == 0)
            continue;
        struct wanted wanted = {step, path.size ? KIND_TREE : last, scratch};
        if (is_ascii(step))
            wanted.scratch = NULL; /* spelled in one way only */
        memcpy(folder, id, REPOSITORY_ID);
        int status = find_entry(trees, folder, &wanted, id, error);
        if (status != 0)
            return status;
    }
    return 0;
}

int trees_descend(struct trees *trees, const unsigned char *root, struct slice path,
                  unsigned char *id, struct error *error) {
    return descend(trees, root, path, KIND_TREE, NULL, id, error);
}

int trees_find(struct trees *trees, const unsigned char *root, struct slice path,
               struct arena *scratch, unsigned char *blob, struct error *error) {
    return descend(trees, root, path, KIND_FILE, scratch, blob, error);
}

void trees_open(struct trees *trees, struct repository *repository, struct paths *paths) {
    *trees = (struct trees){repository, paths, tree_cache_new(repository)};
}

void trees_close(struct trees *trees) {
    tree_cache_free(trees->cache);
}
