#include "commands/project_source.h"

#include "base/path.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void warn(struct project *project, const char *code, const char *help, const char *message) {
    struct diag_file *file = arena_new(&project->arena, struct diag_file);
    file->path = SLICE("contrat.yaml");
    diag_warning(&project->diag, code, file, POSITION_FILE, help, "%s", message);
}

/* The colon of REV:FOLDER, which may stand in braces too: HEAD^{/fix: accents}. */
static size_t find_colon(struct slice ref) {
    bool braces = false;
    for (size_t i = 0; i < ref.size; i++) {
        if (ref.data[i] == ':' && !braces)
            return i;
        braces = ref.data[i] == '{' || (braces && ref.data[i] != '}');
    }
    return ref.size;
}

/* "main:contrats/./nord/" is a commit, main, and a folder of it, contrats/nord. */
static int read_ref(struct project *project, const char *ref, struct repository_options *wanted,
                    struct error *error) {
    struct slice whole = slice_from(ref);
    size_t colon = find_colon(whole);
    struct slice folder = slice_from_offset(whole, colon + 1);
    struct slice resolved = SLICE("");
    while (slice_ends(folder, "/"))
        folder.size--;
    if (colon == 0 || whole.size == 0)
        return error_set(error, 0, "--ref : « %s » ne nomme pas de commit", ref);
    bool root = folder.size == 0 || slice_is(folder, ".");
    if (!root && !path_resolve(&project->arena, SLICE(""), folder, &resolved))
        return error_set(error, 0, "--ref : « %.*s » n'est pas un dossier du dépôt",
                         SLICE_ARG(folder));
    wanted->ref = slice_copy(&project->arena, slice_part(whole, 0, colon)).data;
    if (colon < whole.size)
        wanted->content = slice_copy(&project->arena, resolved).data;
    return 0;
}

static int open_commit(struct project *project, const struct repository_options *wanted,
                       struct error *error) {
    struct repository *repository = &project->repository;
    if (repository_open(repository, &project->arena, wanted, error) != 0)
        return -1;
    if (!repository->handle)
        return error_set(error, 0, "%s : pas de dépôt git ici, où --ref puisse choisir un commit",
                         wanted->directory);
    const char *name =
        slice_format(&project->arena, "%s:%.*s", wanted->ref, SLICE_ARG(repository->content)).data;
    return source_open_commit(&project->source, &project->arena, repository, name, error);
}

static int open_directory(struct project *project, const struct repository_options *wanted,
                          struct error *error) {
    struct repository *repository = &project->repository;
    struct error refused = ERROR_INIT;
    if (source_open(&project->source, &project->arena, wanted->directory, error) != 0)
        return -1;
    if (repository_open(repository, &project->arena, wanted, &refused) != 0) {
        repository_close(repository);
        warn(project, "git", "le site est fait sans l'histoire des textes",
             slice_format(&project->arena, "le dépôt git ne peut pas être lu : %s", refused.message)
                 .data);
    }
    if (repository->handle && repository->bare &&
        !source_has(&project->source, SLICE("contrat.yaml")))
        return error_set(error, 0,
                         "%s : un dépôt git sans copie de travail : ajoutez --ref et le nom d'une "
                         "branche, par exemple --ref HEAD",
                         wanted->directory);
    return 0;
}

int project_find(struct project *project, const struct project_options *options,
                 struct error *error) {
    struct repository_options wanted = {.directory = options->directory};
    project->source.directory = -1;
    if (!options->ref)
        return open_directory(project, &wanted, error);
    if (read_ref(project, options->ref, &wanted, error) != 0)
        return -1;
    return open_commit(project, &wanted, error);
}

int64_t project_time(struct project *project) {
    const char *given = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds;
    if (given && *given) {
        char *end;
        errno = 0;
        long long value = strtoll(given, &end, 10);
        if (*end == '\0' && errno == 0 && value >= 0 && value < 253402300800LL)
            return value;
        warn(project, "date", "donnez un nombre de secondes : SOURCE_DATE_EPOCH=$(date +%s)",
             "SOURCE_DATE_EPOCH n'est pas une date et n'est pas suivi");
    }
    if (project->repository.handle && repository_time(&project->repository, &seconds) == 0)
        return seconds;
    warn(project, "date",
         "pour commencer, rien à faire ; ensuite, gardez ce dossier sous git, qui retient chaque "
         "version, ou donnez SOURCE_DATE_EPOCH",
         "hors de git, le site porte la date du jour : il changera d'un jour à l'autre");
    return (int64_t)time(NULL);
}

struct slice project_prefix(struct project *project) {
    struct slice path = slice_from(project->source.path);
    if (project->source.repository)
        return slice_ends(path, ":") ? path : slice_concat(&project->arena, path, SLICE("/"));
    while (path.size > 1 && slice_ends(path, "/"))
        path.size--;
    if (slice_is(path, "."))
        return SLICE("");
    return slice_is(path, "/") ? path : slice_concat(&project->arena, path, SLICE("/"));
}
