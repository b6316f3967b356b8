#include "publish/staging.h"

#include "base/bounds.h"
#include "base/file.h"
#include "base/parallel.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)64 * 1024)
#define KEPT_BUFFER ((size_t)1024 * 1024) /* a worker's buffer that is larger is given back */

/* A worker's own, on cache lines of its own: the buffer's size changes at every word written. */
struct fill_worker {
    alignas(128) struct arena arena;
    struct buffer buffer;
};

/* What the workers share while files are made. */
struct fill {
    struct publish_job *job;
    struct fill_worker workers[BOUND_JOBS];
    pthread_mutex_t mutex; /* over what follows */
    size_t done;
    size_t failed; /* first file that failed, in the caller's order; count when none has */
    struct error error;
    atomic_bool stop;
};

static int open_at(int parent, const char *name) {
    return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* The staging directory is as open to others as the output it will replace. */
static mode_t mode_of(const struct publish_job *job) {
    struct stat status;
    if (job->place.output >= 0 && fstat(job->place.output, &status) == 0)
        return (status.st_mode & 07777) | S_IRWXU;
    return 0777;
}

static bool may_be_beside(const struct publish_job *job) {
    return !job->options->in_place && job->place.lock_is_file &&
           !place_is_mount_point(&job->place) && !place_holds_working_directory(&job->place);
}

int staging_open(struct publish_job *job, struct error *error) {
    const struct place *place = &job->place;
    job->inner = place->output >= 0 && !may_be_beside(job);
    int parent = job->inner ? place->output : place->parent;
    const char *name = job->inner ? PLACE_INNER_STAGING : place->staging;
    if (mkdirat(parent, name, mode_of(job) & 0777) == 0)
        job->staging = open_at(parent, name);
    return job->staging < 0 ? error_set(error, errno, "%s", place->typed) : 0;
}

/* Whether the old output has these very bytes at this path. */
static bool is_unchanged(int output, const char *path, struct slice bytes) {
    char chunk[CHUNK];
    struct stat status;
    int file = openat(output, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return false;
    bool equal = fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
                 (size_t)status.st_size == bytes.size;
    while (equal && bytes.size) {
        ssize_t got = read(file, chunk, bytes.size < CHUNK ? bytes.size : CHUNK);
        if (got < 0 && errno == EINTR)
            continue;
        equal = got > 0 && memcmp(chunk, bytes.data, (size_t)got) == 0;
        if (equal)
            bytes = slice_from_offset(bytes, (size_t)got);
    }
    close(file);
    return equal;
}

/* Makes a new file, and the folders above it. It must not exist: it might be a link. */
static int create(int root, const char *path) {
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int file = openat(root, path, flags, 0666);
    if (file < 0 && errno == ENOENT && tree_make_folders(root, slice_from(path)) == 0)
        file = openat(root, path, flags, 0666);
    return file;
}

/* Closes, keeping the errno of what failed before it. */
static int close_after(int file, int result) {
    int failure = errno;
    if (close(file) != 0 && result == 0)
        return -1;
    errno = failure;
    return result;
}

static int write_new(int root, const char *path, struct slice bytes) {
    int file = create(root, path);
    return file < 0 ? -1 : close_after(file, file_write_all(file, bytes));
}

static int make_entry(struct publish_job *job, struct plan_entry *entry,
                      struct publish_scratch *scratch, struct slice *bytes, struct error *error) {
    const struct publish_file *file = entry->file;
    *bytes = file->bytes;
    if (file->make && file->make(file->context, file->item, scratch, bytes, error) < 0)
        return -1;
    if (job->old.found && is_unchanged(job->place.output, entry->path.data, *bytes)) {
        entry->state = PLAN_UNCHANGED;
        return 0;
    }
    if (write_new(job->staging, entry->path.data, *bytes) != 0)
        return error_set(error, errno, "%s/%s", job->place.typed, entry->path.data);
    entry->state = PLAN_WRITTEN;
    return 0;
}

static void count_done(struct fill *fill, const struct plan_entry *entry, size_t size) {
    struct publish_report *report = fill->job->report;
    const struct publish_options *options = fill->job->options;
    report->total += size;
    if (entry->state == PLAN_WRITTEN) {
        report->written++;
        report->bytes += size;
    } else {
        report->unchanged++;
    }
    fill->done++;
    if (options->progress)
        options->progress(options->context, fill->done, fill->job->plan.count);
}

/* Items are the caller's: handed out in this order, so the first to fail is always seen. */
static void fill_one(void *context, size_t item, size_t worker) {
    struct fill *fill = context;
    struct publish_job *job = fill->job;
    const struct publish_file *file = &job->plan.files[item];
    if (atomic_load(&fill->stop))
        return;
    struct publish_scratch scratch = {worker, &fill->workers[worker].arena,
                                      &fill->workers[worker].buffer};
    struct plan_entry *entry = map_get(&job->plan.paths, file->path);
    struct error error = ERROR_INIT;
    struct slice bytes;
    int result = make_entry(job, entry, &scratch, &bytes, &error);
    size_t size = bytes.size;
    arena_reset(scratch.arena);
    buffer_reset(scratch.buffer);
    if (scratch.buffer->capacity > KEPT_BUFFER)
        buffer_dispose(scratch.buffer);
    pthread_mutex_lock(&fill->mutex);
    if (result == 0) {
        count_done(fill, entry, size);
    } else if (item < fill->failed) {
        fill->failed = item;
        fill->error = error;
        atomic_store(&fill->stop, true);
    }
    pthread_mutex_unlock(&fill->mutex);
}

int staging_fill(struct publish_job *job, struct error *error) {
    struct fill *fill = aligned_alloc(alignof(struct fill), sizeof *fill);
    if (!fill)
        return error_set(error, ENOMEM, "%s", job->options->output);
    *fill = (struct fill){.job = job, .failed = job->plan.count};
    pthread_mutex_init(&fill->mutex, NULL);
    parallel_for(job->plan.count, job->options->jobs, fill_one, fill);
    pthread_mutex_destroy(&fill->mutex);
    for (size_t i = 0; i < BOUND_JOBS; i++) {
        arena_dispose(&fill->workers[i].arena);
        buffer_dispose(&fill->workers[i].buffer);
    }
    bool failed = fill->failed != job->plan.count;
    if (failed)
        *error = fill->error;
    free(fill);
    return failed ? -1 : 0;
}

static int copy_bytes(int from, int to) {
    char chunk[CHUNK];
    ssize_t got;
    while ((got = read(from, chunk, sizeof chunk)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || file_write_all(to, (struct slice){chunk, (size_t)got}) != 0)
            return -1;
    }
    return 0;
}

static int copy_link(int from, const char *path, int to, const char *target) {
    char words[4096];
    ssize_t size = readlinkat(from, path, words, sizeof words - 1);
    if (size < 0)
        return -1;
    words[size] = '\0';
    return symlinkat(words, to, target);
}

int staging_copy(int from, const char *path, int to, const char *target) {
    struct stat status;
    if (fstatat(from, path, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    if (S_ISLNK(status.st_mode))
        return copy_link(from, path, to, target);
    if (!S_ISREG(status.st_mode)) { /* a FIFO or a device has nothing to copy */
        errno = EINVAL;
        return -1;
    }
    int source = openat(from, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (source < 0)
        return -1;
    int file = create(to, target);
    if (file < 0)
        return close_after(source, -1);
    int result = copy_bytes(source, file);
    struct timespec times[2] = {status.st_atim, status.st_mtim};
    if (result == 0)
        result = fchmod(file, status.st_mode & 07777);
    if (result == 0)
        result = futimens(file, times);
    return close_after(source, close_after(file, result));
}

/* Links `path` of the old output into the staging directory, or copies it where links are refused
 * (by the file system, by fs.protected_hardlinks, by a count that is full). */
static int keep(const struct publish_job *job, const char *path) {
    int from = job->place.output, to = job->staging;
    if (linkat(from, path, to, path, 0) == 0)
        return 0;
    if (errno == ENOENT) {
        if (tree_make_folders(to, slice_from(path)) != 0)
            return -1;
        if (linkat(from, path, to, path, 0) == 0)
            return 0;
    }
    if (errno == ENOENT || errno == EEXIST || errno == ENOSPC || errno == EDQUOT)
        return -1;
    return staging_copy(from, path, to, path);
}

bool staging_is_foreign(const struct publish_job *job, const struct tree_entry *entry) {
    if (slice_starts(entry->path, PUBLISH_OWN_PREFIX))
        return false;
    return !map_get(entry->folder ? &job->old.folders : &job->old.files, entry->path);
}

struct carry {
    struct publish_job *job;
    atomic_int failure;
    atomic_size_t item;
};

static void fail(struct carry *carry, int failure, size_t item) {
    int none = 0;
    if (atomic_compare_exchange_strong(&carry->failure, &none, failure))
        atomic_store(&carry->item, item);
}

static void keep_unchanged(void *context, size_t item, size_t worker) {
    struct carry *carry = context;
    const struct plan_entry *entry = &carry->job->plan.entries[item];
    (void)worker;
    if (entry->state == PLAN_UNCHANGED && atomic_load(&carry->failure) == 0 &&
        keep(carry->job, entry->path.data) != 0)
        fail(carry, errno, item);
}

static void carry_file(void *context, size_t item, size_t worker) {
    struct carry *carry = context;
    const struct tree_entry *entry = &carry->job->tree.entries[item];
    (void)worker;
    if (entry->folder || !staging_is_foreign(carry->job, entry) || atomic_load(&carry->failure))
        return;
    /* What has gone since it was listed was somebody's to remove. */
    if (keep(carry->job, entry->path.data) != 0 && errno != ENOENT)
        fail(carry, errno, item);
}

/* Foreign folders, empty ones too. They are open to us until their files are in. */
static int carry_folders(struct publish_job *job, struct error *error) {
    for (size_t i = 0; i < job->tree.count; i++) {
        const struct tree_entry *entry = &job->tree.entries[i];
        if (!entry->folder || !staging_is_foreign(job, entry))
            continue;
        if (tree_make_folders(job->staging, entry->path) != 0 ||
            (mkdirat(job->staging, entry->path.data, 0777) != 0 && errno != EEXIST))
            return error_set(error, errno, "%s/%s", job->place.typed, entry->path.data);
    }
    return 0;
}

/* Gives foreign folders their mode and mtime, deepest first: some may refuse writing. */
static void dress_folders(struct publish_job *job) {
    for (size_t i = job->tree.count; i-- > 0;) {
        const struct tree_entry *entry = &job->tree.entries[i];
        struct stat status;
        if (!entry->folder || !staging_is_foreign(job, entry) ||
            fstatat(job->place.output, entry->path.data, &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        struct timespec times[2] = {status.st_atim, status.st_mtim};
        (void)!fchmodat(job->staging, entry->path.data, status.st_mode & 07777, 0);
        (void)!utimensat(job->staging, entry->path.data, times, AT_SYMLINK_NOFOLLOW);
    }
}

/* Gives the staging directory the owner and the mode of the output, as far as we may. */
static void dress_root(struct publish_job *job) {
    struct stat status;
    if (job->place.output < 0 || fstat(job->place.output, &status) != 0)
        return;
    if (fchown(job->staging, status.st_uid, status.st_gid) != 0)
        (void)!fchown(job->staging, (uid_t)-1, status.st_gid);
    (void)!fchmod(job->staging, status.st_mode & 07777);
}

static int carry_error(const struct carry *carry, struct slice path, struct error *error) {
    return error_set(error, atomic_load(&carry->failure), "%s/%s", carry->job->place.typed,
                     path.data);
}

int staging_complete(struct publish_job *job, struct error *error) {
    struct carry carry = {.job = job};
    if (!job->inner) {
        parallel_for(job->plan.count, job->options->jobs, keep_unchanged, &carry);
        if (atomic_load(&carry.failure))
            return carry_error(&carry, job->plan.entries[atomic_load(&carry.item)].path, error);
        if (carry_folders(job, error) != 0)
            return -1;
        parallel_for(job->tree.count, job->options->jobs, carry_file, &carry);
        if (atomic_load(&carry.failure))
            return carry_error(&carry, job->tree.entries[atomic_load(&carry.item)].path, error);
        dress_folders(job);
    }
    if (manifest_write(job->staging, job->manifest, error) != 0)
        return -1;
    if (job->options->durable && syncfs(job->staging) != 0)
        return error_set(error, errno, "%s", job->place.typed);
    if (!job->inner)
        dress_root(job);
    return 0;
}

void staging_drop(struct publish_job *job) {
    struct error ignored;
    if (job->staging < 0)
        return;
    close(job->staging);
    job->staging = -1;
    tree_remove_all(job->inner ? job->place.output : job->place.parent,
                    job->inner ? PLACE_INNER_STAGING : job->place.staging, job->options->jobs,
                    &ignored);
}
