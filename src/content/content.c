#include "content/content.h"

#include "base/bounds.h"
#include "base/file.h"
#include "base/parallel.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/document.h"
#include "content/geojson.h"
#include "content/link.h"
#include "photo/photo.h"

#include <string.h>
#include <strings.h>

struct loading {
    struct content *content;
    struct arena *arenas; /* one a worker */
    const struct content_options *options;
};

/* A diag_file for messages about a file whose text is not at hand. */
static struct diag_file *named(struct content *content, struct slice path) {
    struct diag_file *file = arena_new(content->arena, struct diag_file);
    file->path = path;
    return file;
}

static void say(struct content *content, enum diag_severity severity, const char *code,
                struct slice path, const char *message, const char *help) {
    diag_add(content->diag, severity, code, named(content, path), POSITION_FILE, help, "%s",
             message);
}

/* A site that was built there before. */
static bool is_site(const struct loading *loading, struct slice folder) {
    struct content *content = loading->content;
    struct slice mark = path_join(content->arena, folder, slice_from(loading->options->site_mark));
    return source_has(content->source, mark);
}

/* What is no content: hidden names, read-me files, sites. racine/ is copied as it is. */
static bool skip(void *context, struct slice path, bool folder) {
    const struct loading *loading = context;
    struct slice name = path_name(path);
    struct slice output = loading->options->output;
    if (output.size && path_is_below(path, output))
        return true;
    if (slice_is(name, ".git"))
        return true;
    if (folder && loading->options->site_mark && is_site(loading, path))
        return true;
    if (path_is_below(path, SLICE("racine")))
        return false;
    if (name.data[0] == '.' || name.data[0] == '_')
        return true;
    return !folder && content_is_readme(name);
}

static void say_unknown(struct content *content, const struct source_entry *entry) {
    struct slice extension = path_extension(entry->path);
    if (slice_is(extension, "yml"))
        say(content, DIAG_WARNING, "fichier-inconnu", entry->path, "ce fichier n'est pas lu",
            "donnez-lui l'extension .yaml");
    else
        say(content, DIAG_WARNING, "fichier-inconnu", entry->path,
            "ce fichier n'est pas lu : rien n'est attendu à cette place",
            "images et documents vont dans images/, documents/ ou donnees/ ; un nom qui commence "
            "par « _ » est laissé de côté");
}

static void say_odd(struct content *content, const struct source_entry *entry) {
    switch (entry->kind) {
    case SOURCE_LINK:
        say(content, DIAG_WARNING, "lien-symbolique", entry->path,
            "un lien symbolique, laissé de côté", "copiez le fichier à cette place");
        break;
    case SOURCE_CLOSED:
        say(content, DIAG_ERROR, "illisible", entry->path, "ce dossier ne peut pas être lu",
            "vérifiez ses droits d'accès");
        break;
    case SOURCE_TOO_DEEP:
        say(content, DIAG_ERROR, "trop-profond", entry->path,
            "trop de dossiers les uns dans les autres", NULL);
        break;
    case SOURCE_BAD_NAME:
        say(content, DIAG_ERROR, "nom", entry->path,
            "dans ce dossier, un nom de fichier trop long, ou qui n'est pas en UTF-8",
            "renommez ce fichier, sans accents");
        break;
    default:
        say(content, DIAG_WARNING, "fichier-special", entry->path,
            "ce n'est pas un fichier ordinaire, laissé de côté", NULL);
    }
}

static void add_file(struct content *content, const struct source_entry *entry,
                     enum content_kind kind) {
    struct content_file *file = arena_new(content->arena, struct content_file);
    file->diag.path = entry->path;
    file->entry = entry;
    file->kind = kind;
    struct content_file *twin = map_put(&content->by_path, entry->path, file);
    if (!twin) {
        arena_push(content->arena, content->files, content->file_count, file);
        return;
    }
    twin->doubtful = true;
    say(content, DIAG_ERROR, "doublon", entry->path,
        "deux fichiers ont ce nom, avec des accents codés autrement", "renommez l'un des deux");
}

