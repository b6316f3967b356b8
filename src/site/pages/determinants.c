/*
 * /determinants/: how the actions spread over the three fields of determinants, over publics and
 * places, so that gaps show. /prs/: the actions by regional priority. Abandoned actions are left
 * out; what says nothing is counted as such.
 */
#include "site/pages.h"

#include "base/utf8.h"
#include "site/components.h"
#include "site/data.h"
#include "site/lists.h"
#include "site/values.h"
#include "text/french.h"

#define FIELDS 3             /* of determinants */
#define COLUMNS (FIELDS + 2) /* then none of them, and all actions */
#define NAMED 12             /* names in a sentence */
#define DATA "donnees/determinants.csv"

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

static bool is_counted(const struct action *action) {
    return action->status != ACTION_ABANDONED;
}

/* What is counted of an axis, a public or a place. */
struct row {
    struct slice name;
    struct value head; /* the name, linked */
    struct counts counts;
    bool other; /* not one of them: what says nothing, or all the territory */
    bool total; /* other, too */
};

struct rows {
    const char *kind;
    struct row *items;
    size_t count;
};

static struct row *add_row(struct arena *arena, struct rows *rows, struct row row) {
    arena_push(arena, rows->items, rows->count, row);
    return &rows->items[rows->count - 1];
}

/* ---- What is counted ---- */

static struct rows gather_axes(const struct site *site, struct arena *arena) {
    struct rows rows = {.kind = "axe"};
    const struct list *axes = &site->content->axes;
    struct row total = {.name = site_word(site, "total"), .other = true, .total = true};
    total.head = values_cell(arena, total.name);
    for (size_t i = 0; i < axes->count; i++) {
        const struct axis *axis = axes->items[i];
        const struct record *record = &axis->page.record;
        struct row row = {.name = components_axis_name(site, arena, axis),
                          .head =
                              values_cell_link(site, arena, values_name(arena, record), record)};
        for (size_t j = 0; j < axis->actions.count; j++) {
            const struct action *action = axis->actions.items[j];
            if (!is_counted(action))
                continue;
            count(&row.counts, action);
            count(&total.counts, action);
        }
        add_row(arena, &rows, row);
    }
    add_row(arena, &rows, total);
    return rows;
}

static struct rows gather_publics(const struct site *site, struct arena *arena) {
    struct rows rows = {.kind = "public"};
    const struct list *actions = &site->content->actions;
    struct slice none = site_word(site, "non_precise");
    for (size_t i = 0; i < site->publics.count; i++) {
        const struct tag *tag = site->publics.items[i];
        struct slice url = slice_format(arena, "pour-qui/%.*s/", SLICE_ARG(tag->slug));
        struct row row = {
            .name = tag->name,
            .head = values_cell_page(site, arena, utf8_capitalize(arena, tag->name), url)};
        for (size_t j = 0; j < tag->actions.count; j++)
            if (is_counted(tag->actions.items[j]))
                count(&row.counts, tag->actions.items[j]);
        add_row(arena, &rows, row);
    }
    struct row other = {.name = none, .head = values_cell(arena, none), .other = true};
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        if (action->publics.count == 0 && is_counted(action))
            count(&other.counts, action);
    }
    if (other.counts.by_field[FIELDS + 1])
        add_row(arena, &rows, other);
    return rows;
}

static void count_places(struct counts *by_number, const struct references *places,
                         const struct action *action) {
    for (size_t i = 0; i < places->count; i++)
        if (places->items[i].target)
            count(&by_number[places->items[i].target->number], action);
}

static void add_places(const struct site *site, struct arena *arena, struct rows *rows,
                       const struct list *places, const struct counts *by_number) {
    for (size_t i = 0; i < places->count; i++) {
        const struct record *record = places->items[i];
        struct slice name = values_name(arena, record);
        add_row(arena, rows,
                (struct row){.name = name,
                             .head = values_cell_link(site, arena, name, record),
                             .counts = by_number[record->number]});
    }
}

