#include "publish/output.h"

#include "base/bounds.h"
#include "base/path.h"
#include "photo/photo.h"
#include "publish/calendars.h"
#include "publish/feeds.h"
#include "publish/history_data.h"
#include "publish/moves.h"
#include "publish/sitemap.h"
#include "site/data.h"
#include "site/redirects.h"

/* What is listed so far. */
struct output {
    struct arena *arena;
    const struct site *site; /* whose files are being listed */
    struct slice base;       /* where it lies: "", "versions/signature-2024/" */
    struct publish_file *files;
    size_t count;
    struct map paths;
};

static void add(struct output *output, struct publish_file file) {
    if (output->base.size)
        file.path = slice_concat(output->arena, output->base, file.path);
    if (map_put(&output->paths, file.path, output)) {
        struct diag_file *place = arena_new(output->arena, struct diag_file);
        place->path = slice_concat(output->arena, SLICE("racine/"), file.path);
        if (!source_find(output->site->content->source, place->path))
            place->path = file.path;
        diag_error(output->site->diag, "adresse-prise", place, POSITION_FILE,
                   "renommez-le, ou retirez-le", "le site a déjà un fichier de ce nom");
        return;
    }
    arena_push(output->arena, output->files, output->count, file);
}

static int make_page(void *context, size_t item, struct publish_scratch *scratch,
                     struct slice *bytes, struct error *error) {
    const struct site *site = context;
    if (site_render(site, site->pages[item], scratch->arena, scratch->buffer, error) != 0)
        return -1;
    *bytes = buffer_slice(scratch->buffer);
    if (diag_error_count(site->diag)) /* a word that the theme lacks, a figure it can't show */
        return error_set(error, 0, "le thème a des erreurs : rien n'a été publié");
    return 0;
}

static int copy_file(void *context, size_t item, struct publish_scratch *scratch,
                     struct slice *bytes, struct error *error) {
    const struct source *source = context;
    return source_read(source, &source->entries[item], BOUND_ASSET_FILE, scratch->arena, bytes,
                       error) == 0
               ? 0
               : -1;
}

/* A picture goes without its metadata; that it can was checked, unless it has changed since. */
static int copy_asset(void *context, size_t item, struct publish_scratch *scratch,
                      struct slice *bytes, struct error *error) {
    const struct source *source = context;
    struct photo_facts facts;
    if (copy_file(context, item, scratch, bytes, error) != 0)
        return -1;
    if (photo_format_of(*bytes) == PHOTO_NONE)
        return 0;
    if (photo_strip(*bytes, scratch->buffer, &facts) != 0)
        return error_set(error, 0, "%.*s : cette image vient d'être abîmée",
                         SLICE_ARG(source->entries[item].path));
    *bytes = buffer_slice(scratch->buffer);
    return 0;
}

static void add_copy(struct output *output, const struct source_entry *entry, struct slice path,
                     publish_make *copy) {
    const struct source *source = output->site->content->source;
    add(output, (struct publish_file){.path = path,
                                      .make = copy,
                                      .context = (void *)source,
                                      .item = (size_t)(entry - source->entries)});
}

static void add_pages(struct output *output) {
    const struct site *site = output->site;
    for (size_t i = 0; i < site->page_count; i++)
        add(output, (struct publish_file){.path = site_path(output->arena, site->pages[i]),
                                          .make = make_page,
                                          .context = (void *)site,
                                          .item = i});
}

/* What the edition refers to. */
static void add_assets(struct output *output) {
    const struct content *content = output->site->content;
    for (size_t i = 0; i < content->assets.count; i++) {
        const struct asset *asset = content->assets.entries[i].value;
        if (asset->used)
            add_copy(output, asset->entry, asset->path, copy_asset);
    }
}

/* racine/, which is copied as it is. */
static void add_root(struct output *output) {
    const struct content *content = output->site->content;
    for (size_t i = 0; i < content->source->count; i++) {
        const struct source_entry *entry = &content->source->entries[i];
        if (entry->kind == SOURCE_FILE && content_kind_of(entry->path) == CONTENT_ROOT)
            add_copy(output, entry, slice_from_offset(entry->path, sizeof "racine/" - 1),
                     copy_file);
    }
}

