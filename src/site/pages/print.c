/*
 * /imprimer/: the contract as one document, for paper or PDF; by axis when it would be over 2 MB.
 * Its chapters are pages of the site told again: the values that they give their templates, through
 * templates of their own (partiels/impression/).
 */
#include "site/pages/print.h"

#include "base/utf8.h"
#include "markdown/markdown.h"
#include "site/components.h"
#include "site/inner_links.h"
#include "site/pages.h"
#include "site/text.h"
#include "site/values.h"
#include "text/french.h"

#define ONE_PAGE_LIMIT ((size_t)2 * 1000 * 1000) /* bytes of HTML */

/* What HTML stands around a text, about, in bytes; a figure is drawn twice, and has its table. */
#define PART_SIZE 6000
#define FIGURE_SIZE 9000
#define ROW_SIZE 900

struct part {
    const struct site_page *page;
    const char *template_name; /* below partiels/impression/ */
    struct slice title;
    struct slice anchor;
    bool chapter; /* else a part of the chapter before it */
    bool own_ids; /* its ids are those of its page: nothing else on paper has such */
};

/* What one printed page holds, in order. */
struct booklet {
    struct part **parts;
    size_t count;
    size_t size;       /* of their HTML, about */
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

static size_t size_of(const struct page *source) {
    size_t size = PART_SIZE;
    if (source && source->prose && source->prose->program)
        size +=
            source->prose->program->html.size + source->prose->program->figure_count * FIGURE_SIZE;
    return size;
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
                          .chapter = chapter};
    arena_push(site->arena, booklet->parts, booklet->count, part);
    map_put(&booklet->by_url, url, part);
    booklet->size += size_of(page->source);
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
    booklet->size += axis->indicators.count * FIGURE_SIZE;
    for (size_t i = 0; i < axis->actions.count; i++) {
        const struct action *action = axis->actions.items[i];
        add(site, booklet, site_url(site, &action->page.record), "action",
            values_name(site->arena, &action->page.record), false);
        booklet->size += action->indicators.count * (FIGURE_SIZE + ROW_SIZE) +
                         (action->budget.count + action->steps.count) * ROW_SIZE;
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
                          .chapter = true};
    arena_push(site->arena, booklet->parts, booklet->count, part);
    booklet->size += size_of(NULL);
}

static void add_end(struct site *site, struct booklet *booklet) {
    struct part *part;
    add_governance(site, booklet);
    add_evaluations(site, booklet);
    if ((part = add(site, booklet, SLICE("glossaire/"), "glossaire", SLICE(""), true)))
        part->own_ids = true;
    booklet->size += site->content->terms.count * ROW_SIZE;
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

static void fill_booklets(const struct site *site, const struct site_page *page,
                          struct arena *arena, struct value root) {
    struct value cards = value_list(arena);
    for (size_t i = 0; i < site->page_count; i++) {
        const struct site_page *other = site->pages[i];
        if (other->fill == fill_booklet)
            value_push(
                arena, cards,
                components_card(site, arena, SLICE(""), other->title, other->summary, other->url));
    }
    (void)page;
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

/* What stands before the axes, each axis, and what stands after them as booklets of their own, and
 * a page that lists them. */
static void add_by_axis(struct site *site) {
    const struct list *axes = &site->content->axes;
    struct booklet *front = new_booklet(site);
    struct booklet *end = new_booklet(site);
    add_contract(site, front);
    add_diagnosis(site, front);
    add_booklet(site, SLICE("imprimer/presentation/"), site_word(site, "presentation"), SLICE(""),
                front);
    for (size_t i = 0; i < axes->count; i++) {
        const struct axis *axis = axes->items[i];
        struct booklet *booklet = new_booklet(site);
        struct slice slug = utf8_slug(site->arena, axis->number);
        add_axis(site, booklet, axis);
        add_booklet(site, slice_format(site->arena, "imprimer/axe-%.*s/", SLICE_ARG(slug)),
                    values_name(site->arena, &axis->page.record), axis->page.summary, booklet);
    }
    add_end(site, end);
    add_booklet(site, SLICE("imprimer/suite/"), site_word(site, "imprimer_suite"), SLICE(""), end);
    site_add(site, (struct site_page){.url = SLICE("imprimer/"),
                                      .template_name = "liste",
                                      .fill = fill_booklets,
                                      .title = site_word(site, "imprimer"),
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
    for (size_t i = 0; i < content->axes.count; i++)
        add_axis(site, whole, content->axes.items[i]);
    add_end(site, whole);
    if (whole->size > ONE_PAGE_LIMIT && content->axes.count > 1 && !site->options.for_paper)
        add_by_axis(site);
    else
        add_booklet(site, SLICE("imprimer/"), site_word(site, "imprimer"), SLICE(""), whole);
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
