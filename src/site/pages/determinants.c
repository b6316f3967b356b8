/*
 * /determinants/: how the actions spread over the three fields of determinants, over publics and
 * places, so that gaps show. /prs/: the actions by regional priority. Abandoned actions are left
 * out; what says nothing is counted as such.
 */
#include "site/pages.h"

#include "base/utf8.h"
#include "site/components.h"
#include "site/lists.h"
#include "site/values.h"
#include "text/french.h"

#define FIELDS 3             /* of determinants */
#define COLUMNS (FIELDS + 2) /* then none of them, and all actions */

/* How many actions a row of a table counts, by field of determinants. */
struct counts {
    size_t by_field[COLUMNS];
};

static const struct schema_choice *choices(void) {
    return schema_find(&action_schema, SLICE("determinants"))->choices;
}

/* Which fields an action works on, as bits; 0: it says nothing. */
static unsigned fields_of(const struct action *action) {
    unsigned fields = 0;
    for (size_t i = 0; i < action->determinants.count; i++)
        for (unsigned j = 0; j < FIELDS; j++)
            if (slice_is(action->determinants.items[i], choices()[j].word))
                fields |= 1U << j;
    return fields;
}

static void count(struct counts *counts, const struct action *action) {
    unsigned fields = fields_of(action);
    for (unsigned i = 0; i < FIELDS; i++)
        counts->by_field[i] += (fields >> i) & 1;
    counts->by_field[FIELDS] += fields == 0;
    counts->by_field[FIELDS + 1]++;
}

static struct value number(struct arena *arena, size_t number_of) {
    return values_cell_number(arena, french_number(arena, (double)number_of, 0));
}

static struct value new_table(const struct site *site, struct arena *arena, const char *title,
                              const char *head) {
    struct value table = components_table(arena, site_word(site, title));
    components_table_column(arena, table, site_word(site, head), false);
    for (size_t i = 0; i < FIELDS; i++)
        components_table_column(arena, table, utf8_capitalize(arena, slice_from(choices()[i].word)),
                                true);
    components_table_column(arena, table, site_word(site, "non_precise"), true);
    components_table_column(arena, table, site_word(site, "total"), true);
    return table;
}

static void add_row(struct arena *arena, struct value table, struct value head,
                    const struct counts *counts, bool total) {
    struct value cells = value_list(arena);
    value_push(arena, cells, head);
    for (size_t i = 0; i < COLUMNS; i++)
        value_push(arena, cells, number(arena, counts->by_field[i]));
    components_table_row(arena, table, cells, total);
}

/* ---- By axis ---- */

static void add_axes(const struct site *site, struct arena *arena, struct value root) {
    struct value table = new_table(site, arena, "nombre_par_axe", "axe");
    struct counts all = {0};
    const struct list *axes = &site->content->axes;
    for (size_t i = 0; i < axes->count; i++) {
        const struct axis *axis = axes->items[i];
        struct counts counts = {0};
        for (size_t j = 0; j < axis->actions.count; j++) {
            const struct action *action = axis->actions.items[j];
            if (action->status == ACTION_ABANDONED)
                continue;
            count(&counts, action);
            count(&all, action);
        }
        const struct record *record = &axis->page.record;
        add_row(arena, table, values_cell_link(site, arena, values_name(arena, record), record),
                &counts, false);
    }
    add_row(arena, table, values_cell(arena, site_word(site, "total")), &all, true);
    components_table_section(site, arena, root, "axes", site_word(site, "determinants_par_axe"),
                             table);
}

/* ---- By public ---- */