static void add_bytes(struct output *output, const char *path, struct buffer *bytes) {
    add(output, (struct publish_file){.path = slice_from(path),
                                      .bytes = slice_copy(output->arena, buffer_slice(bytes))});
    buffer_dispose(bytes);
}

static void add_feeds(struct output *output) {
    struct feeds *feeds = feeds_list(output->arena, output->site);
    for (size_t i = 0; i < feeds->count; i++)
        add(output,
            (struct publish_file){
                .path = feeds->items[i].path, .make = feeds_make, .context = feeds, .item = i});
}

static int make_history(void *context, size_t item, struct publish_scratch *scratch,
                        struct slice *bytes, struct error *error) {
    (void)item;
    (void)error;
    history_data_write(scratch->buffer, context, SLICE(""));
    *bytes = buffer_slice(scratch->buffer);
    return 0;
}

static int make_data(void *context, size_t item, struct publish_scratch *scratch,
                     struct slice *bytes, struct error *error) {
    const struct site *site = context;
    data_render(site, site->data[item], scratch->arena, scratch->buffer);
    *bytes = buffer_slice(scratch->buffer);
    if (diag_error_count(site->diag)) /* a word that the theme lacks */
        return error_set(error, 0, "le thème a des erreurs : rien n'a été publié");
    return 0;
}

/* The numbers behind the pages; an official version has its own. */
static void add_data(struct output *output) {
    const struct site *site = output->site;
    for (size_t i = 0; i < site->data_count; i++)
        add(output, (struct publish_file){.path = site->data[i]->path,
                                          .make = make_data,
                                          .context = (void *)site,
                                          .item = i});
}

static void add_history(struct output *output) {
    if (site_has(output->site, "historique/"))
        add(output, (struct publish_file){.path = SLICE("donnees/historique.json"),
                                          .make = make_history,
                                          .context = (void *)output->site});
}

static void add_calendars(struct output *output) {
    struct calendars_file *files;
    size_t count = calendars_list(output->arena, output->site, &files);
    for (size_t i = 0; i < count; i++)
        add(output, (struct publish_file){.path = files[i].path, .bytes = files[i].bytes});
}

/* robots.txt, and the site map, which only makes sense with full addresses. */
static void add_robots(struct output *output) {
    const struct site *site = output->site;
    struct buffer robots = BUFFER_INIT;
    bool public = site->content->edition == VISIBILITY_PUBLIC;
    struct slice map = site_absolute(site, output->arena, SLICE("sitemap.xml"));
    buffer_add_string(&robots,
                      public ? "User-agent: *\nAllow: /\n" : "User-agent: *\nDisallow: /\n");
    if (public && map.size) {
        struct buffer out = BUFFER_INIT;
        struct sitemap_url *urls =
            arena_array(output->arena, struct sitemap_url, site->page_count + 1);
        size_t count = 0;
        for (size_t i = 0; i < site->page_count && count < SITEMAP_URLS; i++)
            if (!site->pages[i]->unlisted)
                urls[count++].url = site_absolute(site, output->arena, site->pages[i]->url);
        sitemap_write(&out, urls, count);
        add_bytes(output, "sitemap.xml", &out);
        buffer_format(&robots, "Sitemap: %.*s\n", SLICE_ARG(map));
    }
    add_bytes(output, "robots.txt", &robots);
}

static void add_theme(struct output *output, const struct theme *theme) {
    for (size_t i = 0; i < theme->file_count; i++)
        add(output, (struct publish_file){
                        .path = slice_concat(output->arena, SLICE("theme/"), theme->files[i].path),
                        .bytes = theme->files[i].bytes});
}

/* ---- Redirects of today's site */

static int make_redirect(void *context, size_t item, struct publish_scratch *scratch,
                         struct slice *bytes, struct error *error) {
    const struct site *site = context;
    if (redirects_render(site, &site->redirects[item], scratch->arena, scratch->buffer, error) != 0)
        return -1;
    *bytes = buffer_slice(scratch->buffer);
    return 0;
}

