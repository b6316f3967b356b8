/* Which path is what. */
#include "base/path.h"
#include "base/utf8.h"
#include "content/content.h"
#include "content/load.h"

static const struct {
    const char *path;
    enum content_kind kind;
} files[] = {
    {"contrat.yaml", CONTENT_CONTRACT},
    {"index.md", CONTENT_HOME},
    {"agenda.yaml", CONTENT_EVENTS},
    {"organismes.yaml", CONTENT_ORGANISATIONS},
    {"conventions.yaml", CONTENT_AGREEMENTS},
    {"glossaire.yaml", CONTENT_GLOSSARY},
    {"gouvernance/instances.yaml", CONTENT_BODIES},
};

/* Folders whose Markdown files are of one kind; `deep` ones may hold folders. */
static const struct {
    const char *folder;
    enum content_kind kind;
    bool deep;
} folders[] = {
    {"diagnostic", CONTENT_PORTRAIT, false},   {"programmation", CONTENT_PROGRAMME, false},
    {"evaluation", CONTENT_EVALUATION, false}, {"gouvernance", CONTENT_GOVERNANCE, false},
    {"comptes-rendus", CONTENT_MINUTES, true}, {"participation", CONTENT_PARTICIPATION, false},
    {"actualites", CONTENT_NEWS, false},       {"pages", CONTENT_PAGE, true},
};

static const struct {
    const char *folder;
    enum content_kind kind;
} others[] = {
    {"images", CONTENT_ASSET}, {"documents", CONTENT_ASSET}, {"donnees", CONTENT_ASSET},
    {"theme", CONTENT_THEME},  {"racine", CONTENT_ROOT},
};

static enum content_kind axis_kind(struct slice path, size_t steps) {
    if (steps < 3)
        return CONTENT_UNKNOWN;
    return steps == 3 && slice_is(path_name(path), "axe.md") ? CONTENT_AXIS : CONTENT_ACTION;
}

enum content_kind content_kind_of(struct slice path) {
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (slice_is(path, files[i].path))
            return files[i].kind;
    size_t top_size = slice_find(path, '/');
    if (top_size == path.size)
        return CONTENT_UNKNOWN;
    struct slice top = slice_part(path, 0, top_size);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (slice_is(top, others[i].folder))
            return others[i].kind;
    if (!slice_is(path_extension(path), "md"))
        return CONTENT_UNKNOWN;
    size_t steps = 1;
    for (size_t i = 0; i < path.size; i++)
        steps += path.data[i] == '/';
    if (slice_is(top, "axes"))
        return axis_kind(path, steps);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (slice_is(top, folders[i].folder))
            return steps == 2 || folders[i].deep ? folders[i].kind : CONTENT_UNKNOWN;
    return CONTENT_SECTION;
}

struct slice content_scope_of(struct arena *arena, struct slice path) {
    enum content_kind kind = content_kind_of(path);
    if (kind == CONTENT_MINUTES)
        return SLICE("gouvernance/instances.yaml");
    if (kind != CONTENT_ACTION)
        return (struct slice){"", 0};
    size_t folder = slice_find(path, '/') + 1;
    folder += slice_find(slice_from_offset(path, folder), '/');
    return slice_concat(arena, slice_part(path, 0, folder), SLICE("/axe.md"));
}

bool content_has_history(struct slice path, bool folder) {
    struct slice name = path_name(path);
    struct slice top = slice_part(path, 0, slice_find(path, '/'));
    if (name.size == 0 || name.data[0] == '.' || name.data[0] == '_')
        return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (slice_is(top, others[i].folder))
            return false;
    return folder || (content_schema(content_kind_of(path)) && !content_is_readme(name));
}

bool content_is_readme(struct slice name) {
    struct arena scratch = ARENA_INIT;
    struct slice folded = utf8_fold(&scratch, name);
    bool readme = slice_is(folded, "readme.md") || slice_is(folded, "lisezmoi.md");
    arena_dispose(&scratch);
    return readme;
}
