#include "publish/inplace.h"

#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A publication to finish: both manifests, and where things are. */
struct finish {
    int output;
    int staging;
    const char *typed;
    struct manifest old;
    struct manifest new;
};

static int open_inner(int output) {
    return openat(output, PLACE_INNER_STAGING, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static int copy_in(struct publish_job *job, int inner, struct error *error) {
    for (size_t i = 0; i < job->plan.count; i++) {
        const struct plan_entry *entry = &job->plan.entries[i];
        if (entry->state == PLAN_WRITTEN &&
            staging_copy(job->staging, entry->path.data, inner, entry->path.data) != 0)
            return error_set(error, errno, "%s/%s", job->place.typed, entry->path.data);
    }
    return manifest_write(inner, job->manifest, error);
}

/* The output is another file system, or another mount: what was written is copied. */
static int move_by_copies(struct publish_job *job, struct error *error) {
    struct error ignored;
    const struct place *place = &job->place;
    int inner = -1;
    if (mkdirat(place->output, PLACE_INNER_STAGING, S_IRWXU) == 0)
        inner = open_inner(place->output);
    if (inner < 0)
        return error_set(error, errno, "%s", place->typed);
    if (copy_in(job, inner, error) != 0) {
        close(inner);
        tree_remove_all(place->output, PLACE_INNER_STAGING, job->options->jobs, &ignored);
        return -1;
    }
    staging_drop(job);
    job->staging = inner;
    job->inner = true;
    return 0;
}

int inplace_move_in(struct publish_job *job, struct error *error) {
    const struct place *place = &job->place;
    if (renameat(place->parent, place->staging, place->output, PLACE_INNER_STAGING) != 0)
        return move_by_copies(job, error);
    job->inner = true;
    return 0;
}

static bool is_obsolete(const struct finish *finish, struct slice path) {
    return map_get(&finish->new.files, path) == NULL;
}

/* An old file that stands where a folder must go, or below a path that becomes a file. */
static bool is_in_the_way(const struct finish *finish, struct slice path) {
    if (map_get(&finish->new.folders, path))
        return true;
    for (struct slice above = path_directory(path); above.size; above = path_directory(above))
        if (map_get(&finish->new.files, above))
            return true;
    return false;
}

/* Removes the folders above a path, as far as they are empty and not needed. Those that have gone
 * already were removed by a run that was killed before it came to the ones above. */
static void remove_empty_folders(const struct finish *finish, struct slice path,
                                 struct arena *arena) {
    for (struct slice above = path_directory(path); above.size; above = path_directory(above)) {
        if (map_get(&finish->new.folders, above))
            return;
        if (unlinkat(finish->output, slice_string(arena, above), AT_REMOVEDIR) != 0 &&
            errno != ENOENT)
            return;
    }
}

static int remove_obsolete(const struct finish *finish, bool in_the_way, struct arena *arena,
                           struct error *error) {
    for (size_t i = 0; i < finish->old.count; i++) {
        struct slice path = finish->old.paths[i];
        if (!is_obsolete(finish, path) || is_in_the_way(finish, path) != in_the_way)
            continue;
        /* A second run may find a folder of the new site where it removed a file. */
        if (unlinkat(finish->output, path.data, 0) != 0 && errno != ENOENT && errno != ENOTDIR &&
            errno != EISDIR)
            return error_set(error, errno, "%s/%s", finish->typed, path.data);
        remove_empty_folders(finish, path, arena);
    }
    return 0;
}

/* Puts one file in place; one that is not in the staging directory is there already. */
static int put(const struct finish *finish, struct slice path, struct error *error) {
    const char *name = path.data;
    if (renameat(finish->staging, name, finish->output, name) == 0)
        return 0;
    if (errno == ENOENT && faccessat(finish->staging, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    if (tree_make_folders(finish->output, path) == 0 &&
        renameat(finish->staging, name, finish->output, name) == 0)
        return 0;
    return error_set(error, errno, "%s/%s", finish->typed, name);
}

static int put_all(const struct finish *finish, bool additions, struct error *error) {
    for (size_t i = 0; i < finish->new.count; i++) {
        struct slice path = finish->new.paths[i];
        if ((map_get(&finish->old.files, path) == NULL) == additions &&
            put(finish, path, error) != 0)
            return -1;
    }
    return 0;
}

static int finish_all(const struct finish *finish, struct arena *arena, struct error *error) {
    if (remove_obsolete(finish, true, arena, error) != 0 || put_all(finish, true, error) != 0 ||
        put_all(finish, false, error) != 0 || remove_obsolete(finish, false, arena, error) != 0)
        return -1;
    if (renameat(finish->staging, MANIFEST_NAME, finish->output, MANIFEST_NAME) != 0)
        return error_set(error, errno, "%s/" MANIFEST_NAME, finish->typed);
    return 0;
}

int inplace_finish(struct publish_job *job, struct error *error) {
    struct finish finish = {.output = job->place.output, .typed = job->place.typed};
    finish.staging = open_inner(finish.output);
    if (finish.staging < 0)
        return error_set(error, errno, "%s", finish.typed);
    int result = manifest_read(finish.output, &job->arena, &finish.old, error);
    if (result == 0)
        result = manifest_read(finish.staging, &job->arena, &finish.new, error);
    if (result == 0)
        result = finish_all(&finish, &job->arena, error);
    close(finish.staging);
    return result == 0
               ? tree_remove_all(finish.output, PLACE_INNER_STAGING, job->options->jobs, error)
               : -1;
}

int inplace_recover(struct publish_job *job, bool *finished, struct error *error) {
    *finished = false;
    if (job->place.output < 0)
        return 0;
    int staging = open_inner(job->place.output);
    if (staging < 0)
        return errno == ENOENT
                   ? 0
                   : error_set(error, errno, "%s/" PLACE_INNER_STAGING, job->place.typed);
    *finished = manifest_is_there(staging);
    close(staging);
    if (*finished)
        return inplace_finish(job, error);
    return tree_remove_all(job->place.output, PLACE_INNER_STAGING, job->options->jobs, error);
}
