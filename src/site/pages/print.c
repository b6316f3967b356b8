/*
 * /imprimer/: the contract as one document, for paper or PDF; by axis when it would be over 2 MB,
 * and by as many sheets as 2 MB hold when an axis would. Its chapters are pages of the site told
 * again: the values that they give their templates, through templates of their own
 * (partiels/impression/).
 */
#include "site/pages/print.h"

#include "base/bounds.h"
#include "base/parallel.h"
#include "base/utf8.h"
#include "markdown/markdown.h"
#include "site/components.h"
#include "site/inner_links.h"
#include "site/pages.h"
#include "site/text.h"
#include "site/values.h"
#include "text/french.h"

#define ONE_PAGE_LIMIT ((size_t)2 * 1000 * 1000) /* bytes of HTML */
#define PART_MARGIN 200 /* what a part may weigh more among others than by itself */

enum { GROUP_FRONT, GROUP_AXES /* and as many as there are axes */, GROUP_END = BOUND_PAGES + 1 };

struct part {
    const struct site_page *page;
    const char *template_name; /* below partiels/impression/ */
    struct slice title;
    struct slice anchor;
    bool chapter; /* else a part of the chapter before it */
    bool own_ids; /* its ids are those of its page: nothing else on paper has such */
    size_t group; /* what it stays with when the contract is shared: GROUP_* */
    size_t size;  /* of its HTML, once measured */
};

/* What one printed page holds, in order. */
struct booklet {
    struct part **parts;
    size_t count;
    size_t group;      /* of what is added now */
    struct map by_url; /* URL of a page of the site to struct part */
};

static struct booklet *new_booklet(struct site *site) {
    struct booklet *booklet = arena_new(site->arena, struct booklet);
    map_init(&booklet->by_url, site->arena);
    return booklet;
}

/* URLs of pages give ids that are no other's: slugs have no "--". */
static struct slice anchor_of(struct arena *arena, struct slice url) {
    struct slice anchor = {"", 0};
    struct slice step;
    while (slice_next_field(&url, '/', &step))
        if (step.size)
            anchor = slice_format(arena, "%.*s%s%.*s", SLICE_ARG(anchor), anchor.size ? "--" : "",
                                  SLICE_ARG(step));
    return anchor;
}

/* Adds the page of a URL; returns NULL, and adds nothing, when there is no such page. */
static struct part *add(struct site *site, struct booklet *booklet, struct slice url,
                        const char *template_name, struct slice title, bool chapter) {
    const struct site_page *page = url.data ? map_get(&site->by_url, url) : NULL;
    if (!page)
        return NULL;
    struct part *part = arena_new(site->arena, struct part);
    *part = (struct part){.page = page,
                          .template_name = template_name,
                          .title = title.size ? title : page->title,
                          .anchor = anchor_of(site->arena, url),
                          .chapter = chapter,
                          .group = booklet->group};
    arena_push(site->arena, booklet->parts, booklet->count, part);
    map_put(&booklet->by_url, url, part);
    return part;
}

static void add_record(struct site *site, struct booklet *booklet, const struct record *record,
                       const char *template_name) {
    add(site, booklet, site_url(site, record), template_name, SLICE(""), false);
}

/* ---- The chapters ---- */

static void add_contract(struct site *site, struct booklet *booklet) {
    add(site, booklet, SLICE("contrat/"), "contrat", SLICE(""), true);
}

static void add_diagnosis(struct site *site, struct booklet *booklet) {
    const struct list *portraits = &site->content->portraits;
    add(site, booklet, SLICE("diagnostic/"), "titre", SLICE(""), true);
    for (size_t i = 0; i < portraits->count; i++)
        add_record(site, booklet, &((const struct portrait *)portraits->items[i])->page.record,
                   "portrait");
}

static void add_axis(struct site *site, struct booklet *booklet, const struct axis *axis) {
    const struct record *record = &axis->page.record;
    struct slice title = values_name(site->arena, record);
    add(site, booklet, site_url(site, record), "axe", title, true);
    for (size_t i = 0; i < axis->actions.count; i++) {
        const struct action *action = axis->actions.items[i];
        add(site, booklet, site_url(site, &action->page.record), "action",
            values_name(site->arena, &action->page.record), false);
    }
}

