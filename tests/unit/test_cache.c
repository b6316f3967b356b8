/* The records that a build keeps for the next: damaged, shared, refused. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/parallel.h"
#include "history/cache.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define RECORDS 300

static char place[] = "/tmp/cache-XXXXXX";
static char folder[64], file[96];

static int make_place(void **state) {
    (void)state;
    if (!mkdtemp(place))
        return -1;
    snprintf(folder, sizeof folder, "%s/cache", place);
    snprintf(file, sizeof file, "%s/edits", folder);
    return 0;
}

static int remove_place(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", place);
    return system(command); /* NOLINT(cert-env33-c): a path of our own */
}

static void clear(void) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c) */
}

static struct cache *open_cache(const char *program) {
    struct error note = ERROR_INIT;
    struct cache *cache = cache_open(folder, slice_from(program), &note);
    if (!cache)
        fail_msg("%s", note.message);
    return cache;
}

static void key_of(size_t number, unsigned char *key) {
    memset(key, (int)(number * 37 & 0xFF), CACHE_KEY);
    memcpy(key, &number, sizeof number);
}

/* Record n: n bytes and a bit, always the same. */
static struct slice bytes_of(size_t number, char *room) {
    size_t size = number * 7 % 500;
    for (size_t i = 0; i < size; i++)
        room[i] = (char)(number * 31 + i);
    return (struct slice){room, size};
}

static void put(struct cache *cache, size_t first, size_t count) {
    unsigned char key[CACHE_KEY];
    char room[512];
    for (size_t i = first; i < first + count; i++) {
        key_of(i, key);
        cache_put(cache, key, bytes_of(i, room));
    }
}

/* How many are there; what is there must be right. */
static size_t count_records(struct cache *cache, size_t first, size_t count) {
    unsigned char key[CACHE_KEY];
    char room[512];
    struct slice bytes;
    size_t found = 0;
    for (size_t i = first; i < first + count; i++) {
        key_of(i, key);
        if (!cache_get(cache, key, &bytes))
            continue;
        assert_true(slice_equal(bytes, bytes_of(i, room)));
        found++;
    }
    return found;
}

static size_t size_of_file(void) {
    struct stat status;
    return stat(file, &status) == 0 ? (size_t)status.st_size : 0;
}

static void write_records(const char *program, size_t first, size_t count) {
    struct cache *cache = open_cache(program);
    put(cache, first, count);
    cache_close(cache, true);
}

static size_t read_records(const char *program, size_t first, size_t count) {
    struct cache *cache = open_cache(program);
    size_t found = count_records(cache, first, count);
    cache_close(cache, false);
    return found;
}

