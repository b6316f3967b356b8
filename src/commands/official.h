/*
 * The official versions of a project: its contract as it was at git tags, each loaded from the
 * tag's commit, cut to an edition by its own rules and by today's, and made a site below today's
 * of that edition. A tag can't be mended: what today's rules refuse in it is a note.
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

/* Those that a content names, in its edition. */
struct officials {
    const struct content *today;
    const struct past *past; /* today's; NULL: the history is not known */
    struct diag *diag;       /* takes what is said of them */
    struct official *items;
    size_t count;
};

/*
 * Loads the versions that `today`, the project's content cut to an edition, names, and names those
 * that can be published in `options`, the options of the site that they stand below. One that can't
 * (no repository, no such tag) is a warning in `diag` and is left out. Close them with
 * official_close().
 */
struct officials *official_load(struct project *project, const struct content *today,
                                const struct past *past, struct diag *diag,
                                struct site_options *options);

/* Makes their sites, with the options of a site, and adds them to the set that begins with today's.
 */
void official_build(struct project *project, struct officials *officials,
                    const struct site_options *options, struct site_set *set);

void official_close(struct officials *officials); /* NULL: there are none */

#endif
