#include "content/yaml.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "content/yaml_source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include <cmocka.h>

static uint64_t state_of_chance = 88172645463325252ULL;

/* A number below `limit`: xorshift64 (Marsaglia), the same numbers in every run. */
static size_t chance(size_t limit) {
    state_of_chance ^= state_of_chance << 13;
    state_of_chance ^= state_of_chance >> 7;
    state_of_chance ^= state_of_chance << 17;
    return (size_t)(state_of_chance % limit);
}

/* A text being read, from a copy of its exact size so that reading past it is seen. */
struct reading {
    struct arena arena;
    struct diag diag;
    struct diag_file file;
    char *bytes;
    struct yaml_node *root;
};

static void open_reading(struct reading *reading, struct slice text, uint32_t first_line) {
    *reading = (struct reading){.arena = ARENA_INIT};
    diag_init(&reading->diag);
    reading->bytes = malloc(text.size ? text.size : 1);
    assert_non_null(reading->bytes);
    if (text.size)
        memcpy(reading->bytes, text.data, text.size);
    struct slice copy = {reading->bytes, text.size};
    reading->file = (struct diag_file){.path = SLICE("f.yaml"), .text = copy, .quotable = true};
    reading->root = yaml_parse(&reading->arena, copy, first_line, &reading->file, &reading->diag);
    diag_sort(&reading->diag);
}

static void close_reading(struct reading *reading) {
    free(reading->bytes);
    diag_dispose(&reading->diag);
    arena_dispose(&reading->arena);
}

static void test_tree(void **state) {
    (void)state;
    struct reading reading;
    open_reading(&reading,
                 SLICE("Té Tre: E\xCC\x81té\nliste:\n  - a\n  - \"12\"\n  - ~\n  - 'null'\n"
                       "carte: {x: 1, y: }\ntexte: >\n  un\n  deux\n"),
                 1);
    struct yaml_node *root = reading.root;
    assert_non_null(root);
    assert_int_equal(reading.diag.count, 0);
    assert_int_equal(root->kind, YAML_MAPPING);
    assert_int_equal(root->count, 4);
    assert_true(slice_is(root->keys[0], "Té Tre"));
    assert_true(slice_is(yaml_find(root, "te tre")->text, "Été"));
    const struct yaml_node *list = yaml_find(root, "liste");
    assert_int_equal(list->count, 4);
    assert_true(list->items[1].quoted && !list->items[0].quoted);
    assert_int_equal(list->items[2].kind, YAML_NULL);
    assert_int_equal(list->items[3].kind, YAML_SCALAR);
    assert_int_equal(list->items[1].position.line, 4);
    assert_int_equal(list->items[1].position.column, 5);
    assert_int_equal(yaml_find(yaml_find(root, "carte"), "y")->kind, YAML_NULL);
    assert_true(slice_is(yaml_find(root, "texte")->text, "un deux\n"));
    assert_true(yaml_find(root, "texte")->quoted);
    assert_null(yaml_find(root, "absent"));
    assert_null(yaml_find(list, "a"));
    close_reading(&reading);
}

static void test_empty(void **state) {
    (void)state;
    static const char *const texts[] = {"", "\n\n", "# mot\n", "---\n", "\xEF\xBB\xBF", "~"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct reading reading;
        open_reading(&reading, slice_from(texts[i]), 1);
        assert_non_null(reading.root);
        assert_int_equal(reading.root->kind, YAML_NULL);
        assert_int_equal(reading.diag.count, 0);
        close_reading(&reading);
    }
}

