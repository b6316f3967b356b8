#include "history/state.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/utf8.h"
#include "content/link.h"
#include "content/load.h"
#include "content/reserve.h"
#include "content/withdraw.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct state_reader {
    struct repository *repository;
    enum visibility edition;
    pthread_mutex_t mutex; /* over what follows */
    struct arena arena;
    struct map scopes; /* blob to struct content_file, read */
};

static bool is_none(const unsigned char *id) {
    return !id || repository_is_no_id(id);
}

struct state_reader *state_reader_new(struct repository *repository, enum visibility edition) {
    struct state_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        arena_exhausted();
    reader->repository = repository;
    reader->edition = edition;
    pthread_mutex_init(&reader->mutex, NULL);
    map_init(&reader->scopes, &reader->arena);
    return reader;
}

void state_reader_free(struct state_reader *reader) {
    pthread_mutex_destroy(&reader->mutex);
    arena_dispose(&reader->arena);
    free(reader);
}

enum visibility state_reader_edition(const struct state_reader *reader) {
    return reader->edition;
}

/* The bytes of a blob; empty, with `there` false, for one that is not to be had or too large. */
static int read_blob(struct state_reader *reader, struct arena *arena, const unsigned char *id,
                     struct slice *bytes, bool *there, struct error *error) {
    git_odb_object *object;
    *there = false;
    int status = repository_read(reader->repository, id, GIT_OBJECT_BLOB, &object, error);
    if (status == REPOSITORY_MISSING)
        return 0;
    if (status != 0)
        return -1;
    struct slice data = {git_odb_object_data(object), git_odb_object_size(object)};
    *there = data.size <= BOUND_TEXT_FILE;
    if (*there)
        *bytes = slice_copy(arena, data);
    git_odb_object_free(object);
    return 0;
}

/* Reads a file by itself. Returns whether its fields are valid. */
static bool read_file(struct arena *arena, struct content_file *file, struct slice path,
                      struct slice bytes) {
    struct diag diag;
    diag_init(&diag);
    file->diag.path = path;
    file->kind = content_kind_of(path);
    content_read_file(arena, file, bytes, &diag);
    bool valid = diag.errors == 0;
    diag_dispose(&diag);
    return valid;
}

/* ---- What governs a visibility */

static int read_scope(struct state_reader *reader, const unsigned char *id, struct slice path,
                      struct content_file **scope, struct error *error) {
    struct slice bytes;
    bool there;
    struct slice key = {(const char *)id, REPOSITORY_ID};
    *scope = map_get(&reader->scopes, key);
    if (*scope)
        return 0;
    if (read_blob(reader, &reader->arena, id, &bytes, &there, error) != 0)
        return -1;
    *scope = arena_new(&reader->arena, struct content_file);
    if (there)
        read_file(&reader->arena, *scope, path, bytes);
    map_put(&reader->scopes, slice_copy(&reader->arena, key), *scope);
    return 0;
}

static const struct record *find_body(const struct content_file *scope, struct slice words) {
    struct arena scratch = ARENA_INIT;
    struct slice folded = utf8_fold(&scratch, words);
    const struct record *found = NULL;
    for (size_t i = 0; i < scope->entries.count && !found && folded.size; i++) {
        const struct body *body = scope->entries.items[i];
        if (slice_equal(utf8_fold(&scratch, body->id), folded) ||
            slice_equal(utf8_fold(&scratch, body->acronym), folded) ||
            slice_equal(utf8_fold(&scratch, body->name), folded))
            found = &body->record;
    }
    arena_dispose(&scratch);
    return found;
}

/* Joins the visibility of a page with that of what governs it. Returns 0, 1 when that is not
 * established, or -1. */
static int govern(struct state_reader *reader, const struct state_place *place,
                  struct record *record, struct error *error) {
    bool action = record->schema == &action_schema;
    if (!action && record->schema != &minutes_schema) {
        link_join_visibility(record, NULL);
        return 0;
    }
    if (is_none(place->scope))
        return 1;
    struct content_file *scope;
    pthread_mutex_lock(&reader->mutex);
    int status = read_scope(reader, place->scope,
                            action ? SLICE("axes/x/axe.md") : SLICE("gouvernance/instances.yaml"),
                            &scope, error);
    pthread_mutex_unlock(&reader->mutex);
    if (status != 0)
        return -1;
    const struct record *governor =
        action ? scope->record : find_body(scope, ((const struct minutes *)record)->body.words);
    if (!scope->established || !governor)
        return 1;
    link_join_visibility(record, governor);
    return 0;
}

/* ---- A state */

uint64_t state_key_bit(size_t entry) {
    return (uint64_t)1 << (entry < 63 ? entry : 63);
}

void state_withdraw(struct arena *arena, const struct state_place *place,
                    struct content_file *file) {
    const struct withdrawal *withdrawal = place->today ? place->today->withdrawal : NULL;
    for (size_t i = 0; withdrawal && i < withdrawal->count; i++) {
        if (place->withheld_keys & state_key_bit(i))
            withdraw_key(file, &withdrawal->entries[i]);
        else
            withdraw_entry(arena, file, &withdrawal->entries[i]);
    }
}

static int establish(struct state_reader *reader, struct arena *arena,
                     const struct state_place *place, struct state *state, struct error *error) {
    struct content_file *file = &state->file;
    int status = 0;
    if (content_is_list(file->kind)) {
        for (size_t i = 0; i < file->entries.count; i++)
            link_join_visibility(file->entries.items[i], NULL);
    } else if (file->record) {
        status = govern(reader, place, file->record, error);
    }
    if (status < 0)
        return -1;
    bool readable = content_is_list(file->kind) || file->record;
    state->shown = file->established && readable && status == 0 &&
                   (!file->record || file->record->visibility <= reader->edition);
    if (!state->shown || place->whole)
        return 0;
    state_withdraw(arena, place, file);
    state->hidden = link_cut_file(file, reader->edition);
    state->text_withheld = place->withheld_text;
    state->withdrawn = place->today && place->today->withdrawal;
    state->cut = reader->edition == VISIBILITY_PUBLIC;
    if (state->cut)
        state->hidden += file->reserved_count;
    return 0;
}

int state_read(struct state_reader *reader, struct arena *arena, const struct state_place *place,
               struct state *state, struct error *error) {
    struct slice bytes = place->bytes;
    *state = (struct state){0};
    bool there = bytes.data != NULL;
    if (!there && is_none(place->blob))
        return 0;
    if (!content_schema(content_kind_of(place->path)))
        return 0;
    if (!there && read_blob(reader, arena, place->blob, &bytes, &there, error) != 0)
        return -1;
    state->there = true;
    if (!there)
        return 0;
    state->valid = read_file(arena, &state->file, place->path, bytes);
    return establish(reader, arena, place, state, error);
}

struct slice state_reserved_lines(struct arena *arena, const struct state *state) {
    const struct content_file *file = &state->file;
    struct slice rest = file->text, line;
    struct slice lines = {"", 0};
    uint32_t number = file->text_line;
    for (size_t block = 0; slice_next_line(&rest, &line); number++) {
        while (block < file->reserved_count && number > file->reserved[block].last_line)
            block++;
        if (block < file->reserved_count && number > file->reserved[block].first_line &&
            number < file->reserved[block].last_line && slice_trim(line).size)
            lines =
                slice_format(arena, "%.*s%.*s\n", SLICE_ARG(lines), SLICE_ARG(slice_trim(line)));
    }
    return lines;
}
