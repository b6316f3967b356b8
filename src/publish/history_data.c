#include "publish/history_data.h"

#include "base/date.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "site/changes.h"
#include "text/escape.h"

#define DAY 86400

static void put_text(struct buffer *out, const char *key, struct slice text) {
    buffer_format(out, "\"%s\":", key);
    escape_json(out, text);
}

/* As git spells it, which may be no text: JSON has no place for such bytes. */
static void put_path(struct buffer *out, struct arena *scratch, struct slice path) {
    char *text = arena_alloc(scratch, path.size * 3 + 4);
    size_t size = 0;
    if (utf8_check(path) != path.size) {
        while (path.size)
            size += utf8_encode(utf8_next(&path), text + size);
        path = (struct slice){text, size};
    }
    put_text(out, "path", path);
}

static void put_commit(struct buffer *out, const struct history_commit *commit) {
    BUFFER_LITERAL(out, "{\"commit\":\"");
    for (size_t i = 0; i < sizeof commit->id; i++)
        buffer_format(out, "%02x", commit->id[i]);
    BUFFER_LITERAL(out, "\"");
}

/* As the author's own clock showed it. */
static void put_date(struct buffer *out, const struct history_commit *commit) {
    int offset = commit->author_offset, size = offset < 0 ? -offset : offset;
    int64_t local = commit->author_time + (int64_t)offset * 60;
    int64_t second = (local % DAY + DAY) % DAY;
    struct date date = date_from_day((int32_t)((local - second) / DAY));
    int clock = (int)second;
    buffer_format(out, ",\"date\":\"%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d\",", date.year,
                  date.month, date.day, clock / 3600, clock / 60 % 60, clock % 60,
                  offset < 0 ? '-' : '+', size / 60, size % 60);
}

static void put_version(struct buffer *out, const struct site *site, struct arena *scratch,
                        const struct past_version *version) {
    const struct past *past = site->histories->past;
    const struct history_commit *commit = &past->history->commits[version->commit];
    struct edit edit;
    past_read(past, scratch, version, &edit);
    put_commit(out, commit);
    put_date(out, commit);
    put_path(out, scratch, version->path);
    buffer_add_byte(out, ',');
    put_text(out, "summary", changes_summary(site, scratch, &edit));
    buffer_format(out, ",\"mineur\":%s}", version->weight == EDIT_MINOR ? "true" : "false");
    arena_reset(scratch);
}

static void put_item(struct buffer *out, const struct site *site, struct arena *scratch,
                     const struct history_item *item) {
    const char *before = "\n";
    buffer_add_byte(out, '{');
    if (item->page) {
        put_text(out, "url", item->page->url);
        buffer_add_byte(out, ',');
    }
    put_text(out, "path", item->past->path);
    if (item->past->entry.size) {
        buffer_add_byte(out, ',');
        put_text(out, "entry", item->past->entry);
    }
    BUFFER_LITERAL(out, ",\"versions\":[");
    for (size_t i = 0; i < item->past->count; i++) {
        if (item->past->versions[i].commit == CHAIN_UNSAVED)
            continue;
        buffer_add_string(out, before);
        put_version(out, site, scratch, &item->past->versions[i]);
        before = ",\n";
    }
    BUFFER_LITERAL(out, "]}");
}

bool history_data_has(const struct history_item *item, struct slice below) {
    const struct past_item *past = item->past;
    bool saved = past->count && past->versions[past->count - 1].commit != CHAIN_UNSAVED;
    return saved && (below.size == 0 || path_is_below(past->path, below));
}

void history_data_write(struct buffer *out, const struct site *site, struct slice below) {
    const struct histories *histories = site->histories;
    struct arena scratch = ARENA_INIT;
    const char *before = "\n";
    BUFFER_LITERAL(out, "{\"pages\":[");
    for (size_t i = 0; histories && i < histories->item_count; i++) {
        if (!history_data_has(&histories->items[i], below))
            continue;
        buffer_add_string(out, before);
        put_item(out, site, &scratch, &histories->items[i]);
        before = ",\n";
    }
    BUFFER_LITERAL(out, "\n]}\n");
    arena_dispose(&scratch);
}
