/* vitrine new: the command line. */
#include "base/file.h"
#include "base/utf8.h"
#include "commands/commands.h"
#include "commands/new.h"
#include "commands/project_source.h"
#include "content/index.h"
#include "content/load.h"
#include "content/read.h"
#include "publish/publish.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- Reading the arguments */

static int list_kinds(FILE *stream) {
    fputs("Ce que « vitrine new » sait faire :\n", stream);
    for (const struct new_kind *kind = new_kinds(); kind->word; kind++)
        fprintf(stream, "  %-15s%s\n", kind->word, kind->what);
    return COMMAND_USAGE;
}

/* The kind meant by a word that people say in its place, or nothing. */
static struct slice usual_word(struct slice folded) {
    static const char *const words[][2] = {{"date", "agenda"},          {"evenement", "agenda"},
                                           {"fiche", "action"},         {"reunion", "compte-rendu"},
                                           {"partenaire", "organisme"}, {"sigle", "glossaire"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_is(folded, words[i][0]))
            return slice_from(words[i][1]);
    return (struct slice){"", 0};
}

static int find_kind(struct new_request *request, const char *typed) {
    struct arena *arena = &request->project.arena;
    struct slice folded = utf8_fold(arena, slice_from(typed));
    struct slice *words = NULL;
    size_t count = 0;
    for (const struct new_kind *kind = new_kinds(); kind->word; kind++) {
        if (slice_is(folded, kind->word))
            request->kind = kind;
        arena_push(arena, words, count, slice_from(kind->word));
    }
    if (request->kind)
        return COMMAND_DONE;
    struct slice near = usual_word(folded);
    if (near.size == 0)
        near = read_nearest(folded, words, count);
    fprintf(stderr, "vitrine: « %s » n'est pas un genre de contenu", typed);
    if (near.size)
        fprintf(stderr, " ; vouliez-vous dire « %.*s » ?", SLICE_ARG(near));
    fputc('\n', stderr);
    if (slice_is(folded, "decision"))
        fputs("Une décision s'écrit dans le compte-rendu de sa réunion, sous « decisions: ».\n",
              stderr);
    return list_kinds(stderr);
}

static int refuse_key(const struct new_request *request, struct arena *arena, struct slice folded,
                      const char *typed) {
    const struct schema *schema = request->kind->schema;
    struct slice *known = NULL;
    size_t count = 0;
    for (const struct schema_field *field = schema->fields; field->key; field++)
        arena_push(arena, known, count, slice_from(field->key));
    struct slice near = read_nearest(folded, known, count);
    if (near.size)
        return command_refuse("new", "« %s » : vouliez-vous dire « --%.*s » ?", typed,
                              SLICE_ARG(near));
    return command_refuse("new", "« %s » : « %s » n'a pas cette clé", typed, schema->label);
}

static bool is_text(struct slice text) {
    if (slice_trim(text).size == 0 || utf8_check(text) != text.size)
        return false;
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] < ' ' || text.data[i] == 127)
            return false;
    return true;
}

/* "--date" and its value. */
static int read_option(struct new_request *request, const char *typed, struct slice name,
                       const char *value) {
    struct arena *arena = &request->project.arena;
    struct slice folded = slice_copy(arena, utf8_fold(arena, name));
    for (size_t i = 0; i < folded.size; i++)
        if (folded.data[i] == '-')
            ((char *)folded.data)[i] = '_';
    const struct schema_field *field = schema_find(request->kind->schema, folded);
    bool axis = request->kind->kind == CONTENT_ACTION && slice_is(folded, "axe");
    if (!field && !axis)
        return refuse_key(request, arena, folded, typed);
    if (!value)
        return command_refuse("new", "il manque une valeur après « %s »", typed);
    struct slice text = slice_trim(slice_from(value));
    if (!is_text(text))
        return command_refuse("new", "« %s » : un texte d'une ligne est attendu", typed);
    text = utf8_nfc(arena, text);
    if (axis)
        request->axis = text;
    else
        arena_push(arena, request->options, request->option_count,
                   ((struct new_option){field, text}));
    return COMMAND_DONE;
}

static bool asks_help(const char *typed) {
    return strcmp(typed, "--help") == 0 || strcmp(typed, "-h") == 0;
}

