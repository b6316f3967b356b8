#include "content/figure.h"

#include "base/bounds.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/csv.h"
#include "content/number.h"
#include "content/read.h"

/* What is at hand while one figure is read. */
struct making {
    struct content *content;
    struct arena *arena;
    struct content_file *file;
    struct figure *figure;
    struct figure_table *table;
    struct diag *diag;
};

static int refuse(struct making *making, struct position position, const char *help,
                  const char *message) {
    diag_error(making->diag, "figure", &making->file->diag, position, help, "%s", message);
    return -1;
}

static struct measure measure_of(struct arena *arena, struct slice text) {
    struct measure measure = {MEASURE_UNAVAILABLE, 0};
    struct slice word = utf8_fold(arena, text);
    if (slice_is(word, "secret"))
        measure.kind = MEASURE_SECRET;
    else if (number_parse_unit(text, NUMBER_PERCENT | NUMBER_EURO, &measure.number))
        measure.kind = MEASURE_NUMBER;
    return measure;
}

static void size_table(struct making *making, size_t columns, size_t rows) {
    struct figure_table *table = making->table;
    table->columns = columns;
    table->rows = rows;
    table->names = arena_array(making->arena, struct slice, columns);
    table->labels = arena_array(making->arena, struct slice, columns * rows);
    table->cells = arena_array(making->arena, struct measure, columns * rows);
}

static void set_cell(struct making *making, size_t row, size_t column, struct slice text) {
    size_t cell = row * making->table->columns + column;
    making->table->labels[cell] = text;
    making->table->cells[cell] = measure_of(making->arena, text);
}

/* The columns of a CSV that the figure shows: the first, then `series` in their order, or all. */
static int choose_columns(struct making *making, const struct csv *csv, size_t *chosen,
                          size_t *count) {
    const struct texts *series = &making->figure->series;
    *count = 0;
    chosen[(*count)++] = 0;
    for (size_t i = 1; i < csv->columns && series->count == 0; i++)
        chosen[(*count)++] = i;
    for (size_t i = 0; i < series->count && *count < BOUND_FIGURE_COLUMNS; i++) {
        struct slice wanted = utf8_fold(making->arena, series->items[i]);
        size_t column = 1;
        while (column < csv->columns &&
               !slice_equal(wanted, utf8_fold(making->arena, csv->header[column])))
            column++;
        if (column == csv->columns) {
            diag_error(making->diag, "figure", &making->file->diag, making->figure->record.position,
                       "écrivez les noms des colonnes comme dans le fichier de données",
                       "série inconnue " DIAG_VALUE, SLICE_ARG(series->items[i]));
            return -1;
        }
        chosen[(*count)++] = column;
    }
    return 0;
}

static int read_data(struct making *making) {
    struct slice path;
    struct arena *arena = making->arena;
    struct figure *figure = making->figure;
    struct asset *asset = NULL;
    struct position position = figure->data.position;
    if (path_resolve(arena, (struct slice){"", 0}, figure->data.path, &path))
        asset = map_get(&making->content->assets, path);
    if (!asset && path_resolve(arena, making->file->diag.path, figure->data.path, &path))
        asset = map_get(&making->content->assets, path);
    if (!asset) {
        diag_error(making->diag, "fichier", &making->file->diag, position,
                   "écrivez le chemin exact, par exemple donnees/medecins.csv",
                   "fichier introuvable " DIAG_VALUE, SLICE_ARG(figure->data.path));
        return -1;
    }
    figure->data.asset = asset;
    figure->data.path = asset->path;
    atomic_store(&asset->mentioned, true);
    struct slice bytes, text;
    struct csv csv;
    struct error error = ERROR_INIT;
    struct diag_file *file = arena_new(arena, struct diag_file);
    file->path = asset->path;
    if (source_read(making->content->source, asset->entry, BOUND_TEXT_FILE, arena, &bytes,
                    &error) != 0)
        return refuse(making, position, error.message, "ce fichier de données ne peut être lu");
    if (csv_decode(arena, bytes, file, making->diag, &text) != 0)
        return -1;
    file->text = text;
    file->quotable = making->file->diag.quotable;
    if (csv_parse(arena, text, file, making->diag, &csv) != 0)
        return -1;
    size_t chosen[BOUND_FIGURE_COLUMNS + 1], count;
    if (choose_columns(making, &csv, chosen, &count) != 0)
        return -1;
    size_table(making, count, csv.rows);
    for (size_t column = 0; column < count; column++) {
        making->table->names[column] = csv.header[chosen[column]];
        for (size_t row = 0; row < csv.rows; row++)
            set_cell(making, row, column, csv.cells[row * csv.columns + chosen[column]]);
    }
    return 0;
}

