#include "site/relations.h"

void relations_init(struct relations *relations, const struct site *site) {
    relations->arena = site->arena;
    relations->count = site->content->page_count + 1;
    relations->lists = arena_array(site->arena, struct list, relations->count);
}

void relations_add(struct relations *relations, const struct record *target, void *item) {
    if (!target || target->number == 0 || target->number >= relations->count)
        return;
    struct list *list = &relations->lists[target->number];
    if (list->count && list->items[list->count - 1] == item)
        return;
    arena_push(relations->arena, list->items, list->count, item);
}

void relations_add_all(struct relations *relations, const struct references *references,
                       void *item) {
    for (size_t i = 0; i < references->count; i++)
        relations_add(relations, references->items[i].target, item);
}

struct list relations_of(const struct relations *relations, const struct record *record) {
    return record && record->number < relations->count ? relations->lists[record->number]
                                                       : (struct list){NULL, 0, 0};
}
