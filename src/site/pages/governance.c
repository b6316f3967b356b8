/* /gouvernance/: the bodies, who reports to whom, each body, and the free pages beside them. */
#include "base/path.h"
#include "base/utf8.h"
#include "site/addresses.h"
#include "site/components.h"
#include "site/meetings.h"
#include "site/pages.h"
#include "site/relations.h"
#include "site/values.h"

#define TREE_DEPTH 8 /* bodies further down stand at the top of the tree */
#define TO_COME 5    /* meetings, on a page */
#define HELD 10

/* A body and what belongs to it. */
struct body_page {
    const struct body *body;
    struct list reporting; /* struct body: those that report to it */
    struct list minutes;   /* struct minutes, newest first */
};

static const struct body *above(const struct body *body) {
    return (const struct body *)body->reports_to.target;
}

/* ---- Who reports to whom ---- */

/* Whether the body hangs from the one it reports to: not when that would go too deep, or round. */
static bool hangs(const struct body *body) {
    size_t depth = 0;
    for (const struct body *next = above(body); next; next = above(next))
        if (++depth > TREE_DEPTH)
            return false;
    return depth != 0;
}

/* "Comité de pilotage (COPIL)". */
static struct slice full_name(struct arena *arena, const struct body *body) {
    if (body->name.size == 0 || body->acronym.size == 0)
        return values_name(arena, &body->record);
    return slice_format(arena, "%.*s (%.*s)", SLICE_ARG(body->name), SLICE_ARG(body->acronym));
}

/* "12 membres. Deux fois par an". */
static struct slice size_and_pace(const struct site *site, struct arena *arena,
                                  const struct body *body) {
    if (body->members.count == 0)
        return body->frequency;
    struct slice members =
        values_count(site, arena, body->members.count, "mot_membre", "mot_membres");
    return slice_format(arena, "%.*s%s%.*s", SLICE_ARG(members), body->frequency.size ? ". " : "",
                        SLICE_ARG(body->frequency));
}

static struct value tree_node(const struct site *site, struct arena *arena,
                              const struct body *body) {
    struct value node = values_cell_link(site, arena, full_name(arena, body), &body->record);
    value_set(arena, node, "enfants", value_bool(false));
    values_set(arena, node, "niveau", values_choice(arena, &body->record, "niveau"));
    values_set(arena, node, "detail", values_text(arena, size_and_pace(site, arena, body)));
    if (above(body) && !hangs(body))
        value_set(
            arena, node, "precision",
            value_text(slice_format(arena, "%.*s %.*s", SLICE_ARG(site_word(site, "rend_compte_a")),
                                    SLICE_ARG(values_name(arena, &above(body)->record)))));
    return node;
}

static void hang(struct arena *arena, struct value parent, struct value node) {
    struct value children = value_get(parent, SLICE("enfants"));
    if (children.kind != VALUE_HASH) {
        children = value_hash(arena);
        value_set(arena, children, "liste", value_list(arena));
        value_set(arena, parent, "enfants", children);
    }
    value_push(arena, value_get(children, SLICE("liste")), node);
}

/* The bodies in force as a tree. */
static void add_tree(const struct site *site, struct arena *arena, struct value root) {
    const struct list *bodies = &site->content->bodies;
    struct value *nodes = arena_array(arena, struct value, site->content->page_count + 1);
    struct value roots = value_list(arena);
    bool some = false;
    for (size_t i = 0; i < bodies->count; i++) {
        const struct body *body = bodies->items[i];
        nodes[body->record.number] = tree_node(site, arena, body);
        some |= above(body) != NULL;
    }
    for (size_t i = 0; some && i < bodies->count; i++) {
        const struct body *body = bodies->items[i];
        struct value node = nodes[body->record.number];
        if (hangs(body))
            hang(arena, nodes[above(body)->record.number], node);
        else
            value_push(arena, roots, node);
    }
    components_section(site, arena, root, "schema--", site_word(site, "qui_rend_compte"), "arbre",
                       roots);
}

