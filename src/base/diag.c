#include "base/diag.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define VALUE_OPEN '\x01'
#define VALUE_CLOSE '\x02'
#define QUOTE_WIDTH 100 /* characters of a line that are quoted */

void diag_init(struct diag *diag) {
    *diag = (struct diag){.arena = ARENA_INIT};
    pthread_mutex_init(&diag->mutex, NULL);
}

void diag_dispose(struct diag *diag) {
    pthread_mutex_destroy(&diag->mutex);
    arena_dispose(&diag->arena);
}

void diag_add(struct diag *diag, enum diag_severity severity, const char *code,
              const struct diag_file *file, struct position position, const char *help,
              const char *format, ...) {
    char words[2048];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    if (size < 0)
        return;
    struct slice message = {words, strnlen(words, sizeof words)};
    pthread_mutex_lock(&diag->mutex);
    struct diagnostic item = {
        .severity = severity,
        .code = code,
        .file = file,
        .position = position,
        .message = slice_copy(&diag->arena, message),
        .help = help ? slice_copy(&diag->arena, slice_from(help)) : (struct slice){NULL, 0},
    };
    arena_push(&diag->arena, diag->items, diag->count, item);
    diag->errors += severity == DIAG_ERROR;
    diag->warnings += severity == DIAG_WARNING;
    pthread_mutex_unlock(&diag->mutex);
}

static int compare(const void *left, const void *right) {
    const struct diagnostic *a = left;
    const struct diagnostic *b = right;
    int order = slice_compare(a->file->path, b->file->path);
    if (order)
        return order;
    if (a->position.line != b->position.line)
        return a->position.line < b->position.line ? -1 : 1;
    if (a->position.column != b->position.column)
        return a->position.column < b->position.column ? -1 : 1;
    if (a->severity != b->severity)
        return a->severity == DIAG_ERROR ? -1 : 1;
    order = slice_compare(a->message, b->message);
    return order ? order : slice_compare(a->help, b->help);
}

void diag_sort(struct diag *diag) {
    if (diag->count == 0)
        return;
    qsort(diag->items, diag->count, sizeof *diag->items, compare);
    size_t kept = 1;
    for (size_t i = 1; i < diag->count; i++) {
        if (compare(&diag->items[kept - 1], &diag->items[i]) == 0) {
            diag->errors -= diag->items[i].severity == DIAG_ERROR;
            diag->warnings -= diag->items[i].severity == DIAG_WARNING;
            continue;
        }
        diag->items[kept++] = diag->items[i];
    }
    diag->count = kept;
}

bool diag_is_quotable(const struct diag_file *file, uint32_t line) {
    if (!file->quotable)
        return false;
    for (size_t i = 0; i < file->secret_count; i++)
        if (line >= file->secret[i].first_line && line <= file->secret[i].last_line)
            return false;
    return true;
}

struct position diag_position(struct slice text, size_t offset) {
    struct slice before = slice_part(text, 0, offset);
    struct position position = {1, 1};
    size_t line_start = 0;
    for (size_t i = 0; i < before.size; i++) {
        if (before.data[i] == '\n') {
            position.line++;
            line_start = i + 1;
        }
    }
    position.column = (uint32_t)utf8_count(slice_from_offset(before, line_start)) + 1;
    return position;
}

/* Words with their DIAG_VALUE marks taken out, and what stands between them when it must hide. */
static void add_words(struct buffer *out, struct slice words, bool shown) {
    bool inside = false;
    for (size_t i = 0; i < words.size; i++) {
        char byte = words.data[i];
        if (byte == VALUE_OPEN) {
            inside = true;
            if (!shown)
                BUFFER_LITERAL(out, "…");
        } else if (byte == VALUE_CLOSE) {
            inside = false;
        } else if (shown || !inside) {
            bool control = (unsigned char)byte < 0x20 || byte == 0x7F;
            buffer_add_byte(out, control ? ' ' : byte);
        }
    }
}

static struct slice line_of(struct slice text, uint32_t number) {
    struct slice line = {NULL, 0};
    while (number-- && slice_next_line(&text, &line))
        ;
    return line;
}