/* Whether a file, or one in the place of a folder above it, is listed. */
static bool is_taken(const struct output *output, struct slice path) {
    for (size_t i = 1; i <= path.size; i++)
        if ((i == path.size || path.data[i] == '/') &&
            map_get(&output->paths, slice_part(path, 0, i)))
            return true;
    return false;
}

/* The forms for servers, for the host that site.url names. What is of the author's is left alone.
 */
static void add_moves(struct output *output, const struct move *moves, size_t count) {
    static const struct {
        const char *path;
        void (*write)(struct buffer *out, const struct move *moves, size_t count);
    } forms[] = {{"_redirects", moves_write_plain},
                 {"redirections/apache.txt", moves_write_apache},
                 {"redirections/nginx.txt", moves_write_nginx}};
    for (size_t i = 0; count && i < sizeof forms / sizeof *forms; i++) {
        struct buffer out = BUFFER_INIT;
        forms[i].write(&out, moves, count);
        if (is_taken(output, slice_from(forms[i].path)))
            buffer_dispose(&out);
        else
            add_bytes(output, forms[i].path, &out);
    }
}

static void add_redirects(struct output *output, const struct site *site) {
    struct move *moves = arena_array(output->arena, struct move, site->redirect_count);
    struct slice root = site_host_path(site, output->arena);
    size_t count = 0;
    output->site = site;
    output->base = SLICE("");
    for (size_t i = 0; i < site->redirect_count; i++) {
        const struct site_redirect *redirect = &site->redirects[i];
        struct slice path = slice_concat(output->arena, redirect->from, SLICE("index.html"));
        if (is_taken(output, path))
            continue;
        add(output, (struct publish_file){
                        .path = path, .make = make_redirect, .context = (void *)site, .item = i});
        struct move move = {slice_concat(output->arena, root, redirect->from),
                            slice_concat(output->arena, root, redirect->to)};
        if (move_is_plain(move.from) && move_is_plain(move.to))
            moves[count++] = move;
    }
    if (!site->options.on_disk)
        add_moves(output, moves, count);
}

/* ---- The locked room */

/* Whether a file of the partners' sites goes into the room: not what the public ones have the same
 * of, nor the page that a server shows for missing addresses. */
static bool is_for_room(const struct output *output, const struct publish_file *file) {
    bool asset = file->make == copy_asset && map_get(&output->paths, file->path);
    return !asset && !slice_is(path_name(file->path), "404.html");
}

/* A site, as far as any edition has it. */
static void add_site(struct output *output, const struct site *site) {
    const struct site_version *version = site->options.version;
    output->site = site;
    output->base = version ? version->base : SLICE("");
    add_pages(output);
    add_assets(output);
    add_data(output);
    if (version)
        return;
    add_feeds(output);
    add_history(output);
    add_calendars(output);
}

static int add_room(struct output *output, const struct output_room *room, struct error *error) {
    struct output inner = {.arena = output->arena};
    bool scripts = room->set->sites[0]->options.on_disk;
    struct publish_file *sealed;
    size_t kept = 0, count;
    map_init(&inner.paths, output->arena);
    for (size_t i = 0; i < room->set->count; i++)
        add_site(&inner, room->set->sites[i]);
    for (size_t i = 0; i < inner.count; i++)
        if (is_for_room(output, &inner.files[i]))
            inner.files[kept++] = inner.files[i];
    if (room_list(output->arena, room->key, scripts, inner.files, kept, &sealed, &count, error) !=
        0)
        return -1;
    output->base = SLICE("partenaires/");
    for (size_t i = 0; i < count; i++)
        add(output, sealed[i]);
    return 0;
}

int output_list(struct arena *arena, const struct site_set *set, const struct theme *theme,
                const struct output_room *room, struct publish_file **files, size_t *count,
                struct error *error) {
    struct output output = {.arena = arena};
    map_init(&output.paths, arena);
    for (size_t i = 0; i < set->count; i++) {
        add_site(&output, set->sites[i]);
        add_theme(&output, theme);
        if (set->sites[i]->options.version)
            continue;
        add_root(&output);
        add_robots(&output);
    }
    if (set->count)
        add_redirects(&output, set->sites[0]);
    if (room && add_room(&output, room, error) != 0)
        return -1;
    *files = output.files;
    *count = output.count;
    return 0;
}
