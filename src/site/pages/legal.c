/* The pages that the law asks of a public body, always made; a page of the same name in pages/
 * takes their place. And /plan-du-site/ and 404.html. */
#include "site/components.h"
#include "site/pages.h"
#include "site/values.h"

#include "base/utf8.h"

#include <stdlib.h>

static const struct site_settings *settings_of(const struct site *site) {
    return site->content->contract->site;
}

static void fill_contact(const struct site *site, const struct site_page *page, struct arena *arena,
                         struct value root) {
    const struct list *contacts = &site->content->contract->coordination;
    struct value cards = value_list(arena);
    (void)page;
    for (size_t i = 0; i < contacts->count; i++) {
        const struct contact *contact = contacts->items[i];
        if (computed_in_force(site->content, contact->since, contact->until))
            value_push(arena, cards, components_contact(site, arena, contact));
    }
    value_set(arena, root, "contacts", values_list(arena, cards));
    value_set(arena, root, "contact", value_none());
}

static void fill_notice(const struct site *site, const struct site_page *page, struct arena *arena,
                        struct value root) {
    const struct site_settings *settings = settings_of(site);
    (void)page;
    value_set(arena, root, "editeur",
              settings && settings->publisher
                  ? values_record(site, arena, &settings->publisher->record)
                  : value_none());
    value_set(arena, root, "hebergeur",
              settings && settings->host ? values_record(site, arena, &settings->host->record)
                                         : value_none());
}

static void fill_accessibility(const struct site *site, const struct site_page *page,
                               struct arena *arena, struct value root) {
    const struct site_settings *settings = settings_of(site);
    const struct accessibility *statement = settings ? settings->accessibility : NULL;
    enum accessibility_state state = computed_accessibility(site->content, statement);
    (void)page;
    value_set(arena, root, "url_contact",
              value_text(site_href(site, arena, SLICE("contact/"), SLICE(""))));
    value_set(arena, root, "declaration",
              statement ? values_record(site, arena, &statement->record) : value_none());
    value_set(arena, root, "evaluee",
              value_bool(statement && computed_is_evaluated(site->content, statement)));
    value_set(arena, root, "totale", value_bool(state == ACCESSIBILITY_FULL));
    value_set(arena, root, "partielle", value_bool(state == ACCESSIBILITY_PARTIAL));
    value_set(arena, root, "non_conforme", value_bool(state == ACCESSIBILITY_NONE));
}

static void fill_personal_data(const struct site *site, const struct site_page *page,
                               struct arena *arena, struct value root) {
    const struct site_settings *settings = settings_of(site);
    (void)page;
    value_set(arena, root, "donnees",
              settings && settings->personal_data
                  ? values_record(site, arena, &settings->personal_data->record)
                  : value_none());
}

/* The pages whose URLs are below that of a part of the site, in the order people read. */
static int compare_urls(const void *left, const void *right) {
    const struct site_page *a = *(struct site_page *const *)left;
    const struct site_page *b = *(struct site_page *const *)right;
    return utf8_collate(a->url, b->url);
}

static struct value plan_link(const struct site *site, struct arena *arena,
                              const struct site_page *page) {
    return components_link(site, arena, page->title, page->url);
}

static void fill_plan(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    struct site_page **pages = arena_array(arena, struct site_page *, site->page_count);
    struct value parts = value_list(arena);
    struct value part = value_none();
    struct value below = value_none();
    struct slice first = {NULL, 0};
    (void)page;
    for (size_t i = 0; i < site->page_count; i++)
        pages[i] = site->pages[i];
    qsort(pages, site->page_count, sizeof *pages, compare_urls);
    for (size_t i = 0; i < site->page_count; i++) {
        struct slice url = pages[i]->url;
        if (pages[i]->unlisted)
            continue;
        struct slice step = slice_part(url, 0, slice_find(url, '/') + 1);
        if (first.data && url.size > step.size && slice_equal(step, first)) {
            value_push(arena, below, plan_link(site, arena, pages[i]));
            continue;
        }
        if (first.data)
            values_set(arena, part, "pages", values_list(arena, below));
        part = plan_link(site, arena, pages[i]);
        below = value_list(arena);
        first = step.size ? step : SLICE("/");
        value_push(arena, parts, part);
    }
    if (first.data)
        values_set(arena, part, "pages", values_list(arena, below));
    value_set(arena, root, "rubriques", parts);
}

static void fill_missing(const struct site *site, const struct site_page *page, struct arena *arena,
                         struct value root) {
    static const char *const urls[] = {"habitants/", "professionnels/", "actions/",
                                       "plan-du-site/"};
    struct value links = value_list(arena);
    (void)page;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        const struct site_page *target = map_get(&site->by_url, slice_from(urls[i]));
        if (target)
            value_push(arena, links, components_link(site, arena, target->title, target->url));
    }
    value_set(arena, root, "liens", values_list(arena, links));
}

void pages_legal(struct site *site) {
    static const struct {
        const char *url;
        const char *template_name;
        const char *title;
        site_fill *fill;
        bool unlisted;
    } pages[] = {
        {"contact/", "nous-contacter", "contact", fill_contact, false},
        {"mentions-legales/", "mentions-legales", "mentions_legales", fill_notice, false},
        {"accessibilite/", "accessibilite", "accessibilite", fill_accessibility, false},
        {"donnees-personnelles/", "donnees-personnelles", "donnees_personnelles",
         fill_personal_data, false},
        {"plan-du-site/", "plan-du-site", "plan_du_site", fill_plan, false},
        {"404.html", "404", "page_introuvable", fill_missing, true},
    };
    size_t count = sizeof pages / sizeof *pages;
    if (site->options.version) /* a server shows one 404.html */
        count--;
    for (size_t i = 0; i < count; i++)
        if (!site_has(site, pages[i].url)) /* one of pages/ may have it */
            site_add(site, (struct site_page){.url = slice_from(pages[i].url),
                                              .template_name = pages[i].template_name,
                                              .fill = pages[i].fill,
                                              .title = site_word(site, pages[i].title),
                                              .unlisted = pages[i].unlisted});
}
