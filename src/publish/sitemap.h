/*
 * Sitemaps for search engines (sitemaps.org, 0.9).
 */
#ifndef PUBLISH_SITEMAP_H
#define PUBLISH_SITEMAP_H

#include "base/buffer.h"
#include "base/date.h"

/* What one file may hold by the protocol; beyond, several files and an index. */
#define SITEMAP_URLS 50000

struct sitemap_url {
    struct slice url;     /* absolute, already escaped as a URL */
    struct date modified; /* unset: not known */
};

/* Appends a sitemap of at most SITEMAP_URLS pages. */
void sitemap_write(struct buffer *out, const struct sitemap_url *urls, size_t count);

/* Appends an index of sitemaps. */
void sitemap_write_index(struct buffer *out, const struct sitemap_url *maps, size_t count);

#endif
