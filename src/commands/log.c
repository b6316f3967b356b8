/* vitrine log: the history of the pages, on the terminal or for a program. */
#include "base/path.h"
#include "base/utf8.h"
#include "commands/commands.h"
#include "commands/project.h"
#include "commands/project_history.h"
#include "publish/history_data.h"
#include "site/changes.h"
#include "text/french.h"

#include <getopt.h>
#include <string.h>

struct log {
    struct project_options project;
    const char *file; /* as typed; NULL: all */
    bool json;
};

enum { OPTION_FORMAT = PROJECT_OTHERS };

static const struct option options[] = {
    {"cache", required_argument, NULL, PROJECT_CACHE},
    {"edition", required_argument, NULL, PROJECT_EDITION},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"ref", required_argument, NULL, PROJECT_REF},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

/* ---- Which files */

/* Whether a file of the content is, or was, at a path or below it. */
static bool is_known(const struct project *project, struct slice path) {
    const struct histories *histories = project->site->histories;
    for (size_t i = 0; i < histories->item_count; i++)
        if (path_is_below(histories->items[i].past->path, path))
            return true;
    for (size_t i = 0; i < project->source.count; i++)
        if (path_is_below(project->source.entries[i].path, path))
            return true;
    return false;
}

/* A path without "./" and final slashes, form C; no data when it leads out of the content. */
static struct slice tidy(struct arena *arena, struct slice path) {
    struct slice tidied;
    while (slice_ends(path, "/"))
        path.size--;
    bool inside = utf8_check(path) == path.size && path_resolve(arena, SLICE(""), path, &tidied);
    return inside ? utf8_nfc(arena, tidied) : (struct slice){NULL, 0};
}

/* FILE as it is below the content, or as it was typed after DIR. */
static bool find_file(struct project *project, const struct log *log, struct slice *found) {
    struct slice typed = slice_from(log->file);
    struct slice folder = slice_from(log->project.directory);
    *found = tidy(&project->arena, typed);
    if (found->size && is_known(project, *found))
        return true;
    while (slice_ends(folder, "/"))
        folder.size--;
    if (!slice_starts(typed, slice_string(&project->arena, folder)) ||
        !slice_starts(slice_from_offset(typed, folder.size), "/"))
        return false;
    *found = tidy(&project->arena, slice_from_offset(typed, folder.size + 1));
    return found->size && is_known(project, *found);
}

/* ---- For people */

static void print_version(struct buffer *out, const struct site *site, struct arena *arena,
                          const struct history_item *item, const struct past_version *version) {
    const struct past *past = site->histories->past;
    const unsigned char *id = past->history->commits[version->commit].id;
    struct date day = date_from_day(past_day(past, version));
    struct edit edit;
    past_read(past, arena, version, &edit);
    buffer_format(out, "  %.*s  %02x%02x%02x%02x%02x  ", SLICE_ARG(date_iso(arena, day)), id[0],
                  id[1], id[2], id[3], id[4]);
    diag_add_plain(out, changes_summary(site, arena, &edit));
    if (!slice_equal(utf8_nfc(arena, version->path), item->past->path)) {
        BUFFER_LITERAL(out, " (");
        diag_add_plain(out, version->path);
        BUFFER_LITERAL(out, ")");
    }
    BUFFER_LITERAL(out, "\n");
}

static void print_item(struct buffer *out, const struct site *site, struct arena *arena,
                       const struct history_item *item) {
    const struct past_item *past = item->past;
    size_t first = past->versions[0].commit == CHAIN_UNSAVED; /* what is not saved is not told */
    struct edit edit;
    past_read(site->histories->past, arena, &past->versions[first], &edit);
    diag_add_plain(out, french_text(arena, changes_name(site, arena, past, &edit)));
    BUFFER_LITERAL(out, "\n");
    diag_add_plain(out, past->path);
    if (past->entry.size) {
        BUFFER_LITERAL(out, ", ");
        diag_add_plain(out, past->entry);
    }
    BUFFER_LITERAL(out, "\n");
    for (size_t i = first; i < past->count; i++)
        print_version(out, site, arena, item, &past->versions[i]);
    arena_reset(arena);
}

