/*
 * What today's contract takes back from the past: what is restricted or a draft today has no public
 * past (CONTENT.md, "Visibility"), and what `historique.retrait` names has none.
 */
#ifndef COMMANDS_WITHDRAWAL_H
#define COMMANDS_WITHDRAWAL_H

#include "history/past.h"

struct withdrawal_work {
    const struct content *today; /* cut to the same edition */
    const struct past *past;     /* NULL: the history is not known; then paths decide */
    struct map heirs;            /* set: path of a file of the past to struct heir */
};

/*
 * Hides in a past content what today's does not show: a content_withdraw, whose context is a
 * withdrawal_work. Files are followed over their renames; one that no known commit has is shown
 * only if the file of its path is. A document that only hidden things refer to today is withheld,
 * under any name.
 */
content_withdraw withdrawal_apply;

#endif
