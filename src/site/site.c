#include "site/site.h"

#include "base/bounds.h"
#include "base/path.h"
#include "base/utf8.h"
#include "site/frame.h"
#include "site/maps.h"
#include "site/occasions.h"
#include "site/pages.h"
#include "site/pages/print.h"
#include "site/redirects.h"
#include "site/tags.h"

#include <stdlib.h>

static const struct {
    site_register *add;
} kinds[] = {
    {pages_home},      {pages_residents},     {pages_professionals}, {pages_contract},
    {pages_plans},     {pages_diagnosis},     {pages_axes},          {pages_actions},
    {pages_progress},  {pages_indicators},    {pages_budget},        {pages_determinants},
    {pages_programme}, {pages_evaluation},    {pages_participation}, {pages_tags},
    {pages_places},    {pages_organisations}, {pages_governance},    {pages_minutes},
    {pages_decisions}, {pages_agenda},        {pages_news},          {pages_glossary},
    {pages_free},      {pages_legal},         {pages_print},         {pages_room},
    {pages_history},   {pages_versions},
};

static const struct diag_file *file_of(struct site *site, const struct site_page *page) {
    if (page->record)
        return &page->record->file->diag;
    struct diag_file *file = arena_new(site->arena, struct diag_file);
    file->path = page->url;
    return file;
}

static void refuse(struct site *site, const struct site_page *page, const struct site_page *other) {
    struct slice help =
        other->record
            ? slice_format(site->arena, "l'autre page vient de %.*s : changez l'un des deux noms",
                           SLICE_ARG(other->record->file->diag.path))
            : SLICE("cette adresse est celle d'une page que le site fait lui-même");
    diag_error(site->diag, "adresse-prise", file_of(site, page),
               page->record ? page->record->position : POSITION_FILE, help.data,
               "deux pages auraient l'adresse /%.*s", SLICE_ARG(page->url));
}

/* A folder or a file whose name has no letter or digit that an address can have. */
static bool has_empty_step(struct slice url) {
    return slice_starts(url, "/") || slice_search(url, SLICE("//")) < url.size;
}

void site_add(struct site *site, struct site_page page) {
    if (has_empty_step(page.url)) {
        diag_error(site->diag, "adresse-vide", file_of(site, &page), POSITION_FILE,
                   "donnez-lui un nom qui a des lettres ou des chiffres",
                   "le nom de ce fichier ou de son dossier ne peut pas faire une adresse");
        return;
    }
    struct site_page *copy = arena_new(site->arena, struct site_page);
    *copy = page;
    const struct site_page *other = map_put(&site->by_url, copy->url, copy);
    if (page.record && page.record->number)
        site->urls[page.record->number] = copy->url; /* on a collision, that of the other */
    if (other) {
        refuse(site, page.record ? copy : other, page.record ? other : copy);
        return;
    }
    arena_push(site->arena, site->pages, site->page_count, copy);
}

void site_add_part(struct site *site, const struct record *record, const char *url,
                   const char *prefix, struct slice words) {
    struct slice slug = utf8_slug(site->arena, words);
    struct slice place = slice_format(site->arena, "%s#%s%.*s", url, prefix,
                                      SLICE_ARG(slug.size ? slug : SLICE("sans-nom")));
    struct slice part = place;
    size_t *same = map_get(&site->parts, place); /* how many have asked for it */
    while (same && map_get(&site->parts, part))
        part = slice_format(site->arena, "%.*s-%zu", SLICE_ARG(place), ++*same);
    size_t *count = arena_new(site->arena, size_t);
    *count = 1;
    map_put(&site->parts, part, count);
    site->urls[record->number] = part;
}

struct slice site_anchor(const struct site *site, const struct record *record) {
    struct slice url = site_url(site, record);
    return slice_from_offset(url, slice_find(url, '#') + 1);
}

bool site_has(const struct site *site, const char *url) {
    return map_get(&site->by_url, slice_from(url)) != NULL;
}

struct slice site_list_url(const struct site *site, enum content_kind kind) {
    const char *url = kind == CONTENT_CONTRACT        ? "contrat/"
                      : kind == CONTENT_BODIES        ? "gouvernance/"
                      : kind == CONTENT_EVENTS        ? "agenda/"
                      : kind == CONTENT_ORGANISATIONS ? "organismes/"
                      : kind == CONTENT_AGREEMENTS    ? "budget/"
                                                      : "glossaire/";
    return site_has(site, url) ? slice_from(url) : (struct slice){NULL, 0};
}

struct slice site_url(const struct site *site, const struct record *record) {
    return record && record->number ? site->urls[record->number] : (struct slice){NULL, 0};
}

struct slice site_href(const struct site *site, struct arena *arena, struct slice url,
                       struct slice anchor) {
    bool folder = url.size == 0 || url.data[url.size - 1] == '/';
    bool on_disk = site->options.on_disk && folder;
    if (!on_disk && anchor.size == 0)
        return url;
    return slice_format(arena, "%.*s%s%s%.*s", SLICE_ARG(url), on_disk ? "index.html" : "",
                        anchor.size ? "#" : "", SLICE_ARG(anchor));
}

