#include "history/store.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/map.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The file: a header (magic, checksum of the program's name), then records: key, size, checksum,
 * bytes. Numbers are the machine's own: a cache that came from one of the other kind has another
 * magic number.
 */
#define MAGIC 0x31656e6972746976ULL /* "vitrine1" */
#define LOCK "verrou"
#define SPARED ((size_t)1 << 20) /* bytes of no use that are always left alone */
#define SPARED_TIMES 3           /* the same, times what was of use: other branches and editions */

struct header {
    uint64_t magic;
    uint64_t program;
};

struct record_header {
    unsigned char key[STORE_KEY];
    uint32_t size;
    uint64_t checksum; /* of the key, the size and the bytes */
};

/* A record of the file or put since. */
struct record {
    struct slice whole; /* header and bytes */
    atomic_bool used;
};

struct store {
    int folder;
    char *name;
    uint64_t program;
    char *data; /* of the file when it was opened */
    size_t size;
    ino_t inode;  /* of the file; 0: there was none */
    size_t valid; /* bytes up to the first wrong record; 0: not even a header */
    struct arena arena;
    struct map known; /* records of the file by key: never changed once it is open */
    pthread_mutex_t mutex;
    struct map added; /* records put since, under the mutex */
    struct arena added_arena;
};

/* Eight bytes at a time, with multiplications that mix (as wyhash and others do). */
static uint64_t checksum_of(struct slice bytes, uint64_t seed) {
    const uint64_t factor = 0x9E3779B97F4A7C15ULL;
    uint64_t sum = (seed ^ bytes.size) * factor;
    for (size_t at = 0; at < bytes.size; at += sizeof sum) {
        uint64_t piece = 0;
        size_t left = bytes.size - at;
        memcpy(&piece, bytes.data + at, left < sizeof piece ? left : sizeof piece);
        sum = (sum ^ piece) * factor;
        sum ^= sum >> 29;
    }
    return sum;
}

static uint64_t checksum(const struct store *store, const struct record_header *header,
                         struct slice bytes) {
    struct slice key = {(const char *)header->key, STORE_KEY};
    return checksum_of(bytes, checksum_of(key, store->program));
}

/* ---- Reading */

/* The record at `offset` of the data. Returns false when it is wrong or the data ends before. */
static bool read_record(const struct store *store, size_t offset, struct slice *whole) {
    struct record_header header;
    struct slice rest = {store->data + offset, store->size - offset};
    if (rest.size < sizeof header)
        return false;
    memcpy(&header, rest.data, sizeof header);
    if (header.size > rest.size - sizeof header)
        return false;
    struct slice bytes = slice_part(rest, sizeof header, header.size);
    *whole = slice_part(rest, 0, sizeof header + header.size);
    return checksum(store, &header, bytes) == header.checksum;
}

static struct slice key_of(struct slice whole) {
    return slice_part(whole, 0, STORE_KEY);
}

/* Finds the records in the data. */
static void scan(struct store *store) {
    struct header header;
    struct slice whole;
    store->valid = 0;
    if (store->size < sizeof header)
        return;
    memcpy(&header, store->data, sizeof header);
    if (header.magic != MAGIC || header.program != store->program)
        return;
    store->valid = sizeof header;
    while (read_record(store, store->valid, &whole)) {
        struct record *record = arena_new(&store->arena, struct record);
        record->whole = whole;
        map_put(&store->known, key_of(whole), record);
        store->valid += whole.size;
    }
}

