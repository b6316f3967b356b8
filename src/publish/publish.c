#include "publish/publish.h"

#include "base/bounds.h"
#include "base/path.h"
#include "publish/inplace.h"
#include "publish/swap.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void note(const struct publish_job *job, const char *message) {
    if (job->options->note)
        job->options->note(job->options->context, message);
}

/* Adds to an error what became of the output. */
static int explain(struct error *error, const char *words) {
    size_t size = strlen(error->message);
    snprintf(error->message + size, sizeof error->message - size, " ; %s", words);
    return -1;
}

static int explain_unchanged(const struct publish_job *job, struct error *error) {
    return explain(error, job->old.found ? "le site précédent est intact" : "rien n'a été publié");
}

static int explain_unfinished(struct error *error) {
    return explain(error, "la publication n'est pas finie : relancez la même commande, elle la "
                          "terminera");
}

/* Cleans up after a run that was killed. */
static int recover(struct publish_job *job, struct error *error) {
    bool finished = false;
    if (swap_recover(job, error) != 0)
        return -1;
    if (inplace_recover(job, &finished, error) != 0)
        return finished ? explain_unfinished(error) : -1;
    if (finished)
        note(job, "la publication précédente avait été interrompue : elle est maintenant terminée");
    return 0;
}

static int check_edition(const struct publish_job *job, struct error *error) {
    const struct manifest *old = &job->old;
    if (!old->found || slice_is(old->edition, job->options->edition))
        return 0;
    error_set(error, 0,
              "« %s » contient l'édition %.*s : l'édition %s n'y sera pas écrite. Choisissez un "
              "autre dossier avec -o, ou supprimez celui-ci",
              job->place.typed, SLICE_ARG(old->edition), job->options->edition);
    return PUBLISH_REFUSED;
}

static int check_manifest(const struct publish_job *job, struct error *error) {
    if (job->old.found || place_is_empty(job->place.output))
        return check_edition(job, error);
    error_set(error, 0,
              "« %s » contient des fichiers que vitrine n'a pas faits : choisissez un dossier vide "
              "ou nouveau avec -o, ou videz celui-ci",
              job->place.typed);
    return PUBLISH_REFUSED;
}

/* A foreign file where a new file or folder goes, or a foreign entry below a new file. */
static bool is_conflict(const struct publish_job *job, const struct tree_entry *entry) {
    if (!staging_is_foreign(job, entry))
        return false;
    if (map_get(&job->plan.paths, entry->path))
        return true;
    if (!entry->folder && map_get(&job->plan.folders, entry->path))
        return true;
    for (struct slice above = path_directory(entry->path); above.size;
         above = path_directory(above))
        if (map_get(&job->plan.paths, above))
            return true;
    return false;
}

static int check_conflicts(const struct publish_job *job, struct error *error) {
    struct slice first = {NULL, 0};
    for (size_t i = 0; i < job->tree.count; i++) {
        const struct tree_entry *entry = &job->tree.entries[i];
        if (is_conflict(job, entry) && (!first.data || slice_compare(entry->path, first) < 0))
            first = entry->path;
    }
    if (!first.data)
        return 0;
    error_set(error, 0,
              "« %s/%s » n'a pas été fait par vitrine et gêne un fichier du site : déplacez-le ou "
              "supprimez-le",
              job->place.typed, first.data);
    return PUBLISH_REFUSED;
}

/* Looks at the output as it is: what is ours, what is foreign, whether we may write there. */
static int look(struct publish_job *job, struct error *error) {
    if (job->place.output < 0)
        return 0;
    if (manifest_read(job->place.output, &job->arena, &job->old, error) != 0)
        return explain_unchanged(job, error);
    int result = check_manifest(job, error);
    if (result != 0)
        return result;
    if (tree_scan(job->place.output, job->options->jobs, &job->arena, &job->tree, error) != 0)
        return explain_unchanged(job, error);
    for (size_t i = 0; i < job->old.count; i++)
        job->report->removed += map_get(&job->plan.paths, job->old.paths[i]) == NULL;
    return check_conflicts(job, error);
}

static void note_in_place(const struct publish_job *job) {
    char message[1024];
    const char *reason = place_is_mount_point(&job->place) ? "c'est un point de montage"
                         : !job->place.lock_is_file ? "rien ne peut être écrit à côté de lui"
                         : place_holds_working_directory(&job->place)
                             ? "le dossier de travail est dedans"
                             : "ce disque ne sait pas échanger deux dossiers";
    snprintf(message, sizeof message,
             "« %s » ne peut pas être remplacé d'un coup (%s) : ses fichiers le sont un par un",
             job->place.typed, reason);
    if (!job->options->in_place)
        note(job, message);
}

static int commit_in_place(struct publish_job *job, struct error *error) {
    note_in_place(job);
    if (!job->inner && inplace_move_in(job, error) != 0)
        return explain_unchanged(job, error);
    job->report->in_place = true;
    close(job->staging);
    job->staging = -1; /* whatever happens, it is not to be dropped: it is the journal */
    return inplace_finish(job, error) == 0 ? 0 : explain_unfinished(error);
}

static int commit(struct publish_job *job, struct error *error) {
    if (staging_complete(job, error) != 0)
        return explain_unchanged(job, error);
    if (job->inner)
        return commit_in_place(job, error);
    bool replaces = job->place.output >= 0;
    int result = swap_commit(job, error);
    if (result == SWAP_IMPOSSIBLE)
        return commit_in_place(job, error);
    if (result != 0)
        return explain_unchanged(job, error);
    close(job->staging);
    job->staging = -1;
    if (!replaces)
        return 0;
    struct error ignored;
    if (place_reopen(&job->place, &ignored) == 0 && job->place.output >= 0)
        swap_clear_old(job);
    return 0;
}

static int build(struct publish_job *job, struct error *error) {
    if (staging_open(job, error) != 0 || staging_fill(job, error) != 0)
        return explain_unchanged(job, error);
    job->manifest = manifest_text(&job->plan, job->options->edition, &job->arena);
    if (job->report->written == 0 && job->old.found && slice_equal(job->manifest, job->old.text))
        return 0; /* nothing has changed: the output stays as it is */
    return commit(job, error);
}

int publish_run(const struct publish_options *options, const struct publish_file *files,
                size_t count, struct publish_report *report, struct error *error) {
    struct publish_job job = {.options = options, .report = report, .arena = ARENA_INIT};
    *report = (struct publish_report){0};
    job.staging = -1;
    job.place = (struct place){.parent = -1, .output = -1, .lock = -1};
    map_init(&job.old.files, &job.arena);
    map_init(&job.old.folders, &job.arena);
    int result = plan_make(&job.plan, files, count, &job.arena, error);
    if (result == 0)
        result = place_open(&job.place, options->output, &job.arena, error);
    if (result == 0)
        result = recover(&job, error);
    if (result == 0)
        result = look(&job, error);
    if (result == 0)
        result = build(&job, error);
    staging_drop(&job);
    place_close(&job.place);
    arena_dispose(&job.arena);
    return result;
}
