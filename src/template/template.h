/*
 * Mustache templates (https://mustache.github.io/, specification 1.4 with inheritance and dynamic
 * names): compiled once into a flat program, rendered often, by any number of threads.
 *
 * {{x}} always escapes, whatever the value; {{{x}}} and {{&x}} print a VALUE_HTML as it is and
 * refuse a VALUE_TEXT, so that nobody's words reach a page as markup. Booleans print nothing; a
 * list or a hash where text is due is an error. A section pushes what it is about on the context
 * stack, except true, which leaves {{.}} as it was.
 *
 * Where the specification is silent: blank lines of an indented partial get no indentation; the
 * content given to a block sees the blocks of the place where it was written, so that a block of a
 * partial it includes is not overridden by accident; of overrides of one block, the outermost wins.
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
 * name replaces the first. `file` and its text must outlive the set; the name is copied. What is
 * wrong (an unclosed section, a tag without end) is reported to `diag` at its line and column, and
 * the template then prints nothing.
 */
void template_add(struct template_set *set, struct slice name, const struct diag_file *file,
                  struct diag *diag);

/*
 * Links partials and parents once all templates are there; call it again after adding more. A name
 * that no template has is an error in `diag`, unless it is dynamic: that is an error where it is
 * rendered. In a `lenient` set both print nothing, as the specification has it.
 */
void template_link(struct template_set *set, bool lenient, struct diag *diag);

/* Whether the set has a template of that name. */
bool template_exists(const struct template_set *set, struct slice name);

/*
 * Renders a template of a linked set with `root` as its context and appends to `out`. Temporary
 * memory comes from `arena` alone. Returns 0, or -1 with `error` described ("gabarit
 * action.mustache, ligne 12 : ..."), and `out` holding what came before: unknown template, {{{ }}}
 * or {{& }} of what is not HTML, templates too deep in one another, a page over BOUND_PAGE_HTML or
 * over BOUND_TEMPLATE_STEPS.
 */
int template_render(const struct template_set *set, struct slice name, struct value root,
                    struct arena *arena, struct buffer *out, struct error *error);

#endif
