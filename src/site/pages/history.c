/* /historique/: all that changed, by month; the same of one kind or one axis; and page by page. */
#include "site/changes.h"
#include "site/components.h"
#include "site/histories.h"
#include "site/pages.h"
#include "site/values.h"

#include "base/utf8.h"
#include "text/french.h"

#define LISTED 100 /* changes on one page of a list */

/* A list of changes, cut into pages. */
struct listing {
    struct slice base;  /* "historique/", "historique/par-axe/1-acces/" */
    struct slice title; /* of what is chosen; empty: all */
    struct history_moment *moments;
    size_t count;
};

/* Lists to choose from. */
struct choices {
    const struct listing **kinds;
    size_t kind_count;
    const struct listing **axes;
    size_t axis_count;
};

struct listing_page {
    const struct listing *listing;
    const struct choices *choices;
    size_t number; /* from 1 */
};

/* ---- Lists */

static struct value choice_of(const struct site *site, struct arena *arena, struct slice title,
                              const struct listing *listing, const struct listing *current) {
    struct value choice = value_hash(arena);
    values_set(arena, choice, "titre", values_text(arena, title));
    values_set(arena, choice, "url", value_text(site_href(site, arena, listing->base, SLICE(""))));
    values_set(arena, choice, "nombre", value_number(arena, (long long)listing->count));
    values_set(arena, choice, "courant", value_bool(slice_equal(listing->base, current->base)));
    return choice;
}

static struct value choices_of(const struct site *site, struct arena *arena,
                               const struct listing **listings, size_t count,
                               const struct listing *current) {
    struct value items = value_list(arena);
    for (size_t i = 0; i < count; i++)
        value_push(arena, items, choice_of(site, arena, listings[i]->title, listings[i], current));
    return values_list(arena, items);
}

/* What is told of a month, under its name. */
static struct value month_of(const struct site *site, struct arena *arena,
                             const struct past_version *version) {
    struct value month = value_hash(arena);
    struct date date = date_from_day(past_day(site->histories->past, version));
    bool unsaved = version->commit == CHAIN_UNSAVED;
    date.day = 0;
    values_set(arena, month, "titre",
               value_text(unsaved ? site_word(site, "non_enregistre")
                                  : utf8_capitalize(arena, french_date(arena, date))));
    values_set(arena, month, "ancre",
               value_text(unsaved ? SLICE("non-enregistre") : date_iso(arena, date)));
    return month;
}

/* What is told of a day. */
static struct value day_of(const struct site *site, struct arena *arena,
                           const struct past_version *version) {
    struct value day = value_hash(arena);
    struct date date = date_from_day(past_day(site->histories->past, version));
    bool unsaved = version->commit == CHAIN_UNSAVED;
    values_set(arena, day, "date", unsaved ? value_none() : value_text(french_date(arena, date)));
    values_set(arena, day, "iso", unsaved ? value_none() : value_text(date_iso(arena, date)));
    value_set(arena, day, "liste", value_list(arena));
    return day;
}

/* How far apart two versions are told: 0, the same day; 1, the same month; 2. */
static int distance(const struct site *site, const struct past_version *a,
                    const struct past_version *b) {
    if (a->commit == CHAIN_UNSAVED || b->commit == CHAIN_UNSAVED)
        return a->commit == b->commit ? 0 : 2;
    struct date x = date_from_day(past_day(site->histories->past, a));
    struct date y = date_from_day(past_day(site->histories->past, b));
    return x.year != y.year || x.month != y.month ? 2 : x.day != y.day;
}