/* Returns COMMAND_DONE, a refusal, or -1 when help was asked for and given. */
static int read_arguments(struct new_request *request, int argc, char **argv) {
    struct arena *arena = &request->project.arena;
    bool options = true;
    if (argc > 1 && asks_help(argv[1]))
        return command_print_help("new") == COMMAND_DONE ? -1 : COMMAND_USAGE;
    if (argc < 2) {
        command_refuse("new", "que faut-il écrire ? Par exemple : vitrine new actualite");
        return list_kinds(stderr);
    }
    if (find_kind(request, argv[1]) != COMMAND_DONE)
        return COMMAND_USAGE;
    for (int i = 2; i < argc; i++) {
        struct slice word = slice_from(argv[i]);
        size_t equals = slice_find(word, '=');
        struct slice name = slice_part(word, 2, equals - 2);
        int status = COMMAND_DONE;
        if (options && asks_help(argv[i]))
            return command_print_help("new") == COMMAND_DONE ? -1 : COMMAND_USAGE;
        if (options && slice_is(word, "--"))
            options = false;
        else if (options && slice_starts(word, "--") && equals < word.size)
            status = read_option(request, slice_string(arena, slice_part(word, 0, equals)), name,
                                 argv[i] + equals + 1);
        else if (options && slice_starts(word, "--"))
            status = read_option(request, argv[i], name, i + 1 < argc ? argv[i + 1] : NULL), i++;
        else if (options && word.size > 1 && word.data[0] == '-')
            return command_refuse("new", "option inconnue « %s »", argv[i]);
        else if (request->directory)
            return command_refuse("new", "un seul dossier à la fois");
        else
            request->directory = argv[i];
        if (status != COMMAND_DONE)
            return status;
    }
    return COMMAND_DONE;
}

/* ---- What the contract says of them */

/* Loads the contract, drafts too: their numbers are taken. */
static int load(struct new_request *request) {
    struct project *project = &request->project;
    struct project_options options = {.directory = request->directory};
    struct error error = ERROR_INIT;
    if (project_find(project, &options, &error) == 0) {
        struct content_options wanted = {.edition = VISIBILITY_DRAFT,
                                         .jobs = project_jobs(&options),
                                         .site_mark = PUBLISH_MARK,
                                         .now = project_time(project)};
        if (content_load(&project->content, &project->arena, &project->source, &wanted,
                         &project->diag, &error) == 0)
            return COMMAND_DONE;
    }
    return command_fail(&error);
}

static struct date today_of(const struct zone *zone) {
    const char *given = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = given && *given ? strtoll(given, &end, 10) : 0;
    if (!end || *end || seconds < 0 || seconds >= 253402300800LL)
        seconds = (long long)time(NULL);
    return date_from_day(zone_local_day(zone, seconds, NULL));
}

/* A name that the contract must know, and does not, is an error of vitrine check. */
static int check_references(struct new_request *request) {
    for (size_t i = 0; i < request->option_count; i++) {
        const struct schema_field *field = request->options[i].field;
        struct slice text = request->options[i].text;
        unsigned open = KIND_ORGANISATION | KIND_OBJECTIVE; /* kept as words, or of its axis */
        if ((field->type != SCHEMA_REFERENCE && field->type != SCHEMA_REFERENCES) ||
            (field->kinds & open))
            continue;
        if (index_find(request->project.content.index, field->kinds, text))
            continue;
        struct slice near = index_nearest(request->project.content.index, field->kinds, text);
        if (near.size)
            return command_refuse(
                "new",
                "--%s : « %.*s » n'existe pas dans ce contrat ; vouliez-vous dire « %.*s » ?",
                field->key, SLICE_ARG(text), SLICE_ARG(near));
        if (field->kinds == KIND_BODY)
            return command_refuse("new", "--%s : « %.*s » n'existe pas dans ce contrat (%.*s)",
                                  field->key, SLICE_ARG(text), SLICE_ARG(new_bodies(request)));
        return command_refuse("new", "--%s : « %.*s » n'existe pas dans ce contrat", field->key,
                              SLICE_ARG(text));
    }
    return COMMAND_DONE;
}

