#include "site/drawings.h"

#include "base/utf8.h"
#include "charts/chart.h"
#include "charts/gantt.h"
#include "charts/ring.h"
#include "content/computed.h"
#include "site/maps.h"
#include "site/values.h"
#include "text/french.h"

#define WIDE 600
#define NARROW 300

/* ---- In words */

/* A series in words: where a line goes from and to, or its largest bar. */
struct ends {
    size_t first, last, largest;
    size_t count;
};

static struct ends ends_of(const struct chart *chart, size_t serie) {
    struct ends ends = {0};
    const struct chart_value *values = chart->values + serie * chart->points;
    for (size_t point = 0; point < chart->points; point++) {
        if (!values[point].present)
            continue;
        if (ends.count == 0)
            ends.first = ends.largest = point;
        if (values[point].number > values[ends.largest].number)
            ends.largest = point;
        ends.last = point;
        ends.count++;
    }
    return ends;
}

static struct slice point_words(struct arena *arena, const struct chart *chart, size_t serie,
                                size_t point) {
    double number = chart->values[serie * chart->points + point].number;
    return slice_format(arena, "%.*s (%.*s)", SLICE_ARG(french_number(arena, number, 2)),
                        SLICE_ARG(chart->labels[point]));
}

static struct slice serie_words(const struct site *site, struct arena *arena,
                                const struct chart *chart, size_t serie) {
    struct ends ends = ends_of(chart, serie);
    if (ends.count == 0)
        return (struct slice){"", 0};
    struct slice words;
    if (chart->type == CHART_LINES && ends.count > 1)
        words = slice_format(arena, "%.*s %.*s %.*s %.*s", SLICE_ARG(site_word(site, "dessin_de")),
                             SLICE_ARG(point_words(arena, chart, serie, ends.first)),
                             SLICE_ARG(site_word(site, "dessin_a")),
                             SLICE_ARG(point_words(arena, chart, serie, ends.last)));
    else
        words = slice_format(arena, "%.*s %.*s", SLICE_ARG(site_word(site, "dessin_au_plus")),
                             SLICE_ARG(point_words(arena, chart, serie, ends.largest)));
    if (chart->series > 1)
        return slice_format(arena, " %.*s%.*s %.*s.", SLICE_ARG(chart->names[serie]),
                            SLICE_ARG(site_word(site, "deux_points")), SLICE_ARG(words));
    words = utf8_capitalize(arena, words);
    return slice_format(arena, " %.*s.", SLICE_ARG(words));
}

static struct slice describe(const struct site *site, struct arena *arena,
                             const struct chart *chart) {
    static const char *const kinds[] = {"dessin_courbe", "dessin_barres", "dessin_empile"};
    struct buffer words = BUFFER_INIT;
    buffer_add(&words, site_word(site, kinds[chart->type]));
    if (chart->unit.size)
        buffer_format(&words, ", %.*s", SLICE_ARG(chart->unit));
    buffer_add_byte(&words, '.');
    for (size_t serie = 0; serie < chart->series; serie++)
        buffer_add(&words, serie_words(site, arena, chart, serie));
    if (chart->target.present)
        buffer_format(&words, " %.*s%.*s %.*s.", SLICE_ARG(chart->target_name),
                      SLICE_ARG(site_word(site, "deux_points")),
                      SLICE_ARG(french_number(arena, chart->target.number, 2)));
    buffer_format(&words, " %.*s", SLICE_ARG(site_word(site, "dessin_suite")));
    struct slice copy = slice_copy(arena, buffer_slice(&words));
    buffer_dispose(&words);
    return copy;
}

/* ---- Drawn twice */

static struct value drawn(struct arena *arena, struct buffer *out, bool whole) {
    struct slice html = slice_copy(arena, buffer_slice(out));
    buffer_dispose(out);
    return whole ? value_html(html) : value_none();
}