/* ---- /gouvernance/ ---- */

/* The way to all minutes; value_none() when there are none. */
static struct value all_minutes(const struct site *site, struct arena *arena) {
    if (!site_has(site, "comptes-rendus/"))
        return value_none();
    return components_link(site, arena, site_word(site, "tous_les_comptes_rendus"),
                           SLICE("comptes-rendus/"));
}

/* Missions as sentences. */
static struct slice missions_of(struct arena *arena, const struct body *body) {
    struct slice all = {"", 0};
    for (size_t i = 0; i < body->missions.count; i++) {
        struct slice mission = slice_trim(body->missions.items[i]);
        all = slice_format(arena, "%.*s%s%.*s%s", SLICE_ARG(all), all.size ? " " : "",
                           SLICE_ARG(mission), slice_ends(mission, ".") ? "" : ".");
    }
    return all;
}

static struct value card_of(const struct site *site, struct arena *arena, const struct body *body) {
    struct slice level =
        values_print(arena, schema_find(&body_schema, SLICE("niveau")), &body->level);
    struct slice over =
        components_joined(arena, level, body->name.size ? body->acronym : SLICE(""), SLICE(""));
    struct value card = components_card(site, arena, over, values_name(arena, &body->record),
                                        missions_of(arena, body), site_url(site, &body->record));
    values_set(arena, card, "etat", values_text(arena, size_and_pace(site, arena, body)));
    return card;
}

/* The bodies of a level that are in force, or no longer. */
static void push_level(const struct site *site, struct arena *arena, struct value cards, int level,
                       bool past) {
    const struct list *bodies = &site->content->bodies;
    for (size_t i = 0; i < bodies->count; i++) {
        const struct body *body = bodies->items[i];
        if (computed_is_past(site->content, body->until) == past && body->level == level)
            value_push(arena, cards, card_of(site, arena, body));
    }
}

/* From those who decide to those who work; bodies of no level last. */
static void add_bodies(const struct site *site, struct arena *arena, struct value root, bool past,
                       const char *anchor, const char *word) {
    const struct schema_choice *level = schema_find(&body_schema, SLICE("niveau"))->choices;
    struct value cards = value_list(arena);
    for (int i = 0; level[i].word; i++)
        push_level(site, arena, cards, i + 1, past);
    push_level(site, arena, cards, 0, past);
    components_section(site, arena, root, anchor, site_word(site, word), "liste-cartes", cards);
}

/* What the bodies leave behind, and the free pages. */
static struct value further(const struct site *site, const struct site_page *page,
                            struct arena *arena) {
    static const struct {
        const char *url;
        const char *word;
    } parts[] = {{"comptes-rendus/", "comptes_rendus"},
                 {"decisions/", "page_decisions"},
                 {"organismes/", "page_organismes"}};
    struct value links = value_list(arena);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (site_has(site, parts[i].url))
            value_push(arena, links,
                       values_cell_page(site, arena, site_word(site, parts[i].word),
                                        slice_from(parts[i].url)));
    const struct list *pages = &site->content->governance_pages;
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *other = pages->items[i];
        struct slice title = content_title(site->content, other);
        if (other != page->source)
            value_push(arena, links, values_cell_link(site, arena, title, &other->record));
    }
    return values_list(arena, links);
}

static void fill_all(const struct site *site, const struct site_page *page, struct arena *arena,
                     struct value root) {
    add_tree(site, arena, root);
    add_bodies(site, arena, root, false, "instances--actuelles", "instances_actuelles");
    add_bodies(site, arena, root, true, "instances--passees", "instances_passees");
    value_set(arena, root, "reunions", meetings_line(site, arena, NULL, TO_COME, HELD));
    value_set(arena, root, "suite_reunions", all_minutes(site, arena));
    value_set(arena, root, "pages", further(site, page, arena));
}

/* ---- A body ---- */

static struct value member_cell(const struct site *site, struct arena *arena,
                                const struct member *member) {
    struct value cell = values_reference(site, arena, &member->organisation);
    values_set(arena, cell, "precision", values_text(arena, member->role));
    return cell;
}