static void sort_entry(struct content *content, const struct source_entry *entry) {
    if (entry->kind != SOURCE_FILE) {
        say_odd(content, entry);
        return;
    }
    enum content_kind kind = content_kind_of(entry->path);
    if (content_schema(kind)) {
        add_file(content, entry, kind);
    } else if (kind == CONTENT_ASSET) {
        struct asset *asset = arena_new(content->arena, struct asset);
        asset->path = entry->path;
        asset->entry = entry;
        asset->size = entry->size;
        map_put(&content->assets, entry->path, asset);
    } else if (kind == CONTENT_UNKNOWN) {
        say_unknown(content, entry);
    }
}

/* Why a file could not be read; its path is already that of the message. */
static void refuse_unread(struct content *content, const struct diag_file *file, int result,
                          size_t limit, const char *help, const struct error *error) {
    struct slice words = slice_from(error->message);
    if (slice_starts(words, file->path.data))
        words = slice_from_offset(words, file->path.size + sizeof " : " - 1);
    if (result == FILE_TOO_LARGE)
        diag_error(content->diag, "trop-gros", file, POSITION_FILE, help,
                   "ce fichier dépasse %zu Mo", limit / 1024 / 1024);
    else
        diag_error(content->diag, "illisible", file, POSITION_FILE, NULL,
                   "ce fichier ne peut pas être lu : %.*s", SLICE_ARG(words));
}

static void read_file(void *context, size_t item, size_t worker) {
    struct loading *loading = context;
    struct content *content = loading->content;
    struct content_file *file = content->files[item];
    struct arena *arena = &loading->arenas[worker];
    struct slice bytes;
    struct error error = ERROR_INIT;
    int result = source_read(content->source, file->entry, BOUND_TEXT_FILE, arena, &bytes, &error);
    if (result == 0)
        content_load_file(arena, file, bytes, content->diag);
    else
        refuse_unread(content, &file->diag, result, BOUND_TEXT_FILE,
                      "partagez-le en plusieurs pages", &error);
}

static void read_files(struct loading *loading) {
    struct content *content = loading->content;
    loading->arenas = arena_array(content->arena, struct arena, content->jobs);
    parallel_for(content->file_count, content->jobs, read_file, loading);
    for (size_t i = 0; i < content->jobs; i++)
        arena_adopt(content->arena, &loading->arenas[i]);
}

