/* /contrat/: what was signed, by whom, for where and how long. */
#include "site/components.h"
#include "site/pages.h"
#include "site/pages/budget.h"
#include "site/pages/versions.h"
#include "site/values.h"
#include "text/french.h"

static void push(struct arena *arena, struct value list, struct value cell) {
    value_push(arena, list, cell);
}

static void set_precision(struct arena *arena, struct value cell, struct slice text) {
    if (text.size)
        value_set(arena, cell, "precision", values_text(arena, text));
}

static void add_territory(const struct site *site, struct arena *arena, struct value facts,
                          const struct territory *territory) {
    struct value name = value_list(arena);
    push(arena, name, values_cell(arena, territory->name));
    values_add_cells(site, arena, facts, "territoire", name);
    values_add_fact(site, arena, facts, &territory->record, "departement");
    values_add_fact(site, arena, facts, &territory->record, "region");
    values_add_fact(site, arena, facts, &territory->record, "population");
    struct value communes = value_list(arena);
    struct slice count =
        values_count(site, arena, territory->communes.count, "mot_commune", "mot_communes");
    if (territory->communes.count)
        push(arena, communes, values_cell_page(site, arena, count, SLICE("communes/")));
    values_add_cells(site, arena, facts, "communes", communes);
}

static void add_facts(const struct site *site, struct arena *arena, struct value root,
                      const struct contract *contract) {
    static const char *const keys[] = {"generation", "phase", "periode", "signature", "porteur"};
    struct value facts = value_list(arena);
    add_territory(site, arena, facts, contract->territory);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        values_add_fact(site, arena, facts, &contract->record, keys[i]);
    value_set(arena, root, "faits", values_list(arena, facts));
}

/* ---- Signatories ---- */

static void push_signatory(const struct site *site, struct arena *arena, struct value table,
                           const struct signatory *signatory, bool some_left) {
    struct date since = signatory->since;
    struct value cells = value_list(arena);
    struct value name = values_reference(site, arena, &signatory->organisation);
    if (!date_is_set(since))
        since = site->content->contract->signature;
    if (signatory->replaces.words.size) {
        struct value replaced = values_reference(site, arena, &signatory->replaces);
        set_precision(arena, name,
                      slice_format(arena, "%.*s %.*s", SLICE_ARG(site_word(site, "remplace")),
                                   SLICE_ARG(value_get(replaced, SLICE("texte")).text)));
    }
    push(arena, cells, name);
    push(arena, cells, values_cell(arena, signatory->role));
    push(arena, cells, values_cell_date(arena, since));
    if (some_left)
        push(arena, cells, values_cell_date(arena, signatory->until));
    components_table_row(arena, table, cells, false);
}

static struct value signatories(const struct site *site, struct arena *arena,
                                const struct list *list) {
    struct value table = components_table(arena, site_word(site, "signataires"));
    components_table_as_cards(arena, table);
    values_set(arena, table, "titre_discret", value_bool(true));
    bool some_left = false;
    for (size_t i = 0; i < list->count; i++)
        some_left |= date_is_set(((const struct signatory *)list->items[i])->until);
    components_table_column(arena, table, site_word(site, "organisme"), false);
    components_table_column(arena, table, site_word(site, "role"), false);
    components_table_column(arena, table, site_word(site, "colonne_depuis"), false);
    if (some_left)
        components_table_column(arena, table, site_word(site, "colonne_jusqu_a"), false);
    for (size_t i = 0; i < list->count; i++)
        push_signatory(site, arena, table, list->items[i], some_left);
    return list->count ? table : value_none();
}

/* ---- Funding of the coordination: a row a funder, a column a year ---- */

struct funding {
    int *years;
    size_t year_count;
    const struct reference **funders;
    size_t funder_count;
    struct money *amounts; /* funder_count * year_count */
    struct number *shares;
};

static int year_of(const struct coordination_funding *line) {
    return line->year.set ? (int)line->year.value : 0;
}

static bool is_same(const struct reference *a, const struct reference *b) {
    return a->target || b->target ? a->target == b->target : slice_equal(a->words, b->words);
}

