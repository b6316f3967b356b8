/*
 * Mustache templates (https://mustache.github.io/, specification 1.4 with inheritance and dynamic
 * names): compiled once into a flat program, rendered often, by any number of threads.
 */
#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H

#include "base/buffer.h"
#include "base/diag.h"
#include "base/error.h"
#include "template/value.h"

struct template_set;

/* A set of templates that can name each other as partials. Lives in the arena. */
struct template_set *template_set_new(struct arena *arena);

/*
 * Compiles `file->text` and adds it as `name` ("page", "partiels/carte"); a second one of the same
 * name replaces the first. What is wrong (an unclosed section, a tag without end) is reported to
 * `diag` at its line and column.
 */
void template_add(struct template_set *set, struct slice name, const struct diag_file *file,
                  struct diag *diag);

/*
 * Links partials and parents once all templates are there. A name that no template has is an error
 * in `diag`, unless `lenient` (the specification prints nothing there) or the name is dynamic.
 */
void template_link(struct template_set *set, bool lenient, struct diag *diag);

/* Whether the set has a template of that name. */
bool template_exists(const struct template_set *set, struct slice name);

/*
 * Renders a template with `root` as its context and appends to `out`. Temporary memory comes from
 * `arena` alone. Returns 0, or -1 with `error` described, naming the template and the line: unknown
 * template, {{{ }}} or {{& }} of a text that is not HTML, partials too deep, a page over
 * BOUND_PAGE_HTML.
 */
int template_render(const struct template_set *set, struct slice name, struct value root,
                    struct arena *arena, struct buffer *out, struct error *error);

#endif
