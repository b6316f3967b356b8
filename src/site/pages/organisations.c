/* /organismes/: the directory, and what each signs, pilots, joins, funds, where it sits. */
#include "base/utf8.h"
#include "site/addresses.h"
#include "site/components.h"
#include "site/filters.h"
#include "site/lists.h"
#include "site/pages.h"
#include "site/pages/budget.h"
#include "site/relations.h"
#include "site/values.h"
#include "text/french.h"

/* A line of an action's budget, a member of a body: what names an organisation, and where. */
struct mention {
    const struct record *where;
    const void *what;
};

/* Everything that names organisations, by organisation. */
struct directory {
    struct relations signatories;   /* struct signatory */
    struct relations funding;       /* struct coordination_funding */
    struct relations plans;         /* struct plan */
    struct relations pilots;        /* struct action */
    struct relations copilots;      /* struct action */
    struct relations partners;      /* struct action */
    struct relations budget;        /* struct mention of a struct budget_line */
    struct relations funders;       /* struct agreement */
    struct relations beneficiaries; /* struct agreement */
    struct relations seats;         /* struct mention of a struct member */
    struct relations decisions;     /* struct decision, not done with */
};

struct organisation_page {
    const struct organisation *organisation;
    const struct directory *directory;
};

/* ---- /organismes/ ---- */

static struct value card_of(const struct site *site, struct arena *arena,
                            const struct organisation *organisation) {
    const struct record *record = &organisation->record;
    struct slice over = organisation->name.size ? organisation->acronym : (struct slice){"", 0};
    return components_card(site, arena, over, values_name(arena, record), organisation->description,
                           site_url(site, record));
}

static void fill_all(const struct site *site, const struct site_page *page, struct arena *arena,
                     struct value root) {
    const struct list *all = &site->content->organisations;
    const struct schema_choice *types = schema_find(&organisation_schema, SLICE("type"))->choices;
    int count = 0;
    (void)page;
    while (types[count].word)
        count++;
    struct value *cards = arena_array(arena, struct value, (size_t)count + 1);
    for (int i = 0; i <= count; i++)
        cards[i] = value_list(arena);
    for (size_t i = 0; i < all->count; i++) {
        const struct organisation *organisation = all->items[i];
        /* the last type of the list is for all others */
        int type = organisation->type ? organisation->type - 1 : count - 1;
        value_push(arena, cards[type], card_of(site, arena, organisation));
    }
    for (int i = 0; i < count; i++) {
        const char *symbol = types[i].symbol;
        components_section(site, arena, root, slice_format(arena, "type--%s", symbol).data,
                           site_word(site, slice_format(arena, "organismes_%s", symbol).data),
                           "liste-cartes", cards[i]);
    }
    value_set(arena, root, "filtre",
              filters_list_form(site, arena, "mot_organisme", "mot_organismes"));
}

/* ---- What an organisation is to the contract ---- */

static void push_role(const struct site *site, struct arena *arena, struct value cells,
                      struct slice text, struct slice precision) {
    struct value cell = values_cell_page(site, arena, text, SLICE("contrat/"));
    values_set(arena, cell, "precision", values_text(arena, precision));
    value_push(arena, cells, cell);
}

static void push_signature(const struct site *site, struct arena *arena, struct value cells,
                           const struct signatory *signatory) {
    struct date since = signatory->since;
    if (!date_is_set(since))
        since = site->content->contract->signature;
    struct slice from = components_dated(site, arena, "depuis_le", "depuis", since);
    struct slice until = components_dated(site, arena, "jusqu_au", "jusqu_en", signatory->until);
    struct slice role = signatory->role.size ? signatory->role : site_word(site, "signataire");
    push_role(site, arena, cells, utf8_capitalize(arena, role),
              components_joined(arena, from, until, SLICE("")));
}

/* The years of its share of the coordination, as they are written. */
static struct slice funding_years(struct arena *arena, const struct list *lines) {
    struct slice years = {"", 0};
    for (size_t i = 0; i < lines->count; i++) {
        const struct coordination_funding *line = lines->items[i];
        if (line->year.set)
            years = slice_format(arena, "%.*s%s%.0f", SLICE_ARG(years), years.size ? ", " : "",
                                 line->year.value);
    }
    return years;
}

