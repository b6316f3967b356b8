#include "commands/locked.h"

#include "commands/project_history.h"
#include "publish/publish.h"

/* The official versions, which are public: the entries of this content that name them. */
static void name_versions(struct project *project, struct site_options *own,
                          const struct site_options *today) {
    const struct list *entries = &project->locked->content.contract->versions;
    struct site_version *versions =
        arena_array(&project->arena, struct site_version, today->version_count);
    own->version_count = 0;
    for (size_t i = 0; i < today->version_count; i++) {
        for (size_t j = 0; j < entries->count; j++) {
            const struct version *entry = entries->items[j];
            if (!slice_equal(entry->tag, today->versions[i].entry->tag))
                continue;
            struct site_version *version = &versions[own->version_count++];
            *version = today->versions[i];
            version->entry = entry;
            version->since = NULL; /* of public pages only */
            break;
        }
    }
    own->versions = versions;
}

int locked_build(struct project *project, const struct site_options *today, struct error *error) {
    struct arena *arena = &project->arena;
    struct locked *locked = arena_new(arena, struct locked);
    struct site_options own = *today;
    struct content_options options = {.edition = VISIBILITY_PARTNERS,
                                      .jobs = project->content.jobs,
                                      .output = project->output,
                                      .site_mark = PUBLISH_MARK,
                                      .now = project->content.now};
    project->locked = locked;
    diag_init(&locked->diag);
    locked->source = project->source;
    locked->source.entries = NULL;
    locked->source.count = 0;
    if (content_load(&locked->content, arena, &locked->source, &options, &locked->diag, error) != 0)
        return -1;
    if (locked->diag.errors) /* it had none a moment ago */
        return error_set(error, 0,
                         "les textes ont changé pendant qu'ils étaient lus : relancez la "
                         "même commande");
    if (project->past && project_gather_past(project, &locked->content, &locked->past, error) != 0)
        return -1;
    name_versions(project, &own, today);
    own.past = locked->past;
    own.with_room = false;
    locked->site = site_build(arena, &locked->content, project->theme.templates,
                              project->theme.words, &own, &project->diag);
    return 0;
}

void locked_close(struct project *project) {
    if (project->locked)
        diag_dispose(&project->locked->diag);
}
