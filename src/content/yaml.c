#include "content/yaml.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/map.h"
#include "base/utf8.h"
#include "content/yaml_source.h"
#include "content/yaml_traps.h"

#include <string.h>
#include <yaml.h>

/* A list or a mapping that is being read. Its arrays grow in the scratch arena. */
struct frame {
    struct yaml_node node;
    size_t start; /* its first character */
    bool flow;    /* written with brackets or braces */
    bool keyed;   /* a key was read and waits for its value */
    bool drop;    /* that key can't be kept */
    bool cut;     /* a comma cut the last value in two, which was said */
    size_t key_start;
    size_t key_end;
    size_t value_start; /* of the last value when it is plain text, else YAML_NO_INDEX */
    struct slice key;
    struct position key_position;
    struct map seen; /* folded key to the position of the first */
};

struct reader {
    struct arena *arena; /* of the texts */
    struct arena *tree;  /* of the nodes */
    struct arena scratch;
    struct yaml_source source;
    struct yaml_report report;
    yaml_parser_t parser;
    struct frame frames[BOUND_YAML_DEPTH];
    size_t depth;
    size_t nodes;
    size_t documents;
    struct yaml_node *root;
};

#define REPORT(reader, code, index, help, ...)                                                     \
    do {                                                                                           \
        diag_error((reader)->report.diag, (code), (reader)->report.file,                           \
                   yaml_source_position(&(reader)->source, (index)), (help), __VA_ARGS__);         \
        (reader)->report.said = true;                                                              \
    } while (0)

/* Written escapes can make characters that the text itself may not hold. */
static struct slice clean_escapes(struct reader *reader, struct slice text, size_t index) {
    char *bytes = arena_alloc(&reader->scratch, text.size + 1);
    size_t size = 0;
    bool refused = false;
    while (text.size) {
        struct slice before = text;
        uint32_t code = utf8_next(&text);
        bool line = code == 0x85 || code == 0x2028 || code == 0x2029 || code == '\r';
        if (line || !yaml_source_allows(code)) {
            refused = refused || !line;
            bytes[size++] = ' ';
            continue;
        }
        memcpy(bytes + size, before.data, before.size - text.size);
        size += before.size - text.size;
    }
    if (refused)
        REPORT(reader, "yaml-controle", index, "retirez ce qui suit la barre oblique inverse",
               "ce texte contient un caractère de contrôle écrit avec « \\ »");
    return (struct slice){bytes, size};
}

