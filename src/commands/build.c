#include "base/bounds.h"
#include "commands/commands.h"
#include "commands/project.h"
#include "publish/output.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct build {
    struct project_options project;
    const char *output;
    bool strict;
    bool quiet;
    struct timespec started;
};

static double seconds_since(const struct timespec *start) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* --sans historique,imprimer */
static int read_without(struct build *build, const char *list) {
    struct slice rest = slice_from(list);
    struct slice part;
    while (slice_next_field(&rest, ',', &part)) {
        if (slice_is(part, "imprimer"))
            build->project.site.without_print = true;
        else if (slice_is(part, "historique"))
            build->project.with_history = false;
        else
            return command_refuse("build",
                                  "--sans : « %.*s » est inconnu ; attendu : historique, imprimer",
                                  SLICE_ARG(part));
    }
    return COMMAND_DONE;
}

static int read_jobs(struct build *build, const char *number) {
    char *end;
    long jobs = strtol(number, &end, 10);
    if (*number == '\0' || *end != '\0' || jobs < 1 || jobs > BOUND_JOBS)
        return command_refuse("build", "--jobs : un nombre de 1 à %d est attendu", BOUND_JOBS);
    build->project.jobs = (size_t)jobs;
    return COMMAND_DONE;
}

enum {
    OPTION_CACHE = 256,
    OPTION_EDITION,
    OPTION_THEME,
    OPTION_DISK,
    OPTION_WITHOUT,
    OPTION_STRICT,
    OPTION_REF
};

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"edition", required_argument, NULL, OPTION_EDITION},
    {"theme", required_argument, NULL, OPTION_THEME},
    {"cache", required_argument, NULL, OPTION_CACHE},
    {"disque", no_argument, NULL, OPTION_DISK},
    {"ref", required_argument, NULL, OPTION_REF},
    {"sans", required_argument, NULL, OPTION_WITHOUT},
    {"jobs", required_argument, NULL, 'j'},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

/* Returns COMMAND_DONE, a refusal, or -1 when help was asked for and given. */
static int read_arguments(struct build *build, int argc, char **argv) {
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":o:j:qh", options, NULL)) != -1) {
        int status = COMMAND_DONE;
        if (option == 'o')
            build->output = optarg;
        else if (option == OPTION_EDITION)
            status = project_read_edition(&build->project, "build", optarg);
        else if (option == OPTION_THEME)
            build->project.theme = optarg;
        else if (option == OPTION_CACHE)
            build->project.cache = optarg;
        else if (option == OPTION_DISK)
            build->project.site.on_disk = true;
        else if (option == OPTION_REF)
            build->project.ref = optarg;
        else if (option == OPTION_WITHOUT)
            status = read_without(build, optarg);
        else if (option == 'j')
            status = read_jobs(build, optarg);
        else if (option == OPTION_STRICT)
            build->strict = true;
        else if (option == 'q')
            build->quiet = true;
        else if (option == 'h')
            return command_print_help("build") == COMMAND_DONE ? -1 : COMMAND_USAGE;
        else
            status = command_refuse_option("build", option, argv);
        if (status != COMMAND_DONE)
            return status;
    }
    return COMMAND_DONE;
}

static const char *plural(size_t count) {
    return count > 1 ? "s" : "";
}

static void note(void *context, const char *message) {
    (void)context;
    fprintf(stderr, "vitrine: %s\n", message);
}

/* On a terminal, a line when the work lasts. */
static void progress(void *context, size_t done, size_t total) {
    const struct build *build = context;
    if (done != total && (done % 64 != 0 || seconds_since(&build->started) < 0.5))
        return;
    if (done == total)
        fputs("\r\033[K", stderr);
    else
        fprintf(stderr, "\rPages et fichiers : %zu sur %zu", done, total);
    fflush(stderr);
}

