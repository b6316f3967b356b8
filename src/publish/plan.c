#include "publish/plan.h"

#include "base/bounds.h"
#include "base/path.h"
#include "publish/manifest.h"

#include <limits.h>
#include <stdlib.h>

bool plan_path_is_safe(struct slice path) {
    if (path.size == 0 || path.size >= BOUND_PATH || path.data[path.size - 1] == '/')
        return false;
    for (size_t i = 0; i < path.size; i++)
        if ((unsigned char)path.data[i] < ' ' || path.data[i] == 127)
            return false;
    if (slice_starts(path, PUBLISH_OWN_PREFIX))
        return false;
    struct slice step;
    while (slice_next_field(&path, '/', &step))
        if (step.size == 0 || step.size > NAME_MAX || slice_is(step, ".") || slice_is(step, ".."))
            return false;
    return true;
}

void plan_add_folders(struct map *folders, struct slice path) {
    for (struct slice folder = path_directory(path); folder.size; folder = path_directory(folder))
        if (map_put(folders, folder, folders))
            return;
}

static int compare_entries(const void *a, const void *b) {
    const struct plan_entry *left = a, *right = b;
    return slice_compare(left->path, right->path);
}

static int index_entries(struct plan *plan, struct error *error) {
    for (size_t i = 0; i < plan->count; i++) {
        struct plan_entry *entry = &plan->entries[i];
        if (map_put(&plan->paths, entry->path, entry))
            return error_set(error, 0, "deux fichiers du site ont le même chemin : %s",
                             entry->path.data);
        plan_add_folders(&plan->folders, entry->path);
    }
    for (size_t i = 0; i < plan->count; i++)
        if (map_get(&plan->folders, plan->entries[i].path))
            return error_set(error, 0, "%s serait à la fois un fichier et un dossier du site",
                             plan->entries[i].path.data);
    return 0;
}

int plan_make(struct plan *plan, const struct publish_file *files, size_t count,
              struct arena *arena, struct error *error) {
    *plan = (struct plan){.files = files, .count = count};
    plan->entries = arena_array(arena, struct plan_entry, count);
    map_init(&plan->paths, arena);
    map_init(&plan->folders, arena);
    for (size_t i = 0; i < count; i++) {
        if (!plan_path_is_safe(files[i].path))
            return error_set(error, 0, "« %.*s » ne peut pas être le chemin d'un fichier du site",
                             SLICE_ARG(files[i].path));
        plan->entries[i].path = slice_copy(arena, files[i].path);
        plan->entries[i].file = &files[i];
    }
    if (count)
        qsort(plan->entries, count, sizeof *plan->entries, compare_entries);
    return index_entries(plan, error);
}
