#include "markdown/source.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "markdown/tree.h"

#include <stdlib.h>
#include <string.h>

/* What ends a list or a quote, and comes out as nothing. */
#define SEPARATOR "<!---->"

static bool is_blank(struct slice line) {
    return slice_trim(line).size == 0;
}

static size_t count_byte(struct slice line, char byte) {
    size_t count = 0;
    for (size_t at; (at = slice_find(line, byte)) < line.size; count++)
        line = slice_from_offset(line, at + 1);
    return count;
}

static bool has_lone_return(struct slice text) {
    for (size_t at = 0; (at += slice_find(slice_from_offset(text, at), '\r')) < text.size; at++)
        if (at + 1 == text.size || text.data[at + 1] != '\n')
            return true;
    return false;
}

/*
 * Whether a line (of the file) is at the edge of a reserved range, where the ::: lines were: blank
 * ones get a separator there, so that a list does not run on from what is public into what is not.
 * `next` is the first range that may still matter.
 */
static bool is_edge(const struct markdown_options *options, size_t *next, uint32_t line) {
    while (*next < options->reserved_count && options->reserved[*next].last_line + 1 < line)
        ++*next;
    if (*next == options->reserved_count)
        return false;
    const struct diag_range *range = &options->reserved[*next];
    return line == range->first_line || line == range->last_line || line + 1 == range->first_line ||
           line == range->last_line + 1;
}

/*
 * The first "[^", from `at` on, that can be no footnote, for want of a label on one line. cmark
 * takes it for one all the same and, seeing no note, loses the words up to the next "]". Returns
 * the offset of its "^", or the size of the text.
 */
static size_t find_stray_note(struct slice text, size_t at) {
    while ((at += slice_search(slice_from_offset(text, at), SLICE("[^"))) < text.size) {
        size_t label = at + 2;
        size_t end = label;
        while (end < text.size && !strchr("[]\\`< \t\r\n", text.data[end]))
            end++;
        if (end == label || end == text.size || text.data[end] != ']')
            return at + 1;
        at = end;
    }
    return text.size;
}

/* Puts a sign that no text holds in place of the "^" of stray notes; see tree_parse. */
static void mask_stray_notes(struct buffer *out) {
    struct slice text = buffer_slice(out);
    for (size_t i = 0; i < text.size; i++)
        if (out->data[i] == TREE_MASK)
            out->data[i] = ' ';
    for (size_t at = 0; (at = find_stray_note(text, at)) < text.size; at++)
        out->data[at] = TREE_MASK;
}

/*
 * A copy in which a lone CR, which the parser would take for a line end, is a space, and what else
 * the parser would misread is made right.
 */
static void source_rewrite(struct source *source, const struct markdown_options *options) {
    struct buffer out = BUFFER_INIT;
    struct slice rest = source->text;
    struct slice line;
    size_t range = 0;
    for (uint32_t number = source->first_line; slice_next_line(&rest, &line); number++) {
        if (is_edge(options, &range, number) && is_blank(line))
            BUFFER_LITERAL(&out, SEPARATOR);
        size_t start = out.size;
        buffer_add(&out, line);
        for (size_t i = start; i < out.size; i++)
            if (out.data[i] == '\r')
                out.data[i] = ' ';
        buffer_add_byte(&out, '\n');
    }
    mask_stray_notes(&out);
    source->copy = out.data;
    source->text = buffer_slice(&out);
}

/* What is counted from line to line. */
struct survey {
    size_t columns; /* of the table that may be going on */
    size_t cells;
    size_t brackets;     /* since the last blank line */
    size_t all_brackets; /* in the body */
    size_t definition;   /* bytes of the link definition that may be going on */
    size_t longest;      /* definition */
};

/* Quotes and lists that a line opens or goes on with, before its text. */
static size_t count_markers(struct slice line) {
    size_t count = 0;
    for (size_t i = 0; i < line.size; i++) {
        char byte = line.data[i];
        bool spaced = i + 1 == line.size || line.data[i + 1] == ' ' || line.data[i + 1] == '\t';
        if (byte == '>' || (spaced && byte && strchr("-+*.)", byte)))
            count++;
        else if (byte != ' ' && byte != '\t' && (byte < '0' || byte > '9'))
            break;
    }
    return count;
}

/* Whether a line can be the second of a table, where its columns are set. */
static bool is_delimiter_row(struct slice line) {
    for (size_t i = 0; i < line.size; i++)
        if (!strchr("-:|> \t", line.data[i]))
            return false;
    return true;
}

