/* Who was there, in the text of minutes: the line that begins with « Présents », or the list below
 * a heading that does. */
#include "base/utf8.h"
#include "privacy/privacy.h"

#include <ctype.h>

/* A text, and how far an attendance goes. */
struct roll {
    struct slice text;
    privacy_visitor *visit;
    void *context;
    struct arena scratch;
    bool open;    /* lines are those of an attendance */
    bool heading; /* a heading opened it: the next one ends it */
    bool blank;   /* the line before was blank */
};

/* The line without the marks of headings, lists, quotes and emphasis. */
static struct slice without_marks(struct slice line) {
    while (line.size && strchr(" \t#>*_+-|", line.data[0]))
        line = slice_from_offset(line, 1);
    return line;
}

static bool opens(struct roll *roll, struct slice line) {
    static const char *const words[] = {
        "present",       "presents",      "presente",  "presentes", "excuse",
        "excuses",       "excusee",       "excusees",  "absent",    "absents",
        "absente",       "absentes",      "etaient",   "etait",     "participants",
        "participantes", "participaient", "personnes", NULL};
    struct slice folded = utf8_fold(&roll->scratch, slice_part(line, 0, utf8_prefix(line, 64)));
    size_t size = 0;
    while (size < folded.size && isalpha((unsigned char)folded.data[size]))
        size++;
    struct slice word = slice_part(folded, 0, size);
    if (!privacy_is_listed(word, words))
        return false;
    if (!slice_starts(word, "etai") && !slice_is(word, "personnes"))
        return true;
    return slice_search(folded, SLICE("present")) < folded.size ||
           slice_search(folded, SLICE("excuse")) < folded.size;
}

static void see_names(const struct roll *roll, struct slice line) {
    for (;;) {
        struct slice name = privacy_find_name(line);
        if (name.size == 0)
            return;
        roll->visit(roll->context, PRIVACY_NAME, (size_t)(name.data - roll->text.data), name.size);
        line = slice_from_offset(line, (size_t)(name.data + name.size - line.data));
    }
}

static void see_line(struct roll *roll, struct slice line) {
    struct slice words = without_marks(line);
    bool heading = slice_starts(line, "#");
    bool item = words.data > line.data && !heading;
    if (opens(roll, words) && (heading || slice_find(words, ':') < words.size || words.size < 40)) {
        roll->open = true;
        roll->heading = heading;
    } else if (heading || (roll->blank && words.size && !item && !roll->heading)) {
        roll->open = false;
    }
    roll->blank = slice_trim(line).size == 0;
    if (roll->open)
        see_names(roll, words);
}

void privacy_find_attendance(struct slice text, privacy_visitor *visit, void *context) {
    struct roll roll = {
        .text = text, .visit = visit, .context = context, .scratch = ARENA_INIT, .blank = true};
    struct slice rest = text;
    struct slice line;
    while (slice_next_line(&rest, &line)) {
        see_line(&roll, line);
        arena_reset(&roll.scratch);
    }
    arena_dispose(&roll.scratch);
}