/* The line at fault, and a caret under its column. A long line shows the part around it. */
static void add_quote(struct buffer *out, const struct diagnostic *item) {
    if (item->position.line == 0 || !diag_is_quotable(item->file, item->position.line))
        return;
    struct slice line = line_of(item->file->text, item->position.line);
    if (slice_trim(line).size == 0)
        return;
    size_t column = item->position.column ? item->position.column - 1 : 0;
    size_t start = column > QUOTE_WIDTH * 3 / 4 ? column - QUOTE_WIDTH / 2 : 0;
    struct slice shown = slice_from_offset(line, utf8_prefix(line, start));
    shown = slice_part(shown, 0, utf8_prefix(shown, QUOTE_WIDTH));
    struct slice before = slice_part(shown, 0, utf8_prefix(shown, column - start));
    buffer_format(out, "%5u | %s", item->position.line, start ? "…" : "");
    for (size_t i = 0; i < shown.size; i++) {
        unsigned char byte = (unsigned char)shown.data[i];
        buffer_add_byte(out, byte < 0x20 || byte == 0x7F ? ' ' : (char)byte);
    }
    buffer_format(out, "\n      | %*s^\n", (int)(utf8_columns(before) + (start ? 1 : 0)), "");
}

void diag_print_text(const struct diag *diag, FILE *stream, struct slice prefix, bool colour) {
    struct buffer out = BUFFER_INIT;
    size_t shown = diag->count < BOUND_DIAGNOSTICS ? diag->count : BOUND_DIAGNOSTICS;
    for (size_t i = 0; i < shown; i++) {
        const struct diagnostic *item = &diag->items[i];
        bool error = item->severity == DIAG_ERROR;
        bool quotable = diag_is_quotable(item->file, item->position.line);
        buffer_add_string(&out, colour ? "\033[1m" : "");
        buffer_add(&out, prefix);
        buffer_add(&out, item->file->path);
        if (item->position.line)
            buffer_format(&out, ":%u:%u", item->position.line, item->position.column);
        buffer_add_string(&out, !colour ? ": " : error ? ": \033[31m" : ": \033[33m");
        buffer_add_string(&out, error ? "erreur" : "attention");
        buffer_add_string(&out, colour ? "\033[0m: " : ": ");
        add_words(&out, item->message, quotable);
        buffer_add_byte(&out, '\n');
        add_quote(&out, item);
        if (item->help.size) {
            BUFFER_LITERAL(&out, "  aide : ");
            add_words(&out, item->help, quotable);
            buffer_add_byte(&out, '\n');
        }
    }
    if (shown < diag->count)
        buffer_format(&out, "… et %zu autres messages.\n", diag->count - shown);
    fwrite(out.data, 1, out.size, stream);
    buffer_dispose(&out);
}

static void add_json_string(struct buffer *out, struct slice text) {
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == '"' || byte == '\\')
            buffer_format(out, "\\%c", byte);
        else if (byte < 0x20)
            buffer_format(out, "\\u%04x", byte);
        else
            buffer_add_byte(out, (char)byte);
    }
    buffer_add_byte(out, '"');
}

void diag_print_json(const struct diag *diag, FILE *stream, struct slice prefix) {
    struct buffer out = BUFFER_INIT;
    struct buffer words = BUFFER_INIT;
    for (size_t i = 0; i < diag->count; i++) {
        const struct diagnostic *item = &diag->items[i];
        bool quotable = diag_is_quotable(item->file, item->position.line);
        BUFFER_LITERAL(&out, "{\"fichier\":");
        buffer_reset(&words);
        buffer_add(&words, prefix);
        buffer_add(&words, item->file->path);
        add_json_string(&out, buffer_slice(&words));
        buffer_format(&out, ",\"ligne\":%u,\"colonne\":%u,\"gravite\":\"%s\",\"code\":\"%s\"",
                      item->position.line, item->position.column,
                      item->severity == DIAG_ERROR ? "erreur" : "attention", item->code);
        BUFFER_LITERAL(&out, ",\"message\":");
        buffer_reset(&words);
        add_words(&words, item->message, quotable);
        add_json_string(&out, buffer_slice(&words));
        BUFFER_LITERAL(&out, ",\"aide\":");
        buffer_reset(&words);
        add_words(&words, item->help, quotable);
        add_json_string(&out, buffer_slice(&words));
        BUFFER_LITERAL(&out, "}\n");
    }
    fwrite(out.data ? out.data : "", 1, out.size, stream);
    buffer_dispose(&out);
    buffer_dispose(&words);
}
