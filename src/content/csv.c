#include "content/csv.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/utf8.h"

#include <string.h>

/* One line of cells, which may cover several lines of the file. */
struct record {
    struct slice cells[BOUND_FIGURE_COLUMNS];
    size_t written; /* cells that stand in the file, empty ones too */
    size_t filled;  /* up to the last that is not empty */
    struct position position;
};

struct reader {
    struct arena *arena;
    struct slice text;
    size_t at;
    uint32_t line;
    size_t line_start;
    char separator;
    bool failed;  /* something was reported */
    bool broken;  /* the record in hand is not what its author meant */
    bool stopped; /* and nothing that follows can be trusted */
    const struct diag_file *file;
    struct diag *diag;
};

#define REPORT(reader, code, position, help, ...)                                                  \
    do {                                                                                           \
        diag_error((reader)->diag, (code), (reader)->file, (position), (help), __VA_ARGS__);       \
        (reader)->failed = true;                                                                   \
    } while (0)

static bool at_end(const struct reader *reader) {
    return reader->at == reader->text.size;
}

/* The byte `ahead` of the next one; a NUL, which no text holds, past the end. */
static char peek(const struct reader *reader, size_t ahead) {
    size_t at = reader->at + ahead;
    return at < reader->text.size ? reader->text.data[at] : '\0';
}

static struct position here(const struct reader *reader) {
    struct slice before =
        slice_part(reader->text, reader->line_start, reader->at - reader->line_start);
    return (struct position){reader->line, (uint32_t)utf8_count(before) + 1};
}

static bool at_line_end(const struct reader *reader) {
    return at_end(reader) || peek(reader, 0) == '\n' ||
           (peek(reader, 0) == '\r' && peek(reader, 1) == '\n');
}

static bool at_cell_end(const struct reader *reader) {
    return peek(reader, 0) == reader->separator || at_line_end(reader);
}

static void skip_blanks(struct reader *reader) {
    while ((peek(reader, 0) == ' ' || peek(reader, 0) == '\t') && !at_cell_end(reader))
        reader->at++;
}

static void skip_line_end(struct reader *reader) {
    reader->at += peek(reader, 0) == '\r';
    if (at_end(reader))
        return;
    reader->at++;
    reader->line++;
    reader->line_start = reader->at;
}

/* Whether the next byte is a control character: no spreadsheet writes one inside a cell. */
static bool refuse_control(struct reader *reader) {
    unsigned char byte = (unsigned char)peek(reader, 0);
    if (byte == '\t' || (byte >= 0x20 && byte != 0x7F))
        return false;
    REPORT(reader, "csv-controle", here(reader),
           byte == '\r' ? "enregistrez-le depuis le tableur au format « CSV UTF-8 »"
                        : "effacez-le et retapez ce qui l'entoure",
           byte == '\r' ? "fin de ligne d'un ancien format" : "caractère invisible");
    reader->stopped = true;
    return true;
}

/* After its opening quote: text up to the closing one, "" standing for one quote. */
static struct slice read_quoted(struct reader *reader) {
    struct position opening = here(reader);
    struct buffer bytes = BUFFER_INIT;
    reader->at++;
    while (!reader->stopped) {
        if (at_end(reader)) {
            REPORT(reader, "csv-guillemets", opening,
                   "fermez-les, ou doublez ceux qui font partie du texte",
                   "guillemets ouverts et jamais fermés");
            reader->stopped = true;
        } else if (peek(reader, 0) == '"' && peek(reader, 1) != '"') {
            reader->at++;
            break;
        } else if (at_line_end(reader)) {
            skip_line_end(reader);
            buffer_add_byte(&bytes, ' ');
        } else if (!refuse_control(reader)) {
            reader->at += peek(reader, 0) == '"';
            buffer_add_byte(&bytes, peek(reader, 0));
            reader->at++;
        }
    }
    struct slice text = slice_copy(reader->arena, slice_trim(buffer_slice(&bytes)));
    buffer_dispose(&bytes);
    return text;
}

