#include "site/frame.h"
#include "site/meetings.h"

#include "base/path.h"
#include "site/components.h"
#include "site/histories.h"
#include "site/history_feeds.h"
#include "site/pages/versions.h"
#include "site/structured.h"
#include "site/text.h"
#include "site/values.h"
#include "text/french.h"

#include <string.h>

/* The main menu, in order; an entry without a page is left out. */
static const struct {
    const char *url;
    const char *word;
} menu[] = {
    {"habitants/", "menu_habitants"},   {"professionnels/", "menu_professionnels"},
    {"contrat/", "menu_contrat"},       {"axes/", "menu_axes"},
    {"avancement/", "menu_avancement"}, {"gouvernance/", "menu_gouvernance"},
    {"agenda/", "menu_agenda"},         {"actualites/", "menu_actualites"},
};

/* Parts of the site that stand under another's entry of the menu. */
static const struct {
    const char *url;
    const char *menu;
} sections[] = {
    {"actions/", "axes/"},
    {"themes/", "habitants/"},
    {"pour-qui/", "habitants/"},
    {"communes/", "habitants/"},
    {"secteurs/", "habitants/"},
    {"quartiers/", "habitants/"},
    {"participer/", "habitants/"},
    {"diagnostic/", "contrat/"},
    {"dispositifs/", "contrat/"},
    {"versions/", "contrat/"},
    {"prs/", "contrat/"},
    {"indicateurs/", "avancement/"},
    {"budget/", "avancement/"},
    {"determinants/", "avancement/"},
    {"programmation/", "avancement/"},
    {"bilans/", "avancement/"},
    {"evaluation/", "avancement/"},
    {"comptes-rendus/", "gouvernance/"},
    {"decisions/", "gouvernance/"},
    {"organismes/", "gouvernance/"},
};

static const char *const footer[] = {
    "plan-du-site/",     "contact/",       "glossaire/",           "imprimer/",
    "mentions-legales/", "accessibilite/", "donnees-personnelles/"};

static struct slice accessibility_words(const struct site *site) {
    const struct site_settings *settings = site->content->contract->site;
    const struct accessibility *statement = settings ? settings->accessibility : NULL;
    switch (computed_accessibility(site->content, statement)) {
    case ACCESSIBILITY_FULL:
        return site_word(site, "accessibilite_totale");
    case ACCESSIBILITY_PARTIAL:
        return site_word(site, "accessibilite_partielle");
    default:
        return site_word(site, "accessibilite_non");
    }
}

struct value frame_site(const struct site *site) {
    struct arena *arena = site->arena;
    const struct contract *contract = site->content->contract;
    const struct site_settings *settings = contract->site;
    struct value frame = value_hash(arena);
    struct slice title =
        settings && settings->short_title.size ? settings->short_title : contract->title;
    value_set(arena, frame, "titre", values_text(arena, contract->title));
    value_set(arena, frame, "titre_court", values_text(arena, title));
    value_set(arena, frame, "territoire", values_text(arena, contract->territory->name));
    value_set(arena, frame, "url_accueil",
              value_text(site_href(site, arena, SLICE(""), SLICE(""))));
    value_set(arena, frame, "date",
              value_text(french_date(arena, date_from_day(site->content->today))));
    value_set(arena, frame, "accessibilite", value_text(accessibility_words(site)));
    if (!settings)
        return frame;
    if (settings->colour.size)
        value_set(arena, frame, "couleur", value_text(settings->colour));
    if (settings->logo.asset)
        value_set(arena, frame, "logo",
                  value_text(components_asset_href(arena, settings->logo.asset)));
    if (settings->publisher)
        value_set(arena, frame, "editeur", values_text(arena, settings->publisher->name));
    value_set(arena, frame, "licence", values_text(arena, settings->licence));
    return frame;
}

static struct slice section_of(struct slice url) {
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (slice_starts(url, sections[i].url))
            return slice_from(sections[i].menu);
    return url;
}

static void push_link(const struct site *site, struct arena *arena, struct value list,
                      const struct site_page *page, struct slice url, struct slice title) {
    struct value link = value_hash(arena);
    struct slice section = section_of(page->url);
    bool current = slice_equal(page->url, url);
    value_set(arena, link, "titre", values_text(arena, title));
    value_set(arena, link, "url", value_text(site_href(site, arena, url, SLICE(""))));
    value_set(arena, link, "courant", value_bool(current));
    value_set(arena, link, "section",
              value_bool(!current && url.size &&
                         path_is_below(section, slice_part(url, 0, url.size - 1))));
    value_push(arena, list, link);
}

