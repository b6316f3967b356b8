/* The writers of publish/: calendar, feed, sitemap. Readers that are not ours judge them when they
 * are installed: python3-icalendar, xmllint. */
#include "publish_site.h"

#include "publish/calendar.h"
#include "publish/feed.h"
#include "publish/sitemap.h"

/* Debian's own, which has Debian's packages. */
#define PYTHON "PATH=/usr/bin:$PATH python3"

#define test(name) cmocka_unit_test_setup_teardown(name, site_setup, site_teardown)

static int32_t day_of(int year, int month, int day) {
    return date_first_day((struct date){(int16_t)year, (int8_t)month, (int8_t)day});
}

static struct calendar_event event_on(int32_t day, int start) {
    return (struct calendar_event){.uid = SLICE("1@x.example"),
                                   .summary = SLICE("Réunion"),
                                   .first_day = day,
                                   .last_day = day,
                                   .start = start,
                                   .end = TIME_NONE};
}

static struct calendar calendar_of(const char *zone, const struct calendar_event *events,
                                   size_t count) {
    return (struct calendar){.name = SLICE("Agenda"),
                             .zone = zone_find(slice_from(zone)),
                             .stamp = 1718150400,
                             .events = events,
                             .count = count};
}

static bool contains(const struct buffer *buffer, const char *words) {
    struct slice text = buffer_slice(buffer);
    return slice_search(text, slice_from(words)) < text.size;
}

static void assert_wrote(const struct calendar_event *event, const char *words, bool expected) {
    struct buffer buffer = BUFFER_INIT;
    struct calendar calendar = calendar_of("Europe/Paris", event, 1);
    calendar_write(&buffer, &calendar);
    assert_int_equal(contains(&buffer, words), expected);
    buffer_dispose(&buffer);
}

static void ends_are_right(void **state) {
    (void)state;
    int32_t day = day_of(2024, 12, 31);
    struct calendar_event event = event_on(day, TIME_NONE);
    assert_wrote(&event,
                 "DTSTART;VALUE=DATE:20241231\r\nDTEND;VALUE=DATE:20250101\r\nSEQUENCE:0\r\n"
                 "STATUS:CONFIRMED\r\n",
                 true);
    event.last_day = day - 3; /* before its start */
    assert_wrote(&event, "DTEND;VALUE=DATE:20250101\r\n", true);
    event = event_on(day, 1110);
    assert_wrote(&event, "DTSTART;TZID=Europe/Paris:20241231T183000\r\n", true);
    assert_wrote(&event, "DTEND", false);
    event.end = 1110;
    assert_wrote(&event, "DTEND", false);
    event.end = 1111;
    assert_wrote(&event, "DTEND;TZID=Europe/Paris:20241231T183100\r\n", true);
    event.last_day = day + 1;
    event.end = TIME_NONE;
    assert_wrote(&event, "DTEND;TZID=Europe/Paris:20250102T000000\r\n", true);
    event.last_day = day - 1;
    event.end = 1200;
    assert_wrote(&event, "DTEND", false);
}

static void texts_are_escaped(void **state) {
    (void)state;
    struct calendar_event event = event_on(19000, TIME_NONE);
    event.summary = SLICE("a,b;c\\d\r\ne\x01: \"f\"");
    event.status = CALENDAR_CANCELLED;
    event.url = SLICE("https://x.example/a,b;c\r\nATTENDEE:x");
    assert_wrote(&event, "SUMMARY:a\\,b\\;c\\\\d\\ne: \"f\"\r\n", true);
    assert_wrote(&event, "STATUS:CANCELLED\r\n", true);
    assert_wrote(&event, "URL:https://x.example/a,b;cATTENDEE:x\r\n", true);
    assert_wrote(&event, "DTSTAMP:20240612T000000Z\r\n", true);
}

/* Every line of at most 75 octets, each piece valid UTF-8; unfolded, the text is back. */
static void lines_are_folded(void **state) {
    (void)state;
    for (size_t ascii = 0; ascii < 80; ascii++) {
        struct buffer text = BUFFER_INIT, out = BUFFER_INIT, flat = BUFFER_INIT;
        for (size_t i = 0; i < ascii; i++)
            buffer_add_byte(&text, 'x');
        for (size_t i = 0; i < 60; i++)
            BUFFER_LITERAL(&text, "é€𝄞");
        struct calendar_event event = event_on(19000, TIME_NONE);
        event.description = buffer_slice(&text);
        struct calendar calendar = calendar_of("Europe/Paris", &event, 1);
        calendar_write(&out, &calendar);
        struct slice rest = buffer_slice(&out), line;
        while (slice_next_line(&rest, &line)) {
            assert_true(line.size <= 75 && line.data[line.size] == '\r');
            assert_false(line.size && ((unsigned char)line.data[0] & 0xC0) == 0x80);
            assert_false(line.size > 1 && ((unsigned char)line.data[1] & 0xC0) == 0x80 &&
                         line.data[0] == ' ');
            buffer_add(&flat, line.size && line.data[0] == ' ' ? slice_from_offset(line, 1) : line);
        }
        struct slice found = buffer_slice(&flat);
        assert_true(slice_search(found, buffer_slice(&text)) < found.size);
        buffer_dispose(&text);
        buffer_dispose(&out);
        buffer_dispose(&flat);
    }
}

