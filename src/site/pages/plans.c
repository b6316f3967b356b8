/* /dispositifs/: the neighbouring plans, how each joins up, the actions in common. */
#include "site/addresses.h"
#include "site/components.h"
#include "site/lists.h"
#include "site/pages.h"
#include "site/relations.h"
#include "site/values.h"

/* A plan, and what mentions it. */
struct plan_page {
    const struct plan *plan;
    struct list actions; /* struct action */
    struct list bodies;  /* struct body */
};

static void fill_all(const struct site *site, const struct site_page *page, struct arena *arena,
                     struct value root) {
    (void)page;
    struct value cards = value_list(arena);
    const struct list *plans = &site->content->contract->plans;
    for (size_t i = 0; i < plans->count; i++)
        value_push(arena, cards, components_plan(site, arena, plans->items[i]));
    value_set(arena, root, "elements", values_list(arena, cards));
}

static void fill_one(const struct site *site, const struct site_page *page, struct arena *arena,
                     struct value root) {
    const struct plan_page *item = page->item;
    static const char *const keys[] = {"sigle", "porteur", "echelle", "url"};
    struct value facts = value_list(arena);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        values_add_fact(site, arena, facts, &item->plan->record, keys[i]);
    value_set(arena, root, "faits", values_list(arena, facts));
    lists_cards(site, arena, root, "actions", site_word(site, "actions_communes"), &item->actions);
    struct value bodies = value_list(arena);
    for (size_t i = 0; i < item->bodies.count; i++) {
        const struct record *body = item->bodies.items[i];
        value_push(arena, bodies, values_cell_link(site, arena, values_name(arena, body), body));
    }
    components_section(site, arena, root, "instances", site_word(site, "instances_communes"),
                       "liste-liens", bodies);
}

void pages_plans(struct site *site) {
    const struct content *content = site->content;
    const struct list *plans = &content->contract->plans;
    struct relations actions;
    struct relations bodies;
    if (plans->count == 0)
        return;
    relations_init(&actions, site);
    relations_init(&bodies, site);
    for (size_t i = 0; i < content->actions.count; i++) {
        struct action *action = content->actions.items[i];
        relations_add_all(&actions, &action->plans, action);
    }
    for (size_t i = 0; i < content->bodies.count; i++) {
        struct body *body = content->bodies.items[i];
        relations_add_all(&bodies, &body->shared_with, body);
    }
    site_add(site, (struct site_page){.url = SLICE("dispositifs/"),
                                      .template_name = "liste",
                                      .fill = fill_all,
                                      .title = site_word(site, "dispositifs")});
    for (size_t i = 0; i < plans->count; i++) {
        struct plan_page *item = arena_new(site->arena, struct plan_page);
        const struct plan *plan = plans->items[i];
        const struct record *record = &plan->record;
        *item =
            (struct plan_page){plan, relations_of(&actions, record), relations_of(&bodies, record)};
        site_add(site, (struct site_page){.url = addresses_of(site, record),
                                          .template_name = "liste",
                                          .fill = fill_one,
                                          .item = item,
                                          .record = record,
                                          .title = values_name(site->arena, record),
                                          .summary = plan->link});
    }
}