/* Free pages that ask for a place in a menu. */
static void push_free_pages(const struct site *site, struct arena *arena, struct value list,
                            const struct site_page *page, int place) {
    for (size_t i = 0; i < site->content->pages.count; i++) {
        const struct page *free_page = site->content->pages.items[i];
        struct slice url = site_url(site, &free_page->record);
        if (free_page->menu == place && url.data)
            push_link(site, arena, list, page, url, content_title(site->content, free_page));
    }
}

static struct value menu_of(const struct site *site, struct arena *arena,
                            const struct site_page *page) {
    struct value list = value_list(arena);
    for (size_t i = 0; i < sizeof menu / sizeof *menu; i++)
        if (site_has(site, menu[i].url))
            push_link(site, arena, list, page, slice_from(menu[i].url),
                      site_word(site, menu[i].word));
    for (size_t i = 0; i < site->content->sections.count; i++) {
        const struct section *section = site->content->sections.items[i];
        struct slice url =
            section->index ? site_url(site, &section->index->record) : (struct slice){NULL, 0};
        if (url.data && section->index->menu != PAGE_MENU_NONE &&
            section->index->menu != PAGE_MENU_FOOTER)
            push_link(site, arena, list, page, url, content_title(site->content, section->index));
    }
    push_free_pages(site, arena, list, page, PAGE_MENU_MAIN);
    return list;
}

static struct value footer_of(const struct site *site, struct arena *arena,
                              const struct site_page *page) {
    struct value list = value_list(arena);
    for (size_t i = 0; i < sizeof footer / sizeof *footer; i++) {
        const struct site_page *target = map_get(&site->by_url, slice_from(footer[i]));
        struct slice title = target ? target->title : (struct slice){NULL, 0};
        if (target && strcmp(footer[i], "accessibilite/") == 0)
            title = accessibility_words(site);
        if (target)
            push_link(site, arena, list, page, target->url, title);
    }
    push_free_pages(site, arena, list, page, PAGE_MENU_FOOTER);
    return list;
}

/* The pages above this one: those whose URLs are the beginnings of its own. */
static struct value trail_of(const struct site *site, struct arena *arena,
                             const struct site_page *page) {
    struct value list = value_list(arena);
    struct value home = value_hash(arena);
    value_set(arena, home, "titre", value_text(site_word(site, "accueil")));
    value_set(arena, home, "url", value_text(site_href(site, arena, SLICE(""), SLICE(""))));
    value_push(arena, list, home);
    for (size_t i = 1; i < page->url.size; i++) {
        struct slice above = slice_part(page->url, 0, i);
        const struct site_page *parent =
            page->url.data[i - 1] == '/' ? map_get(&site->by_url, above) : NULL;
        if (!parent)
            continue;
        struct value link = value_hash(arena);
        value_set(arena, link, "titre", values_text(arena, parent->title));
        value_set(arena, link, "url", value_text(site_href(site, arena, above, SLICE(""))));
        value_push(arena, list, link);
    }
    return list;
}

static void push_feed(struct arena *arena, struct value list, struct slice title,
                      struct slice url) {
    struct value feed = value_hash(arena);
    value_set(arena, feed, "titre", values_text(arena, title));
    value_set(arena, feed, "url", value_text(url));
    value_push(arena, list, feed);
}

/* The body that a page is about; NULL: none. */
static const struct body *body_of(const struct site_page *page) {
    bool body = page->record && page->record->schema == &body_schema;
    return body ? (const struct body *)page->record : NULL;
}

static struct value feeds_of(const struct site *site, struct arena *arena,
                             const struct site_page *page) {
    static const struct {
        const char *page;
        const char *url;
        const char *word;
    } feeds[] = {
        {"actualites/", "actualites.atom", "fil_actualites"},
        {"comptes-rendus/", "comptes-rendus.atom", "fil_comptes_rendus"},
        {"historique/", "historique.atom", "fil_historique"},
    };
    struct value list = value_list(arena);
    if (site->options.version)
        return list;
    for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++)
        if (site_has(site, feeds[i].page))
            push_feed(arena, list, site_word(site, feeds[i].word), slice_from(feeds[i].url));
    const struct history_feed *own = history_feeds_of(site, page);
    if (own)
        push_feed(arena, list, history_feeds_title(site, arena, own), own->url);
    const struct body *body = body_of(page);
    struct slice minutes = body ? meetings_feed(site, arena, body) : SLICE("");
    if (minutes.size)
        push_feed(arena, list, meetings_feed_title(site, arena, body), minutes);
    return list;
}

