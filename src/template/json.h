/*
 * Values as JSON, for those who write templates: what a page hands to its template, to the letter.
 */
#ifndef TEMPLATE_JSON_H
#define TEMPLATE_JSON_H

#include "base/buffer.h"
#include "template/value.h"

struct json_options {
    size_t indent;       /* how deep what stands around is */
    bool with_absent;    /* names that are false for want of an entry (value_hash_without) too */
    struct value html;   /* a list that takes the places of HTML; or value_none() */
    struct arena *arena; /* where those places go; also of temporary memory */
};

/*
 * Appends a value, indented, the names of a hash in the order in which they were set: text and HTML
 * are strings, truth is true or false, what is absent false. HTML is told from text by where it is:
 * "page.corps", "sections[].liste[].texte" are pushed to options->html, each once, in their order.
 */
void json_write_value(struct buffer *out, struct value value, const struct json_options *options);

#endif
