#include "commands/project_history.h"

#include "content/load.h"
#include "history/past.h"

/* Changes when edits of the same versions would be others. */
#define EDITS "2"

static void warn(struct project *project, const char *help, const char *message) {
    struct diag_file *file = arena_new(&project->arena, struct diag_file);
    file->path = SLICE("contrat.yaml");
    diag_warning(&project->diag, "historique", file, POSITION_FILE, help, "%s", message);
}

static bool is_left_out(void *context, struct slice path, bool folder) {
    (void)context;
    return !content_has_history(path, folder);
}

static struct slice scope_of(void *context, struct slice path) {
    return content_scope_of(context, path);
}

/* ".vitrine", beside the files of the content; a bare repository has no such place. */
static const char *cache_path(struct project *project, const struct project_options *options) {
    if (options->cache)
        return options->cache;
    if (project->repository.bare)
        return NULL;
    return slice_format(&project->arena, "%s/.vitrine", options->directory).data;
}

static void open_cache(struct project *project, const struct project_options *options) {
    const char *path = cache_path(project, options);
    struct error refused = ERROR_INIT;
    if (!path)
        return;
    struct slice program = slice_format(&project->arena, "%s %s %016llx", VITRINE_VERSION, EDITS,
                                        schema_digest(model_schemas));
    project->cache = cache_open(path, program, &refused);
    if (!project->cache && options->cache)
        warn(project, "donnez à --cache un dossier à vous, vide ou fait par vitrine",
             slice_format(&project->arena, "rien n'est gardé pour la prochaine fois : %s",
                          refused.message)
                 .data);
}

const struct project_lack *project_lack(const struct project *project) {
    static const struct project_lack
        shallow = {"cette copie du dépôt git n'a que ses derniers commits",
                   "git fetch --unshallow ; en intégration continue, « GIT_DEPTH: 0 » pour GitLab "
                   "CI, « fetch-depth: 0 » pour GitHub Actions"},
        partial = {"cette copie du dépôt git est partielle, des fichiers y manquent",
                   "git fetch --refetch --no-filter ; en intégration continue, un clone sans "
                   "--filter"};
    return project->history.status == HISTORY_SHALLOW   ? &shallow
           : project->history.status == HISTORY_PARTIAL ? &partial
                                                        : NULL;
}

int project_walk(struct project *project, const struct project_options *options,
                 struct error *error) {
    if (!options->with_history || !project->repository.handle)
        return 0;
    open_cache(project, options);
    struct history_options walk = {.skip = is_left_out,
                                   .scope = scope_of,
                                   .context = &project->arena,
                                   .jobs = project_jobs(options),
                                   .cache = project->cache};
    if (history_walk(&project->history, &project->arena, &project->repository, &walk, error) != 0)
        return -1;
    const struct project_lack *lack = project_lack(project);
    if (lack)
        warn(project, lack->fix,
             slice_format(&project->arena,
                          "%s : le site est fait sans historique, et sans dates de mise à jour",
                          lack->cause)
                 .data);
    return 0;
}

static struct past_options past_options_of(struct project *project) {
    return (struct past_options){.repository = &project->repository,
                                 .cache = project->cache,
                                 .from_disk = !project->source.repository};
}

int project_gather_past(struct project *project, struct content *content, struct past **past,
                        struct error *error) {
    struct past_options options = past_options_of(project);
    if (project->history.status != HISTORY_COMPLETE || project->diag.errors)
        return 0;
    *past = arena_new(&project->arena, struct past);
    return past_build(*past, &project->arena, content, &project->history, &options, error);
}

int project_gather_since(struct project *project, const struct past *past,
                         const struct content *old, const struct map *heirs,
                         const struct past **since, struct error *error) {
    struct past_options options = past_options_of(project);
    struct arena *arena = &project->arena;
    if (!past)
        return 0;
    struct past_old *files = arena_array(arena, struct past_old, old->file_count);
    for (size_t i = 0; i < old->file_count; i++) {
        struct slice path = old->files[i]->diag.path;
        files[i] = (struct past_old){path, map_get(heirs, path)};
    }
    struct past *found = arena_new(arena, struct past);
    if (past_since(found, arena, past, files, old->file_count, &options, error) != 0)
        return -1;
    *since = found;
    return 0;
}

void project_close_history(struct project *project) {
    cache_close(project->cache, project->past != NULL);
    project->cache = NULL;
}
