/* /glossaire/: acronyms, what they mean, and the pages that use them. */
#include "site/pages.h"

#include "site/components.h"
#include "site/filters.h"
#include "site/values.h"

#define USERS_SHOWN 8 /* pages named under a word; the others are counted */

/* The pages whose text uses a word; those without a page of the site are left out. */
static struct value users_of(const struct site *site, struct arena *arena,
                             const struct term *term) {
    struct value links = value_list(arena);
    size_t others = 0;
    for (size_t i = 0; i < term->users.count; i++) {
        const struct record *user = term->users.items[i];
        struct slice name = values_name(arena, user);
        if (!site_url(site, user).data || name.size == 0)
            continue;
        if (value_count(links) < USERS_SHOWN)
            value_push(arena, links, values_cell_link(site, arena, name, user));
        else
            others++;
    }
    if (others) {
        struct slice count =
            values_count(site, arena, others, "mot_autre_page", "mot_autres_pages");
        value_push(arena, links, values_cell(arena, count));
    }
    for (size_t i = 0; i + 1 < value_count(links); i++)
        values_set(arena, value_at(links, i), "suivie", value_bool(true));
    return values_list(arena, links);
}

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    const struct list *terms = &site->content->terms;
    struct value items = value_list(arena);
    (void)page;
    for (size_t i = 0; i < terms->count; i++) {
        const struct term *term = terms->items[i];
        struct value item = value_hash(arena);
        values_set(arena, item, "ancre", value_text(site_anchor(site, &term->record)));
        values_set(arena, item, "sigle",
                   values_text(arena, term->acronym.size ? term->acronym : term->name));
        values_set(arena, item, "nom",
                   term->acronym.size ? values_text(arena, term->name) : value_none());
        values_set(arena, item, "definition", values_text(arena, term->definition));
        values_set(arena, item, "lien", value_text(term->url));
        values_set(arena, item, "pages", users_of(site, arena, term));
        value_push(arena, items, item);
    }
    value_set(arena, root, "termes", values_list(arena, items));
    value_set(arena, root, "filtre", filters_list_form(site, arena, "mot_terme", "mot_termes"));
}

void pages_glossary(struct site *site) {
    const struct list *terms = &site->content->terms;
    if (terms->count == 0)
        return;
    for (size_t i = 0; i < terms->count; i++) {
        const struct term *term = terms->items[i];
        site_add_part(site, &term->record, "glossaire/", "terme-",
                      term->acronym.size ? term->acronym : term->name);
    }
    site_add(site, (struct site_page){.url = SLICE("glossaire/"),
                                      .template_name = "glossaire",
                                      .fill = fill,
                                      .title = site_word(site, "glossaire"),
                                      .summary = site_word(site, "glossaire_resume")});
}