static void add_publics(const struct site *site, struct arena *arena, struct value root) {
    struct value table = new_table(site, arena, "nombre_par_public", "public");
    const struct list *actions = &site->content->actions;
    struct counts none = {0};
    for (size_t i = 0; i < site->publics.count; i++) {
        const struct tag *tag = site->publics.items[i];
        struct counts counts = {0};
        struct slice url = slice_format(arena, "pour-qui/%.*s/", SLICE_ARG(tag->slug));
        for (size_t j = 0; j < tag->actions.count; j++) {
            const struct action *action = tag->actions.items[j];
            if (action->status != ACTION_ABANDONED)
                count(&counts, action);
        }
        add_row(arena, table, values_cell_page(site, arena, utf8_capitalize(arena, tag->name), url),
                &counts, false);
    }
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        if (action->publics.count == 0 && action->status != ACTION_ABANDONED)
            count(&none, action);
    }
    add_row(arena, table, values_cell(arena, site_word(site, "non_precise")), &none, false);
    components_table_section(site, arena, root, "publics",
                             site_word(site, "determinants_par_public"), table);
}

/* ---- By place ---- */

static void count_places(struct counts *by_number, const struct references *places,
                         const struct action *action) {
    for (size_t i = 0; i < places->count; i++)
        if (places->items[i].target)
            count(&by_number[places->items[i].target->number], action);
}

static void add_place_rows(const struct site *site, struct arena *arena, struct value table,
                           const struct list *places, const struct counts *by_number) {
    for (size_t i = 0; i < places->count; i++) {
        const struct record *record = places->items[i];
        add_row(arena, table, values_cell_link(site, arena, values_name(arena, record), record),
                &by_number[record->number], false);
    }
}

static void add_places(const struct site *site, struct arena *arena, struct value root) {
    const struct territory *territory = site->content->contract->territory;
    const struct list *actions = &site->content->actions;
    struct counts *by_number = arena_array(arena, struct counts, site->content->page_count + 1);
    struct counts everywhere = {0};
    if (territory->communes.count + territory->sectors.count + territory->districts.count == 0)
        return;
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        if (action->status == ACTION_ABANDONED)
            continue;
        count_places(by_number, &action->communes, action);
        count_places(by_number, &action->sectors, action);
        count_places(by_number, &action->districts, action);
        if (action->communes.count + action->sectors.count + action->districts.count == 0)
            count(&everywhere, action);
    }
    struct value table = new_table(site, arena, "nombre_par_lieu", "lieu");
    add_row(arena, table, values_cell(arena, site_word(site, "tout_le_territoire")), &everywhere,
            false);
    add_place_rows(site, arena, table, &territory->sectors, by_number);
    add_place_rows(site, arena, table, &territory->districts, by_number);
    add_place_rows(site, arena, table, &territory->communes, by_number);
    components_table_section(site, arena, root, "lieux", site_word(site, "determinants_par_lieu"),
                             table);
}

/* ---- The actions themselves ---- */

static void add_fields(const struct site *site, struct arena *arena, struct value root) {
    const struct list *actions = &site->content->actions;
    for (unsigned field = 0; field < FIELDS; field++) {
        struct list found = {0};
        for (size_t i = 0; i < actions->count; i++) {
            const struct action *action = actions->items[i];
            if (action->status != ACTION_ABANDONED && (fields_of(action) >> field) & 1)
                arena_push(arena, found.items, found.count, (void *)action);
        }
        lists_links(site, arena, root, choices()[field].symbol,
                    utf8_capitalize(arena, slice_from(choices()[field].word)), &found);
    }
}

static void fill_determinants(const struct site *site, const struct site_page *page,
                              struct arena *arena, struct value root) {
    struct value note = value_hash(arena);
    (void)page;
    values_set(arena, note, "titre", value_none());
    values_set(arena, note, "texte", value_text(site_word(site, "determinants_note")));
    values_set(arena, note, "alerte", value_none());
    value_set(arena, root, "avis", note);
    add_axes(site, arena, root);
    add_publics(site, arena, root);
    add_places(site, arena, root);
    add_fields(site, arena, root);
}

/* ---- /prs/ ---- */

static struct slice title_of(const struct priority *priority) {
    return priority->title.size ? priority->title : priority->id;
}