static void add_governance(struct site *site, struct booklet *booklet) {
    const struct content *content = site->content;
    struct part *chapter =
        add(site, booklet, SLICE("gouvernance/"), "gouvernance", SLICE(""), true);
    for (size_t i = 0; i < content->bodies.count; i++)
        add_record(site, booklet, content->bodies.items[i], "instance");
    for (size_t i = 0; i < content->governance_pages.count; i++) {
        const struct page *page = content->governance_pages.items[i];
        if (chapter && page != chapter->page->source)
            add_record(site, booklet, &page->record, "sections");
    }
}

static void add_evaluations(struct site *site, struct booklet *booklet) {
    const struct list *evaluations = &site->content->evaluations;
    add(site, booklet, SLICE("evaluation/"), "titre", SLICE(""), true);
    for (size_t i = 0; i < evaluations->count; i++)
        add_record(site, booklet, &((const struct evaluation *)evaluations->items[i])->page.record,
                   "sections");
}

/* The amendments stand on the page of the contract; on paper they have a chapter of their own. */
static void add_amendments(struct site *site, struct booklet *booklet) {
    const struct site_page *page = map_get(&site->by_url, SLICE("contrat/"));
    if (!page || site->content->contract->amendments.count == 0)
        return;
    struct part *part = arena_new(site->arena, struct part);
    *part = (struct part){.page = page,
                          .template_name = "avenants",
                          .title = site_word(site, "avenants"),
                          .anchor = SLICE("avenants"),
                          .chapter = true,
                          .group = booklet->group};
    arena_push(site->arena, booklet->parts, booklet->count, part);
}

static void add_end(struct site *site, struct booklet *booklet) {
    struct part *part;
    add_governance(site, booklet);
    add_evaluations(site, booklet);
    if ((part = add(site, booklet, SLICE("glossaire/"), "glossaire", SLICE(""), true)))
        part->own_ids = true;
    add_amendments(site, booklet);
    add(site, booklet, SLICE("indicateurs/"), "sections", site_word(site, "annexe_indicateurs"),
        true);
    if ((part = add(site, booklet, SLICE("budget/"), "sections", site_word(site, "annexe_budget"),
                    true)))
        part->own_ids = true;
}

/* ---- Their values ---- */

/* The communes as a sentence would have them. */
static struct value communes_of(const struct site *site, struct arena *arena) {
    const struct list *communes = &site->content->contract->territory->communes;
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < communes->count; i++) {
        if (i)
            BUFFER_LITERAL(&out, ", ");
        buffer_add(&out, ((const struct commune *)communes->items[i])->name);
    }
    struct slice all = slice_copy(arena, buffer_slice(&out));
    buffer_dispose(&out);
    return values_text(arena, all);
}

static struct value part_values(const struct site *site, const struct site_page *printed,
                                struct arena *arena, const struct part *part) {
    const struct page *source = part->page->source;
    struct value values = value_hash(arena);
    struct site_page *page = arena_new(arena, struct site_page);
    *page = *part->page;
    page->url = printed->url; /* links start from where the values are shown */
    if (source)
        value_set(arena, values, "documents",
                  components_documents(site, arena, &source->documents));
    page->fill(site, page, arena, values);
    struct text_options options = {.anchor_prefix = slice_concat(arena, part->anchor, SLICE("--")),
                                   .heading_shift = part->chapter ? 1 : 2};
    values_set(arena, values, "resume", values_text(arena, part->page->summary));
    values_set(arena, values, "corps", text_body(site, page, arena, source, &options));
    values_set(arena, values, "rang", value_number(arena, part->chapter ? 3 : 4));
    values_set(arena, values, "rang_dessous", value_number(arena, part->chapter ? 4 : 5));
    return values;
}

/* A chapter or a part of one. Values of its page are apart, in `contenu`: a name that it lacks must
 * not be found in the chapter around it. */
static struct value shown_part(const struct site *site, const struct site_page *printed,
                               struct arena *arena, const struct part *part) {
    struct value values = value_hash(arena);
    value_set(arena, values, "ancre", value_text(part->anchor));
    value_set(arena, values, "titre", values_text(arena, part->title));
    value_set(arena, values, "gabarit",
              value_text(slice_format(arena, "partiels/impression/%s", part->template_name)));
    value_set(arena, values, "contenu", part_values(site, printed, arena, part));
    return values;
}

