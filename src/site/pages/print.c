/* /imprimer/: the contract on one page for paper or PDF; by axis when it would be over 2 MB. */
#include "site/components.h"
#include "site/pages.h"
#include "site/text.h"
#include "site/values.h"

#include "base/utf8.h"
#include "markdown/markdown.h"

#define ONE_PAGE_LIMIT ((size_t)2 * 1000 * 1000) /* bytes of HTML */
#define PART_OVERHEAD 3000                       /* of a part's facts and titles */

/* What one printed page holds: pages of the contract, in order. */
struct booklet {
    const struct page **parts;
    size_t count;
    size_t size; /* of their HTML, about */
};

static void add_part(struct site *site, struct booklet *booklet, const struct page *page) {
    arena_push(site->arena, booklet->parts, booklet->count, page);
    booklet->size += PART_OVERHEAD;
    if (page->prose && page->prose->program)
        booklet->size += page->prose->program->html.size;
}

static void add_axis(struct site *site, struct booklet *booklet, const struct axis *axis) {
    add_part(site, booklet, &axis->page);
    for (size_t i = 0; i < axis->actions.count; i++)
        add_part(site, booklet, &((const struct action *)axis->actions.items[i])->page);
}

static struct slice part_title(const struct site *site, struct arena *arena,
                               const struct page *page) {
    bool numbered = page->record.schema == &action_schema || page->record.schema == &axis_schema;
    return numbered ? values_name(arena, &page->record) : content_title(site->content, page);
}

static struct slice part_anchor(const struct site *site, struct arena *arena,
                                const struct page *page) {
    return utf8_slug(arena, part_title(site, arena, page));
}

/* What stands beside an action's text on its page. */
static struct value part_facts(const struct site *site, struct arena *arena,
                               const struct page *page) {
    static const char *const keys[] = {"statut",      "objectif",    "pilote",
                                       "copilotes",   "partenaires", "publics",
                                       "communes",    "secteurs",    "quartiers",
                                       "calendrier",  "constat",     "reduction_inegalites",
                                       "moyens",      "rejoindre",   "determinants",
                                       "dispositifs", "prs",         "contact"};
    struct value facts = value_list(arena);
    if (page->record.schema != &action_schema)
        return value_none();
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        values_add_fact(site, arena, facts, &page->record, keys[i]);
    return values_list(arena, facts);
}

static void fill_booklet(const struct site *site, const struct site_page *page, struct arena *arena,
                         struct value root) {
    const struct booklet *booklet = page->item;
    struct value contents = value_list(arena);
    struct value parts = value_list(arena);
    for (size_t i = 0; i < booklet->count; i++) {
        const struct page *source = booklet->parts[i];
        struct slice anchor = part_anchor(site, arena, source);
        struct text_options options = {.anchor_prefix = slice_concat(arena, anchor, SLICE("-")),
                                       .heading_shift = 1};
        struct value part = value_hash(arena);
        struct value entry = value_hash(arena);
        struct value title = values_text(arena, part_title(site, arena, source));
        values_set(arena, part, "ancre", value_text(anchor));
        values_set(arena, part, "titre", title);
        values_set(arena, part, "resume", values_text(arena, source->summary));
        values_set(arena, part, "faits", part_facts(site, arena, source));
        values_set(arena, part, "corps", text_body(site, page, arena, source, &options));
        value_push(arena, parts, part);
        value_set(arena, entry, "titre", title);
        value_set(arena, entry, "ancre", value_text(anchor));
        value_set(arena, entry, "niveau",
                  value_string(source->record.schema == &action_schema ? "3" : "2"));
        value_push(arena, contents, entry);
    }
    value_set(arena, root, "sommaire", values_list(arena, contents));
    value_set(arena, root, "parties", parts);
}

static void fill_booklets(const struct site *site, const struct site_page *page,
                          struct arena *arena, struct value root) {
    struct value cards = value_list(arena);
    (void)page;
    if (site_has(site, "imprimer/presentation/"))
        value_push(arena, cards,
                   components_card(site, arena, SLICE(""), site_word(site, "presentation"),
                                   SLICE(""), SLICE("imprimer/presentation/")));
    for (size_t i = 0; i < site->content->axes.count; i++) {
        const struct axis *axis = site->content->axes.items[i];
        struct slice url =
            slice_format(arena, "imprimer/axe-%.*s/", SLICE_ARG(utf8_slug(arena, axis->number)));
        value_push(arena, cards,
                   components_card(site, arena, SLICE(""), values_name(arena, &axis->page.record),
                                   axis->page.summary, url));
    }
    value_set(arena, root, "elements", values_list(arena, cards));
}

static void add_booklet(struct site *site, struct slice url, struct slice title,
                        struct booklet *booklet) {
    site_add(site, (struct site_page){.url = url,
                                      .template_name = "imprimer",
                                      .fill = fill_booklet,
                                      .item = booklet,
                                      .title = title,
                                      .unlisted = true});
}

static void add_front(struct site *site, struct booklet *booklet) {
    const struct content *content = site->content;
    if (content->home)
        add_part(site, booklet, content->home);
    for (size_t i = 0; i < content->portraits.count; i++)
        add_part(site, booklet, &((const struct portrait *)content->portraits.items[i])->page);
}

/* The front matter and each axis as booklets of their own, and a page that lists them. */
static void add_by_axis(struct site *site, struct booklet *front) {
    const struct list *axes = &site->content->axes;
    if (front->count)
        add_booklet(site, SLICE("imprimer/presentation/"), site_word(site, "presentation"), front);
    for (size_t i = 0; i < axes->count; i++) {
        const struct axis *axis = axes->items[i];
        struct booklet *booklet = arena_new(site->arena, struct booklet);
        struct slice slug = utf8_slug(site->arena, axis->number);
        add_axis(site, booklet, axis);
        add_booklet(site, slice_format(site->arena, "imprimer/axe-%.*s/", SLICE_ARG(slug)),
                    values_name(site->arena, &axis->page.record), booklet);
    }
    site_add(site, (struct site_page){.url = SLICE("imprimer/"),
                                      .template_name = "liste",
                                      .fill = fill_booklets,
                                      .title = site_word(site, "imprimer"),
                                      .unlisted = true});
}

void pages_print(struct site *site) {
    const struct list *axes = &site->content->axes;
    struct booklet *front = arena_new(site->arena, struct booklet);
    struct booklet *whole = arena_new(site->arena, struct booklet);
    if (site->options.without_print)
        return;
    add_front(site, front);
    add_front(site, whole);
    for (size_t i = 0; i < axes->count; i++)
        add_axis(site, whole, axes->items[i]);
    if (whole->count == 0)
        return;
    if (whole->size > ONE_PAGE_LIMIT && axes->count > 1)
        add_by_axis(site, front);
    else
        add_booklet(site, SLICE("imprimer/"), site_word(site, "imprimer"), whole);
}
