/*
 * The site: which pages there are, their URLs, and the values each gives its template. Pages are
 * registered first, by the files of site/pages/, so that everything can link to everything; their
 * values are made when they are rendered, by any thread.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "content/content.h"
#include "template/template.h"

struct histories;     /* site/histories.h */
struct maps;          /* site/maps.h */
struct site_data;     /* site/data.h */
struct site_redirect; /* site/redirects.h */
struct past;          /* history/past.h */
struct site;
struct site_page;

/* Sets the values of a page in `root`, for its template. Values live in `arena`. */
typedef void site_fill(const struct site *site, const struct site_page *page, struct arena *arena,
                       struct value root);

/* Changes a page's HTML once its template made it. */
typedef void site_finish(const struct site *site, const struct site_page *page, struct arena *arena,
                         struct buffer *html);

struct site_page {
    struct slice url; /* below the root, ends in "/"; "" is the home page */
    const char *template_name;
    site_fill *fill;
    site_finish *finish;         /* NULL: none */
    const void *item;            /* what the page is about, for fill */
    const struct record *record; /* its record, whose URL this is; NULL: a page of the site */
    const struct page *source;   /* Markdown page whose text it shows; NULL: none */
    struct slice title;          /* of the page, as written; French spacing is made right later */
    struct slice summary;        /* below the title; may be empty */
    bool unlisted;               /* not for search engines nor the site map */
};

/* An official version: the contract as it was at a git tag, a site of its own below today's. */
struct site_version {
    const struct version *entry; /* of today's contract */
    struct slice title;          /* may be empty */
    struct date date;            /* of the tag's commit */
    struct slice base;           /* "versions/signature-2024/" */
    const struct past *since;    /* what changed since; NULL: not known */
};

struct site_options {
    bool on_disk;                        /* links end in index.html, for opening from a folder */
    bool without_print;                  /* no /imprimer/ */
    bool for_paper;                      /* /imprimer/ is one page, and leaves the site */
    bool with_room;                      /* /partenaires/, if the contract asks for it */
    const struct site_version *versions; /* today's site: the official versions below it */
    size_t version_count;
    const struct site_version *version; /* the site of an official version: which; else NULL */
    const struct site *today;           /* with `version`: the site it stands below */
    const struct past *past;            /* NULL: no history is known, or none is wanted */
};

struct site {
    struct arena *arena;
    const struct content *content;
    struct diag *diag;
    struct site_options options;
    const struct template_set *templates;
    struct value words;       /* labels.yaml: `mots` */
    struct value frame;       /* what all pages share: `site` */
    struct site_page **pages; /* in the order of their URLs */
    size_t page_count;
    struct map by_url;       /* URL to struct site_page */
    struct site_data **data; /* data files, as they were registered */
    size_t data_count;
    struct map data_by_path;           /* path to struct site_data */
    struct map parts;                  /* URLs with an anchor that are taken (site_add_part) */
    struct slice *urls;                /* by number of the record; no data: no page */
    struct map terms;                  /* acronym to struct term */
    struct list themes;                /* struct tag */
    struct list publics;               /* struct tag */
    struct list occasions;             /* struct occasion (site/occasions.h), by date */
    size_t first_to_come;              /* index of the first occasion that is not past */
    const struct histories *histories; /* NULL: no history is known */
    const struct maps *maps;           /* NULL: no outlines to draw */
    struct site_redirect *redirects;   /* in the order of their URLs */
    size_t redirect_count;
    struct map redirected; /* URL that a page had to struct site_redirect */
};

/* What makes one whole: today's site, then those of the official versions below it. */
struct site_set {
    struct site **sites;
    size_t count;
};

/* A theme or a public: a word that actions share, case and accents aside. */
struct tag {
    struct slice name;
    struct slice slug;
    struct list actions; /* struct action */
};

/*
 * Registers all pages of a content: one without errors, or that of an official version, whatever
 * it is like. `words` are the labels of the theme. Collisions of URLs are errors in `diag`, and the
 * second page is left out. Everything lives in `arena`.
 */
struct site *site_build(struct arena *arena, const struct content *content,
                        const struct template_set *templates, struct value words,
                        const struct site_options *options, struct diag *diag);

/* The values that the template of a page receives. In the arena. May be called by any thread. */
struct value site_values(const struct site *site, const struct site_page *page,
                         struct arena *arena);

/*
 * Renders a page into `out`. Temporary memory comes from `arena`. Returns 0, or -1 with `error`
 * described (a template at fault). May be called by any thread.
 */
int site_render(const struct site *site, const struct site_page *page, struct arena *arena,
                struct buffer *out, struct error *error);

/* Registers a page; its fields are copied. For the files of site/pages/. */
void site_add(struct site *site, struct site_page page);

/*
 * Makes a record a part of the page `url` ("glossaire/"), at an anchor made from a prefix and
 * words; a second record of the same words gets a number. For records that have no page of their
 * own.
 */
void site_add_part(struct site *site, const struct record *record, const char *url,
                   const char *prefix, struct slice words);

/* The anchor of a record that is a part of a page; empty when it is not. */
struct slice site_anchor(const struct site *site, const struct record *record);

/* Whether a page of that URL is registered. */
bool site_has(const struct site *site, const char *url);

/* The URL of the page that a list file makes: /organismes/ ...; no data: none. */
struct slice site_list_url(const struct site *site, enum content_kind kind);

/* The URL of a record's page, or an empty slice without data when it has none. */
struct slice site_url(const struct site *site, const struct record *record);

/* What a link to a URL below the root holds after `racine`: with index.html on disk. `anchor` may
 * be empty. */
struct slice site_href(const struct site *site, struct arena *arena, struct slice url,
                       struct slice anchor);

/* site_href() of a record's page as a value; value_none() when it has none. */
struct value site_href_of(const struct site *site, struct arena *arena,
                          const struct record *record);

/* The way from a page to the root: "../../", "./". */
struct slice site_root_of(struct arena *arena, struct slice url);

/* The path of a page's file below the output: "axes/index.html", "index.html". */
struct slice site_path(struct arena *arena, const struct site_page *page);

/* The address of a URL of the site, or an empty slice: site.url is not given, or this is an
 * official version, which search engines and feeds are not told of. */
struct slice site_absolute(const struct site *site, struct arena *arena, struct slice url);

/* The path of the root on its host, "/" or "/cls/"; "/" when site.url is not given. */
struct slice site_host_path(const struct site *site, struct arena *arena);

/* A word of labels.yaml. A theme that has none is in error; the key then stands for it. */
struct slice site_word(const struct site *site, const char *key);

#endif
