#include "template/program.h"

#include "base/bounds.h"
#include "base/utf8.h"

/* A tag that waits for its {{/x}}. */
enum open_kind {
    OPEN_SECTION,
    OPEN_INVERTED,
    OPEN_PARENT,
    OPEN_BLOCK,    /* a place for content, with its default */
    OPEN_OVERRIDE, /* content given for a block, inside a parent tag */
};

struct open {
    enum open_kind kind;
    struct slice name;
    size_t offset; /* of the tag */
    size_t op;     /* to be told where the end is */
    bool blank_before;
    struct slice dedent; /* OPEN_OVERRIDE: what was in force around it */
};

struct compiler {
    struct template_set *set;
    struct template *template;
    struct diag *diag;
    struct scanner scanner;
    size_t at;           /* what comes before is compiled */
    bool line_start;     /* the next op is the first of its line */
    struct slice dedent; /* removed from the start of lines, inside an override */
    size_t line;         /* that of `line_offset`, counted as we go */
    size_t line_offset;
    struct open opens[BOUND_TEMPLATE_DEPTH];
    size_t depth;
    bool failed;
    bool too_deep; /* and the rest was not read */
};

/* ---- Messages ---- */

#define compile_error(c, offset, code, help, ...)                                                  \
    do {                                                                                           \
        (c)->failed = true;                                                                        \
        diag_error((c)->diag, (code), (c)->template->file,                                         \
                   diag_position((c)->scanner.source, (offset)), (help), __VA_ARGS__);             \
    } while (0)

static void report_never_closed(struct compiler *c, const struct open *open) {
    struct slice help =
        slice_format(c->set->arena, "ajoutez %.*s/%.*s%.*s à sa fin", SLICE_ARG(c->scanner.open),
                     SLICE_ARG(open->name), SLICE_ARG(c->scanner.close));
    compile_error(c, open->offset, "gabarit-non-ferme", help.data,
                  "la section " DIAG_VALUE " n'est jamais fermée", SLICE_ARG(open->name));
}

static void report_crossed(struct compiler *c, const struct tag *tag, const struct open *open) {
    struct slice help = slice_format(
        c->set->arena, "fermez d'abord la dernière section ouverte : %.*s/%.*s%.*s",
        SLICE_ARG(c->scanner.open), SLICE_ARG(open->name), SLICE_ARG(c->scanner.close));
    struct position opened = diag_position(c->scanner.source, open->offset);
    compile_error(c, tag->start, "gabarit-croise", help.data,
                  "la fermeture de " DIAG_VALUE " arrive avant celle de " DIAG_VALUE
                  ", ouverte ligne %u",
                  SLICE_ARG(tag->content), SLICE_ARG(open->name), opened.line);
}

/* ---- Ops ---- */

static uint32_t line_of(struct compiler *c, size_t offset) {
    for (; c->line_offset < offset; c->line_offset++)
        c->line += c->scanner.source.data[c->line_offset] == '\n';
    return (uint32_t)c->line;
}

static size_t add_op(struct compiler *c, struct op op, size_t offset) {
    op.line = line_of(c, offset);
    arena_push(c->set->arena, c->template->ops, c->template->count, op);
    return c->template->count - 1;
}

/* Adds the op of a tag that leaves something on its line. */
static size_t add_inline_op(struct compiler *c, struct op op, size_t offset) {
    op.indented = c->line_start;
    c->line_start = false;
    return add_op(c, op, offset);
}

/* A tag that prints nothing but whose line begins with it: its indentation goes here. */
static void begin_line(struct compiler *c, size_t offset) {
    if (c->line_start)
        add_inline_op(c, (struct op){.kind = OP_TEXT}, offset);
}

/* ---- Text ---- */

/* How many bytes at the start of `line` are those that `dedent` removes. */
static size_t dedent_size(const struct compiler *c, struct slice line) {
    size_t size = 0;
    while (size < c->dedent.size && size < line.size && line.data[size] == c->dedent.data[size])
        size++;
    return size;
}

static bool begins_line(const struct compiler *c, size_t offset) {
    return offset == 0 || c->scanner.source.data[offset - 1] == '\n';
}

