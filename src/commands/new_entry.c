/* A new entry of a list: at the end of its file, which is not written again. */
#include "base/bounds.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "commands/commands.h"
#include "commands/new.h"
#include "content/load.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- The entry */

/* The keys that name an entry for others. */
static const char *const names[] = {"id", "sigle", "nom"};

/* The entry of the list that has a name already, by any of its keys. */
static const struct record *taken_by(const struct new_request *request, struct slice name) {
    const struct content *content = &request->project.content;
    const struct content_file *file = map_get(&content->by_path, slice_from(request->kind->place));
    struct arena *arena = content->arena;
    for (size_t i = 0; file && i < file->entries.count; i++) {
        const struct record *record = file->entries.items[i];
        for (size_t j = 0; j < sizeof names / sizeof *names; j++) {
            const struct schema_field *field = schema_find(record->schema, slice_from(names[j]));
            if (field &&
                slice_equal(utf8_fold(arena, name),
                            utf8_fold(arena, *(struct slice *)schema_member(record, field))))
                return record;
        }
    }
    return NULL;
}

static int check_names(const struct new_request *request) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct slice name = new_given(request, names[i]);
        const struct record *taken = name.size ? taken_by(request, name) : NULL;
        if (taken)
            return command_refuse("new", "--%s : « %.*s » est déjà dans %s, ligne %u", names[i],
                                  SLICE_ARG(name), request->kind->place, taken->position.line);
    }
    return COMMAND_DONE;
}

/* An id made of what names the entry, when none is given and there may be one. */
static void set_id(struct new_request *request) {
    static const char *const sources[] = {"sigle", "nom", "titre", "objet", "financeur"};
    struct arena *arena = &request->project.arena;
    struct slice slug = {"", 0};
    if (!schema_find(request->kind->schema, SLICE("id")) || new_given(request, "id").size)
        return;
    for (size_t i = 0; i < sizeof sources / sizeof *sources && slug.size == 0; i++)
        slug = utf8_slug(arena, new_given(request, sources[i]));
    if (slug.size == 0)
        return;
    struct slice id = slug;
    for (unsigned rank = 2; taken_by(request, id); rank++)
        id = slice_format(arena, "%.*s-%u", SLICE_ARG(slug), rank);
    new_set_text(request, "id", id);
}

/* What is public at once holds no words to be completed: all that is due must be given. */
static int check_given(const struct new_request *request) {
    const struct schema_field *fields = request->kind->schema->fields;
    const struct schema_field *naming = NULL;
    bool named = false;
    for (const struct schema_field *field = fields; field->key; field++) {
        bool set = false;
        for (size_t i = 0; i < request->value_count; i++)
            set = set || (request->values[i].field == field && !request->values[i].commented);
        if (field->flags & SCHEMA_NAMES) {
            naming = naming ? naming : field;
            named = named || set;
        }
        if (!set && (field->flags & SCHEMA_REQUIRED) && strcmp(field->key, "id") == 0)
            return command_refuse("new", "--nom ou --sigle manque (%s)",
                                  request->kind->schema->label);
        if (!set && (field->flags & SCHEMA_REQUIRED))
            return command_refuse("new", "--%s manque (%s)", field->key,
                                  request->kind->schema->label);
    }
    if (naming && !named)
        return command_refuse("new", "--%s ou --%s manque (%s)", naming->key, (naming + 1)->key,
                              request->kind->schema->label);
    return COMMAND_DONE;
}

static void write_entry(const struct new_request *request, int indent, struct buffer *out) {
    struct skeleton skeleton = {.schema = request->kind->schema,
                                .values = request->values,
                                .count = request->value_count,
                                .entry = true,
                                .indent = indent};
    skeleton_write(out, &skeleton);
}

/* ---- The file */

/* Columns before the dash of the first entry. */
static int indent_of(struct slice text) {
    struct slice line;
    while (slice_next_line(&text, &line)) {
        struct slice trimmed = slice_trim(line);
        if (trimmed.size && trimmed.data[0] == '-' && !slice_starts(trimmed, "---"))
            return (int)slice_find(line, '-');
    }
    return 0;
}

