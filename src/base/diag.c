#include "base/diag.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define VALUE_OPEN '\x01'
#define VALUE_CLOSE '\x02'
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define QUOTE_WIDTH 100 /* characters of a line that are quoted */

void diag_init(struct diag *diag) {
    *diag = (struct diag){.arena = ARENA_INIT};
    pthread_mutex_init(&diag->mutex, NULL);
}

void diag_dispose(struct diag *diag) {
    pthread_mutex_destroy(&diag->mutex);
    arena_dispose(&diag->arena);
}

/* Without the bytes of a character that was cut off at the end. */
static struct slice whole_characters(struct slice text) {
    size_t end = text.size;
    while (end > 0 && text.size - end < 4 && ((unsigned char)text.data[end - 1] & 0xC0) == 0x80)
        end--;
    struct slice last = slice_from_offset(text, end ? end - 1 : 0);
    return utf8_check(last) == last.size ? text : slice_part(text, 0, end ? end - 1 : 0);
}

static bool is_mark(char byte) {
    return byte == VALUE_OPEN || byte == VALUE_CLOSE;
}

static size_t count_marks(struct slice text) {
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += is_mark(text.data[i]);
    return count;
}

/*
 * An author's words hold marks of their own, which could end the hiding too early: all that stands
 * between the first mark and the last becomes one value.
 */
static void merge_marks(char *words, size_t size) {
    size_t first = size;
    size_t last = size;
    for (size_t i = 0; i < size; i++) {
        if (!is_mark(words[i]))
            continue;
        first = first == size ? i : first;
        last = i;
        words[i] = ' ';
    }
    words[first] = VALUE_OPEN;
    words[last] = VALUE_CLOSE;
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
    struct slice message = whole_characters((struct slice){words, strnlen(words, sizeof words)});
    if (count_marks(message) > count_marks(slice_from(format)))
        merge_marks(words, message.size);
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

size_t diag_error_count(struct diag *diag) {
    pthread_mutex_lock(&diag->mutex);
    size_t errors = diag->errors;
    pthread_mutex_unlock(&diag->mutex);
    return errors;
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
        return a->severity > b->severity ? -1 : 1;
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
    size_t line_start = slice_starts(before, BYTE_ORDER_MARK) ? strlen(BYTE_ORDER_MARK) : 0;
    for (size_t i = 0; i < before.size; i++) {
        if (before.data[i] == '\n') {
            position.line++;
            line_start = i + 1;
        }
    }
    position.column = (uint32_t)utf8_count(slice_from_offset(before, line_start)) + 1;
    return position;
}

/* Whether a terminal or an editor may take the character for an order: it is shown as a space. */
static bool is_control(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0x200E || code == 0x200F || code == 0x61C || code == 0xFEFF;
}

static void add_code(struct buffer *out, uint32_t code) {
    char bytes[4];
    if (is_control(code))
        buffer_add_byte(out, ' ');
    else
        buffer_add(out, (struct slice){bytes, utf8_encode(code, bytes)});
}

void diag_add_plain(struct buffer *out, struct slice text) {
    while (text.size)
        add_code(out, utf8_next(&text));
}

/* Words with their DIAG_VALUE marks taken out, and what stands between them when it must hide. */
static void add_words(struct buffer *out, struct slice words, bool shown) {
    bool inside = false;
    while (words.size) {
        uint32_t code = utf8_next(&words);
        if (code == VALUE_OPEN) {
            inside = true;
            if (!shown)
                BUFFER_LITERAL(out, "…");
        } else if (code == VALUE_CLOSE) {
            inside = false;
        } else if (shown || !inside) {
            add_code(out, code);
        }
    }
}

static struct slice line_of(struct slice text, uint32_t number) {
    struct slice line = {NULL, 0};
    if (slice_starts(text, BYTE_ORDER_MARK))
        text = slice_from_offset(text, strlen(BYTE_ORDER_MARK));
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
    buffer_format(out, "%5u | %s", item->position.line, start ? "…" : "");
    size_t written = out->size;
    diag_add_plain(out, slice_part(shown, 0, utf8_prefix(shown, column - start)));
    size_t columns = utf8_columns(slice_from_offset(buffer_slice(out), written));
    diag_add_plain(out, slice_from_offset(shown, utf8_prefix(shown, column - start)));
    buffer_format(out, "\n      | %*s^\n", (int)(columns + (start ? 1 : 0)), "");
}

static const char *const severities[] = {
    [DIAG_NOTE] = "remarque", [DIAG_WARNING] = "attention", [DIAG_ERROR] = "erreur"};
static const char *const colours[] = {
    [DIAG_NOTE] = "\033[36m", [DIAG_WARNING] = "\033[33m", [DIAG_ERROR] = "\033[31m"};

void diag_print_text(const struct diag *diag, FILE *stream, struct slice prefix, bool colour) {
    struct buffer out = BUFFER_INIT;
    size_t shown = diag->count < BOUND_DIAGNOSTICS ? diag->count : BOUND_DIAGNOSTICS;
    for (size_t i = 0; i < shown; i++) {
        const struct diagnostic *item = &diag->items[i];
        bool quotable = diag_is_quotable(item->file, item->position.line);
        buffer_add_string(&out, colour ? "\033[1m" : "");
        diag_add_plain(&out, prefix);
        diag_add_plain(&out, item->file->path);
        if (item->position.line)
            buffer_format(&out, ":%u:%u", item->position.line, item->position.column);
        buffer_add_string(&out, ": ");
        buffer_add_string(&out, colour ? colours[item->severity] : "");
        buffer_add_string(&out, severities[item->severity]);
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
    fwrite(out.data ? out.data : "", 1, out.size, stream);
    buffer_dispose(&out);
}

/* Controls are escaped whole, so that a line stays a line for every reader. */
static void add_json_string(struct buffer *out, struct slice text) {
    buffer_add_byte(out, '"');
    while (text.size) {
        uint32_t code = utf8_next(&text);
        if (code == '"' || code == '\\')
            buffer_format(out, "\\%c", (int)code);
        else if (is_control(code))
            buffer_format(out, "\\u%04x", (unsigned)code);
        else
            add_code(out, code);
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
                      item->position.line, item->position.column, severities[item->severity],
                      item->code);
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