/* The value "ici" stands where the text says, and so does a second value after it. */
static void test_positions(void **state) {
    (void)state;
    static const struct {
        struct slice text;
        uint32_t line, column;
    } cases[] = {
        {SLICE("a: ici"), 1, 4},
        {SLICE("été: ici"), 1, 6},
        {SLICE("e\xCC\x81te\xCC\x81: ici"), 1, 8},
        {SLICE("\"😀😀\": ici"), 1, 7},
        {SLICE("\xEF\xBB\xBF"
               "a: ici"),
         1, 4},
        {SLICE("\xEF\xBB\xBF"
               "été: x\nb: ici"),
         2, 4},
        {SLICE("a: x\r\nb: y\r\né: ici\r\n"), 3, 4},
        {SLICE("a: 1\xE2\x80\xA8"
               "2\nb: {é: ici}"),
         2, 8},
        {SLICE("{a: 1\xE2\x80\xA8"
               "2, b: ici}"),
         1, 13},
        {SLICE("{a: 1\xC2\x85"
               "2, b: ici}"),
         1, 13},
        {SLICE("a: \"\xE2\x80\xA9\"\nb: ici"), 2, 4},
        {SLICE("a: |\n  é\n  é\n\nb: ici"), 5, 4},
        {SLICE("# é\xE2\x80\xA8é\na: ici"), 2, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (uint32_t first = 1; first < 10; first += 8) {
            struct reading reading;
            open_reading(&reading, cases[i].text, first);
            assert_non_null(reading.root);
            const struct yaml_node *node = reading.root;
            while (node->kind == YAML_MAPPING)
                node = &node->items[node->count - 1];
            assert_true(slice_is(node->text, "ici"));
            assert_int_equal(node->position.line, cases[i].line + first - 1);
            assert_int_equal(node->position.column, cases[i].column);
            assert_int_equal(reading.diag.count, 0);
            close_reading(&reading);
        }
    }
}

static void test_line_ends_of_unicode(void **state) {
    (void)state;
    struct reading reading;
    open_reading(&reading,
                 SLICE("a: 1\xE2\x80\xA8"
                       "2\xE2\x80\xA9"
                       "3\xC2\x85"
                       "4\nb: \"\\L\\N\"\n"),
                 1);
    assert_non_null(reading.root);
    assert_true(slice_is(reading.root->items[0].text, "1 2 3 4"));
    assert_true(slice_is(reading.root->items[1].text, "  "));
    close_reading(&reading);
}

/* Characters asked for in any order are where the bytes before them say. */
static void test_source(void **state) {
    (void)state;
    static const char *const pieces[] = {"a", "é", "😀", "\n", "\r\n", "\xE2\x80\xA8", "漢b"};
    for (int round = 0; round < 300; round++) {
        struct arena arena = ARENA_INIT;
        struct buffer text = BUFFER_INIT;
        for (size_t left = chance(60); left; left--)
            buffer_add_string(&text, pieces[chance(sizeof pieces / sizeof *pieces)]);
        struct slice whole = buffer_slice(&text);
        struct yaml_source source;
        yaml_source_init(&source, &arena, whole, 1);
        assert_int_equal(utf8_count(source.readable), utf8_count(whole));
        for (int asked = 0; asked < 50; asked++) {
            size_t index = chance(utf8_count(whole) + 1);
            size_t offset = utf8_prefix(whole, index);
            assert_int_equal(yaml_source_offset(&source, index), offset);
            struct position found = yaml_source_position(&source, index);
            struct position expected = diag_position(whole, offset);
            assert_int_equal(found.line, expected.line);
            assert_int_equal(found.column, expected.column);
        }
        buffer_dispose(&text);
        arena_dispose(&arena);
    }
}

/* The only message of a text, its code and place. */
static void check_refused(struct slice text, const char *code, uint32_t line, uint32_t column) {
    struct reading reading;
    open_reading(&reading, text, 1);
    assert_null(reading.root);
    assert_int_equal(reading.diag.count, 1);
    assert_string_equal(reading.diag.items[0].code, code);
    assert_int_equal(reading.diag.items[0].position.line, line);
    assert_int_equal(reading.diag.items[0].position.column, column);
    close_reading(&reading);
}

static struct buffer repeat(const char *words, size_t count) {
    struct buffer out = BUFFER_INIT;
    while (count--)
        buffer_add_string(&out, words);
    return out;
}

static void check_repeated(const char *words, size_t count, const char *code, uint32_t line,
                           uint32_t column) {
    struct buffer text = repeat(words, count);
    check_refused(buffer_slice(&text), code, line, column);
    buffer_dispose(&text);
}

static void test_depth(void **state) {
    (void)state;
    check_repeated("[", 10000, "yaml-profondeur", 1, 33);
    check_repeated("[", 100000, "yaml-profondeur", 1, 33);
    check_repeated("{a: ", 100000, "yaml-profondeur", 1, 129);
    check_repeated("- ", 100000, "yaml-profondeur", 1, 65);
    check_repeated("[a, ", 100000, "yaml-profondeur", 1, 129);
    struct buffer text = BUFFER_INIT;
    for (int depth = 0; depth < 10000; depth++)
        buffer_format(&text, "%*sa:\n", depth < 1000 ? depth : 1000, "");
    check_refused(buffer_slice(&text), "yaml-profondeur", 33, 33);
    buffer_dispose(&text);
    text = repeat("[", BOUND_YAML_DEPTH);
    for (int depth = 0; depth < BOUND_YAML_DEPTH; depth++)
        buffer_add_byte(&text, ']');
    struct reading reading;
    open_reading(&reading, buffer_slice(&text), 1);
    assert_non_null(reading.root);
    close_reading(&reading);
    buffer_dispose(&text);
}

static void test_sizes(void **state) {
    (void)state;
    check_repeated("- a\n", BOUND_LIST + 1, "yaml-liste", BOUND_LIST + 1, 3);
    check_repeated("- [1,1,1,1,1,1,1]\n", 9000, "yaml-taille", 8192, 16);
    struct buffer text = repeat("- a\n", BOUND_LIST);
    struct reading reading;
    open_reading(&reading, buffer_slice(&text), 1);
    assert_non_null(reading.root);
    assert_int_equal(reading.root->count, BOUND_LIST);
    close_reading(&reading);
    buffer_dispose(&text);
}

/* How a small file becomes a huge one elsewhere. */
static void test_laughs(void **state) {
    (void)state;
    check_refused(SLICE("a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\n"
                        "c: &c [*b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c]\n"),
                  "yaml-ancre", 1, 4);
    check_refused(SLICE("b: [*a, *a]"), "yaml-alias", 1, 5);
}

static void test_bytes(void **state) {
    (void)state;
    check_refused(SLICE("a: b\nc: \0d"), "yaml-controle", 2, 4);
    check_refused(SLICE("é: \x1b[31m"), "yaml-controle", 1, 4);
    check_refused(SLICE("a: \xC2\x9B"), "yaml-controle", 1, 4);
    check_refused(SLICE("a: \xEF\xBF\xBF"), "yaml-controle", 1, 4);
    check_refused(SLICE("a: caf\xE9\n"), "yaml-utf8", 1, 7);
    check_refused(SLICE("a: x\r\nb: \xE2\x80"), "yaml-utf8", 2, 4);
}

/* Trees made by chance, written by libyaml's emitter, must come back as they were. */
#define TREE_NODES 40

static const char *const words[] = {"mot",
                                    "Santé : agir",
                                    "l'accès",
                                    "\"cité\"",
                                    "12,5",
                                    "- tiret",
                                    "# dièse",
                                    "",
                                    "~",
                                    "null",
                                    "a\nb",
                                    "  bords  ",
                                    "été 😀",
                                    "oui",
                                    "[x]",
                                    "{y: z}",
                                    "*etoile",
                                    "&nom",
                                    "!mot",
                                    "%",
                                    "@",
                                    "`",
                                    "tab\tici",
                                    "\n\nfin\n",
                                    "a: b: c",
                                    "2024-06-12",
                                    "très long texte qui passe à la ligne quand on "
                                    "l'écrit, parce que l'émetteur coupe à quatre-vingts colonnes",
                                    "C:\\dossier",
                                    "? quoi",
                                    "<<",
                                    "...",
                                    "---",
                                    "\xC2\xA0",
                                    "x #y"};

struct writer {
    yaml_emitter_t emitter;
    struct arena *arena;
    size_t nodes;
};

static void emit(struct writer *writer, yaml_event_t *event) {
    if (!yaml_emitter_emit(&writer->emitter, event))
        fail_msg("%s", writer->emitter.problem);
}

static void emit_scalar(struct writer *writer, const char *text, yaml_scalar_style_t style) {
    yaml_event_t event;
    yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text, (int)strlen(text),
                                 1, 1, style);
    emit(writer, &event);
}

