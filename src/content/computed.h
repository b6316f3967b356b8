/*
 * What is computed, never written: progress, lateness, who to ask, totals. "Today" is the date of
 * the site.
 */
#ifndef CONTENT_COMPUTED_H
#define CONTENT_COMPUTED_H

#include "content/content.h"

/* Progress of an action, 0 to 100: its `avancement`; else the share of its steps done; else by
 * status. */
double computed_action_progress(const struct action *action);

/* The mean progress of some actions, abandoned ones left out. Returns false when none is left. */
bool computed_progress(const struct list *actions, double *progress);

/* Whether the last day that a date covers is past; false when it is not set. */
bool computed_is_past(const struct content *content, struct date date);

/* An action not finished nor stopped whose end is past. */
bool computed_action_is_late(const struct content *content, const struct action *action);

/* A step not done whose deadline is past, unless its action is suspended or abandoned. */
bool computed_step_is_late(const struct content *content, const struct action *action,
                           const struct step *step);

/* A decision neither done nor dropped whose deadline is past. A validation is done by being
 * taken. */
bool computed_decision_is_late(const struct content *content, const struct decision *decision);

/* The status of a decision: what is written, else done for a validation, else to do. */
enum decision_status computed_decision_status(const struct decision *decision);

/* Whether there is still something to do about a decision: neither done nor dropped. */
bool computed_decision_is_open(const struct decision *decision);

/* Whether something that began and ended on partial dates, either unset, is in force today. */
bool computed_in_force(const struct content *content, struct date since, struct date until);

/* Who to ask about an action (NULL: about anything): the coordination of its sector, else the
 * first in office. NULL when nobody is. */
const struct contact *computed_contact(const struct content *content, const struct action *action);

/* What an indicator is called: its name, else its id. */
struct slice computed_indicator_name(const struct indicator *indicator);

/* The last value of an indicator that is a number, by date; NULL when none. */
const struct indicator_value *computed_last_value(const struct indicator *indicator);

/* Whether a number meets the target, in the indicator's direction. */
bool computed_target_is_met(const struct indicator *indicator, double value, double target);

/* The target in force: `cible`, else the last of `cibles`. Returns false when there is none. */
bool computed_target(const struct indicator *indicator, double *target);

/* Whether an evaluation of the site's accessibility has ended: its date is given, and past. */
bool computed_is_evaluated(const struct content *content, const struct accessibility *statement);

/* The state of accessibility that may be declared, at most what is written (`statement` may be
 * NULL): without an evaluation none; total only with all criteria met and nothing left out; partial
 * from half of them on (RGAA 4.1, "obligations d'accessibilité"). */
enum accessibility_state computed_accessibility(const struct content *content,
                                                const struct accessibility *statement);

/* Whether an action concerns everyone: "tout public" among its publics. */
bool computed_is_for_all(const struct action *action);

#endif