static void add_roles(const struct site *site, struct arena *arena, struct value root,
                      const struct directory *directory, const struct record *record) {
    struct value cells = value_list(arena);
    struct list signatories = relations_of(&directory->signatories, record);
    struct list funding = relations_of(&directory->funding, record);
    struct list plans = relations_of(&directory->plans, record);
    if (site->content->contract->host.target == record)
        push_role(site, arena, cells, site_word(site, "porte_le_contrat"), SLICE(""));
    for (size_t i = 0; i < signatories.count; i++)
        push_signature(site, arena, cells, signatories.items[i]);
    if (funding.count)
        push_role(site, arena, cells, site_word(site, "finance_la_coordination"),
                  funding_years(arena, &funding));
    components_section(site, arena, root, "contrat", site_word(site, "dans_le_contrat"),
                       "liste-liens", cells);
    struct value links = value_list(arena);
    for (size_t i = 0; i < plans.count; i++) {
        const struct record *plan = plans.items[i];
        value_push(arena, links, values_cell_link(site, arena, values_name(arena, plan), plan));
    }
    components_section(site, arena, root, "dispositifs", site_word(site, "dispositifs_portes"),
                       "liste-liens", links);
}

static void add_actions(const struct site *site, struct arena *arena, struct value root,
                        const struct directory *directory, const struct record *record) {
    struct list pilots = relations_of(&directory->pilots, record);
    struct list copilots = relations_of(&directory->copilots, record);
    struct list partners = relations_of(&directory->partners, record);
    lists_cards(site, arena, root, "pilote", site_word(site, "actions_pilotees"), &pilots);
    lists_cards(site, arena, root, "copilote", site_word(site, "actions_copilotees"), &copilots);
    lists_links(site, arena, root, "partenaire", site_word(site, "actions_partenaires"), &partners);
}

/* ---- What it funds ---- */

static void push_line(const struct site *site, struct arena *arena, struct value table,
                      const struct mention *mention) {
    const struct budget_line *line = mention->what;
    struct value cells = value_list(arena);
    struct slice year =
        line->year.set ? slice_format(arena, "%.0f", line->year.value) : (struct slice){"", 0};
    struct value state = values_choice(arena, &line->record, "statut");
    if (state.kind == VALUE_NONE)
        state = values_state(arena, "prévu", "prevu");
    struct value amount =
        line->amount.set ? budget_money(arena, line->amount.cents) : values_cell(arena, SLICE(""));
    if (line->nature == BUDGET_IN_KIND)
        value_set(arena, amount, "precision", value_text(site_word(site, "en_nature")));
    value_push(arena, cells,
               values_cell_link(site, arena, values_name(arena, mention->where), mention->where));
    value_push(arena, cells, values_cell(arena, year));
    value_push(arena, cells, values_cell_state(arena, state));
    value_push(arena, cells, amount);
    components_table_row(arena, table, cells, false);
}

static void add_funded(const struct site *site, struct arena *arena, struct value root,
                       const struct directory *directory, const struct record *record) {
    struct list lines = relations_of(&directory->budget, record);
    struct value table = components_table(arena, site_word(site, "actions_financees"));
    components_table_as_cards(arena, table);
    long long granted = 0;
    components_table_column(arena, table, site_word(site, "mot_action_titre"), false);
    components_table_column(arena, table, site_word(site, "annee"), false);
    components_table_column(arena, table, site_word(site, "statut"), false);
    components_table_column(arena, table, site_word(site, "montant"), true);
    for (size_t i = 0; i < lines.count; i++) {
        const struct mention *mention = lines.items[i];
        const struct budget_line *line = mention->what;
        bool counted = line->status == BUDGET_GRANTED || line->status == BUDGET_PAID;
        if (counted && line->nature != BUDGET_IN_KIND)
            budget_add(&granted, line->amount.cents);
        push_line(site, arena, table, mention);
    }
    struct value total = value_list(arena);
    value_push(arena, total, values_cell(arena, site_word(site, "total_accorde")));
    value_push(arena, total, values_cell(arena, SLICE("")));
    value_push(arena, total, values_cell(arena, SLICE("")));
    value_push(arena, total, budget_money(arena, granted));
    if (lines.count)
        components_table_row(arena, table, total, true);
    budget_note_hidden(site, arena, table, site->content->amounts_hidden);
    components_table_section(site, arena, root, "finance", site_word(site, "actions_financees"),
                             table);
}

