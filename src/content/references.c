/* From names to what they name. */
#include "base/path.h"
#include "content/link.h"
#include "content/read.h"

struct resolver {
    struct content *content;
    const struct index *index;
    const struct action *action; /* whose objectives count */
};

static const struct {
    unsigned kind;
    const char *unknown;
    const char *help;
} kinds[] = {
    {KIND_ACTION | KIND_AXIS, "axe ou action inconnu", "écrivez le numéro d'un axe ou d'une fiche"},
    {KIND_ORGANISATION, "organisme inconnu", NULL},
    {KIND_ACTION, "action inconnue", "écrivez le « numero » d'une fiche action"},
    {KIND_AXIS, "axe inconnu", "écrivez le « numero » d'un axe"},
    {KIND_BODY, "instance inconnue", "écrivez l'« id » d'une instance de instances.yaml"},
    {KIND_COMMUNE, "commune inconnue", "écrivez le code ou le nom d'une commune de contrat.yaml"},
    {KIND_SECTOR, "secteur inconnu", "écrivez l'« id » d'un secteur de contrat.yaml"},
    {KIND_DISTRICT, "quartier inconnu", "écrivez l'« id » d'un quartier de contrat.yaml"},
    {KIND_PLAN, "dispositif inconnu", "écrivez l'« id » d'un dispositif de contrat.yaml"},
    {KIND_PRIORITY, "priorité inconnue", "écrivez l'« id » d'une priorité du PRS de contrat.yaml"},
    {KIND_DECISION, "décision inconnue", "écrivez le « numero » d'une décision"},
    {KIND_AGREEMENT, "convention inconnue", "écrivez l'« id » d'une convention"},
    {KIND_OBJECTIVE, "objectif inconnu", "écrivez le « numero » d'un objectif de l'axe"},
};

static void say_unknown(struct resolver *resolver, const struct record *record, unsigned wanted,
                        const struct reference *reference) {
    struct content *content = resolver->content;
    const char *unknown = "nom inconnu";
    const char *help = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].kind == wanted) {
            unknown = kinds[i].unknown;
            help = kinds[i].help;
            break;
        }
    }
    struct slice near = {NULL, 0};
    if (wanted != KIND_OBJECTIVE)
        near = index_nearest(resolver->index, wanted, reference->words);
    if (near.size)
        help = slice_format(content->arena, "vouliez-vous dire " DIAG_VALUE " ?", SLICE_ARG(near))
                   .data;
    bool tolerated = (wanted & KIND_ORGANISATION) != 0;
    if (tolerated && near.size == 0)
        return; /* an organisation without an entry is kept as words */
    diag_add(content->diag, tolerated ? DIAG_WARNING : DIAG_ERROR, "reference", &record->file->diag,
             reference->position, help, "%s " DIAG_VALUE, unknown, SLICE_ARG(reference->words));
}

static struct record *find_objective(const struct action *action, struct slice number) {
    const struct axis *axis = action ? action->axis : NULL;
    for (size_t i = 0; axis && i < axis->objectives.count; i++) {
        struct objective *objective = axis->objectives.items[i];
        if (slice_equal(objective->number, number))
            return &objective->record;
    }
    return NULL;
}

static void resolve(struct resolver *resolver, const struct record *record, unsigned wanted,
                    struct reference *reference) {
    if (reference->words.size == 0)
        return; /* what was written there could not be read */
    if (wanted == KIND_OBJECTIVE)
        reference->target = find_objective(resolver->action, reference->words);
    else
        reference->target = index_find(resolver->index, wanted, reference->words);
    if (reference->target)
        return;
    if (index_is_ambiguous(resolver->index, wanted, reference->words))
        diag_error(resolver->content->diag, "reference", &record->file->diag, reference->position,
                   "écrivez son code ou son « id »", DIAG_VALUE " désigne plusieurs entrées",
                   SLICE_ARG(reference->words));
    else
        say_unknown(resolver, record, wanted, reference);
}

/* A file is named from the root of the content, or from the folder of the file that names it. */
static void resolve_file(struct resolver *resolver, const struct record *record,
                         struct file_reference *file) {
    struct content *content = resolver->content;
    struct slice from = record->file->diag.path;
    struct slice path;
    if (file->path.size == 0)
        return;
    if (path_resolve(content->arena, (struct slice){"", 0}, file->path, &path))
        file->asset = map_get(&content->assets, path);
    if (!file->asset && path_resolve(content->arena, from, file->path, &path))
        file->asset = map_get(&content->assets, path);
    if (file->asset) {
        file->path = file->asset->path;
        file->asset->mentioned = true;
        return;
    }
    bool outside =
        slice_search(file->path, SLICE("..")) < file->path.size || slice_starts(file->path, "/");
    diag_error(content->diag, "fichier", &record->file->diag, file->position,
               outside ? "écrivez le chemin depuis la racine du contenu, par exemple "
                         "documents/contrat.pdf"
                       : "déposez le fichier dans images/, documents/ ou donnees/, et écrivez son "
                         "chemin exact",
               "fichier introuvable " DIAG_VALUE, SLICE_ARG(file->path));
}

static void visit_field(void *context, struct record *record, const struct schema_field *field) {
    struct resolver *resolver = context;
    void *member = schema_member(record, field);
    if (field->type == SCHEMA_REFERENCE)
        resolve(resolver, record, field->kinds, member);
    if (field->type == SCHEMA_FILE)
        resolve_file(resolver, record, member);
    if (field->type != SCHEMA_REFERENCES)
        return;
    struct references *references = member;
    for (size_t i = 0; i < references->count; i++)
        resolve(resolver, record, field->kinds, &references->items[i]);
}

static void visit_root(void *context, struct record *record) {
    struct resolver *resolver = context;
    resolver->action = record->schema == &action_schema ? (const struct action *)record : NULL;
    schema_visit(record, visit_field, resolver);
}

void link_references(struct content *content, const struct index *index) {
    struct resolver resolver = {content, index, NULL};
    link_each_root(content, visit_root, &resolver);
}
