#include "commands/withdrawal.h"

static void withdraw_file(const struct content *today, struct content_file *past) {
    const struct content_file *file = map_get(&today->by_path, past->diag.path);
    if (!file)
        return;
    bool hidden = file->record && file->record->visibility > today->edition;
    if (hidden && past->record)
        past->record->visibility = VISIBILITY_DRAFT;
    bool same = slice_equal(file->text, past->text); /* then its own blocks do */
    if (file->reserved_count && !same && today->edition == VISIBILITY_PUBLIC)
        past->text_withdrawn = true;
}

void withdrawal_apply(void *context, struct content *past) {
    const struct content *today = context;
    for (size_t i = 0; i < past->file_count; i++)
        withdraw_file(today, past->files[i]);
    for (size_t i = 0; i < past->assets.count; i++) {
        struct asset *asset = past->assets.entries[i].value;
        struct asset *same = map_get(&today->assets, asset->path);
        if (same && atomic_load(&same->mentioned) && !same->used)
            asset->withheld = true;
    }
}
