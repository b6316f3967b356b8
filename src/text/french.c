/*
 * French spacing and quotes. One pass over the bytes: runs of ordinary text are copied whole, and
 * the few characters that French has rules for are looked at one by one, with what was written
 * before them and what comes after. Every rule leaves its own result alone.
 */
#include "text/french.h"

#include "base/lanes.h"
#include "base/utf8.h"

#include <string.h>

#define NO_BREAK 0xA0
#define NARROW 0x202F
#define THIN 0x2009

#define NO_BREAK_BYTES "\xC2\xA0"
#define NARROW_BYTES "\xE2\x80\xAF"
#define THIN_BYTES "\xE2\x80\x89"

struct pen {
    struct buffer *out;
    size_t floor; /* size of `out` before this piece: what lies below is not ours to change */
    struct slice text;
    size_t at;
    struct french_state *state;
    struct slice core; /* the URL, address or path last met, see pen_is_protected */
    const char *token_end;
};

static bool is_blank(uint32_t code) {
    return code == ' ' || code == NO_BREAK || code == NARROW || code == THIN;
}

static bool is_space(uint32_t code) {
    return is_blank(code) || code == '\n' || code == '\t' || code == '\r';
}

static bool is_digit(uint32_t code) {
    return code >= '0' && code <= '9';
}

static bool is_opening(uint32_t code) {
    return code == '(' || code == '[' || code == '{' || code == 0xAB || code == 0x201C;
}

static bool is_closing(uint32_t code) {
    return code == ')' || code == ']' || code == '}' || code == 0xBB || code == 0x201D;
}

/* The last code point of bytes that end with a whole one. */
static uint32_t last_code(const char *bytes, size_t size) {
    size_t start = size - 1;
    while (start > 0 && size - start < 4 && ((unsigned char)bytes[start] & 0xC0) == 0x80)
        start--;
    struct slice rest = {bytes + start, size - start};
    return utf8_next(&rest);
}

/* The last code point written, in this piece or before it; 0 at the start of a paragraph. */
static uint32_t pen_before(const struct pen *pen) {
    if (pen->out->size == pen->floor)
        return pen->state->before;
    return last_code(pen->out->data + pen->floor, pen->out->size - pen->floor);
}

/* The code point `skip` bytes further on in the text, or at the start of the next piece. */
static uint32_t pen_after(const struct pen *pen, size_t skip) {
    struct slice rest = slice_from_offset(pen->text, pen->at + skip);
    return rest.size ? utf8_next(&rest) : pen->state->after;
}

static void pen_write(struct pen *pen, const char *bytes) {
    buffer_add_string(pen->out, bytes);
}

/* Copies the next `size` bytes of the text. */
static void pen_copy(struct pen *pen, size_t size) {
    buffer_add(pen->out, slice_part(pen->text, pen->at, size));
    pen->at += size;
}

/* Takes blanks off the end of what this piece has written. Returns how many bytes there were. */
static size_t pen_peel(struct pen *pen) {
    size_t size = pen->out->size;
    while (pen->out->size > pen->floor) {
        uint32_t code = pen_before(pen);
        if (!is_blank(code))
            break;
        pen->out->size -= code == ' ' ? 1 : code == NO_BREAK ? 2 : 3;
    }
    return size - pen->out->size;
}

/* Size of the white space that `text` starts with, one character; 0 when it starts with none. */
static size_t space_size(struct slice text) {
    if (text.size == 0)
        return 0;
    if (text.data[0] == ' ' || text.data[0] == '\n' || text.data[0] == '\t')
        return 1;
    if (text.size >= 2 && memcmp(text.data, NO_BREAK_BYTES, 2) == 0)
        return 2;
    return slice_starts(text, NARROW_BYTES) || slice_starts(text, THIN_BYTES) ? 3 : 0;
}

/* Whether a word ends before this: white space, « or », which are set apart by spaces. */
static bool breaks_token(struct slice text) {
    unsigned char byte = (unsigned char)text.data[0];
    if (byte != 0xC2 && byte != 0xE2)
        return byte == ' ' || byte == '\n' || byte == '\t';
    bool guillemet = text.size >= 2 && (unsigned char)text.data[0] == 0xC2 &&
                     ((unsigned char)text.data[1] == 0xAB || (unsigned char)text.data[1] == 0xBB);
    return guillemet || space_size(text);
}