static void add_agreements(const struct site *site, struct arena *arena, struct value root,
                           const char *anchor, const char *word, const struct list *agreements) {
    struct value cells = value_list(arena);
    for (size_t i = 0; i < agreements->count; i++) {
        const struct agreement *agreement = agreements->items[i];
        const struct record *record = &agreement->record;
        struct value cell = values_cell_link(site, arena, values_name(arena, record), record);
        if (agreement->amount.set)
            value_set(arena, cell, "precision",
                      value_text(french_money(arena, agreement->amount.cents)));
        value_push(arena, cells, cell);
    }
    components_section(site, arena, root, anchor, site_word(site, word), "liste-liens", cells);
}

/* ---- Where it sits, what it has to do ---- */

static void add_seats(const struct site *site, struct arena *arena, struct value root,
                      const struct directory *directory, const struct record *record) {
    struct list seats = relations_of(&directory->seats, record);
    struct value cells = value_list(arena);
    for (size_t i = 0; i < seats.count; i++) {
        const struct mention *mention = seats.items[i];
        const struct member *member = mention->what;
        struct slice name = values_name(arena, mention->where);
        struct value cell = values_cell_link(site, arena, name, mention->where);
        values_set(arena, cell, "precision", values_text(arena, member->role));
        value_push(arena, cells, cell);
    }
    components_section(site, arena, root, "instances", site_word(site, "siege_dans"), "liste-liens",
                       cells);
}

static void add_decisions(const struct site *site, struct arena *arena, struct value root,
                          const struct directory *directory, const struct record *record) {
    struct list decisions = relations_of(&directory->decisions, record);
    struct value cards = value_list(arena);
    for (size_t i = 0; i < decisions.count; i++)
        value_push(arena, cards, components_decision(site, arena, decisions.items[i], record));
    components_section(site, arena, root, "decisions", site_word(site, "decisions_a_mener"),
                       "liste-decisions", cards);
}

static void add_head(const struct site *site, struct arena *arena, struct value root,
                     const struct organisation *organisation) {
    struct value head = value_hash(arena);
    struct value facts = value_list(arena);
    bool named = organisation->name.size != 0;
    values_set(arena, head, "sigle", named ? value_text(organisation->acronym) : value_none());
    const struct asset *logo = organisation->logo.asset;
    if (logo) {
        value_set(arena, head, "logo", value_text(components_asset_href(arena, logo)));
        value_set(arena, head, "logo_largeur", value_number(arena, logo->image.width));
        value_set(arena, head, "logo_hauteur", value_number(arena, logo->image.height));
    }
    values_add_fact(site, arena, facts, &organisation->record, "type");
    values_add_fact(site, arena, facts, &organisation->record, "url");
    value_set(arena, root, "organisme", head);
    value_set(arena, root, "faits", values_list(arena, facts));
}

static void fill_one(const struct site *site, const struct site_page *page, struct arena *arena,
                     struct value root) {
    const struct organisation_page *item = page->item;
    const struct directory *directory = item->directory;
    const struct record *record = &item->organisation->record;
    struct list funders = relations_of(&directory->funders, record);
    struct list beneficiaries = relations_of(&directory->beneficiaries, record);
    add_head(site, arena, root, item->organisation);
    add_roles(site, arena, root, directory, record);
    add_actions(site, arena, root, directory, record);
    add_funded(site, arena, root, directory, record);
    add_agreements(site, arena, root, "conventions", "conventions_financees", &funders);
    add_agreements(site, arena, root, "conventions-recues", "conventions_recues", &beneficiaries);
    add_seats(site, arena, root, directory, record);
    add_decisions(site, arena, root, directory, record);
}

