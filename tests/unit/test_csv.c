#include "content/csv.h"

#include "base/bounds.h"
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* One parse with all that it needs. */
struct reading {
    struct arena arena;
    struct diag diag;
    struct diag_file file;
    struct csv csv;
    int status;
};

static void reading_init(struct reading *reading, struct slice bytes) {
    *reading = (struct reading){.arena = ARENA_INIT};
    diag_init(&reading->diag);
    reading->file = (struct diag_file){.path = SLICE("donnees/a.csv"), .text = bytes};
    struct slice text;
    reading->status = csv_decode(&reading->arena, bytes, &reading->file, &reading->diag, &text);
    if (reading->status == 0)
        reading->status =
            csv_parse(&reading->arena, text, &reading->file, &reading->diag, &reading->csv);
    diag_sort(&reading->diag);
}

static void reading_dispose(struct reading *reading) {
    diag_dispose(&reading->diag);
    arena_dispose(&reading->arena);
}

/* The table as one line, "a|b/1|2", the lines of its rows after it: "@2". */
static void assert_table(const char *text, const char *expected) {
    struct reading reading;
    struct buffer table = BUFFER_INIT;
    reading_init(&reading, slice_from(text));
    const struct csv *csv = &reading.csv;
    assert_int_equal(reading.status, 0);
    assert_int_equal(reading.diag.count, 0);
    for (size_t i = 0; i < csv->columns; i++)
        buffer_format(&table, "%s%.*s", i ? "|" : "", SLICE_ARG(csv->header[i]));
    for (size_t i = 0; i < csv->rows * csv->columns; i++)
        buffer_format(&table, "%s%.*s", i % csv->columns ? "|" : "/", SLICE_ARG(csv->cells[i]));
    for (size_t i = 0; i < csv->rows; i++)
        buffer_format(&table, "@%u", csv->lines[i]);
    buffer_add_byte(&table, '\0');
    assert_string_equal(table.data, expected);
    buffer_dispose(&table);
    reading_dispose(&reading);
}

static void reads_what_spreadsheets_write(void **state) {
    (void)state;
    assert_table("a,b\n1,2\n3,4\n", "a|b/1|2/3|4@2@3");
    assert_table("a;b\r\n1,5;2\r\n", "a|b/1,5|2@2");
    assert_table("a;b\n1;", "a|b/1|@2");
    assert_table("\xEF\xBB\xBF"
                 "ann\xC3\xA9"
                 "e;b\n1;2",
                 "année|b/1|2@2");
    assert_table("a,b;c\n1;2", "a,b|c/1|2@2");
    assert_table("\"a;b\",c\n1,2", "a;b|c/1|2@2");
    assert_table("a\n1\n2\n", "a/1/2@2@3");
    assert_table("sep=,\na;x,b\n1,2\n", "a;x|b/1|2@3");
    assert_table("\n;;\na;b;;\n1;2;;\n;;;\n\n3;4;;\n", "a|b/1|2/3|4@4@7");
    assert_table("a ; b\n  1 ;\t2 \n", "a|b/1|2@2");
    assert_table("a;b\n94 000;1\xE2\x80\xAF"
                 "234,5\n",
                 "a|b/94 000|1\xE2\x80\xAF"
                 "234,5@2");
    assert_table("a;b\n5\";l'\"eau\"\n", "a|b/5\"|l'\"eau\"@2");
}

static void reads_quotes(void **state) {
    (void)state;
    assert_table("\"a\";\"b\"\n\"x;y\";\"il dit \"\"oui\"\"\"\n", "a|b/x;y|il dit \"oui\"@2");
    assert_table("a;b\n \"x\" ; \"\" \n", "a|b/x|@2");
    assert_table("\"a\r\nb\";c\r\n1;\"2\n3\"\r\n4;5", "a b|c/1|2 3/4|5@3@5");
}

static void converts_windows_1252(void **state) {
    (void)state;
    assert_table("ann\xE9"
                 "e;co\xFBt (\x80)\nl\x92\x9Cuvre;\xA0"
                 "12\n",
                 "année|coût (€)/l’œuvre|\xC2\xA0"
                 "12@2");
}

static void puts_in_normal_form(void **state) {
    (void)state;
    assert_table("anne\xCC\x81"
                 "e;b\n1;2\n",
                 "ann\xC3\xA9"
                 "e|b/1|2@2");
}

/* The messages of a wrong text, each as "line:column code message", ended by a line end. */
static void assert_messages(struct slice text, const char *expected) {
    struct reading reading;
    struct buffer messages = BUFFER_INIT;
    reading_init(&reading, text);
    assert_int_equal(reading.status, -1);
    for (size_t i = 0; i < reading.diag.count; i++) {
        const struct diagnostic *item = &reading.diag.items[i];
        assert_int_equal(item->severity, DIAG_ERROR);
        buffer_format(&messages, "%u:%u %s %.*s\n", item->position.line, item->position.column,
                      item->code, SLICE_ARG(item->message));
    }
    buffer_add_byte(&messages, '\0');
    assert_string_equal(messages.data, expected);
    buffer_dispose(&messages);
    reading_dispose(&reading);
}

