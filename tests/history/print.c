/*
 * Prints the walk over a repository, for tests/history/run.mjs to compare with what git says: as
 * one JSON value a line.
 *
 *     print DIRECTORY [REF [CONTENT [count]]]
 *
 * With a fourth argument only how many were found, for measuring.
 */
#include "base/arena.h"
#include "history/walk.h"

#include <stdio.h>
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

int main(int argc, char **argv) {
    struct arena arena = ARENA_INIT;
    struct error error = ERROR_INIT;
    struct history history;
    if (argc < 2)
        return 2;
    struct repository repository;
    struct repository_options place = {.directory = argv[1],
                                       .ref = argc > 2 && *argv[2] ? argv[2] : NULL,
                                       .content = argc > 3 ? argv[3] : NULL};
    struct history_options options = {.skip = skip};
    int status = repository_open(&repository, &arena, &place, &error);
    if (status == 0)
        status = history_walk(&history, &arena, &repository, &options, &error);
    if (status != 0)
        fprintf(stderr, "%s\n", error.message);
    else if (argc > 4)
        printf("%zu commits, %zu files\n", history.commit_count, history.file_count);
    else
        print(&history);
    repository_close(&repository);
    arena_dispose(&arena);
    return status != 0;
}
