#include "site/lists.h"

#include "site/components.h"
#include "site/values.h"

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Says how many there are when the section does not show them all. */
static void lead_to_all(const struct site *site, struct arena *arena, struct value section,
                        const struct list *actions, size_t shown) {
    if (actions->count <= shown || !site_has(site, "actions/"))
        return;
    struct slice count = values_count(site, arena, actions->count, "mot_action", "mot_actions");
    struct slice title = slice_format(
        arena, "%.*s (%.*s)", SLICE_ARG(site_word(site, "toutes_les_actions")), SLICE_ARG(count));
    value_set(arena, section, "suite", components_link(site, arena, title, SLICE("actions/")));
}

struct value lists_cards(const struct site *site, struct arena *arena, struct value root,
                         const char *anchor, struct slice title, const struct list *actions) {
    struct value cards = value_list(arena);
    size_t shown = least(actions->count, LISTS_CARDS);
    for (size_t i = 0; i < shown; i++)
        value_push(arena, cards, components_action(site, arena, actions->items[i]));
    struct value section =
        components_section(site, arena, root, anchor, title, "liste-actions", cards);
    lead_to_all(site, arena, section, actions, shown);
    return section;
}

/* The number and title of an action, with its status in words. */
static struct value link_to(const struct site *site, struct arena *arena,
                            const struct record *record) {
    struct value cell = values_cell_link(site, arena, values_name(arena, record), record);
    if (record->schema == &action_schema) {
        const struct schema_choice *status =
            schema_choice_of(record, schema_find(record->schema, SLICE("statut")));
        if (status)
            value_set(arena, cell, "precision", value_string(status->word));
    }
    return cell;
}

struct value lists_links(const struct site *site, struct arena *arena, struct value root,
                         const char *anchor, struct slice title, const struct list *actions) {
    struct value links = value_list(arena);
    size_t shown = least(actions->count, LISTS_LINKS);
    for (size_t i = 0; i < shown; i++)
        value_push(arena, links, link_to(site, arena, actions->items[i]));
    struct value section =
        components_section(site, arena, root, anchor, title, "liste-liens", links);
    lead_to_all(site, arena, section, actions, shown);
    return section;
}

struct value lists_references(const struct site *site, struct arena *arena,
                              const struct references *references) {
    struct value links = value_list(arena);
    for (size_t i = 0; i < references->count; i++) {
        const struct reference *reference = &references->items[i];
        value_push(arena, links,
                   reference->target ? link_to(site, arena, reference->target)
                                     : values_reference(site, arena, reference));
    }
    return links;
}

struct value lists_sheet(struct arena *arena, struct slice title, struct value html,
                         struct value state, struct value details) {
    struct value item = value_hash(arena);
    values_set(arena, item, "titre", values_text(arena, title));
    values_set(arena, item, "texte", html);
    values_set(arena, item, "statut", state);
    values_set(arena, item, "details", details);
    values_set(arena, item, "ancre", value_none());
    values_set(arena, item, "url", value_none());
    values_set(arena, item, "reserve", value_none());
    values_set(arena, item, "documents", value_none());
    return item;
}

void lists_figure(struct arena *arena, struct value figures, struct slice number,
                  struct slice label) {
    struct value figure = value_hash(arena);
    values_set(arena, figure, "anneau", value_none());
    values_set(arena, figure, "valeur", value_text(number));
    values_set(arena, figure, "libelle", values_text(arena, label));
    values_set(arena, figure, "unite", value_none());
    values_set(arena, figure, "source", value_none());
    value_push(arena, figures, figure);
}

void lists_ring(struct arena *arena, struct value figures, struct value drawing,
                struct slice label) {
    lists_figure(arena, figures, SLICE(""), label);
    value_set(arena, value_at(figures, value_count(figures) - 1), "anneau", drawing);
}