static void fill_listing(const struct site *site, const struct site_page *page, struct arena *arena,
                         struct value root) {
    const struct listing_page *own = page->item;
    const struct listing *listing = own->listing;
    struct value months = value_list(arena), days = value_none(), entries = value_none();
    size_t first = (own->number - 1) * LISTED;
    for (size_t i = first; i < listing->count && i < first + LISTED; i++) {
        const struct history_moment *moment = &listing->moments[i];
        int apart = i == first ? 2 : distance(site, moment[-1].version, moment->version);
        if (apart == 2) {
            struct value month = month_of(site, arena, moment->version);
            days = value_list(arena);
            value_set(arena, month, "jours", days);
            value_push(arena, months, month);
        }
        if (apart) {
            struct value day = day_of(site, arena, moment->version);
            entries = value_get(day, SLICE("liste"));
            value_push(arena, days, day);
        }
        value_push(arena, entries, histories_entry(site, arena, moment));
    }
    value_set(arena, root, "mois", months);
    value_set(arena, root, "genres",
              choices_of(site, arena, own->choices->kinds, own->choices->kind_count, listing));
    value_set(arena, root, "axes",
              choices_of(site, arena, own->choices->axes, own->choices->axis_count, listing));
    value_set(arena, root, "tout",
              listing->title.size
                  ? components_link(site, arena, site_word(site, "tout_l_historique"),
                                    SLICE("historique/"))
                  : value_none());
    histories_add_pager(site, arena, root, listing->base, own->number,
                        histories_page_total(listing->count, LISTED));
}

static void add_listing(struct site *site, const struct listing *listing,
                        const struct choices *choices) {
    size_t total = histories_page_total(listing->count, LISTED);
    struct slice title = site_word(site, "page_historique");
    for (size_t number = 1; number <= total; number++) {
        struct listing_page *page = arena_new(site->arena, struct listing_page);
        *page = (struct listing_page){listing, choices, number};
        struct slice named = listing->title.size
                                 ? slice_format(site->arena, "%.*s : %.*s", SLICE_ARG(title),
                                                SLICE_ARG(listing->title))
                                 : title;
        if (number > 1)
            named = slice_format(site->arena, "%.*s, %.*s %zu", SLICE_ARG(named),
                                 SLICE_ARG(site_word(site, "page")), number);
        site_add(site,
                 (struct site_page){.url = histories_page_url(site->arena, listing->base, number),
                                    .template_name = "historique",
                                    .fill = fill_listing,
                                    .item = page,
                                    .title = named,
                                    .summary = site_word(site, "historique_resume"),
                                    .unlisted = number > 1 || listing->title.size});
    }
}

/* ---- The history of a page */

struct history_page {
    const struct history_item *item;
    size_t number;
};

static void add_person(const struct site *site, struct arena *arena, struct value entry,
                       const struct past_version *version) {
    const struct history_settings *settings = site->content->contract->history;
    bool saved = version->commit != CHAIN_UNSAVED;
    const struct history_commit *commit =
        saved ? &site->histories->past->history->commits[version->commit] : NULL;
    values_set(arena, entry, "auteur",
               commit && settings && settings->authors ? values_text(arena, commit->name)
                                                       : value_none());
    values_set(arena, entry, "message",
               commit && settings && settings->messages ? values_text(arena, commit->title)
                                                        : value_none());
}

static struct value version_of(const struct site *site, const struct site_page *page,
                               struct arena *arena, const struct history_item *item,
                               const struct past_version *version) {
    struct history_moment moment = {item, version};
    struct value entry = histories_entry(site, arena, &moment);
    struct edit edit;
    past_read(site->histories->past, arena, version, &edit);
    struct slice html = changes_difference(site, page, arena, item->past->path, &edit.text);
    values_set(arena, entry, "ancre", value_text(histories_anchor(site, arena, version)));
    values_set(arena, entry, "changements", changes_values(site, page, arena, &edit));
    values_set(arena, entry, "difference", value_html(html));
    add_person(site, arena, entry, version);
    return entry;
}

static void fill_page(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    const struct history_page *own = page->item;
    const struct past_item *past = own->item->past;
    struct value versions = value_list(arena);
    size_t first = (own->number - 1) * HISTORIES_PAGE, rank = 0;
    for (size_t i = 0; i < past->count; i++) {
        if (past->versions[i].weight != EDIT_LISTED)
            continue;
        if (rank >= first && rank < first + HISTORIES_PAGE)
            value_push(arena, versions,
                       version_of(site, page, arena, own->item, &past->versions[i]));
        rank++;
    }
    if (value_count(versions))
        value_set(arena, value_at(versions, 0), "ouvert", value_bool(own->number == 1));
    value_set(arena, root, "versions_de_page", values_list(arena, versions));
    if (past->record && past->record->schema == &action_schema)
        value_set(arena, root, "contact",
                  components_action_contact(site, arena, (const struct action *)past->record));
    value_set(arena, root, "retour",
              components_link(site, arena, own->item->page->title, own->item->page->url));
    histories_add_pager(site, arena, root, own->item->url, own->number,
                        histories_page_total(past->listed, HISTORIES_PAGE));
}

