/* The passphrases and the secret file: found, read, refused. */
#include "commands/commands.h"
#include "commands/locked.h"

#include "base/file.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define VARIABLE "VITRINE_PASSPHRASE"

/* The real path of what exists of a path, and the rest as it was typed. */
static struct slice real_path(struct arena *arena, const char *path) {
    struct slice rest = SLICE(""), above = slice_from(path);
    for (;;) {
        char *real = realpath(above.size ? slice_string(arena, above) : ".", NULL);
        if (real) {
            struct slice found =
                slice_format(arena, "%s%s%.*s", real, rest.size ? "/" : "", SLICE_ARG(rest));
            free(real);
            return found;
        }
        if (above.size == 0)
            return slice_from(path);
        struct slice name = path_name(above);
        rest =
            rest.size ? slice_format(arena, "%.*s/%.*s", SLICE_ARG(name), SLICE_ARG(rest)) : name;
        above = path_directory(above);
        if (above.size == 0 && path[0] == '/')
            above = SLICE("/");
    }
}

static bool is_inside(struct slice path, struct slice folder) {
    return folder.size && (slice_equal(path, folder) || path_is_below(path, folder));
}

/* Whether a file is in the content, its repository, the cache or the output: where the next hand
 * takes it to the public. */
static const char *exposed_in(struct project *project, const struct project_options *options,
                              const struct locked_options *wanted, const char *path) {
    struct arena *arena = &project->arena;
    struct slice place = real_path(arena, path), work, own;
    repository_folders(arena, options->directory, &work, &own);
    if (is_inside(place, real_path(arena, wanted->output)))
        return "dans le site";
    if (options->cache && is_inside(place, real_path(arena, options->cache)))
        return "dans le cache";
    if (is_inside(place, real_path(arena, options->directory)))
        return "dans le dossier du contrat";
    if (is_inside(place, work) || is_inside(place, own))
        return "dans le dépôt git du contrat";
    return NULL;
}

static int refuse_exposed(const char *what, const char *path, const char *where) {
    fprintf(stderr,
            "vitrine: %s « %s » est %s : mettez-le ailleurs, là où personne ne le publiera\n", what,
            path, where);
    return COMMAND_USAGE;
}

static void note(const struct locked_options *wanted, const char *message) {
    if (wanted->note)
        wanted->note(NULL, message);
}

/* ---- Passphrases */

static int read_file(struct project *project, const struct locked_options *wanted,
                     struct room_passphrases *list) {
    struct arena *arena = &project->arena;
    struct error error = ERROR_INIT;
    struct stat status;
    struct slice text, path = slice_from(wanted->passphrases);
    struct slice above = path_directory(path);
    const char *folder = above.size ? slice_string(arena, above) : path.data[0] == '/' ? "/" : ".";
    int directory = file_open_directory(folder, &error);
    if (directory < 0)
        return command_fail(&error);
    int result = file_read(directory, path_name(path), BOUND_PASSPHRASE_FILE, arena, &text, &error);
    close(directory);
    if (result != 0) {
        fprintf(stderr, "vitrine: phrases de passe : %s\n", error.message);
        return result == -1 ? COMMAND_MACHINE : COMMAND_USAGE;
    }
    if (stat(wanted->passphrases, &status) == 0 && status.st_mode & 077)
        note(wanted, slice_format(arena,
                                  "d'autres que vous peuvent lire les phrases de passe : chmod "
                                  "600 %s",
                                  wanted->passphrases)
                         .data);
    room_passphrases_read(list, arena, text);
    return COMMAND_DONE;
}

static int refuse_missing(void) {
    fputs("vitrine: contrat.yaml demande un espace des partenaires chiffré (partenaires: acces: "
          "chiffré), et il faut au moins une phrase de passe : --passphrases FICHIER, une ligne "
          "« nom: phrase de passe » par partenaire, ou la variable " VARIABLE ". Pour construire "
          "le site sans cet espace : --sans partenaires\n",
          stderr);
    return COMMAND_USAGE;
}

/* What the site shows to all: no secret can be made of it. */
static struct slice *known_texts(const struct project *project, struct arena *arena,
                                 size_t *count) {
    const struct content *content = &project->locked->content;
    const struct contract *contract = content->contract;
    const struct list *communes = &contract->territory->communes;
    struct slice *texts =
        arena_array(arena, struct slice, 4 + 2 * content->organisations.count + communes->count);
    size_t used = 0;
    texts[used++] = contract->title;
    texts[used++] = contract->territory->name;
    if (contract->site) {
        texts[used++] = contract->site->short_title;
        texts[used++] = contract->site->url;
    }
    for (size_t i = 0; i < content->organisations.count; i++) {
        const struct organisation *organisation = content->organisations.items[i];
        texts[used++] = organisation->name;
        texts[used++] = organisation->acronym;
    }
    for (size_t i = 0; i < communes->count; i++)
        texts[used++] = ((const struct commune *)communes->items[i])->name;
    *count = used;
    return texts;
}

