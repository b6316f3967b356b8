/* Free pages: pages/, whose URL is the path below it, and sections, other folders with a menu entry
 * of their own. */
#include "site/addresses.h"
#include "site/components.h"
#include "site/pages.h"
#include "site/values.h"

#include "base/utf8.h"

static void fill_page(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    (void)site;
    (void)page;
    (void)arena;
    (void)root; /* the frame has all that a free page shows */
}

static void fill_section(const struct site *site, const struct site_page *page, struct arena *arena,
                         struct value root) {
    const struct section *section = page->item;
    struct value cards = value_list(arena);
    for (size_t i = 0; i < section->pages.count; i++) {
        const struct page *item = section->pages.items[i];
        value_push(arena, cards,
                   components_card(site, arena, SLICE(""), content_title(site->content, item),
                                   item->summary, site_url(site, &item->record)));
    }
    value_set(arena, root, "elements", values_list(arena, cards));
}

static void add_page(struct site *site, const struct page *page) {
    site_add(site, (struct site_page){.url = addresses_of(site, &page->record),
                                      .template_name = "page",
                                      .fill = fill_page,
                                      .record = &page->record,
                                      .source = page,
                                      .title = content_title(site->content, page),
                                      .summary = page->summary});
}

static void add_section(struct site *site, const struct section *section) {
    const struct page *index = section->index;
    struct slice slug = utf8_slug(site->arena, section->folder);
    for (size_t i = 0; i < section->pages.count; i++)
        add_page(site, section->pages.items[i]);
    site_add(site,
             (struct site_page){.url = slice_format(site->arena, "%.*s/", SLICE_ARG(slug)),
                                .template_name = "liste",
                                .fill = fill_section,
                                .item = section,
                                .record = index ? &index->record : NULL,
                                .source = index,
                                .title = index ? content_title(site->content, index)
                                               : utf8_capitalize(site->arena, section->folder),
                                .summary = index ? index->summary : (struct slice){"", 0}});
}

void pages_free(struct site *site) {
    const struct list *pages = &site->content->pages;
    for (size_t i = 0; i < pages->count; i++)
        add_page(site, pages->items[i]);
    for (size_t i = 0; i < site->content->sections.count; i++)
        add_section(site, site->content->sections.items[i]);
}