/* The word around the pen. */
static struct slice pen_token(const struct pen *pen) {
    size_t start = pen->at;
    while (start > 0) {
        size_t back = start;
        do
            back--;
        while (back > 0 && ((unsigned char)pen->text.data[back] & 0xC0) == 0x80);
        if (breaks_token(slice_from_offset(pen->text, back)))
            break;
        start = back;
    }
    size_t end = pen->at;
    while (end < pen->text.size && !breaks_token(slice_from_offset(pen->text, end)))
        end++;
    return slice_part(pen->text, start, end - start);
}

/* The token without the quotes, brackets and points around it. */
static struct slice token_core(struct slice token) {
    while (token.size) {
        struct slice rest = token;
        uint32_t code = utf8_next(&rest);
        if (!is_opening(code) && code != '"' && code != '\'')
            break;
        token = rest;
    }
    while (token.size) {
        uint32_t code = last_code(token.data, token.size);
        bool point = code < 0x80 && code != 0 && strchr(".,;:!?\"'", (int)code) != NULL;
        if (!is_closing(code) && !point && code != 0x2026)
            break;
        token.size -= code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    }
    return token;
}

static bool token_holds(struct slice token, const char *needle) {
    return slice_search(token, slice_from(needle)) < token.size;
}

static bool core_is_address(struct slice core) {
    bool may_be = false; /* most words have none of the signs of an address */
    for (size_t i = 0; i < core.size && !may_be; i++)
        may_be = core.data[i] == '/' || core.data[i] == '@' || core.data[i] == '\\' ||
                 core.data[i] == 'w';
    if (!may_be)
        return false;
    return token_holds(core, "://") || token_holds(core, "@") || token_holds(core, "www.") ||
           token_holds(core, "./") || token_holds(core, "\\") || slice_starts(core, "/") ||
           (token_holds(core, "/") && token_holds(core, "."));
}

/* Whether the pen stands inside a URL, an e-mail address or a path, where nothing may change. */
static bool pen_is_protected(struct pen *pen) {
    const char *here = pen->text.data + pen->at;
    if (here >= pen->token_end) {
        struct slice token = pen_token(pen);
        struct slice core = token_core(token);
        pen->core = core_is_address(core) ? core : (struct slice){here, 0};
        pen->token_end = token.data + token.size;
    }
    return here >= pen->core.data && here < pen->core.data + pen->core.size;
}

/* Whether a sign that French sets apart may follow this character. */
static bool takes_space(uint32_t code) {
    if (code < 0x80)
        return utf8_is_word(code) || (code && strchr(")]}\"%*.", (int)code) != NULL);
    return is_closing(code) || code == 0x2019 || code == 0x2026 || code == 0x20AC || code == 0xB0 ||
           code == 0xB2 || utf8_is_word(code);
}

/* Whether a phrase may end before this character. */
static bool ends_phrase(uint32_t code) {
    return code == 0 || is_space(code) || is_closing(code) || code == 0x2026 ||
           (code < 0x80 && strchr("!?;,.\"", (int)code) != NULL);
}

/* Puts `space` before what the pen is about to write, in place of the blanks that stand there. */
static void pen_space(struct pen *pen, const char *space, bool insert) {
    size_t size = pen->out->size;
    size_t peeled = pen_peel(pen);
    uint32_t before = pen_before(pen);
    if (peeled == 0) {
        if (insert)
            pen_write(pen, space);
    } else if (before == 0 || before == '\n' || is_opening(before) || is_blank(before)) {
        pen->out->size = size; /* nothing to set it apart from: as it was */
    } else {
        pen_write(pen, space);
    }
}

/* ; ! ? */
static void write_high_point(struct pen *pen) {
    char mark = pen->text.data[pen->at];
    uint32_t before = pen_before(pen);
    uint32_t after = pen_after(pen, 1);
    bool smiley = mark == ';' && (after == ')' || after == '(' || after == '-');
    if (!pen_is_protected(pen) && !smiley && after != '=')
        pen_space(pen, NARROW_BYTES, takes_space(before) && ends_phrase(after));
    pen_copy(pen, 1);
}

