#include "commands/project.h"

#include "base/bounds.h"
#include "base/parallel.h"
#include "base/path.h"
#include "commands/commands.h"
#include "commands/locked.h"
#include "commands/official.h"
#include "commands/project_history.h"
#include "commands/project_source.h"
#include "publish/publish.h"
#include "site/pages.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_THEME "default"

/* The folder of a theme: beside the program in a build tree, else where it is installed. */
static const char *find_theme(struct project *project, struct slice name) {
    char program[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", program, sizeof program);
    if (size > 0 && (size_t)size < sizeof program) {
        struct slice build = path_directory((struct slice){program, (size_t)size});
        struct slice beside =
            slice_format(&project->arena, "%.*s/../themes/%.*s", SLICE_ARG(build), SLICE_ARG(name));
        struct slice above = slice_format(&project->arena, "%.*s/../../themes/%.*s",
                                          SLICE_ARG(build), SLICE_ARG(name));
        if (access(beside.data, R_OK) == 0)
            return beside.data;
        if (access(above.data, R_OK) == 0)
            return above.data;
    }
    return slice_format(&project->arena, VITRINE_PREFIX "/share/vitrine/themes/%.*s",
                        SLICE_ARG(name))
        .data;
}

static struct slice theme_name(const struct contract *contract) {
    bool named = contract->site && contract->site->theme.size;
    return named ? contract->site->theme : SLICE(DEFAULT_THEME);
}

static bool is_plain_name(struct slice name) {
    return slice_find(name, '/') == name.size && name.size && name.data[0] != '.';
}

/* Today's site, those of the official versions below it, the partners' for the locked room. */
static int build_sites(struct project *project, const struct project_options *options,
                       struct error *error) {
    struct site_options today = options->site;
    today.past = project->past;
    if (!options->without_versions)
        project->officials =
            official_load(project, &project->content, project->past, &project->diag, &today);
    if (project->diag.errors)
        return 0;
    project->site = site_build(&project->arena, &project->content, project->theme.templates,
                               project->theme.words, &today, &project->diag);
    arena_push(&project->arena, project->set.sites, project->set.count, project->site);
    if (project->officials)
        official_build(project, project->officials, &options->site, &project->set);
    bool room = options->edition == VISIBILITY_PUBLIC && pages_have_room(project->site);
    return room && project->diag.errors == 0 ? locked_build(project, options, error) : 0;
}

static int load_site(struct project *project, const struct project_options *options,
                     struct error *error) {
    const struct contract *contract = project->content.contract;
    struct slice name = theme_name(contract);
    if (!options->theme && !is_plain_name(name)) {
        diag_error(&project->diag, "theme", &contract->record.file->diag,
                   contract->site->record.position, "par exemple « theme: default »",
                   "« theme » est le nom d'un thème, sans dossier");
        return 0;
    }
    const char *folder = options->theme ? options->theme : find_theme(project, name);
    if (!options->theme && access(folder, F_OK) != 0) {
        diag_error(&project->diag, "theme", &contract->record.file->diag,
                   contract->site ? contract->site->record.position : POSITION_FILE,
                   "écrivez « theme: default », ou retirez cette clé",
                   "aucun thème ne s'appelle " DIAG_VALUE, SLICE_ARG(name));
        return 0;
    }
    const char *base = find_theme(project, SLICE(DEFAULT_THEME));
    bool alone = access(base, F_OK) != 0 || strcmp(base, folder) == 0;
    if (theme_load(&project->theme, &project->arena, alone ? NULL : base, folder, &project->content,
                   &project->diag, error) != 0)
        return -1;
    return project->diag.errors ? 0 : build_sites(project, options, error);
}

static int read_edition(struct project_options *options, const char *command, const char *name) {
    if (strcmp(name, "publique") == 0)
        options->edition = VISIBILITY_PUBLIC;
    else if (strcmp(name, "partenaires") == 0)
        options->edition = VISIBILITY_PARTNERS;
    else
        return command_refuse(command,
                              "--edition : « %s » est inconnue ; attendu : publique ou "
                              "partenaires",
                              name);
    return COMMAND_DONE;
}

int project_read_option(struct project_options *options, const char *command, int option,
                        char **argv) {
    switch (option) {
    case PROJECT_EDITION:
        return read_edition(options, command, optarg);
    case PROJECT_THEME:
        options->theme = optarg;
        return COMMAND_DONE;
    case PROJECT_CACHE:
        options->cache = optarg;
        return COMMAND_DONE;
    case PROJECT_REF:
        options->ref = optarg;
        return COMMAND_DONE;
    case 'h':
        return command_print_help(command) == COMMAND_DONE ? -1 : COMMAND_USAGE;
    default:
        return command_refuse_option(command, option, argv);
    }
}

size_t project_jobs(const struct project_options *options) {
    return options->jobs ? options->jobs : parallel_jobs();
}

static int load_content(struct project *project, const struct project_options *options,
                        struct source *source, struct content *content, struct diag *diag,
                        struct error *error) {
    struct content_options wanted = {.edition = options->edition,
                                     .jobs = project_jobs(options),
                                     .output = options->output,
                                     .site_mark = PUBLISH_MARK,
                                     .now = project_time(project)};
    return content_load(content, &project->arena, source, &wanted, diag, error);
}

int project_load_public(struct project *project, const struct project_options *options,
                        struct content *content, struct error *error) {
    struct project_options wanted = *options;
    struct source *source = arena_new(&project->arena, struct source);
    struct diag unread;
    wanted.edition = VISIBILITY_PUBLIC;
    *source = project->source; /* the same place, listed again */
    source->entries = NULL;
    source->count = 0;
    diag_init(&unread);
    int result = load_content(project, &wanted, source, content, &unread, error);
    content->diag = NULL;
    diag_dispose(&unread);
    return result;
}

int project_open(struct project *project, const struct project_options *options,
                 struct error *error) {
    *project = (struct project){.arena = ARENA_INIT, .output = options->output};
    diag_init(&project->diag);
    if (project_find(project, options, error) != 0 || project_walk(project, options, error) != 0)
        return -1;
    if (load_content(project, options, &project->source, &project->content, &project->diag,
                     error) != 0)
        return -1;
    bool complete = project->content.contract && project->content.contract->territory;
    if (!complete)
        return 0;
    if (project_gather_past(project, &project->content, &project->past, error) != 0)
        return -1;
    return load_site(project, options, error);
}

void project_close(struct project *project) {
    official_close(project->officials);
    locked_close(project);
    project_close_history(project);
    source_close(&project->source);
    repository_close(&project->repository);
    diag_dispose(&project->diag);
    arena_dispose(&project->arena);
}

void project_report(struct project *project, bool json) {
    struct diag *diag = &project->diag;
    struct slice prefix = project_prefix(project);
    diag_sort(diag);
    if (json) {
        diag_print_json(diag, stdout, prefix);
        return;
    }
    diag_print_text(diag, stderr, prefix, isatty(STDERR_FILENO) && !getenv("NO_COLOR"));
    if (diag->errors || diag->warnings)
        fprintf(stderr, "%zu erreur%s, %zu avertissement%s.\n", diag->errors,
                command_plural(diag->errors), diag->warnings, command_plural(diag->warnings));
}

int project_status(const struct project *project, bool strict) {
    const struct diag *diag = &project->diag;
    return diag->errors || (strict && diag->warnings) ? COMMAND_CONTENT : COMMAND_DONE;
}