static struct value chapters_of(const struct site *site, const struct site_page *printed,
                                struct arena *arena, const struct booklet *booklet) {
    struct value chapters = value_list(arena);
    struct value parts = value_list(arena);
    for (size_t i = 0; i < booklet->count; i++) {
        struct value values = shown_part(site, printed, arena, booklet->parts[i]);
        if (!booklet->parts[i]->chapter) {
            value_push(arena, parts, values);
            continue;
        }
        parts = value_list(arena);
        value_set(arena, values, "parties", parts);
        value_push(arena, chapters, values);
    }
    return chapters;
}

/* What the contract is, on its cover. */
static struct value cover(const struct site *site, struct arena *arena) {
    static const char *const keys[] = {"periode", "signature", "phase", "porteur"};
    const struct contract *contract = site->content->contract;
    struct value values = value_hash(arena);
    struct value facts = value_list(arena);
    struct value names = value_list(arena);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        values_add_fact(site, arena, facts, &contract->record, keys[i]);
    for (size_t i = 0; i < contract->signatories.count; i++) {
        const struct signatory *signatory = contract->signatories.items[i];
        if (!computed_is_past(site->content, signatory->until))
            value_push(arena, names, values_reference(site, arena, &signatory->organisation));
    }
    value_set(arena, values, "faits", values_list(arena, facts));
    value_set(arena, values, "signataires", values_list(arena, names));
    value_set(arena, values, "adresse", values_text(arena, site_absolute(site, arena, SLICE(""))));
    return values;
}

static void fill_booklet(const struct site *site, const struct site_page *page, struct arena *arena,
                         struct value root) {
    const struct booklet *booklet = page->item;
    struct value contents = value_list(arena);
    for (size_t i = 0; i < booklet->count; i++) {
        const struct part *part = booklet->parts[i];
        text_add_heading(arena, contents, french_text(arena, part->title), part->anchor,
                         part->chapter ? 2 : 3);
    }
    value_set(arena, root, "couverture", cover(site, arena));
    values_set(arena, root, "communes", communes_of(site, arena));
    value_set(arena, root, "table_des_matieres", values_list(arena, contents));
    value_set(arena, root, "chapitres", chapters_of(site, page, arena, booklet));
}

/* ---- Links from one part to another stay on the paper ---- */

/* Where a link of the site leads on the printed page: no data, elsewhere. */
static struct slice place_on_paper(const void *context, struct arena *arena, struct slice url,
                                   struct slice anchor, const struct map *ids) {
    const struct part *part = map_get(&((const struct booklet *)context)->by_url, url);
    if (!part)
        return (struct slice){NULL, 0};
    struct slice inside =
        slice_format(arena, "%.*s--%.*s", SLICE_ARG(part->anchor), SLICE_ARG(anchor));
    if (anchor.size && map_get(ids, inside))
        return inside;
    return part->own_ids && map_get(ids, anchor) ? anchor : part->anchor;
}

static void keep_links(const struct site *site, const struct site_page *page, struct arena *arena,
                       struct buffer *out) {
    struct inner_links links = {.root = site_root_of(arena, page->url),
                                .place = place_on_paper,
                                .context = page->item,
                                .leaves = site->options.for_paper};
    if (site->content->edition == VISIBILITY_PUBLIC)
        links.address = site_absolute(site, arena, SLICE(""));
    inner_links_set(&links, arena, out);
}

/* ---- Registration ---- */

/* The pages that the contract is shared into, in the order in which it is read. */
struct shares {
    const struct site_page **pages;
    size_t count;
};

static void fill_shares(const struct site *site, const struct site_page *page, struct arena *arena,
                        struct value root) {
    const struct shares *shares = page->item;
    struct value cards = value_list(arena);
    for (size_t i = 0; i < shares->count; i++)
        value_push(arena, cards,
                   components_card(site, arena, SLICE(""), shares->pages[i]->title,
                                   shares->pages[i]->summary, shares->pages[i]->url));
    value_set(arena, root, "elements", values_list(arena, cards));
}

