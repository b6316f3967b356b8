#include "site/text.h"

#include "base/utf8.h"
#include "markdown/markdown.h"
#include "site/figures.h"
#include "site/values.h"
#include "text/escape.h"
#include "text/french.h"

/* What the callbacks of the renderer need. */
struct setting {
    const struct site *site;
    const struct site_page *page;
    const struct page *source;
    struct arena *arena;
    struct slice root;             /* "../../" */
    const struct term **explained; /* acronyms marked up so far */
    size_t explained_count;
};

static struct slice link_of(void *context, const struct markdown_link *link, size_t index) {
    struct setting *setting = context;
    const struct site *site = setting->site;
    const struct link *lead = &setting->source->prose->links[index];
    struct slice url = {NULL, 0};
    switch (lead->kind) {
    case LINK_EXTERNAL:
        return link->target;
    case LINK_ANCHOR:
        return slice_concat(setting->arena, SLICE("#"), lead->anchor);
    case LINK_WORDS:
        return (struct slice){NULL, 0};
    case LINK_ASSET: {
        struct buffer path = BUFFER_INIT;
        escape_url_path(&path, lead->asset->path);
        url = slice_concat(setting->arena, setting->root, buffer_slice(&path));
        buffer_dispose(&path);
        return url;
    }
    case LINK_PAGE:
        url = site_url(site, lead->record);
        break;
    case LINK_ENTRY:
        url = lead->record ? site_url(site, lead->record) : site_list_url(site, lead->file->kind);
        break;
    }
    if (!url.data)
        return url;
    return slice_concat(setting->arena, setting->root,
                        site_href(site, setting->arena, url, lead->anchor));
}

static void add_image(void *context, const struct markdown_image *image, size_t index,
                      struct buffer *out) {
    struct setting *setting = context;
    const struct asset *asset = setting->source->prose->images[index];
    if (!asset)
        return;
    BUFFER_LITERAL(out, "<img src=\"");
    buffer_add(out, setting->root);
    escape_url_path(out, asset->path);
    BUFFER_LITERAL(out, "\" alt=\"");
    escape_html(out, french_text(setting->arena, image->alternative));
    buffer_add_byte(out, '"');
    if (asset->image.width)
        buffer_format(out, " width=\"%u\" height=\"%u\"", asset->image.width, asset->image.height);
    BUFFER_LITERAL(out, " loading=\"lazy\">");
}

static void add_figure(void *context, const struct markdown_figure *figure, size_t index,
                       struct buffer *out) {
    struct setting *setting = context;
    const struct figure_table *table = setting->source->prose->figures[index];
    (void)figure;
    if (table)
        figures_add(setting->site, setting->page, setting->arena, table, index, out);
}

/* The first use of an acronym in a page is marked up with its meaning. */
static void add_acronym(void *context, struct slice word, struct buffer *out) {
    struct setting *setting = context;
    const struct term *term = map_get(&setting->site->terms, word);
    bool first = term && term->name.size;
    for (size_t i = 0; first && i < setting->explained_count; i++)
        first = setting->explained[i] != term;
    if (!first) {
        escape_html(out, word);
        return;
    }
    arena_push(setting->arena, setting->explained, setting->explained_count, term);
    struct slice url = site_url(setting->site, &term->record);
    if (url.data) {
        size_t hash = slice_find(url, '#');
        BUFFER_LITERAL(out, "<a class=\"sigle\" href=\"");
        buffer_add(out, setting->root);
        escape_html(out, site_href(setting->site, setting->arena, slice_part(url, 0, hash),
                                   slice_from_offset(url, hash + 1)));
        BUFFER_LITERAL(out, "\">");
    }
    BUFFER_LITERAL(out, "<abbr title=\"");
    escape_html(out, french_text(setting->arena, term->name));
    BUFFER_LITERAL(out, "\">");
    escape_html(out, word);
    buffer_add_string(out, url.data ? "</abbr></a>" : "</abbr>");
}

struct value text_body(const struct site *site, const struct site_page *page, struct arena *arena,
                       const struct page *source, const struct text_options *options) {
    if (!source || !source->prose || source->prose->program->html.size == 0)
        return value_none();
    struct setting setting = {.site = site,
                              .page = page,
                              .source = source,
                              .arena = arena,
                              .root = site_root_of(arena, page->url)};
    struct markdown_filler filler = {.context = &setting,
                                     .reserved_label = site_word(site, "partenaires_seuls"),
                                     .link = link_of,
                                     .image = add_image,
                                     .figure = add_figure,
                                     .acronym = add_acronym};
    if (options) {
        filler.anchor_prefix = options->anchor_prefix;
        filler.heading_shift = options->heading_shift;
    }
    struct buffer out = BUFFER_INIT;
    markdown_render(source->prose->program, &filler, &out);
    struct value html = value_html(slice_copy(arena, buffer_slice(&out)));
    buffer_dispose(&out);
    return html;
}

void text_add_heading(struct arena *arena, struct value contents, struct slice title,
                      struct slice anchor, unsigned level) {
    struct value item = value_hash(arena);
    value_set(arena, item, "titre", value_text(title));
    value_set(arena, item, "ancre", value_text(anchor));
    value_set(arena, item, "niveau", value_number(arena, (long long)level));
    value_push(arena, contents, item);
}

void text_add_headings(struct arena *arena, struct value contents, const struct page *source) {
    const struct markdown_body *program = source && source->prose ? source->prose->program : NULL;
    for (size_t i = 0; program && i < program->heading_count; i++) {
        const struct markdown_heading *heading = &program->headings[i];
        text_add_heading(arena, contents, heading->text, heading->id, heading->level);
    }
}

struct value text_contents(struct arena *arena, struct value contents) {
    return value_count(contents) < 3 ? value_none() : values_list(arena, contents);
}

void text_add_contents(const struct site *site, struct arena *arena, struct value root,
                       const struct page *source, const struct text_part *parts, size_t count) {
    struct value contents = value_list(arena);
    for (size_t i = 0; i < count; i++) {
        const struct text_part *part = &parts[i];
        struct value hash = part->hash ? value_get(root, slice_from(part->hash)) : root;
        if (!part->key)
            text_add_headings(arena, contents, source);
        else if (value_is_true(value_get(hash, slice_from(part->key))))
            text_add_heading(arena, contents, site_word(site, part->word), slice_from(part->anchor),
                             2);
    }
    value_set(arena, root, "sommaire", text_contents(arena, contents));
}

struct slice text_excerpt(struct arena *arena, const struct page *source, size_t count) {
    if (!source || !source->prose || !source->prose->program)
        return (struct slice){"", 0};
    struct slice plain = slice_trim(source->prose->program->plain);
    size_t end = utf8_prefix(plain, count);
    if (end == plain.size)
        return plain;
    while (end && plain.data[end] != ' ' && plain.data[end] != '\n')
        end--;
    return slice_format(arena, "%.*s…", SLICE_ARG(slice_trim(slice_part(plain, 0, end))));
}