static void write_colon(struct pen *pen) {
    uint32_t before = pen_before(pen);
    uint32_t after = pen_after(pen, 1);
    bool last = pen->at + 1 == pen->text.size && after != ')' && after != '(';
    bool double_colon = before == ':' || after == ':';
    bool closes = after == 0xBB || (after == '"' && pen->state->made && !pen->state->nested);
    bool ends = after == 0 || is_space(after) || closes; /* a closing quote brings its space */
    bool opens = after == 0xAB || after == 0x201C || after == '"';
    bool wanted = is_blank(before) ? ends || opens || last : ends;
    if (wanted && !double_colon && !pen_is_protected(pen))
        pen_space(pen, NO_BREAK_BYTES, takes_space(before));
    pen_copy(pen, 1);
}

/* « and the narrow space after it. */
static void write_opening(struct pen *pen) {
    pen->state->quotes++;
    pen_copy(pen, 2);
    size_t start = pen->at;
    for (;;) {
        size_t size = space_size(slice_from_offset(pen->text, pen->at));
        if (size == 0 || pen->text.data[pen->at] == '\n' || pen->text.data[pen->at] == '\t')
            break;
        pen->at += size;
    }
    bool spaced = pen->at > start;
    uint32_t after = pen_after(pen, 0);
    if (pen->at == pen->text.size && (after == 0 || is_blank(after)))
        return; /* nothing to set it apart from, or the next piece brings the space */
    if (after == '\n' || after == '\t' || after == '\r' || (after == 0xBB && !spaced))
        return;
    pen_write(pen, NARROW_BYTES);
}

/* The narrow space before » and, by the caller, the sign. */
static void space_before_closing(struct pen *pen) {
    uint32_t before = pen_before(pen);
    bool insert = before != 0 && !is_space(before) && before != 0xAB;
    size_t peeled = pen_peel(pen);
    before = pen_before(pen);
    if ((peeled && before != 0 && !is_space(before)) || insert)
        pen_write(pen, NARROW_BYTES);
    else if (peeled)
        pen_write(pen, " ");
}

static void write_closing(struct pen *pen) {
    struct french_state *state = pen->state;
    state->nested = false;
    if (state->quotes && --state->quotes == 0)
        state->made = false;
    space_before_closing(pen);
    pen_copy(pen, 2);
}

/* Straight double quotes after the pen: 0, 1, or 2 for more. */
static unsigned quotes_ahead(const struct pen *pen) {
    struct slice rest = slice_from_offset(pen->text, pen->at + 1);
    size_t first = slice_find(rest, '"');
    unsigned count = pen->state->quote_after ? 1 : 0;
    if (first == rest.size)
        return count;
    struct slice more = slice_from_offset(rest, first + 1);
    return slice_find(more, '"') < more.size ? 2 : count + 1;
}

static bool looks_opening(uint32_t before, uint32_t after) {
    bool start = before == 0 || is_space(before) || is_opening(before) || before == 0x2019 ||
                 before == '\'' || before == '-' || before == '/' || before == 0x2013 ||
                 before == 0x2014;
    return start && after != '"' && !ends_phrase(after);
}

static void write_straight_quote(struct pen *pen) {
    struct french_state *state = pen->state;
    bool opening = looks_opening(pen_before(pen), pen_after(pen, 1));
    if (pen_is_protected(pen)) {
        pen_copy(pen, 1);
        return;
    }
    const char *made = NULL;
    if (state->nested) {
        made = "”";
        state->nested = false;
    } else if (state->quotes && opening && quotes_ahead(pen) > (state->made ? 1 : 0)) {
        made = "“";
        state->nested = true;
    } else if (state->quotes && state->made) {
        space_before_closing(pen);
        made = "»";
        state->made = false;
        state->quotes--;
    } else if (!state->quotes && opening && quotes_ahead(pen)) {
        made = "«" NARROW_BYTES;
        state->made = true;
        state->quotes++;
    }
    if (made) {
        pen_write(pen, made);
        pen->at++;
    } else {
        pen_copy(pen, 1);
    }
}

static void write_apostrophe(struct pen *pen) {
    uint32_t before = pen_before(pen);
    uint32_t after = pen_after(pen, 1);
    bool letter = utf8_is_word(before) && !is_digit(before);
    bool follows = utf8_is_word(after) || after == 0xAB || after == 0x201C || after == '"';
    if (letter && follows && !pen_is_protected(pen)) {
        pen_write(pen, "’");
        pen->at++;
    } else {
        pen_copy(pen, 1);
    }
}

