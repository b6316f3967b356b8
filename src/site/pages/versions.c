/* /versions/: the official versions of the contract. */
#include "site/pages/versions.h"

#include "site/components.h"
#include "site/pages.h"
#include "site/redirects.h"
#include "site/values.h"
#include "text/french.h"

static const struct site_version *find(const struct site *site, const struct version *entry) {
    for (size_t i = 0; i < site->options.version_count; i++)
        if (site->options.versions[i].entry == entry)
            return &site->options.versions[i];
    return NULL;
}

struct value versions_cell(const struct site *site, struct arena *arena,
                           const struct version *entry) {
    const struct site_version *version = find(site, entry);
    struct value cell = values_cell(arena, entry->title.size ? entry->title : entry->tag);
    if (version) /* a site of its own: no page of this one */
        value_set(arena, cell, "vers",
                  value_text(site_href(site, arena, version->base, SLICE(""))));
    return cell;
}

/* Today's page of what a page is about: of the same address, else that had it, else made from the
 * same file. */
static struct slice same_page(const struct site *today, const struct site_page *page) {
    if (map_get(&today->by_url, page->url))
        return page->url;
    struct slice moved = redirects_find(today, page->url);
    if (moved.data || !page->source)
        return moved;
    const struct content_file *file =
        map_get(&today->content->by_path, page->source->record.file->diag.path);
    return file ? site_url(today, file->record) : (struct slice){NULL, 0};
}

/* Today's page that is nearest above an address; the home page in the end. */
static struct slice page_above(const struct site *today, struct slice url) {
    for (size_t i = url.size; i-- > 1;)
        if (url.data[i - 1] == '/' && map_get(&today->by_url, slice_part(url, 0, i)))
            return slice_part(url, 0, i);
    return SLICE("");
}

static struct slice date_of(const struct site *site, struct arena *arena,
                            const struct site_version *version) {
    return slice_format(arena, "%.*s %.*s", SLICE_ARG(site_word(site, "version_du")),
                        SLICE_ARG(french_date(arena, version->date)));
}

struct slice versions_name(const struct site *site, struct arena *arena,
                           const struct site_version *version) {
    return slice_format(arena, "%.*s%s%.*s", SLICE_ARG(date_of(site, arena, version)),
                        version->title.size ? " – " : "", SLICE_ARG(version->title));
}

/* What changed since a version; a page of today's site, below the version. */
static struct value changes_link(const struct site *site, struct arena *arena, struct slice base) {
    struct slice url = slice_concat(arena, base, SLICE("changements/"));
    return components_link(site, arena, site_word(site, "version_changements"), url);
}

struct value versions_banner(const struct site *site, struct arena *arena,
                             const struct site_page *page) {
    const struct site_version *version = site->options.version;
    const struct site *today = site->options.today;
    if (!version)
        return value_none();
    struct value banner = value_hash(arena);
    struct slice text =
        slice_format(arena, "%.*s.", SLICE_ARG(versions_name(site, arena, version)));
    struct slice url = same_page(today, page);
    const char *word = url.data ? "version_aujourd_hui" : "version_page_absente";
    if (!url.data)
        url = page_above(today, page->url);
    url = slice_concat(arena, site_root_of(arena, version->base),
                       site_href(today, arena, url, SLICE("")));
    value_set(arena, banner, "version", values_text(arena, date_of(site, arena, version)));
    value_set(arena, banner, "texte", values_text(arena, text));
    value_set(arena, banner, "url", value_text(url));
    value_set(arena, banner, "lien_texte", value_text(site_word(site, word)));
    values_set(arena, banner, "changements",
               version->since ? changes_link(site, arena, SLICE("")) : value_none());
    return banner;
}

static struct value changes_cell(const struct site *site, struct arena *arena,
                                 const struct site_version *version) {
    struct slice url = slice_concat(arena, version->base, SLICE("changements/"));
    return version->since
               ? values_cell_page(site, arena, site_word(site, "version_changements"), url)
               : values_cell(arena, SLICE(""));
}

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    const struct site_options *options = &site->options;
    struct value table = components_table(arena, page->title);
    components_table_column(arena, table, site_word(site, "version"), false);
    components_table_column(arena, table, site_word(site, "date"), false);
    components_table_column(arena, table, site_word(site, "ce_qui_a_change"), false);
    for (size_t i = 0; i < options->version_count; i++) {
        const struct site_version *version = &options->versions[i];
        struct value cells = value_list(arena);
        value_push(arena, cells, versions_cell(site, arena, version->entry));
        value_push(arena, cells, values_cell(arena, french_date(arena, version->date)));
        value_push(arena, cells, changes_cell(site, arena, version));
        components_table_row(arena, table, cells, false);
    }
    components_table_section(site, arena, root, "versions", page->title, table);
}

void pages_versions(struct site *site) {
    if (site->options.version_count == 0)
        return;
    site_add(site, (struct site_page){.url = SLICE("versions/"),
                                      .template_name = "liste",
                                      .fill = fill,
                                      .title = site_word(site, "versions"),
                                      .summary = site_word(site, "versions_resume")});
    pages_since(site);
}