static void refuse_rest_of_cell(struct reader *reader) {
    if (reader->stopped || at_cell_end(reader))
        return;
    REPORT(reader, "csv-guillemets", here(reader),
           "doublez les guillemets qui font partie du texte",
           "texte après des guillemets fermants");
    reader->broken = true;
    while (!at_line_end(reader))
        reader->at++;
}

static struct slice read_plain(struct reader *reader) {
    size_t start = reader->at;
    while (!at_cell_end(reader) && !refuse_control(reader))
        reader->at++;
    return slice_trim(slice_part(reader->text, start, reader->at - start));
}

static struct slice read_cell(struct reader *reader) {
    skip_blanks(reader);
    struct position position = here(reader);
    struct slice cell;
    if (peek(reader, 0) == '"') {
        cell = read_quoted(reader);
        skip_blanks(reader);
        refuse_rest_of_cell(reader);
    } else {
        cell = read_plain(reader);
    }
    if (cell.size > BOUND_LINE_TEXT)
        REPORT(reader, "csv-longueur", position, NULL, "cellule de plus de %d octets",
               BOUND_LINE_TEXT);
    return utf8_nfc(reader->arena, cell);
}

/* Reads one record; cells past the bound are only looked at. */
static void read_record(struct reader *reader, struct record *record) {
    record->written = 0;
    record->filled = 0;
    record->position = (struct position){reader->line, 1};
    reader->broken = false;
    for (;;) {
        struct slice cell = read_cell(reader);
        if (record->written < BOUND_FIGURE_COLUMNS)
            record->cells[record->written] = cell;
        record->written++;
        if (cell.size)
            record->filled = record->written;
        if (reader->stopped || peek(reader, 0) != reader->separator)
            break;
        reader->at++;
    }
    if (!reader->stopped)
        skip_line_end(reader);
}

/* Reads up to a record that is not empty; false when there is none left. */
static bool next_record(struct reader *reader, struct record *record) {
    while (!at_end(reader) && !reader->stopped) {
        read_record(reader, record);
        if (record->filled && !reader->stopped)
            return true;
    }
    return false;
}

/* Excel's own first line, "sep=;". */
static bool take_separator_line(struct reader *reader) {
    struct slice rest = reader->text;
    struct slice line;
    if (!slice_next_line(&rest, &line) || line.size != 5 || !slice_starts(line, "sep=") ||
        (line.data[4] != ';' && line.data[4] != ','))
        return false;
    reader->separator = line.data[4];
    while (!at_line_end(reader))
        reader->at++;
    skip_line_end(reader);
    return true;
}

