/* What vitrine new makes: the kinds, the values of their fields, a file of its own. */
#include "commands/new.h"

#include "base/file.h"
#include "commands/commands.h"
#include "content/load.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define WAITS "Dans aucune édition tant que la ligne « brouillon: oui » est là."
#define PUBLIC_AT_ONCE "Cette entrée sera publique à la prochaine construction du site."

static const struct new_kind kinds[] = {
    {"contrat", "contrat.yaml, le premier fichier d'un contrat", CONTENT_CONTRACT, &contract_schema,
     "contrat.yaml", "Tout ce qu'il contient est public."},
    {"accueil", "les mots de bienvenue de la première page", CONTENT_HOME, &page_schema, "index.md",
     WAITS},
    {"axe", "un axe stratégique, dans un dossier à lui", CONTENT_AXIS, &axis_schema, "axes",
     WAITS " Ses fiches non plus."},
    {"action", "une fiche action ; --axe dit dans quel axe", CONTENT_ACTION, &action_schema, "axes",
     WAITS},
    {"diagnostic", "un portrait du territoire", CONTENT_PORTRAIT, &portrait_schema, "diagnostic",
     WAITS},
    {"programmation", "le programme d'une année", CONTENT_PROGRAMME, &programme_schema,
     "programmation", WAITS},
    {"evaluation", "une évaluation et ses recommandations", CONTENT_EVALUATION, &evaluation_schema,
     "evaluation", WAITS},
    {"participation", "ce que les habitants ont dit, et ses suites", CONTENT_PARTICIPATION,
     &participation_schema, "participation", WAITS},
    {"gouvernance", "une page sur la gouvernance", CONTENT_GOVERNANCE, &page_schema, "gouvernance",
     WAITS},
    {"compte-rendu", "une réunion ; --instance et --date la disent", CONTENT_MINUTES,
     &minutes_schema, "comptes-rendus",
     WAITS "\nPuis, sans « approuve », c'est un projet : pour les partenaires seulement.\n"
           "Avec « approuve », tout y est public, sauf ce qui porte « visibilite: partenaires »."},
    {"actualite", "une nouvelle", CONTENT_NEWS, &news_schema, "actualites", WAITS},
    {"page", "une page libre", CONTENT_PAGE, &page_schema, "pages", WAITS},
    {"instance", "un COPIL, un groupe de travail", CONTENT_BODIES, &body_schema,
     "gouvernance/instances.yaml", PUBLIC_AT_ONCE},
    {"agenda", "une date de l'agenda", CONTENT_EVENTS, &event_schema, "agenda.yaml",
     PUBLIC_AT_ONCE "\nPour la réserver, ajoutez-y « visibilite: partenaires »."},
    {"organisme", "un partenaire", CONTENT_ORGANISATIONS, &organisation_schema, "organismes.yaml",
     "Un organisme est public dès qu'une page publique le nomme."},
    {"convention", "une convention de financement", CONTENT_AGREEMENTS, &agreement_schema,
     "conventions.yaml",
     PUBLIC_AT_ONCE "\nPour la réserver, ajoutez-y « visibilite: partenaires »."},
    {"glossaire", "un sigle ou un mot expliqué", CONTENT_GLOSSARY, &term_schema, "glossaire.yaml",
     PUBLIC_AT_ONCE},
    {"figure", "un graphique, à copier dans une page", CONTENT_UNKNOWN, &figure_schema, NULL, NULL},
    {NULL, NULL, CONTENT_UNKNOWN, NULL, NULL, NULL},
};

const struct new_kind *new_kinds(void) {
    return kinds;
}

/* ---- Values */

struct slice new_given(const struct new_request *request, const char *key) {
    for (size_t i = 0; i < request->option_count; i++)
        if (strcmp(request->options[i].field->key, key) == 0)
            return request->options[i].text;
    return (struct slice){"", 0};
}

static struct skeleton_value *value_of(struct new_request *request, const char *key) {
    for (size_t i = 0; i < request->value_count; i++)
        if (strcmp(request->values[i].field->key, key) == 0)
            return &request->values[i];
    struct skeleton_value value = {.field = schema_find(request->kind->schema, slice_from(key)),
                                   .commented = true};
    arena_push(&request->project.arena, request->values, request->value_count, value);
    return &request->values[request->value_count - 1];
}

void new_set(struct new_request *request, const char *key, struct slice yaml) {
    struct skeleton_value *value = value_of(request, key);
    value->yaml = slice_copy(&request->project.arena, yaml);
    value->commented = false;
}

