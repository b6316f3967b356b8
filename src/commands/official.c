#include "commands/official.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/utf8.h"
#include "commands/project_history.h"
#include "publish/publish.h"

/* Says of an entry of `versions` why it is not published. */
static void leave_out(struct officials *officials, const struct version *entry, const char *help,
                      const char *reason) {
    diag_warning(officials->diag, "version", &entry->record.file->diag, entry->record.position,
                 help, "la version officielle " DIAG_VALUE " n'est pas publiée : %s",
                 SLICE_ARG(entry->tag), reason);
}

/*
 * The errors of a version, as notes at its entry in today's contract. None of its words is
 * quoted: what was public then may not be any more.
 */
static void pass_on(struct project *project, const struct officials *officials,
                    const struct official *official) {
    const struct version *entry = official->version.entry;
    struct diag_file *file = arena_new(&project->arena, struct diag_file);
    file->path = entry->record.file->diag.path;
    for (size_t i = 0; i < official->diag.count; i++) {
        const struct diagnostic *item = &official->diag.items[i];
        if (item->severity == DIAG_ERROR)
            diag_note(officials->diag, item->code, file, entry->record.position,
                      "un commit ne se corrige plus : la version est publiée, sans ce qui y "
                      "est faux",
                      "%.*s:%.*s:%u : %s", SLICE_ARG(entry->tag), SLICE_ARG(item->file->path),
                      item->position.line, item->message.data);
    }
}

static const char fetch_help[] =
    "git fetch --tags ; en intégration continue, « fetch-depth: 0 » pour GitHub Actions, "
    "« GIT_DEPTH: 0 » pour GitLab CI";

static const char wrong_help[] = "corrigez l'étiquette, ou retirez cette entrée";

/* Opens the commit of a version's tag. Returns why it can't be, or NULL. */
static const char *open_tag(struct project *project, struct official *official, int64_t *time) {
    const struct version *entry = official->version.entry;
    struct repository *repository = &official->repository;
    struct error error = ERROR_INIT;
    official->source.directory = -1;
    if (!project->repository.handle)
        return "ce dossier n'est pas sous git";
    if (repository_at_tag(&project->repository, entry->tag, repository) != 0 ||
        repository_time(repository, time) != 0)
        return "son étiquette n'est pas dans cette copie du dépôt git";
    if (source_open_commit(&official->source, &project->arena, repository,
                           slice_copy(&project->arena, entry->tag).data, &error) != 0)
        return "ce dossier n'était pas dans le dépôt git à cette étiquette";
    return NULL;
}

/* Whether the contract of a version can be a site, and may be one. */
static const char *check_contract(const struct official *official) {
    const struct contract *contract = official->content.contract;
    if (atomic_load(&official->repository.missing))
        return "des fichiers manquent à cette copie du dépôt git";
    const struct heir *heir = map_get(&official->withdrawal.heirs, SLICE("contrat.yaml"));
    if (heir && heir->hidden)
        return "« historique.retrait » retire son contrat.yaml";
    if (contract && contract->record.visibility != VISIBILITY_PUBLIC)
        return "la visibilité de contrat.yaml n'y est pas établie";
    return contract && contract->territory ? NULL
                                           : "contrat.yaml n'y est pas, ou n'y est pas lisible";
}

static const char *load(struct project *project, const struct officials *officials,
                        struct official *official) {
    struct content *content = &official->content;
    struct error error = ERROR_INIT;
    int64_t now;
    const char *reason = open_tag(project, official, &now);
    if (reason)
        return reason;
    official->withdrawal =
        (struct withdrawal_work){.today = officials->today, .past = officials->past};
    struct content_options options = {.edition = officials->today->edition,
                                      .jobs = officials->today->jobs,
                                      .site_mark = PUBLISH_MARK,
                                      .now = now,
                                      .withdraw = withdrawal_apply,
                                      .context = &official->withdrawal};
    if (content_load(content, &project->arena, &official->source, &options, &official->diag,
                     &error) != 0)
        return slice_copy(&project->arena, slice_from(error.message)).data;
    reason = check_contract(official);
    if (!reason &&
        project_gather_since(project, officials->past, content, &official->withdrawal.heirs,
                             &official->version.since, &error) != 0)
        reason = slice_copy(&project->arena, slice_from(error.message)).data;
    return reason;
}