static void push_college(const struct site *site, struct arena *arena, struct value groups,
                         const struct body *body, int college, struct slice title) {
    struct value members = value_list(arena);
    for (size_t i = 0; i < body->members.count; i++) {
        const struct member *member = body->members.items[i];
        if (member->college == college)
            value_push(arena, members, member_cell(site, arena, member));
    }
    if (value_count(members) == 0)
        return;
    struct value group = value_hash(arena);
    values_set(arena, group, "titre", values_text(arena, title));
    value_set(arena, group, "membres", members);
    value_push(arena, groups, group);
}

static struct value composition(const struct site *site, struct arena *arena,
                                const struct body *body) {
    struct value groups = value_list(arena);
    if (body->members.count == 0)
        return value_none();
    const struct member *first = body->members.items[0];
    const struct schema_choice *college =
        schema_find(first->record.schema, SLICE("college"))->choices;
    for (int i = 0; college[i].word; i++)
        push_college(site, arena, groups, body, i + 1,
                     utf8_capitalize(arena, slice_from(college[i].word)));
    const char *others = value_count(groups) ? "autres_membres" : "membres";
    push_college(site, arena, groups, body, 0, site_word(site, others));
    return values_list(arena, groups);
}

/* The decisions of a body in the register, which its script filters by the address. */
static struct value all_decisions(const struct site *site, struct arena *arena,
                                  const struct body *body) {
    struct value link = components_link(site, arena, site_word(site, "decisions_de_l_instance"),
                                        SLICE("decisions/"));
    struct slice page = value_get(link, SLICE("url")).text;
    struct slice name = utf8_slug(arena, values_name(arena, &body->record));
    value_set(
        arena, link, "url",
        value_text(slice_format(arena, "%.*s?instance=%.*s", SLICE_ARG(page), SLICE_ARG(name))));
    return link;
}

/* The decisions of its meetings: those that are not done with, then, folded, the others. */
static struct value decisions_of(const struct site *site, struct arena *arena,
                                 const struct body *body, const struct list *minutes) {
    struct value open = value_list(arena);
    struct value closed = value_list(arena);
    for (size_t i = 0; i < minutes->count; i++) {
        const struct list *decisions = &((const struct minutes *)minutes->items[i])->decisions;
        for (size_t j = 0; j < decisions->count; j++) {
            bool is_open = computed_decision_is_open(decisions->items[j]);
            value_push(arena, is_open ? open : closed,
                       components_decision(site, arena, decisions->items[j], NULL));
        }
    }
    if (value_count(open) + value_count(closed) == 0)
        return value_none();
    struct value hash = value_hash(arena);
    values_set(arena, hash, "ouvertes", values_list(arena, open));
    values_set(arena, hash, "faites", values_list(arena, closed));
    value_set(arena, hash, "suite", all_decisions(site, arena, body));
    return hash;
}

static void add_facts(const struct site *site, struct arena *arena, struct value root,
                      const struct body_page *item) {
    static const char *const first[] = {"sigle",     "niveau",    "presidence",
                                        "animation", "frequence", "rend_compte_a"};
    static const char *const last[] = {"partagee_avec", "axes", "depuis", "jusqu_a"};
    const struct record *record = &item->body->record;
    struct value facts = value_list(arena);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        values_add_fact(site, arena, facts, record, first[i]);
    struct value reporting = value_list(arena);
    for (size_t i = 0; i < item->reporting.count; i++) {
        const struct record *body = item->reporting.items[i];
        value_push(arena, reporting, values_cell_link(site, arena, values_name(arena, body), body));
    }
    values_add_cells(site, arena, facts, "lui_rendent_compte", reporting);
    for (size_t i = 0; i < sizeof last / sizeof *last; i++)
        values_add_fact(site, arena, facts, record, last[i]);
    value_set(arena, root, "faits", values_list(arena, facts));
}

