#include "publish/feed.h"

#include "base/date.h"
#include "text/escape.h"

static void put_text(struct buffer *out, const char *name, struct slice text) {
    if (text.size == 0)
        return;
    buffer_format(out, "<%s>", name);
    escape_html(out, text);
    buffer_format(out, "</%s>\n", name);
}

static void put_link(struct buffer *out, const char *relation, const char *type, struct slice url) {
    if (url.size == 0)
        return;
    buffer_format(out, "<link rel=\"%s\" type=\"%s\" href=\"", relation, type);
    escape_html(out, url);
    BUFFER_LITERAL(out, "\"/>\n");
}

/* A time by the clocks of the zone: readers that show it as it is written show the right day. */
static void put_time(struct buffer *out, const char *name, const struct zone *zone,
                     int64_t seconds) {
    int minutes;
    struct date date = date_from_day(zone_local_day(zone, seconds, &minutes));
    int offset = zone_offset_at(zone, seconds);
    int size = offset < 0 ? -offset : offset;
    int second = (int)((seconds % 60 + 60) % 60);
    buffer_format(out, "<%s>%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d</%s>\n", name, date.year,
                  date.month, date.day, minutes / 60, minutes % 60, second, offset < 0 ? '-' : '+',
                  size / 60, size % 60, name);
}

static void put_content(struct buffer *out, const struct feed_entry *entry) {
    if (entry->html.size == 0)
        return;
    BUFFER_LITERAL(out, "<content type=\"html\"");
    if (entry->url.size) {
        BUFFER_LITERAL(out, " xml:base=\"");
        escape_html(out, entry->url);
        BUFFER_LITERAL(out, "\"");
    }
    BUFFER_LITERAL(out, ">");
    escape_html(out, entry->html);
    BUFFER_LITERAL(out, "</content>\n");
}

static void put_entry(struct buffer *out, const struct feed *feed, const struct feed_entry *entry) {
    BUFFER_LITERAL(out, "<entry>\n");
    put_text(out, "id", entry->id);
    put_text(out, "title", entry->title.size ? entry->title : SLICE("Sans titre"));
    put_link(out, "alternate", "text/html", entry->url);
    if (entry->published)
        put_time(out, "published", feed->zone, entry->published);
    put_time(out, "updated", feed->zone, entry->updated);
    put_text(out, "summary", entry->summary);
    put_content(out, entry);
    BUFFER_LITERAL(out, "</entry>\n");
}

static int64_t latest(const struct feed *feed) {
    int64_t updated = feed->count ? feed->entries[0].updated : feed->updated;
    for (size_t i = 1; i < feed->count; i++)
        if (feed->entries[i].updated > updated)
            updated = feed->entries[i].updated;
    return updated;
}

void feed_write(struct buffer *out, const struct feed *feed) {
    BUFFER_LITERAL(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    if (feed->language.size) {
        BUFFER_LITERAL(out, " xml:lang=\"");
        escape_html(out, feed->language);
        BUFFER_LITERAL(out, "\"");
    }
    BUFFER_LITERAL(out, ">\n");
    put_text(out, "id", feed->id);
    put_text(out, "title", feed->title);
    put_text(out, "subtitle", feed->subtitle);
    put_time(out, "updated", feed->zone, latest(feed));
    BUFFER_LITERAL(out, "<author>");
    put_text(out, "name", feed->author);
    BUFFER_LITERAL(out, "</author>\n");
    put_link(out, "self", "application/atom+xml", feed->self);
    put_link(out, "alternate", "text/html", feed->url);
    for (size_t i = 0; i < feed->count; i++)
        put_entry(out, feed, &feed->entries[i]);
    BUFFER_LITERAL(out, "</feed>\n");
}