/* Reads up to `size` bytes of a file; what it holds less is not there. */
static void read_file(struct store *store, int file, size_t size) {
    store->data = malloc(size + 1);
    if (!store->data)
        arena_exhausted();
    while (store->size < size) {
        ssize_t got =
            pread(file, store->data + store->size, size - store->size, (off_t)store->size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        store->size += (size_t)got;
    }
}

static bool is_regular(int file, struct stat *status) {
    return fstat(file, status) == 0 && S_ISREG(status->st_mode) && status->st_nlink == 1;
}

static void load(struct store *store) {
    struct stat status;
    int file = file_open_below(store->folder, slice_from(store->name), O_RDONLY);
    if (file < 0)
        return;
    if (is_regular(file, &status) && (uint64_t)status.st_size <= BOUND_CACHE_FILE) {
        store->inode = status.st_ino;
        read_file(store, file, (size_t)status.st_size);
    }
    close(file);
    scan(store);
}

static struct store *open_for(int folder, const char *name, uint64_t program) {
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        arena_exhausted();
    store->folder = folder;
    store->name = slice_string(&store->arena, slice_from(name));
    store->program = program;
    map_init(&store->known, &store->arena);
    map_init(&store->added, &store->added_arena);
    pthread_mutex_init(&store->mutex, NULL);
    load(store);
    return store;
}

struct store *store_open(int folder, const char *name, struct slice program) {
    return open_for(folder, name, checksum_of(program, MAGIC));
}

bool store_get(struct store *store, const unsigned char *key, struct slice *bytes) {
    struct slice wanted = {(const char *)key, STORE_KEY};
    struct record *record = map_get(&store->known, wanted);
    if (record) {
        atomic_store_explicit(&record->used, true, memory_order_relaxed);
    } else {
        pthread_mutex_lock(&store->mutex);
        record = map_get(&store->added, wanted);
        pthread_mutex_unlock(&store->mutex);
    }
    *bytes = record ? slice_from_offset(record->whole, sizeof(struct record_header))
                    : (struct slice){"", 0};
    return record != NULL;
}

void store_put(struct store *store, const unsigned char *key, struct slice bytes) {
    struct record_header header = {.size = (uint32_t)bytes.size};
    struct slice known;
    if (bytes.size > BOUND_CACHE_RECORD || store_get(store, key, &known))
        return;
    memcpy(header.key, key, STORE_KEY);
    header.checksum = checksum(store, &header, bytes);
    pthread_mutex_lock(&store->mutex);
    if (!map_get(&store->added, (struct slice){(const char *)key, STORE_KEY})) {
        struct record *record = arena_new(&store->added_arena, struct record);
        record->whole = slice_concat(&store->added_arena,
                                     (struct slice){(const char *)&header, sizeof header}, bytes);
        map_put(&store->added, key_of(record->whole), record);
    }
    pthread_mutex_unlock(&store->mutex);
}

/* ---- Writing */

static bool write_all(int file, struct slice bytes, size_t offset) {
    while (bytes.size) {
        ssize_t written = pwrite(file, bytes.data, bytes.size, (off_t)offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        offset += (size_t)written;
        bytes = slice_from_offset(bytes, (size_t)written);
    }
    return true;
}

static void gather_added(const struct store *store, struct buffer *bytes) {
    for (size_t i = 0; i < store->added.count; i++)
        buffer_add(bytes, ((struct record *)store->added.entries[i].value)->whole);
}

static void put_record(struct store *store, const struct record *record) {
    store_put(store, (const unsigned char *)record->whole.data,
              slice_from_offset(record->whole, sizeof(struct record_header)));
}

/* How much of the file was asked for. */
static size_t used_bytes(const struct store *store) {
    size_t used = 0;
    for (size_t i = 0; i < store->known.count; i++) {
        const struct record *record = store->known.entries[i].value;
        used += record->used ? record->whole.size : 0;
    }
    return used;
}

/* Whether to write the file anew. */
static bool is_wasteful(const struct store *store, bool whole) {
    size_t used = used_bytes(store), added = 0;
    for (size_t i = 0; i < store->added.count; i++)
        added += ((struct record *)store->added.entries[i].value)->whole.size;
    if (store->valid == 0 || store->valid + added > BOUND_CACHE_FILE)
        return true;
    return whole && store->valid > used + added + SPARED &&
           (store->valid - used) / SPARED_TIMES > used + added;
}

/* A new file beside the old one, with what is of use, then in its place. */
static void rewrite(const struct store *store) {
    struct buffer bytes = BUFFER_INIT;
    struct header header = {MAGIC, store->program};
    char name[64];
    snprintf(name, sizeof name, "nouveau-%ld", (long)getpid());
    buffer_add(&bytes, (struct slice){(const char *)&header, sizeof header});
    for (size_t i = 0; i < store->known.count; i++) {
        const struct record *record = store->known.entries[i].value;
        if (record->used)
            buffer_add(&bytes, record->whole);
    }
    gather_added(store, &bytes);
    unlinkat(store->folder, name, 0);
    int file =
        openat(store->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file >= 0 && bytes.size <= BOUND_CACHE_FILE) {
        bool written = write_all(file, buffer_slice(&bytes), 0);
        if (close(file) != 0 || !written ||
            renameat(store->folder, name, store->folder, store->name) != 0)
            unlinkat(store->folder, name, 0);
    } else if (file >= 0) {
        close(file);
        unlinkat(store->folder, name, 0);
    }
    buffer_dispose(&bytes);
}

static void append(const struct store *store) {
    struct buffer bytes = BUFFER_INIT;
    gather_added(store, &bytes);
    int file = file_open_below(store->folder, slice_from(store->name), O_WRONLY);
    /* What a build that was killed left behind the last good record goes. */
    if (file >= 0 && bytes.size && ftruncate(file, (off_t)store->valid) == 0)
        write_all(file, buffer_slice(&bytes), store->valid);
    if (file >= 0)
        close(file);
    buffer_dispose(&bytes);
}

/* Whether the file is no longer the one that was read: another build wrote to it. */
static bool has_changed(const struct store *store) {
    struct stat status = {0};
    int file = file_open_below(store->folder, slice_from(store->name), O_RDONLY);
    bool there = file >= 0 && fstat(file, &status) == 0;
    if (file >= 0)
        close(file);
    return there != (store->inode != 0) || status.st_ino != store->inode ||
           (size_t)status.st_size != store->size;
}

/* The file as it is now, with what this run used and added. */
static struct store *reopen(const struct store *store) {
    struct store *now = open_for(store->folder, store->name, store->program);
    for (size_t i = 0; i < store->known.count; i++) {
        const struct record *record = store->known.entries[i].value;
        if (record->used)
            put_record(now, record); /* which marks it as used, if it is there */
    }
    for (size_t i = 0; i < store->added.count; i++)
        put_record(now, store->added.entries[i].value);
    return now;
}

static void save(const struct store *store, bool whole) {
    if (is_wasteful(store, whole))
        rewrite(store);
    else if (store->added.count)
        append(store);
}

static void dispose(struct store *store) {
    pthread_mutex_destroy(&store->mutex);
    arena_dispose(&store->arena);
    arena_dispose(&store->added_arena);
    free(store->data);
    free(store);
}

/* Keeps other builds from writing as long as the descriptor is open; -1 when that can't be had. */
static int lock(int folder) {
    int file = openat(folder, LOCK, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    int status = -1;
    while (file >= 0 && (status = flock(file, LOCK_EX)) != 0 && errno == EINTR)
        continue;
    if (file >= 0 && status != 0) {
        close(file);
        file = -1;
    }
    return file;
}

void store_close(struct store *store, bool whole) {
    if (!store)
        return;
    if (store->added.count || (whole && is_wasteful(store, whole) && store->size)) {
        int locked = lock(store->folder);
        if (locked >= 0 && has_changed(store)) {
            struct store *now = reopen(store);
            save(now, whole);
            dispose(now);
        } else if (locked >= 0) {
            save(store, whole);
        }
        if (locked >= 0)
            close(locked);
    }
    dispose(store);
}
