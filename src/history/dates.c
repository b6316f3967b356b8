#include "history/dates.h"

#include "base/utf8.h"
#include "history/edit.h"

struct changes {
    unsigned count; /* of versions in which it was added, changed or removed */
    bool from_none; /* the oldest of them added it: it is no change */
};

void dates_init(struct dates *dates, struct arena *arena) {
    dates->arena = arena;
    map_init(&dates->changes, arena);
}

/* "id copil-mars", or "titre forum". */
static struct slice key_of(struct arena *arena, struct slice id, struct slice title) {
    struct slice name = utf8_fold(arena, id.size ? id : title);
    return slice_concat(arena, id.size ? SLICE("id ") : SLICE("titre "), name);
}

static void count_entry(struct dates *dates, struct arena *scratch,
                        const struct edit_entry *entry) {
    bool titled = entry->names[0] && entry->names[0]->type == SCHEMA_TEXT && entry->name[0].set;
    struct slice title = titled ? entry->name[0].as.text : SLICE("");
    struct slice key = key_of(scratch, entry->id, title);
    struct changes *changes = map_get(&dates->changes, key);
    if (!changes) {
        changes = arena_new(dates->arena, struct changes);
        map_put(&dates->changes, slice_copy(dates->arena, key), changes);
    }
    changes->count++;
    changes->from_none = entry->change == EDIT_ADD;
}

static void count_edit(struct dates *dates, const struct content *content, struct slice bytes) {
    struct arena scratch = ARENA_INIT;
    struct edit edit;
    if (edit_decode(&scratch, bytes, &edit))
        edit_scrub(&edit, content);
    else
        edit.count = 0;
    for (size_t i = 0; i < edit.count; i++)
        for (size_t j = 0; !edit.fields[i].field && j < edit.fields[i].count; j++)
            count_entry(dates, &scratch, &edit.fields[i].entries[j]);
    arena_dispose(&scratch);
}

int dates_count(struct dates *dates, const struct teller *teller, const struct content *content,
                const struct chain *chain, size_t count, struct error *error) {
    struct arena arenas[2] = {ARENA_INIT, ARENA_INIT};
    struct tell_hand hand = {.arenas = arenas};
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++) {
        struct chain_link link = chain->links[i];
        struct tell_edits told;
        link.before.withheld_keys = link.after.withheld_keys = 0;
        result = tell_link(teller, &link, &hand, dates->arena, &told, error);
        for (size_t j = 0; result == 0 && j < told.count; j++)
            count_edit(dates, content, told.items[j].bytes);
    }
    arena_dispose(&arenas[0]);
    arena_dispose(&arenas[1]);
    return result;
}

unsigned dates_changes(const struct dates *dates, const struct event *event) {
    struct arena scratch = ARENA_INIT;
    const struct changes *changes =
        map_get(&dates->changes, key_of(&scratch, event->id, event->title));
    unsigned count = changes ? changes->count - (changes->from_none ? 1 : 0) : 0;
    arena_dispose(&scratch);
    return count;
}
