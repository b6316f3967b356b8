#include "commands/commands.h"
#include "commands/publication.h"

#include <getopt.h>

/* --sans historique,imprimer,partenaires */
static int read_without(struct publication *publication, const char *list) {
    struct slice rest = slice_from(list);
    struct slice part;
    while (slice_next_field(&rest, ',', &part)) {
        if (slice_is(part, "imprimer"))
            publication->project.site.without_print = true;
        else if (slice_is(part, "historique"))
            publication->project.with_history = false;
        else if (slice_is(part, "partenaires"))
            publication->project.site.with_room = false;
        else
            return command_refuse("build",
                                  "--sans : « %.*s » est inconnu ; attendu : historique, imprimer, "
                                  "partenaires",
                                  SLICE_ARG(part));
    }
    return COMMAND_DONE;
}

enum { OPTION_DISK = PUBLICATION_OTHERS, OPTION_WITHOUT, OPTION_SECRET, OPTION_PASSPHRASES };

static const struct option options[] = {
    PUBLICATION_OPTIONS,
    {"output", required_argument, NULL, 'o'},
    {"disque", no_argument, NULL, OPTION_DISK},
    {"sans", required_argument, NULL, OPTION_WITHOUT},
    {"secret", required_argument, NULL, OPTION_SECRET},
    {"passphrases", required_argument, NULL, OPTION_PASSPHRASES},
    {NULL, 0, NULL, 0},
};

/* Returns COMMAND_DONE, a refusal, or -1 when help was asked for and given. */
static int read_arguments(struct publication *publication, int argc, char **argv) {
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":o:j:qh", options, NULL)) != -1) {
        int status = COMMAND_DONE;
        if (option == 'o')
            publication->output = optarg;
        else if (option == OPTION_DISK)
            publication->project.site.on_disk = true;
        else if (option == OPTION_WITHOUT)
            status = read_without(publication, optarg);
        else if (option == OPTION_SECRET)
            publication->locked.secret = optarg;
        else if (option == OPTION_PASSPHRASES)
            publication->locked.passphrases = optarg;
        else
            status = publication_read(publication, "build", option, argv);
        if (status != COMMAND_DONE)
            return status;
    }
    return publication_read_folder(publication, "build", argc, argv);
}

int command_build(int argc, char **argv) {
    struct publication publication = {
        .output = "public", .project.with_history = true, .project.site.with_room = true};
    struct arena arena = ARENA_INIT;
    int result = read_arguments(&publication, argc, argv);
    if (result != COMMAND_DONE)
        return result < 0 ? COMMAND_DONE : result;
    if (publication.project.edition != VISIBILITY_PUBLIC) /* its pages are the room's, unlocked */
        publication.project.site.with_room = false;
    if (publication.output[0] == '\0')
        return command_refuse("build", "-o : un nom de dossier est attendu");
    result = publication_check_folders(&publication, "build");
    if (result != COMMAND_DONE)
        return result;
    result = publication_run(&publication, &arena);
    arena_dispose(&arena);
    return result;
}
