#include "history/known.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/codec.h"
#include "base/utf8.h"

#include <string.h>

/* 0, -1, 1, -2 ...: what is small either way stays short. */
static void put_signed(struct buffer *bytes, int64_t number) {
    uint64_t twice = (uint64_t)number << 1;
    codec_put_number(bytes, number < 0 ? ~twice : twice);
}

static int64_t take_signed(struct codec_reader *reader) {
    uint64_t twice = codec_take_number(reader, UINT64_MAX);
    return (int64_t)(twice >> 1 ^ (0 - (twice & 1)));
}

static void put_id(struct buffer *bytes, const unsigned char *id) {
    buffer_add(bytes, (struct slice){(const char *)id, REPOSITORY_ID});
}

static void take_id(struct codec_reader *reader, unsigned char *id) {
    struct slice bytes = codec_take_bytes(reader, REPOSITORY_ID);
    if (bytes.size)
        memcpy(id, bytes.data, REPOSITORY_ID);
}

void known_encode(const struct graph *graph, uint32_t commit, struct slice delta,
                  struct buffer *bytes) {
    const struct history_commit *held = &graph->commits[commit];
    uint32_t first = graph->first[commit], end = graph->first[commit + 1];
    codec_put_number(bytes, graph->authors[commit]);
    put_id(bytes, held->tree);
    put_signed(bytes, held->author_time);
    put_signed(bytes, held->committer_time);
    put_signed(bytes, held->author_offset);
    codec_put_slice(bytes, held->title);
    codec_put_number(bytes, end - first);
    for (uint32_t i = first; i < end; i++)
        put_id(bytes, graph->commits[graph->parents[i]].id);
    buffer_add(bytes, delta);
}

bool known_decode(struct history_commit *commit, struct slice bytes, struct arena *arena,
                  struct commit_origin *origin, struct slice *delta) {
    struct codec_reader reader = codec_reader_of(bytes);
    origin->author = codec_take_number(&reader, UINT64_MAX);
    take_id(&reader, commit->tree);
    commit->author_time = take_signed(&reader);
    commit->committer_time = take_signed(&reader);
    int64_t offset = take_signed(&reader);
    struct slice title = codec_take_slice(&reader);
    origin->count = codec_take_count(&reader, REPOSITORY_ID);
    origin->ids = arena_zero(origin->arena, origin->count, REPOSITORY_ID);
    for (size_t i = 0; i < origin->count; i++)
        take_id(&reader, origin->ids[i]);
    if (reader.failed || offset <= -24 * 60 || offset >= 24 * 60 ||
        title.size > (size_t)2 * BOUND_LINE_TEXT || utf8_check(title) != title.size)
        return false;
    commit->author_offset = (int)offset;
    commit->title = slice_copy(arena, title);
    *delta = reader.rest;
    return true;
}