static size_t longest_word(struct slice line) {
    size_t longest = 0;
    size_t start = 0;
    for (size_t i = 0; i <= line.size; i++) {
        if (i < line.size && line.data[i] != ' ' && line.data[i] != '\t')
            continue;
        if (i - start > longest)
            longest = i - start;
        start = i + 1;
    }
    return longest;
}

/* Whether a "]:" is in the line. */
static bool holds_definition(struct slice line) {
    size_t at = 0;
    while ((at += slice_find(slice_from_offset(line, at), ':')) < line.size)
        if (line.data[at++] == ':' && at > 1 && line.data[at - 2] == ']')
            return true;
    return false;
}

/* Each use of a link definition is a copy of it in the tree: counts what they may come to. */
static void survey_definitions(struct survey *survey, struct slice line) {
    if (holds_definition(line))
        survey->definition = line.size;
    else if (survey->definition)
        survey->definition += line.size;
    if (survey->definition > survey->longest)
        survey->longest = survey->definition;
}

/* Looks at one line. Returns false, with the kind of trouble, when it passes a bound. */
static bool survey_line(struct survey *survey, struct slice line,
                        enum markdown_remark_kind *trouble) {
    if (is_blank(line)) {
        survey->columns = 0;
        survey->brackets = 0;
        survey->definition = 0;
        return true;
    }
    size_t pipes = count_byte(line, '|');
    size_t brackets = count_byte(line, '[');
    survey->brackets += brackets;
    survey->all_brackets += brackets;
    survey_definitions(survey, line);
    if (pipes && is_delimiter_row(line))
        survey->columns = pipes + 1;
    survey->cells += survey->columns;
    *trouble = MARKDOWN_TABLE_WIDE;
    if (pipes > BOUND_LINE_PIPES)
        return false;
    *trouble = MARKDOWN_TOO_DEEP;
    if (count_markers(line) > BOUND_MARKDOWN_DEPTH)
        return false;
    *trouble = MARKDOWN_TOO_LARGE;
    return survey->cells <= BOUND_BODY_CELLS && survey->brackets <= BOUND_BRACKETS &&
           survey->longest * survey->all_brackets <= BOUND_REFERENCES &&
           (line.size <= BOUND_WORD || longest_word(line) <= BOUND_WORD);
}

bool source_init(struct source *source, struct slice body, const struct markdown_options *options,
                 struct markdown_remark *remark) {
    *source = (struct source){.text = body, .first_line = options->first_line};
    if (has_lone_return(body) || options->reserved_count || find_stray_note(body, 0) < body.size)
        source_rewrite(source, options);
    size_t room = 64;
    source->lines = malloc(room * sizeof *source->lines);
    struct survey survey = {0};
    struct slice rest = source->text;
    struct slice line;
    for (;;) {
        if (!source->lines)
            arena_exhausted();
        size_t start = source->text.size - rest.size;
        if (!slice_next_line(&rest, &line))
            return true;
        source->lines[source->line_count++] = (uint32_t)start;
        if (!survey_line(&survey, line, &remark->kind)) {
            remark->text = slice_part(line, 0, utf8_prefix(line, 40));
            remark->position = source_position(source, start);
            return false;
        }
        if (source->line_count == room)
            source->lines = realloc(source->lines, (room *= 2) * sizeof *source->lines);
    }
}

void source_dispose(struct source *source) {
    free(source->lines);
    free(source->copy);
}

size_t source_line_start(const struct source *source, size_t line) {
    return line >= 1 && line <= source->line_count ? source->lines[line - 1] : source->text.size;
}

size_t source_line_end(const struct source *source, size_t line) {
    return line < source->line_count ? source->lines[line] : source->text.size;
}

size_t source_line_of(const struct source *source, size_t offset) {
    size_t low = 0;
    size_t high = source->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

struct position source_position(struct source *source, size_t offset) {
    size_t line = source_line_of(source, offset);
    size_t start = source_line_start(source, line);
    uint32_t column = 1;
    if (source->known_line == line && source->known_offset <= offset) {
        start = source->known_offset;
        column = source->known_column;
    }
    column += (uint32_t)utf8_count(slice_part(source->text, start, offset - start));
    source->known_line = line;
    source->known_offset = offset;
    source->known_column = column;
    return (struct position){source->first_line + (uint32_t)line - 1, column};
}