/* ---- Registration: one pass over what names organisations ---- */

static void add_mention(struct relations *relations, const struct record *organisation,
                        const struct record *where, const void *what) {
    if (!organisation)
        return;
    struct mention *mention = arena_new(relations->arena, struct mention);
    *mention = (struct mention){where, what};
    relations_add(relations, organisation, mention);
}

static void gather_contract(struct directory *directory, const struct contract *contract) {
    for (size_t i = 0; i < contract->signatories.count; i++) {
        struct signatory *signatory = contract->signatories.items[i];
        relations_add(&directory->signatories, signatory->organisation.target, signatory);
    }
    for (size_t i = 0; i < contract->funding.count; i++) {
        struct coordination_funding *funding = contract->funding.items[i];
        relations_add(&directory->funding, funding->funder.target, funding);
    }
    for (size_t i = 0; i < contract->plans.count; i++) {
        struct plan *plan = contract->plans.items[i];
        relations_add(&directory->plans, plan->host.target, plan);
    }
}

static void gather_actions(struct directory *directory, const struct list *actions) {
    for (size_t i = 0; i < actions->count; i++) {
        struct action *action = actions->items[i];
        relations_add_all(&directory->pilots, &action->pilots, action);
        relations_add_all(&directory->copilots, &action->copilots, action);
        relations_add_all(&directory->partners, &action->partners, action);
        for (size_t j = 0; j < action->budget.count; j++) {
            const struct budget_line *line = action->budget.items[j];
            add_mention(&directory->budget, line->funder.target, &action->page.record, line);
        }
    }
}

static void gather_rest(struct directory *directory, const struct content *content) {
    for (size_t i = 0; i < content->agreements.count; i++) {
        struct agreement *agreement = content->agreements.items[i];
        relations_add(&directory->funders, agreement->funder.target, agreement);
        relations_add(&directory->beneficiaries, agreement->beneficiary.target, agreement);
    }
    for (size_t i = 0; i < content->bodies.count; i++) {
        const struct body *body = content->bodies.items[i];
        for (size_t j = 0; j < body->members.count; j++) {
            const struct member *member = body->members.items[j];
            add_mention(&directory->seats, member->organisation.target, &body->record, member);
        }
    }
    for (size_t i = 0; i < content->decisions.count; i++) {
        struct decision *decision = content->decisions.items[i];
        enum decision_status status = computed_decision_status(decision);
        if (status != DECISION_DONE && status != DECISION_DROPPED)
            relations_add(&directory->decisions, decision->responsible.target, decision);
    }
}

static const struct directory *gather(struct site *site) {
    struct directory *directory = arena_new(site->arena, struct directory);
    struct relations *all[] = {
        &directory->signatories,   &directory->funding,  &directory->plans,    &directory->pilots,
        &directory->copilots,      &directory->partners, &directory->budget,   &directory->funders,
        &directory->beneficiaries, &directory->seats,    &directory->decisions};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        relations_init(all[i], site);
    gather_contract(directory, site->content->contract);
    gather_actions(directory, &site->content->actions);
    gather_rest(directory, site->content);
    return directory;
}

void pages_organisations(struct site *site) {
    const struct list *all = &site->content->organisations;
    if (all->count == 0)
        return;
    const struct directory *directory = gather(site);
    site_add(site, (struct site_page){.url = SLICE("organismes/"),
                                      .template_name = "organismes",
                                      .fill = fill_all,
                                      .title = site_word(site, "page_organismes")});
    for (size_t i = 0; i < all->count; i++) {
        struct organisation_page *item = arena_new(site->arena, struct organisation_page);
        const struct organisation *organisation = all->items[i];
        const struct record *record = &organisation->record;
        *item = (struct organisation_page){organisation, directory};
        site_add(site, (struct site_page){.url = addresses_of(site, record),
                                          .template_name = "organisme",
                                          .fill = fill_one,
                                          .item = item,
                                          .record = record,
                                          .title = values_name(site->arena, record),
                                          .summary = organisation->description});
    }
}
