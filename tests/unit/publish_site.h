/*
 * What the tests of publish/ share: a scratch directory, small sites made from a number, and
 * looking at what came out.
 */
#ifndef TESTS_PUBLISH_SITE_H
#define TESTS_PUBLISH_SITE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "publish/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SITE_FILES 9

/* A scratch directory, the working directory during a test, and a site of a generation. */
struct site {
    char scratch[40];
    struct publish_file files[SITE_FILES];
    size_t count;
    int generation;
};

/* Paths of three generations: some stay, some change, a file becomes a folder and back. */
static const char *const site_paths[3][SITE_FILES] = {
    {"index.html", "style.css", "actions/index.html", "actions/1-maison/index.html",
     "images/logo.svg", "agenda.ics", "a", "b/c/d/index.html", NULL},
    {"index.html", "style.css", "actions/index.html", "actions/2-bus/index.html", "images/logo.svg",
     "agenda.ics", "a/index.html", "b", NULL},
    {"index.html", "style.css", "actions/index.html", "actions/1-maison/index.html",
     "actions/2-bus/index.html", "sitemap.xml", NULL, NULL, NULL},
};

/* Half of the files say their generation; the style sheet never changes. */
static inline int site_make(void *context, size_t item, struct publish_scratch *scratch,
                            struct slice *bytes, struct error *error) {
    const struct site *site = context;
    struct slice path = site->files[item].path;
    (void)error;
    buffer_format(scratch->buffer, "%.*s", SLICE_ARG(path));
    if (item % 2 == 0)
        buffer_format(scratch->buffer, " of generation %d", site->generation);
    for (size_t i = 0; i < item * 1000; i++)
        BUFFER_LITERAL(scratch->buffer, "text ");
    *bytes = buffer_slice(scratch->buffer);
    return 0;
}

static inline void site_set(struct site *site, int generation) {
    site->generation = generation;
    site->count = 0;
    for (size_t i = 0; i < SITE_FILES && site_paths[generation % 3][i]; i++)
        site->files[site->count++] =
            (struct publish_file){.path = slice_from(site_paths[generation % 3][i]),
                                  .make = site_make,
                                  .context = site,
                                  .item = i};
}

static inline int site_publish_with(struct site *site, int generation,
                                    const struct publish_options *options,
                                    struct publish_report *report, struct error *error) {
    site_set(site, generation);
    return publish_run(options, site->files, site->count, report, error);
}

static inline int site_publish(struct site *site, int generation) {
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    options.output = "out";
    int result = site_publish_with(site, generation, &options, &report, &error);
    if (result != 0)
        print_error("%s\n", error.message);
    return result;
}

static inline int site_setup_in(void **state, const char *above) {
    struct site *site = calloc(1, sizeof *site);
    snprintf(site->scratch, sizeof site->scratch, "%s/vitrine-publish-XXXXXX", above);
    if (!mkdtemp(site->scratch) || chdir(site->scratch) != 0)
        return -1;
    *state = site;
    return 0;
}

static inline int site_setup(void **state) {
    return site_setup_in(state, "/tmp");
}

/* In memory, where there is such a place: for tests that make the same site a thousand times. */
static inline int site_setup_fast(void **state) {
    return site_setup_in(state, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
}

static inline int remove_one(const char *path, const struct stat *status, int type,
                             struct FTW *level) {
    (void)status, (void)type, (void)level;
    return remove(path);
}

static inline int open_one(const char *path, const struct stat *status, int type,
                           struct FTW *level) {
    (void)status, (void)level;
    return type == FTW_D ? chmod(path, 0700) : 0;
}

/* Removes what is there, links not followed. */
static inline void remove_tree(const char *path) {
    nftw(path, open_one, 16, FTW_PHYS);
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static inline int site_teardown(void **state) {
    struct site *site = *state;
    int result = chdir("/");
    remove_tree(site->scratch);
    free(site);
    return result;
}

/* Reads a file whole; returns its size, or -1 when it is not there. */
static inline long file_content(const char *path, char *bytes, size_t room) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return -1;
    size_t size = fread(bytes, 1, room, file);
    fclose(file);
    return (long)size;
}

static inline void file_put(const char *path, const char *words) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(words, file);
    fclose(file);
}

static inline bool file_says(const char *path, const char *words) {
    char bytes[4096];
    long size = file_content(path, bytes, sizeof bytes);
    return size == (long)strlen(words) && memcmp(bytes, words, (size_t)size) == 0;
}

static inline ino_t file_inode(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 ? status.st_ino : 0;
}

static inline bool file_exists(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0;
}

/* Whether one file of the output is whole and of this generation. */
static inline bool site_file_is(struct site *site, const char *output, size_t item) {
    static char bytes[65536];
    char path[256];
    struct arena arena = ARENA_INIT;
    struct buffer buffer = BUFFER_INIT;
    struct publish_scratch scratch = {0, &arena, &buffer};
    struct slice expected;
    struct error error;
    site_make(site, item, &scratch, &expected, &error);
    snprintf(path, sizeof path, "%s/%.*s", output, SLICE_ARG(site->files[item].path));
    long size = file_content(path, bytes, sizeof bytes);
    bool equal = size == (long)expected.size && memcmp(bytes, expected.data, expected.size) == 0;
    buffer_dispose(&buffer);
    return equal;
}

static size_t files_seen;

static inline int see_file(const char *path, const struct stat *status, int type,
                           struct FTW *level) {
    (void)path, (void)status, (void)level;
    files_seen += type != FTW_D;
    return 0;
}

/* What lies below a directory, folders apart. */
static inline size_t count_files(const char *directory) {
    files_seen = 0;
    nftw(directory, see_file, 16, FTW_PHYS);
    return files_seen;
}

/* Whether the output is exactly the site of this generation, its manifest and `foreign` files. */
static inline bool site_is(struct site *site, const char *output, int generation, size_t foreign) {
    site_set(site, generation);
    for (size_t i = 0; i < site->count; i++)
        if (!site_file_is(site, output, i))
            return false;
    return count_files(output) == site->count + 1 + foreign;
}

#endif
