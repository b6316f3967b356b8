/*
 * What today's contract takes back from the past: what is restricted or a draft today has no public
 * past (CONTENT.md, "Visibility").
 */
#ifndef COMMANDS_WITHDRAWAL_H
#define COMMANDS_WITHDRAWAL_H

#include "content/content.h"

/*
 * Hides in a past content what `context`, today's content cut to the same edition, does not show: a
 * content_withdraw. By path: a page hidden today, the text of one that has a ::: block today, a
 * document that only hidden things refer to today.
 */
content_withdraw withdrawal_apply;

#endif
