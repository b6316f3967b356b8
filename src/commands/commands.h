/*
 * The subcommands. Each takes the arguments after its name (argv[0] is the name itself) and returns
 * the status the program exits with.
 */
#ifndef COMMANDS_COMMANDS_H
#define COMMANDS_COMMANDS_H

#include "base/error.h"

#include <stddef.h>

enum command_status {
    COMMAND_DONE = 0,
    COMMAND_CONTENT = 1, /* the content has errors; nothing was published */
    COMMAND_USAGE = 2,   /* wrong usage */
    COMMAND_MACHINE = 3, /* the machine refused something */
};

int command_build(int argc, char **argv);
int command_check(int argc, char **argv);
int command_help(int argc, char **argv);
int command_log(int argc, char **argv);
int command_new(int argc, char **argv);
int command_pdf(int argc, char **argv);
int command_values(int argc, char **argv);

/* Prints the help of a command (NULL: of the program) on stdout. Returns COMMAND_DONE, or
 * COMMAND_USAGE when there is no such command. */
int command_print_help(const char *command);

/*
 * Says what getopt_long() refused: `option` is what it returned, ':' for a value that lacks, '?'
 * for the rest. It must have been told to be silent, with an option string that begins with ':'.
 */
int command_refuse_option(const char *command, int option, char **argv);

/*
 * The folder of the contract: what the command line gives, the first of `argc - optind` arguments,
 * or, when it gives none, the current folder if contrat.yaml is there. At most `most` arguments
 * are taken. Returns NULL, and says why, when there is no such folder to speak of.
 */
const char *command_take_folder(const char *command, int argc, char **argv, int most);

/* Whether a path is a folder; when it is not, says so and returns COMMAND_USAGE. */
int command_check_folder(const char *command, const char *path);

/* What a French noun takes when there are `count`: "s" from two on, or nothing. */
const char *command_plural(size_t count);

/* Says on stderr what the machine refused. Returns COMMAND_MACHINE. */
int command_fail(const struct error *error);

/* Says on stderr what is wrong with the arguments and how to get help. Returns COMMAND_USAGE. */
int command_refuse(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
