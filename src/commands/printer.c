#include "commands/printer.h"

#include "base/bounds.h"
#include "base/file.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LOG_NAME "journal"
#define ARGUMENTS 16

/* ---- Which ---- */

static bool is_program(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

/* Looks a name up in PATH; a name with "/" is a path. NULL: there is no such program. */
static const char *look_up(const char *name, struct arena *arena) {
    if (strchr(name, '/'))
        return is_program(name) ? name : NULL;
    struct slice rest = slice_from(getenv("PATH"));
    struct slice folder;
    while (rest.data && slice_next_field(&rest, ':', &folder)) {
        if (folder.size == 0) /* the current folder: not one to run programs from */
            continue;
        struct slice path = slice_format(arena, "%.*s/%s", SLICE_ARG(folder), name);
        if (is_program(path.data))
            return path.data;
    }
    return NULL;
}

int printer_find(struct printer *printer, const char *wanted, struct arena *arena,
                 struct error *error) {
    static const char *const names[] = {"chromium", "chromium-browser", "google-chrome",
                                        "weasyprint"};
    printer->path = wanted ? look_up(wanted, arena) : NULL;
    if (wanted && !printer->path)
        return error_set(error, 0,
                         "%s : ce programme n'existe pas, ou ne peut pas être lancé\n"
                         "  aide : donnez chromium, google-chrome ou weasyprint ; sans "
                         "--navigateur, le premier trouvé est pris",
                         wanted);
    for (size_t i = 0; !printer->path && i < sizeof names / sizeof *names; i++)
        printer->path = look_up(names[i], arena);
    if (!printer->path)
        return error_set(error, 0,
                         "il faut Chromium ou WeasyPrint pour faire un PDF, et ni l'un ni l'autre "
                         "n'est installé\n"
                         "  aide : sur Debian, tapez : sudo apt-get install chromium\n"
                         "         sur Ubuntu, tapez : sudo apt-get install weasyprint\n"
                         "         sans rien installer : ouvrez la page /imprimer/ du site dans "
                         "votre navigateur, puis « Imprimer » et « Enregistrer au format PDF »");
    struct slice name = path_name(slice_from(printer->path));
    printer->kind =
        slice_search(name, SLICE("weasyprint")) < name.size ? PRINTER_WEASYPRINT : PRINTER_CHROMIUM;
    return 0;
}

/* ---- Running it ---- */

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Waits for a child; what lasts is killed with its own children. Returns its status, or -1. */
static int wait_for(pid_t child) {
    double deadline = now() + BOUND_PRINTER_SECONDS;
    for (;;) {
        int status;
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child) {
            kill(-child, SIGKILL); /* what it may have left running */
            return status;
        }
        if ((ended < 0 && errno != EINTR) || now() > deadline) {
            kill(-child, SIGKILL);
            waitpid(child, &status, 0);
            return -1;
        }
        nanosleep(&(struct timespec){0, 20 * 1000 * 1000}, NULL);
    }
}

/* Starts a program in a group of its own, its words going to a file. Returns 0 or an errno. */
static int start(char *const *arguments, const char *log, pid_t *child) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC,
                                     0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    int failure = posix_spawn(child, arguments[0], &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}

static struct slice last_line(int folder, struct arena *arena) {
    struct slice log;
    struct slice line;
    struct slice last = {"", 0};
    struct error ignored = ERROR_INIT;
    if (file_read(folder, SLICE(LOG_NAME), BOUND_TEXT_FILE, arena, &log, &ignored) != 0)
        return last;
    while (slice_next_line(&log, &line))
        if (slice_trim(line).size)
            last = slice_trim(line);
    return slice_part(last, 0, 400);
}

static size_t arguments_of(const struct printer *printer, const char *html, const char *pdf,
                           const char *folder, struct arena *arena, const char **arguments) {
    size_t count = 0;
    arguments[count++] = printer->path;
    if (printer->kind == PRINTER_WEASYPRINT) {
        arguments[count++] = "--pdf-variant";
        arguments[count++] = "pdf/ua-1";
        arguments[count++] = html;
        arguments[count++] = pdf;
        return count;
    }
    arguments[count++] = "--headless";
    arguments[count++] = "--disable-gpu";
    arguments[count++] = "--disable-dev-shm-usage";
    arguments[count++] = "--no-first-run";
    arguments[count++] = "--disable-background-networking";
    arguments[count++] = "--no-pdf-header-footer";
    arguments[count++] = "--export-tagged-pdf";
    arguments[count++] = "--generate-pdf-document-outline";
    arguments[count++] = slice_format(arena, "--user-data-dir=%s/profil", folder).data;
    arguments[count++] = slice_format(arena, "--print-to-pdf=%s", pdf).data;
    if (geteuid() == 0) /* Chromium's sandbox refuses root */
        arguments[count++] = "--no-sandbox";
    arguments[count++] = slice_format(arena, "file://%s", html).data;
    return count;
}

/* What to do when a program has failed. */
static const char *advice(const struct printer *printer) {
    if (printer->kind == PRINTER_WEASYPRINT)
        return "essayez avec Chromium, s'il est installé : --navigateur chromium";
    if (strstr(printer->path, "/snap/")) /* Ubuntu's: it has a /tmp of its own */
        return "ce Chromium, installé par snap, ne voit que votre dossier personnel ; écrivez "
               "TMPDIR=\"$HOME\" devant la commande, ou installez WeasyPrint (sudo apt-get install "
               "weasyprint) et ajoutez --navigateur weasyprint";
    return "essayez avec WeasyPrint, s'il est installé : --navigateur weasyprint";
}

static bool is_pdf(const char *path) {
    char head[5] = "";
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool is = file >= 0 && read(file, head, sizeof head) == sizeof head &&
              memcmp(head, "%PDF-", sizeof head) == 0;
    if (file >= 0)
        close(file);
    return is;
}

int printer_run(const struct printer *printer, const char *html, const char *pdf,
                const char *folder, struct arena *arena, struct error *error) {
    const char *words[ARGUMENTS + 1] = {NULL};
    char *arguments[ARGUMENTS + 1] = {NULL};
    pid_t child;
    size_t count = arguments_of(printer, html, pdf, folder, arena, words);
    for (size_t i = 0; i < count; i++)
        arguments[i] = slice_string(arena, slice_from(words[i]));
    int failure = start(arguments, slice_format(arena, "%s/" LOG_NAME, folder).data, &child);
    if (failure)
        return error_set(error, failure, "%s", printer->path);
    int status = wait_for(child);
    if (status < 0)
        return error_set(error, 0, "%s n'a pas fini en %d minutes, et a été arrêté\n  aide : %s",
                         printer->path, BOUND_PRINTER_SECONDS / 60, advice(printer));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && is_pdf(pdf))
        return 0;
    int place = file_open_directory(folder, error);
    struct slice said = place < 0 ? SLICE("") : last_line(place, arena);
    if (place >= 0)
        close(place);
    return error_set(error, 0, "%s n'a pas fait de PDF%s%.*s\n  aide : %s", printer->path,
                     said.size ? " : " : "", SLICE_ARG(said), advice(printer));
}