static void push_way(struct arena *arena, struct value list, struct slice title, struct slice url) {
    struct value way = value_hash(arena);
    if (url.size == 0)
        return;
    value_set(arena, way, "titre", values_text(arena, title));
    value_set(arena, way, "url", value_text(url));
    value_push(arena, list, way);
}

/* How to be told of its meetings. */
static struct value ways_to_follow(const struct site *site, struct arena *arena,
                                   const struct body *body) {
    struct value list = value_list(arena);
    push_way(arena, list, site_word(site, "s_abonner_reunions"),
             meetings_calendar(site, arena, body));
    push_way(arena, list, site_word(site, "s_abonner_comptes_rendus"),
             meetings_feed(site, arena, body));
    return list;
}

static void fill_body(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    const struct body_page *item = page->item;
    const struct body *body = item->body;
    struct value missions = value_list(arena);
    for (size_t i = 0; i < body->missions.count; i++)
        value_push(arena, missions, values_text(arena, body->missions.items[i]));
    add_facts(site, arena, root, item);
    value_set(arena, root, "missions", values_list(arena, missions));
    value_set(arena, root, "composition", composition(site, arena, body));
    value_set(arena, root, "reunions", meetings_line(site, arena, body, TO_COME, HELD));
    value_set(arena, root, "suite_reunions", all_minutes(site, arena));
    value_set(arena, root, "abonnements", ways_to_follow(site, arena, body));
    value_set(arena, root, "decisions", decisions_of(site, arena, body, &item->minutes));
}

/* ---- Registration ---- */

/* A free page says all by its text. */
static void fill_page(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    (void)site, (void)page, (void)arena, (void)root;
}

static bool is_index(const struct page *page) {
    return slice_is(path_name(page->record.file->diag.path), "index.md");
}

/* gouvernance/index.md is the text of /gouvernance/ itself. */
static void add_pages(struct site *site) {
    const struct list *pages = &site->content->governance_pages;
    const struct page *index = NULL;
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = pages->items[i];
        if (is_index(page))
            index = page;
        else
            site_add(site, (struct site_page){.url = addresses_of(site, &page->record),
                                              .template_name = "page",
                                              .fill = fill_page,
                                              .record = &page->record,
                                              .source = page,
                                              .title = content_title(site->content, page),
                                              .summary = page->summary});
    }
    site_add(site, (struct site_page){.url = SLICE("gouvernance/"),
                                      .template_name = "gouvernance",
                                      .fill = fill_all,
                                      .record = index ? &index->record : NULL,
                                      .source = index,
                                      .title = index && index->title.size
                                                   ? index->title
                                                   : site_word(site, "page_gouvernance"),
                                      .summary = index ? index->summary : (struct slice){"", 0}});
}

static void add_body(struct site *site, const struct body *body, const struct relations *reporting,
                     const struct relations *minutes) {
    struct body_page *item = arena_new(site->arena, struct body_page);
    const struct record *record = &body->record;
    *item =
        (struct body_page){body, relations_of(reporting, record), relations_of(minutes, record)};
    site_add(site, (struct site_page){.url = addresses_of(site, record),
                                      .template_name = "instance",
                                      .fill = fill_body,
                                      .item = item,
                                      .record = record,
                                      .title = values_name(site->arena, record)});
}

void pages_governance(struct site *site) {
    const struct content *content = site->content;
    struct relations reporting;
    struct relations minutes;
    if (content->bodies.count == 0 && content->governance_pages.count == 0)
        return;
    relations_init(&reporting, site);
    relations_init(&minutes, site);
    for (size_t i = 0; i < content->bodies.count; i++) {
        struct body *body = content->bodies.items[i];
        relations_add(&reporting, body->reports_to.target, body);
    }
    for (size_t i = 0; i < content->minutes.count; i++) {
        struct minutes *meeting = content->minutes.items[i];
        relations_add(&minutes, meeting->body.target, meeting);
    }
    add_pages(site);
    for (size_t i = 0; i < content->bodies.count; i++)
        add_body(site, content->bodies.items[i], &reporting, &minutes);
}
