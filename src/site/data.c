#include "site/data.h"

#include "site/values.h"
#include "text/escape.h"

#include <math.h>
#include <stdio.h>

#define DECIMALS 6 /* of a number as it was written */

void site_add_data(struct site *site, struct site_data data) {
    struct site_data *copy = arena_new(site->arena, struct site_data);
    *copy = data;
    if (!map_put(&site->data_by_path, copy->path, copy))
        arena_push(site->arena, site->data, site->data_count, copy);
}

struct value data_href(const struct site *site, const char *path) {
    const struct site_data *data = map_get(&site->data_by_path, slice_from(path));
    return data ? value_text(data->path) : value_none();
}

void data_render(const struct site *site, const struct site_data *data, struct arena *arena,
                 struct buffer *out) {
    BUFFER_LITERAL(out, "\xEF\xBB\xBF");
    data->write(site, data, arena, out);
}

void data_text(struct buffer *out, struct slice text) {
    escape_csv(out, text);
    buffer_add_byte(out, ';');
}

void data_empty(struct buffer *out) {
    buffer_add_byte(out, ';');
}

void data_number(struct buffer *out, double number, int decimals) {
    char digits[400]; /* the largest double has 309 before its point */
    int size = snprintf(digits, sizeof digits, "%.*f", decimals, number);
    if (!isfinite(number) || size < 0 || (size_t)size >= sizeof digits) {
        data_empty(out);
        return;
    }
    size_t length = (size_t)size;
    while (decimals > 0 && digits[length - 1] == '0')
        length--;
    if (decimals > 0 && (digits[length - 1] < '0' || digits[length - 1] > '9'))
        length--;
    for (size_t i = 0; i < length; i++)
        buffer_add_byte(out, digits[i] == '.' ? ',' : digits[i]);
    buffer_add_byte(out, ';');
}

void data_money(struct buffer *out, long long cents) {
    unsigned long long size =
        cents < 0 ? 0ULL - (unsigned long long)cents : (unsigned long long)cents;
    buffer_format(out, "%s%llu", cents < 0 ? "-" : "", size / 100);
    if (size % 100)
        buffer_format(out, ",%02llu", size % 100);
    buffer_add_byte(out, ';');
}

void data_date(struct arena *arena, struct buffer *out, struct date date) {
    data_text(out, date_iso(arena, date));
}

void data_flag(struct buffer *out, bool flag) {
    data_text(out, flag ? SLICE("oui") : SLICE("non"));
}

void data_end(struct buffer *out) {
    if (out->size && out->data[out->size - 1] == ';')
        out->size--;
    BUFFER_LITERAL(out, "\r\n");
}

/* ---- Fields ---- */

/* Texts in one cell. */
static void put_several(struct arena *arena, struct buffer *out, const struct slice *texts,
                        size_t count) {
    struct slice all = {"", 0};
    for (size_t i = 0; i < count; i++)
        all = slice_format(arena, "%.*s%s%.*s", SLICE_ARG(all), all.size ? " | " : "",
                           SLICE_ARG(texts[i]));
    data_text(out, all);
}

static void put_references(struct arena *arena, struct buffer *out,
                           const struct reference *references, size_t count) {
    struct slice *names = arena_array(arena, struct slice, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = values_reference_name(arena, &references[i]);
    put_several(arena, out, names, count);
}

static void put_measure(struct buffer *out, const struct measure *measure) {
    if (measure->kind == MEASURE_NUMBER)
        data_number(out, measure->number, DECIMALS);
    else
        data_empty(out);
}

static void put_number(struct buffer *out, const struct number *number) {
    if (number->set)
        data_number(out, number->value, DECIMALS);
    else
        data_empty(out);
}

static void put_money(struct buffer *out, const struct money *money) {
    if (money->set)
        data_money(out, money->cents);
    else
        data_empty(out);
}

void data_field(struct arena *arena, struct buffer *out, const struct record *record,
                const char *key) {
    const struct schema_field *field = schema_find(record->schema, slice_from(key));
    const void *member = schema_member(record, field);
    switch (field->type) {
    case SCHEMA_INTEGER:
    case SCHEMA_NUMBER:
    case SCHEMA_PERCENT:
    case SCHEMA_YEAR:
        put_number(out, member);
        break;
    case SCHEMA_MONEY:
        put_money(out, member);
        break;
    case SCHEMA_MEASURE:
        put_measure(out, member);
        break;
    case SCHEMA_DATE:
    case SCHEMA_END:
        data_date(arena, out, *(const struct date *)member);
        break;
    case SCHEMA_MOMENT:
        data_date(arena, out, ((const struct moment *)member)->date);
        break;
    case SCHEMA_REFERENCE:
        put_references(arena, out, member, 1);
        break;
    case SCHEMA_REFERENCES: {
        const struct references *references = member;
        put_references(arena, out, references->items, references->count);
        break;
    }
    case SCHEMA_TEXTS: {
        const struct texts *texts = member;
        put_several(arena, out, texts->items, texts->count);
        break;
    }
    default:
        data_text(out, values_print(arena, field, member));
        break;
    }
}

void data_header(struct buffer *out, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        data_text(out, slice_from(names[i]));
    data_end(out);
}
