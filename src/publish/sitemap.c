#include "publish/sitemap.h"

#include "base/arena.h"
#include "text/escape.h"

static void write_list(struct buffer *out, const char *list, const char *item,
                       const struct sitemap_url *urls, size_t count) {
    struct arena arena = ARENA_INIT;
    buffer_format(out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
                  list);
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "<%s><loc>", item);
        escape_html(out, urls[i].url);
        BUFFER_LITERAL(out, "</loc>");
        if (date_is_set(urls[i].modified))
            buffer_format(out, "<lastmod>%.*s</lastmod>",
                          SLICE_ARG(date_iso(&arena, urls[i].modified)));
        buffer_format(out, "</%s>\n", item);
    }
    buffer_format(out, "</%s>\n", list);
    arena_dispose(&arena);
}

void sitemap_write(struct buffer *out, const struct sitemap_url *urls, size_t count) {
    write_list(out, "urlset", "url", urls, count);
}

void sitemap_write_index(struct buffer *out, const struct sitemap_url *maps, size_t count) {
    write_list(out, "sitemapindex", "sitemap", maps, count);
}
