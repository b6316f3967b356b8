#include "content/reserve.h"

#include "base/utf8.h"

#include <string.h>

/* What the scan of a body is in the middle of. */
struct scan {
    struct reader *reader;
    uint32_t line; /* of the file */
    char fence;    /* '`' or '~' inside fenced code, else 0 */
    size_t fence_size;
    bool comment;    /* inside <!-- --> */
    uint32_t opened; /* line of the open block, 0: none */
};

static void refuse(struct scan *scan, uint32_t line, const char *message) {
    scan->reader->file->established = false;
    diag_error(scan->reader->diag, "bloc-partenaires", &scan->reader->file->diag,
               ((struct position){line, 1}),
               "écrivez « ::: partenaires » seul sur sa ligne, sans espace devant, puis « ::: » "
               "seul à la fin ; « \\::: » montre trois deux-points",
               "%s", message);
}

/* The line without the marks of lists and quotes and the spaces before its words. */
static struct slice without_marks(struct slice line) {
    for (;;) {
        line = slice_trim(line);
        size_t digits = 0;
        while (digits < line.size && line.data[digits] >= '0' && line.data[digits] <= '9')
            digits++;
        if (line.size && strchr(">*+-", line.data[0]))
            line = slice_from_offset(line, 1);
        else if (digits && digits < line.size && strchr(".)", line.data[digits]))
            line = slice_from_offset(line, digits + 1);
        else
            return line;
    }
}

/* Follows ``` and ~~~ fences, and comments, from line to line. */
static void follow_code(struct scan *scan, struct slice line) {
    struct slice words = slice_trim(line);
    size_t indent = 0;
    while (indent < line.size && line.data[indent] == ' ')
        indent++;
    size_t marks = 0;
    if (words.size && (words.data[0] == '`' || words.data[0] == '~'))
        while (marks < words.size && words.data[marks] == words.data[0])
            marks++;
    struct slice rest = slice_trim(slice_from_offset(words, marks));
    if (scan->fence) {
        if (indent < 4 && marks >= scan->fence_size && words.data[0] == scan->fence && !rest.size)
            scan->fence = 0;
        return;
    }
    bool tick_inside = marks && words.data[0] == '`' && slice_find(rest, '`') < rest.size;
    if (!scan->comment && indent < 4 && marks >= 3 && !tick_inside) {
        scan->fence = words.data[0];
        scan->fence_size = marks;
        return;
    }
    while (words.size) {
        struct slice mark = scan->comment ? SLICE("-->") : SLICE("<!--");
        size_t at = slice_search(words, mark);
        if (at == words.size)
            break;
        scan->comment = !scan->comment;
        words = slice_from_offset(words, at + mark.size);
    }
}

static void close_block(struct scan *scan) {
    struct content_file *file = scan->reader->file;
    struct diag_range range = {scan->opened, scan->line};
    arena_push(scan->reader->arena, file->reserved, file->reserved_count, range);
    read_hide_lines(scan->reader, range.first_line, range.last_line);
    scan->opened = 0;
}

static void read_fence_line(struct scan *scan, struct slice line) {
    if (scan->fence || scan->comment) {
        refuse(scan, scan->line, "une ligne « ::: » dans un bloc de code ou un commentaire");
        return;
    }
    if (!slice_starts(line, ":::")) {
        refuse(scan, scan->line, "une ligne « ::: » dans une liste, une citation ou en retrait");
        return;
    }
    struct slice word = utf8_fold(scan->reader->arena, slice_from_offset(line, 3));
    if (word.size == 0 && scan->opened)
        close_block(scan);
    else if (word.size == 0)
        refuse(scan, scan->line, "une ligne « ::: » qui ne ferme aucun bloc");
    else if (!slice_is(word, "partenaires"))
        refuse(scan, scan->line, "une ligne « ::: » inconnue");
    else if (scan->opened)
        refuse(scan, scan->line, "un bloc « ::: partenaires » dans un autre");
    else
        scan->opened = scan->line;
}

void reserve_find(struct reader *reader) {
    struct content_file *file = reader->file;
    struct scan scan = {.reader = reader, .line = file->text_line};
    if (slice_search(file->text, SLICE(":::")) == file->text.size)
        return;
    struct slice rest = file->text;
    struct slice line;
    for (; slice_next_line(&rest, &line); scan.line++) {
        if (slice_starts(without_marks(line), ":::"))
            read_fence_line(&scan, line);
        else
            follow_code(&scan, line);
    }
    if (scan.opened)
        refuse(&scan, scan.opened, "un bloc « ::: partenaires » qui n'est pas fermé");
}

bool reserve_refuse_values(struct reader *reader, struct slice yaml, uint32_t first_line) {
    struct slice rest = yaml;
    struct slice line;
    bool found = false;
    if (slice_search(yaml, SLICE(":::")) == yaml.size)
        return true;
    for (uint32_t number = first_line; slice_next_line(&rest, &line); number++) {
        size_t at = slice_search(line, SLICE(":::"));
        struct slice before = slice_trim(slice_part(line, 0, at));
        if (at == line.size || (before.size && !strchr("-:>|\"'[{,", before.data[before.size - 1])))
            continue;
        found = true;
        reader->file->established = false;
        diag_error(reader->diag, "bloc-partenaires", &reader->file->diag,
                   ((struct position){number, (uint32_t)utf8_count(slice_part(line, 0, at)) + 1}),
                   "un bloc ::: partenaires s'écrit dans le texte de la page, sous l'en-tête",
                   "une ligne « ::: » dans une valeur");
    }
    return !found;
}

struct slice reserve_text(struct arena *arena, const struct content_file *file, bool cut) {
    if (file->reserved_count == 0)
        return file->text;
    struct slice copy = slice_copy(arena, file->text);
    char *bytes = (char *)copy.data;
    uint32_t line = file->text_line;
    size_t block = 0;
    for (size_t i = 0; i < copy.size; i++) {
        while (block < file->reserved_count && line > file->reserved[block].last_line)
            block++;
        const struct diag_range *range =
            block < file->reserved_count ? &file->reserved[block] : NULL;
        if (bytes[i] == '\n')
            line++;
        else if (range && (line == range->first_line || line == range->last_line ||
                           (cut && line > range->first_line)))
            bytes[i] = ' ';
    }
    return copy;
}
