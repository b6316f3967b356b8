#include "history/chain.h"

#include "base/map.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/withdraw.h"

#include <string.h>

/* ---- What is withdrawn by hand */

static bool is_commit(struct slice word) {
    if (word.size < 7 || word.size > (size_t)2 * REPOSITORY_ID)
        return false;
    for (size_t i = 0; i < word.size; i++)
        if (!strchr("0123456789abcdef", word.data[i]))
            return false;
    return true;
}

struct chain_retreat chain_retreat_of(struct arena *arena, const struct texts *words) {
    struct chain_retreat retreat = {0};
    for (size_t i = 0; i < words->count; i++) {
        struct slice word = slice_trim(words->items[i]);
        struct slice lower = utf8_fold(arena, word);
        while (slice_starts(word, "./") || slice_starts(word, "/"))
            word = slice_from_offset(word, slice_find(word, '/') + 1);
        while (word.size && word.data[word.size - 1] == '/')
            word.size--;
        if (is_commit(lower))
            arena_push(arena, retreat.commits.items, retreat.commits.count, lower);
        else if (word.size)
            arena_push(arena, retreat.paths.items, retreat.paths.count, utf8_nfc(arena, word));
    }
    return retreat;
}

bool chain_is_path_withdrawn(const struct chain_retreat *retreat, struct arena *arena,
                             struct slice path) {
    for (size_t i = 0; i < retreat->paths.count; i++)
        if (path_is_below(utf8_nfc(arena, path), retreat->paths.items[i]))
            return true;
    return false;
}

bool chain_is_withdrawn(const struct chain_retreat *retreat, struct arena *arena,
                        const struct history_file *file) {
    if (retreat->paths.count == 0)
        return false;
    bool withdrawn = chain_is_path_withdrawn(retreat, arena, file->path);
    for (size_t i = 0; i < file->count && !withdrawn; i++)
        withdrawn = chain_is_path_withdrawn(retreat, arena, file->versions[i].path) ||
                    chain_is_path_withdrawn(retreat, arena, file->versions[i].previous_path);
    return withdrawn;
}

bool chain_is_commit_withdrawn(const struct chain_retreat *retreat, const unsigned char *id) {
    char hex[2 * REPOSITORY_ID + 1];
    if (retreat->commits.count == 0)
        return false;
    git_oid oid;
    memcpy(oid.id, id, REPOSITORY_ID);
    git_oid_tostr(hex, sizeof hex, &oid);
    for (size_t i = 0; i < retreat->commits.count; i++)
        if (memcmp(hex, retreat->commits.items[i].data, retreat->commits.items[i].size) == 0)
            return true;
    return false;
}

/* ---- The chain */

static struct slice key_of(const unsigned char *blob) {
    return (struct slice){(const char *)blob, REPOSITORY_ID};
}

/* What a withdrawn version made counts as what was there before it, for the versions after it. */
static struct state_place before_of(const struct map *withdrawn, struct state_place place) {
    const struct state_place *earlier;
    /* withdrawn versions may undo each other: no more steps than there are */
    for (size_t i = 0; i < withdrawn->count && !repository_is_no_id(place.blob) &&
                       (earlier = map_get(withdrawn, key_of(place.blob)));
         i++)
        place = *earlier;
    return place;
}

void chain_build(struct chain *chain, struct arena *arena, const struct history *history,
                 const struct history_file *file, const struct content_file *today,
                 const struct chain_retreat *retreat) {
    struct map withdrawn; /* blob to what stood there before, struct state_place */
    map_init(&withdrawn, arena);
    *chain = (struct chain){.links = arena_array(arena, struct chain_link, file->count + 1)};
    chain->links++; /* room for what is not saved */
    size_t at = file->count;
    for (size_t i = file->count; i-- > 0;) {
        const struct history_version *version = &file->versions[i];
        struct chain_link link = {.commit = version->commit, .path = version->path};
        link.after = (struct state_place){.path = utf8_nfc(arena, version->path),
                                          .blob = version->blob,
                                          .scope = version->scope,
                                          .today = today};
        link.before = (struct state_place){.path = utf8_nfc(arena, version->previous_path),
                                           .blob = version->previous,
                                           .scope = version->previous_scope,
                                           .today = today};
        link.before = before_of(&withdrawn, link.before);
        /* what it did not make, it does not tell */
        if (repository_same_id(version->blob, version->previous))
            link.after.blob = link.before.blob;
        if (chain_is_commit_withdrawn(retreat, history->commits[version->commit].id)) {
            struct state_place *earlier = arena_new(arena, struct state_place);
            *earlier = link.before;
            /* one that only renames would count as itself, for ever */
            if (!repository_same_id(earlier->blob, version->blob))
                map_set(&withdrawn, key_of(version->blob), earlier);
            continue;
        }
        chain->links[--at] = link;
    }
    chain->links += at;
    chain->count = file->count - at;
}