/* The spaces from `start` to `end`, which begin a line, less what is removed inside an override. */
static struct slice lead_of(const struct compiler *c, size_t start, size_t end) {
    struct slice lead = slice_part(c->scanner.source, start, end - start);
    return begins_line(c, start) ? slice_from_offset(lead, dedent_size(c, lead)) : lead;
}

/* A copy of the text without the dedent of its lines. */
static struct slice dedent_text(struct compiler *c, struct slice text, bool at_line) {
    char *data = arena_alloc(c->set->arena, text.size);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (at_line)
            i += dedent_size(c, slice_from_offset(text, i));
        at_line = i < text.size && text.data[i] == '\n';
        if (i < text.size)
            data[size++] = text.data[i];
    }
    return (struct slice){data, size};
}

static bool is_inside_parent(const struct compiler *c) {
    return c->depth && c->opens[c->depth - 1].kind == OPEN_PARENT;
}

/* Compiles the text up to `end`; what stands directly in a parent tag is left out. */
static void compile_text(struct compiler *c, size_t end) {
    size_t start = c->at;
    c->at = end;
    if (start >= end || is_inside_parent(c))
        return;
    struct slice text = slice_part(c->scanner.source, start, end - start);
    if (c->dedent.size)
        text = dedent_text(c, text, begins_line(c, start));
    if (text.size == 0)
        return;
    struct op op = {.kind = OP_TEXT, .text = text};
    op.indented = c->line_start && !slice_starts(text, "\n") && !slice_starts(text, "\r\n");
    add_op(c, op, start);
    c->line_start = text.data[text.size - 1] == '\n';
}

/*
 * Compiles the text before a tag that disappears with its line when it is alone there, and goes on
 * after it. Returns whether it was alone.
 */
static bool compile_before(struct compiler *c, const struct tag *tag, struct place place) {
    bool alone = place.blank_before && place.blank_after;
    compile_text(c, alone ? place.lead : tag->start);
    c->at = alone ? place.next : tag->end;
    return alone;
}

/* ---- Names ---- */

static bool is_name(struct compiler *c, const struct tag *tag, struct slice name) {
    if (name.size == 0) {
        compile_error(c, tag->start, "gabarit-nom", NULL, "cette balise ne contient pas de nom");
        return false;
    }
    for (size_t i = 0; i < name.size; i++)
        if (name.data[i] == ' ' || name.data[i] == '\t' || name.data[i] == '\n' ||
            name.data[i] == '\r') {
            compile_error(c, tag->start, "gabarit-nom", NULL,
                          "le nom " DIAG_VALUE " contient une espace", SLICE_ARG(name));
            return false;
        }
    return true;
}

static const struct path *path_of(struct compiler *c, const struct tag *tag, struct slice name) {
    struct path *path = arena_new(c->set->arena, struct path);
    path->text = name;
    if (!is_name(c, tag, name) || slice_is(name, "."))
        return path;
    struct slice rest = name, part;
    while (slice_next_field(&rest, '.', &part)) {
        if (part.size == 0) {
            compile_error(c, tag->start, "gabarit-nom", "écrivez par exemple « action.titre »",
                          "le nom " DIAG_VALUE " a un point de trop", SLICE_ARG(name));
            return path;
        }
        struct path_part piece = {part, value_name_hash(part)};
        arena_push(c->set->arena, path->parts, path->count, piece);
    }
    return path;
}

/* The number of a block's name in the set. */
static uint32_t block_id(struct compiler *c, struct slice name) {
    struct map *blocks = &c->set->blocks;
    uint32_t *id = map_get(blocks, name);
    if (!id) {
        id = arena_new(c->set->arena, uint32_t);
        *id = (uint32_t)blocks->count;
        map_put(blocks, slice_copy(c->set->arena, name), id);
    }
    return *id;
}

