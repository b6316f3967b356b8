/* The parts of /budget/ that are no lines of actions: agreements, funding of the coordination. */
#include "site/components.h"
#include "site/lists.h"
#include "site/pages/budget.h"
#include "site/values.h"
#include "text/french.h"

#include <stdlib.h>

/* ---- Agreements ---- */

static long long paid_of(const struct agreement *agreement) {
    long long paid = 0;
    for (size_t i = 0; i < agreement->payments.count; i++)
        budget_add(&paid, ((const struct payment *)agreement->payments.items[i])->amount.cents);
    return paid;
}

static void payment_row(const struct site *site, struct arena *arena, struct value table,
                        struct value head, const long long *cents, size_t count, bool total) {
    struct value cells = value_list(arena);
    (void)site;
    value_push(arena, cells, head);
    for (size_t i = 0; i < count; i++)
        value_push(arena, cells, budget_money(arena, cents[i]));
    components_table_row(arena, table, cells, total);
}

static struct value agreements_table(const struct site *site, struct arena *arena) {
    static const char *const amounts[] = {"montant", "budget_deja_verse", "reste_a_verser"};
    const struct list *agreements = &site->content->agreements;
    struct value table = components_table(arena, site_word(site, "conventions_montants"));
    long long all[3] = {0};
    components_table_as_cards(arena, table);
    components_table_column(arena, table, site_word(site, "convention"), false);
    for (size_t i = 0; i < 3; i++)
        components_table_column(arena, table, site_word(site, amounts[i]), true);
    for (size_t i = 0; i < agreements->count; i++) {
        const struct agreement *agreement = agreements->items[i];
        long long paid = paid_of(agreement);
        long long amount = agreement->amount.cents;
        long long sums[3] = {amount, paid, amount - paid};
        struct slice name = values_name(arena, &agreement->record);
        payment_row(site, arena, table, values_cell_link(site, arena, name, &agreement->record),
                    sums, 3, false);
        budget_add(&all[0], amount);
        budget_add(&all[1], paid);
    }
    all[2] = all[0] - all[1];
    payment_row(site, arena, table, values_cell(arena, site_word(site, "total")), all, 3, true);
    budget_note_hidden(site, arena, table, agreements->hidden != 0);
    return table;
}

static struct value payment_cells(struct arena *arena, const struct agreement *agreement) {
    struct value cells = value_list(arena);
    for (size_t i = 0; i < agreement->payments.count; i++) {
        const struct payment *payment = agreement->payments.items[i];
        struct slice amount = french_money(arena, payment->amount.cents);
        struct slice date = french_date(arena, payment->date);
        value_push(arena, cells,
                   values_cell(arena, date.size ? slice_format(arena, "%.*s (%.*s)",
                                                               SLICE_ARG(amount), SLICE_ARG(date))
                                                : amount));
    }
    return cells;
}

static struct value period_cells(struct arena *arena, const struct agreement *agreement) {
    struct value cells = value_list(arena);
    struct slice start = french_date(arena, agreement->start);
    struct slice end = french_date(arena, agreement->end);
    if (start.size || end.size)
        value_push(arena, cells,
                   values_cell(arena, slice_format(arena, "%.*s – %.*s", SLICE_ARG(start),
                                                   SLICE_ARG(end))));
    return cells;
}

static struct value agreement_item(const struct site *site, struct arena *arena,
                                   const struct agreement *agreement) {
    const struct record *record = &agreement->record;
    struct value details = value_list(arena);
    struct slice name = values_name(arena, record);
    struct value documents = value_list(arena);
    struct value document = components_file(site, arena, name, &agreement->document);
    values_add_fact(site, arena, details, record, "financeur");
    values_add_fact(site, arena, details, record, "beneficiaire");
    values_add_fact(site, arena, details, record, "signature");
    values_add_cells(site, arena, details, "periode", period_cells(arena, agreement));
    values_add_fact(site, arena, details, record, "montant");
    values_add_cells(site, arena, details, "versements", payment_cells(arena, agreement));
    values_add_fact(site, arena, details, record, "actions");
    if (document.kind == VALUE_HASH)
        value_push(arena, documents, document);
    struct value item = lists_sheet(arena, name, value_none(), value_none(), details);
    value_set(arena, item, "ancre", value_text(site_anchor(site, record)));
    value_set(arena, item, "reserve", value_bool(record->visibility != VISIBILITY_PUBLIC));
    if (value_count(documents))
        value_set(arena, item, "documents", values_list(arena, documents));
    return item;
}