static void write_points(struct pen *pen) {
    size_t count = 1;
    while (pen->at + count < pen->text.size && pen->text.data[pen->at + count] == '.')
        count++;
    if (count == 3 && pen_before(pen) != '.' && pen_after(pen, 3) != '.' &&
        !pen_is_protected(pen)) {
        pen_write(pen, "…");
        pen->at += 3;
    } else {
        pen_copy(pen, count);
    }
}

/* % and €, when nothing separates them from their number. */
static void write_joined_unit(struct pen *pen, size_t size, const char *space) {
    if (is_digit(pen_before(pen)) && !utf8_is_word(pen_after(pen, size)) && !pen_is_protected(pen))
        pen_write(pen, space);
    pen_copy(pen, size);
}

/* Whether an n that stands by itself was written last. */
static bool follows_n(const struct pen *pen) {
    size_t written = pen->out->size - pen->floor;
    if (written == 0)
        return false;
    const char *bytes = pen->out->data + pen->floor;
    uint32_t before = written > 1 ? last_code(bytes, written - 1) : pen->state->before;
    return (bytes[written - 1] == 'n' || bytes[written - 1] == 'N') && !utf8_is_word(before);
}

/* The ° of "n° 12". */
static void write_degree(struct pen *pen) {
    bool number = follows_n(pen);
    bool address = pen_is_protected(pen);
    pen_copy(pen, 2);
    if (!number || address)
        return;
    if (pen->at < pen->text.size && pen->text.data[pen->at] == ' ') {
        pen->at++;
        pen_write(pen, NO_BREAK_BYTES);
    } else if (is_digit(pen_after(pen, 0))) {
        pen_write(pen, NO_BREAK_BYTES);
    }
}

/* Units that stay on the line of their number. */
static const char *const units[] = {"%",  "‰",  "€",  "k€",  "M€", "h",   "min", "km", "m",
                                    "cm", "mm", "m²", "km²", "ha", "kg",  "g",   "mg", "L",
                                    "ml", "mL", "cl", "°C",  "°",  "€/h", "km/h"};

/* Whether a unit starts here and ends with its word. */
static bool starts_unit(struct slice rest) {
    for (size_t i = 0; rest.size && i < sizeof units / sizeof *units; i++) {
        if (units[i][0] != rest.data[0] || !slice_starts(rest, units[i]))
            continue;
        struct slice next = slice_from_offset(rest, strlen(units[i]));
        if (next.size == 0 || !utf8_is_word(utf8_next(&next)))
            return true;
    }
    return false;
}

/* "18 h" before " 30": an h right after a number, and two digits to come. */
static bool is_hour(const struct pen *pen) {
    const char *text = pen->text.data;
    size_t at = pen->at;
    if (at < 2 || text[at - 1] != 'h')
        return false;
    bool number = is_digit((unsigned char)text[at - 2]);
    for (size_t gap = 1; !number && gap <= 3 && at >= gap + 2; gap++)
        number = space_size(slice_part(pen->text, at - 1 - gap, gap)) == gap &&
                 is_digit((unsigned char)text[at - 2 - gap]);
    struct slice rest = slice_from_offset(pen->text, at + 1);
    return number && rest.size >= 2 && is_digit((unsigned char)rest.data[0]) &&
           is_digit((unsigned char)rest.data[1]);
}

/* "100" before " 000": a number of thousands, in groups of three digits. */
static bool is_group(const struct pen *pen, struct slice rest) {
    const char *text = pen->text.data;
    size_t digits = 0;
    while (digits < 4 && digits < pen->at && is_digit((unsigned char)text[pen->at - 1 - digits]))
        digits++;
    if (digits == 0 || digits > 3 || rest.size < 3)
        return false;
    for (size_t i = 0; i < 3; i++)
        if (!is_digit((unsigned char)rest.data[i]))
            return false;
    return rest.size == 3 || !is_digit((unsigned char)rest.data[3]);
}

