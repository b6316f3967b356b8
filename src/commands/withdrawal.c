#include "commands/withdrawal.h"

#include "base/bounds.h"

#include <string.h>

static void hide(struct content_file *file) {
    if (file->record)
        file->record->visibility = VISIBILITY_DRAFT;
    for (size_t i = 0; i < file->entries.count; i++)
        ((struct record *)file->entries.items[i])->visibility = VISIBILITY_DRAFT;
}

static void withdraw_file(struct withdrawal_work *work, struct content *past,
                          struct content_file *file, const struct chain_retreat *retreat) {
    const struct heir *heirs = NULL;
    if (work->past)
        heirs = lineage_find(&work->past->lineage, file->diag.path, file->entry->id);
    if (!heirs)
        heirs = lineage_guess(past->arena, work->today, file, retreat);
    map_put(&work->heirs, file->diag.path, (void *)heirs);
    for (const struct heir *heir = heirs; heir; heir = heir->next) {
        if (heir->hidden)
            hide(file);
        else
            state_withdraw(past->arena, &heir->place, file);
        file->text_withdrawn |= heir->place.withheld_text;
    }
}

/* ---- Documents */

/* A document that is hidden today. */
struct hidden {
    const struct asset *asset;
    git_oid oid;
    bool hashed;
};

struct hidden_list {
    struct hidden *items;
    size_t count;
};

static struct hidden_list find_hidden(struct arena *arena, const struct content *today) {
    struct hidden_list list = {0};
    for (size_t i = 0; i < today->assets.count; i++) {
        struct hidden hidden = {.asset = today->assets.entries[i].value};
        if (atomic_load(&hidden.asset->mentioned) && !hidden.asset->used)
            arena_push(arena, list.items, list.count, hidden);
    }
    return list;
}

/* Whether a document of the past has the bytes of one that is hidden. What can't be read may have
 * any. */
static bool is_same(const struct content *today, struct hidden *hidden, const struct asset *past) {
    struct arena scratch = ARENA_INIT;
    struct error error = ERROR_INIT;
    struct slice bytes;
    bool read = true;
    if (hidden->asset->entry->size != past->entry->size)
        return false;
    if (!hidden->hashed) {
        read = source_read(today->source, hidden->asset->entry, BOUND_ASSET_FILE, &scratch, &bytes,
                           &error) == 0 &&
               git_odb_hash(&hidden->oid, bytes.data, bytes.size, GIT_OBJECT_BLOB) == 0;
        hidden->hashed = read;
    }
    arena_dispose(&scratch);
    return !read || memcmp(hidden->oid.id, past->entry->id, REPOSITORY_ID) == 0;
}

static void withdraw_asset(const struct content *today, struct hidden_list *hidden,
                           struct asset *asset) {
    for (size_t i = 0; i < hidden->count && !asset->withheld; i++)
        asset->withheld = slice_equal(hidden->items[i].asset->path, asset->path) ||
                          is_same(today, &hidden->items[i], asset);
}

void withdrawal_apply(void *context, struct content *past) {
    static const struct texts nothing = {0};
    struct withdrawal_work *work = context;
    const struct history_settings *settings = work->today->contract->history;
    struct chain_retreat retreat =
        chain_retreat_of(past->arena, settings ? &settings->withdrawn : &nothing);
    struct hidden_list hidden = find_hidden(past->arena, work->today);
    map_init(&work->heirs, past->arena);
    for (size_t i = 0; i < past->file_count; i++)
        withdraw_file(work, past, past->files[i], &retreat);
    for (size_t i = 0; i < past->assets.count; i++) {
        struct asset *asset = past->assets.entries[i].value;
        asset->withheld |= chain_is_path_withdrawn(&retreat, past->arena, asset->path);
        withdraw_asset(work->today, &hidden, asset);
    }
}