/* Emits a tree made by chance, `depth` bounded, and returns what reading it must give. */
static struct yaml_node write_tree(struct writer *writer, int depth) {
    struct yaml_node node = {.kind = YAML_SCALAR};
    yaml_event_t event;
    size_t kind = depth == 0 || writer->nodes++ > TREE_NODES ? 0 : chance(4);
    bool flow = chance(3) == 0;
    if (kind < 2) {
        static const yaml_scalar_style_t styles[] = {
            YAML_PLAIN_SCALAR_STYLE, YAML_SINGLE_QUOTED_SCALAR_STYLE,
            YAML_DOUBLE_QUOTED_SCALAR_STYLE, YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE};
        node.text = slice_from(words[chance(sizeof words / sizeof *words)]);
        emit_scalar(writer, node.text.data, styles[chance(5)]);
        return node;
    }
    size_t count = chance(5);
    node.items = arena_array(writer->arena, struct yaml_node, count + 1);
    if (kind == 2) {
        node.kind = YAML_SEQUENCE;
        yaml_sequence_start_event_initialize(
            &event, NULL, NULL, 1, flow ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE);
        emit(writer, &event);
        for (; node.count < count; node.count++)
            node.items[node.count] = write_tree(writer, depth - 1);
        yaml_sequence_end_event_initialize(&event);
    } else {
        node.kind = YAML_MAPPING;
        node.keys = arena_array(writer->arena, struct slice, count + 1);
        yaml_mapping_start_event_initialize(
            &event, NULL, NULL, 1, flow ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE);
        emit(writer, &event);
        for (; node.count < count; node.count++) {
            struct slice word = slice_from(words[chance(10)]);
            node.keys[node.count] =
                slice_format(writer->arena, "%zu%.*s", node.count, SLICE_ARG(word));
            emit_scalar(writer, node.keys[node.count].data, YAML_ANY_SCALAR_STYLE);
            node.items[node.count] = write_tree(writer, depth - 1);
        }
        yaml_mapping_end_event_initialize(&event);
    }
    emit(writer, &event);
    return node;
}