/* No row when the contract names no place. */
static struct rows gather_places(const struct site *site, struct arena *arena) {
    struct rows rows = {.kind = "lieu"};
    const struct territory *territory = site->content->contract->territory;
    const struct list *actions = &site->content->actions;
    struct counts *by_number = arena_array(arena, struct counts, site->content->page_count + 1);
    struct slice all = site_word(site, "tout_le_territoire");
    if (territory->communes.count + territory->sectors.count + territory->districts.count == 0)
        return rows;
    struct row *everywhere = add_row(
        arena, &rows, (struct row){.name = all, .head = values_cell(arena, all), .other = true});
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = actions->items[i];
        if (!is_counted(action))
            continue;
        count_places(by_number, &action->communes, action);
        count_places(by_number, &action->sectors, action);
        count_places(by_number, &action->districts, action);
        if (action->communes.count + action->sectors.count + action->districts.count == 0)
            count(&everywhere->counts, action);
    }
    add_places(site, arena, &rows, &territory->sectors, by_number);
    add_places(site, arena, &rows, &territory->districts, by_number);
    add_places(site, arena, &rows, &territory->communes, by_number);
    return rows;
}

/* ---- Gaps in words ---- */

/* "Aucune action sur les habitudes de vie pour : aidants." The rows that count nothing in a column;
 * without any action at all, they are named for the last column alone. */
static void add_gap(const struct site *site, struct arena *arena, struct value gaps,
                    const struct rows *rows, size_t column) {
    struct slice names = {"", 0};
    size_t found = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const size_t *numbers = rows->items[i].counts.by_field;
        if (rows->items[i].other || numbers[column] ||
            (column < FIELDS && numbers[FIELDS + 1] == 0))
            continue;
        if (++found <= NAMED)
            names = components_joined(arena, names, rows->items[i].name, SLICE(""));
    }
    if (found == 0)
        return;
    if (found > NAMED)
        names = slice_format(
            arena, "%.*s, %.*s", SLICE_ARG(names),
            SLICE_ARG(values_count(site, arena, found - NAMED, "mot_autre", "mot_autres")));
    const char *about = slice_format(arena, "manque_%zu", column + 1).data;
    const char *whom = slice_format(arena, "manque_%s", rows->kind).data;
    struct value gap = value_hash(arena);
    values_set(
        arena, gap, "debut",
        value_text(slice_format(arena, "%.*s %.*s",
                                SLICE_ARG(site_word(site, column < FIELDS ? about : "manque_tout")),
                                SLICE_ARG(site_word(site, whom)))));
    values_set(arena, gap, "noms", values_text(arena, names));
    value_push(arena, gaps, gap);
}

static struct value gaps_of(const struct site *site, struct arena *arena, const struct rows *rows) {
    struct value gaps = value_list(arena);
    add_gap(site, arena, gaps, rows, FIELDS + 1);
    for (size_t column = 0; column < FIELDS; column++)
        add_gap(site, arena, gaps, rows, column);
    return values_list(arena, gaps);
}

/* ---- The matrix ---- */

static struct value number(struct arena *arena, size_t number_of) {
    return values_cell_number(arena, french_number(arena, (double)number_of, 0));
}

static struct value new_table(const struct site *site, struct arena *arena, const char *title,
                              const char *head) {
    struct value table = components_table(arena, site_word(site, title));
    components_table_column(arena, table, site_word(site, head), false);
    for (size_t i = 0; i < FIELDS; i++)
        components_table_column(arena, table, utf8_capitalize(arena, slice_from(choices()[i].word)),
                                false);
    components_table_column(arena, table, site_word(site, "non_precise"), true);
    components_table_column(arena, table, site_word(site, "total"), true);
    return table;
}

/* A bar as long as the number is large; a mark and a word for none. */
static struct value bar(const struct site *site, struct arena *arena, size_t number_of,
                        size_t most) {
    if (number_of == 0) {
        struct value none = values_state(arena, "", "aucune");
        value_set(arena, none, "nom", value_text(site_word(site, "aucune")));
        return values_cell_state(arena, none);
    }
    struct value cell = values_cell_progress(arena, 100.0 * (double)number_of / (double)most);
    value_set(arena, value_get(cell, SLICE("part")), "texte",
              value_text(french_number(arena, (double)number_of, 0)));
    return cell;
}