/* A name that browsers and people take for that of a picture whose metadata are removed. */
static bool is_picture_name(struct slice path) {
    static const char *const names[] = {"jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "gif"};
    struct slice extension = path_extension(path);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (extension.size == strlen(names[i]) &&
            strncasecmp(extension.data, names[i], extension.size) == 0)
            return true;
    return false;
}

/* A picture is published without what its file says beside it: one that can't be gone through is
 * not. Notes how many bytes are left. */
static bool check_picture(struct content *content, struct asset *asset, struct slice bytes,
                          const struct diag_file *file) {
    struct buffer out = BUFFER_INIT;
    struct photo_facts facts;
    bool picture = photo_format_of(bytes) != PHOTO_NONE;
    bool right = picture ? photo_strip(bytes, &out, &facts) == 0 : !is_picture_name(asset->path);
    if (picture && right)
        asset->size = out.size;
    else if (picture)
        diag_error(content->diag, "photo", file, POSITION_FILE,
                   "ouvrez-la et enregistrez-la de nouveau, en JPEG ou en PNG",
                   "cette image est abîmée : ce qu'elle dit de son auteur et du lieu ne peut pas "
                   "en être retiré");
    else if (!right)
        diag_error(content->diag, "photo", file, POSITION_FILE,
                   "enregistrez-la en JPEG, PNG, WebP ou GIF",
                   "ce fichier n'est pas une image comme le dit son nom");
    buffer_dispose(&out);
    return right;
}

/* Measures the images that something mentions, and refuses what would run as the site. */
static void check_asset(void *context, size_t item, size_t worker) {
    struct loading *loading = context;
    struct content *content = loading->content;
    struct asset *asset = content->assets.entries[item].value;
    struct arena scratch = ARENA_INIT;
    struct slice bytes;
    struct error error = ERROR_INIT;
    const char *reason = NULL;
    if (!atomic_load(&asset->mentioned))
        return;
    struct diag_file *file = arena_new(&loading->arenas[worker], struct diag_file);
    file->path = asset->path;
    int result =
        source_read(content->source, asset->entry, BOUND_ASSET_FILE, &scratch, &bytes, &error);
    if (result != 0)
        refuse_unread(content, file, result, BOUND_ASSET_FILE, NULL, &error);
    else if (document_check(asset->path, bytes, &reason) != 0)
        diag_error(content->diag, "document", file, POSITION_FILE,
                   "publiez-le dans un format qui ne s'exécute pas : PDF, PNG, SVG sans script",
                   "ce fichier ne peut pas être publié : %s", reason);
    else if (check_picture(content, asset, bytes, file)) {
        if (image_measure(bytes, &asset->image) != 0)
            asset->image = (struct image_size){0};
        arena_dispose(&scratch);
        return;
    }
    asset->withheld = true;
    arena_dispose(&scratch);
}

static void check_assets(struct loading *loading) {
    struct content *content = loading->content;
    loading->arenas = arena_array(content->arena, struct arena, content->jobs);
    parallel_for(content->assets.count, content->jobs, check_asset, loading);
    for (size_t i = 0; i < content->jobs; i++)
        arena_adopt(content->arena, &loading->arenas[i]);
}

static void read_outline(struct content *content) {
    const struct territory *territory = content->contract ? content->contract->territory : NULL;
    struct asset *asset = territory ? territory->outline.asset : NULL;
    struct slice bytes;
    struct error error = ERROR_INIT;
    if (!asset || asset->withheld)
        return;
    struct diag_file *file = named(content, asset->path);
    int result =
        source_read(content->source, asset->entry, BOUND_TEXT_FILE, content->arena, &bytes, &error);
    if (result != 0) {
        refuse_unread(content, file, result, BOUND_TEXT_FILE,
                      "simplifiez les contours avant de les exporter", &error);
        return;
    }
    file->text = bytes;
    file->quotable = true;
    struct geojson *outline = arena_new(content->arena, struct geojson);
    if (geojson_parse(content->arena, bytes, file, content->diag, outline) == 0)
        content->outline = outline;
}

static void link_all(struct loading *loading) {
    struct content *content = loading->content;
    struct index *index = arena_new(content->arena, struct index);
    content->index = index;
    link_assemble(content);
    if (!content->contract && !map_get(&content->by_path, SLICE("contrat.yaml")))
        say(content, DIAG_ERROR, "contrat-manquant", SLICE("contrat.yaml"),
            "ce fichier manque : c'est lui qui fait d'un dossier un contrat",
            "créez-le, avec au moins « titre: » et « territoire: {nom: …} »");
    index_build(index, content);
    link_references(content, index);
    link_titles(content);
    link_visibility(content);
    if (loading->options->withdraw) {
        loading->options->withdraw(loading->options->context, content);
        link_visibility(content); /* what it hides hides what stands in it */
    }
    link_check(content);
    link_prose(content);
    check_assets(loading);
    read_outline(content);
    content->today = zone_local_day(content->zone, content->now, NULL);
    if (content->contract)
        link_cut(content);
}

enum content_name content_name(const struct content *content, unsigned kinds, struct slice words,
                               struct record **record) {
    *record = index_find(content->index, kinds, words);
    if (!*record)
        return CONTENT_NAME_UNKNOWN;
    if ((*record)->visibility <= content->edition)
        return CONTENT_NAME_SHOWN;
    *record = NULL;
    return CONTENT_NAME_HIDDEN;
}

int content_load(struct content *content, struct arena *arena, struct source *source,
                 const struct content_options *options, struct diag *diag, struct error *error) {
    *content = (struct content){.arena = arena,
                                .source = source,
                                .diag = diag,
                                .edition = options->edition,
                                .jobs = options->jobs ? options->jobs : 1,
                                .now = options->now};
    struct loading loading = {.content = content, .options = options};
    map_init(&content->by_path, arena);
    map_init(&content->assets, arena);
    if (source_list(source, skip, &loading, error) != 0)
        return -1;
    for (size_t i = 0; i < source->count; i++)
        sort_entry(content, &source->entries[i]);
    read_files(&loading);
    link_all(&loading);
    return 0;
}
