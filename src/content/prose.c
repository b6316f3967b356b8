/* Where the links, images and figures of bodies lead. */
#include "base/parallel.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/figure.h"
#include "content/link.h"
#include "content/parts.h"
#include "content/read.h"
#include "content/reserve.h"
#include "markdown/markdown.h"

#include <string.h>

/* One body being resolved. `diag` receives what is wrong; what is shown in part is resolved again
 * after the whole, into a diag that nobody reads. */
struct resolving {
    struct content *content;
    struct arena *arena;
    struct content_file *file;
    struct prose *prose;
    bool whole; /* against all anchors, else against those that the edition shows */
    struct diag *diag;
};

static int hex(char byte) {
    const char *digits = "0123456789abcdef";
    char lower = byte >= 'A' && byte <= 'F' ? (char)(byte - 'A' + 'a') : byte;
    const char *found = lower ? strchr(digits, lower) : NULL;
    return found ? (int)(found - digits) : -1;
}

/* %XX made bytes again, then in normal form C. */
static struct slice decode(struct arena *arena, struct slice text) {
    struct slice copy = slice_copy(arena, text);
    char *bytes = (char *)copy.data;
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        int high = i + 2 < text.size && text.data[i] == '%' ? hex(text.data[i + 1]) : -1;
        int low = high >= 0 ? hex(text.data[i + 2]) : -1;
        bytes[size++] = low >= 0 ? (char)(high * 16 + low) : text.data[i];
        i += low >= 0 ? 2 : 0;
    }
    struct slice decoded = {bytes, size};
    return utf8_check(decoded) == size ? utf8_nfc(arena, decoded) : text;
}

static bool has_scheme(struct slice target) {
    size_t colon = slice_find(target, ':');
    size_t slash = slice_find(target, '/');
    return colon < target.size && colon < slash;
}

static bool has_heading(const struct markdown_body *program, struct slice id) {
    for (size_t i = 0; program && i < program->heading_count; i++)
        if (slice_equal(program->headings[i].id, id))
            return true;
    return false;
}

static bool has_part(struct arena *arena, const struct content_file *file, struct slice id) {
    struct texts parts = parts_of(arena, file);
    for (size_t i = 0; i < parts.count; i++)
        if (slice_equal(parts.items[i], id))
            return true;
    return false;
}

static bool has_anchor(const struct resolving *resolving, const struct content_file *file,
                       struct slice id) {
    const struct prose *prose = resolving->whole ? &file->prose : &file->shown;
    return has_heading(prose->program, id) || has_part(resolving->arena, file, id);
}

static void refuse_anchor(struct resolving *resolving, const struct markdown_link *link,
                          const struct content_file *file) {
    if (!content_is_page(file->kind)) {
        diag_error(resolving->diag, "ancre", &resolving->file->diag, link->position,
                   "après « # », écrivez l'« id » d'une entrée de ce fichier",
                   "ce lien mène à une entrée qui n'existe pas : " DIAG_VALUE,
                   SLICE_ARG(link->target));
        return;
    }
    struct slice *known = NULL;
    size_t count = 0;
    const struct markdown_body *program = file->prose.program;
    for (size_t i = 0; program && i < program->heading_count; i++)
        arena_push(resolving->arena, known, count, program->headings[i].id);
    struct slice anchor = slice_from_offset(link->target, slice_find(link->target, '#') + 1);
    struct slice near = read_nearest(utf8_slug(resolving->arena, anchor), known, count);
    const char *help = "l'ancre est le titre en minuscules, sans accents, avec des tirets";
    if (near.size)
        help =
            slice_format(resolving->arena, "vouliez-vous dire « \x01#%.*s\x02 » ?", SLICE_ARG(near))
                .data;
    diag_error(resolving->diag, "ancre", &resolving->file->diag, link->position, help,
               "ce lien mène à un titre qui n'existe pas : " DIAG_VALUE, SLICE_ARG(link->target));
}

/* The anchor of a link, as the id it leads to; empty when there is none or it is not shown. */
static struct slice resolve_anchor(struct resolving *resolving, const struct markdown_link *link,
                                   const struct content_file *file, struct slice anchor) {
    struct slice id = utf8_slug(resolving->arena, decode(resolving->arena, anchor));
    if (anchor.size == 0 || has_anchor(resolving, file, id))
        return id;
    refuse_anchor(resolving, link, file);
    return (struct slice){"", 0};
}

/* The entry of a list file that an anchor names by its id. */
static struct record *find_entry(const struct content_file *file, struct slice anchor) {
    for (size_t i = 0; i < file->entries.count; i++) {
        struct record *record = file->entries.items[i];
        const struct schema_field *field = schema_find(record->schema, SLICE("id"));
        const struct slice *id = field ? schema_member(record, field) : NULL;
        if (id && slice_equal(*id, anchor))
            return record;
    }
    return NULL;
}

