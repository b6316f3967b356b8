#include "site/theme.h"

#include "base/bounds.h"
#include "base/path.h"
#include "content/yaml.h"
#include "site/colour.h"
#include "site/stylesheet.h"
#include "site/theme_names.h"
#include "text/french.h"

#define TEMPLATE_SUFFIX ".mustache"
#define STATIC_FOLDER "static"

/* One folder of theme files. */
struct layer {
    struct theme *theme;
    struct arena *arena;
    const struct source *source;
    struct slice folder; /* below the source: "" or "theme" */
    size_t count;        /* files taken from it */
    struct theme_names *names;
    struct diag *diag;
    struct error *error;
};

static bool skip(void *context, struct slice path, bool folder) {
    (void)context;
    (void)folder;
    return path_name(path).data[0] == '.';
}

static int read_entry(const struct layer *layer, const struct source_entry *entry, size_t limit,
                      struct slice *bytes) {
    return source_read(layer->source, entry, limit, layer->arena, bytes, layer->error) == 0 ? 0
                                                                                            : -1;
}

/* The path of an entry below the layer's folder; no data when it is elsewhere. */
static struct slice below(const struct layer *layer, struct slice path) {
    if (layer->folder.size == 0)
        return path;
    if (!path_is_below(path, layer->folder))
        return (struct slice){NULL, 0};
    return slice_from_offset(path, layer->folder.size + 1);
}

static int add_template(struct layer *layer, const struct source_entry *entry, struct slice path) {
    struct diag_file *file = arena_new(layer->arena, struct diag_file);
    file->path = entry->path;
    file->quotable = true;
    if (read_entry(layer, entry, BOUND_TEMPLATE_FILE, &file->text) != 0)
        return -1;
    struct slice name = slice_part(path, 0, path.size - (sizeof TEMPLATE_SUFFIX - 1));
    template_add(layer->theme->templates, name, file, layer->diag);
    theme_names_add_template(layer->names, name, file);
    return 0;
}

static int add_labels(struct layer *layer, const struct source_entry *entry) {
    struct diag_file *file = arena_new(layer->arena, struct diag_file);
    file->path = entry->path;
    file->quotable = true;
    if (read_entry(layer, entry, BOUND_TEMPLATE_FILE, &file->text) != 0)
        return -1;
    const struct yaml_node *root = yaml_parse(layer->arena, file->text, 1, file, layer->diag);
    for (size_t i = 0; root && root->kind == YAML_MAPPING && i < root->count; i++) {
        theme_names_add_word(layer->names, root->keys[i], file, root->key_positions[i]);
        if (root->items[i].kind != YAML_SCALAR)
            diag_error(layer->diag, "theme", file, root->items[i].position,
                       "une ligne par mot : « cle: texte »", "un texte est attendu");
        else
            value_set_slice(layer->arena, layer->theme->words, root->keys[i],
                            value_text(french_text(layer->arena, root->items[i].text)));
    }
    return 0;
}

static int add_static(struct layer *layer, const struct source_entry *entry, struct slice path) {
    struct theme *theme = layer->theme;
    struct theme_file file = {.path = path};
    if (read_entry(layer, entry, BOUND_ASSET_FILE, &file.bytes) != 0)
        return -1;
    if (slice_ends(path, ".css"))
        file.bytes = stylesheet_compact(layer->arena, file.bytes);
    for (size_t i = 0; i < theme->file_count; i++) {
        if (slice_equal(theme->files[i].path, path)) {
            theme->files[i] = file;
            return 0;
        }
    }
    arena_push(layer->arena, theme->files, theme->file_count, file);
    return 0;
}

/* In the content's own theme/, a file that no theme has a use for; a note on it is fine. */
static void warn_of_useless(struct layer *layer, const struct source_entry *entry) {
    if (layer->folder.size == 0 || slice_ends(entry->path, ".md"))
        return;
    struct diag_file *file = arena_new(layer->arena, struct diag_file);
    file->path = entry->path;
    diag_warning(layer->diag, "theme", file, POSITION_FILE,
                 "un gabarit finit par .mustache, les mots sont dans labels.yaml, tout le reste "
                 "dans static/",
                 "ce fichier ne sert à rien dans un thème");
}

static int add_layer(struct layer *layer) {
    struct slice statics = SLICE(STATIC_FOLDER);
    for (size_t i = 0; i < layer->source->count; i++) {
        const struct source_entry *entry = &layer->source->entries[i];
        struct slice path = below(layer, entry->path);
        int result = 0;
        if (!path.data || entry->kind != SOURCE_FILE)
            continue;
        if (slice_is(path, "labels.yaml"))
            result = add_labels(layer, entry);
        else if (path_is_below(path, statics))
            result = add_static(layer, entry, slice_from_offset(path, statics.size + 1));
        else if (slice_ends(path, TEMPLATE_SUFFIX))
            result = add_template(layer, entry, path);
        else {
            warn_of_useless(layer, entry);
            continue;
        }
        if (result != 0)
            return -1;
        layer->count++;
    }
    return 0;
}

/* The folder of a theme, above what `layer` has so far. */
static int add_folder(struct layer *layer, const char *directory) {
    struct source source;
    int result = source_open(&source, layer->arena, directory, layer->error);
    if (result == 0)
        result = source_list(&source, skip, NULL, layer->error);
    layer->source = &source;
    layer->count = 0;
    if (result == 0)
        result = add_layer(layer);
    layer->source = NULL;
    source_close(&source);
    if (result == 0 && layer->count == 0)
        return error_set(layer->error, 0,
                         "%s : ce dossier n'est pas un thème (ni gabarit, ni labels.yaml, ni "
                         "static/)",
                         directory);
    return result == 0 ? 0 : -1;
}

/*
 * The territory's colour is appended to the style sheet, so that a page asks for one only; not to
 * one that has no use for it.
 */
static void add_colour(struct theme *theme, struct arena *arena, const struct content *content) {
    const struct site_settings *site = content->contract->site;
    if (!site || site->colour.size == 0)
        return;
    for (size_t i = 0; i < theme->file_count; i++) {
        struct theme_file *file = &theme->files[i];
        if (slice_is(file->path, "style.css") &&
            slice_search(file->bytes, SLICE("var(--couleur")) < file->bytes.size)
            file->bytes = slice_concat(arena, file->bytes, colour_rules(arena, site->colour));
    }
}

int theme_load(struct theme *theme, struct arena *arena, const char *base, const char *directory,
               const struct content *content, struct diag *diag, struct error *error) {
    *theme = (struct theme){.templates = template_set_new(arena), .words = value_hash(arena)};
    struct theme_names names;
    theme_names_init(&names, arena);
    struct layer layer = {
        .theme = theme, .arena = arena, .names = &names, .diag = diag, .error = error};
    if (base && add_folder(&layer, base) != 0)
        return -1;
    names.upper = base != NULL;
    if (add_folder(&layer, directory) != 0)
        return -1;
    names.upper = true;
    layer.source = content->source;
    layer.folder = SLICE("theme");
    if (add_layer(&layer) != 0)
        return -1;
    if (!template_exists(theme->templates, SLICE("layout")))
        return error_set(error, 0,
                         "%s : layout.mustache manque, et le thème default est introuvable",
                         directory);
    add_colour(theme, arena, content);
    theme_names_check(&names, diag);
    template_link(theme->templates, false, diag);
    return 0;
}
