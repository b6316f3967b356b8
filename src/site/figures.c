#include "site/figures.h"

#include "site/components.h"
#include "site/drawings.h"
#include "site/values.h"
#include "text/french.h"

/* The name of the x axis where the data have none. */
static struct slice column_name(const struct site *site, const struct figure_table *table,
                                size_t column) {
    if (table->figure->type == FIGURE_MAP && column == 0)
        return site_word(site, "commune"); /* names are shown in place of codes */
    if (table->names[column].size || column)
        return table->names[column];
    struct date date;
    bool dated = table->rows && date_parse(table->labels[0], &date);
    return site_word(site, dated ? "annee" : "intitule");
}

static struct value cell_of(const struct site *site, struct arena *arena,
                            const struct figure_table *table, size_t row, size_t column) {
    size_t at = row * table->columns + column;
    if (column == 0) {
        struct slice label = table->labels[at];
        const struct list *communes = &site->content->contract->territory->communes;
        for (size_t i = 0; table->figure->type == FIGURE_MAP && i < communes->count; i++) {
            const struct commune *commune = communes->items[i];
            if (slice_equal(commune->code, label))
                label = commune->name;
        }
        struct value head = values_cell(arena, label);
        value_set(arena, head, "tete", value_bool(true));
        return head;
    }
    switch (table->cells[at].kind) {
    case MEASURE_NUMBER:
        return values_cell_number(arena, french_number(arena, table->cells[at].number, 2));
    case MEASURE_SECRET:
        return values_cell(arena, site_word(site, "secret_statistique"));
    default:
        if (table->figure->type == FIGURE_TABLE && table->labels[at].size)
            return values_cell(arena, table->labels[at]);
        return values_cell(arena, site_word(site, "non_disponible"));
    }
}

static struct value table_of(const struct site *site, struct arena *arena,
                             const struct figure_table *table) {
    struct value values = components_table(arena, table->figure->title);
    for (size_t column = 0; column < table->columns; column++)
        components_table_column(arena, values, column_name(site, table, column), column != 0);
    for (size_t row = 0; row < table->rows; row++) {
        struct value cells = value_list(arena);
        for (size_t column = 0; column < table->columns; column++)
            value_push(arena, cells, cell_of(site, arena, table, row, column));
        components_table_row(arena, values, cells, false);
    }
    return values;
}

void figures_add(const struct site *site, const struct site_page *page, struct arena *arena,
                 const struct figure_table *table, size_t index, struct buffer *out) {
    struct value root = value_hash(arena);
    const struct figure *figure = table->figure;
    struct error error = ERROR_INIT;
    value_set(arena, root, "racine", value_text(site_root_of(arena, page->url)));
    value_set(arena, root, "mots", site->words);
    value_set(arena, root, "titre", values_text(arena, figure->title));
    value_set(arena, root, "unite", values_text(arena, figure->unit));
    value_set(arena, root, "source", values_text(arena, figure->source));
    struct value drawing = drawings_figure(site, arena, table, index);
    value_set(arena, root, "dessin", drawing);
    value_set(arena, root, "replie", value_bool(value_is_true(drawing)));
    value_set(arena, root, "donnees", table_of(site, arena, table));
    if (figure->data.asset)
        value_set(arena, root, "fichier",
                  value_text(components_asset_href(arena, figure->data.asset)));
    if (template_render(site->templates, SLICE("partiels/figure"), root, arena, out, &error) != 0)
        diag_error(site->diag, "theme", &figure->record.file->diag, figure->record.position, NULL,
                   "le thème ne sait pas montrer cette figure : %s", error.message);
}