static int refuse_problems(const struct room_passphrases *list) {
    for (size_t i = 0; i < list->problem_count; i++)
        fprintf(stderr, "vitrine: phrases de passe : %.*s\n", SLICE_ARG(list->problems[i]));
    fputs("Une bonne phrase de passe : six mots tirés au hasard dans un dictionnaire, ou vingt "
          "lettres et chiffres que choisit un gestionnaire de mots de passe.\n",
          stderr);
    return COMMAND_USAGE;
}

static int read_passphrases(struct project *project, const struct project_options *options,
                            const struct locked_options *wanted, struct room_passphrases *list) {
    const char *given = getenv(VARIABLE);
    size_t known_count;
    struct arena *arena = &project->arena;
    if (given && *given && wanted->passphrases)
        return command_refuse("build", "--passphrases et " VARIABLE " : l'un ou l'autre");
    if (wanted->passphrases) {
        const char *where = exposed_in(project, options, wanted, wanted->passphrases);
        if (where)
            return refuse_exposed("le fichier des phrases de passe", wanted->passphrases, where);
        int status = read_file(project, wanted, list);
        if (status != COMMAND_DONE)
            return status;
    } else if (given && *given) {
        room_passphrases_add(list, arena, SLICE(VARIABLE), slice_from(given));
    }
    if (list->count + list->problem_count == 0)
        return refuse_missing();
    const struct slice *known = known_texts(project, arena, &known_count);
    room_passphrases_check(list, arena, known, known_count);
    return list->problem_count ? refuse_problems(list) : COMMAND_DONE;
}

/* ---- The secret file */

/* What names this site's secret among others': its address, else where its content is. */
static int default_secret(struct project *project, const char *directory, const char **path) {
    struct arena *arena = &project->arena;
    const struct site_settings *settings = project->content.contract->site;
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    unsigned char digest[CRYPT_KEY];
    struct error error = ERROR_INIT;
    struct slice identity =
        settings && settings->url.size ? settings->url : real_path(arena, directory);
    bool named = state && state[0] == '/'; /* the specification has others ignored */
    if (!named && (!home || home[0] != '/')) {
        fputs("vitrine: HOME n'est pas défini, et le secret de l'espace des partenaires n'a pas "
              "d'endroit où être gardé : donnez un fichier avec --secret ou VITRINE_SECRET\n",
              stderr);
        return COMMAND_MACHINE;
    }
    if (crypt_digest(identity, digest, &error) != 0)
        return command_fail(&error);
    struct buffer out = BUFFER_INIT;
    buffer_format(&out, "%s%s/vitrine/", named ? state : home, named ? "" : "/.local/state");
    crypt_add_hex(&out, digest, sizeof digest);
    *path = slice_copy(arena, buffer_slice(&out)).data;
    buffer_dispose(&out);
    return COMMAND_DONE;
}

static int find_secret(struct project *project, const struct project_options *options,
                       const struct locked_options *wanted, const char **path) {
    const char *given = getenv("VITRINE_SECRET");
    int status = COMMAND_DONE;
    *path = wanted->secret ? wanted->secret : given && *given ? given : NULL;
    if (!*path)
        status = default_secret(project, options->directory, path);
    if (status != COMMAND_DONE)
        return status;
    if (slice_from(*path).size == 0 || slice_ends(slice_from(*path), "/"))
        return command_refuse("build", "--secret : un nom de fichier est attendu");
    const char *where = exposed_in(project, options, wanted, *path);
    return where ? refuse_exposed("le secret de l'espace des partenaires", *path, where)
                 : COMMAND_DONE;
}

static void note_change(struct arena *arena, const struct locked_options *wanted, const char *path,
                        enum room_change change) {
    if (change == ROOM_MADE)
        note(wanted, slice_format(arena,
                                  "la clé de l'espace des partenaires est faite, et gardée dans "
                                  "%s : sauvegardez ce fichier, ne le publiez pas",
                                  path)
                         .data);
    if (change == ROOM_RENEWED)
        note(wanted, "une phrase de passe a été retirée : la clé de l'espace des partenaires a "
                     "changé, et tous ses fichiers avec elle");
}

int locked_open(struct project *project, const struct project_options *options,
                const struct locked_options *wanted, struct room_key *key) {
    struct room_passphrases list = {.count = 0};
    struct error error = ERROR_INIT;
    enum room_change change;
    const char *path;
    int status = find_secret(project, options, wanted, &path);
    if (status == COMMAND_DONE)
        status = read_passphrases(project, options, wanted, &list);
    if (status == COMMAND_DONE && room_key_open(key, &project->arena, path, &list,
                                                project->content.jobs, &change, &error) != 0)
        status = command_fail(&error);
    if (status == COMMAND_DONE)
        note_change(&project->arena, wanted, path, change);
    room_passphrases_wipe(&list);
    return status;
}
