/* What published files say besides what they show. */
#include "commands/leaks.h"

#include "base/bounds.h"
#include "base/path.h"
#include "content/csv.h"
#include "content/schema.h"
#include "photo/photo.h"
#include "privacy/document.h"
#include "privacy/privacy.h"

/* A file that is published, and what messages about it need. */
struct look {
    struct project *project;
    const struct content *content;
    struct diag_file *file;
    struct slice bytes;
    bool copied; /* published as it is */
};

static void warn(const struct look *look, const char *code, const char *help, const char *message) {
    diag_warning(&look->project->diag, code, look->file, POSITION_FILE, help, "%s", message);
}

/* What a picture says, which is removed on the site unless it is copied or can't be. */
static void look_at_photo(const struct look *look) {
    struct buffer out = BUFFER_INIT;
    struct photo_facts facts;
    (void)photo_strip(look->bytes, &out, &facts);
    bool drawing = photo_format_of(look->bytes) == PHOTO_SVG;
    if (facts.position && (look->copied || facts.unclear))
        warn(look, "photo-position",
             "enregistrez-la sans sa position, ou mettez-la dans images/ : les photos y sont "
             "publiées "
             "sans leurs métadonnées",
             "cette photo, publiée telle quelle, dit où elle a été prise (position GPS)");
    else if (facts.position)
        warn(look, "photo-position",
             "sur le site, elle est retirée ; mais ce fichier la garde, et votre dépôt git avec "
             "lui : si ce lieu ne doit pas être connu, enregistrez la photo sans elle",
             "cette photo dit où elle a été prise (position GPS)");
    if (drawing && look->copied && facts.authored)
        warn(look, "dessin-auteur",
             "enregistrez-le en « SVG simple », ou mettez-le dans images/ : les dessins y sont "
             "publiés sans leurs métadonnées",
             "ce dessin, publié tel quel, dit qui l'a fait, ou le chemin de ses fichiers");
    else if (drawing && !look->copied && facts.unclear)
        warn(look, "dessin-metadonnees",
             "enregistrez-le en « SVG simple » (Inkscape, « Enregistrer sous »), sans photo à "
             "l'intérieur ; sinon, vérifiez vous-même qu'il ne dit rien de trop",
             "tout ce que ce dessin dit de son auteur, de ses fichiers ou du lieu d'une photo ne "
             "peut pas en être retiré sans risquer de l'abîmer");
    buffer_dispose(&out);
}

/* Whether an author is no person: an organisation of the contract, or nobody. */
static bool is_nobody(const struct look *look, struct slice author) {
    struct record *record;
    return author.size == 0 || privacy_is_placeholder(author) ||
           content_name(look->content, KIND_ORGANISATION, author, &record) != CONTENT_NAME_UNKNOWN;
}

/* The first that is a person: of the others, the same is to be done. */
static void say_author(const struct look *look, const struct document_facts *facts) {
    size_t i = 0;
    while (i < facts->author_count && is_nobody(look, facts->authors[i]))
        i++;
    if (i < facts->author_count)
        diag_warning(
            &look->project->diag, "document-auteur", look->file, POSITION_FILE,
            "dans le logiciel qui l'a fait, retirez l'auteur des propriétés du document, ou "
            "mettez-y le nom de votre organisme, puis enregistrez-le de nouveau",
            "ce document dit qui l'a écrit : « %.*s »", SLICE_ARG(facts->authors[i]));
}

static void say_facts(const struct look *look, const struct document_facts *facts) {
    say_author(look, facts);
    if (facts->comments)
        warn(look, "document-commentaires",
             "lisez-les, supprimez-les tous, puis enregistrez le document de nouveau",
             "ce document contient des commentaires, que tout le monde pourra lire");
    if (facts->changes)
        warn(
            look, "document-modifications",
            "acceptez ou refusez toutes les modifications, puis enregistrez le document de nouveau",
            "ce document garde le suivi des modifications : ce qui en a été retiré peut être lu");
    if (facts->notes)
        warn(look, "document-notes",
             "lisez-les, supprimez-les, ou publiez la présentation en PDF, sans ses notes",
             "cette présentation contient les notes de l'orateur, que tout le monde pourra lire");
    if (facts->files)
        warn(look, "document-fichiers",
             "ouvrez-les (le trombone, dans un lecteur de PDF), puis refaites le PDF sans eux",
             "ce PDF contient d'autres fichiers, que tout le monde pourra ouvrir");
}

static void look_at_document(const struct look *look, struct arena *scratch) {
    struct document_facts facts;
    bool pdf = document_is_pdf(look->bytes);
    int result = pdf ? document_look_pdf(scratch, look->bytes, &facts)
                     : document_look_office(scratch, look->bytes, &facts);
    say_facts(look, &facts);
    if (result != 0)
        warn(
            look, "document-illisible",
            "enregistrez-le de nouveau, sans mot de passe, dans un format récent ; sinon, vérifiez "
            "vous-même "
            "qu'il ne dit ni auteur ni commentaires",
            "ce document n'a pas pu être examiné en entier : il est abîmé, protégé, ou d'un format "
            "ancien");
}

/* Whether a file is read by people as a text, by its name. */
static bool is_text(struct slice path) {
    static const char *const extensions[] = {"csv", "tsv", "txt", "md", "htm", "html", NULL};
    return privacy_is_listed(path_extension(path), extensions);
}

/* Spreadsheets write Latin-1: what can't be read as text either way was said, or is none. */
static void look_at_text(const struct look *look) {
    struct diag unread;
    diag_init(&unread);
    if (csv_decode(&look->project->arena, look->bytes, look->file, &unread, &look->file->text) ==
        0) {
        look->file->text = slice_copy(&look->project->arena, look->file->text);
        look->file->quotable = true;
        leaks_check_text(look->project, look->content, look->file);
    }
    diag_dispose(&unread);
}

static void look_at(const struct look *look, struct arena *scratch) {
    if (photo_format_of(look->bytes) != PHOTO_NONE)
        look_at_photo(look);
    else if (document_is_office(look->bytes) || document_is_pdf(look->bytes))
        look_at_document(look, scratch);
    else if (is_text(look->file->path))
        look_at_text(look);
}

/* Whether a file is published: something of the edition uses it, or it is copied as it is. */
static bool is_published(const struct content *content, const struct source_entry *entry) {
    const struct asset *asset = map_get(&content->assets, entry->path);
    bool copied = content_kind_of(entry->path) == CONTENT_ROOT && entry->kind == SOURCE_FILE;
    return asset ? asset->used && !asset->withheld : copied;
}

void leaks_check_files(struct project *project, const struct content *content) {
    struct arena scratch = ARENA_INIT;
    for (size_t i = 0; i < content->source->count; i++) {
        const struct source_entry *entry = &content->source->entries[i];
        struct error error = ERROR_INIT;
        struct look look = {.project = project, .content = content};
        if (!is_published(content, entry) || source_read(content->source, entry, BOUND_ASSET_FILE,
                                                         &scratch, &look.bytes, &error) != 0)
            continue;
        look.file = arena_new(&project->arena, struct diag_file);
        look.file->path = entry->path;
        look.copied = content_kind_of(entry->path) == CONTENT_ROOT;
        look_at(&look, &scratch);
        arena_reset(&scratch);
    }
    arena_dispose(&scratch);
}
