/*
 * A contract as it is published: every file of a content directory read by the schema, checked and
 * linked as a whole, then cut down to what one edition may show. Later stages never see the rest.
 */
#ifndef CONTENT_CONTENT_H
#define CONTENT_CONTENT_H

#include "base/map.h"
#include "base/zone.h"
#include "content/image.h"
#include "content/model.h"
#include "source/source.h"

#include <stdatomic.h>

struct geojson;    /* content/geojson.h */
struct index;      /* content/index.h */
struct withdrawal; /* content/withdraw.h */

enum content_kind {
    CONTENT_CONTRACT,      /* contrat.yaml */
    CONTENT_HOME,          /* index.md */
    CONTENT_PORTRAIT,      /* diagnostic/x.md */
    CONTENT_AXIS,          /* axes/x/axe.md */
    CONTENT_ACTION,        /* axes/x/y.md */
    CONTENT_PROGRAMME,     /* programmation/2025.md */
    CONTENT_EVALUATION,    /* evaluation/x.md */
    CONTENT_BODIES,        /* gouvernance/instances.yaml */
    CONTENT_GOVERNANCE,    /* gouvernance/x.md */
    CONTENT_MINUTES,       /* comptes-rendus/x.md */
    CONTENT_PARTICIPATION, /* participation/x.md */
    CONTENT_NEWS,          /* actualites/x.md */
    CONTENT_EVENTS,        /* agenda.yaml */
    CONTENT_ORGANISATIONS, /* organismes.yaml */
    CONTENT_AGREEMENTS,    /* conventions.yaml */
    CONTENT_GLOSSARY,      /* glossaire.yaml */
    CONTENT_PAGE,          /* pages/x.md */
    CONTENT_SECTION,       /* any other folder: x/y.md */
    CONTENT_ASSET,         /* images/, documents/, donnees/ */
    CONTENT_THEME,         /* theme/ */
    CONTENT_ROOT,          /* racine/ */
    CONTENT_UNKNOWN,       /* nothing that the format knows */
};

/* A file that pages may refer to. Published only if something visible does. */
struct asset {
    struct slice path; /* below the content directory */
    const struct source_entry *entry;
    size_t size;             /* bytes as published: those of a picture, without metadata */
    struct image_size image; /* width 0: no image, or not measured */
    atomic_bool mentioned;   /* by anything at all */
    bool withheld;           /* never published, whatever refers to it */
    bool used;               /* by something that the edition shows */
};

/* Where a link of a body leads. */
enum link_kind {
    LINK_WORDS,    /* nowhere that may be shown: its words stay */
    LINK_EXTERNAL, /* as written */
    LINK_ANCHOR,   /* to an anchor of the same page */
    LINK_PAGE,     /* to a page made from a Markdown file */
    LINK_ENTRY,    /* to what a list file makes: `record` is the entry, or NULL for all of it */
    LINK_ASSET,
};

struct link {
    enum link_kind kind;
    struct content_file *file; /* LINK_PAGE, LINK_ENTRY */
    struct record *record;     /* LINK_PAGE: the page; LINK_ENTRY: the entry or NULL */
    struct asset *asset;
    struct slice anchor; /* without "#"; empty: the page as a whole */
};

/* A figure with its numbers. */
struct figure_table {
    struct figure *figure;
    struct slice *names; /* of the columns; the first is the x axis */
    size_t columns;
    struct slice *labels;  /* rows * columns texts as written */
    struct measure *cells; /* rows * columns numbers; column 0 may be no number */
    size_t rows;
};

/* The prose of a page, with where its holes lead. Arrays go with those of the program. */
struct prose {
    struct markdown_body *program;
    struct link *links;
    struct asset **images;
    struct figure_table **figures; /* NULL: wrong, and said so */
};

/* A text file of the content. */
struct content_file {
    struct diag_file diag; /* path and text; first member */
    const struct source_entry *entry;
    enum content_kind kind;
    struct record *record;       /* contrat.yaml and Markdown; NULL when it could not be read */
    struct list entries;         /* of a list file */
    bool established;            /* its own visibility is known: else nobody sees any of it */
    bool doubtful;               /* another file has its name: either may be the one */
    bool text_withdrawn;         /* the body is shown to nobody (content_withdraw) */
    struct slice folder;         /* of an axis or an action: "axes/x" */
    struct slice text;           /* body, as written */
    uint32_t text_line;          /* where it begins */
    struct diag_range *reserved; /* ::: partenaires blocks, with their ::: lines */
    size_t reserved_count;
    struct prose prose;            /* all of it, for checks */
    struct prose shown;            /* what the edition shows of it */
    struct withdrawal *withdrawal; /* what it hides from the edition; NULL: nothing */
};