/* The name in a {{>x}} or {{<x}}: "*x" is dynamic. */
static struct call *call_of(struct compiler *c, const struct tag *tag) {
    struct call *call = arena_new(c->set->arena, struct call);
    call->name = tag->content;
    call->offset = tag->start;
    if (!slice_starts(tag->content, "*"))
        is_name(c, tag, tag->content);
    else
        call->dynamic = path_of(c, tag, slice_trim(slice_from_offset(tag->content, 1)));
    return call;
}

/* "*x" and "* x" are one name. */
static bool is_same_name(struct slice a, struct slice b) {
    if (slice_starts(a, "*") && slice_starts(b, "*"))
        return slice_equal(slice_trim(slice_from_offset(a, 1)),
                           slice_trim(slice_from_offset(b, 1)));
    return slice_equal(a, b);
}

/* ---- Tags that open ---- */

static void push_open(struct compiler *c, enum open_kind kind, const struct tag *tag, size_t op,
                      struct place place) {
    if (c->depth == BOUND_TEMPLATE_DEPTH) {
        compile_error(c, tag->start, "gabarit-profond", "faites-en un gabarit à part",
                      "plus de %d sections sont ouvertes l'une dans l'autre", BOUND_TEMPLATE_DEPTH);
        c->too_deep = true;
        c->at = c->scanner.source.size;
        return;
    }
    c->opens[c->depth++] = (struct open){.kind = kind,
                                         .name = tag->content,
                                         .offset = tag->start,
                                         .op = op,
                                         .blank_before = place.blank_before,
                                         .dedent = c->dedent};
}

static void compile_section(struct compiler *c, const struct tag *tag, struct place place) {
    bool alone = compile_before(c, tag, place);
    bool inverted = tag->kind == TAG_INVERTED;
    struct op op = {.kind = inverted ? OP_INVERTED : OP_SECTION,
                    .path = path_of(c, tag, tag->content)};
    size_t at = alone ? add_op(c, op, tag->start) : add_inline_op(c, op, tag->start);
    push_open(c, inverted ? OPEN_INVERTED : OPEN_SECTION, tag, at, place);
}

static void compile_partial(struct compiler *c, const struct tag *tag, struct place place) {
    bool alone = compile_before(c, tag, place);
    struct op op = {.kind = OP_PARTIAL, .call = call_of(c, tag)};
    op.call->standalone = alone;
    if (!alone) {
        add_inline_op(c, op, tag->start);
        return;
    }
    op.call->lead = lead_of(c, place.lead, tag->start);
    add_op(c, op, tag->start);
}

/*
 * Whether a parent is alone on its line is known at its {{/x}} only, so the spaces before it are
 * kept aside: they are text or indentation.
 */
static void compile_parent(struct compiler *c, const struct tag *tag, struct place place) {
    compile_text(c, place.blank_before ? place.lead : tag->start);
    c->at = tag->end;
    struct op op = {.kind = OP_PARENT, .call = call_of(c, tag)};
    if (place.blank_before)
        op.call->lead = lead_of(c, place.lead, tag->start);
    push_open(c, OPEN_PARENT, tag, add_inline_op(c, op, tag->start), place);
}

/*
 * The indentation of content that starts at `offset`, a line's start: that of its first line that
 * is not blank. False when there is no such line before the next {{/x}}.
 */
static bool content_indent(const struct compiler *c, size_t offset, struct slice *indent) {
    struct slice source = c->scanner.source;
    size_t start = offset, at = offset;
    for (; at < source.size; at++) {
        if (source.data[at] == '\n')
            start = at + 1;
        else if (source.data[at] != ' ' && source.data[at] != '\t' && source.data[at] != '\r')
            break;
    }
    *indent = slice_part(source, start, at - start);
    struct tag tag;
    return at < source.size && (scan_tag(&c->scanner, at, &tag) != SCAN_TAG || tag.start != at ||
                                tag.kind != TAG_CLOSE);
}