static void write_file(const char *path, const struct buffer *buffer) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(buffer->data, 1, buffer->size, file), buffer->size);
    fclose(file);
}

/* Prints when each event starts in UTC, by the rules written in the file itself. */
static const char reader[] =
    "import sys, icalendar, datetime\n"
    "for path in sys.argv[1:]:\n"
    "    calendar = icalendar.Calendar.from_ical(open(path, 'rb').read())\n"
    "    zone = calendar.walk('VTIMEZONE')[0].to_tz()\n"
    "    for event in calendar.walk('VEVENT'):\n"
    "        local = event['DTSTART'].dt.replace(tzinfo=None)\n"
    "        start = zone.localize(local) if hasattr(zone, 'localize') "
    "else local.replace(tzinfo=zone)\n"
    "        print(int(start.timestamp()))\n";

/* Two years of weeks at two hours, none in the hour that does not exist or comes twice. */
static size_t fill_years(struct calendar_event *events) {
    size_t count = 0;
    for (int32_t day = day_of(2024, 1, 1); day < day_of(2026, 1, 1); day += 3) {
        events[count++] = event_on(day, 60 * 9 + 30);
        events[count++] = event_on(day, 60 * 23);
    }
    return count;
}

static void zones_mean_what_ours_do(void **state) {
    (void)state;
    static struct calendar_event events[600];
    size_t count = fill_years(events);
    file_put("reader.py", reader);
    if (system(PYTHON " -c 'import icalendar' 2>/dev/null") != 0) {
        print_message("python3-icalendar is not installed: the calendar is not read back\n");
        skip();
    }
    for (const struct zone *zone = zone_all(); zone->name; zone++) {
        struct buffer out = BUFFER_INIT;
        struct calendar calendar = calendar_of(zone->name, events, count);
        calendar_write(&out, &calendar);
        write_file("agenda.ics", &out);
        buffer_dispose(&out);
        FILE *pipe = popen(PYTHON " reader.py agenda.ics", "r");
        assert_non_null(pipe);
        for (size_t i = 0; i < count; i++) {
            long long start = 0;
            assert_int_equal(fscanf(pipe, "%lld", &start), 1);
            assert_int_equal(start, zone_to_utc(zone, events[i].first_day, events[i].start));
        }
        assert_int_equal(pclose(pipe), 0);
    }
}

static void feed_is_as_expected(void **state) {
    (void)state;
    struct buffer out = BUFFER_INIT;
    struct feed_entry entries[] = {
        {.id = SLICE("https://x.example/a/"),
         .title = SLICE("A & <b>"),
         .url = SLICE("https://x.example/a/"),
         .html = SLICE("<p>été</p>"),
         .updated = 1718143200, /* 12 June 2024, midnight in Paris */
         .published = 1704063600},
        {.id = SLICE("b/"), .title = SLICE(""), .updated = 1000},
    };
    struct feed feed = {.id = SLICE("https://x.example/"),
                        .title = SLICE("Actualités"),
                        .author = SLICE("CCVO"),
                        .language = SLICE("fr"),
                        .self = SLICE("https://x.example/actualites.atom"),
                        .zone = zone_find(SLICE("Europe/Paris")),
                        .entries = entries,
                        .count = 2};
    feed_write(&out, &feed);
    assert_true(contains(&out, "<title>A &amp; &lt;b&gt;</title>"));
    assert_true(contains(&out, "<updated>2024-06-12T00:00:00+02:00</updated>\n<author>"));
    assert_true(contains(&out, "<published>2024-01-01T00:00:00+01:00</published>"));
    assert_true(contains(&out, "xml:base=\"https://x.example/a/\">&lt;p&gt;été&lt;/p&gt;<"));
    write_file("feed.atom", &out);
    if (system("xmllint --version 2>/dev/null") == 0)
        assert_int_equal(system("xmllint --noout feed.atom"), 0);
    buffer_dispose(&out);
}

static void sitemap_is_as_expected(void **state) {
    (void)state;
    struct buffer out = BUFFER_INIT;
    struct sitemap_url urls[] = {{SLICE("https://x.example/?a&b"), {2024, 6, 12}},
                                 {SLICE("https://x.example/"), {0, 0, 0}}};
    sitemap_write(&out, urls, 2);
    assert_true(contains(&out, "<url><loc>https://x.example/?a&amp;b</loc>"
                               "<lastmod>2024-06-12</lastmod></url>\n"
                               "<url><loc>https://x.example/</loc></url>\n</urlset>\n"));
    buffer_reset(&out);
    sitemap_write_index(&out, urls, 1);
    assert_true(contains(&out, "<sitemap><loc>"));
    write_file("map.xml", &out);
    if (system("xmllint --version 2>/dev/null") == 0)
        assert_int_equal(system("xmllint --noout map.xml"), 0);
    buffer_dispose(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test(ends_are_right),          test(texts_are_escaped),   test(lines_are_folded),
        test(zones_mean_what_ours_do), test(feed_is_as_expected), test(sitemap_is_as_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
