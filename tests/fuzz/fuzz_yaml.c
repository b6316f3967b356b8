/*
 * Any bytes as YAML, with libFuzzer:
 *
 *     clang -std=c17 -D_GNU_SOURCE -Isrc -g -O1 -fsanitize=fuzzer,address,undefined \
 *         tests/fuzz/fuzz_yaml.c src/base/[a-z]*.c src/content/yaml*.c -lyaml -lutf8proc -pthread
 *     ./a.out tests/fuzz/seeds/yaml
 *
 * What can't be read must have been told, words that may not be shown must not be, and what is
 * printed is UTF-8 without controls.
 */
#include "base/utf8.h"
#include "content/yaml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_printed(const struct diag *diag) {
    char *printed = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&printed, &size);
    if (!stream)
        abort();
    diag_print_text(diag, stream, SLICE(""), false);
    diag_print_json(diag, stream, SLICE(""));
    fclose(stream);
    if (utf8_check((struct slice){printed, size}) != size)
        abort();
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)printed[i] < 0x20 && printed[i] != '\n')
            abort();
    free(printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct arena arena = ARENA_INIT;
    struct diag diag;
    diag_init(&diag);
    struct slice text = {(const char *)bytes, size};
    struct diag_file file = {.path = SLICE("f"), .text = text};
    file.quotable = utf8_check(text) == size;
    if (!yaml_parse(&arena, text, 1, &file, &diag) && diag.errors == 0)
        abort();
    diag_sort(&diag);
    check_printed(&diag);
    diag_dispose(&diag);
    arena_dispose(&arena);
    return 0;
}
