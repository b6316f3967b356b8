/*
 * Any bytes as a CSV file, with libFuzzer: make fuzz.
 *
 * What is refused has its message; what is read keeps to its bounds and is UTF-8.
 */
#include "base/bounds.h"
#include "base/utf8.h"
#include "content/csv.h"
#include "content/number.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_table(const struct csv *csv) {
    double number;
    if (csv->columns == 0 || csv->columns > BOUND_FIGURE_COLUMNS || csv->rows == 0 ||
        csv->rows > BOUND_FIGURE_ROWS)
        abort();
    for (size_t i = 0; i < csv->rows * csv->columns; i++) {
        struct slice cell = csv->cells[i];
        if (utf8_check(cell) != cell.size)
            abort();
        number_parse(cell, &number);
    }
    for (size_t i = 0; i < csv->rows; i++)
        if (csv->lines[i] <= (i ? csv->lines[i - 1] : csv->header_line))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct arena arena = ARENA_INIT;
    struct diag diag;
    diag_init(&diag);
    struct slice text = {(const char *)bytes, size};
    struct diag_file file = {.path = SLICE("f"), .text = text};
    struct csv csv;
    int status = csv_decode(&arena, text, &file, &diag, &text);
    if (status == 0)
        status = csv_parse(&arena, text, &file, &diag, &csv);
    if ((status == 0) != (diag.count == 0))
        abort();
    if (status == 0)
        check_table(&csv);
    diag_dispose(&diag);
    arena_dispose(&arena);
    return 0;
}