static size_t place_of_year(struct arena *arena, struct funding *funding, int year) {
    for (size_t i = 0; i < funding->year_count; i++)
        if (funding->years[i] == year)
            return i;
    arena_push(arena, funding->years, funding->year_count, year);
    return funding->year_count - 1;
}

static size_t place_of_funder(struct arena *arena, struct funding *funding,
                              const struct reference *funder) {
    for (size_t i = 0; i < funding->funder_count; i++)
        if (is_same(funding->funders[i], funder))
            return i;
    arena_push(arena, funding->funders, funding->funder_count, funder);
    return funding->funder_count - 1;
}

static void sort_years(struct funding *funding) {
    for (size_t i = 1; i < funding->year_count; i++)
        for (size_t j = i; j && funding->years[j - 1] > funding->years[j]; j--) {
            int later = funding->years[j - 1];
            funding->years[j - 1] = funding->years[j];
            funding->years[j] = later;
        }
}

static struct funding gather_funding(struct arena *arena, const struct list *lines) {
    struct funding funding = {0};
    for (size_t i = 0; i < lines->count; i++) {
        const struct coordination_funding *line = lines->items[i];
        place_of_year(arena, &funding, year_of(line));
        place_of_funder(arena, &funding, &line->funder);
    }
    sort_years(&funding);
    size_t cells = funding.year_count * funding.funder_count;
    funding.amounts = arena_array(arena, struct money, cells);
    funding.shares = arena_array(arena, struct number, cells);
    for (size_t i = 0; i < lines->count; i++) {
        const struct coordination_funding *line = lines->items[i];
        size_t cell = place_of_funder(arena, &funding, &line->funder) * funding.year_count +
                      place_of_year(arena, &funding, year_of(line));
        funding.amounts[cell].set |= line->amount.set;
        budget_add(&funding.amounts[cell].cents, line->amount.cents);
        funding.shares[cell].set |= line->share.set;
        funding.shares[cell].value += line->share.value;
    }
    return funding;
}

/* An amount with its share, or the share alone. */
static struct value funding_cell(struct arena *arena, struct money amount, struct number share) {
    struct slice percent =
        share.set ? slice_format(arena, "%.*s %%", SLICE_ARG(french_number(arena, share.value, 1)))
                  : (struct slice){"", 0};
    if (!amount.set)
        return values_cell_number(arena, percent);
    struct value cell = values_cell_number(arena, french_money(arena, amount.cents));
    set_precision(arena, cell, percent);
    return cell;
}

static void push_totals(const struct site *site, struct arena *arena, struct value table,
                        const struct funding *funding) {
    struct value cells = value_list(arena);
    bool some = false;
    push(arena, cells, values_cell(arena, site_word(site, "total")));
    for (size_t year = 0; year < funding->year_count; year++) {
        struct money sum = {0};
        for (size_t funder = 0; funder < funding->funder_count; funder++) {
            const struct money *amount = &funding->amounts[funder * funding->year_count + year];
            sum.set |= amount->set;
            budget_add(&sum.cents, amount->cents);
        }
        some |= sum.set;
        push(arena, cells, funding_cell(arena, sum, (struct number){0}));
    }
    if (some)
        components_table_row(arena, table, cells, true);
}

static struct value funding_table(const struct site *site, struct arena *arena,
                                  const struct list *lines) {
    struct funding funding = gather_funding(arena, lines);
    struct value table = components_table(arena, site_word(site, "financement_coordination"));
    values_set(arena, table, "titre_discret", value_bool(true));
    components_table_column(arena, table, site_word(site, "financeur"), false);
    for (size_t year = 0; year < funding.year_count; year++) {
        struct slice name = funding.years[year] ? slice_format(arena, "%d", funding.years[year])
                                                : site_word(site, "sans_annee");
        components_table_column(arena, table, name, true);
    }
    for (size_t funder = 0; funder < funding.funder_count; funder++) {
        struct value cells = value_list(arena);
        push(arena, cells, values_reference(site, arena, funding.funders[funder]));
        for (size_t year = 0; year < funding.year_count; year++) {
            size_t cell = funder * funding.year_count + year;
            push(arena, cells, funding_cell(arena, funding.amounts[cell], funding.shares[cell]));
        }
        components_table_row(arena, table, cells, false);
    }
    push_totals(site, arena, table, &funding);
    return lines->count ? table : value_none();
}