static void compile_override(struct compiler *c, const struct tag *tag, struct place place) {
    struct call *call = c->template->ops[c->opens[c->depth - 1].op].call;
    struct override override = {block_id(c, tag->content), (uint32_t)c->template->count};
    for (size_t i = 0; i < call->override_count; i++)
        if (call->overrides[i].block == override.block)
            compile_error(c, tag->start, "gabarit-bloc", "gardez un seul des deux",
                          "le bloc " DIAG_VALUE " est donné deux fois", SLICE_ARG(tag->content));
    arena_push(c->set->arena, call->overrides, call->override_count, override);
    push_open(c, OPEN_OVERRIDE, tag, 0, place);
    c->at = place.blank_after ? place.next : tag->end;
    c->line_start = true;
    struct slice indent;
    if (place.blank_after)
        c->dedent = content_indent(c, place.next, &indent) ? indent : (struct slice){NULL, 0};
}

/* A place for content: how it is indented is settled here, by how the tag stands on its line. */
static void compile_site(struct compiler *c, const struct tag *tag, struct place place) {
    bool alone = compile_before(c, tag, place);
    struct block *block = arena_new(c->set->arena, struct block);
    block->id = block_id(c, tag->content);
    block->site = alone ? SITE_ALONE : place.blank_before ? SITE_LEADS : SITE_INLINE;
    if (place.blank_before)
        block->indent = lead_of(c, place.lead, tag->start);
    struct slice indent;
    if (alone && content_indent(c, place.next, &indent))
        block->indent = slice_from_offset(indent, dedent_size(c, indent));
    struct op op = {.kind = OP_BLOCK, .block = block};
    size_t at = alone ? add_op(c, op, tag->start) : add_inline_op(c, op, tag->start);
    push_open(c, OPEN_BLOCK, tag, at, place);
}

static void compile_block(struct compiler *c, const struct tag *tag, struct place place) {
    if (!is_name(c, tag, tag->content))
        c->at = tag->end;
    else if (is_inside_parent(c))
        compile_override(c, tag, place);
    else
        compile_site(c, tag, place);
}

/* ---- Tags that close ---- */

static void end_section(struct compiler *c, const struct tag *tag, struct place place,
                        const struct open *open) {
    bool alone = compile_before(c, tag, place);
    if (open->kind == OPEN_SECTION) {
        struct op op = {.kind = OP_SECTION_END};
        if (alone)
            add_op(c, op, tag->start);
        else
            add_inline_op(c, op, tag->start);
    } else if (!alone) {
        begin_line(c, tag->start);
    }
    c->template->ops[open->op].end = (uint32_t)c->template->count;
}

static void end_override(struct compiler *c, const struct tag *tag, struct place place,
                         const struct open *open) {
    compile_text(c, place.blank_before ? place.lead : tag->start);
    c->at = tag->end;
    add_op(c, (struct op){.kind = OP_RETURN}, tag->start);
    c->dedent = open->dedent;
}

static void end_parent(struct compiler *c, const struct tag *tag, struct place place,
                       const struct open *open) {
    struct op *op = &c->template->ops[open->op];
    op->end = (uint32_t)c->template->count;
    op->call->standalone = open->blank_before && place.blank_after;
    if (op->call->standalone)
        op->indented = false;
    c->line_start = op->call->standalone;
    c->at = op->call->standalone ? place.next : tag->end;
}

static bool is_open(const struct compiler *c, struct slice name) {
    for (size_t i = 0; i < c->depth; i++)
        if (is_same_name(c->opens[i].name, name))
            return true;
    return false;
}

static void compile_close(struct compiler *c, const struct tag *tag, struct place place) {
    if (!is_open(c, tag->content)) {
        compile_error(c, tag->start, "gabarit-fermeture", NULL,
                      "la fermeture de " DIAG_VALUE " ne ferme rien", SLICE_ARG(tag->content));
        c->at = tag->end;
        return;
    }
    const struct open *open = &c->opens[c->depth - 1];
    if (!is_same_name(open->name, tag->content)) {
        report_crossed(c, tag, open);
        while (!is_same_name(c->opens[c->depth - 1].name, tag->content))
            c->depth--;
        open = &c->opens[c->depth - 1];
    }
    if (open->kind == OPEN_PARENT)
        end_parent(c, tag, place, open);
    else if (open->kind == OPEN_OVERRIDE)
        end_override(c, tag, place, open);
    else
        end_section(c, tag, place, open);
    c->depth--;
}