/* A folder of free pages with its own menu entry. */
struct section {
    struct slice folder;
    struct page *index; /* NULL: none, or hidden */
    struct list pages;  /* struct page, without the index */
};

struct content {
    struct arena *arena;
    const struct source *source;
    struct diag *diag;
    enum visibility edition;
    size_t jobs;

    const struct zone *zone;
    int64_t now;   /* the date of the site, seconds since 1970 */
    int32_t today; /* the same as a local day */

    struct contract *contract;
    struct page *home;            /* NULL: none */
    struct list axes;             /* struct axis, in order */
    struct list actions;          /* struct action, by axis and number */
    struct list portraits;        /* struct portrait */
    struct list programmes;       /* struct programme, by year */
    struct list evaluations;      /* struct evaluation */
    struct list participations;   /* struct participation, newest first */
    struct list bodies;           /* struct body */
    struct list governance_pages; /* struct page */
    struct list minutes;          /* struct minutes, newest first */
    struct list events;           /* struct event, by date */
    struct list news;             /* struct news, newest first */
    struct list organisations;    /* struct organisation, by name */
    struct list agreements;       /* struct agreement */
    struct list terms;            /* struct term, by acronym */
    struct list pages;            /* struct page of pages/ */
    struct list sections;         /* struct section */
    struct list decisions;        /* struct decision of all minutes, newest first */

    struct content_file **files; /* all text files, in the order of their paths */
    size_t file_count;
    struct map by_path;      /* path to struct content_file */
    struct map assets;       /* path to struct asset */
    uint32_t page_count;     /* records that have a number */
    bool amounts_hidden;     /* some amount is not in this edition */
    struct geojson *outline; /* of the communes; NULL: none */
    const struct index *index;
};

/*
 * Takes back what may not be shown for reasons that are not in the content itself: called once
 * everything is linked and its visibility known, before the cut. It may raise the visibility of any
 * record, set members of records to zero, file->text_withdrawn and asset->withheld; what stands in
 * what it hides is hidden with it.
 */
typedef void content_withdraw(void *context, struct content *content);

struct content_options {
    enum visibility edition; /* VISIBILITY_PUBLIC or VISIBILITY_PARTNERS */
    size_t jobs;
    int64_t now;           /* the date of the site, seconds since 1970 */
    struct slice output;   /* path of the output below the content, left out; or empty */
    const char *site_mark; /* a folder with a file of this name is a site, not content; or NULL */
    content_withdraw *withdraw; /* NULL: nothing is taken back */
    void *context;              /* for withdraw */
};

/*
 * Lists, reads, checks and links the contract below an open source, then cuts it down to the
 * edition. `content` and all it holds live in `arena`, which must outlive `diag`'s printing. What
 * the author wrote wrong is in `diag`; when it holds errors the content may be incomplete and must
 * not be published, unless its errors can't be mended any more: what is there is whole and can be
 * made a site, and what has an error in its visibility is in no edition. Returns 0, or -1 with
 * `error` described when the machine refused.
 */
int content_load(struct content *content, struct arena *arena, struct source *source,
                 const struct content_options *options, struct diag *diag, struct error *error);

/* The kind of a path below the content directory. */
enum content_kind content_kind_of(struct slice path);

/* Whether a file, or what a folder may hold, is content whose past can be told: read by a schema,
 * and not left out for its name. */
bool content_has_history(struct slice path, bool folder);

/* Whether a file of that name is for those who write the content, not for its readers. */
bool content_is_readme(struct slice name);

/* The path of the file that may restrict what a path holds: axe.md for an action, the list of
 * bodies for minutes; empty for others. */
struct slice content_scope_of(struct arena *arena, struct slice path);

/* What a name of some kinds (enum schema_kinds) designates today. */
enum content_name {
    CONTENT_NAME_UNKNOWN, /* nothing, or several things */
    CONTENT_NAME_SHOWN,   /* a record that the edition shows */
    CONTENT_NAME_HIDDEN,  /* one that it does not: the name itself may not be told */
};

/* Looks up a name; `record` is set when it is shown. May be called by any thread. */
enum content_name content_name(const struct content *content, unsigned kinds, struct slice words,
                               struct record **record);

/* The title of a page: its own, else one made from what it is ("COPIL du 12 juin 2024"). May be
 * called by any thread. */
struct slice content_title(const struct content *content, const struct page *page);

/* What the meeting of a body on a day is called: "COPIL du 12 juin 2024", "COPIL de juin 2024". */
struct slice content_meeting(struct arena *arena, const struct body *body, struct date date);

#endif