static void explains_what_is_wrong(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *messages;
    } cases[] = {
        {"", "0:0 csv-vide ce fichier est vide\n"},
        {"\n \n;;\n", "0:0 csv-vide ce fichier est vide\n"},
        {"a;b\n", "1:1 csv-vide aucune ligne de données\n"},
        {"a,b\n2019,12,5\n2020,8\n1\n",
         "2:1 csv-cellules 3 cellules, alors que l'en-tête a 2 colonnes\n"
         "4:1 csv-cellules 1 cellule, alors que l'en-tête a 2 colonnes\n"},
        {"a\tb\n1\t2\n", "1:1 csv-separateur colonnes séparées par des tabulations\n"},
        {"a;;b\n1;2;3\n", "1:1 csv-entete la colonne 2 n'a pas de nom\n"},
        {"Année;ANNEE\n1;2\n", "1:1 csv-entete deux colonnes s'appellent « \x01"
                               "ANNEE\x02 »\n"},
        {"a;b\n1;é\"2\n\"3\"x;4\n5;\"6\n7;8\n",
         "3:4 csv-guillemets texte après des guillemets fermants\n"
         "4:3 csv-guillemets guillemets ouverts et jamais fermés\n"},
        {"a;b\n1;2\x01\n", "2:4 csv-controle caractère invisible\n"},
        {"a;b\r1;2\r", "1:4 csv-controle fin de ligne d'un ancien format\n"},
        {"a;b\n1;\xC3\xA9 et \xE9\n", "2:8 csv-encodage octet qui n'est pas de l'UTF-8\n"},
        {"a;b\n1;\x81\n", "2:3 csv-encodage octet qui n'est ni de l'UTF-8 ni du Windows-1252\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_messages(slice_from(cases[i].text), cases[i].messages);
    assert_messages(SLICE("\xFF\xFE"
                          "a\0;\0b\0"),
                    "1:1 csv-encodage ce fichier est en UTF-16\n");
    assert_messages(SLICE("a;b\n1;\0\n"),
                    "2:3 csv-encodage octet nul : ce n'est pas un fichier de texte\n");
}

static void keeps_to_its_bounds(void **state) {
    (void)state;
    struct buffer text = BUFFER_INIT;
    buffer_add_string(&text, "a;b\n");
    for (int i = 0; i < BOUND_FIGURE_ROWS; i++)
        buffer_format(&text, "%d;%d\n", i, i);
    struct reading reading;
    reading_init(&reading, buffer_slice(&text));
    assert_int_equal(reading.status, 0);
    assert_int_equal(reading.csv.rows, BOUND_FIGURE_ROWS);
    reading_dispose(&reading);
    buffer_add_string(&text, "1;2\n3;4\n");
    assert_messages(buffer_slice(&text), "2002:1 csv-lignes plus de 2000 lignes de données\n");

    buffer_reset(&text);
    for (int i = 0; i < 30; i++)
        buffer_format(&text, "c%d;", i);
    buffer_add_string(&text, "\n1;2\n");
    assert_messages(buffer_slice(&text),
                    "1:1 csv-colonnes 30 colonnes, 24 au plus sont possibles\n");

    buffer_reset(&text);
    buffer_add_string(&text, "a;b\n1;");
    for (int i = 0; i < BOUND_LINE_TEXT + 1; i++)
        buffer_add_byte(&text, 'x');
    assert_messages(buffer_slice(&text), "2:3 csv-longueur cellule de plus de 1000 octets\n");
    buffer_dispose(&text);
}

static unsigned random_next(unsigned *seed) {
    *seed = *seed * 1103515245U + 12345U;
    return *seed >> 16;
}

/* A cell of odd characters; never only spaces, which would not come back. */
static struct slice random_cell(struct arena *arena, unsigned *seed) {
    static const char *const parts[] = {"é", "\"",  ";", ",", "12",
                                        "œ", "a b", "€", "'", "\xC2\xA0"};
    struct slice cell = SLICE("x");
    for (unsigned i = random_next(seed) % 5; i > 0; i--)
        cell = slice_concat(arena, cell, slice_from(parts[random_next(seed) % COUNT(parts)]));
    return cell;
}

static void write_cell(struct buffer *text, struct slice cell) {
    buffer_add_byte(text, '"');
    for (size_t i = 0; i < cell.size; i++) {
        if (cell.data[i] == '"')
            buffer_add_byte(text, '"');
        buffer_add_byte(text, cell.data[i]);
    }
    buffer_add_byte(text, '"');
}

/* Any table that is written with quotes everywhere comes back the same. */
static void tables_round_trip(void **state) {
    (void)state;
    unsigned seed = 1;
    for (int round = 0; round < 200; round++) {
        struct arena arena = ARENA_INIT;
        struct buffer text = BUFFER_INIT;
        struct slice cells[8 * 10];
        size_t columns = 2 + random_next(&seed) % 6;
        size_t rows = 1 + random_next(&seed) % 9;
        const char *separator = round % 2 ? ";" : ",";
        for (size_t i = 0; i < columns; i++)
            buffer_format(&text, "%s\"colonne; %zu\"", i ? separator : "", i);
        for (size_t i = 0; i < rows * columns; i++) {
            cells[i] = random_cell(&arena, &seed);
            buffer_add_string(&text, i % columns ? separator : round % 3 ? "\n" : "\r\n");
            write_cell(&text, cells[i]);
        }
        struct reading reading;
        reading_init(&reading, buffer_slice(&text));
        assert_int_equal(reading.status, 0);
        assert_int_equal(reading.csv.rows, rows);
        assert_int_equal(reading.csv.columns, columns);
        for (size_t i = 0; i < rows * columns; i++)
            assert_true(slice_equal(reading.csv.cells[i], cells[i]));
        reading_dispose(&reading);
        buffer_dispose(&text);
        arena_dispose(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_spreadsheets_write),
        cmocka_unit_test(reads_quotes),
        cmocka_unit_test(converts_windows_1252),
        cmocka_unit_test(puts_in_normal_form),
        cmocka_unit_test(explains_what_is_wrong),
        cmocka_unit_test(keeps_to_its_bounds),
        cmocka_unit_test(tables_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
