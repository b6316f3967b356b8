/*
 * The bounds on everything that comes from outside, in one place. A content that passes one gets
 * a message that names the bound; nothing is ever cut silently.
 */
#ifndef BASE_BOUNDS_H
#define BASE_BOUNDS_H

#include <stddef.h>

/* Files */
#define BOUND_TEXT_FILE ((size_t)4 * 1024 * 1024)   /* bytes of a Markdown, YAML or CSV file */
#define BOUND_ASSET_FILE ((size_t)64 * 1024 * 1024) /* bytes of an image or a document */
#define BOUND_FILES 200000                          /* files in a content directory */
#define BOUND_FOLDERS 32                            /* folders inside one another */
#define BOUND_PATH 1024                             /* bytes of a path */

/* YAML */
#define BOUND_YAML_DEPTH 32    /* lists and mappings inside one another */
#define BOUND_YAML_NODES 65536 /* values in one file */
#define BOUND_LIST 10000       /* entries of one list */
#define BOUND_LINE_TEXT 1000   /* bytes of a text that stands on one line: a title, a name */

/* Markdown */
#define BOUND_MARKDOWN_DEPTH 64                     /* quotes and lists inside one another */
#define BOUND_TABLE_CELLS 128                       /* cells in a row of a table */
#define BOUND_LINE_PIPES 256                        /* "|" in one line */
#define BOUND_BODY_CELLS 100000                     /* cells in the tables of one body */
#define BOUND_WORD 4096                             /* bytes without a space */
#define BOUND_BRACKETS 2048                         /* "[" in lines without a blank one between */
#define BOUND_REFERENCES ((size_t)32 * 1024 * 1024) /* longest definition of a link, each use */
#define BOUND_BODY_HTML ((size_t)8 * 1024 * 1024)   /* bytes of HTML from one body */
#define BOUND_FIGURE_ROWS 2000
#define BOUND_FIGURE_COLUMNS 24

/* GeoJSON */
#define BOUND_MAP_POINTS 200000

/* Office documents and PDF */
#define BOUND_DOCUMENT_PARTS 10000                     /* files in one */
#define BOUND_DOCUMENT_TEXT ((size_t)64 * 1024 * 1024) /* bytes inflated of one, all together */

/* Templates */
#define BOUND_TEMPLATE_DEPTH 64                    /* partials and sections inside one another */
#define BOUND_TEMPLATE_STEPS 20000000              /* partials and rounds of loops in one page */
#define BOUND_TEMPLATE_FILE ((size_t)256 * 1024)   /* bytes of a template */
#define BOUND_PAGE_HTML ((size_t)64 * 1024 * 1024) /* bytes of one page */

/* History */
#define BOUND_COMMITS 1000000
#define BOUND_VERSIONS 4000000 /* of all files together */
#define BOUND_RENAMES 400 /* files gone, and as many new ones, compared two by two in a commit */
#define BOUND_CACHE_FILE ((size_t)1 << 30)   /* bytes of a file of the cache */
#define BOUND_CACHE_RECORD ((size_t)1 << 26) /* bytes of what it keeps under one key */

#define BOUND_TOKENS 100000         /* blocks of a text, words of a block, to be aligned */
#define BOUND_RESEMBLANCES 16000000 /* words looked at to find blocks that resemble each other */
#define BOUND_PAIRS 1000000         /* blocks compared two by two in one place */

/* The site */
#define BOUND_PAGES 100000
#define BOUND_OFFICIAL_VERSIONS 100
#define BOUND_JOBS 64
#define BOUND_PRINTER_SECONDS 900                      /* for a browser to make a PDF */
#define BOUND_PRINTED_PAGE ((size_t)256 * 1024 * 1024) /* bytes of /imprimer/ for a PDF */
#define BOUND_PDF_FILE ((size_t)1024 * 1024 * 1024)    /* bytes of that PDF */

#define BOUND_PASSPHRASES 64                      /* partners who may open the locked room */
#define BOUND_PASSPHRASE 1024                     /* bytes of one */
#define BOUND_PASSPHRASE_FILE ((size_t)64 * 1024) /* bytes of the file that has them */
#define BOUND_SECRET_FILE ((size_t)16 * 1024)     /* bytes of the secret that vitrine keeps */
#define BOUND_DIAGNOSTICS 1000 /* messages printed in one run; the rest is counted */

#endif
