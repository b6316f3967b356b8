/*
 * What build and pdf share: the options that say what is published, and a site made and put in its
 * place.
 */
#ifndef COMMANDS_PUBLICATION_H
#define COMMANDS_PUBLICATION_H

#include "commands/locked.h"
#include "commands/project.h"

#include <time.h>

struct publication {
    struct project_options project;
    struct locked_options locked;
    const char *output; /* the folder of the site */
    bool strict;        /* warnings stop it too */
    bool quiet;         /* only what is wrong is said */

    /* Once the site is in its place, before the project is closed; returns the status to exit with.
     * NULL: what was written is counted on stdout. */
    int (*then)(void *context, struct project *project);
    void *context;
    struct timespec started;
};

/* What getopt_long() returns for the shared options that have no letter. */
enum publication_option {
    PUBLICATION_STRICT = PROJECT_OTHERS,
    PUBLICATION_OTHERS /* the first that a command may use */
};

#define PUBLICATION_OPTIONS                                                                        \
    {"edition", required_argument, NULL, PROJECT_EDITION},                                         \
        {"theme", required_argument, NULL, PROJECT_THEME},                                         \
        {"cache", required_argument, NULL, PROJECT_CACHE},                                         \
        {"ref", required_argument, NULL, PROJECT_REF}, {"jobs", required_argument, NULL, 'j'},     \
        {"strict", no_argument, NULL, PUBLICATION_STRICT}, {"quiet", no_argument, NULL, 'q'}, {    \
        "help", no_argument, NULL, 'h'                                                             \
    }

/* Reads an option that getopt_long() returned. Returns COMMAND_DONE, a refusal that was said, or -1
 * when help was asked for and given. */
int publication_read(struct publication *publication, const char *command, int option, char **argv);

/* Reads the folder of the contract, the one argument left; then looks whether it and the theme are
 * folders. Both return COMMAND_DONE, or a refusal that was said. */
int publication_read_folder(struct publication *publication, const char *command, int argc,
                            char **argv);
int publication_check_folders(const struct publication *publication, const char *command);

/* Loads the content and publishes its site in `output`; says what is wrong. Returns a status for
 * the program to exit with. Temporary memory comes from `arena`. */
int publication_run(struct publication *publication, struct arena *arena);

#endif