static int publish(struct build *build, struct project *project) {
    struct publish_options wanted = PUBLISH_OPTIONS_INIT;
    struct publish_report report = {0};
    struct publish_file *files;
    size_t count;
    struct error error = ERROR_INIT;
    wanted.output = build->output;
    wanted.edition = build->project.edition == VISIBILITY_PUBLIC ? "publique" : "partenaires";
    wanted.jobs = project->content.jobs;
    wanted.note = build->quiet ? NULL : note;
    wanted.progress = !build->quiet && isatty(STDERR_FILENO) ? progress : NULL;
    wanted.context = build;
    output_list(&project->arena, project->sites, project->site_count, &project->theme, &files,
                &count);
    if (project->diag.errors) {
        project_report(project, false);
        return COMMAND_CONTENT;
    }
    int result = publish_run(&wanted, files, count, &report, &error);
    if (result != 0 && project->diag.errors) {
        project_report(project, false);
        return COMMAND_CONTENT;
    }
    if (result != 0) {
        fprintf(stderr, "vitrine: %s\n", error.message);
        return result == PUBLISH_REFUSED ? COMMAND_USAGE : COMMAND_MACHINE;
    }
    size_t pages = 0;
    for (size_t i = 0; i < project->site_count; i++)
        pages += project->sites[i]->page_count;
    if (!build->quiet)
        printf("%zu page%s dans %s : %zu fichier%s écrit%s, %zu inchangé%s, %zu retiré%s.\n", pages,
               plural(pages), build->output, report.written, plural(report.written),
               plural(report.written), report.unchanged, plural(report.unchanged), report.removed,
               plural(report.removed));
    return COMMAND_DONE;
}

/* The folders of a content that can't be its output. */
static int check_output(struct build *build, struct arena *arena) {
    static const char *const folders[] = {
        "axes",           "diagnostic",    "programmation", "evaluation", "gouvernance",
        "comptes-rendus", "participation", "actualites",    "pages",      "donnees",
        "images",         "documents",     "theme",         "racine"};
    enum { COUNT = sizeof folders / sizeof *folders };
    struct slice reserved[COUNT];
    struct error error = ERROR_INIT;
    for (size_t i = 0; i < COUNT; i++)
        reserved[i] = slice_from(folders[i]);
    int result = publish_check_output(build->project.directory, build->output, reserved, COUNT,
                                      arena, &build->project.output, &error);
    if (result == 0)
        return COMMAND_DONE;
    fprintf(stderr, "vitrine: %s\n", error.message);
    return result == PUBLISH_REFUSED ? COMMAND_USAGE : COMMAND_MACHINE;
}

/* Says once that nothing can be told of the past. */
static void note_without_history(const struct build *build, const struct project *project) {
    bool wanted = build->project.with_history && !build->quiet;
    if (wanted && project->history.status == HISTORY_NONE)
        note(NULL, "ce dossier n'est pas sous git, ou n'y est pas encore enregistré : le site est "
                   "fait sans historique");
}

static int run(struct build *build, struct arena *arena) {
    struct project project;
    struct error error = ERROR_INIT;
    int status = check_output(build, arena);
    if (status != COMMAND_DONE)
        return status;
    if (project_open(&project, &build->project, &error) != 0) {
        fprintf(stderr, "vitrine: %s\n", error.message);
        status = COMMAND_MACHINE;
    } else {
        project_report(&project, false);
        status = project_status(&project, build->strict);
        note_without_history(build, &project);
        if (status == COMMAND_DONE)
            status = publish(build, &project);
        else if (!build->quiet)
            fputs("Rien n'a été publié.\n", stderr);
    }
    project_close(&project);
    return status;
}

int command_build(int argc, char **argv) {
    struct build build = {.output = "public", .project.with_history = true};
    struct arena arena = ARENA_INIT;
    clock_gettime(CLOCK_MONOTONIC, &build.started);
    int result = read_arguments(&build, argc, argv);
    if (result != COMMAND_DONE)
        return result < 0 ? COMMAND_DONE : result;
    if (argc - optind != 1)
        return command_refuse("build", argc == optind ? "le dossier du contrat manque"
                                                      : "un seul dossier à la fois");
    build.project.directory = argv[optind];
    if (build.output[0] == '\0')
        return command_refuse("build", "-o : un nom de dossier est attendu");
    result = command_check_folder("build", build.project.directory);
    if (result == COMMAND_DONE && build.project.theme)
        result = command_check_folder("build", build.project.theme);
    if (result != COMMAND_DONE)
        return result;
    result = run(&build, &arena);
    arena_dispose(&arena);
    return result;
}
