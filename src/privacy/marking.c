/* Marks: "confidentiel" alone on its line is one; "c'est gratuit et confidentiel" is a promise. */
#include "base/utf8.h"
#include "privacy/privacy.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Where a phrase must stand between two signs of punctuation to be a mark. */
enum place {
    PLACE_LINE,  /* alone on its line, or before a colon or a dash */
    PLACE_WHOLE, /* nothing else between two signs */
    PLACE_START, /* first */
    PLACE_END,   /* last */
};

static const struct {
    enum place place;
    const char *phrase; /* folded */
} marks[] = {
    {PLACE_LINE, "confidentiel"},
    {PLACE_LINE, "confidentielle"},
    {PLACE_LINE, "confidentiels"},
    {PLACE_LINE, "confidentielles"},
    {PLACE_LINE, "strictement confidentiel"},
    {PLACE_WHOLE, "document interne"},
    {PLACE_WHOLE, "diffusion interne"},
    {PLACE_START, "document confidentiel"},
    {PLACE_START, "document strictement confidentiel"},
    {PLACE_START, "documents confidentiels"},
    {PLACE_START, "note confidentielle"},
    {PLACE_END, "document strictement confidentiel"},
    {PLACE_START, "ne pas diffuser"},
    {PLACE_START, "a ne pas diffuser"},
    {PLACE_START, "document a ne pas diffuser"},
    {PLACE_START, "merci de ne pas diffuser"},
    {PLACE_START, "priere de ne pas diffuser"},
    {PLACE_START, "ne pas divulguer"},
    {PLACE_START, "ne pas publier"},
    {PLACE_WHOLE, "usage interne"},
    {PLACE_START, "usage interne uniquement"},
    {PLACE_START, "usage strictement interne"},
    {PLACE_END, "a usage interne"},
    {PLACE_END, "a usage strictement interne"},
    {PLACE_END, "a usage interne uniquement"},
    {PLACE_START, "diffusion restreinte"},
    {PLACE_START, "diffusion limitee"},
    {PLACE_END, "a diffusion restreinte"},
};

/* What a line is cut at; hyphens and dashes only with spaces around them. */
static const char *const signs[] = {".",  "!",   "?", ";", ":", "(",  ")", "[",  "]",
                                    "|",  "*",   "_", "#", ">", ",",  "`", "\"", "« ",
                                    " »", " - ", "–", "—", "/", "« ", " »"};

/* A text and a line of it, cut into segments. */
struct line {
    struct slice text;
    struct slice whole;
    privacy_visitor *visit;
    void *context;
    struct arena scratch;
};

static size_t sign_size(struct slice text) {
    for (size_t i = 0; i < COUNT(signs); i++)
        if (slice_starts(text, signs[i]))
            return strlen(signs[i]);
    return 0;
}

static bool is_sign_of(struct slice text, const char *const *list) {
    for (; *list; list++)
        if (slice_starts(text, *list))
            return true;
    return false;
}

static bool has_words(struct slice text) {
    while (text.size)
        if (utf8_is_word(utf8_next(&text)))
            return true;
    return false;
}

/* Whether the segment is all that the line says, or what it says before a colon or a dash. */
static bool stands_alone(const struct line *line, struct slice segment) {
    static const char *const heads[] = {":",  " :",        " - ",           " –",
                                        " —", "\xC2\xA0:", "\xE2\x80\xAF:", NULL};
    const char *end = segment.data + segment.size;
    struct slice before = {line->whole.data, (size_t)(segment.data - line->whole.data)};
    struct slice after = {end, (size_t)(line->whole.data + line->whole.size - end)};
    if (has_words(before))
        return false;
    while (after.size && strchr("*_", after.data[0]))
        after = slice_from_offset(after, 1);
    return !has_words(after) || is_sign_of(after, heads);
}

/* Ends at a word's end: "interne" is not the beginning of "internes". */
static bool begins_with(struct slice folded, const char *phrase) {
    size_t size = strlen(phrase);
    return slice_starts(folded, phrase) && (folded.size == size || folded.data[size] == ' ');
}

static bool ends_with(struct slice folded, const char *phrase) {
    size_t size = strlen(phrase);
    return slice_ends(folded, phrase) &&
           (folded.size == size || folded.data[folded.size - size - 1] == ' ');
}

static void see_segment(struct line *line, struct slice segment) {
    segment = slice_trim(segment);
    struct slice folded = utf8_fold(&line->scratch, segment);
    for (size_t i = 0; folded.size && i < COUNT(marks); i++) {
        const char *phrase = marks[i].phrase;
        enum place place = marks[i].place;
        bool found = place == PLACE_START ? begins_with(folded, phrase)
                     : place == PLACE_END ? ends_with(folded, phrase)
                                          : slice_is(folded, phrase);
        if (!found || (place == PLACE_LINE && !stands_alone(line, segment)))
            continue;
        line->visit(line->context, PRIVACY_MARKING, (size_t)(segment.data - line->text.data),
                    segment.size);
        return;
    }
}

static void see_line(struct line *line) {
    size_t start = 0;
    for (size_t at = 0; at < line->whole.size;) {
        size_t size = sign_size(slice_from_offset(line->whole, at));
        if (size) {
            see_segment(line, slice_part(line->whole, start, at - start));
            start = at + size;
        }
        at += size ? size : 1;
    }
    see_segment(line, slice_from_offset(line->whole, start));
}

/* Whether the line has one of the words that every mark has. */
static bool may_mark(struct line *line) {
    static const char *const words[] = {"confidentiel", "ne pas ", "interne", "diffusion"};
    struct slice folded = utf8_fold(&line->scratch, line->whole);
    for (size_t i = 0; i < COUNT(words); i++)
        if (slice_search(folded, slice_from(words[i])) < folded.size)
            return true;
    return false;
}

void privacy_find_markings(struct slice text, privacy_visitor *visit, void *context) {
    struct line line = {.text = text, .visit = visit, .context = context, .scratch = ARENA_INIT};
    struct slice rest = text;
    while (slice_next_line(&rest, &line.whole)) {
        if (may_mark(&line))
            see_line(&line);
        arena_reset(&line.scratch);
    }
    arena_dispose(&line.scratch);
}
