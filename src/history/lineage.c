#include "history/lineage.h"

#include "base/utf8.h"
#include "content/withdraw.h"

#include <string.h>

void lineage_init(struct lineage *lineage, struct arena *arena) {
    lineage->arena = arena;
    map_init(&lineage->heirs, arena);
}

static struct slice key_of(struct arena *arena, struct slice path, const unsigned char *blob) {
    return slice_concat(arena, (struct slice){(const char *)blob, REPOSITORY_ID}, path);
}

/* The heir of a state that is of the file, made when it is first asked for. */
static struct heir *heir_of(struct lineage *lineage, const struct history_file *file,
                            const struct state_place *place) {
    struct slice key = key_of(lineage->arena, place->path, place->blob);
    struct heir *first = map_get(&lineage->heirs, key), *heir = first;
    while (heir && heir->file != file)
        heir = heir->next;
    if (heir)
        return heir;
    heir = arena_new(lineage->arena, struct heir);
    *heir = (struct heir){.file = file, .place = *place, .next = first};
    map_set(&lineage->heirs, key, heir);
    return heir;
}

/* One blob may have stood in the file twice, before it restricted something and after: what is
 * withheld of either is withheld. */
static void withhold(struct lineage *lineage, const struct history_file *file,
                     const struct state_place *place) {
    if (!place->blob || repository_is_no_id(place->blob))
        return;
    struct heir *heir = heir_of(lineage, file, place);
    heir->place.withheld_text |= place->withheld_text;
    heir->place.withheld_keys |= place->withheld_keys;
}

void lineage_add(struct lineage *lineage, const struct history *history,
                 const struct history_file *file, struct content_file *today, bool hidden,
                 const struct chain *chain, const struct chain_retreat *retreat) {
    for (size_t i = 0; i < file->count; i++) {
        const struct history_version *version = &file->versions[i];
        struct state_place place = {.path = utf8_nfc(lineage->arena, version->path),
                                    .blob = version->blob,
                                    .scope = version->scope,
                                    .today = today};
        if (repository_is_no_id(version->blob))
            continue;
        struct heir *heir = heir_of(lineage, file, &place);
        heir->hidden |=
            hidden || chain_is_commit_withdrawn(retreat, history->commits[version->commit].id);
    }
    for (size_t i = 0; !hidden && i < chain->count; i++) {
        if (chain->links[i].commit == CHAIN_UNSAVED)
            continue;
        withhold(lineage, file, &chain->links[i].after);
        withhold(lineage, file, &chain->links[i].before);
    }
}

const struct heir *lineage_find(const struct lineage *lineage, struct slice path,
                                const unsigned char *blob) {
    struct arena scratch = ARENA_INIT;
    const struct heir *heir = map_get(&lineage->heirs, key_of(&scratch, path, blob));
    arena_dispose(&scratch);
    return heir;
}

/* An entry that nothing of the old file matches may be any of its list. */
static uint64_t keys_to_withhold(struct arena *arena, struct content_file *old,
                                 const struct withdrawal *withdrawal, enum visibility edition) {
    uint64_t keys = 0;
    size_t hidden;
    for (size_t i = 0; i < withdrawal->count; i++)
        if (withdraw_find(arena, old, &withdrawal->entries[i], edition, &hidden) == 0)
            keys |= state_key_bit(i);
    return keys;
}

const struct heir *lineage_guess(struct arena *arena, const struct content *today,
                                 struct content_file *old, const struct chain_retreat *retreat) {
    struct heir *heir = arena_new(arena, struct heir);
    struct content_file *file = map_get(&today->by_path, old->diag.path);
    const struct withdrawal *withdrawal = file ? file->withdrawal : NULL;
    bool same = file && slice_equal(file->diag.text, old->diag.text);
    *heir = (struct heir){.place = {.path = old->diag.path, .today = file}};
    heir->place.blob = old->entry ? old->entry->id : NULL;
    heir->hidden = !file || (withdrawal && withdrawal->whole) ||
                   chain_is_path_withdrawn(retreat, arena, old->diag.path) ||
                   (retreat->commits.count && !same);
    if (!withdrawal || heir->hidden || same) /* what is the same hides the same by itself */
        return heir;
    heir->place.withheld_text = withdrawal->text;
    heir->place.withheld_keys = keys_to_withhold(arena, old, withdrawal, today->edition);
    return heir;
}
