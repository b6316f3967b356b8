/*
 * Prints the walk over a repository, for tests/history/run.mjs to compare with what git says: as
 * one JSON value a line.
 *
 *     print [--jobs N] [--cache FOLDER] [--program NAME] [--count] DIRECTORY [REF [CONTENT]]
 *
 * --program: what the cache takes this program for; --count: only how many were found, for
 * measuring.
 */
#include "base/arena.h"
#include "history/cache.h"
#include "history/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_text(struct slice text) {
    putchar('"');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == '"' || byte == '\\')
            printf("\\%c", byte);
        else if (byte < 0x20)
            printf("\\u%04x", byte);
        else
            putchar(byte);
    }
    putchar('"');
}

static void print_id(const unsigned char *id) {
    putchar('"');
    for (size_t i = 0; i < REPOSITORY_ID; i++)
        printf("%02x", id[i]);
    putchar('"');
}

static void print_commit(const struct history_commit *commit) {
    printf("{\"id\":");
    print_id(commit->id);
    printf(",\"name\":");
    print_text(commit->name);
    printf(",\"title\":");
    print_text(commit->title);
    printf(",\"time\":%lld,\"offset\":%d,\"parents\":%u,\"landed\":%u,\"boundary\":%s}",
           (long long)commit->author_time, commit->author_offset, (unsigned)commit->parents,
           (unsigned)commit->landed, commit->boundary ? "true" : "false");
}

static void print_version(const struct history *history, const struct history_version *version) {
    static const char kinds[] = {'A', 'M', 'R', 'm', 'D'};
    printf("{\"commit\":");
    print_id(history->commits[version->commit].id);
    printf(",\"kind\":\"%c\",\"merge\":%s,\"path\":", kinds[version->kind],
           version->merge ? "true" : "false");
    print_text(version->path);
    printf(",\"from\":");
    print_text(version->previous_path);
    printf(",\"blob\":");
    print_id(version->blob);
    printf(",\"previous\":");
    print_id(version->previous);
    printf(",\"scope\":");
    print_id(version->scope);
    printf(",\"previousScope\":");
    print_id(version->previous_scope);
    putchar('}');
}

static void print_file(const struct history *history, const struct history_file *file) {
    printf("{\"path\":");
    print_text(file->path);
    printf(",\"deleted\":%s,\"blob\":", file->deleted ? "true" : "false");
    print_id(file->blob);
    printf(",\"versions\":[");
    for (size_t i = 0; i < file->count; i++) {
        if (i)
            putchar(',');
        print_version(history, &file->versions[i]);
    }
    printf("]}");
}

static void print(const struct history *history) {
    static const char *const status[] = {"none", "complete", "shallow", "partial"};
    printf("{\"status\":\"%s\",\"commits\":[", status[history->status]);
    for (size_t i = 0; i < history->commit_count; i++) {
        printf("%s", i ? ",\n" : "\n");
        print_commit(&history->commits[i]);
    }
    printf("],\n\"files\":[");
    for (size_t i = 0; i < history->file_count; i++) {
        printf("%s", i ? ",\n" : "\n");
        print_file(history, &history->files[i]);
    }
    printf("]}\n");
}

/* What a content leaves out: hidden and underscored names. */
static bool skip(void *context, struct slice path, bool folder) {
    (void)context;
    (void)folder;
    size_t start = path.size;
    while (start && path.data[start - 1] != '/')
        start--;
    return path.data[start] == '.' || path.data[start] == '_';
}

/* axe.md in its folder for what is two folders deep, a.md at the root for the rest. */
static struct slice scope(void *context, struct slice path) {
    static char text[1024];
    (void)context;
    size_t first = slice_find(path, '/');
    size_t second = first + 1 + slice_find(slice_from_offset(path, first + 1), '/');
    if (second >= path.size)
        return slice_is(path, "a.md") ? (struct slice){"", 0} : SLICE("a.md");
    int size = snprintf(text, sizeof text, "%.*s/axe.md", (int)second, path.data);
    struct slice found = {text, (size_t)size};
    return slice_equal(found, path) ? (struct slice){"", 0} : found;
}

struct arguments {
    struct repository_options place;
    size_t jobs;
    const char *cache, *program;
    bool count;
};

static bool read_arguments(struct arguments *arguments, char **argv) {
    *arguments = (struct arguments){.program = "print"};
    for (argv++; *argv && strncmp(*argv, "--", 2) == 0; argv++) {
        if (strcmp(*argv, "--count") == 0)
            arguments->count = true;
        else if (strcmp(*argv, "--jobs") == 0 && argv[1])
            arguments->jobs = strtoul(*++argv, NULL, 10);
        else if (strcmp(*argv, "--cache") == 0 && argv[1])
            arguments->cache = *++argv;
        else if (strcmp(*argv, "--program") == 0 && argv[1])
            arguments->program = *++argv;
        else
            return false;
    }
    if (!*argv)
        return false;
    arguments->place.directory = *argv++;
    if (*argv && *argv[0])
        arguments->place.ref = *argv;
    if (*argv && argv[1])
        arguments->place.content = argv[1];
    return true;
}

int main(int argc, char **argv) {
    struct arena arena = ARENA_INIT;
    struct error error = ERROR_INIT;
    struct history history;
    struct arguments arguments;
    if (argc < 2 || !read_arguments(&arguments, argv))
        return 2;
    struct repository repository;
    struct history_options options = {.skip = skip, .scope = scope, .jobs = arguments.jobs};
    if (arguments.cache) {
        options.cache = cache_open(arguments.cache, slice_from(arguments.program), &error);
        if (!options.cache)
            fprintf(stderr, "%s\n", error.message);
    }
    int status = repository_open(&repository, &arena, &arguments.place, &error);
    if (status == 0)
        status = history_walk(&history, &arena, &repository, &options, &error);
    if (status != 0)
        fprintf(stderr, "%s\n", error.message);
    else if (arguments.count)
        printf("%zu commits, %zu files\n", history.commit_count, history.file_count);
    else
        print(&history);
    cache_close(options.cache, status == 0);
    repository_close(&repository);
    arena_dispose(&arena);
    return status != 0;
}
