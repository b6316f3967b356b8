#include "history/commit.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static int digit_of(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

static bool read_id(struct slice hex, unsigned char *id) {
    if (hex.size != (size_t)2 * REPOSITORY_ID)
        return false;
    for (size_t i = 0; i < REPOSITORY_ID; i++) {
        int high = digit_of(hex.data[2 * i]), low = digit_of(hex.data[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        id[i] = (unsigned char)(high * 16 + low);
    }
    return true;
}

/* A text on one line: what is not UTF-8 is read as Latin-1, control characters become spaces. */
static struct slice clean(struct arena *arena, struct slice raw) {
    bool utf8 = utf8_check(raw) == raw.size;
    if (raw.size > BOUND_LINE_TEXT)
        raw = slice_part(raw, 0, utf8 ? utf8_prefix(raw, BOUND_LINE_TEXT / 4) : BOUND_LINE_TEXT);
    char *text = arena_alloc(arena, raw.size * 2 + 1);
    size_t size = 0;
    for (size_t i = 0; i < raw.size; i++) {
        unsigned char byte = (unsigned char)raw.data[i];
        if (byte < 0x20 || byte == 0x7F || (!utf8 && byte >= 0x80 && byte < 0xA0))
            text[size++] = ' ';
        else if (utf8)
            text[size++] = (char)byte;
        else
            size += utf8_encode(byte, text + size);
    }
    return slice_trim((struct slice){text, size});
}

/* A whole number at the start of `text`, which is taken off; 0 when there is none. */
static int64_t take_number(struct slice *text) {
    const int64_t limit = (int64_t)1 << 50;
    bool negative = text->size && text->data[0] == '-';
    size_t i = negative ? 1 : 0;
    int64_t number = 0;
    for (; i < text->size && text->data[i] >= '0' && text->data[i] <= '9'; i++)
        if (number < limit)
            number = number * 10 + (text->data[i] - '0');
    *text = slice_from_offset(*text, i);
    return negative ? -number : number;
}

/* Years 1 and 9999, a day away from their ends, so that any clock shows a year of four digits. */
#define EARLIEST (-62135596800LL + 86400)
#define LATEST (253402300799LL - 86400)

/* "1500000000 +0130" */
static void read_time(struct slice text, int64_t *seconds, int *offset) {
    text = slice_trim(text);
    *seconds = take_number(&text);
    *seconds = *seconds < EARLIEST ? EARLIEST : *seconds > LATEST ? LATEST : *seconds;
    text = slice_trim(text);
    bool west = text.size && text.data[0] == '-';
    if (text.size && (west || text.data[0] == '+'))
        text = slice_from_offset(text, 1);
    int64_t clock = take_number(&text);
    if (clock < 0 || clock / 100 >= 24 || clock % 100 >= 60)
        clock = 0;
    int minutes = (int)(clock / 100 * 60 + clock % 100);
    *offset = west ? -minutes : minutes;
}

/* Where the address of "name <address> time" ends: its last ">". */
static size_t address_end(struct slice person) {
    size_t end = person.size;
    while (end && person.data[end - 1] != '>')
        end--;
    return end;
}

static struct slice key_of(const uint64_t *author) {
    return (struct slice){(const char *)author, sizeof *author};
}

const struct slice *commit_name(const struct commit_names *names, uint64_t author) {
    return map_get(&names->known, key_of(&author));
}

static struct slice name_of(struct arena *arena, struct commit_names *names, struct slice person,
                            uint64_t author) {
    const struct slice *met = commit_name(names, author);
    if (met)
        return *met;
    size_t open = slice_find(person, '<');
    struct slice name = slice_trim(slice_part(person, 0, open));
    struct slice address = slice_from_offset(person, open < person.size ? open + 1 : open);
    if (address.size)
        address.size--; /* the ">" */
    const char *real_name = NULL, *real_address = NULL;
    if (names->mailmap &&
        git_mailmap_resolve(&real_name, &real_address, names->mailmap, slice_string(arena, name),
                            slice_string(arena, address)) == 0 &&
        real_name)
        name = slice_from(real_name);
    struct slice *known = arena_new(arena, struct slice);
    *known = clean(arena, name);
    map_put(&names->known, slice_copy(arena, key_of(&author)), known);
    return *known;
}

/* The first line of the message that says something. */
static struct slice title_of(struct arena *arena, struct slice message) {
    struct slice line;
    while (slice_next_line(&message, &line)) {
        line = slice_trim(line);
        if (line.size)
            return clean(arena, line);
    }
    return (struct slice){"", 0};
}

int commit_parse(struct history_commit *commit, struct slice bytes, struct arena *arena,
                 struct commit_names *names, struct commit_origin *origin) {
    struct slice line;
    bool tree = false, author = false;
    int ignored;
    while (slice_next_line(&bytes, &line) && line.size) {
        if (slice_starts(line, "tree ") && !tree) {
            tree = read_id(slice_from_offset(line, 5), commit->tree);
        } else if (slice_starts(line, "parent ") && !author) {
            origin->ids = arena_grow(origin->arena, origin->ids, origin->count, REPOSITORY_ID);
            if (!read_id(slice_from_offset(line, 7), origin->ids[origin->count++]))
                return -1;
        } else if (slice_starts(line, "author ") && !author) {
            author = true;
            struct slice person = slice_from_offset(line, 7);
            size_t end = address_end(person);
            struct slice name = slice_part(person, 0, end);
            origin->author = slice_hash(name, SLICE_HASH_SEED);
            commit->name = name_of(arena, names, name, origin->author);
            read_time(slice_from_offset(person, end), &commit->author_time, &commit->author_offset);
        } else if (slice_starts(line, "committer ")) {
            struct slice person = slice_from_offset(line, 10);
            read_time(slice_from_offset(person, address_end(person)), &commit->committer_time,
                      &ignored);
        }
    }
    commit->title = title_of(arena, bytes);
    return tree ? 0 : -1;
}
