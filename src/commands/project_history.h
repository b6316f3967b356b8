/*
 * The history of a project: the walk over the commits and what the edition may tell of it, with the
 * cache that both share.
 */
#ifndef COMMANDS_PROJECT_HISTORY_H
#define COMMANDS_PROJECT_HISTORY_H

#include "commands/project.h"

/*
 * Walks the commits, once project_find() has opened the repository and before any thread is
 * started. Where they are not all there, a warning says how to fetch them and nothing is told of
 * the past. Returns 0, or -1 with `error` described.
 */
int project_walk(struct project *project, const struct project_options *options,
                 struct error *error);

/*
 * Gathers the past of a content of the project, as its edition may tell it: `past`, left alone when
 * not all is known. Returns as project_walk().
 */
int project_gather_past(struct project *project, struct content *content, struct past **past,
                        struct error *error);

/*
 * Finds what changed since the official version of an old content, whose withdrawal is done, as the
 * edition of `past` may tell it: `since`, left alone when the past is NULL, not known. Returns as
 * project_walk().
 */
int project_gather_since(struct project *project, const struct past *past,
                         const struct content *old, const struct map *heirs,
                         const struct past **since, struct error *error);

/* Writes what is new to the cache and closes it. */
void project_close_history(struct project *project);

/* Why the history can't be told, and what mends it. */
struct project_lack {
    const char *cause;
    const char *fix;
};

/* What a repository lacks to tell the history; NULL: nothing, or there is no repository. */
const struct project_lack *project_lack(const struct project *project);

#endif
