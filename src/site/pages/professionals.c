/* /professionnels/: who pilots what, what can be joined, minutes and decisions. */
#include "site/components.h"
#include "site/pages.h"
#include "site/values.h"

#define LATEST 6 /* minutes and decisions shown */

static struct value actions_to_join(const struct site *site, struct arena *arena) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < site->content->actions.count; i++) {
        const struct action *action = site->content->actions.items[i];
        if (action->join.size == 0)
            continue;
        struct slice over = slice_format(arena, "%.*s %.*s", SLICE_ARG(site_word(site, "action")),
                                         SLICE_ARG(action->number));
        value_push(arena, items,
                   components_card(site, arena, over, action->page.title, action->join,
                                   site_url(site, &action->page.record)));
    }
    return values_list(arena, items);
}

static struct value latest_decisions(const struct site *site, struct arena *arena) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < site->content->decisions.count && i < LATEST; i++)
        value_push(arena, items,
                   components_decision(site, arena, site->content->decisions.items[i], NULL));
    return values_list(arena, items);
}

static struct value latest_minutes(const struct site *site, struct arena *arena) {
    struct value cells = value_list(arena);
    for (size_t i = 0; i < site->content->minutes.count && i < LATEST; i++) {
        const struct minutes *minutes = site->content->minutes.items[i];
        value_push(arena, cells,
                   values_cell_link(site, arena, content_title(site->content, &minutes->page),
                                    &minutes->page.record));
    }
    return values_list(arena, cells);
}

/* Each action with its pilot, in the order of the contract. */
static struct value pilots(const struct site *site, struct arena *arena) {
    const struct list *actions = &site->content->actions;
    const struct schema_field *pilot = schema_find(&action_schema, SLICE("pilote"));
    struct value table = components_table(arena, site_word(site, "qui_pilote_quoi"));
    components_table_as_cards(arena, table);
    values_set(arena, table, "titre_discret", value_bool(true));
    components_table_column(arena, table, site_word(site, "action"), false);
    components_table_column(arena, table, values_label(site, pilot), false);
    components_table_column(arena, table, site_word(site, "statut"), false);
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        const struct record *record = &action->page.record;
        struct value cells = value_list(arena);
        struct value leading = values_field(site, arena, record, pilot);
        value_push(arena, cells, values_cell_link(site, arena, values_name(arena, record), record));
        value_push(arena, cells,
                   value_count(leading) ? value_at(leading, 0) : values_cell(arena, SLICE("")));
        value_push(arena, cells, values_cell_state(arena, values_choice(arena, record, "statut")));
        components_table_row(arena, table, cells, false);
    }
    return actions->count ? table : value_none();
}

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    (void)page;
    value_set(arena, root, "rejoindre", actions_to_join(site, arena));
    value_set(arena, root, "decisions", latest_decisions(site, arena));
    value_set(arena, root, "comptes_rendus", latest_minutes(site, arena));
    value_set(arena, root, "agenda", components_next_dates(site, arena, 5, NULL, NULL));
    value_set(arena, root, "pilotes", pilots(site, arena));
    if (pages_have_room(site))
        value_set(arena, root, "salle",
                  components_link(site, arena, site_word(site, "entrer_espace_partenaires"),
                                  SLICE("partenaires/")));
}

void pages_professionals(struct site *site) {
    const struct content *content = site->content;
    if (content->actions.count == 0 && content->minutes.count == 0)
        return;
    site_add(site, (struct site_page){.url = SLICE("professionnels/"),
                                      .template_name = "professionnels",
                                      .fill = fill,
                                      .title = site_word(site, "menu_professionnels"),
                                      .summary = site_word(site, "professionnels_resume")});
}
