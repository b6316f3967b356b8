#include "content/computed.h"

#include "base/utf8.h"

double computed_action_progress(const struct action *action) {
    if (action->progress.set)
        return action->progress.value;
    if (action->steps.count) {
        size_t done = 0;
        for (size_t i = 0; i < action->steps.count; i++)
            done += ((const struct step *)action->steps.items[i])->status == STEP_DONE;
        return 100.0 * (double)done / (double)action->steps.count;
    }
    switch (action->status) {
    case ACTION_RUNNING:
        return 50;
    case ACTION_DONE:
    case ACTION_PERMANENT:
        return 100;
    default:
        return 0;
    }
}

bool computed_progress(const struct list *actions, double *progress) {
    double sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        if (action->status == ACTION_ABANDONED)
            continue;
        sum += computed_action_progress(action);
        count++;
    }
    if (count)
        *progress = sum / (double)count;
    return count != 0;
}

bool computed_is_past(const struct content *content, struct date date) {
    return date_is_set(date) && date_last_day(date) < content->today;
}

bool computed_action_is_late(const struct content *content, const struct action *action) {
    bool open = action->status == ACTION_UNDEFINED || action->status == ACTION_PLANNED ||
                action->status == ACTION_RUNNING;
    return open && action->calendar && computed_is_past(content, action->calendar->end);
}

bool computed_step_is_late(const struct content *content, const struct action *action,
                           const struct step *step) {
    bool stopped = action->status == ACTION_SUSPENDED || action->status == ACTION_ABANDONED;
    return !stopped && step->status != STEP_DONE && computed_is_past(content, step->due);
}

enum decision_status computed_decision_status(const struct decision *decision) {
    if (decision->status)
        return (enum decision_status)decision->status;
    return decision->type == DECISION_VALIDATION ? DECISION_DONE : DECISION_TODO;
}

bool computed_decision_is_open(const struct decision *decision) {
    enum decision_status status = computed_decision_status(decision);
    return status != DECISION_DONE && status != DECISION_DROPPED;
}

bool computed_decision_is_late(const struct content *content, const struct decision *decision) {
    return computed_decision_is_open(decision) && computed_is_past(content, decision->due);
}

bool computed_in_force(const struct content *content, struct date since, struct date until) {
    if (date_is_set(since) && date_first_day(since) > content->today)
        return false;
    return !computed_is_past(content, until);
}

bool computed_is_evaluated(const struct content *content, const struct accessibility *statement) {
    return date_is_set(statement->date) && date_first_day(statement->date) <= content->today;
}

enum accessibility_state computed_accessibility(const struct content *content,
                                                const struct accessibility *statement) {
    if (!statement || !computed_is_evaluated(content, statement))
        return ACCESSIBILITY_NONE;
    const struct number rate = statement->rate;
    int state = statement->state;
    if (state == ACCESSIBILITY_FULL &&
        (statement->failures.count || (rate.set && rate.value < 100)))
        state = ACCESSIBILITY_PARTIAL;
    if (state == ACCESSIBILITY_PARTIAL && rate.set && rate.value < 50)
        state = ACCESSIBILITY_NONE;
    return state == ACCESSIBILITY_UNSET ? ACCESSIBILITY_NONE : state;
}

static bool is_of_sector(const struct contact *contact, const struct action *action) {
    for (size_t i = 0; action && i < action->sectors.count; i++)
        if (contact->sector.target && contact->sector.target == action->sectors.items[i].target)
            return true;
    return false;
}

const struct contact *computed_contact(const struct content *content, const struct action *action) {
    const struct contact *first = NULL;
    const struct list *contacts = &content->contract->coordination;
    for (size_t i = 0; i < contacts->count; i++) {
        const struct contact *contact = contacts->items[i];
        if (!computed_in_force(content, contact->since, contact->until))
            continue;
        if (is_of_sector(contact, action))
            return contact;
        first = first ? first : contact;
    }
    return first;
}

struct slice computed_indicator_name(const struct indicator *indicator) {
    return indicator->name.size ? indicator->name : indicator->id;
}

const struct indicator_value *computed_last_value(const struct indicator *indicator) {
    const struct indicator_value *last = NULL;
    for (size_t i = 0; i < indicator->values.count; i++) {
        const struct indicator_value *value = indicator->values.items[i];
        if (value->value.kind == MEASURE_NUMBER &&
            (!last || date_compare(value->date, last->date) >= 0))
            last = value;
    }
    return last;
}

bool computed_target(const struct indicator *indicator, double *target) {
    double year = 0;
    bool found = indicator->target.kind == MEASURE_NUMBER;
    if (found) {
        *target = indicator->target.number;
        return true;
    }
    for (size_t i = 0; i < indicator->targets.count; i++) {
        const struct indicator_target *step = indicator->targets.items[i];
        if (step->value.kind == MEASURE_NUMBER && (!found || step->year.value >= year)) {
            *target = step->value.number;
            year = step->year.value;
            found = true;
        }
    }
    return found;
}

bool computed_target_is_met(const struct indicator *indicator, double value, double target) {
    return indicator->direction == INDICATOR_DOWN ? value <= target : value >= target;
}

bool computed_is_for_all(const struct action *action) {
    struct arena scratch = ARENA_INIT;
    bool all = false;
    for (size_t i = 0; i < action->publics.count; i++)
        all = all || slice_is(utf8_fold(&scratch, action->publics.items[i]), "tout public");
    arena_dispose(&scratch);
    return all;
}
