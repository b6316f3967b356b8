/*
 * Renders the cases of the Mustache specification that run.mjs sends, for run.mjs to compare. One
 * command a line, texts in hexadecimal:
 *
 *     T hex         the template            { } [ ]       a hash or a list begins, ends
 *     P hex hex     a partial: name, text   k hex         a name in the hash at hand
 *     R             render; answers         s hex         a text, typed as HTML
 *     O hex         the output, or          t f n         true, false, null
 *     E hex         the error               q             end of the case
 */
#include "base/bounds.h"
#include "template/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct level {
    struct value value;
    struct slice name; /* in a hash: of the value to come */
};

struct test_case {
    struct arena arena;
    struct diag diag;
    struct template_set *set;
    struct value root;
    struct level levels[BOUND_YAML_DEPTH];
    size_t depth;
};

static _Noreturn void refuse(const char *why) {
    fprintf(stderr, "harness: %s\n", why);
    exit(2);
}

static unsigned digit(char c) {
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10) & 15;
}

static struct slice take_text(struct test_case *test, struct slice *line) {
    struct slice word;
    if (!slice_next_field(line, ' ', &word))
        return (struct slice){"", 0};
    char *data = arena_alloc(&test->arena, word.size / 2 + 1);
    for (size_t i = 0; i + 1 < word.size; i += 2)
        data[i / 2] = (char)(digit(word.data[i]) * 16 + digit(word.data[i + 1]));
    return (struct slice){data, word.size / 2};
}

static void put_text(char kind, struct slice text) {
    printf("%c ", kind);
    for (size_t i = 0; i < text.size; i++)
        printf("%02x", (unsigned)(unsigned char)text.data[i]);
    putchar('\n');
}

static void case_begin(struct test_case *test) {
    *test = (struct test_case){.arena = ARENA_INIT};
    diag_init(&test->diag);
    test->set = template_set_new(&test->arena);
}

static void case_end(struct test_case *test) {
    diag_dispose(&test->diag);
    arena_dispose(&test->arena);
}

static void add_template(struct test_case *test, struct slice name, struct slice text) {
    struct diag_file *file = arena_new(&test->arena, struct diag_file);
    file->path = name;
    file->text = text;
    file->quotable = true;
    template_add(test->set, name, file, &test->diag);
}

static void add_value(struct test_case *test, struct value value) {
    struct level *level = test->depth ? &test->levels[test->depth - 1] : NULL;
    if (!level)
        test->root = value;
    else if (level->value.kind == VALUE_LIST)
        value_push(&test->arena, level->value, value);
    else
        value_set_slice(&test->arena, level->value, level->name, value);
}

static void enter(struct test_case *test, struct value value) {
    add_value(test, value);
    if (test->depth == BOUND_YAML_DEPTH)
        refuse("data too deep");
    test->levels[test->depth++].value = value;
}

static void render(struct test_case *test) {
    template_link(test->set, true, &test->diag);
    struct buffer out = BUFFER_INIT;
    struct error error = ERROR_INIT;
    if (test->diag.count)
        put_text('E', test->diag.items[0].message);
    else if (template_render(test->set, SLICE("\n"), test->root, &test->arena, &out, &error) < 0)
        put_text('E', slice_from(error.message));
    else
        put_text('O', buffer_slice(&out));
    buffer_dispose(&out);
}

static void run_command(struct test_case *test, char command, struct slice rest) {
    struct slice text = take_text(test, &rest);
    switch (command) {
    case 'T':
        add_template(test, SLICE("\n"), text);
        break;
    case 'P':
        add_template(test, text, take_text(test, &rest));
        break;
    case '{':
        enter(test, value_hash(&test->arena));
        break;
    case '[':
        enter(test, value_list(&test->arena));
        break;
    case '}':
    case ']':
        test->depth -= test->depth > 0;
        break;
    case 'k':
        test->levels[test->depth ? test->depth - 1 : 0].name = text;
        break;
    case 's':
        add_value(test, value_html(text));
        break;
    case 't':
    case 'f':
        add_value(test, value_bool(command == 't'));
        break;
    case 'n':
        add_value(test, value_none());
        break;
    case 'R':
        render(test);
        break;
    case 'q':
        case_end(test);
        case_begin(test);
        break;
    default:
        refuse("unknown command");
    }
}

int main(void) {
    struct test_case test;
    char *line = NULL;
    size_t capacity = 0;
    ssize_t size;
    case_begin(&test);
    while ((size = getline(&line, &capacity, stdin)) > 0) {
        struct slice rest = slice_trim((struct slice){line, (size_t)size});
        if (rest.size)
            run_command(&test, rest.data[0], slice_from_offset(rest, 2));
    }
    case_end(&test);
    free(line);
    return 0;
}
