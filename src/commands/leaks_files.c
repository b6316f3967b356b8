/* What published files say besides what they show. */
#include "commands/leaks.h"

#include "base/bounds.h"
#include "photo/photo.h"

/* A file that is published, and what messages about it need. */
struct look {
    struct project *project;
    const struct content *content;
    struct diag_file *file;
    struct slice bytes;
};

static void warn(const struct look *look, const char *code, const char *help, const char *message) {
    diag_warning(&look->project->diag, code, look->file, POSITION_FILE, help, "%s", message);
}

static void look_at_photo(const struct look *look) {
    struct buffer out = BUFFER_INIT;
    struct photo_facts facts;
    if (photo_strip(look->bytes, &out, &facts) == 0 && facts.position)
        warn(look, "photo-position",
             "sur le site, elle est retirée ; mais ce fichier la garde, et votre dépôt git avec "
             "lui : si ce lieu ne doit pas être connu, enregistrez la photo sans elle",
             "cette photo dit où elle a été prise (position GPS)");
    buffer_dispose(&out);
}

static void look_at(struct look *look) {
    if (photo_format_of(look->bytes) != PHOTO_NONE)
        look_at_photo(look);
}

void leaks_check_files(struct project *project, const struct content *content) {
    struct arena scratch = ARENA_INIT;
    for (size_t i = 0; i < content->assets.count; i++) {
        const struct asset *asset = content->assets.entries[i].value;
        struct error error = ERROR_INIT;
        struct look look = {.project = project, .content = content};
        if (!asset->used || asset->withheld ||
            source_read(content->source, asset->entry, BOUND_ASSET_FILE, &scratch, &look.bytes,
                        &error) != 0)
            continue;
        look.file = arena_new(&project->arena, struct diag_file);
        look.file->path = asset->path;
        look_at(&look);
        arena_reset(&scratch);
    }
    arena_dispose(&scratch);
}
