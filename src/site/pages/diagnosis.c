/* /diagnostic/: the portraits, their key figures and sources. */
#include "site/addresses.h"
#include "site/pages.h"

#include "content/number.h"
#include "site/components.h"
#include "site/values.h"
#include "text/french.h"

/* A value is a text ("1 sur 4"); what is only a number is printed as one. */
static struct slice printed(struct arena *arena, struct slice value) {
    double number;
    return number_parse(value, &number) ? french_number(arena, number, 6) : value;
}

static struct value key_figure(struct arena *arena, const struct key_figure *figure) {
    struct value item = value_hash(arena);
    struct slice source = figure->source;
    if (source.size && figure->year.size)
        source =
            slice_format(arena, "%.*s, %.*s", SLICE_ARG(figure->source), SLICE_ARG(figure->year));
    else if (figure->year.size)
        source = figure->year;
    struct value unit = values_text(arena, figure->unit);
    value_set(arena, item, "valeur", values_text(arena, printed(arena, figure->value)));
    value_set(arena, item, "unite", value_is_true(unit) ? unit : value_bool(false));
    value_set(arena, item, "libelle", values_text(arena, figure->label));
    value_set(arena, item, "source", source.size ? values_text(arena, source) : value_bool(false));
    return item;
}

static struct value key_figures(struct arena *arena, const struct portrait *portrait) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < portrait->key_figures.count; i++)
        value_push(arena, items, key_figure(arena, portrait->key_figures.items[i]));
    return values_list(arena, items);
}

static void fill_portrait(const struct site *site, const struct site_page *page,
                          struct arena *arena, struct value root) {
    const struct portrait *portrait = page->item;
    struct value sources = value_list(arena);
    (void)site;
    for (size_t i = 0; i < portrait->sources.count; i++)
        value_push(arena, sources, values_text(arena, portrait->sources.items[i]));
    value_set(arena, root, "chiffres", key_figures(arena, portrait));
    value_set(arena, root, "sources", values_list(arena, sources));
}

static void fill_list(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    struct value cards = value_list(arena);
    const struct list *portraits = &site->content->portraits;
    (void)page;
    for (size_t i = 0; i < portraits->count; i++) {
        const struct portrait *portrait = portraits->items[i];
        value_push(arena, cards,
                   components_card(site, arena, SLICE(""), portrait->page.title,
                                   portrait->page.summary, site_url(site, &portrait->page.record)));
        if (portrait->kind == PORTRAIT_SUMMARY)
            value_set(arena, root, "chiffres", key_figures(arena, portrait));
    }
    value_set(arena, root, "elements", values_list(arena, cards));
}

void pages_diagnosis(struct site *site) {
    const struct list *portraits = &site->content->portraits;
    if (portraits->count == 0)
        return;
    site_add(site, (struct site_page){.url = SLICE("diagnostic/"),
                                      .template_name = "diagnostic",
                                      .fill = fill_list,
                                      .title = site_word(site, "diagnostic_titre"),
                                      .summary = site_word(site, "diagnostic_resume")});
    for (size_t i = 0; i < portraits->count; i++) {
        const struct portrait *portrait = portraits->items[i];
        site_add(site, (struct site_page){.url = addresses_of(site, &portrait->page.record),
                                          .template_name = "portrait",
                                          .fill = fill_portrait,
                                          .item = portrait,
                                          .record = &portrait->page.record,
                                          .source = &portrait->page,
                                          .title = portrait->page.title,
                                          .summary = portrait->page.summary});
    }
}