static void compare_trees(const struct yaml_node *expected, const struct yaml_node *found) {
    if (found->kind == YAML_NULL) { /* a plain "null" or nothing is how it may be written */
        assert_int_equal(expected->kind, YAML_SCALAR);
        assert_true(slice_equal(expected->text, found->text));
        return;
    }
    assert_int_equal(found->kind, expected->kind);
    assert_true(slice_equal(found->text, expected->text));
    assert_int_equal(found->count, expected->count);
    for (size_t i = 0; i < found->count; i++) {
        if (found->kind == YAML_MAPPING)
            assert_true(slice_equal(found->keys[i], expected->keys[i]));
        compare_trees(&expected->items[i], &found->items[i]);
    }
}

static int append(void *context, unsigned char *bytes, size_t size) {
    buffer_add(context, (struct slice){(const char *)bytes, size});
    return 1;
}

/* One tree, written; `text` receives it. */
static struct yaml_node write_document(struct arena *arena, struct buffer *text) {
    struct writer writer = {.arena = arena};
    yaml_event_t event;
    yaml_emitter_initialize(&writer.emitter);
    yaml_emitter_set_output(&writer.emitter, append, text);
    yaml_emitter_set_unicode(&writer.emitter, (int)chance(2));
    yaml_emitter_set_break(&writer.emitter, chance(2) ? YAML_LN_BREAK : YAML_CRLN_BREAK);
    yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING);
    emit(&writer, &event);
    yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1);
    emit(&writer, &event);
    struct yaml_node tree = write_tree(&writer, 6);
    yaml_document_end_event_initialize(&event, 1);
    emit(&writer, &event);
    yaml_stream_end_event_initialize(&event);
    emit(&writer, &event);
    yaml_emitter_delete(&writer.emitter);
    return tree;
}