static struct link link_to_file(struct resolving *resolving, const struct markdown_link *link,
                                struct content_file *file, struct slice anchor) {
    if (content_is_page(file->kind)) {
        struct link found = {.kind = LINK_PAGE, .file = file, .record = file->record};
        found.anchor = resolve_anchor(resolving, link, file, anchor);
        return found;
    }
    struct link found = {.kind = LINK_ENTRY, .file = file};
    found.record = find_entry(file, anchor);
    if (anchor.size && !found.record)
        refuse_anchor(resolving, link, file);
    return found;
}

static void refuse_target(struct resolving *resolving, const struct markdown_link *link,
                          struct slice path) {
    struct content *content = resolving->content;
    const char *help = "vérifiez le chemin du fichier, depuis le dossier de celui-ci";
    struct slice name = path_name(path);
    for (size_t i = 0; i < content->file_count; i++) {
        struct slice other = content->files[i]->diag.path;
        if (!slice_equal(path_name(other), name))
            continue;
        struct slice way = path_relative(resolving->arena, resolving->file->diag.path, other);
        help = slice_format(resolving->arena, "vouliez-vous dire " DIAG_VALUE " ?",
                            SLICE_ARG(slice_starts(way, "./") ? slice_from_offset(way, 2) : way))
                   .data;
        break;
    }
    if (slice_starts(link->target, "/"))
        help = "écrivez un chemin depuis le dossier de ce fichier, comme ../axes/1-acces/axe.md";
    diag_error(resolving->diag, "lien", &resolving->file->diag, link->position, help,
               "ce lien mène à un fichier qui n'existe pas : " DIAG_VALUE, SLICE_ARG(link->target));
}

/* A link to a folder leads to the page that stands for it. */
static struct content_file *find_folder(const struct resolving *resolving, struct slice path) {
    static const char *const names[] = {"axe.md", "index.md"};
    struct content_file *file = NULL;
    for (size_t i = 0; i < 2 && !file; i++)
        file = map_get(&resolving->content->by_path,
                       path_join(resolving->arena, path, slice_from(names[i])));
    return file;
}

static struct link resolve_link(struct resolving *resolving, const struct markdown_link *link) {
    struct slice target = link->target;
    if (has_scheme(target))
        return (struct link){.kind = LINK_EXTERNAL};
    size_t hash = slice_find(target, '#');
    struct slice anchor = slice_from_offset(target, hash + 1);
    struct slice written = decode(resolving->arena, slice_part(target, 0, hash));
    if (written.size == 0) {
        struct link found = {.kind = LINK_ANCHOR};
        found.anchor = resolve_anchor(resolving, link, resolving->file, anchor);
        if (anchor.size && found.anchor.size == 0) /* the heading is not shown */
            found.kind = LINK_WORDS;
        return found;
    }
    struct slice path = written;
    struct content_file *file = NULL;
    if (path_resolve(resolving->arena, resolving->file->diag.path, written, &path)) {
        file = map_get(&resolving->content->by_path, path);
        file = file ? file : find_folder(resolving, path);
        struct asset *asset = map_get(&resolving->content->assets, path);
        if (asset) {
            atomic_store(&asset->mentioned, true);
            return (struct link){.kind = LINK_ASSET, .asset = asset};
        }
    }
    if (file && file->record == NULL && content_is_page(file->kind))
        return (struct link){.kind = LINK_WORDS}; /* that file has errors of its own */
    if (file)
        return link_to_file(resolving, link, file, anchor);
    refuse_target(resolving, link, path);
    return (struct link){.kind = LINK_WORDS};
}

static struct asset *resolve_image(struct resolving *resolving,
                                   const struct markdown_image *image) {
    struct diag *diag = resolving->diag;
    const struct diag_file *file = &resolving->file->diag;
    if (has_scheme(image->source) || slice_starts(image->source, "//")) {
        diag_error(diag, "image", file, image->position,
                   "copiez l'image dans images/ : le site ne demande rien à d'autres sites",
                   "une image d'un autre site");
        return NULL;
    }
    struct slice decorative = utf8_fold(resolving->arena, image->title);
    if (slice_trim(image->alternative).size == 0 && !slice_is(decorative, "decorative"))
        diag_error(diag, "image", file, image->position,
                   "décrivez-la entre les crochets : ![Une salle d'attente](…) ; si elle ne fait "
                   "que décorer : ![](… \"décorative\")",
                   "une image sans texte de remplacement");
    struct slice path;
    struct asset *asset = NULL;
    struct slice written = decode(resolving->arena, image->source);
    if (path_resolve(resolving->arena, file->path, written, &path))
        asset = map_get(&resolving->content->assets, path);
    if (!asset && path_resolve(resolving->arena, (struct slice){"", 0}, written, &path))
        asset = map_get(&resolving->content->assets, path);
    if (asset)
        atomic_store(&asset->mentioned, true);
    else
        diag_error(diag, "fichier", file, image->position,
                   "déposez l'image dans images/ et écrivez son chemin exact",
                   "image introuvable " DIAG_VALUE, SLICE_ARG(image->source));
    return asset;
}

