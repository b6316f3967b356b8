/* A source that is the tree of a git commit. */
#include "base/bounds.h"
#include "base/file.h"
#include "source/listing.h"
#include "source/repository.h"

#include <string.h>

static git_oid oid_of(const unsigned char *id) {
    git_oid oid = {{0}};
    memcpy(oid.id, id, REPOSITORY_ID);
    return oid;
}

static git_tree *look_up(const struct source *source, const unsigned char *id) {
    git_oid oid = oid_of(id);
    git_tree *tree = NULL;
    return git_tree_lookup(&tree, source->repository->handle, &oid) == 0 ? tree : NULL;
}

static const unsigned char *keep_id(struct arena *arena, const git_oid *oid) {
    struct slice id = {(const char *)oid->id, REPOSITORY_ID};
    return (const unsigned char *)slice_copy(arena, id).data;
}

/* The id of a folder of a tree; NULL: there is none of that path. */
static const unsigned char *find_folder(struct arena *arena, const git_tree *tree,
                                        struct slice path) {
    git_tree_entry *entry = NULL;
    const unsigned char *id = NULL;
    if (path.size == 0)
        return keep_id(arena, git_tree_id(tree));
    if (git_tree_entry_bypath(&entry, tree, slice_copy(arena, path).data) == 0 &&
        git_tree_entry_type(entry) == GIT_OBJECT_TREE)
        id = keep_id(arena, git_tree_entry_id(entry));
    git_tree_entry_free(entry);
    return id;
}

int source_open_commit(struct source *source, struct arena *arena, struct repository *repository,
                       const char *path, struct error *error) {
    *source =
        (struct source){.arena = arena, .path = path, .directory = -1, .repository = repository};
    git_oid oid = oid_of(repository->start);
    git_commit *commit = NULL;
    git_tree *tree = NULL;
    int result = 0;
    if (git_commit_lookup(&commit, repository->handle, &oid) != 0 ||
        git_commit_tree(&tree, commit) != 0)
        result = error_set(error, 0, "%s : ce commit ne peut pas être lu", path);
    else
        source->tree = find_folder(arena, tree, repository->content);
    if (result == 0 && !source->tree)
        result = error_set(error, 0, "%s : il n'y a pas de tel dossier dans ce commit", path);
    git_tree_free(tree);
    git_commit_free(commit);
    return result;
}

bool tree_has(const struct source *source, struct slice path) {
    struct arena scratch = ARENA_INIT;
    git_tree *tree = look_up(source, source->tree);
    git_tree_entry *entry = NULL;
    bool regular = tree &&
                   git_tree_entry_bypath(&entry, tree, slice_copy(&scratch, path).data) == 0 &&
                   (git_tree_entry_filemode(entry) == GIT_FILEMODE_BLOB ||
                    git_tree_entry_filemode(entry) == GIT_FILEMODE_BLOB_EXECUTABLE);
    git_tree_entry_free(entry);
    git_tree_free(tree);
    arena_dispose(&scratch);
    return regular;
}

/* The bytes of a file without reading it; 0 when a clone lacks it, which reading it will say. */
static size_t size_of(const struct source *source, const git_tree_entry *entry) {
    size_t size;
    git_object_t type;
    if (git_odb_read_header(&size, &type, source->repository->odb, git_tree_entry_id(entry)) != 0)
        return 0;
    return size;
}

static struct listing_item item_of(const struct source *source, const git_tree_entry *entry) {
    struct listing_item item = {.name = slice_from(git_tree_entry_name(entry)),
                                .kind = SOURCE_SPECIAL,
                                .id = keep_id(source->arena, git_tree_entry_id(entry))};
    switch (git_tree_entry_filemode(entry)) {
    case GIT_FILEMODE_TREE:
        item.folder = true;
        break;
    case GIT_FILEMODE_BLOB:
    case GIT_FILEMODE_BLOB_EXECUTABLE:
        item.kind = SOURCE_FILE;
        item.size = size_of(source, entry);
        break;
    case GIT_FILEMODE_LINK:
        item.kind = SOURCE_LINK;
        break;
    default:
        break;
    }
    return item;
}

/* A commit may hold one folder a million times over: folders count as files do. */
static bool is_full(const struct listing *listing) {
    return listing->source->count + listing->count > BOUND_FILES;
}

static void list_tree(struct listing *listing, const struct listing_folder *folder,
                      const git_tree *tree) {
    size_t count = git_tree_entrycount(tree);
    for (size_t i = 0; i < count && !is_full(listing); i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
        struct source_entry paths;
        if (!listing_paths(listing, folder, slice_from(git_tree_entry_name(entry)), &paths))
            continue;
        struct listing_item item = item_of(listing->source, entry);
        listing_add(listing, folder, &item, &paths);
    }
}

int tree_list(struct listing *listing, struct error *error) {
    struct source *source = listing->source;
    for (size_t i = 0; i < listing->count; i++) {
        struct listing_folder folder = listing->folders[i];
        git_tree *tree = look_up(source, folder.id);
        if (!tree && i == 0)
            return error_set(error, 0, "%s : ce dossier ne peut pas être lu", source->path);
        if (tree) {
            list_tree(listing, &folder, tree);
        } else {
            atomic_store(&source->repository->missing, true);
            struct source_entry closed = {
                .path = folder.path, .raw = folder.raw, .kind = SOURCE_CLOSED};
            arena_push(source->arena, source->entries, source->count, closed);
        }
        git_tree_free(tree);
        if (is_full(listing))
            return error_set(error, 0, "%s : plus de %d fichiers", source->path, BOUND_FILES);
    }
    return 0;
}

int tree_read(const struct source *source, const struct source_entry *entry, size_t limit,
              struct arena *arena, struct slice *bytes, struct error *error) {
    git_odb_object *object = NULL;
    *bytes = (struct slice){"", 0};
    if (entry->size > limit) {
        error_set(error, 0, "%.*s : plus de %zu octets", SLICE_ARG(entry->raw), limit);
        return FILE_TOO_LARGE;
    }
    git_oid oid = oid_of(entry->id);
    int result = 0;
    if (git_odb_read(&object, source->repository->odb, &oid) == 0 &&
        git_odb_object_type(object) == GIT_OBJECT_BLOB) {
        *bytes = slice_copy(
            arena, (struct slice){git_odb_object_data(object), git_odb_object_size(object)});
    } else {
        atomic_store(&source->repository->missing, true);
        result =
            error_set(error, 0, "%.*s : absent de cette copie du dépôt git", SLICE_ARG(entry->raw));
    }
    git_odb_object_free(object);
    return result;
}