static struct slice event_text(struct reader *reader, const yaml_event_t *event) {
    struct slice text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    if (event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        text = clean_escapes(reader, text, event->start_mark.index);
    struct slice normal = utf8_nfc(reader->arena, text);
    return normal.data == text.data ? slice_copy(reader->arena, text) : normal;
}

static bool is_null(struct slice text) {
    return text.size == 0 || slice_is(text, "~") || slice_is(text, "null") ||
           slice_is(text, "Null") || slice_is(text, "NULL");
}

/* Puts a finished value where it belongs. Returns false when its list is too long. */
static bool attach(struct reader *reader, struct yaml_node node, size_t index) {
    if (reader->depth == 0) {
        reader->root = arena_new(reader->tree, struct yaml_node);
        *reader->root = node;
        return true;
    }
    struct frame *frame = &reader->frames[reader->depth - 1];
    struct yaml_node *parent = &frame->node;
    if (parent->count == BOUND_LIST) {
        REPORT(reader, "yaml-liste", index, "répartissez son contenu entre plusieurs fichiers",
               "cette liste a plus de %d éléments", BOUND_LIST);
        return false;
    }
    bool drop = frame->drop;
    frame->cut = false;
    frame->keyed = false;
    frame->drop = false;
    if (drop)
        return true;
    size_t count = parent->count;
    if (parent->kind == YAML_MAPPING) {
        parent->keys = arena_grow(&reader->scratch, parent->keys, count, sizeof *parent->keys);
        parent->keys[count] = frame->key;
        parent->key_positions = arena_grow(&reader->scratch, parent->key_positions, count,
                                           sizeof *parent->key_positions);
        parent->key_positions[count] = frame->key_position;
    }
    arena_push(&reader->scratch, parent->items, parent->count, node);
    return true;
}

static void *keep(struct arena *arena, const void *array, size_t count, size_t size) {
    if (count == 0)
        return NULL;
    void *copy = arena_alloc(arena, count * size);
    memcpy(copy, array, count * size);
    return copy;
}

/* Closes the innermost list or mapping: its arrays move from the scratch arena, at their size. */
static bool close_collection(struct reader *reader) {
    struct frame *frame = &reader->frames[--reader->depth];
    if (reader->depth)
        reader->frames[reader->depth - 1].value_start = YAML_NO_INDEX;
    struct yaml_node node = frame->node;
    node.items = keep(reader->tree, node.items, node.count, sizeof *node.items);
    if (node.kind == YAML_MAPPING) {
        node.keys = keep(reader->tree, node.keys, node.count, sizeof *node.keys);
        node.key_positions =
            keep(reader->tree, node.key_positions, node.count, sizeof *node.key_positions);
    }
    return attach(reader, node, frame->start);
}

static bool expects_key(const struct reader *reader) {
    if (reader->depth == 0)
        return false;
    const struct frame *frame = &reader->frames[reader->depth - 1];
    return frame->node.kind == YAML_MAPPING && !frame->keyed;
}

/* The first character of the innermost list or mapping between brackets or braces. */
static size_t open_flow(const struct reader *reader) {
    if (reader->depth == 0 || !reader->frames[reader->depth - 1].flow)
        return YAML_NO_INDEX;
    return reader->frames[reader->depth - 1].start;
}

static bool open_collection(struct reader *reader, const yaml_event_t *event) {
    bool mapping = event->type == YAML_MAPPING_START_EVENT;
    size_t index = event->start_mark.index;
    if (expects_key(reader)) {
        yaml_refuse_key(&reader->report, index, open_flow(reader));
        return false;
    }
    if (reader->depth == BOUND_YAML_DEPTH) {
        REPORT(reader, "yaml-profondeur", index, NULL,
               "plus de %d listes ou groupes emboîtés les uns dans les autres", BOUND_YAML_DEPTH);
        return false;
    }
    struct frame *frame = &reader->frames[reader->depth++];
    *frame = (struct frame){
        .node = {.kind = mapping ? YAML_MAPPING : YAML_SEQUENCE,
                 .position = yaml_source_position(&reader->source, index)},
        .start = index,
        .value_start = YAML_NO_INDEX,
        .flow = mapping ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                        : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
    };
    map_init(&frame->seen, &reader->scratch);
    return true;
}

static bool read_key(struct reader *reader, const yaml_event_t *event) {
    struct frame *frame = &reader->frames[reader->depth - 1];
    size_t index = event->start_mark.index;
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    frame->keyed = true;
    frame->key_start = index;
    frame->key_end = event->end_mark.index;
    frame->key = event_text(reader, event);
    frame->key_position = yaml_source_position(&reader->source, index);
    if (slice_trim(frame->key).size == 0) {
        REPORT(reader, "yaml-cle-vide", index, "écrivez un mot devant « : »",
               "il n'y a pas de clé devant « : »");
        frame->drop = true;
        return true;
    }
    if (plain && slice_is(frame->key, "<<")) {
        REPORT(reader, "yaml-fusion", index, "recopiez ici les clés à reprendre",
               "la fusion de clés « << » n'est pas acceptée");
        frame->drop = true;
        return true;
    }
    struct position *here = arena_new(&reader->scratch, struct position);
    *here = frame->key_position;
    const struct position *first =
        map_put(&frame->seen, utf8_fold(&reader->scratch, frame->key), here);
    if (first) {
        REPORT(reader, "yaml-cle-double", index, "gardez une seule des deux lignes",
               "la clé " DIAG_VALUE " est déjà donnée à la ligne %u", SLICE_ARG(frame->key),
               first->line);
        frame->drop = true;
    }
    return true;
}

/* Whether the value that begins at `index` follows its key without a colon: {a, b}. */
static bool is_bare_key(struct reader *reader, size_t index) {
    if (open_flow(reader) == YAML_NO_INDEX || !reader->frames[reader->depth - 1].keyed)
        return false;
    size_t start = yaml_source_offset(&reader->source, reader->frames[reader->depth - 1].key_end);
    size_t end = yaml_source_offset(&reader->source, index);
    struct slice between = slice_part(reader->source.text, start, end - start);
    return slice_find(between, ':') == between.size;
}

/*
 * A key without a value, between braces. After a plain text it is the rest of that text, which a
 * comma cut in two; the tree gets it whole, so that no unknown key is reported on top.
 */
static void join_bare_key(struct reader *reader) {
    struct frame *frame = &reader->frames[reader->depth - 1];
    struct yaml_node *parent = &frame->node;
    frame->keyed = false;
    frame->drop = false;
    if (frame->value_start == YAML_NO_INDEX || parent->count == 0) {
        yaml_refuse_bare_key(&reader->report, frame->key_start, frame->key);
        return;
    }
    struct yaml_node *last = &parent->items[parent->count - 1];
    last->text =
        slice_format(reader->arena, "%.*s,%.*s", SLICE_ARG(last->text), SLICE_ARG(frame->key));
    if (!frame->cut)
        yaml_refuse_comma(&reader->report, frame->value_start, last->text);
    frame->cut = true;
}

static void check_value(struct reader *reader, const struct yaml_node *node,
                        const yaml_event_t *event) {
    if (node->text.size)
        yaml_check_plain(&reader->report, event->start_mark.index, event->end_mark.index);
    yaml_check_comment(&reader->report, event->end_mark.index);
}

static bool read_scalar(struct reader *reader, const yaml_event_t *event) {
    if (expects_key(reader))
        return read_key(reader, event);
    size_t index = event->start_mark.index;
    struct yaml_node node = {
        .kind = YAML_SCALAR,
        .quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE,
        .position = yaml_source_position(&reader->source, index),
        .text = event_text(reader, event),
    };
    if (!node.quoted && is_null(node.text))
        node.kind = YAML_NULL;
    if (node.text.size == 0 && is_bare_key(reader, index)) {
        join_bare_key(reader);
        return true;
    }
    if (!node.quoted && open_flow(reader) == YAML_NO_INDEX)
        check_value(reader, &node, event);
    if (reader->depth)
        reader->frames[reader->depth - 1].value_start =
            node.kind == YAML_SCALAR && !node.quoted && !reader->frames[reader->depth - 1].drop
                ? index
                : YAML_NO_INDEX;
    return attach(reader, node, index);
}

static bool count_node(struct reader *reader, size_t index) {
    if (++reader->nodes <= BOUND_YAML_NODES)
        return true;
    REPORT(reader, "yaml-taille", index, "répartissez son contenu entre plusieurs fichiers",
           "plus de %d valeurs dans ce fichier", BOUND_YAML_NODES);
    return false;
}

/* Anchors and tags come with the value that they stand before. */
static bool refuse_properties(struct reader *reader, const yaml_event_t *event) {
    const yaml_char_t *anchor = NULL;
    const yaml_char_t *tag = NULL;
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    size_t offset = yaml_source_offset(&reader->source, event->start_mark.index);
    char first = offset < reader->source.text.size ? reader->source.text.data[offset] : '\0';
    bool content = event->end_mark.index > event->start_mark.index;
    if (!anchor && !tag && !(content && first == '!')) /* a lone "!" leaves no trace but itself */
        return false;
    yaml_refuse_mark(&reader->report, event->start_mark.index);
    return true;
}

static bool read_document(struct reader *reader, const yaml_event_t *event) {
    size_t index = event->start_mark.index;
    if (event->data.document_start.version_directive ||
        event->data.document_start.tag_directives.start !=
            event->data.document_start.tag_directives.end) {
        REPORT(reader, "yaml-directive", index, "retirez cette ligne",
               "les directives YAML (« %%… ») ne sont pas acceptées");
        return false;
    }
    if (reader->documents++ == 0)
        return true;
    REPORT(reader, "yaml-documents", index, "retirez cette ligne, ou faites deux fichiers",
           "« --- » commence ici un second document : un fichier n'en contient qu'un");
    return false;
}

/* Takes one event. Returns false when the file can't be read any further. */
static bool read_event(struct reader *reader, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return read_document(reader, event);
    case YAML_ALIAS_EVENT:
        if (reader->depth && slice_is(reader->frames[reader->depth - 1].key, "<<"))
            return false; /* "<<: *nom" was reported as a whole */
        yaml_refuse_mark(&reader->report, event->start_mark.index);
        return false;
    case YAML_SCALAR_EVENT:
        return count_node(reader, event->start_mark.index) && !refuse_properties(reader, event) &&
               read_scalar(reader, event);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return count_node(reader, event->start_mark.index) && !refuse_properties(reader, event) &&
               open_collection(reader, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_collection(reader);
    default:
        return true;
    }
}

static bool read_events(struct reader *reader) {
    bool more = true;
    while (more) {
        yaml_event_t event;
        if (!yaml_parser_parse(&reader->parser, &event)) {
            if (reader->parser.error == YAML_MEMORY_ERROR)
                arena_exhausted();
            yaml_explain(&reader->report, &reader->parser, open_flow(reader));
            return false;
        }
        bool last = event.type == YAML_STREAM_END_EVENT;
        more = !last && read_event(reader, &event);
        yaml_event_delete(&event);
        if (last)
            return true;
    }
    return false;
}

static bool check_bytes(struct slice text, uint32_t first_line, const struct diag_file *file,
                        struct diag *diag) {
    size_t bad = yaml_source_check(text);
    if (bad == text.size)
        return true;
    struct position position = diag_position(text, bad);
    position.line += first_line - 1;
    if (utf8_check(text) == bad && text.data[bad] != '\0') {
        diag_error(diag, "yaml-utf8", file, position,
                   "enregistrez le fichier en « UTF-8 » depuis votre éditeur",
                   "ce caractère n'est pas écrit en UTF-8");
        return false;
    }
    struct slice rest = slice_from_offset(text, bad);
    diag_error(diag, "yaml-controle", file, position, "effacez-le et retapez ce qui l'entoure",
               "caractère de contrôle invisible (U+%04X)", utf8_next(&rest));
    return false;
}

struct yaml_node *yaml_parse(struct arena *arena, struct slice text, uint32_t first_line,
                             const struct diag_file *file, struct diag *diag) {
    return yaml_parse_apart(arena, arena, text, first_line, file, diag);
}

struct yaml_node *yaml_parse_apart(struct arena *arena, struct arena *nodes, struct slice text,
                                   uint32_t first_line, const struct diag_file *file,
                                   struct diag *diag) {
    text = yaml_source_without_mark(text);
    if (!check_bytes(text, first_line, file, diag))
        return NULL;
    struct reader reader = {.arena = arena, .tree = nodes, .scratch = ARENA_INIT};
    yaml_source_init(&reader.source, &reader.scratch, text, first_line);
    reader.report = (struct yaml_report){
        .arena = &reader.scratch, .source = &reader.source, .file = file, .diag = diag};
    if (!yaml_parser_initialize(&reader.parser))
        arena_exhausted();
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)reader.source.readable.data,
                                 reader.source.readable.size);
    bool read = read_events(&reader);
    if (read && !reader.root) {
        reader.root = arena_new(nodes, struct yaml_node);
        reader.root->position = (struct position){first_line, 1};
    }
    if (reader.root)
        reader.root->faulty = reader.report.said;
    yaml_parser_delete(&reader.parser);
    arena_dispose(&reader.scratch);
    return read ? reader.root : NULL;
}

const struct yaml_node *yaml_find(const struct yaml_node *mapping, const char *folded_key) {
    if (mapping->kind != YAML_MAPPING)
        return NULL;
    struct slice wanted = slice_from(folded_key);
    struct arena scratch = ARENA_INIT;
    const struct yaml_node *found = NULL;
    for (size_t i = 0; i < mapping->count && !found; i++)
        if (slice_equal(mapping->keys[i], wanted) ||
            slice_equal(utf8_fold(&scratch, mapping->keys[i]), wanted))
            found = &mapping->items[i];
    arena_dispose(&scratch);
    return found;
}
