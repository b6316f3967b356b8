/*
 * The official versions of a project: its contract as it was at git tags, each loaded from the
 * tag's commit, cut to the same edition by its own rules and by today's, and made a site below
 * today's. A tag can't be mended: what today's rules refuse in it is a warning.
 */
#ifndef COMMANDS_OFFICIAL_H
#define COMMANDS_OFFICIAL_H

#include "commands/project.h"
#include "commands/withdrawal.h"

struct official {
    struct repository repository; /* the project's, from the tag's commit */
    struct source source;
    struct diag diag;
    struct withdrawal_work withdrawal;
    struct content content;
    struct site_version version;
    bool left_out;
};

/*
 * Loads the versions that project->content names into project->officials, and names those that can
 * be published in `today`, the options of the site that they stand below. One that can't (no
 * repository, no such tag) is a warning and is left out.
 */
void official_load(struct project *project, struct site_options *today);

/* Makes their sites, with the options of today's, once project->site is there. */
void official_build(struct project *project, const struct site_options *options);

void official_close(struct project *project);

#endif