struct value drawings_chart(const struct site *site, struct arena *arena, struct chart *chart,
                            struct slice id) {
    struct buffer out = BUFFER_INIT;
    bool whole = true;
    chart->description = describe(site, arena, chart);
    for (int i = chart->small; i < 2 && whole; i++) {
        chart->width = i ? NARROW : WIDE;
        chart->class_name = chart->small ? "dessin-petit" : i ? "dessin-etroit" : "dessin-large";
        chart->id = slice_format(arena, "%.*s-%c", SLICE_ARG(id),
                                 chart->small ? 'p'
                                 : i          ? 'e'
                                              : 'l');
        whole = chart_write(&out, chart);
    }
    return drawn(arena, &out, whole);
}

struct value drawings_gantt(struct arena *arena, struct gantt *gantt, struct slice id) {
    struct buffer out = BUFFER_INIT;
    bool whole = true;
    for (int i = 0; i < 2 && whole; i++) {
        gantt->width = i ? NARROW : WIDE;
        gantt->class_name = i ? "dessin-etroit gantt" : "dessin-large gantt";
        gantt->id = slice_format(arena, "%.*s-%c", SLICE_ARG(id), i ? 'e' : 'l');
        whole = gantt_write(&out, gantt);
    }
    return drawn(arena, &out, whole);
}

struct value drawings_progress(const struct site *site, struct arena *arena, double progress) {
    struct buffer out = BUFFER_INIT;
    struct slice printed = value_get(values_progress(arena, progress), SLICE("texte")).text;
    struct ring ring = {.id = SLICE("dessin-avancement"),
                        .title = site_word(site, "avancement_moyen"),
                        .description = slice_format(arena, "%.*s. %.*s", SLICE_ARG(printed),
                                                    SLICE_ARG(site_word(site, "avancement_note"))),
                        .percent = {true, progress},
                        .printed = printed};
    ring_write(&out, &ring);
    return drawn(arena, &out, true);
}

/* ---- Figures */

/* Days of labels that are dates going forward; NULL when they are not. */
static const double *positions_of(struct arena *arena, const struct chart *chart) {
    double *positions = arena_array(arena, double, chart->points);
    for (size_t point = 0; point < chart->points; point++) {
        struct date date;
        if (!date_parse(chart->labels[point], &date))
            return NULL;
        positions[point] = date_first_day(date);
        if (point && positions[point] <= positions[point - 1])
            return NULL;
    }
    return positions;
}

/* What stands for a bar without a value: why it has none, when all have one reason. */
static struct slice missing_words(const struct site *site, const struct figure_table *table) {
    bool secret = false, other = false;
    for (size_t row = 0; row < table->rows; row++)
        for (size_t column = 1; column < table->columns; column++) {
            enum measure_kind kind = table->cells[row * table->columns + column].kind;
            secret = secret || kind == MEASURE_SECRET;
            other = other || (kind != MEASURE_SECRET && kind != MEASURE_NUMBER);
        }
    if (secret && other)
        return SLICE("–");
    return site_word(site, secret ? "secret_statistique" : "non_disponible");
}

static const struct chart_value *figure_values(struct arena *arena,
                                               const struct figure_table *table) {
    size_t series = table->columns - 1;
    struct chart_value *values = arena_array(arena, struct chart_value, series * table->rows);
    for (size_t row = 0; row < table->rows; row++)
        for (size_t serie = 0; serie < series; serie++) {
            const struct measure *cell = &table->cells[row * table->columns + serie + 1];
            values[serie * table->rows + row] =
                (struct chart_value){cell->kind == MEASURE_NUMBER, cell->number};
        }
    return values;
}

