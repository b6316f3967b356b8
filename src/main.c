/* The command line: which subcommand, and what belongs to none. */
#include "commands/commands.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} commands[] = {{"build", command_build},  {"check", command_check}, {"help", command_help},
                {"log", command_log},      {"new", command_new},     {"pdf", command_pdf},
                {"values", command_values}};

int main(int argc, char **argv) {
    if (argc < 2)
        return command_refuse(NULL, "que faut-il faire ? Par exemple : vitrine build DOSSIER");
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return command_print_help(NULL);
    if (strcmp(argv[1], "--version") == 0) {
        puts("vitrine " VITRINE_VERSION);
        return COMMAND_DONE;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, argv[1]) == 0)
            return commands[i].run(argc - 1, argv + 1);
    return command_refuse(NULL, "« %s » n'est pas une commande", argv[1]);
}
