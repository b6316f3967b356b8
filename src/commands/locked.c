#include "commands/locked.h"

#include "commands/official.h"
#include "commands/project_history.h"
#include "publish/publish.h"

/* Today's partners' site, and those of the official versions that the public has in its edition.
 * What keeps a version from being published was said of the public one. */
static void build_sites(struct project *project, struct locked *locked,
                        const struct project_options *options) {
    struct arena *arena = &project->arena;
    struct site_options own = options->site;
    own.with_room = false;
    own.past = locked->past;
    if (project->officials)
        locked->officials =
            official_load(project, &locked->content, locked->past, &locked->diag, &own);
    struct site *today = site_build(arena, &locked->content, project->theme.templates,
                                    project->theme.words, &own, &project->diag);
    arena_push(arena, locked->set.sites, locked->set.count, today);
    if (locked->officials)
        official_build(project, locked->officials, &options->site, &locked->set);
}

int locked_build(struct project *project, const struct project_options *options,
                 struct error *error) {
    struct arena *arena = &project->arena;
    struct locked *locked = arena_new(arena, struct locked);
    struct content_options wanted = {.edition = VISIBILITY_PARTNERS,
                                     .jobs = project->content.jobs,
                                     .output = project->output,
                                     .site_mark = PUBLISH_MARK,
                                     .now = project->content.now};
    project->locked = locked;
    diag_init(&locked->diag);
    locked->source = project->source;
    locked->source.entries = NULL;
    locked->source.count = 0;
    if (content_load(&locked->content, arena, &locked->source, &wanted, &locked->diag, error) != 0)
        return -1;
    if (locked->diag.errors) /* it had none a moment ago */
        return error_set(error, 0,
                         "les textes ont changé pendant qu'ils étaient lus : relancez la "
                         "même commande");
    if (project->past && project_gather_past(project, &locked->content, &locked->past, error) != 0)
        return -1;
    build_sites(project, locked, options);
    return 0;
}

void locked_close(struct project *project) {
    if (!project->locked)
        return;
    official_close(project->locked->officials);
    diag_dispose(&project->locked->diag);
}