static void test_round_trips(void **state) {
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct arena arena = ARENA_INIT;
        struct buffer text = BUFFER_INIT;
        struct yaml_node tree = write_document(&arena, &text);
        struct reading reading;
        open_reading(&reading, buffer_slice(&text), 1);
        if (!reading.root || reading.diag.errors) {
            diag_print_text(&reading.diag, stderr, SLICE(""), false);
            fail_msg("%.*s", SLICE_ARG(buffer_slice(&text)));
        }
        compare_trees(&tree, reading.root);
        close_reading(&reading);
        buffer_dispose(&text);
        arena_dispose(&arena);
    }
}

/* Every position lies in the text; what is not read has been told. */
static void check_sound(const struct reading *reading) {
    uint32_t lines = 1;
    for (size_t i = 0; i < reading->file.text.size; i++)
        lines += reading->file.text.data[i] == '\n';
    if (!reading->root)
        assert_true(reading->diag.errors > 0);
    for (size_t i = 0; i < reading->diag.count; i++) {
        const struct diagnostic *item = &reading->diag.items[i];
        assert_in_range(item->position.line, 1, lines);
        assert_true(item->position.column >= 1);
        assert_int_equal(utf8_check(item->message), item->message.size);
        assert_int_equal(utf8_check(item->help), item->help.size);
    }
    char *printed = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&printed, &size);
    diag_print_text(&reading->diag, stream, SLICE(""), false);
    fclose(stream);
    assert_int_equal(utf8_check((struct slice){printed, size}), size);
    free(printed);
}

static void test_mutations(void **state) {
    (void)state;
    static const char *const marks[] = {":",
                                        ": ",
                                        "- ",
                                        "-",
                                        "{",
                                        "}",
                                        "[",
                                        "]",
                                        ",",
                                        "\"",
                                        "'",
                                        "#",
                                        " #x",
                                        "\n",
                                        "\r\n",
                                        "\t",
                                        "  ",
                                        "*a",
                                        "&a",
                                        "!",
                                        "|",
                                        ">",
                                        "%",
                                        "@",
                                        "? ",
                                        "\\",
                                        "---\n",
                                        "...",
                                        "é",
                                        "\xE2\x80\xA8",
                                        "\xEF\xBB\xBF",
                                        "\xC2",
                                        "–",
                                        "<<: ",
                                        "12,5",
                                        "\\x0",
                                        "😀"};
    for (int round = 0; round < 20000; round++) {
        struct arena arena = ARENA_INIT;
        struct buffer text = BUFFER_INIT, mutated = BUFFER_INIT;
        write_document(&arena, &text);
        struct slice whole = buffer_slice(&text);
        size_t cut = chance(whole.size + 1), gap = chance(3) ? 0 : chance(8);
        buffer_add(&mutated, slice_part(whole, 0, cut));
        for (size_t count = 1 + chance(3); count; count--)
            buffer_add_string(&mutated, marks[chance(sizeof marks / sizeof *marks)]);
        buffer_add(&mutated, slice_from_offset(whole, cut + gap));
        struct reading reading;
        open_reading(&reading, buffer_slice(&mutated), 1);
        check_sound(&reading);
        close_reading(&reading);
        buffer_dispose(&mutated);
        buffer_dispose(&text);
        arena_dispose(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_positions),
        cmocka_unit_test(test_source),
        cmocka_unit_test(test_line_ends_of_unicode),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_laughs),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_round_trips),
        cmocka_unit_test(test_mutations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
