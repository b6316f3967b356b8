/*
 * Official versions: the contract as it was at a git tag.
 */
#ifndef SITE_PAGES_VERSIONS_H
#define SITE_PAGES_VERSIONS_H

#include "site/site.h"

/* "Version du 12 juin 2024 – Contrat signé". */
struct slice versions_name(const struct site *site, struct arena *arena,
                           const struct site_version *version);

/* A cell for an entry of `versions`: its title, else its tag; linked when it is published. */
struct value versions_cell(const struct site *site, struct arena *arena,
                           const struct version *entry);

/*
 * What stands above each page of an official version, for `banniere`: its date and title, and a
 * link to the same page of today, else to the nearest above it, and to what changed since.
 * value_none() on today's site.
 */
struct value versions_banner(const struct site *site, struct arena *arena,
                             const struct site_page *page);

/* Registers /versions/<tag>/changements/ of each version, where what changed since is known. */
void pages_since(struct site *site);

#endif
