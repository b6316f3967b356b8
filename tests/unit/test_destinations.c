/* On which pages the names of a PDF are, and that no bytes lead astray who reads them. */
#include "commands/destinations.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define OBJECTS 16

/* A PDF of these objects, numbered from 1, as Chromium lays them out. */
static void write_pdf(struct buffer *out, const char *const *objects, size_t count,
                      const char *trailer) {
    size_t offsets[OBJECTS];
    BUFFER_LITERAL(out, "%PDF-1.4\n");
    for (size_t i = 0; i < count; i++) {
        offsets[i] = buffer_slice(out).size;
        buffer_format(out, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
    size_t table = buffer_slice(out).size;
    buffer_format(out, "xref\n0 %zu\n0000000000 65535 f \n", count + 1);
    for (size_t i = 0; i < count; i++)
        buffer_format(out, "%010zu 00000 n \n", offsets[i]);
    buffer_format(out, "trailer\n%s\nstartxref\n%zu\n%%%%EOF\n", trailer, table);
}

static const char *const tree[] = {
    "<</Type /Catalog /Pages 2 0 R /Dests 7 0 R>>",
    "<</Type /Pages /Count 3 /Kids [3 0 R 5 0 R]>>",
    "<</Type /Pages /Count 2 /Kids [4 0 R\n6 0 R]>>",
    "<</Type /Page /Parent 3 0 R>>",
    "<</Type /Page /Parent 2 0 R>>",
    "<</Type /Page /Parent 3 0 R>>",
    ("<</axes--1 [4 0 R /XYZ 0 800 0]\n/budget [5 0 R /XYZ 0 90.5 0]/fin [6 0 R /XYZ 0 1 0]\n"
     "/nulle-part [99 0 R /XYZ 0 0 0] /faux [x] /nombre 12>>"),
};
static const char trailer[] = "<</Size 8 /Root 1 0 R>>";

static size_t page_of(const struct map *pages, const char *name) {
    const size_t *page = map_get(pages, slice_from(name));
    return page ? *page : 0;
}

static void names_have_the_pages_of_the_tree_in_its_order(void **state) {
    (void)state;
    struct arena arena = ARENA_INIT;
    struct buffer pdf = BUFFER_INIT;
    struct map pages;
    write_pdf(&pdf, tree, COUNT(tree), trailer);
    assert_true(destinations_read(buffer_slice(&pdf), &arena, &pages));
    assert_int_equal(pages.count, 3);
    assert_int_equal(page_of(&pages, "axes--1"), 1);
    assert_int_equal(page_of(&pages, "fin"), 2);
    assert_int_equal(page_of(&pages, "budget"), 3);
    buffer_dispose(&pdf);
    arena_dispose(&arena);
}

/* Reads bytes that end where their memory does; whatever is found is a page of the file. */
static bool read_exactly(struct slice bytes, size_t page_count) {
    struct arena arena = ARENA_INIT;
    struct map pages;
    char *copy = test_malloc(bytes.size + 1);
    char *exact = copy + 1; /* the sanitizer guards what follows */
    memcpy(exact, bytes.data, bytes.size);
    bool read = destinations_read((struct slice){exact, bytes.size}, &arena, &pages);
    assert_int_equal(read, pages.count != 0);
    for (size_t i = 0; i < pages.count; i++)
        assert_in_range(*(const size_t *)pages.entries[i].value, 1, page_count);
    test_free(copy);
    arena_dispose(&arena);
    return read;
}

static void cut_anywhere_it_is_read_or_refused(void **state) {
    (void)state;
    struct buffer pdf = BUFFER_INIT;
    write_pdf(&pdf, tree, COUNT(tree), trailer);
    struct slice whole = buffer_slice(&pdf);
    for (size_t size = 0; size < whole.size; size++)
        read_exactly(slice_part(whole, 0, size), 3);
    for (size_t start = 1; start < whole.size; start++)
        read_exactly(slice_from_offset(whole, start), COUNT(tree));
    buffer_dispose(&pdf);
}

static void changed_anywhere_it_is_read_or_refused(void **state) {
    (void)state;
    static const char bytes[] = {'\0', '0', '9', '[', '/', ' ', '\xff'};
    struct buffer pdf = BUFFER_INIT;
    write_pdf(&pdf, tree, COUNT(tree), trailer);
    struct slice whole = buffer_slice(&pdf);
    char *changed = test_malloc(whole.size);
    for (size_t i = 0; i < whole.size; i++) {
        for (size_t j = 0; j < sizeof bytes; j++) {
            memcpy(changed, whole.data, whole.size);
            changed[i] = bytes[j];
            read_exactly((struct slice){changed, whole.size}, COUNT(tree) + 1);
        }
    }
    test_free(changed);
    buffer_dispose(&pdf);
}

/* The same file with one object, or the trailer, changed. */
static bool read_with(size_t number, const char *object, const char *other_trailer) {
    const char *objects[COUNT(tree)];
    struct buffer pdf = BUFFER_INIT;
    memcpy(objects, tree, sizeof tree);
    objects[number - 1] = object;
    write_pdf(&pdf, objects, COUNT(tree), other_trailer);
    bool read = read_exactly(buffer_slice(&pdf), COUNT(tree));
    buffer_dispose(&pdf);
    return read;
}

static void what_goes_round_or_nowhere_is_refused(void **state) {
    (void)state;
    assert_true(read_with(2, tree[1], trailer));
    assert_false(read_with(3, "<</Kids [2 0 R]>>", trailer));
    assert_false(read_with(3, "<</Kids [3 0 R]>>", trailer));
    assert_false(read_with(2, "<</Kids [4 0 R 4 0 R]>>", trailer));
    assert_false(read_with(2, "<</Kids [99999 0 R]>>", trailer));
    assert_false(read_with(2, "<</Kids [0 0 R]>>", trailer));
    assert_false(read_with(2, "<</Kids [18446744073709551617 0 R]>>", trailer));
    assert_false(read_with(2, "<</Kids []>>", trailer));
    assert_false(read_with(1, "<</Pages 2 0 R>>", trailer));
    assert_false(read_with(1, "<</Dests 7 0 R>>", trailer));
    assert_false(read_with(7, "<<>>", trailer));
    assert_false(read_with(1, tree[0], "<<>>"));
    assert_false(read_with(1, tree[0], "<</Root 99 0 R>>"));
    assert_false(read_with(1, tree[0], "<</Root 7 0 R>>"));
}

static bool read_text(const char *text) {
    return read_exactly(slice_from(text), 1);
}

static void a_table_that_lies_is_refused(void **state) {
    (void)state;
    assert_false(read_text(""));
    assert_false(read_text("%PDF-1.4\n"));
    assert_false(read_text("startxref\n"));
    assert_false(read_text("startxref\n0\n"));
    assert_false(read_text("startxref\n99999999999999999999999999\n"));
    assert_false(read_text("xref\n0 99999999999999999999\nstartxref\n0\n"));
    assert_false(read_text("xref\n0 4294967297\ntrailer<</Root 1 0 R>>\nstartxref\n0\n"));
    assert_false(read_text("xref\n1 1\n0000000000 00000 n \ntrailer\nstartxref\n0\n"));
    assert_false(read_text("xref\n0 2\n0000000000 65535 f \n9999999999 00000 n \n"
                           "trailer<</Root 1 0 R>>\nstartxref\n0\n"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_have_the_pages_of_the_tree_in_its_order),
        cmocka_unit_test(cut_anywhere_it_is_read_or_refused),
        cmocka_unit_test(changed_anywhere_it_is_read_or_refused),
        cmocka_unit_test(what_goes_round_or_nowhere_is_refused),
        cmocka_unit_test(a_table_that_lies_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
