#include "template/program.h"

#include "base/utf8.h"

struct template_set *template_set_new(struct arena *arena) {
    struct template_set *set = arena_new(arena, struct template_set);
    set->arena = arena;
    map_init(&set->templates, arena);
    map_init(&set->blocks, arena);
    return set;
}

struct slice template_source(const struct diag_file *file) {
    return slice_from_offset(file->text, slice_starts(file->text, "\xEF\xBB\xBF") ? 3 : 0);
}

void template_add(struct template_set *set, struct slice name, const struct diag_file *file,
                  struct diag *diag) {
    struct template *template = arena_new(set->arena, struct template);
    template->name = slice_copy(set->arena, name);
    template->file = file;
    template_compile(set, template, diag);
    map_set(&set->templates, template->name, template);
}

bool template_exists(const struct template_set *set, struct slice name) {
    return map_get(&set->templates, name) != NULL;
}

/* The template whose name is nearest to a wrong one, or NULL when none is near. */
static const struct template *nearest(const struct template_set *set, struct slice name) {
    const struct template *best = NULL;
    size_t limit = name.size / 3 + 1;
    for (size_t i = 0; i < set->templates.count; i++) {
        size_t distance = utf8_distance(name, set->templates.entries[i].key);
        if (distance < limit) {
            limit = distance;
            best = set->templates.entries[i].value;
        }
    }
    return best;
}

static void report_unknown(struct template_set *set, const struct template *template,
                           const struct op *op, struct diag *diag) {
    const struct template *near = nearest(set, op->call->name);
    struct slice help = {NULL, 0};
    if (near)
        help = slice_format(set->arena, "vouliez-vous dire « %.*s » ?", SLICE_ARG(near->name));
    struct position position = diag_position(template_source(template->file), op->call->offset);
    diag_error(diag, "gabarit-inconnu", template->file, position, help.data,
               "le gabarit " DIAG_VALUE " n'existe pas", SLICE_ARG(op->call->name));
}

static void link_template(struct template_set *set, const struct template *template,
                          struct diag *diag) {
    for (size_t i = 0; i < template->count; i++) {
        const struct op *op = &template->ops[i];
        if ((op->kind != OP_PARTIAL && op->kind != OP_PARENT) || op->call->dynamic)
            continue;
        op->call->target = map_get(&set->templates, op->call->name);
        if (!op->call->target && !set->lenient)
            report_unknown(set, template, op, diag);
    }
}

void template_link(struct template_set *set, bool lenient, struct diag *diag) {
    set->lenient = lenient;
    for (size_t i = 0; i < set->templates.count; i++)
        link_template(set, set->templates.entries[i].value, diag);
}