static void add_table_row(const struct site *site, struct arena *arena, struct value table,
                          const struct row *row, size_t most) {
    const size_t *numbers = row->counts.by_field;
    struct value cells = value_list(arena);
    value_push(arena, cells, row->head);
    for (size_t i = 0; i < FIELDS; i++)
        value_push(arena, cells,
                   row->total ? values_cell(arena, french_number(arena, (double)numbers[i], 0))
                              : bar(site, arena, numbers[i], most));
    for (size_t i = FIELDS; i < COLUMNS; i++)
        value_push(arena, cells, number(arena, numbers[i]));
    components_table_row(arena, table, cells, row->total);
}

/* The longest bar of a matrix. */
static size_t most_of(const struct rows *rows) {
    size_t most = 1;
    for (size_t i = 0; i < rows->count; i++)
        for (size_t j = 0; j < FIELDS; j++)
            if (!rows->items[i].total && rows->items[i].counts.by_field[j] > most)
                most = rows->items[i].counts.by_field[j];
    return most;
}

static void add_matrix(const struct site *site, struct arena *arena, struct value root,
                       const struct rows *rows, const char *anchor) {
    const char *title = slice_format(arena, "nombre_par_%s", rows->kind).data;
    const char *heading = slice_format(arena, "determinants_par_%s", rows->kind).data;
    struct value table = new_table(site, arena, title, rows->kind);
    size_t most = most_of(rows);
    for (size_t i = 0; i < rows->count; i++)
        add_table_row(site, arena, table, &rows->items[i], most);
    struct value section =
        components_table_section(site, arena, root, anchor, site_word(site, heading), table);
    value_set(arena, section, "rendu", value_string("partiels/matrices"));
    values_set(arena, section, "manques", gaps_of(site, arena, rows));
}

/* ---- Data ---- */

static void write_rows(struct buffer *out, const struct rows *rows) {
    for (size_t i = 0; i < rows->count; i++) {
        data_text(out, slice_from(rows->kind));
        data_text(out, rows->items[i].name);
        for (size_t j = 0; j < COLUMNS; j++)
            data_number(out, (double)rows->items[i].counts.by_field[j], 0);
        data_end(out);
    }
}

static void write_data(const struct site *site, const struct site_data *data, struct arena *arena,
                       struct buffer *out) {
    static const char *const columns[] = {
        "selon",       "nom",  "systeme_de_sante", "environnement_de_vie", "habitudes_de_vie",
        "non_precise", "total"};
    struct rows axes = gather_axes(site, arena), publics = gather_publics(site, arena),
                places = gather_places(site, arena);
    (void)data;
    data_header(out, columns, sizeof columns / sizeof *columns);
    write_rows(out, &axes);
    write_rows(out, &publics);
    write_rows(out, &places);
}

/* ---- The actions themselves ---- */

static void add_fields(const struct site *site, struct arena *arena, struct value root) {
    const struct list *actions = &site->content->actions;
    for (unsigned field = 0; field < FIELDS; field++) {
        struct list found = {0};
        for (size_t i = 0; i < actions->count; i++) {
            const struct action *action = actions->items[i];
            if (is_counted(action) && (fields_of(action) >> field) & 1)
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
    struct rows axes = gather_axes(site, arena), publics = gather_publics(site, arena),
                places = gather_places(site, arena);
    value_set(arena, root, "fichier", data_href(site, DATA));
    add_matrix(site, arena, root, &axes, "axes");
    add_matrix(site, arena, root, &publics, "publics");
    add_matrix(site, arena, root, &places, "lieux");
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
            if (!list || !is_counted(action))
                continue;
            some = true;
            if (list->count == 0 || list->items[list->count - 1] != action)
                arena_push(arena, list->items, list->count, (void *)action);
        }
        if (!some && is_counted(action))
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
    if (any_determinant(&content->actions)) {
        site_add_data(site, (struct site_data){.path = SLICE(DATA), .write = write_data});
        site_add(site, (struct site_page){.url = SLICE("determinants/"),
                                          .template_name = "large",
                                          .fill = fill_determinants,
                                          .title = site_word(site, "determinants_titre"),
                                          .summary = site_word(site, "determinants_resume")});
    }
    if (project && project->priorities.count && any_priority(&content->actions))
        site_add(site, (struct site_page){.url = SLICE("prs/"),
                                          .template_name = "liste",
                                          .fill = fill_prs,
                                          .item = project,
                                          .title = site_word(site, "prs_titre"),
                                          .summary = site_word(site, "prs_resume")});
}