/* The actions of each priority, by its rank; the last are those of none. */
static struct list *gather_priorities(const struct site *site, struct arena *arena,
                                      const struct list *priorities) {
    struct list *found = arena_array(arena, struct list, priorities->count + 1);
    const struct list *actions = &site->content->actions;
    struct map by_id;
    map_init(&by_id, arena);
    for (size_t i = 0; i < priorities->count; i++)
        map_put(&by_id, ((const struct priority *)priorities->items[i])->id, &found[i]);
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        bool some = false;
        for (size_t j = 0; j < action->priorities.count; j++) {
            const struct priority *priority =
                (const struct priority *)action->priorities.items[j].target;
            struct list *list = priority ? map_get(&by_id, priority->id) : NULL;
            if (!list || action->status == ACTION_ABANDONED)
                continue;
            some = true;
            if (list->count == 0 || list->items[list->count - 1] != action)
                arena_push(arena, list->items, list->count, (void *)action);
        }
        if (!some && action->status != ACTION_ABANDONED)
            arena_push(arena, found[priorities->count].items, found[priorities->count].count,
                       (void *)action);
    }
    return found;
}

static void add_priority_row(struct arena *arena, struct value table, struct slice title,
                             size_t count_of) {
    struct value cells = value_list(arena);
    value_push(arena, cells, values_cell(arena, title));
    value_push(arena, cells, number(arena, count_of));
    components_table_row(arena, table, cells, false);
}

static void add_project(const struct site *site, struct arena *arena, struct value root,
                        const struct regional_project *project) {
    struct value facts = value_list(arena);
    struct value cells = value_list(arena);
    struct slice title = project->title.size ? project->title : project->url;
    if (title.size)
        value_push(arena, cells,
                   project->url.size ? values_cell_url(arena, title, project->url)
                                     : values_cell(arena, title));
    values_add_cells(site, arena, facts, "prs_texte", cells);
    value_set(arena, root, "faits", values_list(arena, facts));
}

static void fill_prs(const struct site *site, const struct site_page *page, struct arena *arena,
                     struct value root) {
    const struct regional_project *project = page->item;
    const struct list *priorities = &project->priorities;
    struct list *found = gather_priorities(site, arena, priorities);
    struct slice none = site_word(site, "sans_priorite");
    struct value table = components_table(arena, site_word(site, "prs_nombre"));
    components_table_column(arena, table, site_word(site, "priorite_regionale"), false);
    components_table_column(arena, table, site_word(site, "nombre_actions"), true);
    for (size_t i = 0; i < priorities->count; i++)
        add_priority_row(arena, table, title_of(priorities->items[i]), found[i].count);
    add_priority_row(arena, table, none, found[priorities->count].count);
    add_project(site, arena, root, project);
    components_table_section(site, arena, root, "priorites",
                             site_word(site, "priorites_regionales"), table);
    for (size_t i = 0; i < priorities->count; i++) {
        struct slice anchor = slice_format(arena, "priorite-%zu", i + 1);
        lists_cards(site, arena, root, anchor.data, title_of(priorities->items[i]), &found[i]);
    }
    lists_links(site, arena, root, "sans-priorite", none, &found[priorities->count]);
}

static bool any_determinant(const struct list *actions) {
    for (size_t i = 0; i < actions->count; i++)
        if (((const struct action *)actions->items[i])->determinants.count)
            return true;
    return false;
}

static bool any_priority(const struct list *actions) {
    for (size_t i = 0; i < actions->count; i++)
        if (((const struct action *)actions->items[i])->priorities.count)
            return true;
    return false;
}

void pages_determinants(struct site *site) {
    const struct content *content = site->content;
    const struct regional_project *project = content->contract->regional_project;
    if (any_determinant(&content->actions))
        site_add(site, (struct site_page){.url = SLICE("determinants/"),
                                          .template_name = "large",
                                          .fill = fill_determinants,
                                          .title = site_word(site, "determinants_titre"),
                                          .summary = site_word(site, "determinants_resume")});
    if (project && project->priorities.count && any_priority(&content->actions))
        site_add(site, (struct site_page){.url = SLICE("prs/"),
                                          .template_name = "liste",
                                          .fill = fill_prs,
                                          .item = project,
                                          .title = site_word(site, "prs_titre"),
                                          .summary = site_word(site, "prs_resume")});
}