/* Finds the separator in the first line that is not empty, outside its quotes. */
static void guess_separator(struct reader *reader) {
    bool quoted = false;
    bool comma = false;
    bool tab = false;
    bool text = false;
    for (size_t i = reader->at; i < reader->text.size; i++) {
        char byte = reader->text.data[i];
        if (byte == '\n' && !quoted && text)
            break;
        quoted ^= byte == '"';
        text = text || (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t');
        comma = comma || (byte == ',' && !quoted);
        tab = tab || (byte == '\t' && !quoted);
        if (byte == ';' && !quoted) {
            reader->separator = ';';
            return;
        }
    }
    reader->separator = ',';
    if (tab && !comma) {
        REPORT(reader, "csv-separateur", here(reader),
               "enregistrez-le depuis le tableur avec le point-virgule pour séparateur",
               "colonnes séparées par des tabulations");
        reader->stopped = true;
    }
}

static void take_header(struct reader *reader, const struct record *record, struct csv *csv) {
    struct map names;
    map_init(&names, reader->arena);
    csv->header_line = record->position.line;
    if (record->filled > BOUND_FIGURE_COLUMNS) {
        REPORT(reader, "csv-colonnes", record->position,
               "gardez dans ce fichier les seules colonnes de la figure",
               "%zu colonnes, %d au plus sont possibles", record->filled, BOUND_FIGURE_COLUMNS);
        reader->stopped = true;
        return;
    }
    csv->columns = record->filled;
    csv->header = arena_array(reader->arena, struct slice, csv->columns);
    for (size_t i = 0; i < csv->columns; i++) {
        struct slice name = record->cells[i];
        struct slice folded = utf8_fold(reader->arena, name);
        csv->header[i] = name;
        if (name.size == 0)
            REPORT(reader, "csv-entete", record->position,
                   "écrivez le nom de chaque colonne sur la première ligne",
                   "la colonne %zu n'a pas de nom", i + 1);
        else if (map_put(&names, folded, csv))
            REPORT(reader, "csv-entete", record->position, "donnez à chaque colonne son nom",
                   "deux colonnes s'appellent " DIAG_VALUE, SLICE_ARG(name));
    }
}

/* Adds a row; one whose cells are too few or too many is only reported. */
static void add_row(struct reader *reader, const struct record *record, struct csv *csv) {
    if (reader->broken)
        return;
    if (record->filled > csv->columns || record->written < csv->columns) {
        size_t count = record->filled > csv->columns ? record->filled : record->written;
        REPORT(reader, "csv-cellules", record->position,
               reader->separator == ','
                   ? "séparez les colonnes par des points-virgules, ou écrivez 12.5 pour 12,5"
                   : "mettez entre guillemets le texte qui contient un point-virgule",
               "%zu cellule%s, alors que l'en-tête a %zu colonne%s", count, count > 1 ? "s" : "",
               csv->columns, csv->columns > 1 ? "s" : "");
        return;
    }
    if (csv->rows == BOUND_FIGURE_ROWS) {
        REPORT(reader, "csv-lignes", record->position, "gardez les seules lignes de la figure",
               "plus de %d lignes de données", BOUND_FIGURE_ROWS);
        reader->stopped = true;
        return;
    }
    memcpy(csv->cells + csv->rows * csv->columns, record->cells, csv->columns * sizeof *csv->cells);
    csv->lines[csv->rows++] = record->position.line;
}

/* At most this many rows lie ahead: no more than there are line ends. */
static size_t count_lines(struct slice text) {
    size_t count = 1;
    for (size_t i = 0; i < text.size && count <= BOUND_FIGURE_ROWS; i++)
        count += text.data[i] == '\n';
    return count;
}

static void read_rows(struct reader *reader, struct record *record, struct csv *csv) {
    size_t room = count_lines(slice_from_offset(reader->text, reader->at));
    csv->cells = arena_array(reader->arena, struct slice, room * csv->columns);
    csv->lines = arena_array(reader->arena, uint32_t, room);
    size_t wrong = 0;
    while (next_record(reader, record)) {
        size_t before = csv->rows;
        add_row(reader, record, csv);
        wrong += csv->rows == before;
        if (wrong > BOUND_FIGURE_ROWS)
            reader->stopped = true;
    }
    if (csv->rows == 0 && !reader->failed)
        REPORT(reader, "csv-vide", ((struct position){csv->header_line, 1}),
               "ajoutez au moins une ligne sous l'en-tête", "aucune ligne de données");
}

int csv_parse(struct arena *arena, struct slice text, const struct diag_file *file,
              struct diag *diag, struct csv *csv) {
    struct reader reader = {.arena = arena, .text = text, .line = 1, .file = file, .diag = diag};
    struct record record = {0};
    *csv = (struct csv){0};
    if (!take_separator_line(&reader))
        guess_separator(&reader);
    if (next_record(&reader, &record)) {
        take_header(&reader, &record, csv);
        if (!reader.stopped)
            read_rows(&reader, &record, csv);
    } else if (!reader.failed) {
        REPORT(&reader, "csv-vide", ((struct position){0, 0}),
               "écrivez les noms des colonnes sur la première ligne", "ce fichier est vide");
    }
    return reader.failed ? -1 : 0;
}