/* The calendar that a page shows: of all dates, or of a body. */
static struct value calendars_of(const struct site *site, struct arena *arena,
                                 const struct site_page *page) {
    struct value list = value_list(arena);
    const struct body *body = body_of(page);
    struct slice url = body ? meetings_calendar(site, arena, body) : SLICE("");
    if (slice_is(page->url, "agenda/") && !site->options.version)
        url = SLICE("agenda.ics");
    if (url.size)
        push_feed(arena, list, page->title, url);
    return list;
}

/* What search engines show: never nothing. */
static struct slice description_of(const struct site *site, struct arena *arena,
                                   const struct site_page *page) {
    struct slice description = page->summary;
    if (description.size == 0)
        description = text_excerpt(arena, page->source, 200);
    if (description.size == 0)
        description = slice_format(arena, "%.*s – %.*s", SLICE_ARG(page->title),
                                   SLICE_ARG(site->content->contract->title));
    return description;
}

/* When the page last changed for its readers, and where that is told. */
static struct value modified(const struct site *site, struct arena *arena,
                             const struct site_page *page) {
    const struct history_item *item = histories_of(site, page);
    const struct past_version *version = item ? past_latest(item->past) : NULL;
    if (!version)
        return value_none();
    struct value values = value_hash(arena);
    struct date date = date_from_day(past_day(site->histories->past, version));
    value_set(arena, values, "iso", value_text(date_iso(arena, date)));
    value_set(arena, values, "date", value_text(french_date(arena, date)));
    values_set(arena, values, "url", value_text(site_href(site, arena, item->url, SLICE(""))));
    return values;
}

static struct value page_values(const struct site *site, const struct site_page *page,
                                struct arena *arena) {
    struct value values = value_hash(arena);
    struct value trail = trail_of(site, arena, page);
    struct slice description = description_of(site, arena, page);
    value_set(arena, values, "titre", values_text(arena, page->title));
    value_set(arena, values, "resume", values_text(arena, page->summary));
    value_set(arena, values, "description", values_text(arena, description));
    value_set(arena, values, "url", value_text(page->url));
    value_set(arena, values, "type", value_string(page->template_name));
    value_set(arena, values, "accueil", value_bool(page->url.size == 0));
    value_set(arena, values, "fil", trail);
    value_set(arena, values, "donnees_structurees", structured_trail(site, arena, page, trail));
    bool hidden =
        page->unlisted || site->options.version || site->content->edition != VISIBILITY_PUBLIC;
    value_set(arena, values, "non_indexee", value_bool(hidden));
    struct slice canonical = site_absolute(site, arena, page->url);
    if (canonical.size && !hidden)
        value_set(arena, values, "canonique", value_text(canonical));
    value_set(arena, values, "modifie", modified(site, arena, page));
    value_set(arena, values, "corps", text_body(site, page, arena, page->source, NULL));
    return values;
}

void frame_page(const struct site *site, const struct site_page *page, struct arena *arena,
                struct value root) {
    /* what a server shows for any missing address can't use relative links */
    bool missing = slice_is(page->url, "404.html");
    struct slice way = missing ? site_host_path(site, arena) : site_root_of(arena, page->url);
    value_set(arena, root, "racine", value_text(way));
    value_set(arena, root, "mots", site->words);
    value_set(arena, root, "site", site->frame);
    value_set(arena, root, "page", page_values(site, page, arena));
    value_set(arena, root, "menu", menu_of(site, arena, page));
    value_set(arena, root, "pied", footer_of(site, arena, page));
    value_set(arena, root, "flux", feeds_of(site, arena, page));
    value_set(arena, root, "calendriers", calendars_of(site, arena, page));
    value_set(arena, root, "banniere", versions_banner(site, arena, page));
    value_set(arena, root, "edition_partenaires",
              value_bool(site->content->edition != VISIBILITY_PUBLIC));
    value_set(arena, root, "contact",
              components_contact(site, arena, computed_contact(site->content, NULL)));
    if (page->source) {
        struct value contents = value_list(arena);
        text_add_headings(arena, contents, page->source);
        value_set(arena, root, "sommaire", text_contents(arena, contents));
        value_set(arena, root, "documents",
                  components_documents(site, arena, &page->source->documents));
    }
}