/* ---- People ---- */

static struct value coordination(const struct site *site, struct arena *arena,
                                 const struct list *contacts) {
    struct value people = value_list(arena);
    for (size_t i = 0; i < contacts->count; i++) {
        const struct contact *contact = contacts->items[i];
        if (!computed_in_force(site->content, contact->since, contact->until))
            continue;
        struct value person = components_contact(site, arena, contact);
        struct value details = value_list(arena);
        values_add_fact(site, arena, details, &contact->record, "employeur");
        values_add_fact(site, arena, details, &contact->record, "etp");
        values_add_fact(site, arena, details, &contact->record, "depuis");
        values_set(arena, person, "details", details);
        push(arena, people, person);
    }
    return values_list(arena, people);
}

static struct value referents(const struct site *site, struct arena *arena,
                              const struct list *list) {
    struct value people = value_list(arena);
    for (size_t i = 0; i < list->count; i++) {
        const struct referent *referent = list->items[i];
        struct value organisation = values_reference(site, arena, &referent->organisation);
        struct slice name = value_get(organisation, SLICE("texte")).text;
        struct contact contact = {.function = referent->function.size ? referent->function : name,
                                  .email = referent->email,
                                  .telephone = referent->telephone};
        struct value person = components_contact(site, arena, &contact);
        struct value details = value_list(arena);
        values_add_fact(site, arena, details, &referent->record, "organisme");
        values_set(arena, person, "details", details);
        push(arena, people, person);
    }
    return values_list(arena, people);
}

static void push_elected(const struct site *site, struct arena *arena, struct value list,
                         const struct elected *elected) {
    struct value cell =
        values_cell(arena, components_joined(arena, elected->function, elected->name, SLICE("")));
    struct value community = values_reference(site, arena, &elected->community);
    struct slice until = components_dated(site, arena, "jusqu_au", "jusqu_en", elected->until);
    struct slice since = components_dated(site, arena, "depuis_le", "depuis", elected->since);
    set_precision(
        arena, cell,
        components_joined(arena, value_get(community, SLICE("texte")).text, since, until));
    push(arena, list, cell);
}

/* Those in office first. */
static struct value elected_people(const struct site *site, struct arena *arena,
                                   const struct list *list) {
    struct value cells = value_list(arena);
    for (size_t round = 0; round < 2; round++)
        for (size_t i = 0; i < list->count; i++) {
            const struct elected *elected = list->items[i];
            bool in_office = computed_in_force(site->content, elected->since, elected->until);
            if (in_office == (round == 0))
                push_elected(site, arena, cells, elected);
        }
    return values_list(arena, cells);
}

/* ---- What surrounds the contract ---- */

static struct value amendments(const struct site *site, struct arena *arena,
                               const struct list *list) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < list->count; i++) {
        const struct amendment *amendment = list->items[i];
        struct value item = value_hash(arena);
        struct slice title = site_word(site, "avenant");
        if (amendment->number.size)
            title =
                slice_format(arena, "%.*s n° %.*s", SLICE_ARG(title), SLICE_ARG(amendment->number));
        values_set(arena, item, "titre", values_text(arena, title));
        values_set(arena, item, "date", value_text(french_date(arena, amendment->date)));
        values_set(arena, item, "texte", values_text(arena, amendment->subject));
        values_set(arena, item, "document",
                   components_file(site, arena, title, &amendment->document));
        push(arena, items, item);
    }
    return values_list(arena, items);
}

