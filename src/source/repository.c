#include "source/repository.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const unsigned char repository_no_id[REPOSITORY_ID];

/* Describes what libgit2 refused. */
static int refuse(struct error *error, const char *what) {
    const git_error *last = git_error_last();
    return error_set(error, 0, "%s : %s", what, last && last->message ? last->message : "git");
}

/* Where the content lies below the root of the working tree; the root itself: empty. */
static int find_content(struct repository *repository, struct arena *arena, const char *directory,
                        struct error *error) {
    const char *work = git_repository_workdir(repository->handle);
    if (!work)
        return 0; /* bare: its root */
    char *root = realpath(work, NULL);
    char *place = realpath(directory, NULL);
    int result = 0;
    if (!root || !place) {
        result = error_set(error, 0, "%s : le dossier du dépôt git est introuvable", directory);
    } else if (path_is_below(slice_from(place), slice_from(root))) {
        size_t size = strlen(root);
        struct slice below = slice_from_offset(slice_from(place), size);
        while (below.size && below.data[0] == '/')
            below = slice_from_offset(below, 1);
        repository->content = slice_copy(arena, below);
    }
    free(root);
    free(place);
    return result;
}

/* Whether a remote promised to give later what it left out. */
static bool is_promised(git_repository *repository) {
    git_config *config = NULL;
    git_config_iterator *iterator = NULL;
    git_config_entry *entry;
    bool promised = false;
    if (git_repository_config_snapshot(&config, repository) == 0 &&
        git_config_iterator_glob_new(&iterator, config,
                                     "^(remote\\..*\\.(promisor|partialclonefilter)|"
                                     "extensions\\.partialclone)$") == 0)
        promised = git_config_next(&entry, iterator) == 0;
    git_config_iterator_free(iterator);
    git_config_free(config);
    return promised;
}

/* HEAD's commit, which is not parsed here. Returns 1 when there is none yet. */
static int find_head(struct repository *repository, struct error *error) {
    git_oid oid;
    int status = git_reference_name_to_id(&oid, repository->handle, "HEAD");
    if (status == GIT_ENOTFOUND)
        return 1;
    if (status != 0)
        return refuse(error, "HEAD");
    memcpy(repository->start, oid.id, REPOSITORY_ID);
    return 0;
}

static int find_ref(struct repository *repository, const char *ref, struct error *error) {
    git_object *object = NULL, *commit = NULL;
    int status = git_revparse_single(&object, repository->handle, ref);
    if (status == 0)
        status = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
    if (status == 0)
        memcpy(repository->start, git_object_id(commit)->id, REPOSITORY_ID);
    git_object_free(commit);
    git_object_free(object);
    if (status == 0)
        return 0;
    bool shallow = git_repository_is_shallow(repository->handle) == 1;
    return error_set(error, 0,
                     "« %s » n'est ni une branche, ni une étiquette, ni un commit du dépôt git%s",
                     ref, shallow ? ", qui est incomplet ici : git fetch --unshallow --tags" : "");
}

static int open_repository(struct repository *repository, const char *directory,
                           struct error *error) {
    /* Extensions that change nothing of how objects are read. */
    const char *extensions[] = {"partialclone", "worktreeconfig", "preciousobjects"};
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0); /* it is only read, nothing is run */
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof *extensions);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    int status = git_repository_open_ext(&repository->handle, directory, 0, NULL);
    if (status == 0 || status == GIT_ENOTFOUND)
        return 0;
    return refuse(error, directory);
}

int repository_open(struct repository *repository, struct arena *arena,
                    const struct repository_options *options, struct error *error) {
    *repository = (struct repository){.open = true};
    if (open_repository(repository, options->directory, error) != 0)
        return -1;
    if (!repository->handle)
        return 0;
    if (options->content)
        repository->content = slice_from(options->content);
    else if (find_content(repository, arena, options->directory, error) != 0)
        return -1;
    int status =
        options->ref ? find_ref(repository, options->ref, error) : find_head(repository, error);
    if (status > 0) {
        git_repository_free(repository->handle);
        repository->handle = NULL;
    }
    if (status != 0)
        return status > 0 ? 0 : -1;
    if (git_repository_odb(&repository->odb, repository->handle) != 0)
        return refuse(error, options->directory);
    repository->bare = git_repository_is_bare(repository->handle) == 1;
    repository->shallow = git_repository_is_shallow(repository->handle) == 1;
    repository->promised = is_promised(repository->handle);
    if (git_mailmap_from_repository(&repository->mailmap, repository->handle) != 0)
        repository->mailmap = NULL;
    return 0;
}

