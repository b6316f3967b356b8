/*
 * What goes wrong in YAML, in French, with the author's line put right. libyaml's own words never
 * reach an author.
 */
#ifndef CONTENT_YAML_TRAPS_H
#define CONTENT_YAML_TRAPS_H

#include "content/yaml_source.h"

#include <yaml.h>

#define YAML_NO_INDEX ((size_t)-1)

/* Where messages go, and what they are about. */
struct yaml_report {
    struct arena *arena; /* for help that is being put together */
    struct yaml_source *source;
    const struct diag_file *file;
    struct diag *diag;
    bool said; /* something */
};

/*
 * Reports an error at a character; the help is `advice`, followed by `line` put right unless that
 * is empty.
 */
void yaml_report_line(struct yaml_report *report, const char *code, size_t index,
                      const char *message, const char *advice, struct slice line);

/*
 * Reports why libyaml could not go on. `open` is the first character of the innermost list or
 * mapping in brackets or braces that is not closed yet, or YAML_NO_INDEX.
 */
void yaml_explain(struct yaml_report *report, const yaml_parser_t *parser, size_t open);

/* Reports a value that begins with "&", "*" or "!": YAML takes it for more than text. */
void yaml_refuse_mark(struct yaml_report *report, size_t index);

/* Reports a list or a mapping where a key is due; `open` as above. */
void yaml_refuse_key(struct yaml_report *report, size_t index, size_t open);

/*
 * Reports a plain text, from `start` to `end` (characters), that was surely meant as a list
 * ("-mot") or as a key ("titre:Texte"): YAML reads both as text.
 */
void yaml_check_plain(struct yaml_report *report, size_t start, size_t end);

/* Warns when a comment that follows the character `end` looks like text ("#1f5f8b"). */
void yaml_check_comment(struct yaml_report *report, size_t end);

/*
 * Reports `words`, cut in two by a comma between braces ({valeur: 12,5}); they begin at `start`.
 */
void yaml_refuse_comma(struct yaml_report *report, size_t start, struct slice words);

/* Reports a key between braces, at `index`, that has no value and follows no text. */
void yaml_refuse_bare_key(struct yaml_report *report, size_t index, struct slice key);

#endif
