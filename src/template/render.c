#include "template/program.h"

#include "base/bounds.h"
#include "text/escape.h"

/* The overrides of a parent tag, in force while its template runs. Those around it go first. */
struct scope {
    const struct template *template; /* where the overrides were compiled */
    const struct call *call;
    const struct scope *outer;
};

/* Where a program stands, and what surrounds it. */
struct state {
    const struct template *template;
    size_t next; /* op */
    struct slice indent;
    const struct scope *scope;
};

/* What to do when a section, a template or an override ends. */
struct frame {
    struct state after; /* a template or an override: where to go on */
    struct scope scope; /* the template of a parent tag: its overrides */
    struct value list;  /* a section over a list */
    size_t round;
    size_t contexts; /* a section: how many there were before */
};

struct renderer {
    const struct template_set *set;
    struct arena *arena;
    struct buffer *out;
    size_t limit; /* of out->size */
    size_t steps;
    struct error *error;
    struct state at;
    bool mid_line; /* what is printed next goes on with a line: no indentation before it */
    struct frame frames[BOUND_TEMPLATE_DEPTH];
    size_t depth;
    struct value contexts[BOUND_TEMPLATE_DEPTH + 1];
    size_t context_count;
};

/* "gabarit action.mustache, ligne 12 : ..." */
#define fail(r, op, format, ...)                                                                   \
    error_set((r)->error, 0, "gabarit %.*s, ligne %u : " format,                                   \
              SLICE_ARG((r)->at.template->file->path), (op)->line, __VA_ARGS__)

/* ---- Lookups ---- */

static const struct value absent = {.kind = VALUE_NONE};

static const struct value *lookup(const struct renderer *r, const struct path *path) {
    if (path->count == 0)
        return &r->contexts[r->context_count - 1];
    const struct value *found = NULL;
    for (size_t i = r->context_count; i-- > 0 && !found;)
        found = value_find(&r->contexts[i], path->parts[0].name, path->parts[0].hash);
    for (size_t i = 1; i < path->count && found; i++)
        found = value_find(found, path->parts[i].name, path->parts[i].hash);
    return found ? found : &absent;
}

/* ---- Output ---- */

/* Indents, where the op is the first of its line and the line is not begun. */
static void begin_line(struct renderer *r, const struct op *op) {
    if (op->indented && !r->mid_line)
        buffer_add(r->out, r->at.indent);
    r->mid_line = false;
}

/* The text of a template, each of its lines but the first and the blank ones indented. */
static void add_lines(struct renderer *r, struct slice text) {
    while (text.size) {
        size_t end = slice_find(text, '\n');
        buffer_add(r->out, slice_part(text, 0, end + 1));
        text = slice_from_offset(text, end + 1);
        if (text.size && text.data[0] != '\n' && !slice_starts(text, "\r\n"))
            buffer_add(r->out, r->at.indent);
    }
}

static void render_text(struct renderer *r, const struct op *op) {
    if (r->at.indent.size)
        add_lines(r, op->text);
    else
        buffer_add(r->out, op->text);
}

static int render_value(struct renderer *r, const struct op *op) {
    const struct value *value = lookup(r, op->path);
    switch (value->kind) {
    case VALUE_NONE:
    case VALUE_FALSE:
    case VALUE_TRUE:
        return 0;
    case VALUE_TEXT:
        if (op->kind == OP_RAW)
            return fail(r, op, "« %.*s » est du texte, pas du HTML : écrivez {{%.*s}}",
                        SLICE_ARG(op->path->text), SLICE_ARG(op->path->text));
        escape_html(r->out, value->text);
        return 0;
    case VALUE_HTML:
        if (op->kind == OP_RAW)
            buffer_add(r->out, value->text);
        else
            escape_html(r->out, value->text);
        return 0;
    case VALUE_LIST:
    case VALUE_HASH:
        return fail(r, op, "« %.*s » n'est pas un texte mais %s", SLICE_ARG(op->path->text),
                    value->kind == VALUE_LIST ? "une liste" : "un ensemble de valeurs");
    }
    return 0;
}

/* ---- Sections, templates, overrides ---- */

/* Counts a round of a loop or a call, and refuses one too many. */
static int step(struct renderer *r, const struct op *op) {
    if (++r->steps <= BOUND_TEMPLATE_STEPS)
        return 0;
    return fail(r, op, "cette page demande plus de %d étapes", BOUND_TEMPLATE_STEPS);
}

/* A new frame; NULL, with the error described, when there are too many. */
static struct frame *push_frame(struct renderer *r, const struct op *op) {
    if (r->depth == BOUND_TEMPLATE_DEPTH) {
        fail(r, op,
             "plus de %d gabarits et sections l'un dans l'autre : "
             "un gabarit s'appelle-t-il lui-même sans fin ?",
             BOUND_TEMPLATE_DEPTH);
        return NULL;
    }
    return step(r, op) < 0 ? NULL : &r->frames[r->depth++];
}

static int begin_section(struct renderer *r, const struct op *op) {
    struct value value = *lookup(r, op->path);
    if (!value_is_true(value)) {
        r->at.next = op->end;
        return 0;
    }
    struct frame *frame = push_frame(r, op);
    if (!frame)
        return -1;
    frame->after.next = r->at.next;
    frame->contexts = r->context_count;
    frame->round = 0;
    frame->list = value;
    if (value.kind == VALUE_LIST)
        value = value_at(value, 0);
    if (value.kind != VALUE_TRUE)
        r->contexts[r->context_count++] = value;
    return 0;
}

