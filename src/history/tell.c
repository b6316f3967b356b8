#include "history/tell.h"

#include "base/codec.h"
#include "content/withdraw.h"

static void put_id(struct buffer *key, const unsigned char *id) {
    buffer_add(key, (struct slice){(const char *)(id ? id : repository_no_id), REPOSITORY_ID});
}

static void put_place(struct buffer *key, const struct state_place *place) {
    put_id(key, place->blob);
    put_id(key, place->scope);
    codec_put_slice(key, place->path);
    codec_put_number(key, place->withheld_text);
    codec_put_number(key, place->withheld_keys);
}

static void put_withdrawal(struct buffer *key, const struct withdrawal *withdrawal) {
    codec_put_number(key, withdrawal ? withdrawal->count : 0);
    for (size_t i = 0; withdrawal && i < withdrawal->count; i++) {
        const struct withdrawn *entry = &withdrawal->entries[i];
        codec_put_slice(key, slice_from(entry->field ? entry->field->key : ""));
        codec_put_number(key, entry->identity.strong);
        for (size_t j = 0; j < entry->identity.strong; j++)
            codec_put_slice(key, entry->identity.tokens[j]);
    }
}

/* All that the edits of a link depend on. */
static git_oid key_of(const struct teller *teller, const struct chain_link *link) {
    const struct content_file *today = link->after.today;
    struct buffer bytes = BUFFER_INIT;
    git_oid key;
    codec_put_number(&bytes, state_reader_edition(teller->reader));
    put_place(&bytes, &link->before);
    put_place(&bytes, &link->after);
    codec_put_number(&bytes, today && today->withdrawal);
    put_withdrawal(&bytes, today ? today->withdrawal : NULL);
    git_odb_hash(&key, bytes.data, bytes.size, GIT_OBJECT_BLOB);
    buffer_dispose(&bytes);
    return key;
}

static void encode(struct buffer *out, const struct state_edits *edits) {
    struct buffer bytes = BUFFER_INIT;
    codec_put_number(out, edits->count);
    for (size_t i = 0; i < edits->count; i++) {
        buffer_reset(&bytes);
        edit_encode(&bytes, &edits->items[i].edit);
        codec_put_slice(out, edits->items[i].entry);
        codec_put_slice(out, buffer_slice(&bytes));
    }
    buffer_dispose(&bytes);
}

/* Returns false when the bytes are not what encode() makes. Each edit is read whole: later stages
 * rely on it. */
static bool decode(struct arena *arena, struct arena *scratch, struct slice bytes,
                   struct tell_edits *told) {
    struct codec_reader reader = codec_reader_of(bytes);
    struct edit edit;
    told->count = codec_take_count(&reader, 1);
    told->items = arena_array(arena, struct tell_edit, told->count);
    for (size_t i = 0; i < told->count && !reader.failed; i++) {
        told->items[i].entry = codec_take_text(&reader);
        told->items[i].bytes = codec_take_slice(&reader);
        if (!edit_decode(scratch, told->items[i].bytes, &edit))
            codec_fail(&reader);
    }
    return codec_is_done(&reader);
}

static bool same_place(struct slice key, const struct state_place *place, struct buffer *bytes) {
    buffer_reset(bytes);
    put_place(bytes, place);
    return key.size && slice_equal(key, buffer_slice(bytes));
}

/* Reads a state into the arena that does not hold `kept`. */
static int take_state(const struct teller *teller, struct tell_hand *hand, size_t into,
                      const struct state_place *place, struct buffer *bytes, struct error *error) {
    arena_reset(&hand->arenas[into]);
    hand->keys[into] = (struct slice){"", 0};
    if (state_read(teller->reader, &hand->arenas[into], place, &hand->states[into], error) != 0)
        return -1;
    buffer_reset(bytes);
    put_place(bytes, place);
    hand->keys[into] = slice_copy(&hand->arenas[into], buffer_slice(bytes));
    return 0;
}

static int make_edits(const struct teller *teller, const struct chain_link *link,
                      struct tell_hand *hand, struct buffer *out, struct error *error) {
    struct buffer bytes = BUFFER_INIT;
    struct state_edits edits;
    size_t before = same_place(hand->keys[1], &link->before, &bytes) ? 1 : 0;
    int result = 0;
    if (!same_place(hand->keys[before], &link->before, &bytes))
        result = take_state(teller, hand, before, &link->before, &bytes, error);
    if (result == 0)
        result = take_state(teller, hand, !before, &link->after, &bytes, error);
    buffer_dispose(&bytes);
    if (result != 0)
        return -1;
    state_compare(&hand->arenas[!before], &hand->states[before], &hand->states[!before], &edits);
    encode(out, &edits);
    return 0;
}

int tell_link(const struct teller *teller, const struct chain_link *link, struct tell_hand *hand,
              struct arena *arena, struct tell_edits *told, struct error *error) {
    struct arena scratch = ARENA_INIT;
    struct slice bytes;
    git_oid key = key_of(teller, link);
    if (teller->cache && cache_get(teller->cache, key.id, &bytes) &&
        decode(arena, &scratch, bytes, told)) {
        arena_dispose(&scratch);
        return 0;
    }
    struct buffer out = BUFFER_INIT;
    int result = make_edits(teller, link, hand, &out, error);
    if (result == 0) {
        bytes = slice_copy(arena, buffer_slice(&out));
        decode(arena, &scratch, bytes, told);
        if (teller->cache)
            cache_put(teller->cache, key.id, bytes);
    }
    buffer_dispose(&out);
    arena_dispose(&scratch);
    return result;
}