void new_set_text(struct new_request *request, const char *key, struct slice text) {
    struct arena *arena = &request->project.arena;
    new_set(request, key, slice_concat(arena, SLICE(" "), skeleton_scalar(arena, text)));
}

void new_comment(struct new_request *request, const char *key, struct slice lines) {
    value_of(request, key)->before = slice_copy(&request->project.arena, lines);
}

/* A value given for what is written as an entry stands for the key that names the entry. */
static struct slice item_of(struct arena *arena, const struct schema_field *field,
                            struct slice text) {
    struct slice scalar = skeleton_scalar(arena, text);
    if (field->type != SCHEMA_RECORD && field->type != SCHEMA_LIST)
        return scalar;
    const struct schema_field *inner = field->nested->fields;
    while (inner[1].key && !(inner->flags & (SCHEMA_REQUIRED | SCHEMA_NAMES)))
        inner++;
    return slice_format(arena, "{%s: %.*s}", inner->key, SLICE_ARG(scalar));
}

/* An option given once is a value, several times a list. */
void new_set_option(struct new_request *request, const struct schema_field *field) {
    struct arena *arena = &request->project.arena;
    struct buffer items = BUFFER_INIT;
    size_t count = 0;
    for (size_t i = 0; i < request->option_count; i++) {
        if (request->options[i].field != field)
            continue;
        buffer_add_string(&items, count++ ? ", " : "");
        buffer_add(&items, item_of(arena, field, request->options[i].text));
    }
    bool list = count > 1 || field->type == SCHEMA_LIST;
    new_set(request, field->key,
            slice_format(arena, list ? " [%.*s]" : " %.*s", (int)items.size, items.data));
    buffer_dispose(&items);
}

/* ---- What the texts make */

bool new_reads(struct new_request *request, struct slice path, struct slice text) {
    struct arena *arena = &request->project.arena;
    struct content_file *file = arena_new(arena, struct content_file);
    struct diag diag;
    diag_init(&diag);
    file->diag.path = path;
    file->kind = request->kind->kind;
    content_load_file(arena, file, text, &diag);
    file->diag.quotable = true; /* they are the words of who reads the message */
    file->diag.secret_count = 0;
    diag_sort(&diag);
    bool sound = diag.errors == 0;
    if (!sound)
        diag_print_text(&diag, stderr, SLICE(""), false);
    diag_dispose(&diag);
    return sound;
}

static struct slice typed_path(struct new_request *request, struct slice path) {
    struct slice folder = slice_from(request->directory);
    while (folder.size > 1 && slice_ends(folder, "/"))
        folder.size--;
    if (slice_is(folder, "."))
        return path;
    const char *format = slice_is(folder, "/") ? "%.*s%.*s" : "%.*s/%.*s";
    return slice_format(&request->project.arena, format, SLICE_ARG(folder), SLICE_ARG(path));
}

void new_tell(struct new_request *request, struct slice path) {
    struct buffer out = BUFFER_INIT;
    bool reserved = slice_is(new_given(request, "visibilite"), "partenaires");
    bool entry = content_is_list(request->kind->kind);
    struct slice draft = new_given(request, "brouillon");
    const char *after = request->kind->after;
    if (entry && reserved)
        after = "Réservée aux partenaires.";
    else if (draft.size && !slice_is(draft, "oui"))
        after = "Ce n'est pas un brouillon : publié à la prochaine construction du site.";
    diag_add_plain(&out, typed_path(request, path));
    buffer_format(&out, "\n%s\nEnsuite : complétez ce fichier, puis vitrine check ", after);
    diag_add_plain(&out, slice_from(request->directory));
    BUFFER_LITERAL(&out, "\n");
    fwrite(out.data, 1, out.size, stdout);
    buffer_dispose(&out);
}

int new_write(struct new_request *request, int directory, struct slice path, struct slice text) {
    struct error error = ERROR_INIT;
    if (!new_reads(request, path, text)) {
        fputs("vitrine: rien n'est écrit\n", stderr);
        return COMMAND_CONTENT;
    }
    if (file_write_new(directory, path, text, &error) != 0) {
        bool exists = faccessat(directory, slice_string(&request->project.arena, path), F_OK,
                                AT_SYMLINK_NOFOLLOW) == 0;
        if (exists)
            fprintf(stderr, "vitrine: %.*s existe déjà, et reste tel quel\n",
                    SLICE_ARG(typed_path(request, path)));
        else
            fprintf(stderr, "vitrine: %s\n", error.message);
        return exists ? COMMAND_USAGE : COMMAND_MACHINE;
    }
    new_tell(request, path);
    return COMMAND_DONE;
}
