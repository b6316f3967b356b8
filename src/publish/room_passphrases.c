#include "publish/room_passphrases.h"

#include "base/bounds.h"
#include "base/utf8.h"
#include "publish/crypt.h"

static void refuse(struct room_passphrases *list, struct arena *arena, struct slice problem) {
    arena_push(arena, list->problems, list->problem_count, problem);
}

void room_passphrases_add(struct room_passphrases *list, struct arena *arena, struct slice name,
                          struct slice words) {
    struct room_passphrase passphrase = {name, slice_trim(words)};
    if (utf8_check(passphrase.words) < passphrase.words.size) {
        refuse(list, arena,
               slice_format(arena, "« %.*s » : ce n'est pas du texte en UTF-8", SLICE_ARG(name)));
        return;
    }
    passphrase.words = slice_copy(arena, utf8_nfc(arena, passphrase.words));
    arena_push(arena, list->items, list->count, passphrase);
}

/* A line that is neither blank nor a comment. */
static void read_line(struct room_passphrases *list, struct arena *arena, struct slice line,
                      size_t number) {
    size_t colon = slice_find(line, ':');
    struct slice name = slice_trim(slice_part(line, 0, colon));
    struct slice words = slice_trim(slice_from_offset(line, colon + 1));
    if (colon == line.size || name.size == 0 || words.size == 0)
        refuse(list, arena,
               slice_format(arena, "ligne %zu : « nom: phrase de passe » est attendu", number));
    else if (words.size > BOUND_PASSPHRASE || utf8_check(name) < name.size)
        refuse(list, arena, slice_format(arena, "ligne %zu : trop longue, ou illisible", number));
    else
        room_passphrases_add(list, arena, name, words);
}

void room_passphrases_read(struct room_passphrases *list, struct arena *arena, struct slice text) {
    struct slice line;
    if (slice_starts(text, "\xef\xbb\xbf"))
        text = slice_from_offset(text, 3);
    for (size_t number = 1; slice_next_line(&text, &line); number++) {
        line = slice_trim(line);
        if (line.size && line.data[0] != '#')
            read_line(list, arena, line, number);
    }
}

static void check_twice(struct room_passphrases *list, struct arena *arena, size_t rank) {
    const struct room_passphrase *one = &list->items[rank];
    for (size_t i = 0; i < rank; i++) {
        const struct room_passphrase *other = &list->items[i];
        if (slice_equal(utf8_fold(arena, one->name), utf8_fold(arena, other->name)))
            refuse(list, arena,
                   slice_format(arena, "« %.*s » est là deux fois", SLICE_ARG(one->name)));
        else if (slice_equal(one->words, other->words))
            refuse(list, arena,
                   slice_format(arena, "« %.*s » et « %.*s » ont la même phrase de passe",
                                SLICE_ARG(other->name), SLICE_ARG(one->name)));
    }
}

void room_passphrases_check(struct room_passphrases *list, struct arena *arena,
                            const struct slice *known, size_t known_count) {
    if (list->count > BOUND_PASSPHRASES) {
        refuse(list, arena, slice_format(arena, "plus de %d phrases de passe", BOUND_PASSPHRASES));
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        struct slice weakness = room_weakness(arena, &list->items[i], known, known_count);
        if (weakness.data)
            refuse(list, arena,
                   slice_format(arena, "« %.*s » : phrase de passe trop faible, %.*s",
                                SLICE_ARG(list->items[i].name), SLICE_ARG(weakness)));
        check_twice(list, arena, i);
    }
}

void room_passphrases_wipe(struct room_passphrases *list) {
    for (size_t i = 0; i < list->count; i++)
        crypt_wipe((char *)list->items[i].words.data, list->items[i].words.size);
    list->count = 0;
}
