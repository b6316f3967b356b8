/*
 * The words of a change: typed edits (history/edit.h) as people read them.
 */
#ifndef SITE_CHANGES_H
#define SITE_CHANGES_H

#include "history/past.h"
#include "site/site.h"

/* One line for lists: "Statut en cours ; 2 paragraphes modifiés ; 1 étape ajoutée". */
struct slice changes_summary(const struct site *site, struct arena *arena, const struct edit *edit);

/*
 * What `changement` shows of an edit: a list of {nom, avant, apres, plus[], moins[], ajout,
 * retrait, difference (HTML), details[]}, the details of the same form; value_none() when there is
 * nothing to say beyond the summary.
 */
struct value changes_values(const struct site *site, const struct site_page *page,
                            struct arena *arena, const struct edit *edit);

/* "Fiches action", "Instances": what items of its kind are called; and a slug of it. */
struct slice changes_kind(struct arena *arena, const struct past_item *item);

/* What an item is called: "1.4 Faire circuler un bus santé"; of one that is gone, what it is and
 * what its last edit says: "Fiche action 3.2 « … »". */
struct slice changes_name(const struct site *site, struct arena *arena,
                          const struct past_item *item, const struct edit *edit);

/* A difference of texts as HTML for `page`; links lead where their targets are today, from the
 * file at `from`. */
struct slice changes_difference(const struct site *site, const struct site_page *page,
                                struct arena *arena, struct slice from,
                                const struct difference *difference);

#endif
