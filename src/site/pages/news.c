/* /actualites/ and /actualites/<file>/ */
#include "site/addresses.h"
#include "site/components.h"
#include "site/pages.h"
#include "site/text.h"
#include "site/values.h"

#include "text/french.h"

static struct value image_of(const struct site *site, struct arena *arena,
                             const struct news_image *image) {
    if (!image || !image->file.asset)
        return value_none();
    const struct asset *asset = image->file.asset;
    struct value values = values_record(site, arena, &image->record);
    value_set(arena, values, "fichier", value_text(components_asset_href(arena, asset)));
    value_set(arena, values, "largeur", value_number(arena, asset->image.width));
    value_set(arena, values, "hauteur", value_number(arena, asset->image.height));
    return values;
}

static void fill_news(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    const struct news *news = page->item;
    struct value values = value_hash(arena);
    struct value cards = value_list(arena);
    value_set(arena, values, "iso", value_text(date_iso(arena, news->date)));
    value_set(arena, values, "date", value_text(french_date(arena, news->date)));
    value_set(arena, values, "image", image_of(site, arena, news->image));
    value_set(arena, root, "actualite", values);
    for (size_t i = 0; i < news->actions.count; i++)
        if (news->actions.items[i].target)
            value_push(arena, cards,
                       components_action(site, arena,
                                         (const struct action *)news->actions.items[i].target));
    value_set(arena, root, "actions", values_list(arena, cards));
}

static void fill_list(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    struct value cards = value_list(arena);
    (void)page;
    for (size_t i = 0; i < site->content->news.count; i++) {
        const struct news *news = site->content->news.items[i];
        value_push(arena, cards,
                   components_card(site, arena, french_date(arena, news->date), news->page.title,
                                   news->page.summary, site_url(site, &news->page.record)));
    }
    value_set(arena, root, "elements", values_list(arena, cards));
}

void pages_news(struct site *site) {
    const struct list *list = &site->content->news;
    if (list->count == 0)
        return;
    for (size_t i = 0; i < list->count; i++) {
        const struct news *news = list->items[i];
        site_add(site, (struct site_page){.url = addresses_of(site, &news->page.record),
                                          .template_name = "actualite",
                                          .fill = fill_news,
                                          .item = news,
                                          .record = &news->page.record,
                                          .source = &news->page,
                                          .title = news->page.title,
                                          .summary = news->page.summary});
    }
    site_add(site, (struct site_page){.url = SLICE("actualites/"),
                                      .template_name = "actualites",
                                      .fill = fill_list,
                                      .title = site_word(site, "actualites")});
}