void budget_add_agreements(const struct site *site, struct arena *arena, struct value root) {
    const struct list *agreements = &site->content->agreements;
    struct value items = value_list(arena);
    if (agreements->count == 0)
        return;
    for (size_t i = 0; i < agreements->count; i++)
        value_push(arena, items, agreement_item(site, arena, agreements->items[i]));
    components_section(site, arena, root, "conventions", site_word(site, "conventions"),
                       "liste-fiches", items);
    components_table_section(site, arena, root, "versements",
                             site_word(site, "conventions_versements"),
                             agreements_table(site, arena));
}

/* ---- The coordination ---- */

struct funding {
    const struct site *site;
    struct arena *arena;
    struct value table;
};

static void funding_row(const struct funding *funding, struct slice head, struct value funder,
                        struct slice share, long long cents, bool total) {
    struct value cells = value_list(funding->arena);
    value_push(funding->arena, cells, values_cell(funding->arena, head));
    value_push(funding->arena, cells, funder);
    value_push(funding->arena, cells, values_cell_number(funding->arena, share));
    value_push(funding->arena, cells, budget_money(funding->arena, cents));
    components_table_row(funding->arena, funding->table, cells, total);
}

static double year_of(const struct coordination_funding *line) {
    return line->year.set ? line->year.value : 0;
}

/* The rows of one year with their total; returns it. */
static long long add_funding_year(const struct funding *funding, double year) {
    const struct list *lines = &funding->site->content->contract->funding;
    struct arena *arena = funding->arena;
    long long sum = 0;
    struct slice name =
        year > 0 ? slice_format(arena, "%.0f", year) : site_word(funding->site, "sans_annee");
    for (size_t i = 0; i < lines->count; i++) {
        const struct coordination_funding *line = lines->items[i];
        if (year_of(line) != year)
            continue;
        const struct schema_field *share = schema_find(line->record.schema, SLICE("part"));
        struct value part = values_field(funding->site, arena, &line->record, share);
        struct slice text = value_get(value_at(part, 0), SLICE("texte")).text;
        funding_row(funding, name, values_reference(funding->site, arena, &line->funder),
                    value_count(part) ? text : SLICE(""), line->amount.cents, false);
        budget_add(&sum, line->amount.cents);
    }
    struct slice total = site_word(funding->site, "total");
    funding_row(funding, slice_format(arena, "%.*s %.*s", SLICE_ARG(total), SLICE_ARG(name)),
                values_cell(arena, SLICE("")), SLICE(""), sum, true);
    return sum;
}

static int compare_numbers(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

void budget_add_coordination(const struct site *site, struct arena *arena, struct value root) {
    const struct list *lines = &site->content->contract->funding;
    struct funding funding = {site, arena, components_table(arena, site_word(site, "financement"))};
    double *years = arena_array(arena, double, lines->count + 1);
    long long all = 0;
    components_table_as_cards(arena, funding.table);
    components_table_column(arena, funding.table, site_word(site, "annee"), false);
    components_table_column(arena, funding.table, site_word(site, "financeur"), false);
    components_table_column(arena, funding.table, site_word(site, "part"), true);
    components_table_column(arena, funding.table, site_word(site, "montant"), true);
    for (size_t i = 0; i < lines->count; i++)
        years[i] = year_of(lines->items[i]);
    qsort(years, lines->count, sizeof *years, compare_numbers);
    for (size_t i = 0; i < lines->count; i++)
        if (i == 0 || years[i] > years[i - 1])
            budget_add(&all, add_funding_year(&funding, years[i]));
    if (lines->count)
        funding_row(&funding, site_word(site, "total"), values_cell(arena, SLICE("")), SLICE(""),
                    all, true);
    budget_note_hidden(site, arena, funding.table, lines->hidden != 0);
    components_table_section(site, arena, root, "coordination",
                             site_word(site, "financement_coordination"), funding.table);
}