static void set_options(struct new_request *request) {
    for (const struct schema_field *field = request->kind->schema->fields; field->key; field++)
        if (new_given(request, field->key).size)
            new_set_option(request, field);
}

/* ---- The kinds */

static void write_skeleton(const struct new_request *request, struct buffer *out) {
    struct skeleton skeleton = {
        .schema = request->kind->schema, .values = request->values, .count = request->value_count};
    skeleton_write(out, &skeleton);
}

static int write_page(struct new_request *request, int directory, struct slice path) {
    struct buffer out = BUFFER_INIT;
    bool page = content_is_page(request->kind->kind);
    if (page) {
        if (new_given(request, "brouillon").size == 0)
            new_set_text(request, "brouillon", SLICE("oui"));
        new_comment(request, "brouillon",
                    SLICE("# Retirez cette ligne quand le texte est prêt.\n"));
        BUFFER_LITERAL(&out, "---\n");
    }
    write_skeleton(request, &out);
    if (page)
        BUFFER_LITERAL(&out, "---\n<!-- Ici, le texte. Ce commentaire n'est jamais publié. -->\n");
    int status = new_write(request, directory, path, buffer_slice(&out));
    buffer_dispose(&out);
    return status;
}

static int print_figure(struct new_request *request) {
    struct buffer out = BUFFER_INIT;
    if (!new_given(request, "donnees").size && !new_given(request, "valeurs").size)
        new_set(request, "valeurs", SLICE(" [[2023, 8.1], [2024, 7.4]]"));
    BUFFER_LITERAL(&out, "```figure\n");
    write_skeleton(request, &out);
    BUFFER_LITERAL(&out, "```\n");
    fwrite(out.data, 1, out.size, stdout);
    buffer_dispose(&out);
    fputs("vitrine: à copier dans le texte d'une page\n", stderr);
    return COMMAND_DONE;
}

static int make(struct new_request *request, int directory) {
    struct slice path;
    int status = COMMAND_DONE;
    set_options(request);
    if (content_is_list(request->kind->kind))
        return new_add_entry(request, directory);
    if (request->kind->kind == CONTENT_MINUTES)
        status = new_prepare_minutes(request);
    if (status == COMMAND_DONE)
        status = new_place(request, &path);
    return status == COMMAND_DONE ? write_page(request, directory, path) : status;
}

/* contrat.yaml makes the folder a contract: there is nothing to load yet. */
static int make_contract(struct new_request *request) {
    if (mkdir(request->directory, 0777) != 0 &&
        command_check_folder("new", request->directory) != COMMAND_DONE)
        return COMMAND_USAGE;
    set_options(request);
    struct error error = ERROR_INIT;
    int directory = file_open_directory(request->directory, &error);
    if (directory < 0)
        return command_fail(&error);
    int status = write_page(request, directory, SLICE("contrat.yaml"));
    close(directory);
    return status;
}

static int make_in_contract(struct new_request *request) {
    if (command_check_folder("new", request->directory) != COMMAND_DONE)
        return COMMAND_USAGE;
    int status = load(request);
    if (status != COMMAND_DONE)
        return status;
    if (!request->project.content.contract)
        return command_refuse("new",
                              "%s : pas de contrat.yaml lisible ici ; pour en faire un : vitrine "
                              "new contrat %s",
                              request->directory, request->directory);
    request->today = today_of(request->project.content.zone);
    status = check_references(request);
    return status == COMMAND_DONE ? make(request, request->project.source.directory) : status;
}

int command_new(int argc, char **argv) {
    struct new_request request = {.project = {.arena = ARENA_INIT}};
    diag_init(&request.project.diag);
    request.project.source.directory = -1;
    int status = read_arguments(&request, argc, argv);
    if (!request.directory)
        request.directory = ".";
    if (status == COMMAND_DONE && request.kind->kind == CONTENT_CONTRACT)
        status = make_contract(&request);
    else if (status == COMMAND_DONE && request.kind->schema == &figure_schema)
        status = print_figure((set_options(&request), &request));
    else if (status == COMMAND_DONE)
        status = make_in_contract(&request);
    project_close(&request.project);
    return status < 0 ? COMMAND_DONE : status;
}