static void add_booklet(struct site *site, struct slice url, struct slice title,
                        struct slice summary, struct booklet *booklet) {
    if (booklet->count)
        site_add(site, (struct site_page){.url = url,
                                          .template_name = "imprimer",
                                          .fill = fill_booklet,
                                          .finish = keep_links,
                                          .item = booklet,
                                          .title = title,
                                          .summary = summary,
                                          .unlisted = true});
}

void pages_print(struct site *site) {
    const struct content *content = site->content;
    if (site->options.without_print ||
        (!content->home && content->portraits.count == 0 && content->axes.count == 0))
        return;
    struct booklet *whole = new_booklet(site);
    add_contract(site, whole);
    add_diagnosis(site, whole);
    for (size_t i = 0; i < content->axes.count; i++) {
        whole->group = GROUP_AXES + i;
        add_axis(site, whole, content->axes.items[i]);
    }
    whole->group = GROUP_END;
    add_end(site, whole);
    add_booklet(site, SLICE("imprimer/"), site_word(site, "imprimer"), SLICE(""), whole);
}

/* ---- Shared when it would be over 2 MB ---- */

struct weighing {
    const struct site *site;
    const struct booklet *booklet;
    size_t empty; /* bytes of a printed page that holds nothing */
    struct arena arenas[BOUND_JOBS];
    struct buffer buffers[BOUND_JOBS];
};

/* The bytes of the HTML of a booklet; 0 when it can't be rendered, which its page will say. */
static size_t measure_booklet(struct weighing *weighing, size_t worker, struct booklet *booklet) {
    struct arena *arena = &weighing->arenas[worker];
    struct buffer *out = &weighing->buffers[worker];
    struct error ignored = ERROR_INIT;
    struct site_page page = {.url = SLICE("imprimer/deep/deep/"), /* for the longest links */
                             .template_name = "imprimer",
                             .fill = fill_booklet,
                             .item = booklet};
    size_t size = 0;
    if (site_render(weighing->site, &page, arena, out, &ignored) == 0)
        size = buffer_slice(out).size;
    buffer_reset(out);
    arena_reset(arena);
    return size;
}

static void measure_part(void *context, size_t item, size_t worker) {
    struct weighing *weighing = context;
    struct part *part = weighing->booklet->parts[item];
    struct part chapter = *part;
    struct part *parts[] = {&chapter};
    struct booklet alone = {.parts = parts, .count = 1};
    chapter.chapter = true; /* it has none around it */
    map_init(&alone.by_url, &weighing->arenas[worker]);
    size_t size = measure_booklet(weighing, worker, &alone);
    part->size = (size > weighing->empty ? size - weighing->empty : 0) + PART_MARGIN;
}

/* Measures each part of a booklet; returns what a printed page weighs without any. */
static size_t measure_parts(struct site *site, const struct booklet *booklet) {
    struct weighing *weighing = arena_new(site->arena, struct weighing);
    struct booklet nothing = {.count = 0};
    weighing->site = site;
    weighing->booklet = booklet;
    map_init(&nothing.by_url, &weighing->arenas[0]);
    weighing->empty = measure_booklet(weighing, 0, &nothing);
    parallel_for(booklet->count, site->content->jobs, measure_part, weighing);
    for (size_t i = 0; i < BOUND_JOBS; i++) {
        arena_dispose(&weighing->arenas[i]);
        buffer_dispose(&weighing->buffers[i]);
    }
    return weighing->empty;
}

static void push(struct site *site, struct booklet *booklet, struct part *part) {
    arena_push(site->arena, booklet->parts, booklet->count, part);
    if (!map_get(&booklet->by_url, part->page->url))
        map_put(&booklet->by_url, part->page->url, part);
}

/* The title of a chapter, again, before those of its parts that another page holds. */
static struct part *repeat(struct site *site, const struct part *chapter) {
    struct part *part = arena_new(site->arena, struct part);
    *part = *chapter;
    part->template_name = "titre";
    return part;
}