static struct value regional_project(const struct site *site, struct arena *arena,
                                     const struct regional_project *project) {
    if (!project)
        return value_none();
    struct value priorities = value_list(arena);
    struct value values = value_hash(arena);
    struct slice title = project->title.size ? project->title : site_word(site, "projet_regional");
    for (size_t i = 0; i < project->priorities.count; i++) {
        const struct priority *priority = project->priorities.items[i];
        push(arena, priorities,
             values_cell(arena, priority->title.size ? priority->title : priority->id));
    }
    values_set(arena, values, "document",
               project->url.size ? values_cell_url(arena, title, project->url)
                                 : values_cell(arena, title));
    values_set(arena, values, "priorites", values_list(arena, priorities));
    values_set(
        arena, values, "suite",
        site_has(site, "prs/")
            ? components_link(site, arena, site_word(site, "actions_par_priorite"), SLICE("prs/"))
            : value_none());
    return values;
}

static struct value plans(const struct site *site, struct arena *arena, const struct list *list) {
    struct value cards = value_list(arena);
    for (size_t i = 0; i < list->count; i++)
        push(arena, cards, components_plan(site, arena, list->items[i]));
    return values_list(arena, cards);
}

static struct slice previous_title(const struct site *site, struct arena *arena,
                                   const struct previous_contract *previous) {
    struct slice head =
        slice_format(arena, "%.*s n° %.0f", SLICE_ARG(site_word(site, "contrat_precedent")),
                     previous->generation.value);
    struct slice start = french_date(arena, previous->start);
    struct slice end = french_date(arena, previous->end);
    if (start.size && end.size)
        return slice_format(arena, "%.*s, %.*s – %.*s", SLICE_ARG(head), SLICE_ARG(start),
                            SLICE_ARG(end));
    return components_joined(arena, head, start, end);
}

static struct value previous_contracts(const struct site *site, struct arena *arena,
                                       const struct list *list) {
    struct value cells = value_list(arena);
    for (size_t i = 0; i < list->count; i++) {
        const struct previous_contract *previous = list->items[i];
        struct slice title = previous_title(site, arena, previous);
        struct value cell = values_cell(arena, title);
        struct value file = components_file(site, arena, title, &previous->document);
        if (file.kind == VALUE_HASH) {
            value_set(arena, cell, "vers", value_get(file, SLICE("url")));
            set_precision(arena, cell,
                          components_joined(arena, value_get(file, SLICE("type")).text,
                                            value_get(file, SLICE("taille")).text, SLICE("")));
        }
        push(arena, cells, cell);
    }
    return values_list(arena, cells);
}

static struct value official_versions(const struct site *site, struct arena *arena,
                                      const struct list *list) {
    struct value cells = value_list(arena);
    for (size_t i = 0; i < list->count; i++)
        push(arena, cells, versions_cell(site, arena, list->items[i]));
    return values_list(arena, cells);
}

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    const struct contract *contract = page->item;
    add_facts(site, arena, root, contract);
    value_set(arena, root, "documents", components_documents(site, arena, &contract->documents));
    value_set(arena, root, "signataires", signatories(site, arena, &contract->signatories));
    value_set(arena, root, "avenants", amendments(site, arena, &contract->amendments));
    value_set(arena, root, "coordination", coordination(site, arena, &contract->coordination));
    value_set(arena, root, "financement", funding_table(site, arena, &contract->funding));
    value_set(arena, root, "elus", elected_people(site, arena, &contract->elected));
    value_set(arena, root, "referents", referents(site, arena, &contract->referents));
    value_set(arena, root, "prs", regional_project(site, arena, contract->regional_project));
    value_set(arena, root, "dispositifs", plans(site, arena, &contract->plans));
    value_set(arena, root, "precedents", previous_contracts(site, arena, &contract->previous));
    value_set(arena, root, "versions", official_versions(site, arena, &contract->versions));
}

void pages_contract(struct site *site) {
    const struct contract *contract = site->content->contract;
    site_add(site, (struct site_page){.url = SLICE("contrat/"),
                                      .template_name = "contrat",
                                      .fill = fill,
                                      .item = contract,
                                      .record = &contract->record,
                                      .title = site_word(site, "page_contrat"),
                                      .summary = contract->summary});
}