static void test_kept(void **state) {
    (void)state;
    struct stat status;
    unsigned char key[CACHE_KEY] = {0};
    struct slice bytes;
    clear();
    struct cache *cache = open_cache("a");
    put(cache, 0, RECORDS);
    assert_int_equal(count_records(cache, 0, RECORDS), RECORDS); /* before it is written, too */
    cache_close(cache, true);
    size_t size = size_of_file();
    assert_int_equal(read_records("a", 0, RECORDS + 10), RECORDS);
    write_records("a", 0, RECORDS); /* nothing new */
    assert_int_equal(size_of_file(), size);
    write_records("a", RECORDS, 10); /* appended */
    assert_int_equal(read_records("a", 0, RECORDS + 10), RECORDS + 10);
    assert_int_equal(stat(folder, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    assert_int_equal(read_records("b", 0, RECORDS), 0); /* another program */
    write_records("b", 0, 5);
    assert_int_equal(read_records("b", 0, RECORDS), 5);
    assert_false(cache_get(NULL, key, &bytes));
    cache_put(NULL, key, bytes);
    cache_close(NULL, true);
}

static void read_file(struct buffer *bytes) {
    char piece[4096];
    size_t got;
    FILE *stream = fopen(file, "rb");
    assert_non_null(stream);
    while ((got = fread(piece, 1, sizeof piece, stream)) > 0)
        buffer_add(bytes, (struct slice){piece, got});
    fclose(stream);
}

static void write_file(const char *data, size_t size) {
    FILE *stream = fopen(file, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(data, 1, size, stream), size);
    fclose(stream);
}

/* Whatever happens to the file: what is read is right, and what is put is there the next time. */
static void check_damaged(const char *data, size_t size, size_t least) {
    write_file(data, size);
    struct cache *cache = open_cache("a");
    size_t found = count_records(cache, 0, RECORDS);
    assert_in_range(found, least, RECORDS);
    put(cache, 0, RECORDS);
    cache_close(cache, true);
    assert_int_equal(read_records("a", 0, RECORDS), RECORDS);
}

static void test_damaged(void **state) {
    (void)state;
    struct buffer bytes = BUFFER_INIT;
    clear();
    write_records("a", 0, RECORDS);
    read_file(&bytes);
    for (size_t size = 0; size < bytes.size; size += 501)
        check_damaged(bytes.data, size, size > 600 ? 1 : 0);
    for (size_t at = 3; at < bytes.size; at += 499) {
        bytes.data[at] ^= 0x40;
        check_damaged(bytes.data, bytes.size, 0);
        bytes.data[at] ^= 0x40;
    }
    buffer_add(&bytes, SLICE("what a killed build began to write"));
    check_damaged(bytes.data, bytes.size, RECORDS);
    buffer_dispose(&bytes);
}

/* What no run asks for goes, when it is most of a large file and the run was whole. */
static void test_waste(void **state) {
    (void)state;
    enum { MANY = 20000, FEW = 50 };
    clear();
    write_records("a", 0, MANY);
    size_t size = size_of_file();
    assert_int_equal(read_records("a", 0, FEW), FEW); /* a run for a part only */
    assert_int_equal(size_of_file(), size);
    struct cache *cache = open_cache("a");
    assert_int_equal(count_records(cache, 0, FEW), FEW);
    put(cache, MANY, FEW);
    cache_close(cache, true);
    assert_true(size_of_file() < size / 50);
    assert_int_equal(read_records("a", 0, MANY), FEW);
    assert_int_equal(read_records("a", MANY, FEW), FEW);
}

/* Two open at once: what either puts is kept. */
static void test_two(void **state) {
    (void)state;
    clear();
    struct cache *one = open_cache("a"), *two = open_cache("a");
    put(one, 0, 100);
    put(two, 50, 100);
    cache_close(one, true);
    cache_close(two, true);
    assert_int_equal(read_records("a", 0, 150), 150);
    for (size_t i = 0; i < 4; i++) {
        if (fork() == 0) {
            for (size_t j = 0; j < 20; j++)
                write_records("a", 1000 + i * 100 + j * 5, 5);
            _exit(0);
        }
    }
    for (size_t i = 0; i < 4; i++)
        assert_true(wait(NULL) > 0);
    assert_int_equal(read_records("a", 1000, 400), 400);
}

static void put_one(void *context, size_t item, size_t worker) {
    (void)worker;
    put(context, item % RECORDS, 3);
    assert_int_equal(count_records(context, item % RECORDS, 3), 3);
}

static void test_threads(void **state) {
    (void)state;
    clear();
    struct cache *cache = open_cache("a");
    parallel_for((size_t)RECORDS * 4, 4, put_one, cache);
    cache_close(cache, true);
    assert_int_equal(read_records("a", 0, RECORDS + 2), RECORDS + 2);
}

static void expect_refused(const char *path, const char *words) {
    struct error note = ERROR_INIT;
    assert_null(cache_open(path, SLICE("a"), &note));
    if (!strstr(note.message, words))
        fail_msg("%s", note.message);
}

static void test_refused(void **state) {
    (void)state;
    char other[96];
    snprintf(other, sizeof other, "%s/autre", place);
    clear();
    expect_refused("/nulle/part/cache", "/nulle/part/cache");
    assert_int_equal(symlink(place, folder), 0);
    expect_refused(folder, "");
    clear();
    write_records("a", 0, 1);
    assert_int_equal(chmod(folder, 0777), 0);
    expect_refused(folder, "d'autres peuvent écrire");
    assert_int_equal(mkdir(other, 0700), 0);
    expect_refused(place, "autre chose qu'un cache");
    assert_int_equal(chmod(folder, 0755), 0); /* made private again */
    assert_int_equal(read_records("a", 0, 1), 1);
}

/* Links and folders in place of the file, the folder deleted meanwhile. */
static void test_replaced(void **state) {
    (void)state;
    char target[96];
    snprintf(target, sizeof target, "%s/cible", place);
    clear();
    write_records("a", 0, 5);
    assert_int_equal(rename(file, target), 0);
    assert_int_equal(symlink(target, file), 0);
    assert_int_equal(read_records("a", 0, 5), 0); /* not followed */
    write_records("a", 5, 5);                     /* replaced */
    assert_int_equal(read_records("a", 0, 10), 5);
    assert_int_equal(unlink(file), 0);
    assert_int_equal(mkdir(file, 0700), 0);
    write_records("a", 0, 5);
    assert_int_equal(read_records("a", 0, 5), 0);
    assert_int_equal(rmdir(file), 0);
    assert_int_equal(mkfifo(file, 0600), 0);
    assert_int_equal(read_records("a", 0, 5), 0);
    struct cache *cache = open_cache("a");
    clear();
    put(cache, 0, 5);
    cache_close(cache, true);
    assert_int_equal(read_records("a", 0, 5), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kept),    cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_waste),   cmocka_unit_test(test_two),
        cmocka_unit_test(test_threads), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_replaced)};
    return cmocka_run_group_tests(tests, make_place, remove_place);
}