/* A space that may have to stay with what surrounds it. */
static void write_space(struct pen *pen) {
    uint32_t before = pen_before(pen);
    uint32_t after = pen_after(pen, 1);
    struct slice rest = slice_from_offset(pen->text, pen->at + 1);
    const char *space = " ";
    if (rest.size == 0 && (after == ';' || after == '!' || after == '?' || after == 0xBB))
        space = takes_space(before) ? NARROW_BYTES : " ";
    else if (rest.size == 0 && after == ':')
        space = takes_space(before) ? NO_BREAK_BYTES : " ";
    else if (pen->at == 0 && before == 0xAB)
        space = NARROW_BYTES;
    else if (is_digit(before) && starts_unit(rest))
        space = slice_starts(rest, "€") ? NARROW_BYTES : NO_BREAK_BYTES;
    else if (is_digit(before) && is_group(pen, rest))
        space = NARROW_BYTES;
    else if (before == 'h' && is_hour(pen))
        space = NO_BREAK_BYTES;
    pen_write(pen, space);
    pen->at++;
}

/* The bytes that rules are about; a space and a point matter only next to some others. */
static bool stops_at(struct slice text, size_t at) {
    switch ((unsigned char)text.data[at]) {
    case '\'':
    case '"':
    case ':':
    case ';':
    case '!':
    case '?':
    case '%':
    case 0xC2:
    case 0xE2:
        return true;
    case '.':
        return at + 1 < text.size && text.data[at + 1] == '.';
    case ' ':
        return at == 0 || at + 1 == text.size || is_digit((unsigned char)text.data[at - 1]) ||
               text.data[at - 1] == 'h';
    default:
        return false;
    }
}

/* The same for sixteen bytes that have others before and after them. */
static lanes_mask stop_lanes(const char *bytes) {
    lanes here = lanes_at(bytes);
    lanes before = lanes_at(bytes - 1);
    lanes after = lanes_at(bytes + 1);
    lanes_mask number = (before >= '0') & (before <= '9');
    return (here == '\'') | (here == '"') | (here == ':') | (here == ';') | (here == '!') |
           (here == '?') | (here == '%') | (here == 0xC2) | (here == 0xE2) |
           ((here == '.') & (after == '.')) | ((here == ' ') & (number | (before == 'h')));
}

/* Where the pen must stop next; what comes before is copied in one go. */
static size_t find_stop(struct slice text, size_t at) {
    while (at < text.size) {
        if (at > 0 && text.size - at > LANES) {
            size_t first = lanes_first(stop_lanes(text.data + at));
            at += first;
            if (first < LANES)
                return at;
        } else if (stops_at(text, at)) {
            return at;
        } else {
            at++;
        }
    }
    return at;
}

static void write_two_bytes(struct pen *pen) {
    switch ((unsigned char)pen->text.data[pen->at + 1]) {
    case 0xAB:
        write_opening(pen);
        break;
    case 0xBB:
        write_closing(pen);
        break;
    case 0xB0:
        write_degree(pen);
        break;
    default:
        pen_copy(pen, 2);
    }
}

static void write_stop(struct pen *pen) {
    size_t left = pen->text.size - pen->at;
    switch ((unsigned char)pen->text.data[pen->at]) {
    case '\'':
        write_apostrophe(pen);
        break;
    case '"':
        write_straight_quote(pen);
        break;
    case ':':
        write_colon(pen);
        break;
    case ';':
    case '!':
    case '?':
        write_high_point(pen);
        break;
    case '%':
        write_joined_unit(pen, 1, NO_BREAK_BYTES);
        break;
    case '.':
        write_points(pen);
        break;
    case ' ':
        write_space(pen);
        break;
    case 0xC2:
        if (left >= 2)
            write_two_bytes(pen);
        else
            pen_copy(pen, 1);
        break;
    default:
        if (slice_starts(slice_from_offset(pen->text, pen->at), "€"))
            write_joined_unit(pen, 3, NARROW_BYTES);
        else
            pen_copy(pen, left < 3 ? left : 3);
    }
}

void french_piece(struct buffer *out, struct slice text, struct french_state *state) {
    struct pen pen = {.out = out, .floor = out->size, .text = text, .state = state};
    pen.token_end = text.data;
    while (pen.at < text.size) {
        size_t end = find_stop(text, pen.at);
        pen_copy(&pen, end - pen.at);
        if (end < text.size)
            write_stop(&pen);
    }
    state->before = pen_before(&pen);
}

struct slice french_text(struct arena *arena, struct slice text) {
    if (find_stop(text, 0) == text.size)
        return text;
    struct buffer out = BUFFER_INIT;
    struct french_state state = {0};
    french_piece(&out, text, &state);
    struct slice copy =
        slice_equal(buffer_slice(&out), text) ? text : slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return copy;
}
