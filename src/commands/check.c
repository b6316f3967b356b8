#include "commands/commands.h"
#include "commands/leaks.h"
#include "commands/project.h"
#include "publish/output.h"

#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <sys/stat.h>

enum { OPTION_FORMAT = 256, OPTION_REF, OPTION_STRICT };

static const struct option options[] = {
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"ref", required_argument, NULL, OPTION_REF},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

/* The files of images/, documents/ and donnees/ that nothing refers to. */
static void list_unused(struct project *project) {
    const struct content *content = &project->content;
    for (size_t i = 0; i < content->assets.count; i++) {
        struct asset *asset = content->assets.entries[i].value;
        if (atomic_load(&asset->mentioned))
            continue;
        struct diag_file *file = arena_new(&project->arena, struct diag_file);
        file->path = asset->path;
        diag_warning(&project->diag, "inutile", file, POSITION_FILE,
                     "retirez-le, ou faites-y un lien depuis une page",
                     "aucune page ne se sert de ce fichier : il n'est pas publié");
    }
}

static int run(const char *directory, const char *ref, bool json, bool strict) {
    struct project project;
    struct project_options wanted = {
        .directory = directory, .ref = ref, .edition = VISIBILITY_PARTNERS, .site.with_room = true};
    struct error error = ERROR_INIT;
    int status;
    if (project_open(&project, &wanted, &error) != 0 ||
        leaks_check(&project, &wanted, &error) != 0) {
        status = command_fail(&error);
    } else {
        struct publish_file *files;
        size_t count;
        list_unused(&project);
        if (project.site)
            (void)output_list(&project.arena, &project.set, &project.theme, NULL, &files, &count,
                              &error); /* nothing is sealed: it can't fail */
        project_report(&project, json);
        status = project_status(&project, strict);
        if (!json && project.diag.count == 0)
            puts("Tout va bien.");
    }
    project_close(&project);
    return status;
}

int command_check(int argc, char **argv) {
    const char *ref = NULL;
    bool json = false, strict = false;
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
        if (option == 'h')
            return command_print_help("check");
        if (option == OPTION_STRICT)
            strict = true;
        else if (option == OPTION_REF)
            ref = optarg;
        else if (option != OPTION_FORMAT)
            return command_refuse_option("check", option, argv);
        else if (strcmp(optarg, "json") == 0)
            json = true;
        else if (strcmp(optarg, "texte") == 0)
            json = false;
        else
            return command_refuse(
                "check", "--format : « %s » est inconnu ; attendu : texte ou json", optarg);
    }
    const char *folder = command_take_folder("check", argc, argv, 1);
    if (!folder || command_check_folder("check", folder) != COMMAND_DONE)
        return COMMAND_USAGE;
    return run(folder, ref, json, strict);
}
