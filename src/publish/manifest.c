#include "publish/manifest.h"

#include "base/bounds.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_LINE "vitrine-manifest 1"
#define EDITION_KEY "edition "
#define PARTIAL_NAME MANIFEST_NAME ".partiel"
#define MANIFEST_LIMIT ((size_t)BOUND_FILES * 256)

static int damaged(struct error *error) {
    return error_set(error, 0,
                     MANIFEST_NAME " est abîmé : on ne sait plus quels fichiers sont ceux du site. "
                                   "Videz le dossier, ou choisissez-en un autre");
}

static int parse(struct slice rest, struct arena *arena, struct manifest *manifest,
                 struct error *error) {
    struct slice line = SLICE("");
    if (!slice_next_line(&rest, &line) || !slice_is(line, FIRST_LINE))
        return slice_starts(line, "vitrine-manifest ")
                   ? error_set(error, 0, "le site a été fait par une version plus récente")
                   : damaged(error);
    if (!slice_next_line(&rest, &line) || !slice_starts(line, EDITION_KEY))
        return damaged(error);
    manifest->edition = slice_from_offset(line, sizeof EDITION_KEY - 1);
    while (slice_next_line(&rest, &line)) {
        if (!plan_path_is_safe(line))
            return damaged(error);
        struct slice path = slice_copy(arena, line);
        arena_push(arena, manifest->paths, manifest->count, path);
    }
    for (size_t i = 0; i < manifest->count; i++) {
        map_put(&manifest->files, manifest->paths[i], &manifest->paths[i]);
        plan_add_folders(&manifest->folders, manifest->paths[i]);
    }
    return 0;
}

int manifest_read(int directory, struct arena *arena, struct manifest *manifest,
                  struct error *error) {
    *manifest = (struct manifest){.found = false};
    map_init(&manifest->files, arena);
    map_init(&manifest->folders, arena);
    int result =
        file_read(directory, SLICE(MANIFEST_NAME), MANIFEST_LIMIT, arena, &manifest->text, error);
    if (result == FILE_MISSING)
        return 0;
    if (result != 0)
        return -1;
    manifest->found = true;
    return parse(manifest->text, arena, manifest, error);
}

struct slice manifest_text(const struct plan *plan, const char *edition, struct arena *arena) {
    struct buffer buffer = BUFFER_INIT;
    buffer_format(&buffer, FIRST_LINE "\n" EDITION_KEY "%s\n", edition);
    for (size_t i = 0; i < plan->count; i++) {
        buffer_add(&buffer, plan->entries[i].path);
        buffer_add_byte(&buffer, '\n');
    }
    struct slice text = slice_copy(arena, buffer_slice(&buffer));
    buffer_dispose(&buffer);
    return text;
}

int manifest_write(int directory, struct slice text, struct error *error) {
    if (file_write_new(directory, SLICE(PARTIAL_NAME), text, error) != 0)
        return -1;
    if (renameat(directory, PARTIAL_NAME, directory, MANIFEST_NAME) != 0)
        return error_set(error, errno, MANIFEST_NAME);
    return 0;
}

bool manifest_is_there(int directory) {
    struct stat status;
    return fstatat(directory, MANIFEST_NAME, &status, AT_SYMLINK_NOFOLLOW) == 0;
}