static void add_history(struct site *site, const struct history_item *item) {
    size_t total = histories_page_total(item->past->listed, HISTORIES_PAGE);
    for (size_t number = 1; number <= total; number++) {
        struct history_page *page = arena_new(site->arena, struct history_page);
        *page = (struct history_page){item, number};
        site_add(site, (struct site_page){
                           .url = histories_page_url(site->arena, item->url, number),
                           .template_name = "historique-page",
                           .fill = fill_page,
                           .item = page,
                           .title = slice_format(site->arena, "%.*s : %.*s",
                                                 SLICE_ARG(site_word(site, "ce_qui_a_change")),
                                                 SLICE_ARG(item->page->title)),
                           .unlisted = true});
    }
}

/* ---- Registration */

static bool is_of_kind(const struct history_moment *moment, const void *kind) {
    return slice_equal(moment->item->kind, *(const struct slice *)kind);
}

static bool is_of_axis(const struct history_moment *moment, const void *axis) {
    return moment->item->axis == axis;
}

/* The changes that `keep` accepts; NULL when there are none. */
static struct listing *choose(struct site *site, const char *folder, struct slice name,
                              struct slice title,
                              bool (*keep)(const struct history_moment *moment, const void *chosen),
                              const void *chosen) {
    const struct histories *histories = site->histories;
    struct listing *listing = arena_new(site->arena, struct listing);
    listing->base = slice_format(site->arena, "historique/%s/%.*s/", folder,
                                 SLICE_ARG(utf8_slug(site->arena, name)));
    listing->title = title;
    for (size_t i = 0; i < histories->count; i++)
        if (keep(&histories->moments[i], chosen))
            arena_push(site->arena, listing->moments, listing->count, histories->moments[i]);
    return listing->count ? listing : NULL;
}

static void choose_kinds(struct site *site, struct choices *choices) {
    const struct histories *histories = site->histories;
    struct map seen;
    map_init(&seen, site->arena);
    for (size_t i = 0; i < histories->item_count; i++) {
        const struct slice *kind = &histories->items[i].kind;
        if (map_put(&seen, *kind, (void *)kind))
            continue;
        const struct listing *listing = choose(site, "par-genre", *kind, *kind, is_of_kind, kind);
        if (listing)
            arena_push(site->arena, choices->kinds, choices->kind_count, listing);
    }
}

static void choose_axes(struct site *site, struct choices *choices) {
    for (size_t i = 0; i < site->content->axes.count; i++) {
        const struct axis *axis = site->content->axes.items[i];
        struct slice name = slice_format(site->arena, "%.*s %.*s", SLICE_ARG(axis->number),
                                         SLICE_ARG(axis->page.title));
        const struct listing *listing = choose(
            site, "par-axe", name, values_name(site->arena, &axis->page.record), is_of_axis, axis);
        if (listing)
            arena_push(site->arena, choices->axes, choices->axis_count, listing);
    }
}

void pages_history(struct site *site) {
    histories_gather(site, site->options.past);
    const struct histories *histories = site->histories;
    if (!histories || histories->count == 0)
        return;
    struct choices *choices = arena_new(site->arena, struct choices);
    struct listing *all = arena_new(site->arena, struct listing);
    *all = (struct listing){.base = SLICE("historique/"),
                            .title = {"", 0},
                            .moments = histories->moments,
                            .count = histories->count};
    choose_kinds(site, choices);
    choose_axes(site, choices);
    add_listing(site, all, choices);
    for (size_t i = 0; i < choices->kind_count; i++)
        add_listing(site, choices->kinds[i], choices);
    for (size_t i = 0; i < choices->axis_count; i++)
        add_listing(site, choices->axes[i], choices);
    for (size_t i = 0; i < histories->item_count; i++)
        if (histories->items[i].url.data)
            add_history(site, &histories->items[i]);
}