static void say_remarks(struct resolving *resolving) {
    static const struct {
        enum diag_severity severity;
        const char *code;
        const char *message;
        const char *help;
    } words[] = {
        [MARKDOWN_RAW_HTML] = {DIAG_WARNING, "html", "du HTML, montré tel quel comme du texte",
                               "écrivez-le en Markdown"},
        [MARKDOWN_BAD_URL] = {DIAG_ERROR, "adresse", "une adresse de lien qui n'est pas permise",
                              "une adresse commence par https://, http://, mailto: ou tel:"},
        [MARKDOWN_TOO_DEEP] = {DIAG_ERROR, "trop-profond",
                               "trop de listes ou de citations les unes dans les autres",
                               "retirez des tirets, des « > » ou des espaces en début de ligne"},
        [MARKDOWN_TABLE_WIDE] = {DIAG_ERROR, "tableau", "un tableau trop large",
                                 "partagez-le en plusieurs tableaux"},
        [MARKDOWN_TOO_LARGE] = {DIAG_ERROR, "trop-long", "un texte trop long",
                                "partagez-le en plusieurs pages"},
    };
    const struct markdown_body *program = resolving->prose->program;
    for (size_t i = 0; i < program->remark_count; i++) {
        const struct markdown_remark *remark = &program->remarks[i];
        diag_add(resolving->diag, words[remark->kind].severity, words[remark->kind].code,
                 &resolving->file->diag, remark->position, words[remark->kind].help,
                 remark->text.size ? "%s : " DIAG_VALUE : "%s%.*s", words[remark->kind].message,
                 SLICE_ARG(remark->text));
    }
}

static void resolve(struct resolving *resolving) {
    struct prose *prose = resolving->prose;
    const struct markdown_body *program = prose->program;
    prose->links = arena_array(resolving->arena, struct link, program->link_count);
    prose->images = arena_array(resolving->arena, struct asset *, program->image_count);
    prose->figures = arena_array(resolving->arena, struct figure_table *, program->figure_count);
    for (size_t i = 0; i < program->link_count; i++)
        prose->links[i] = resolve_link(resolving, &program->links[i]);
    for (size_t i = 0; i < program->image_count; i++)
        prose->images[i] = resolve_image(resolving, &program->images[i]);
    for (size_t i = 0; i < program->figure_count; i++)
        prose->figures[i] = figure_read(resolving->content, resolving->arena, resolving->file,
                                        &program->figures[i], resolving->diag);
    say_remarks(resolving);
}

struct work {
    struct content *content;
    struct arena *arenas; /* one a worker */
    struct diag mute;
};

/* What the edition shows of a body: all of it, all but its reserved blocks, or nothing. */
static void compile_shown(void *context, size_t item, size_t worker) {
    struct work *work = context;
    struct content_file *file = work->content->files[item];
    bool cut = file->reserved_count && work->content->edition == VISIBILITY_PUBLIC;
    if (file->text_withdrawn)
        return;
    file->shown.program = file->prose.program;
    if (!cut || !file->prose.program)
        return;
    file->shown.program = content_compile(&work->arenas[worker], file, true);
}

static void resolve_file(void *context, size_t item, size_t worker) {
    struct work *work = context;
    struct content_file *file = work->content->files[item];
    if (!file->prose.program)
        return;
    struct resolving resolving = {.content = work->content,
                                  .arena = &work->arenas[worker],
                                  .file = file,
                                  .prose = &file->prose,
                                  .whole = true,
                                  .diag = work->content->diag};
    resolve(&resolving);
    if (file->text_withdrawn)
        return;
    if (file->reserved_count && work->content->edition == VISIBILITY_PUBLIC) {
        resolving.prose = &file->shown;
        resolving.whole = false;
        resolving.diag = &work->mute;
        resolve(&resolving);
    } else {
        file->shown = file->prose;
    }
}

void link_prose(struct content *content) {
    struct work work = {.content = content};
    work.arenas = arena_array(content->arena, struct arena, content->jobs);
    diag_init(&work.mute);
    parallel_for(content->file_count, content->jobs, compile_shown, &work);
    parallel_for(content->file_count, content->jobs, resolve_file, &work);
    for (size_t i = 0; i < content->jobs; i++)
        arena_adopt(content->arena, &work.arenas[i]);
    diag_dispose(&work.mute);
}