static int read_values(struct making *making) {
    const struct yaml_node *values = making->figure->values;
    const struct texts *series = &making->figure->series;
    const char *help = "écrivez une ligne par rangée : valeurs: [[2019, 8.1], [2021, 7.4]]";
    if (values->kind != YAML_SEQUENCE || values->count == 0 || values->count > BOUND_FIGURE_ROWS ||
        values->items[0].kind != YAML_SEQUENCE)
        return refuse(making, values->position, help, "« valeurs » doit être une liste de rangées");
    size_t columns = values->items[0].count;
    if (columns < 2 || columns > BOUND_FIGURE_COLUMNS)
        return refuse(making, values->items[0].position, help,
                      "une rangée doit avoir au moins deux valeurs");
    if (columns != series->count + 1 && !(columns == 2 && series->count == 0))
        return refuse(making, values->items[0].position,
                      "donnez un nom à chaque colonne après la première dans « series »",
                      "il n'y a pas autant de séries que de colonnes");
    size_table(making, columns, values->count);
    making->table->names[0] = SLICE("");
    for (size_t column = 1; column < columns; column++)
        making->table->names[column] =
            series->count ? series->items[column - 1] : making->figure->title;
    for (size_t row = 0; row < values->count; row++) {
        const struct yaml_node *items = &values->items[row];
        if (items->kind != YAML_SEQUENCE || items->count != columns)
            return refuse(making, items->position, help,
                          "cette rangée n'a pas autant de valeurs que la première");
        for (size_t column = 0; column < columns; column++) {
            if (items->items[column].kind == YAML_SEQUENCE ||
                items->items[column].kind == YAML_MAPPING)
                return refuse(making, items->items[column].position, help,
                              "un nombre ou un texte est attendu");
            set_cell(making, row, column, items->items[column].text);
        }
    }
    return 0;
}

/* Numbers are due in every column but the first: a word there is a slip. */
static void check_numbers(struct making *making) {
    const struct figure_table *table = making->table;
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t column = 1; column < table->columns; column++) {
            struct slice text = table->labels[row * table->columns + column];
            struct slice word = utf8_fold(making->arena, text);
            bool number = table->cells[row * table->columns + column].kind != MEASURE_UNAVAILABLE;
            if (number || word.size == 0 || slice_is(word, "nd") || slice_is(word, "-") ||
                making->figure->type == FIGURE_TABLE)
                continue;
            diag_warning(making->diag, "figure", &making->file->diag,
                         making->figure->record.position,
                         "écrivez un nombre, « nd » (non disponible) ou « secret »",
                         "la valeur " DIAG_VALUE " n'est pas un nombre", SLICE_ARG(text));
        }
    }
}

struct figure_table *figure_read(struct content *content, struct arena *arena,
                                 struct content_file *file, const struct markdown_figure *figure,
                                 struct diag *diag) {
    struct yaml_node *root =
        yaml_parse(arena, figure->text, figure->position.line, &file->diag, diag);
    struct reader reader = {arena, file, diag};
    if (!root)
        return NULL;
    struct figure *record =
        (struct figure *)read_record(&reader, &figure_schema, root, figure->position.line);
    if (!record || record->type == 0)
        return NULL;
    struct making making = {.content = content,
                            .arena = arena,
                            .file = file,
                            .figure = record,
                            .table = arena_new(arena, struct figure_table),
                            .diag = diag};
    making.table->figure = record;
    int result;
    if (record->data.path.size)
        result = read_data(&making);
    else if (record->values)
        result = read_values(&making);
    else
        result = refuse(&making, record->record.position,
                        "ajoutez « donnees: donnees/fichier.csv » ou « valeurs: [[…]] »",
                        "une figure sans données");
    if (result != 0)
        return NULL;
    check_numbers(&making);
    return making.table;
}
