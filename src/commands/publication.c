#include "commands/publication.h"

#include "base/bounds.h"
#include "commands/commands.h"
#include "publish/output.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int read_jobs(struct publication *publication, const char *command, const char *number) {
    char *end;
    long jobs = strtol(number, &end, 10);
    if (*number == '\0' || *end != '\0' || jobs < 1 || jobs > BOUND_JOBS)
        return command_refuse(command, "--jobs : un nombre de 1 à %d est attendu", BOUND_JOBS);
    publication->project.jobs = (size_t)jobs;
    return COMMAND_DONE;
}

int publication_read(struct publication *publication, const char *command, int option,
                     char **argv) {
    if (option == 'j')
        return read_jobs(publication, command, optarg);
    if (option == PUBLICATION_STRICT)
        publication->strict = true;
    else if (option == 'q')
        publication->quiet = true;
    else
        return project_read_option(&publication->project, command, option, argv);
    return COMMAND_DONE;
}

int publication_read_folder(struct publication *publication, const char *command, int argc,
                            char **argv) {
    publication->project.directory = command_take_folder(command, argc, argv, 1);
    return publication->project.directory ? COMMAND_DONE : COMMAND_USAGE;
}

int publication_check_folders(const struct publication *publication, const char *command) {
    int status = command_check_folder(command, publication->project.directory);
    if (status == COMMAND_DONE && publication->project.theme)
        status = command_check_folder(command, publication->project.theme);
    return status;
}

static double seconds_since(const struct timespec *start) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void note(void *context, const char *message) {
    (void)context;
    fprintf(stderr, "vitrine: %s\n", message);
}

/* On a terminal, a line when the work lasts. */
static void progress(void *context, size_t done, size_t total) {
    const struct publication *publication = context;
    if (done != total && (done % 64 != 0 || seconds_since(&publication->started) < 0.5))
        return;
    if (done == total)
        fputs("\r\033[K", stderr);
    else
        fprintf(stderr, "\rPages et fichiers : %zu sur %zu", done, total);
    fflush(stderr);
}

/* What publish/ would not do, as the author's to mend or the machine's. */
static int refuse(int result, const struct error *error) {
    int status = command_fail(error);
    return result == PUBLISH_REFUSED ? COMMAND_USAGE : status;
}

/* `room` is NULL without a locked room. */
static int publish(struct publication *publication, struct project *project,
                   const struct output_room *room) {
    struct publish_options wanted = PUBLISH_OPTIONS_INIT;
    struct publish_report report = {0};
    struct publish_file *files;
    size_t count;
    struct error error = ERROR_INIT;
    wanted.output = publication->output;
    wanted.edition = publication->project.edition == VISIBILITY_PUBLIC ? "publique" : "partenaires";
    wanted.jobs = project->content.jobs;
    wanted.note = publication->quiet ? NULL : note;
    wanted.progress = !publication->quiet && isatty(STDERR_FILENO) ? progress : NULL;
    wanted.context = publication;
    int result =
        output_list(&project->arena, &project->set, &project->theme, room, &files, &count, &error);
    if (result == 0 && !project->diag.errors)
        result = publish_run(&wanted, files, count, &report, &error);
    else if (result == 0)
        result = -1;
    if (project->diag.errors) {
        project_report(project, false);
        return COMMAND_CONTENT;
    }
    if (result != 0) {
        return refuse(result, &error);
    }
    if (publication->then)
        return publication->then(publication->context, project);
    size_t pages = 0;
    for (size_t i = 0; i < project->set.count; i++)
        pages += project->set.sites[i]->page_count;
    if (!publication->quiet)
        printf("%zu page%s dans %s : %zu fichier%s écrit%s, %zu inchangé%s, %zu retiré%s.\n", pages,
               command_plural(pages), publication->output, report.written,
               command_plural(report.written), command_plural(report.written), report.unchanged,
               command_plural(report.unchanged), report.removed, command_plural(report.removed));
    return COMMAND_DONE;
}

static int publish_locked(struct publication *publication, struct project *project) {
    struct room_key key;
    struct output_room room = {&project->locked->set, &key};
    publication->locked.output = publication->output;
    publication->locked.note = publication->quiet ? NULL : note;
    int status = locked_open(project, &publication->project, &publication->locked, &key);
    if (status == COMMAND_DONE)
        status = publish(publication, project, &room);
    room_key_wipe(&key);
    return status;
}

/* The folders of a content that can't be its output. */
static int check_output(struct publication *publication, struct arena *arena) {
    static const char *const folders[] = {
        "axes",           "diagnostic",    "programmation", "evaluation", "gouvernance",
        "comptes-rendus", "participation", "actualites",    "pages",      "donnees",
        "images",         "documents",     "theme",         "racine"};
    enum { COUNT = sizeof folders / sizeof *folders };
    struct slice reserved[COUNT];
    struct error error = ERROR_INIT;
    for (size_t i = 0; i < COUNT; i++)
        reserved[i] = slice_from(folders[i]);
    int result = publish_check_output(publication->project.directory, publication->output, reserved,
                                      COUNT, arena, &publication->project.output, &error);
    if (result == 0)
        return COMMAND_DONE;
    return refuse(result, &error);
}

/* Says once that nothing can be told of the past. */
static void note_without_history(const struct publication *publication,
                                 const struct project *project) {
    bool wanted = publication->project.with_history && !publication->quiet;
    if (wanted && project->history.status == HISTORY_NONE)
        note(NULL, "ce dossier n'est pas sous git, ou n'y est pas encore enregistré : le site est "
                   "fait sans historique");
}

int publication_run(struct publication *publication, struct arena *arena) {
    struct project project;
    struct error error = ERROR_INIT;
    clock_gettime(CLOCK_MONOTONIC, &publication->started);
    int status = check_output(publication, arena);
    if (status != COMMAND_DONE)
        return status;
    if (project_open(&project, &publication->project, &error) != 0) {
        status = command_fail(&error);
    } else {
        project_report(&project, false);
        status = project_status(&project, publication->strict);
        note_without_history(publication, &project);
        if (status == COMMAND_DONE)
            status = project.locked ? publish_locked(publication, &project)
                                    : publish(publication, &project, NULL);
        else if (!publication->quiet)
            fputs("Rien n'a été publié.\n", stderr);
    }
    project_close(&project);
    return status;
}
