/*
 * What YAML's traps are called in French, and the author's line put right.
 */
#ifndef CONTENT_YAML_TRAPS_H
#define CONTENT_YAML_TRAPS_H

#include "content/yaml_source.h"

#include <yaml.h>

/* Where messages go, and what they are about. */
struct yaml_report {
    struct arena *arena; /* for help that is being put together */
    struct yaml_source *source;
    const struct diag_file *file;
    struct diag *diag;
};

/* Reports why libyaml could not go on. */
void yaml_explain(struct yaml_report *report, const yaml_parser_t *parser);

/* Reports a value that begins with "&", "*" or "!": YAML takes it for more than text. */
void yaml_refuse_mark(struct yaml_report *report, size_t index);

#endif
