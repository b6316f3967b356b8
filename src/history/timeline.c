#include "history/timeline.h"

#include "base/arena.h"

/* The months a timeline may have: a contract lasts five years. */
#define MONTHS 600

static int status_of(const struct past_version *version) {
    struct edit edit;
    edit_decode_head(version->edit, &edit);
    return edit.kind == EDIT_DELETED ? ACTION_UNSET : edit.state.status;
}

/* ---- Months */

static struct date month_of(int32_t day) {
    struct date date = date_from_day(day);
    date.day = 0;
    return date;
}

static struct date next_month(struct date month) {
    bool december = month.month == 12;
    return (struct date){(int16_t)(month.year + december), (int8_t)(december ? 1 : month.month + 1),
                         0};
}

/* The commits of the line of first parents, newest first, and when each was there: dates that go
 * backwards are held to that of the commit before. */
struct line {
    uint32_t *commits;
    int64_t *times;
    size_t count;
};

static struct line line_of(struct arena *arena, const struct history *history) {
    struct line line = {0};
    for (uint32_t i = 0; i < history->commit_count; i++)
        if (history->commits[i].landed == i)
            arena_push(arena, line.commits, line.count, i);
    line.times = arena_array(arena, int64_t, line.count);
    for (size_t i = line.count; i-- > 0;) {
        int64_t time = history->commits[line.commits[i]].committer_time;
        bool back = i + 1 < line.count && time < line.times[i + 1];
        line.times[i] = back ? line.times[i + 1] : time;
    }
    return line;
}

/* The newest commit of the line that was there at a time; UINT32_MAX when none was. */
static uint32_t commit_at(const struct line *line, int64_t time) {
    for (size_t i = 0; i < line->count; i++)
        if (line->times[i] <= time)
            return line->commits[i];
    return UINT32_MAX;
}

/* ---- States */

static bool is_landed(const struct history *history, const struct past_version *version,
                      uint32_t commit) {
    return version->commit != CHAIN_UNSAVED && history->commits[version->commit].landed >= commit;
}

/* What an item was at a commit of the line; ACTION_UNSET: not there, or not known. */
static int status_at(const struct history *history, const struct past_item *item, uint32_t commit) {
    for (size_t i = 0; i < item->count; i++)
        if (is_landed(history, &item->versions[i], commit))
            return status_of(&item->versions[i]);
    return item->base && is_landed(history, item->base, commit) ? status_of(item->base)
                                                                : ACTION_UNSET;
}

static bool is_action(const struct past_item *item) {
    return item && item->record && item->record->schema == &action_schema;
}

/* The day of the oldest version of any action; of what was before, that of `depuis`. */
static int32_t first_day(const struct past *past, int32_t today) {
    int32_t first = today;
    const struct history_settings *settings = past->content->contract->history;
    for (size_t i = 0; i < past->count; i++) {
        const struct past_item *item = past->items[i];
        if (!is_action(item))
            continue;
        if (item->base && settings && date_first_day(settings->since) < first)
            first = date_first_day(settings->since);
        for (size_t j = 0; j < item->count; j++)
            if (past_day(past, &item->versions[j]) < first)
                first = past_day(past, &item->versions[j]);
    }
    return first;
}

static void count_today(const struct past *past, struct timeline_point *point) {
    const struct list *actions = &past->content->actions;
    for (size_t i = 0; i < actions->count; i++)
        point->actions[((const struct action *)actions->items[i])->status]++;
}

static void count_at(const struct past *past, const struct line *line,
                     struct timeline_point *point) {
    int64_t end = zone_to_utc(past->content->zone, date_last_day(point->month) + 1, 0) - 1;
    uint32_t commit = commit_at(line, end);
    for (size_t i = 0; i < past->count && commit != UINT32_MAX; i++)
        if (is_action(past->items[i]))
            point->actions[status_at(past->history, past->items[i], commit)]++;
}

void timeline_build(struct timeline *timeline, struct arena *arena, const struct past *past) {
    *timeline = (struct timeline){0};
    if (!past || past->history->commit_count == 0)
        return;
    int32_t today = past->content->today;
    struct date last = month_of(today);
    struct line line = line_of(arena, past->history);
    for (struct date month = month_of(first_day(past, today));
         date_compare(month, last) <= 0 && timeline->count < MONTHS; month = next_month(month)) {
        struct timeline_point point = {.month = month};
        if (date_compare(month, last) == 0)
            count_today(past, &point);
        else
            count_at(past, &line, &point);
        arena_push(arena, timeline->points, timeline->count, point);
    }
}

static void add_step(struct arena *arena, struct timeline_step **steps, size_t *count,
                     const struct past_version *version) {
    struct timeline_step step = {status_of(version), version};
    if (step.status != ACTION_UNSET && (*count == 0 || (*steps)[*count - 1].status != step.status))
        arena_push(arena, *steps, *count, step);
}

size_t timeline_of_action(struct arena *arena, const struct past_item *item,
                          struct timeline_step **steps) {
    size_t count = 0;
    *steps = NULL;
    if (item->base)
        add_step(arena, steps, &count, item->base);
    for (size_t i = item->count; i-- > 0;)
        if (item->versions[i].commit != CHAIN_UNSAVED)
            add_step(arena, steps, &count, &item->versions[i]);
    return count;
}
