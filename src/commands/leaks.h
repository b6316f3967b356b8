/*
 * What check says of the public edition: what should not be public, and is about to be.
 */
#ifndef COMMANDS_LEAKS_H
#define COMMANDS_LEAKS_H

#include "commands/project.h"

/*
 * Warns, in project->diag, of what the texts and the files of the public edition give away:
 * addresses and numbers of persons, names, marks of confidence, where a photo was taken. Only what
 * is public is looked at, so that nothing restricted can be quoted. Returns 0, or -1 with `error`
 * described when the machine refused.
 */
int leaks_check(struct project *project, const struct project_options *options,
                struct error *error);

/* The part of it that reads a text file as it is; `file` has its text. */
void leaks_check_text(struct project *project, const struct content *content,
                      const struct diag_file *file);

/* The part of it that looks into the files of images/, documents/ and donnees/. */
void leaks_check_files(struct project *project, const struct content *content);

#endif