/* ---- The whole ---- */

static void compile_value(struct compiler *c, const struct tag *tag) {
    compile_text(c, tag->start);
    c->at = tag->end;
    struct op op = {.kind = tag->kind == TAG_RAW ? OP_RAW : OP_ESCAPED,
                    .path = path_of(c, tag, tag->content)};
    add_inline_op(c, op, tag->start);
}

static void compile_delimiters(struct compiler *c, const struct tag *tag, struct place place) {
    compile_before(c, tag, place);
    if (!scan_delimiters(&c->scanner, tag->content))
        compile_error(c, tag->start, "gabarit-delimiteurs", "écrivez par exemple {{=<% %>=}}",
                      "ces délimiteurs ne sont pas deux mots");
}

/* Directly in a parent tag only blocks mean something; text is ignored, a tag is a mistake. */
static bool is_misplaced(const struct compiler *c, const struct tag *tag) {
    return is_inside_parent(c) && tag->kind != TAG_BLOCK && tag->kind != TAG_CLOSE &&
           tag->kind != TAG_COMMENT && tag->kind != TAG_DELIMITERS;
}

static void compile_tag(struct compiler *c, const struct tag *tag) {
    struct place place = scan_place(c->scanner.source, c->at, tag);
    if (is_misplaced(c, tag))
        compile_error(c, tag->start, "gabarit-parent", "mettez-la dans un bloc {{$nom}}",
                      "la balise " DIAG_VALUE " serait ignorée : hors d'un bloc, un parent ne "
                      "montre rien",
                      SLICE_ARG(tag->content));
    switch (tag->kind) {
    case TAG_ESCAPED:
    case TAG_RAW:
        compile_value(c, tag);
        break;
    case TAG_SECTION:
    case TAG_INVERTED:
        compile_section(c, tag, place);
        break;
    case TAG_CLOSE:
        compile_close(c, tag, place);
        break;
    case TAG_PARTIAL:
        compile_partial(c, tag, place);
        break;
    case TAG_PARENT:
        compile_parent(c, tag, place);
        break;
    case TAG_BLOCK:
        compile_block(c, tag, place);
        break;
    case TAG_COMMENT:
        compile_before(c, tag, place);
        break;
    case TAG_DELIMITERS:
        compile_delimiters(c, tag, place);
        break;
    }
}

static void compile_source(struct compiler *c) {
    struct tag tag;
    enum scan_result result;
    while ((result = scan_tag(&c->scanner, c->at, &tag)) == SCAN_TAG)
        compile_tag(c, &tag);
    if (result == SCAN_UNCLOSED)
        compile_error(c, tag.start, "gabarit-balise", NULL,
                      "cette balise n'a pas de fin : « %.*s » manque", SLICE_ARG(c->scanner.close));
    else
        compile_text(c, c->scanner.source.size);
    for (size_t i = 0; !c->too_deep && i < c->depth; i++)
        report_never_closed(c, &c->opens[i]);
}

/* Whether the file can be compiled at all. */
static bool check_source(struct compiler *c) {
    struct slice source = c->scanner.source;
    size_t wrong = utf8_check(source);
    if (source.size > BOUND_TEMPLATE_FILE)
        compile_error(c, 0, "gabarit-taille", NULL, "ce gabarit dépasse %zu Ko",
                      BOUND_TEMPLATE_FILE / 1024);
    else if (wrong < source.size)
        compile_error(c, wrong, "encodage", "enregistrez ce fichier en UTF-8",
                      "ce gabarit n'est pas en UTF-8");
    return !c->failed;
}

void template_compile(struct template_set *set, struct template *template, struct diag *diag) {
    struct slice source = template_source(template->file);
    struct compiler c = {.set = set,
                         .template = template,
                         .diag = diag,
                         .scanner = {source, SLICE("{{"), SLICE("}}")},
                         .line_start = true,
                         .line = 1};
    if (check_source(&c))
        compile_source(&c);
    if (c.failed) {
        template->ops = NULL;
        template->count = 0;
    }
    add_op(&c, (struct op){.kind = OP_RETURN}, source.size);
}
