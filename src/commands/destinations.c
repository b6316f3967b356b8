#include "commands/destinations.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/slice.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct pdf {
    struct slice bytes;
    size_t *objects; /* offset by number; 0: none */
    size_t count;
    struct arena *arena;
    size_t page_count;
    size_t *pages; /* number of the page by that of its object; 0: no page */
};

static void skip_spaces(struct slice *rest) {
    while (rest->size && strchr(" \t\r\n\f", rest->data[0]))
        *rest = slice_from_offset(*rest, 1);
}

/* Takes a number off; false, and `rest` as it was, when there is none. */
static bool take_number(struct slice *rest, size_t *number) {
    struct slice left = *rest;
    size_t value = 0;
    skip_spaces(&left);
    const char *start = left.data;
    while (left.size && slice_is_digit(left.data[0]) && value < SIZE_MAX / 20) {
        value = value * 10 + (size_t)(left.data[0] - '0');
        left = slice_from_offset(left, 1);
    }
    if (left.data == start)
        return false;
    *rest = left;
    *number = value;
    return true;
}

/* The last `needle`, or size. */
static size_t search_last(struct slice bytes, struct slice needle) {
    size_t found = bytes.size;
    for (size_t at = 0, step; at < bytes.size; at += step + 1) {
        step = slice_search(slice_from_offset(bytes, at), needle);
        if (at + step < bytes.size)
            found = at + step;
    }
    return found;
}

/* The cross-reference table: "xref", "0 N", then N lines of twenty bytes. */
static bool read_table(struct pdf *pdf) {
    struct slice tail = slice_from_offset(pdf->bytes, search_last(pdf->bytes, SLICE("startxref")));
    size_t at, first, count;
    if (!slice_starts(tail, "startxref"))
        return false;
    tail = slice_from_offset(tail, sizeof "startxref" - 1);
    if (!take_number(&tail, &at))
        return false;
    struct slice table = slice_from_offset(pdf->bytes, at);
    if (!slice_starts(table, "xref"))
        return false;
    table = slice_from_offset(table, sizeof "xref" - 1);
    if (!take_number(&table, &first) || first != 0 || !take_number(&table, &count) ||
        count > pdf->bytes.size / 20)
        return false;
    pdf->objects = arena_array(pdf->arena, size_t, count + 1);
    pdf->pages = arena_array(pdf->arena, size_t, count + 1);
    pdf->count = count;
    skip_spaces(&table);
    for (size_t i = 0; i < count; i++) {
        struct slice line = slice_part(table, i * 20, 20);
        size_t offset;
        if (line.size == 20 && line.data[17] == 'n' && take_number(&line, &offset) &&
            offset < pdf->bytes.size)
            pdf->objects[i] = offset;
    }
    return true;
}

/* The words of an object, between "obj" and "endobj"; empty when there is none. */
static struct slice object(const struct pdf *pdf, size_t number) {
    if (number >= pdf->count || pdf->objects[number] == 0)
        return SLICE("");
    struct slice rest = slice_from_offset(pdf->bytes, pdf->objects[number]);
    rest = slice_from_offset(rest, slice_search(slice_part(rest, 0, 64), SLICE("obj")) + 3);
    return slice_part(rest, 0, slice_search(rest, SLICE("endobj")));
}

/* The number of the object that a key refers to; 0: none. */
static size_t referred(struct slice dictionary, struct slice key) {
    size_t number = 0;
    struct slice rest = slice_from_offset(dictionary, slice_search(dictionary, key) + key.size);
    return take_number(&rest, &number) ? number : 0;
}

/* Numbers the pages below a node of their tree, in order: without recursion, each once. */
static bool number_pages(struct pdf *pdf, size_t root) {
    size_t *waiting = arena_array(pdf->arena, size_t, pdf->count + 1);
    bool *seen = arena_array(pdf->arena, bool, pdf->count + 1);
    size_t depth = 0;
    waiting[depth++] = root;
    while (depth) {
        size_t number = waiting[--depth];
        if (number >= pdf->count || pdf->objects[number] == 0 || seen[number])
            return false;
        seen[number] = true;
        struct slice node = object(pdf, number);
        size_t kids = slice_search(node, SLICE("/Kids"));
        if (kids == node.size) {
            pdf->pages[number] = ++pdf->page_count;
            continue;
        }
        struct slice list = slice_from_offset(node, kids + 5);
        list = slice_from_offset(list, slice_find(list, '[') + 1);
        list = slice_part(list, 0, slice_find(list, ']'));
        size_t kid, generation, first = depth;
        while (depth < pdf->count && take_number(&list, &kid) && take_number(&list, &generation)) {
            waiting[depth++] = kid;
            list = slice_from_offset(list, slice_find(list, 'R') + 1);
        }
        for (size_t i = first, j = depth; i + 1 < j; i++) { /* the first on top */
            size_t last = waiting[--j];
            waiting[j] = waiting[i];
            waiting[i] = last;
        }
    }
    return true;
}

/* "/name [9 0 R /XYZ ...]", as many as there are. */
static void read_names(const struct pdf *pdf, struct slice names, struct map *pages) {
    while (names.size) {
        names = slice_from_offset(names, slice_find(names, '/') + 1);
        struct slice name = slice_part(names, 0, slice_find(names, '['));
        size_t page;
        names = slice_from_offset(names, slice_find(names, '[') + 1);
        if (!take_number(&names, &page))
            continue;
        if (page < pdf->count && pdf->pages[page])
            map_put(pages, slice_trim(name), &pdf->pages[page]);
        names = slice_from_offset(names, slice_find(names, ']') + 1);
    }
}

bool destinations_read(struct slice bytes, struct arena *arena, struct map *pages) {
    struct pdf pdf = {.bytes = bytes, .arena = arena};
    map_init(pages, arena);
    if (!read_table(&pdf))
        return false;
    struct slice trailer = slice_from_offset(bytes, search_last(bytes, SLICE("trailer")));
    struct slice catalog = object(&pdf, referred(trailer, SLICE("/Root")));
    if (!number_pages(&pdf, referred(catalog, SLICE("/Pages"))))
        return false;
    read_names(&pdf, object(&pdf, referred(catalog, SLICE("/Dests"))), pages);
    return pages->count != 0;
}
