/* The home page. */
#include "site/components.h"
#include "site/drawings.h"
#include "site/histories.h"
#include "site/lists.h"
#include "site/pages.h"
#include "site/structured.h"
#include "site/values.h"

#include "text/french.h"

static struct value doors(const struct site *site, struct arena *arena) {
    static const struct {
        const char *url;
        const char *title;
        const char *summary;
    } both[] = {{"habitants/", "porte_habitants", "porte_habitants_resume"},
                {"professionnels/", "porte_professionnels", "porte_professionnels_resume"}};
    struct value items = value_list(arena);
    for (size_t i = 0; i < 2; i++)
        if (site_has(site, both[i].url))
            value_push(arena, items,
                       components_card(site, arena, SLICE(""), site_word(site, both[i].title),
                                       site_word(site, both[i].summary), slice_from(both[i].url)));
    return values_list(arena, items);
}

static struct value axes(const struct site *site, struct arena *arena) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < site->content->axes.count; i++) {
        const struct axis *axis = site->content->axes.items[i];
        double progress;
        struct slice over = slice_format(arena, "%.*s %.*s", SLICE_ARG(site_word(site, "axe")),
                                         SLICE_ARG(axis->number));
        struct value card = components_card(site, arena, over, axis->page.title, SLICE(""),
                                            site_url(site, &axis->page.record));
        if (computed_progress(&axis->actions, &progress))
            value_set(arena, card, "avancement", values_progress(arena, progress));
        value_push(arena, items, card);
    }
    return values_list(arena, items);
}

/* How far the whole contract is. */
static struct value progress(const struct site *site, struct arena *arena) {
    struct value figures = value_list(arena);
    double progress;
    if (computed_progress(&site->content->actions, &progress))
        lists_ring(arena, figures, drawings_progress(site, arena, progress),
                   site_word(site, "avancement_moyen_mot"));
    return values_list(arena, figures);
}

static struct value latest_news(const struct site *site, struct arena *arena) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < site->content->news.count && i < 3; i++) {
        const struct news *news = site->content->news.items[i];
        value_push(arena, items,
                   components_card(site, arena, french_date(arena, news->date), news->page.title,
                                   news->page.summary, site_url(site, &news->page.record)));
    }
    return values_list(arena, items);
}

#define LATEST 5 /* changes on the home page */

/* The latest changes, one a page, each a line that leads to what changed. */
static struct value latest_changes(const struct site *site, struct arena *arena) {
    const struct histories *histories = site->histories;
    struct value cells = value_list(arena);
    struct map seen;
    map_init(&seen, arena);
    for (size_t i = 0; histories && i < histories->count && value_count(cells) < LATEST; i++) {
        const struct history_moment *moment = &histories->moments[i];
        if (!moment->item->url.data || map_put(&seen, moment->item->url, (void *)moment))
            continue;
        value_push(arena, cells, histories_cell(site, arena, moment));
    }
    return values_list(arena, cells);
}

static void fill_home(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    (void)page;
    value_set(arena, value_get(root, SLICE("page")), "donnees_structurees",
              structured_publisher(site, arena));
    value_set(arena, root, "portes", doors(site, arena));
    value_set(arena, root, "axes", axes(site, arena));
    value_set(arena, root, "chiffres", progress(site, arena));
    if (site_has(site, "avancement/"))
        value_set(arena, root, "suite_avancement",
                  components_link(site, arena, site_word(site, "tout_l_avancement"),
                                  SLICE("avancement/")));
    value_set(arena, root, "agenda", components_next_dates(site, arena, 3, NULL, NULL));
    if (site_has(site, "agenda/"))
        value_set(arena, root, "suite_agenda",
                  components_link(site, arena, site_word(site, "tout_l_agenda"), SLICE("agenda/")));
    value_set(arena, root, "actualites", latest_news(site, arena));
    value_set(arena, root, "modifications", latest_changes(site, arena));
    if (site_has(site, "historique/"))
        value_set(arena, root, "suite_modifications",
                  components_link(site, arena, site_word(site, "tout_l_historique"),
                                  SLICE("historique/")));
}

void pages_home(struct site *site) {
    const struct contract *contract = site->content->contract;
    const struct page *home = site->content->home;
    site_add(site, (struct site_page){
                       .url = SLICE(""),
                       .template_name = "accueil",
                       .fill = fill_home,
                       .record = home ? &home->record : NULL,
                       .source = home,
                       .title = home && home->title.size ? home->title : contract->title,
                       .summary = home && home->summary.size ? home->summary : contract->summary});
}
