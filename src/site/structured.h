/*
 * Structured data (schema.org, as JSON-LD): what search engines read. Each function returns a
 * <script type="application/ld+json"> for `page.donnees_structurees`, or value_none() where full
 * addresses can't be given or there is nothing to say.
 */
#ifndef SITE_STRUCTURED_H
#define SITE_STRUCTURED_H

#include "site/site.h"

/* BreadcrumbList: the way to a page. `trail` is a list of {titre, url} above it. */
struct value structured_trail(const struct site *site, struct arena *arena,
                              const struct site_page *page, struct value trail);

/* GovernmentOrganization: who publishes the site. */
struct value structured_publisher(const struct site *site, struct arena *arena);

/* Event: each date to come. */
struct value structured_events(const struct site *site, struct arena *arena);

#endif
