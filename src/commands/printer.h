/*
 * Programs that make a PDF of a page: Chromium and its kin, WeasyPrint. Which are there, and how
 * one is run: without a shell, for a bounded time, silent unless it fails.
 */
#ifndef COMMANDS_PRINTER_H
#define COMMANDS_PRINTER_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

enum printer_kind { PRINTER_CHROMIUM, PRINTER_WEASYPRINT };

struct printer {
    enum printer_kind kind;
    const char *path; /* of the program, in the arena */
};

/*
 * Finds the program `wanted` (a name of PATH, or a path), or when it is NULL the first that is
 * there of chromium, chromium-browser, google-chrome, weasyprint. Returns 0, or -1 with `error`
 * described: none is there, and which to install.
 */
int printer_find(struct printer *printer, const char *wanted, struct arena *arena,
                 struct error *error);

/*
 * Makes the file `pdf` of the file `html`, both absolute paths; `folder` is an empty place for what
 * the program writes beside. Returns 0, or -1 with `error` described: it can't be run, failed (with
 * the last line it wrote), took too long, or made no PDF.
 */
int printer_run(const struct printer *printer, const char *html, const char *pdf,
                const char *folder, struct arena *arena, struct error *error);

#endif
