/*
 * CSV as spreadsheets write it: the data of figures. Comma or semicolon, quotes, LF or CRLF, a line
 * of headers, UTF-8 or Windows-1252. Cells come out as text; number_parse() reads the numbers.
 */
#ifndef CONTENT_CSV_H
#define CONTENT_CSV_H

#include "base/diag.h"

struct csv {
    struct slice *header; /* names of the columns: none empty, none twice (folded) */
    size_t columns;       /* 1 to BOUND_FIGURE_COLUMNS */
    struct slice *cells;  /* row by row: cells[row * columns + column] */
    size_t rows;          /* 1 to BOUND_FIGURE_ROWS */
    uint32_t *lines;      /* where each row begins in the file */
    uint32_t header_line;
};

/*
 * The text of a file in UTF-8, without a byte order mark: the file's own bytes when they are UTF-8,
 * else converted from Windows-1252 into the arena. Returns 0, or -1 with the diagnostic added when
 * it is neither (UTF-16, a NUL byte, two encodings in one file). For quotations that people can
 * read, let the text of `file` be this one before parsing goes on.
 */
int csv_decode(struct arena *arena, struct slice bytes, const struct diag_file *file,
               struct diag *diag, struct slice *text);

/*
 * Parses a text that csv_decode() gave. The separator is the one that the header line holds, the
 * semicolon when it holds both; a first line "sep=;" decides, too. Cells are in normal form C,
 * without spaces at their ends, a line end inside one made a space. Empty lines are passed over;
 * so are empty columns after the last that has a name. Returns 0 with `csv` in the arena, or -1
 * with all that is wrong in `diag`.
 */
int csv_parse(struct arena *arena, struct slice text, const struct diag_file *file,
              struct diag *diag, struct csv *csv);

#endif
