#include "content/index.h"

#include "base/utf8.h"
#include "content/read.h"

static size_t rank_of(unsigned kind) {
    size_t rank = 0;
    while (kind >>= 1)
        rank++;
    return rank;
}

/* Stands for "several": no reference can choose between them. */
static struct record ambiguous;

/* Adds a name that several records may share, as two communes may. */
static void add_shared(struct index *index, unsigned kind, struct slice name,
                       struct record *record) {
    struct map *map = &index->names[rank_of(kind)];
    struct slice folded = utf8_fold(index->arena, name);
    if (name.size == 0)
        return;
    struct record *other = map_put(map, folded, record);
    if (other && other != record)
        map_set(map, folded, &ambiguous);
}

/* Adds a name that only one record may bear. */
static void add_unique(struct index *index, struct content *content, unsigned kind,
                       const char *what, struct slice name, struct record *record) {
    if (name.size == 0)
        return;
    struct record *other =
        map_put(&index->names[rank_of(kind)], utf8_fold(index->arena, name), record);
    if (!other || other == record)
        return;
    if (kind == KIND_BODY) /* either may be the one that restricts its minutes */
        ((struct body *)other)->minutes_visibility = 1 + VISIBILITY_PARTNERS;
    struct slice help =
        slice_format(index->arena, "changez l'un des deux : l'autre est dans %.*s, ligne %u",
                     SLICE_ARG(other->file->diag.path), other->position.line);
    diag_error(content->diag, "doublon", &record->file->diag, record->position, help.data,
               "deux %s portent le nom " DIAG_VALUE, what, SLICE_ARG(name));
}

static void index_territory(struct index *index, struct content *content) {
    const struct contract *contract = content->contract;
    const struct territory *territory = contract ? contract->territory : NULL;
    for (size_t i = 0; territory && i < territory->communes.count; i++) {
        struct commune *commune = territory->communes.items[i];
        add_unique(index, content, KIND_COMMUNE, "communes", commune->code, &commune->record);
        add_shared(index, KIND_COMMUNE, commune->name, &commune->record);
    }
    for (size_t i = 0; territory && i < territory->sectors.count; i++) {
        struct sector *sector = territory->sectors.items[i];
        add_unique(index, content, KIND_SECTOR, "secteurs", sector->id, &sector->record);
        add_shared(index, KIND_SECTOR, sector->name, &sector->record);
    }
    for (size_t i = 0; territory && i < territory->districts.count; i++) {
        struct district *district = territory->districts.items[i];
        add_unique(index, content, KIND_DISTRICT, "quartiers", district->id, &district->record);
        add_shared(index, KIND_DISTRICT, district->name, &district->record);
    }
    for (size_t i = 0; contract && i < contract->plans.count; i++) {
        struct plan *plan = contract->plans.items[i];
        add_unique(index, content, KIND_PLAN, "dispositifs", plan->id, &plan->record);
        add_shared(index, KIND_PLAN, plan->acronym, &plan->record);
        add_shared(index, KIND_PLAN, plan->name, &plan->record);
    }
    const struct regional_project *prs = contract ? contract->regional_project : NULL;
    for (size_t i = 0; prs && i < prs->priorities.count; i++) {
        struct priority *priority = prs->priorities.items[i];
        add_unique(index, content, KIND_PRIORITY, "priorités", priority->id, &priority->record);
    }
}

void index_build(struct index *index, struct content *content) {
    *index = (struct index){.arena = content->arena};
    for (size_t i = 0; i < sizeof index->names / sizeof *index->names; i++)
        map_init(&index->names[i], content->arena);
    index_territory(index, content);
    for (size_t i = 0; i < content->organisations.count; i++) {
        struct organisation *organisation = content->organisations.items[i];
        struct record *record = &organisation->record;
        add_unique(index, content, KIND_ORGANISATION, "organismes", organisation->id, record);
        add_unique(index, content, KIND_ORGANISATION, "organismes", organisation->acronym, record);
        add_unique(index, content, KIND_ORGANISATION, "organismes", organisation->name, record);
    }
    for (size_t i = 0; i < content->axes.count; i++) {
        struct axis *axis = content->axes.items[i];
        add_unique(index, content, KIND_AXIS, "axes", axis->number, &axis->page.record);
    }
    for (size_t i = 0; i < content->actions.count; i++) {
        struct action *action = content->actions.items[i];
        add_unique(index, content, KIND_ACTION, "actions", action->number, &action->page.record);
    }
    for (size_t i = 0; i < content->bodies.count; i++) {
        struct body *body = content->bodies.items[i];
        add_unique(index, content, KIND_BODY, "instances", body->id, &body->record);
        add_shared(index, KIND_BODY, body->acronym, &body->record);
        add_shared(index, KIND_BODY, body->name, &body->record);
    }
    for (size_t i = 0; i < content->agreements.count; i++) {
        struct agreement *agreement = content->agreements.items[i];
        add_unique(index, content, KIND_AGREEMENT, "conventions", agreement->id,
                   &agreement->record);
    }
    for (size_t i = 0; i < content->decisions.count; i++) {
        struct decision *decision = content->decisions.items[i];
        add_unique(index, content, KIND_DECISION, "décisions", decision->number, &decision->record);
    }
}

struct record *index_find(const struct index *index, unsigned kinds, struct slice name) {
    struct arena scratch = ARENA_INIT;
    struct slice folded = utf8_fold(&scratch, name);
    struct record *found = NULL;
    for (unsigned kind = 1; kind <= kinds && !found; kind <<= 1)
        if (kinds & kind)
            found = map_get(&index->names[rank_of(kind)], folded);
    arena_dispose(&scratch);
    return found == &ambiguous ? NULL : found;
}

bool index_is_ambiguous(const struct index *index, unsigned kinds, struct slice name) {
    struct arena scratch = ARENA_INIT;
    struct slice folded = utf8_fold(&scratch, name);
    bool several = false;
    for (unsigned kind = 1; kind <= kinds; kind <<= 1)
        if ((kinds & kind) && map_get(&index->names[rank_of(kind)], folded) == &ambiguous)
            several = true;
    arena_dispose(&scratch);
    return several;
}

struct slice index_nearest(const struct index *index, unsigned kinds, struct slice name) {
    struct slice nearest = {"", 0};
    struct slice word = utf8_fold(index->arena, name);
    for (unsigned kind = 1; kind <= kinds; kind <<= 1) {
        const struct map *map = &index->names[rank_of(kind)];
        for (size_t i = 0; (kinds & kind) && i < map->count; i++) {
            struct slice near = read_nearest(word, &map->entries[i].key, 1);
            if (near.size &&
                (nearest.size == 0 || utf8_distance(word, near) < utf8_distance(word, nearest)))
                nearest = near;
        }
    }
    return nearest;
}