/* Whether the entry, put at the end, is one more entry of the file, and breaks nothing. */
static bool fits(struct new_request *request, struct slice path, struct slice before,
                 struct slice after) {
    struct arena *arena = &request->project.arena;
    struct content_file old = {.kind = request->kind->kind, .diag.path = path};
    struct content_file new = old;
    struct diag diag;
    diag_init(&diag);
    content_read_file(arena, &old, before, &diag);
    size_t errors = diag.errors;
    content_read_file(arena, &new, after, &diag);
    size_t more = diag.errors - errors;
    diag_dispose(&diag);
    return more == errors && new.entries.count == old.entries.count + 1;
}

/* Appends in one write, to the very file that was read; takes back what was written halfway. */
static int append(int directory, struct slice path, size_t size, struct slice text,
                  struct error *error) {
    struct stat status;
    int file = file_open_below(directory, path, O_WRONLY | O_APPEND);
    if (file < 0)
        return error_set(error, errno, "%.*s", SLICE_ARG(path));
    int result = fstat(file, &status);
    if (result == 0 && (!S_ISREG(status.st_mode) || (size_t)status.st_size != size))
        result = error_set(error, 0, "%.*s a changé pendant ce temps", SLICE_ARG(path));
    else if (result == 0 && write(file, text.data, text.size) != (ssize_t)text.size) {
        result = error_set(error, errno, "%.*s", SLICE_ARG(path));
        if (ftruncate(file, (off_t)size) != 0)
            result = error_set(error, errno, "%.*s", SLICE_ARG(path));
    }
    close(file);
    return result;
}

static int print_entry(struct slice path, struct slice entry) {
    fwrite(entry.data, 1, entry.size, stdout);
    fprintf(stderr,
            "vitrine: %.*s n'est pas écrit de façon qu'on puisse y ajouter : copiez-y ceci\n",
            SLICE_ARG(path));
    return COMMAND_DONE;
}

static int add(struct new_request *request, int directory, struct slice path, struct slice before) {
    struct arena *arena = &request->project.arena;
    struct error error = ERROR_INIT;
    struct buffer entry = BUFFER_INIT;
    buffer_add_string(&entry, before.size && !slice_ends(before, "\n") ? "\n" : "");
    write_entry(request, indent_of(before), &entry);
    struct slice text = buffer_slice(&entry);
    int status = COMMAND_DONE;
    if (!fits(request, path, before, slice_concat(arena, before, text))) {
        status = print_entry(path, text);
    } else if (append(directory, path, before.size, text, &error) != 0) {
        status = command_fail(&error);
    } else {
        new_tell(request, path);
    }
    buffer_dispose(&entry);
    return status;
}

static int add_first(struct new_request *request, int directory, struct slice path) {
    struct buffer entry = BUFFER_INIT;
    write_entry(request, 0, &entry);
    int status = new_write(request, directory, path, buffer_slice(&entry));
    buffer_dispose(&entry);
    return status;
}

/* Whether the entry reads by itself; says what is wrong. */
static bool reads(struct new_request *request, struct slice path) {
    struct buffer entry = BUFFER_INIT;
    write_entry(request, 0, &entry);
    bool sound = new_reads(request, path, buffer_slice(&entry));
    buffer_dispose(&entry);
    return sound;
}

int new_add_entry(struct new_request *request, int directory) {
    struct slice path = slice_from(request->kind->place);
    struct slice before;
    struct error error = ERROR_INIT;
    set_id(request);
    int status = check_names(request);
    if (status == COMMAND_DONE)
        status = check_given(request);
    if (status != COMMAND_DONE)
        return status;
    if (!reads(request, path))
        return COMMAND_CONTENT;
    int result =
        file_read(directory, path, BOUND_TEXT_FILE, &request->project.arena, &before, &error);
    if (result == FILE_MISSING)
        return add_first(request, directory, path);
    if (result == 0)
        return add(request, directory, path, before);
    return command_fail(&error);
}