struct value site_href_of(const struct site *site, struct arena *arena,
                          const struct record *record) {
    struct slice url = site_url(site, record);
    if (!url.data)
        return value_none();
    size_t hash = slice_find(url, '#'); /* an entry may be a part of a page */
    struct slice href =
        site_href(site, arena, slice_part(url, 0, hash), slice_from_offset(url, hash + 1));
    return value_text(href.size ? href : SLICE("./")); /* to a template, no text is no link */
}

struct slice site_root_of(struct arena *arena, struct slice url) {
    return path_relative(arena, url, (struct slice){"", 0});
}

struct slice site_path(struct arena *arena, const struct site_page *page) {
    bool folder = page->url.size == 0 || page->url.data[page->url.size - 1] == '/';
    return folder ? slice_concat(arena, page->url, SLICE("index.html")) : page->url;
}

struct slice site_absolute(const struct site *site, struct arena *arena, struct slice url) {
    const struct site_settings *settings = site->content->contract->site;
    if (!settings || settings->url.size == 0 || site->options.version)
        return (struct slice){"", 0};
    bool slash = slice_ends(settings->url, "/");
    return slice_format(arena, "%.*s%s%.*s", SLICE_ARG(settings->url), slash ? "" : "/",
                        SLICE_ARG(url));
}

struct slice site_host_path(const struct site *site, struct arena *arena) {
    struct slice address = site_absolute(site, arena, SLICE(""));
    size_t host = slice_search(address, SLICE("://"));
    struct slice rest = slice_from_offset(address, host + 3);
    struct slice path = slice_from_offset(rest, slice_find(rest, '/'));
    return path.size ? path : SLICE("/");
}

struct slice site_word(const struct site *site, const char *key) {
    static const char path[] = "theme/labels.yaml";
    static const struct diag_file labels = {.path = {path, sizeof path - 1}};
    struct slice name = slice_from(key);
    struct value word = value_get(site->words, name);
    if (word.kind == VALUE_TEXT)
        return word.text;
    diag_error(site->diag, "theme", &labels, POSITION_FILE, NULL,
               "il manque le mot « %.*s » aux mots du thème", SLICE_ARG(name));
    return name;
}

/* "changements/" of an official version is a page of today's site. */
static void reserve_changes(struct site *site) {
    struct site_page *page = arena_new(site->arena, struct site_page);
    *page = (struct site_page){.url = SLICE("changements/"),
                               .title = site_word(site, "ce_qui_a_change")};
    map_put(&site->by_url, page->url, page);
}

static int compare_pages(const void *left, const void *right) {
    const struct site_page *a = *(struct site_page *const *)left;
    const struct site_page *b = *(struct site_page *const *)right;
    return slice_compare(a->url, b->url);
}

struct site *site_build(struct arena *arena, const struct content *content,
                        const struct template_set *templates, struct value words,
                        const struct site_options *options, struct diag *diag) {
    struct site *site = arena_new(arena, struct site);
    *site = (struct site){.arena = arena,
                          .content = content,
                          .diag = diag,
                          .options = *options,
                          .templates = templates,
                          .words = words};
    map_init(&site->by_url, arena);
    map_init(&site->data_by_path, arena);
    map_init(&site->terms, arena);
    map_init(&site->parts, arena);
    site->urls = arena_array(arena, struct slice, content->page_count + 1);
    for (size_t i = 0; i < content->terms.count; i++) {
        struct term *term = content->terms.items[i];
        if (term->acronym.size)
            map_put(&site->terms, term->acronym, term);
    }
    if (options->version && options->version->since)
        reserve_changes(site);
    site->maps = maps_make(arena, content->outline);
    tags_gather(site);
    occasions_gather(site);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        kinds[i].add(site);
    redirects_gather(site);
    if (site->page_count > BOUND_PAGES)
        diag_error(diag, "trop-de-pages", &content->contract->record.file->diag, POSITION_FILE,
                   "partagez-le en plusieurs contrats", "le site aurait plus de %d pages",
                   BOUND_PAGES);
    qsort(site->pages, site->page_count, sizeof *site->pages, compare_pages);
    site->frame = frame_site(site);
    print_share(site);
    qsort(site->pages, site->page_count, sizeof *site->pages, compare_pages);
    return site;
}

struct value site_values(const struct site *site, const struct site_page *page,
                         struct arena *arena) {
    struct value root = value_hash(arena);
    frame_page(site, page, arena, root);
    page->fill(site, page, arena, root);
    return root;
}

int site_render(const struct site *site, const struct site_page *page, struct arena *arena,
                struct buffer *out, struct error *error) {
    int result = template_render(site->templates, slice_from(page->template_name),
                                 site_values(site, page, arena), arena, out, error);
    if (result == 0 && page->finish)
        page->finish(site, page, arena, out);
    return result;
}
