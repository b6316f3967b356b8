/* /axes/: the strategic axes, and each with its objectives and actions. */
#include "site/addresses.h"
#include "site/components.h"
#include "site/pages.h"
#include "site/relations.h"
#include "site/values.h"

/* An axis, and what speaks of it. */
struct axis_page {
    const struct axis *axis;
    struct list bodies;      /* struct body */
    struct list evaluations; /* struct evaluation */
};

static void fill_all(const struct site *site, const struct site_page *page, struct arena *arena,
                     struct value root) {
    (void)page;
    struct value cards = value_list(arena);
    const struct list *axes = &site->content->axes;
    for (size_t i = 0; i < axes->count; i++)
        value_push(arena, cards, components_axis(site, arena, axes->items[i]));
    value_set(arena, root, "axes", values_list(arena, cards));
}

/* The actions of an objective, or those of none. */
struct group {
    const struct objective *objective;
    struct value cards;
};

/* One pass over the actions; the group after the last objective is for those without one. */
static struct group *group_actions(const struct site *site, struct arena *arena,
                                   const struct axis *axis) {
    size_t count = axis->objectives.count;
    struct group *groups = arena_array(arena, struct group, count + 1);
    struct map by_number;
    map_init(&by_number, arena);
    for (size_t i = 0; i < count; i++) {
        groups[i].objective = axis->objectives.items[i];
        map_put(&by_number, groups[i].objective->number, &groups[i]);
    }
    for (size_t i = 0; i <= count; i++)
        groups[i].cards = value_list(arena);
    for (size_t i = 0; i < axis->actions.count; i++) {
        const struct action *action = axis->actions.items[i];
        const struct objective *objective = (const struct objective *)action->objective.target;
        struct group *group = objective ? map_get(&by_number, objective->number) : NULL;
        group = group ? group : &groups[count];
        value_push(arena, group->cards, components_action(site, arena, action));
    }
    return groups;
}

/* "Objectif 1.1 : Renouveler l'offre de soins". */
static struct slice objective_title(const struct site *site, struct arena *arena,
                                    const struct objective *objective) {
    struct slice head = slice_format(arena, "%.*s %.*s", SLICE_ARG(site_word(site, "objectif")),
                                     SLICE_ARG(objective->number));
    if (objective->title.size == 0)
        return head;
    return slice_format(arena, "%.*s : %.*s", SLICE_ARG(head), SLICE_ARG(objective->title));
}

/* Ids of sections hold "--", that no heading of a text has. */
static const char *objective_anchor(struct arena *arena, size_t rank) {
    return slice_format(arena, "objectif--%zu", rank + 1).data;
}

static void add_objectives(const struct site *site, struct arena *arena, struct value root,
                           const struct axis *axis) {
    size_t count = axis->objectives.count;
    struct group *groups = group_actions(site, arena, axis);
    struct value waiting = value_list(arena);
    for (size_t i = 0; i < count; i++) {
        struct slice title = objective_title(site, arena, groups[i].objective);
        if (value_count(groups[i].cards) == 0)
            value_push(arena, waiting, values_cell(arena, title));
        components_section(site, arena, root, objective_anchor(arena, i), title, "liste-actions",
                           groups[i].cards);
    }
    bool all_waiting = value_count(waiting) == count;
    components_section(site, arena, root, "actions--autres",
                       site_word(site, all_waiting ? "actions_de_l_axe" : "autres_actions"),
                       "liste-actions", groups[count].cards);
    bool some_actions = axis->actions.count != 0;
    components_section(site, arena, root, "objectifs--a-venir",
                       site_word(site, some_actions ? "objectifs_sans_action" : "objectifs"),
                       "liste-liens", waiting);
}

static void add_facts(const struct site *site, struct arena *arena, struct value root,
                      const struct axis_page *item) {
    const struct axis *axis = item->axis;
    struct value facts = value_list(arena);
    struct value actions = value_list(arena);
    if (axis->actions.count || axis->actions.hidden)
        value_push(arena, actions, values_cell(arena, components_axis_state(site, arena, axis)));
    values_add_cells(site, arena, facts, "actions_de_l_axe", actions);
    struct value bodies = value_list(arena);
    for (size_t i = 0; i < item->bodies.count; i++) {
        const struct record *body = item->bodies.items[i];
        value_push(arena, bodies, values_cell_link(site, arena, values_name(arena, body), body));
    }
    values_add_cells(site, arena, facts, "suivi_par", bodies);
    value_set(arena, root, "faits", values_list(arena, facts));
}

static void add_evaluations(const struct site *site, struct arena *arena, struct value root,
                            const struct list *evaluations) {
    struct value links = value_list(arena);
    for (size_t i = 0; i < evaluations->count; i++) {
        const struct page *page = evaluations->items[i];
        struct slice title = content_title(site->content, page);
        value_push(arena, links, values_cell_link(site, arena, title, &page->record));
    }
    components_section(site, arena, root, "evaluations--", site_word(site, "evaluations"),
                       "liste-liens", links);
}

static void fill_one(const struct site *site, const struct site_page *page, struct arena *arena,
                     struct value root) {
    const struct axis_page *item = page->item;
    const struct axis *axis = item->axis;
    struct value head = value_hash(arena);
    double progress;
    values_set(arena, head, "nom", value_text(components_axis_name(site, arena, axis)));
    values_set(arena, head, "avancement",
               computed_progress(&axis->actions, &progress) ? values_progress(arena, progress)
                                                            : value_none());
    value_set(arena, root, "axe", head);
    add_objectives(site, arena, root, axis);
    add_evaluations(site, arena, root, &item->evaluations);
    value_set(arena, root, "indicateurs", components_indicators(site, arena, &axis->indicators));
    add_facts(site, arena, root, item);
}

static void add_axis(struct site *site, const struct axis *axis, const struct relations *bodies,
                     const struct relations *evaluations) {
    struct axis_page *item = arena_new(site->arena, struct axis_page);
    *item = (struct axis_page){axis, relations_of(bodies, &axis->page.record),
                               relations_of(evaluations, &axis->page.record)};
    site_add(site, (struct site_page){.url = addresses_of(site, &axis->page.record),
                                      .template_name = "axe",
                                      .fill = fill_one,
                                      .item = item,
                                      .record = &axis->page.record,
                                      .source = &axis->page,
                                      .title = axis->page.title,
                                      .summary = axis->page.summary});
}

void pages_axes(struct site *site) {
    const struct content *content = site->content;
    struct relations bodies;
    struct relations evaluations;
    if (content->axes.count == 0)
        return;
    relations_init(&bodies, site);
    relations_init(&evaluations, site);
    for (size_t i = 0; i < content->bodies.count; i++) {
        struct body *body = content->bodies.items[i];
        relations_add_all(&bodies, &body->axes, body);
    }
    for (size_t i = 0; i < content->evaluations.count; i++) {
        struct evaluation *evaluation = content->evaluations.items[i];
        relations_add_all(&evaluations, &evaluation->subjects, evaluation);
    }
    site_add(site, (struct site_page){.url = SLICE("axes/"),
                                      .template_name = "axes",
                                      .fill = fill_all,
                                      .title = site_word(site, "page_axes")});
    for (size_t i = 0; i < content->axes.count; i++)
        add_axis(site, content->axes.items[i], &bodies, &evaluations);
}
