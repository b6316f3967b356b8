#include "template/json.h"

#include "base/map.h"
#include "text/escape.h"

#include <string.h>

/* A hash or a list that is being written. */
struct level {
    struct value container;
    size_t next;  /* the entry to write */
    size_t place; /* size of the path that leads here */
};

struct writer {
    struct buffer *out;
    const struct json_options *options;
    struct level *levels; /* a stack: values are as deep as the contract has it */
    size_t depth;
    size_t room;
    struct buffer path;
    struct map html; /* the paths seen */
};

static void add_line(struct writer *writer) {
    buffer_add_byte(writer->out, '\n');
    for (size_t i = 0; i < writer->depth + writer->options->indent; i++)
        BUFFER_LITERAL(writer->out, "  ");
}

static void note_html(struct writer *writer) {
    struct slice path = buffer_slice(&writer->path);
    if (writer->options->html.kind != VALUE_LIST || map_get(&writer->html, path))
        return;
    path = slice_copy(writer->options->arena, path);
    map_put(&writer->html, path, writer);
    value_push(writer->options->arena, writer->options->html, value_text(path));
}

static void enter(struct writer *writer, struct value container) {
    struct level level = {.container = container, .place = writer->path.size};
    buffer_add_byte(writer->out, container.kind == VALUE_HASH ? '{' : '[');
    if (writer->depth == writer->room) {
        struct level *levels = writer->levels;
        writer->room = writer->room ? writer->room * 2 : 16;
        writer->levels = arena_array(writer->options->arena, struct level, writer->room);
        if (writer->depth)
            memcpy(writer->levels, levels, writer->depth * sizeof *levels);
    }
    writer->levels[writer->depth++] = level;
}

static void add_value(struct writer *writer, struct value value) {
    switch (value.kind) {
    case VALUE_TEXT:
        escape_json_readable(writer->out, value.text);
        break;
    case VALUE_HTML:
        note_html(writer);
        escape_json_readable(writer->out, value.text);
        break;
    case VALUE_HASH:
    case VALUE_LIST:
        enter(writer, value);
        break;
    default:
        buffer_add_string(writer->out, value.kind == VALUE_TRUE ? "true" : "false");
    }
}

/* The next entry of a level that is to be written: false when there is none. */
static bool take_entry(const struct writer *writer, struct level *level, struct slice *name,
                       struct value *value) {
    if (level->container.kind == VALUE_LIST) {
        *value = value_at(level->container, level->next);
        return level->next++ < value_count(level->container);
    }
    while (value_entry(level->container, level->next++, name, value))
        if (value->kind != VALUE_NONE || writer->options->with_absent)
            return true;
    return false;
}

static void step(struct writer *writer) {
    struct level *level = &writer->levels[writer->depth - 1];
    bool is_hash = level->container.kind == VALUE_HASH;
    bool is_first = level->next == 0;
    struct slice name = {NULL, 0};
    struct value value;
    writer->path.size = level->place;
    if (!take_entry(writer, level, &name, &value)) {
        writer->depth--;
        if (!is_first)
            add_line(writer);
        buffer_add_byte(writer->out, is_hash ? '}' : ']');
        return;
    }
    buffer_add_string(writer->out, is_first ? "" : ",");
    add_line(writer);
    if (is_hash) {
        escape_json_readable(writer->out, name);
        BUFFER_LITERAL(writer->out, ": ");
        buffer_add_string(&writer->path, level->place ? "." : "");
        buffer_add(&writer->path, name);
    } else {
        BUFFER_LITERAL(&writer->path, "[]");
    }
    add_value(writer, value);
}

void json_write_value(struct buffer *out, struct value value, const struct json_options *options) {
    struct writer writer = {.out = out, .options = options, .path = BUFFER_INIT};
    map_init(&writer.html, options->arena);
    add_value(&writer, value);
    while (writer.depth)
        step(&writer);
    buffer_dispose(&writer.path);
}