static int end_section(struct renderer *r, const struct op *op) {
    struct frame *frame = &r->frames[r->depth - 1];
    frame->round++;
    if (frame->round >= value_count(frame->list)) {
        r->context_count = frame->contexts;
        r->depth--;
        return 0;
    }
    r->contexts[frame->contexts] = value_at(frame->list, frame->round);
    r->context_count = frame->contexts + 1;
    r->at.next = frame->after.next;
    return step(r, op);
}

static struct slice deeper(struct renderer *r, struct slice indent) {
    if (indent.size == 0 || r->at.indent.size == 0)
        return indent.size ? indent : r->at.indent;
    return slice_concat(r->arena, r->at.indent, indent);
}

/* The template of a call; NULL, for nothing, or with an error in `status`. */
static const struct template *target_of(struct renderer *r, const struct op *op, int *status) {
    const struct call *call = op->call;
    *status = 0;
    if (!call->dynamic) {
        if (!call->target && !r->set->lenient)
            *status = fail(r, op, "le gabarit « %.*s » n'existe pas", SLICE_ARG(call->name));
        return call->target;
    }
    const struct value *name = lookup(r, call->dynamic);
    if (name->kind != VALUE_TEXT && name->kind != VALUE_HTML)
        return NULL;
    const struct template *target = map_get(&r->set->templates, name->text);
    if (!target && !r->set->lenient)
        *status = fail(r, op, "le gabarit « %.*s », que nomme « %.*s », n'existe pas",
                       SLICE_ARG(name->text), SLICE_ARG(call->dynamic->text));
    return target;
}

static int begin_call(struct renderer *r, const struct op *op) {
    const struct call *call = op->call;
    if (op->kind == OP_PARENT)
        r->at.next = op->end;
    int status;
    const struct template *target = target_of(r, op, &status);
    if (!target)
        return status;
    struct frame *frame = push_frame(r, op);
    if (!frame)
        return -1;
    if (op->kind == OP_PARENT && !call->standalone)
        buffer_add(r->out, call->lead);
    frame->after = r->at;
    frame->scope = (struct scope){r->at.template, call, r->at.scope};
    r->at.indent = call->standalone ? deeper(r, call->lead) : (struct slice){NULL, 0};
    r->at.template = target;
    r->at.next = 0;
    if (call->override_count)
        r->at.scope = &frame->scope;
    return 0;
}

/* The outermost override of a block. */
static const struct override *find_override(const struct scope *scope, uint32_t block,
                                            const struct scope **found_in) {
    const struct override *found = NULL;
    for (; scope; scope = scope->outer)
        for (size_t i = 0; i < scope->call->override_count; i++)
            if (scope->call->overrides[i].block == block) {
                found = &scope->call->overrides[i];
                *found_in = scope;
            }
    return found;
}

/*
 * Runs the override of a block, if there is one; else its default content just follows. The
 * override sees the blocks of the place where it was written: what is outside its parent tag.
 */
static int begin_block(struct renderer *r, const struct op *op) {
    const struct block *block = op->block;
    const struct scope *scope = NULL;
    const struct override *override = find_override(r->at.scope, block->id, &scope);
    if (!override)
        return 0;
    struct frame *frame = push_frame(r, op);
    if (!frame)
        return -1;
    frame->after = r->at;
    frame->after.next = op->end;
    bool inside = block->site == SITE_INLINE;
    r->at.indent = inside ? (struct slice){NULL, 0} : deeper(r, block->indent);
    r->mid_line = block->site == SITE_LEADS;
    r->at.template = scope->template;
    r->at.next = override->start;
    r->at.scope = scope->outer;
    return 0;
}

/* ---- The whole ---- */

static int render_op(struct renderer *r, const struct op *op) {
    switch (op->kind) {
    case OP_TEXT:
        render_text(r, op);
        return 0;
    case OP_ESCAPED:
    case OP_RAW:
        return render_value(r, op);
    case OP_SECTION:
        return begin_section(r, op);
    case OP_INVERTED:
        if (value_is_true(*lookup(r, op->path)))
            r->at.next = op->end;
        return 0;
    case OP_SECTION_END:
        return end_section(r, op);
    case OP_PARTIAL:
    case OP_PARENT:
        return begin_call(r, op);
    case OP_BLOCK:
        return begin_block(r, op);
    case OP_RETURN:
        r->at = r->frames[--r->depth].after;
        r->mid_line = false;
        return 0;
    }
    return 0;
}

/* Runs until the first template returns. */
static int render_all(struct renderer *r) {
    for (;;) {
        const struct op *op = &r->at.template->ops[r->at.next++];
        if (r->out->size > r->limit)
            return fail(r, op, "cette page dépasse %zu Mo", BOUND_PAGE_HTML / 1024 / 1024);
        if (op->kind == OP_RETURN && r->depth == 0)
            return 0;
        if (op->indented || op->kind == OP_TEXT)
            begin_line(r, op);
        if (render_op(r, op) < 0)
            return -1;
    }
}

int template_render(const struct template_set *set, struct slice name, struct value root,
                    struct arena *arena, struct buffer *out, struct error *error) {
    const struct template *template = map_get(&set->templates, name);
    if (!template)
        return error_set(error, 0, "le gabarit « %.*s » n'existe pas", SLICE_ARG(name));
    struct renderer *r = arena_alloc(arena, sizeof *r);
    r->set = set;
    r->arena = arena;
    r->out = out;
    r->limit = out->size + BOUND_PAGE_HTML;
    r->steps = 0;
    r->error = error;
    r->at = (struct state){.template = template};
    r->mid_line = false;
    r->depth = 0;
    r->contexts[0] = root;
    r->context_count = 1;
    return render_all(r);
}
