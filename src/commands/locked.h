/*
 * The locked room of a project: the partners' site and its official versions, made of the content
 * linked a second time in their edition, with the key that seals them. It stands beside the public
 * ones and hands nothing to them.
 */
#ifndef COMMANDS_LOCKED_H
#define COMMANDS_LOCKED_H

#include "commands/project.h"
#include "publish/room_key.h"

struct locked {
    struct source source; /* the project's, listed again; closed with it */
    struct diag diag;
    struct content content;
    struct past *past;
    struct officials *officials; /* commands/official.h; NULL: the public site has none */
    struct site_set set;         /* today's partners' site, then those of the official versions */
};

/* Where the key and the passphrases are; NULL: not said on the command line. */
struct locked_options {
    const char *secret;
    const char *passphrases;
    const char *output;                               /* of the build */
    void (*note)(void *context, const char *message); /* as publish_options.note */
};

/*
 * Makes the partners' sites, project->locked, once the public ones are there and have no errors.
 * What only partners' pages have wrong goes to project->diag. Returns 0, or -1 with `error`
 * described.
 */
int locked_build(struct project *project, const struct project_options *options,
                 struct error *error);

void locked_close(struct project *project);

/*
 * Reads the passphrases and opens the secret file. Returns COMMAND_DONE, or the status to exit
 * with once the reasons were said on stderr. The key is to be forgotten with room_key_wipe() in
 * either case.
 */
int locked_open(struct project *project, const struct project_options *options,
                const struct locked_options *wanted, struct room_key *key);

#endif