static struct slice real_path(struct arena *arena, const char *path) {
    char *real = path ? realpath(path, NULL) : NULL;
    struct slice copy = slice_copy(arena, slice_from(real));
    free(real);
    return copy;
}

void repository_folders(struct arena *arena, const char *directory, struct slice *work,
                        struct slice *own) {
    git_repository *handle = NULL;
    git_libgit2_init();
    *work = *own = SLICE("");
    if (git_repository_open_ext(&handle, directory, 0, NULL) == 0) {
        *work = real_path(arena, git_repository_workdir(handle));
        *own = real_path(arena, git_repository_commondir(handle));
    }
    git_repository_free(handle);
    git_libgit2_shutdown();
}

void repository_close(struct repository *repository) {
    if (!repository->open)
        return;
    git_index_free(repository->index);
    git_mailmap_free(repository->mailmap);
    git_odb_free(repository->odb);
    git_repository_free(repository->handle);
    git_libgit2_shutdown();
    *repository = (struct repository){0};
}

void repository_read_index(struct repository *repository) {
    if (!repository->handle || repository->bare || repository->index ||
        git_repository_index(&repository->index, repository->handle) != 0)
        return;
    git_index_find(NULL, repository->index, "."); /* sorts it, before threads look in it */
}

bool repository_holds(const struct repository *repository, struct slice path, size_t size,
                      struct timespec modified, const unsigned char *blob) {
    struct stat index;
    char whole[BOUND_PATH * 2];
    const char *slash = repository->content.size ? "/" : "";
    if (!repository->index || path.size + repository->content.size + 2 > sizeof whole ||
        stat(git_index_path(repository->index), &index) != 0)
        return false;
    snprintf(whole, sizeof whole, "%.*s%s%.*s", SLICE_ARG(repository->content), slash,
             SLICE_ARG(path));
    const git_index_entry *entry = git_index_get_bypath(repository->index, whole, 0);
    if (!entry || memcmp(entry->id.id, blob, REPOSITORY_ID) != 0)
        return false;
    return entry->file_size == (uint32_t)size && entry->mtime.seconds == modified.tv_sec &&
           entry->mtime.nanoseconds == (uint32_t)modified.tv_nsec &&
           modified.tv_sec < index.st_mtim.tv_sec;
}

int repository_at_tag(const struct repository *repository, struct slice tag,
                      struct repository *other) {
    struct arena scratch = ARENA_INIT;
    git_reference *reference = NULL;
    git_object *commit = NULL;
    const char *name = slice_format(&scratch, "refs/tags/%.*s", SLICE_ARG(tag)).data;
    int result = -1;
    *other = *repository;
    other->open = false;
    other->missing = false;
    if (git_reference_lookup(&reference, repository->handle, name) == 0 &&
        git_reference_peel(&commit, reference, GIT_OBJECT_COMMIT) == 0) {
        memcpy(other->start, git_object_id(commit)->id, REPOSITORY_ID);
        result = 0;
    }
    git_object_free(commit);
    git_reference_free(reference);
    arena_dispose(&scratch);
    return result;
}

int repository_time(const struct repository *repository, int64_t *seconds) {
    git_oid oid;
    git_commit *commit = NULL;
    memcpy(oid.id, repository->start, REPOSITORY_ID);
    if (git_commit_lookup(&commit, repository->handle, &oid) != 0)
        return -1;
    *seconds = git_commit_time(commit);
    git_commit_free(commit);
    return 0;
}

static const char *name_of(git_object_t type) {
    if (type == GIT_OBJECT_COMMIT)
        return "le commit";
    return type == GIT_OBJECT_TREE ? "le dossier" : "le fichier";
}

int repository_read(struct repository *repository, const unsigned char *id, git_object_t type,
                    git_odb_object **object, struct error *error) {
    git_oid oid;
    memcpy(oid.id, id, REPOSITORY_ID);
    char text[GIT_OID_HEXSZ + 1];
    *object = NULL;
    int status = git_odb_read(object, repository->odb, &oid);
    if (status == 0 && git_odb_object_type(*object) == type)
        return 0;
    git_odb_object_free(*object);
    *object = NULL;
    bool optional = repository->promised || (repository->shallow && type == GIT_OBJECT_COMMIT);
    if (status == GIT_ENOTFOUND && optional) {
        repository->missing |= repository->promised;
        return REPOSITORY_MISSING;
    }
    return error_set(error, 0, "le dépôt git est abîmé : %s %s manque ou est illisible",
                     name_of(type), git_oid_tostr(text, sizeof text, &oid));
}