/* Refuses two tags that would have one address. */
static bool takes_address(struct project *project, const struct officials *officials,
                          const struct version *entry, struct slice base) {
    for (size_t i = 0; i < officials->count; i++) {
        const struct site_version *other = &officials->items[i].version;
        if (!slice_equal(other->base, base))
            continue;
        struct slice help = slice_format(&project->arena, "l'autre est \x01« %.*s »\x02",
                                         SLICE_ARG(other->entry->tag));
        diag_error(officials->diag, "adresse-prise", &entry->record.file->diag,
                   entry->record.position, help.data,
                   "deux versions officielles auraient l'adresse /%.*s", SLICE_ARG(base));
        return false;
    }
    return true;
}

static void load_entry(struct project *project, struct officials *officials,
                       const struct version *entry, size_t rank) {
    struct arena *arena = &project->arena;
    struct slice slug = utf8_slug(arena, entry->tag);
    if (slug.size == 0)
        slug = slice_format(arena, "%zu", rank + 1);
    struct slice base = slice_format(arena, "versions/%.*s/", SLICE_ARG(slug));
    if (!takes_address(project, officials, entry, base))
        return;
    struct official *official = &officials->items[officials->count++];
    official->version = (struct site_version){.entry = entry, .title = entry->title, .base = base};
    diag_init(&official->diag);
    const char *reason = load(project, officials, official);
    bool fetchable = !official->source.repository || atomic_load(&official->repository.missing);
    official->left_out = reason != NULL;
    if (reason)
        leave_out(officials, entry, fetchable ? fetch_help : wrong_help, reason);
    official->version.date = date_from_day(official->content.today);
}

struct officials *official_load(struct project *project, const struct content *today,
                                const struct past *past, struct diag *diag,
                                struct site_options *options) {
    struct arena *arena = &project->arena;
    const struct contract *contract = today->contract;
    const struct list *entries = &contract->versions;
    struct officials *officials = arena_new(arena, struct officials);
    *officials = (struct officials){.today = today, .past = past, .diag = diag};
    if (entries->count > BOUND_OFFICIAL_VERSIONS) {
        diag_error(diag, "trop-de-versions", &contract->record.file->diag, POSITION_FILE,
                   "gardez celles qui comptent", "plus de %d versions officielles",
                   BOUND_OFFICIAL_VERSIONS);
        return officials;
    }
    officials->items = arena_array(arena, struct official, entries->count);
    for (size_t i = 0; i < entries->count; i++)
        load_entry(project, officials, entries->items[i], i);
    struct site_version *versions = arena_array(arena, struct site_version, officials->count);
    for (size_t i = 0; i < officials->count; i++)
        if (!officials->items[i].left_out)
            versions[options->version_count++] = officials->items[i].version;
    options->versions = versions;
    return officials;
}

void official_build(struct project *project, struct officials *officials,
                    const struct site_options *options, struct site_set *set) {
    const struct site *today = set->sites[0];
    for (size_t i = 0; i < officials->count; i++) {
        struct official *official = &officials->items[i];
        if (official->left_out)
            continue;
        struct site_options own = *options;
        own.version = &official->version;
        own.today = today;
        struct site *site =
            site_build(&project->arena, &official->content, project->theme.templates,
                       project->theme.words, &own, &official->diag);
        pass_on(project, officials, official);
        site->diag = &project->diag; /* from here on, what fails is the theme's fault */
        arena_push(&project->arena, set->sites, set->count, site);
    }
}

void official_close(struct officials *officials) {
    for (size_t i = 0; officials && i < officials->count; i++) {
        source_close(&officials->items[i].source);
        diag_dispose(&officials->items[i].diag);
    }
}