static void print_text(struct buffer *out, const struct site *site, struct slice below) {
    const struct histories *histories = site->histories;
    struct arena arena = ARENA_INIT;
    for (size_t i = 0; i < histories->item_count; i++) {
        if (!history_data_has(&histories->items[i], below))
            continue;
        buffer_add_string(out, out->size ? "\n" : "");
        print_item(out, site, &arena, &histories->items[i]);
    }
    if (out->size == 0) {
        diag_add_plain(out, below);
        buffer_add_string(out, below.size ? " : pas d'historique dans cette édition\n"
                                          : "Pas d'historique dans cette édition.\n");
    }
    arena_dispose(&arena);
}

/* ---- The command */

static int print(struct project *project, const struct log *log) {
    struct slice below = SLICE("");
    struct buffer out = BUFFER_INIT;
    if (log->file && !find_file(project, log, &below))
        return command_refuse("log", "%s : il n'y a pas de tel fichier dans ce contrat", log->file);
    if (log->json)
        history_data_write(&out, project->site, below);
    else
        print_text(&out, project->site, below);
    fwrite(out.data, 1, out.size, stdout);
    buffer_dispose(&out);
    return COMMAND_DONE;
}

static int refuse(const char *cause, const char *fix) {
    fprintf(stderr, "vitrine: %s\n", cause);
    if (fix)
        fprintf(stderr, "  aide : %s\n", fix);
    return COMMAND_MACHINE;
}

/* What was said of the repository and the cache, and only that: this is no check. */
static void note_warnings(const struct diag *diag) {
    for (size_t i = 0; i < diag->count; i++) {
        const struct diagnostic *item = &diag->items[i];
        if (strcmp(item->code, "historique") == 0 || strcmp(item->code, "git") == 0)
            fprintf(stderr, "vitrine: %.*s\n  aide : %.*s\n", SLICE_ARG(item->message),
                    SLICE_ARG(item->help));
    }
}

static int run(const struct log *log) {
    struct project project;
    struct error error = ERROR_INIT;
    int status = COMMAND_DONE;
    if (project_open(&project, &log->project, &error) != 0) {
        status = refuse(error.message, NULL);
    } else if (project.diag.errors) {
        project_report(&project, false);
        status = COMMAND_CONTENT;
    } else if (project_lack(&project)) {
        status = refuse(project_lack(&project)->cause, project_lack(&project)->fix);
    } else if (!project.past) {
        note_warnings(&project.diag);
        status = refuse("il n'y a pas de dépôt git ici, ou rien n'y est encore enregistré", NULL);
    } else {
        note_warnings(&project.diag);
        status = print(&project, log);
    }
    project_close(&project);
    return status;
}

static int read_format(struct log *log, const char *format) {
    log->json = strcmp(format, "json") == 0;
    if (log->json || strcmp(format, "texte") == 0)
        return COMMAND_DONE;
    return command_refuse("log", "--format : « %s » est inconnu ; attendu : texte ou json", format);
}

/* Returns COMMAND_DONE, a refusal, or -1 when help was asked for and given. */
static int read_arguments(struct log *log, int argc, char **argv) {
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
        int status = COMMAND_DONE;
        if (option == OPTION_FORMAT)
            status = read_format(log, optarg);
        else
            status = project_read_option(&log->project, "log", option, argv);
        if (status != COMMAND_DONE)
            return status;
    }
    return COMMAND_DONE;
}

int command_log(int argc, char **argv) {
    struct log log = {.project = {.with_history = true, .without_versions = true}};
    int status = read_arguments(&log, argc, argv);
    if (status != COMMAND_DONE)
        return status < 0 ? COMMAND_DONE : status;
    log.project.directory = command_take_folder("log", argc, argv, 2);
    if (!log.project.directory)
        return COMMAND_USAGE;
    log.file = argc > optind ? argv[optind + 1] : NULL; /* argv ends with NULL */
    status = command_check_folder("log", log.project.directory);
    return status == COMMAND_DONE ? run(&log) : status;
}
