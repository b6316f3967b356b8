/*
 * What build and check share: a content directory loaded with its theme, and what is said of it.
 */
#ifndef COMMANDS_PROJECT_H
#define COMMANDS_PROJECT_H

#include "content/content.h"
#include "history/past.h"
#include "site/site.h"
#include "site/theme.h"
#include "source/repository.h"

struct project_options {
    const char *directory; /* of the content */
    const char *ref;       /* --ref: the commit to take it from, REV or REV:FOLDER; or NULL */
    const char *theme;     /* --theme, or NULL */
    const char *cache;     /* --cache, or NULL: beside the content */
    bool with_history;     /* walk the commits, and tell of the past */
    bool without_versions; /* no official versions: their pages are not wanted */
    enum visibility edition;
    size_t jobs;         /* 0: as many as processors */
    struct slice output; /* its path below the content, or empty */
    struct site_options site;
};

struct project {
    struct arena arena;
    struct diag diag;
    struct repository repository; /* the content's; without a handle: none */
    struct source source;
    struct content content;
    struct cache *cache;    /* NULL: none */
    struct history history; /* HISTORY_NONE unless it was asked for */
    struct past *past;      /* NULL: not all is known, or it was not asked for */
    struct theme theme;
    struct officials *officials; /* commands/official.h; NULL: they were not asked for */
    struct slice output;         /* as in the options */
    struct locked *locked;       /* commands/locked.h; NULL: no locked room */
    struct site *site;           /* today's; NULL when the content has errors */
    struct site_set set;         /* with those of the official versions */
};

/*
 * Loads the content, its theme and its pages. Returns 0, or -1 with `error` described when the
 * machine refused; what the author wrote wrong is in project->diag. The project must be closed with
 * project_close() in either case.
 */
int project_open(struct project *project, const struct project_options *options,
                 struct error *error);

/*
 * Loads the content of an open project once more, as the public edition; what is wrong in it was
 * said already. It lives as long as the project. Returns 0, or -1 with `error` described.
 */
int project_load_public(struct project *project, const struct project_options *options,
                        struct content *content, struct error *error);

void project_close(struct project *project);

/* What getopt_long() returns for the options of project_read_option(), of which a command lists
 * those that it takes: --edition, --theme, --cache, --ref. */
enum project_option {
    PROJECT_EDITION = 256,
    PROJECT_THEME,
    PROJECT_CACHE,
    PROJECT_REF,
    PROJECT_OTHERS /* the first that a command may use */
};

/* Reads an option that getopt_long() returned: one of these, "-h", or what it refused. Returns
 * COMMAND_DONE, a refusal that was said, or -1 when help was asked for and given. */
int project_read_option(struct project_options *options, const char *command, int option,
                        char **argv);

/* How many threads may work for a project. */
size_t project_jobs(const struct project_options *options);

/* Prints the messages on stderr, sorted, with their count, or as JSON on stdout. */
void project_report(struct project *project, bool json);

/* The status that the messages call for: with `strict`, warnings count as errors. */
int project_status(const struct project *project, bool strict);

#endif
