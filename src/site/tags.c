#include "site/tags.h"

#include "base/utf8.h"

#include <stdlib.h>

const struct tag *tags_find(const struct list *tags, struct slice word) {
    struct arena scratch = ARENA_INIT;
    struct slice slug = utf8_slug(&scratch, word);
    const struct tag *found = NULL;
    for (size_t i = 0; i < tags->count && !found; i++) {
        const struct tag *tag = tags->items[i];
        if (slice_equal(tag->slug, slug))
            found = tag;
    }
    arena_dispose(&scratch);
    return found;
}

static struct tag *add(struct site *site, struct list *tags, struct map *known, struct slice word) {
    struct slice slug = utf8_slug(site->arena, word);
    struct tag *tag = map_get(known, slug);
    if (tag || slug.size == 0)
        return tag;
    tag = arena_new(site->arena, struct tag);
    *tag = (struct tag){.name = word, .slug = slug};
    map_put(known, slug, tag);
    arena_push(site->arena, tags->items, tags->count, (void *)tag);
    return tag;
}

static int compare(const void *left, const void *right) {
    const struct tag *a = *(struct tag *const *)left;
    const struct tag *b = *(struct tag *const *)right;
    return slice_compare(a->slug, b->slug);
}

static void gather(struct site *site, struct list *tags, const struct texts *fixed, bool publics) {
    struct map known;
    map_init(&known, site->arena);
    for (size_t i = 0; i < fixed->count; i++)
        add(site, tags, &known, fixed->items[i]);
    size_t ordered = tags->count;
    const struct list *actions = &site->content->actions;
    for (size_t i = 0; i < actions->count; i++) {
        struct action *action = actions->items[i];
        const struct texts *words = publics ? &action->publics : &action->themes;
        for (size_t j = 0; j < words->count; j++) {
            struct tag *tag = add(site, tags, &known, words->items[j]);
            if (tag &&
                (tag->actions.count == 0 || tag->actions.items[tag->actions.count - 1] != action))
                arena_push(site->arena, tag->actions.items, tag->actions.count, (void *)action);
        }
    }
    if (tags->count > ordered)
        qsort(tags->items + ordered, tags->count - ordered, sizeof *tags->items, compare);
}

void tags_gather(struct site *site) {
    const struct contract *contract = site->content->contract;
    gather(site, &site->themes, &contract->themes, false);
    gather(site, &site->publics, &contract->publics, true);
}
