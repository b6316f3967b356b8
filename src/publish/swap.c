#include "publish/swap.h"

#include "base/parallel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int exchange(int directory, const char *staged, const char *output) {
#ifdef RENAME_EXCHANGE
    return renameat2(directory, staged, directory, output, RENAME_EXCHANGE);
#else
    (void)directory, (void)staged, (void)output;
    errno = ENOSYS;
    return -1;
#endif
}

/* Whether an errno says that this file system, or this place, knows no exchange. */
static bool is_impossible(int failure) {
    return failure == EXDEV || failure == EBUSY || failure == ENOSYS || failure == EINVAL ||
           failure == EPERM || failure == EACCES || failure == EOPNOTSUPP;
}

int swap_commit(struct publish_job *job, struct error *error) {
    const struct place *place = &job->place;
    int result;
    if (place->output < 0)
        result = renameat(place->parent, place->staging, place->parent, place->name);
    else
        result = (job->options->exchange ? job->options->exchange
                                         : exchange)(place->parent, place->staging, place->name);
    if (result != 0 && place->output >= 0 && is_impossible(errno))
        return SWAP_IMPOSSIBLE;
    return result == 0 ? 0 : error_set(error, errno, "%s", place->typed);
}

/* The removal of an old site from which foreign files may have to be saved. */
struct clearing {
    int old;
    int now; /* the output */
    const struct manifest *manifest;
    const struct tree *tree;
};

static bool is_newer(const struct stat *a, const struct stat *b) {
    if (a->st_mtim.tv_sec != b->st_mtim.tv_sec)
        return a->st_mtim.tv_sec > b->st_mtim.tv_sec;
    return a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

/* A foreign file of the old site: the new one has it already, or lacks it, or has an older one. */
static void save_file(const struct clearing *clearing, struct slice path) {
    struct stat old, now;
    if (fstatat(clearing->old, path.data, &old, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    bool missing = fstatat(clearing->now, path.data, &now, AT_SYMLINK_NOFOLLOW) != 0;
    bool same = !missing && old.st_dev == now.st_dev && old.st_ino == now.st_ino;
    if (!same && (missing || is_newer(&old, &now))) {
        tree_make_folders(clearing->now, path);
        renameat(clearing->old, path.data, clearing->now, path.data);
        return;
    }
    tree_unlink(clearing->old, path);
}

static void clear_one(void *context, size_t item, size_t worker) {
    const struct clearing *clearing = context;
    const struct tree_entry *entry = &clearing->tree->entries[item];
    (void)worker;
    if (entry->folder || slice_is(entry->path, MANIFEST_NAME))
        return;
    if (map_get(&clearing->manifest->files, entry->path))
        tree_unlink(clearing->old, entry->path);
    else
        save_file(clearing, entry->path);
}

/*
 * Empties an old site: first what `tree` lists, then, if something is left, what is found there.
 * The manifest goes last: without it, foreign files would be taken for ours by the next run.
 */
static int clear(struct clearing *clearing, size_t jobs, struct arena *arena, struct error *error) {
    struct tree found;
    for (int pass = 0; pass < 3; pass++) {
        if (!clearing->tree) {
            if (tree_scan(clearing->old, jobs, arena, &found, error) != 0)
                return -1;
            clearing->tree = &found;
        }
        parallel_for(clearing->tree->count, jobs, clear_one, clearing);
        tree_remove_folders(clearing->old, clearing->tree, jobs);
        clearing->tree = NULL;
        if (place_is_empty(clearing->old))
            return tree_unlink(clearing->old, SLICE(MANIFEST_NAME)) == 0
                       ? 0
                       : error_set(error, errno, MANIFEST_NAME);
    }
    return error_set(error, 0, "il n'est pas vide");
}

static void say_left(const struct publish_job *job) {
    struct error note;
    error_set(&note, 0,
              "l'ancien site n'a pas pu être supprimé en entier : il en reste dans « %s », à côté "
              "de « %s »",
              job->place.staging, job->place.typed);
    if (job->options->note)
        job->options->note(job->options->context, note.message);
}

void swap_clear_old(struct publish_job *job) {
    int old = openat(job->place.parent, job->place.staging,
                     O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (old < 0)
        return;
    struct clearing clearing = {old, job->place.output, &job->old, &job->tree};
    struct error ignored;
    int result = clear(&clearing, job->options->jobs, &job->arena, &ignored);
    close(old);
    if (result != 0 || unlinkat(job->place.parent, job->place.staging, AT_REMOVEDIR) != 0)
        say_left(job);
}

static int refuse_leftover(const struct publish_job *job, const struct error *why,
                           struct error *error) {
    return error_set(
        error, 0,
        "« %s », à côté de « %s », reste d'une construction interrompue et ne peut pas "
        "être supprimé (%s) : supprimez-le",
        job->place.staging, job->place.typed, why->message);
}

int swap_recover(struct publish_job *job, struct error *error) {
    const struct place *place = &job->place;
    struct error why = ERROR_INIT;
    int old =
        openat(place->parent, place->staging, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (old < 0 && errno == ENOENT)
        return 0;
    int result = old < 0 ? error_set(&why, errno, "%s", place->staging) : 0;
    if (result == 0 && place->output >= 0 && manifest_is_there(old)) {
        struct manifest manifest;
        struct clearing clearing = {old, place->output, &manifest, NULL};
        result = manifest_read(old, &job->arena, &manifest, &why);
        if (result == 0)
            result = clear(&clearing, job->options->jobs, &job->arena, &why);
    }
    if (old >= 0)
        close(old);
    if (result == 0)
        result = tree_remove_all(place->parent, place->staging, job->options->jobs, &why);
    return result == 0 ? 0 : refuse_leftover(job, &why, error);
}
