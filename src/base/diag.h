/*
 * Diagnostics: what an author wrote wrong, or might regret. Collected from any thread, sorted by
 * file and line, printed as text for people or JSON for editors. A message never shows what is
 * restricted: lines are quoted only from files whose visibility is established as public, outside
 * their restricted ranges, and author's words inside a message go between DIAG_VALUE marks, which
 * are emptied when the place is not quotable.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/slice.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

/* A place in a file: both count from 1, columns in characters. Line 0: the file as a whole. */
struct position {
    uint32_t line;
    uint32_t column;
};

/* The place of a message about a file as a whole. */
#define POSITION_FILE ((struct position){0, 0})

struct diag_range {
    uint32_t first_line;
    uint32_t last_line;
};

/* A file that messages can point into. */
struct diag_file {
    struct slice path;         /* below the content directory */
    struct slice text;         /* the whole text, lines of which may be quoted */
    bool quotable;             /* set once its visibility is established as public */
    struct diag_range *secret; /* lines that are restricted all the same */
    size_t secret_count;
};

enum diag_severity {
    DIAG_NOTE, /* nothing that can be mended: --strict publishes all the same */
    DIAG_WARNING,
    DIAG_ERROR,
};

/*
 * How an author's words stand in a format: "organisation inconnue " DIAG_VALUE, with
 * SLICE_ARG(words). Shown as « words », or « … » where words may not be shown.
 */
#define DIAG_VALUE "« \x01%.*s\x02 »"

struct diagnostic {
    enum diag_severity severity;
    const char *code; /* stable short name, for editors: "cle-inconnue" */
    const struct diag_file *file;
    struct position position;
    struct slice message; /* one line, without a final full stop, DIAG_VALUE marks inside */
    struct slice help;    /* what to write instead; may be empty */
};

struct diag {
    struct arena arena;
    pthread_mutex_t mutex;
    struct diagnostic *items;
    size_t count;
    size_t errors;
    size_t warnings;
};

void diag_init(struct diag *diag);
void diag_dispose(struct diag *diag);

/*
 * Adds a diagnostic. `help` is copied and may be NULL; `file` must outlive the diag. May be called
 * from any thread.
 */
void diag_add(struct diag *diag, enum diag_severity severity, const char *code,
              const struct diag_file *file, struct position position, const char *help,
              const char *format, ...) __attribute__((format(printf, 7, 8)));

#define diag_error(diag, code, file, position, help, ...)                                          \
    diag_add((diag), DIAG_ERROR, (code), (file), (position), (help), __VA_ARGS__)
#define diag_note(diag, code, file, position, help, ...)                                           \
    diag_add((diag), DIAG_NOTE, (code), (file), (position), (help), __VA_ARGS__)
#define diag_warning(diag, code, file, position, help, ...)                                        \
    diag_add((diag), DIAG_WARNING, (code), (file), (position), (help), __VA_ARGS__)

/* The errors so far. May be called from any thread. */
size_t diag_error_count(struct diag *diag);

/* Sorts by path, line, column, severity (worst first), message, and drops exact repetitions. */
void diag_sort(struct diag *diag);

/*
 * Prints the sorted diagnostics for people:
 *
 *     axes/1/2.md:4:1: erreur: clé inconnue « pilotte »
 *       4 | pilotte: CCAS
 *         | ^
 *       aide : vouliez-vous dire « pilote » ?
 *
 * `prefix` (the directory as it was typed, with its slash, or empty) is put before each path.
 */
void diag_print_text(const struct diag *diag, FILE *stream, struct slice prefix, bool colour);

/* Prints one JSON object a line: fichier, ligne, colonne, gravite, code, message, aide. */
void diag_print_json(const struct diag *diag, FILE *stream, struct slice prefix);

/* Appends text for a terminal: what it might take for an order becomes a space. */
void diag_add_plain(struct buffer *out, struct slice text);

/* The place `offset` bytes into `text`. Lines end with LF; a byte order mark counts for nothing. */
struct position diag_position(struct slice text, size_t offset);

/* Whether the line may be shown to anyone. */
bool diag_is_quotable(const struct diag_file *file, uint32_t line);

#endif
