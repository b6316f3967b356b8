/*
 * Where a project's content comes from: its directory, or a commit of the git repository that holds
 * it; and the date that this gives the site.
 */
#ifndef COMMANDS_PROJECT_SOURCE_H
#define COMMANDS_PROJECT_SOURCE_H

#include "commands/project.h"

/*
 * Opens the repository and the source of a project. Returns 0, or -1 with `error` described: no
 * such directory, no such commit. A repository that can't be read matters only where the options
 * ask for a commit: else it is a warning. project_close() closes both.
 */
int project_find(struct project *project, const struct project_options *options,
                 struct error *error);

/* The date of the site: SOURCE_DATE_EPOCH, else the commit's, else the day's, with a warning. */
int64_t project_time(struct project *project);

/* What messages put before the paths of the content: "DIRECTORY/", "REV:FOLDER/". */
struct slice project_prefix(struct project *project);

#endif