/* The parts of a group, from `start` to `end`, that its next page holds: one at least. */
static struct booklet *next_booklet(struct site *site, const struct booklet *whole, size_t *start,
                                    size_t end, size_t room, const struct part **chapter) {
    struct booklet *booklet = new_booklet(site);
    size_t size = 0;
    if (*chapter && !whole->parts[*start]->chapter) {
        push(site, booklet, repeat(site, *chapter));
        size = (*chapter)->size;
    }
    do {
        struct part *part = whole->parts[*start];
        push(site, booklet, part);
        size += part->size;
        if (part->chapter)
            *chapter = part;
    } while (++*start < end && size + whole->parts[*start]->size <= room);
    return booklet;
}

/* Adds the pages of a group: the first at `page`'s URL, the others below it. */
static void share_group(struct site *site, struct shares *shares, struct site_page page,
                        const struct booklet *whole, size_t start, size_t end, size_t room) {
    const struct part *chapter = NULL;
    struct slice url = page.url, title = page.title;
    for (size_t number = 1; start < end; number++) {
        struct booklet *booklet = next_booklet(site, whole, &start, end, room, &chapter);
        if (number > 1)
            url = slice_format(site->arena, "%.*s%zu/", SLICE_ARG(page.url), number);
        if (number > 1 || start < end)
            title = slice_format(site->arena, "%.*s, %.*s %zu", SLICE_ARG(page.title),
                                 SLICE_ARG(site_word(site, "imprimer_partie")), number);
        add_booklet(site, url, title, page.summary, booklet);
        arena_push(site->arena, shares->pages, shares->count, map_get(&site->by_url, url));
    }
}

/* How the page of a group is called, and where it is. */
static struct site_page page_of_group(struct site *site, size_t group) {
    if (group == GROUP_FRONT)
        return (struct site_page){.url = SLICE("imprimer/presentation/"),
                                  .title = site_word(site, "presentation")};
    if (group == GROUP_END)
        return (struct site_page){.url = SLICE("imprimer/suite/"),
                                  .title = site_word(site, "imprimer_suite")};
    const struct axis *axis = site->content->axes.items[group - GROUP_AXES];
    struct slice slug = utf8_slug(site->arena, axis->number);
    return (struct site_page){.url =
                                  slice_format(site->arena, "imprimer/axe-%.*s/", SLICE_ARG(slug)),
                              .title = values_name(site->arena, &axis->page.record),
                              .summary = axis->page.summary};
}

static struct shares *share(struct site *site, const struct booklet *whole, size_t room) {
    struct shares *shares = arena_new(site->arena, struct shares);
    for (size_t start = 0, end = 0; start < whole->count; start = end) {
        size_t group = whole->parts[start]->group;
        while (end < whole->count && whole->parts[end]->group == group)
            end++;
        share_group(site, shares, page_of_group(site, group), whole, start, end, room);
    }
    return shares;
}

void print_share(struct site *site) {
    struct site_page *page = map_get(&site->by_url, SLICE("imprimer/"));
    if (!page || page->fill != fill_booklet || site->options.for_paper)
        return;
    const struct booklet *whole = page->item;
    size_t size = measure_parts(site, whole);
    size_t room = size < ONE_PAGE_LIMIT ? ONE_PAGE_LIMIT - size : 0;
    for (size_t i = 0; i < whole->count; i++)
        size += whole->parts[i]->size;
    if (size <= ONE_PAGE_LIMIT)
        return;
    *page = (struct site_page){.url = page->url,
                               .template_name = "liste",
                               .fill = fill_shares,
                               .item = share(site, whole, room),
                               .title = page->title,
                               .unlisted = true};
}

const struct print_entry *print_contents(const struct site *site, struct arena *arena,
                                         size_t *count) {
    const struct site_page *page = map_get(&site->by_url, SLICE("imprimer/"));
    if (!page || page->fill != fill_booklet)
        return NULL;
    const struct booklet *booklet = page->item;
    struct print_entry *entries = arena_array(arena, struct print_entry, booklet->count + 1);
    for (size_t i = 0; i < booklet->count; i++)
        entries[i] = (struct print_entry){booklet->parts[i]->anchor,
                                          french_text(arena, booklet->parts[i]->title),
                                          booklet->parts[i]->chapter};
    *count = booklet->count;
    return entries;
}