void chain_add_unsaved(struct chain *chain, struct arena *arena, const struct content_file *today,
                       const unsigned char *blob, const unsigned char *head,
                       const unsigned char *scope) {
    if (!chain->links)
        chain->links = arena_array(arena, struct chain_link, 1) + 1;
    chain->links--;
    chain->count++;
    struct chain_link *link = &chain->links[0];
    *link = (struct chain_link){.commit = CHAIN_UNSAVED, .path = today->diag.path};
    link->after = (struct state_place){.path = today->diag.path,
                                       .blob = blob,
                                       .scope = scope,
                                       .today = today,
                                       .bytes = today->diag.text};
    link->before = (struct state_place){
        .path = today->diag.path, .blob = head, .scope = scope, .today = today};
}

/* ---- What today's restrictions withhold */

struct withholding {
    struct chain *chain;
    struct state_reader *reader;
    const struct withdrawal *withdrawal;
    enum visibility edition;
    struct arena scratch; /* the two states in hand */
    struct arena arena;
};

/* What the look at a link found. */
struct look {
    bool widened; /* its reserved lines are more than before */
    struct {
        bool before, after;               /* an entry matches */
        bool hidden_before, hidden_after; /* one that is hidden does */
    } * entries;
};

/* Whether a line of `after` is not among those of `before`. */
static bool has_more(struct arena *arena, struct slice before, struct slice after) {
    struct map known;
    struct slice line;
    map_init(&known, arena);
    while (slice_next_line(&before, &line))
        map_put(&known, line, &known);
    while (slice_next_line(&after, &line))
        if (!map_get(&known, line))
            return true;
    return false;
}

static int look_at(struct withholding *work, const struct chain_link *link, struct look *look,
                   struct error *error) {
    struct state_place places[2] = {link->before, link->after};
    struct state states[2];
    for (size_t i = 0; i < 2; i++) {
        places[i].whole = true;
        if (state_read(work->reader, &work->scratch, &places[i], &states[i], error) != 0)
            return -1;
    }
    look->widened = has_more(&work->scratch, state_reserved_lines(&work->scratch, &states[0]),
                             state_reserved_lines(&work->scratch, &states[1]));
    for (size_t i = 0; i < work->withdrawal->count; i++) {
        const struct withdrawn *entry = &work->withdrawal->entries[i];
        size_t hidden[2];
        bool found[2];
        for (size_t j = 0; j < 2; j++)
            found[j] = withdraw_find(&work->scratch, &states[j].file, entry, work->edition,
                                     &hidden[j]) != 0;
        look->entries[i].before = found[0];
        look->entries[i].after = found[1];
        look->entries[i].hidden_before = hidden[0] != 0;
        look->entries[i].hidden_after = hidden[1] != 0;
    }
    arena_reset(&work->scratch);
    return 0;
}

/*
 * Withholds from all states but those that come from the version `first`: its own, and those made
 * from one that does. With `first` past the end, from all.
 */
static void withhold(struct withholding *work, size_t first, bool text, uint64_t key) {
    struct chain *chain = work->chain;
    struct map safe;
    map_init(&safe, &work->arena);
    if (first < chain->count)
        map_put(&safe, key_of(chain->links[first].after.blob), chain);
    for (size_t i = chain->count; i-- > 0;) {
        struct chain_link *link = &chain->links[i];
        bool before = i < first && map_get(&safe, key_of(link->before.blob));
        bool after = i == first || before;
        if (i < first && after)
            map_put(&safe, key_of(link->after.blob), chain);
        if (!before) {
            link->before.withheld_text |= text;
            link->before.withheld_keys |= key;
        }
        if (!after) {
            link->after.withheld_text |= text;
            link->after.withheld_keys |= key;
        }
    }
}

static void withhold_text(struct withholding *work, const struct look *looks) {
    size_t first = 0;
    while (first < work->chain->count && !looks[first].widened)
        first++;
    withhold(work, first, true, 0);
}

/* An entry that no state from before it was restricted names: all of its key is withheld there. */
static void withhold_entry(struct withholding *work, const struct look *looks, size_t entry) {
    size_t first = 0, count = work->chain->count;
    bool matched = false;
    while (first < count && !(looks[first].entries[entry].hidden_after &&
                              !looks[first].entries[entry].hidden_before))
        first++;
    if (first < count)
        matched = looks[first].entries[entry].before;
    for (size_t i = first < count ? first + 1 : 0; i < count; i++)
        matched |= looks[i].entries[entry].before || looks[i].entries[entry].after;
    if (!matched)
        withhold(work, first, false, state_key_bit(entry));
}

int chain_withhold(struct chain *chain, struct state_reader *reader,
                   const struct content_file *today, struct error *error) {
    const struct withdrawal *withdrawal = today ? today->withdrawal : NULL;
    struct withholding work = {.chain = chain, .reader = reader, .withdrawal = withdrawal};
    int result = -1;
    if (!withdrawal)
        return 0;
    work.edition = state_reader_edition(reader);
    struct look *looks = arena_array(&work.arena, struct look, chain->count);
    for (size_t i = 0; i < chain->count; i++) {
        looks[i].entries = arena_zero(&work.arena, withdrawal->count, sizeof *looks[i].entries);
        if (look_at(&work, &chain->links[i], &looks[i], error) != 0)
            goto out;
    }
    if (withdrawal->text)
        withhold_text(&work, looks);
    for (size_t i = 0; i < withdrawal->count; i++)
        withhold_entry(&work, looks, i);
    result = 0;
out:
    arena_dispose(&work.scratch);
    arena_dispose(&work.arena);
    return result;
}
