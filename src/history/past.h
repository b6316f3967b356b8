/*
 * The past of a contract, as an edition may tell it: each page and each entry that has a page, with
 * its versions. Built from the walk over the commits and today's content; edits come from the cache
 * or are made, each once, by all threads.
 */
#ifndef HISTORY_PAST_H
#define HISTORY_PAST_H

#include "content/content.h"
#include "history/cache.h"
#include "history/chain.h"
#include "history/dates.h"
#include "history/edit.h"
#include "history/lineage.h"
#include "history/walk.h"

struct past_version {
    uint32_t commit;   /* index in history->commits, or CHAIN_UNSAVED */
    struct slice path; /* of the file, as git spells it */
    enum edit_kind kind;
    enum edit_weight weight; /* never EDIT_NOTHING */
    struct slice edit;       /* bytes for edit_decode() and edit_scrub() */
};

/* A page, an entry with a page of its own, or a file that is a list. */
struct past_item {
    struct content_file *file;     /* NULL: deleted, and then one version says so */
    const struct record *record;   /* what the page shows today; NULL: a list, or deleted */
    struct slice path;             /* of the file, below the content directory, form C */
    struct slice entry;            /* id of the entry; or empty */
    struct past_version *versions; /* newest first */
    size_t count;
    size_t listed;             /* how many are for readers: EDIT_LISTED */
    struct past_version *base; /* the newest before `historique.depuis`; NULL: none */
};

struct past {
    struct content *content;
    const struct history *history;
    struct past_item **items; /* in the order of the paths of the walk, then of what is new */
    size_t count;
    struct past_item **records; /* by number of the record; NULL: no past */
    struct lineage lineage;     /* of every file; empty without official versions */
    struct dates dates;         /* of agenda.yaml */
};

struct past_options {
    struct repository *repository;
    struct cache *cache; /* NULL: none */
    bool from_disk;      /* the content is the work tree, which may differ from the commit */
};

/*
 * Builds the past of a content that has no errors. Everything lives in `arena`. Returns 0, or -1
 * with `error` described when the repository is broken.
 */
int past_build(struct past *past, struct arena *arena, struct content *content,
               const struct history *history, const struct past_options *options,
               struct error *error);

/* A file of an old commit. */
struct past_old {
    struct slice path;        /* form C */
    const struct heir *heirs; /* what it became */
};

/*
 * What changed since an old commit, which `files` says whole: the contract itself, its axes, its
 * actions and its bodies. Each item has one version, of no commit: the change from what it was to
 * what it is, with what is withheld of either. Returns as past_build().
 */
int past_since(struct past *since, struct arena *arena, const struct past *past,
               const struct past_old *files, size_t count, const struct past_options *options,
               struct error *error);

/* The item of a record that has a page; NULL: none. */
const struct past_item *past_of_record(const struct past *past, const struct record *record);

/* The newest version for readers; NULL: none. */
const struct past_version *past_latest(const struct past_item *item);

/* Reads the edit of a version, scrubbed, into `arena`; it can be read: it was checked. */
void past_read(const struct past *past, struct arena *arena, const struct past_version *version,
               struct edit *edit);

/* The day of a version by the clocks of the territory; of what is not saved, the site's. */
int32_t past_day(const struct past *past, const struct past_version *version);

#endif