struct value drawings_figure(const struct site *site, struct arena *arena,
                             const struct figure_table *table, size_t index) {
    static const int types[] = {
        [FIGURE_LINES] = CHART_LINES,
        [FIGURE_BARS] = CHART_BARS,
        [FIGURE_STACKED] = CHART_STACKED,
    };
    const struct figure *figure = table->figure;
    struct slice path = figure->record.file->diag.path;
    struct slice id = slice_format(arena, "dessin-%08llx-%zu",
                                   slice_hash(path, SLICE_HASH_SEED) & 0xFFFFFFFF, index);
    if (figure->type == FIGURE_MAP)
        return maps_draw_figure(site, arena, table, id);
    if (figure->type < FIGURE_LINES || figure->type > FIGURE_STACKED || table->columns < 2 ||
        table->rows == 0)
        return value_none();
    struct slice *labels = arena_array(arena, struct slice, table->rows);
    struct slice *names = arena_array(arena, struct slice, table->columns);
    for (size_t row = 0; row < table->rows; row++)
        labels[row] = french_text(arena, table->labels[row * table->columns]);
    for (size_t serie = 0; serie + 1 < table->columns; serie++)
        names[serie] = french_text(arena, table->names[serie + 1]);
    struct chart chart = {.type = (enum chart_type)types[figure->type],
                          .title = french_text(arena, figure->title),
                          .unit = french_text(arena, figure->unit),
                          .missing = missing_words(site, table),
                          .points = table->rows,
                          .labels = labels,
                          .series = table->columns - 1,
                          .names = names,
                          .values = figure_values(arena, table)};
    chart.positions = positions_of(arena, &chart);
    return drawings_chart(site, arena, &chart, id);
}

/* ---- Indicators */

/* Whether one of the values is of this very date. */
static bool has_date(const struct indicator *indicator, struct date date) {
    for (size_t i = 0; i < indicator->values.count; i++) {
        const struct indicator_value *value = indicator->values.items[i];
        if (date_compare(value->date, date) == 0)
            return true;
    }
    return false;
}

/* "10/2026", or the year alone: short enough for an axis. */
static struct slice short_date(struct arena *arena, struct date date) {
    if (date.month == 0)
        return french_date(arena, date);
    return slice_format(arena, "%02d/%d", date.month, date.year);
}

const struct indicator_value **drawings_values(struct arena *arena,
                                               const struct indicator *indicator, size_t *count) {
    const struct indicator_value **values =
        arena_array(arena, const struct indicator_value *, indicator->values.count + 1);
    *count = 0;
    for (size_t i = 0; i <= indicator->values.count; i++) {
        const struct indicator_value *value =
            i < indicator->values.count ? indicator->values.items[i] : indicator->start;
        if (!value || (value == indicator->start && has_date(indicator, value->date)))
            continue;
        size_t at = (*count)++;
        for (; at > 0 && date_compare(values[at - 1]->date, value->date) > 0; at--)
            values[at] = values[at - 1];
        values[at] = value;
    }
    return values;
}

struct value drawings_indicator(const struct site *site, struct arena *arena,
                                const struct indicator *indicator, size_t rank, bool small) {
    size_t count, numbers = 0;
    const struct indicator_value **values = drawings_values(arena, indicator, &count);
    struct slice *labels = arena_array(arena, struct slice, count + 1);
    double *positions = arena_array(arena, double, count + 1);
    struct chart_value *points = arena_array(arena, struct chart_value, count + 1);
    bool forward = true;
    for (size_t i = 0; i < count; i++) {
        labels[i] = short_date(arena, values[i]->date);
        positions[i] = date_first_day(values[i]->date);
        forward =
            forward && date_is_set(values[i]->date) && (i == 0 || positions[i] > positions[i - 1]);
        points[i].present = values[i]->value.kind == MEASURE_NUMBER;
        points[i].number = values[i]->value.number;
        numbers += points[i].present;
    }
    if (numbers < 2)
        return value_none();
    struct chart chart = {.type = CHART_LINES,
                          .small = small,
                          .title = french_text(arena, computed_indicator_name(indicator)),
                          .unit = french_text(arena, indicator->unit),
                          .points = count,
                          .labels = labels,
                          .positions = forward ? positions : NULL,
                          .series = 1,
                          .names = (struct slice[]){site_word(site, "valeur")},
                          .values = points,
                          .target_name = site_word(site, "dessin_cible")};
    chart.target.present = computed_target(indicator, &chart.target.number);
    struct slice path = indicator->record.file->diag.path;
    struct slice id = slice_format(arena, "dessin-%08llx-i%zu",
                                   slice_hash(path, SLICE_HASH_SEED) & 0xFFFFFFFF, rank);
    return drawings_chart(site, arena, &chart, id);
}
