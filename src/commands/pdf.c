/*
 * vitrine pdf: the printed contract as a tagged PDF. The site is built apart with /imprimer/ on one
 * page, whatever its size, and a program prints it. Chromium knows no target-counter() nor
 * string(): it prints once to say where chapters are, then again with these numbers in the style
 * sheet, until they stay. WeasyPrint knows both, but needs its colours and its drawings ready-made.
 */
#include "base/bounds.h"
#include "base/file.h"
#include "base/path.h"
#include "commands/commands.h"
#include "commands/destinations.h"
#include "commands/printer.h"
#include "commands/publication.h"
#include "commands/weasyprint.h"
#include "site/pages/print.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PASSES 4
#define SHEET "site/theme/imprimer.css"
#define PAGE "site/imprimer/index.html"
#define STAGED "apprete" /* what takes the place of one of these */

struct pdf {
    struct publication publication;
    struct printer printer;
    const char *file;    /* where the PDF goes */
    const char *browser; /* --navigateur, or NULL */
    char *folder;        /* temporary, absolute */
    int directory;       /* the same, open */
    struct arena arena;
};

enum { OPTION_BROWSER = PUBLICATION_OTHERS };

static const struct option options[] = {
    PUBLICATION_OPTIONS,
    {"output", required_argument, NULL, 'o'},
    {"navigateur", required_argument, NULL, OPTION_BROWSER},
    {NULL, 0, NULL, 0},
};

/* Returns COMMAND_DONE, a refusal, or -1 when help was asked for and given. */
static int read_arguments(struct pdf *pdf, int argc, char **argv) {
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":o:j:qh", options, NULL)) != -1) {
        int status = COMMAND_DONE;
        if (option == 'o')
            pdf->file = optarg;
        else if (option == OPTION_BROWSER)
            pdf->browser = optarg;
        else
            status = publication_read(&pdf->publication, "pdf", option, argv);
        if (status != COMMAND_DONE)
            return status;
    }
    if (path_name(slice_from(pdf->file)).size == 0)
        return command_refuse("pdf", "-o : un nom de fichier est attendu");
    return publication_read_folder(&pdf->publication, "pdf", argc, argv);
}

static const char *below(struct pdf *pdf, const char *name) {
    return slice_format(&pdf->arena, "%s/%s", pdf->folder, name).data;
}

/* ---- What Chromium is told ---- */

/* A title as a string of CSS. */
static void add_string(struct buffer *out, struct slice text) {
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte < ' ' || byte == '"' || byte == '\\')
            buffer_format(out, "\\%x ", byte);
        else
            buffer_add_byte(out, text.data[i]);
    }
    buffer_add_byte(out, '"');
}

/* Running titles: each chapter is on pages of its name. Then the numbers of the contents. */
static void add_rules(struct pdf *pdf, const struct project *project, const struct map *pages,
                      struct buffer *out) {
    size_t count = 0;
    const struct print_entry *entries = print_contents(project->site, &pdf->arena, &count);
    struct slice title = project->content.contract->title;
    BUFFER_LITERAL(out, "\n@page { @top-left { content: ");
    add_string(out, title);
    BUFFER_LITERAL(out, "; } }\n@page :first { @top-left { content: none; } }\n");
    for (size_t i = 0; i < count; i++) {
        const struct print_entry *entry = &entries[i];
        const size_t *page = map_get(pages, entry->anchor);
        if (entry->chapter) {
            buffer_format(
                out, "#%.*s { page: chapitre-%zu; }\n@page chapitre-%zu { @top-right { content: ",
                SLICE_ARG(entry->anchor), i, i);
            add_string(out, entry->title);
            BUFFER_LITERAL(out, "; } }\n");
        }
        if (page)
            buffer_format(out, ".sommaire a[href=\"#%.*s\"]::after { content: \"%zu\"; }\n",
                          SLICE_ARG(entry->anchor), *page);
    }
}

/* Puts `bytes` in the place of a file of the site. */
static int replace(struct pdf *pdf, const char *name, struct slice bytes, struct error *error) {
    unlinkat(pdf->directory, STAGED, 0);
    if (file_write_new(pdf->directory, SLICE(STAGED), bytes, error) != 0)
        return -1;
    if (renameat(pdf->directory, STAGED, pdf->directory, name) != 0)
        return error_set(error, errno, "%s/%s", pdf->folder, name);
    return 0;
}

/* Reads a file of the site; a theme may lack it: it is then empty. */
static int read_site(struct pdf *pdf, const char *name, struct slice *bytes, struct error *error) {
    *bytes = SLICE("");
    int status =
        file_read(pdf->directory, slice_from(name), BOUND_PRINTED_PAGE, &pdf->arena, bytes, error);
    return status == FILE_MISSING ? 0 : status;
}

static bool is_same(const struct map *a, const struct map *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        const size_t *other = map_get(b, a->entries[i].key);
        same = other && *other == *(const size_t *)a->entries[i].value;
    }
    return same;
}

static int print(struct pdf *pdf, struct error *error) {
    return printer_run(&pdf->printer, below(pdf, PAGE), below(pdf, "contrat.pdf"), pdf->folder,
                       &pdf->arena, error);
}

/* Prints with the numbers of the page before, until they are those of the page. */
static int print_numbered(struct pdf *pdf, const struct project *project, struct error *error) {
    struct slice sheet;
    struct map pages;
    map_init(&pages, &pdf->arena);
    if (read_site(pdf, SHEET, &sheet, error) != 0)
        return -1;
    for (int pass = 0; pass < PASSES; pass++) {
        struct buffer css = BUFFER_INIT;
        struct slice bytes;
        struct map found;
        buffer_add(&css, sheet);
        add_rules(pdf, project, &pages, &css);
        int status = replace(pdf, SHEET, buffer_slice(&css), error);
        buffer_dispose(&css);
        if (status != 0 || print(pdf, error) != 0 ||
            file_read(pdf->directory, SLICE("contrat.pdf"), BOUND_PDF_FILE, &pdf->arena, &bytes,
                      error) != 0)
            return -1;
        if (!destinations_read(bytes, &pdf->arena, &found) || is_same(&pages, &found))
            return 0;
        pages = found;
    }
    return 0;
}

/* ---- What WeasyPrint is told ---- */

static int print_dressed(struct pdf *pdf, struct error *error) {
    struct slice sheet, drawings, definitions, page;
    struct buffer css = BUFFER_INIT;
    struct buffer out = BUFFER_INIT;
    if (read_site(pdf, SHEET, &sheet, error) != 0 ||
        read_site(pdf, "site/theme/dessins.css", &drawings, error) != 0 ||
        read_site(pdf, "site/theme/style.css", &definitions, error) != 0 ||
        read_site(pdf, PAGE, &page, error) != 0)
        return -1;
    weasyprint_resolve(sheet, definitions, &css);
    int status = sheet.size ? replace(pdf, SHEET, buffer_slice(&css), error) : 0;
    buffer_reset(&css);
    weasyprint_resolve(drawings, definitions, &css);
    weasyprint_dress(page, buffer_slice(&css), &out);
    if (status == 0 && drawings.size)
        status = replace(pdf, PAGE, buffer_slice(&out), error);
    buffer_dispose(&css);
    buffer_dispose(&out);
    return status == 0 ? print(pdf, error) : -1;
}

/* ---- The file ---- */

/* Opens the folder where the PDF goes. Returns it, or -1 with `error` described. */
static int open_target(struct pdf *pdf, struct error *error) {
    struct slice target = slice_from(pdf->file);
    struct slice folder = path_directory(target);
    if (target.data[0] == '/' && folder.size == 0)
        folder = SLICE("/");
    const char *name = folder.size ? slice_string(&pdf->arena, folder) : ".";
    struct error cause = ERROR_INIT;
    int directory = file_open_directory(name, &cause);
    if (directory < 0)
        error_set(error, 0, "le PDF ne peut pas être écrit : le dossier %s", cause.message);
    return directory;
}

/* Whether the PDF can be written, before the minutes that it takes. */
static int check_target(struct pdf *pdf, struct error *error) {
    struct stat status;
    int directory = open_target(pdf, error);
    if (directory < 0)
        return -1;
    int result = 0;
    if (stat(pdf->file, &status) == 0 && S_ISDIR(status.st_mode))
        result = error_set(
            error, 0, "%s est un dossier\n  aide : donnez le nom du PDF, comme -o %s/contrat.pdf",
            pdf->file, pdf->file);
    else if (faccessat(directory, ".", W_OK, AT_EACCESS) != 0)
        result = error_set(error, errno, "le PDF %s ne peut pas être écrit", pdf->file);
    close(directory);
    return result;
}

/* Copies the PDF beside its place, then renames it. */
static int deliver(struct pdf *pdf, struct error *error) {
    struct slice bytes;
    if (file_read(pdf->directory, SLICE("contrat.pdf"), BOUND_PDF_FILE, &pdf->arena, &bytes,
                  error) != 0)
        return -1;
    int directory = open_target(pdf, error);
    if (directory < 0)
        return -1;
    struct slice name = path_name(slice_from(pdf->file));
    struct slice staged = slice_format(&pdf->arena, ".%.*s.%ld", SLICE_ARG(name), (long)getpid());
    int result = file_write_new(directory, staged, bytes, error);
    if (result == 0 &&
        renameat(directory, staged.data, directory, slice_string(&pdf->arena, name)) != 0)
        result = error_set(error, errno, "%s", pdf->file);
    if (result != 0)
        unlinkat(directory, staged.data, 0);
    close(directory);
    return result;
}

/* Once the site is there. */
static int print_site(void *context, struct project *project) {
    struct pdf *pdf = context;
    struct error error = ERROR_INIT;
    size_t count;
    struct slice now = slice_format(&pdf->arena, "%lld", (long long)project->content.now);
    setenv("SOURCE_DATE_EPOCH", now.data, 0); /* WeasyPrint dates the file so */
    if (!print_contents(project->site, &pdf->arena, &count)) {
        fputs("vitrine: ce contrat n'a encore rien à imprimer : ni diagnostic, ni axe\n", stderr);
        return COMMAND_CONTENT;
    }
    if (!pdf->publication.quiet) {
        printf("Le PDF se fait avec %s : comptez une minute ou deux.\n", pdf->printer.path);
        fflush(stdout);
    }
    int result = pdf->printer.kind == PRINTER_CHROMIUM ? print_numbered(pdf, project, &error)
                                                       : print_dressed(pdf, &error);
    if (result != 0 || deliver(pdf, &error) != 0)
        return command_fail(&error);
    if (!pdf->publication.quiet)
        printf("%s est fait.\n", pdf->file);
    return COMMAND_DONE;
}

static int make_folder(struct pdf *pdf, struct error *error) {
    const char *place = getenv("TMPDIR");
    if (!place || place[0] != '/')
        place = "/tmp";
    struct slice pattern = slice_format(&pdf->arena, "%s/vitrine-pdf-XXXXXX", place);
    pdf->folder = slice_string(&pdf->arena, pattern);
    if (!mkdtemp(pdf->folder))
        return error_set(error, errno, "%s", pdf->folder);
    pdf->directory = file_open_directory(pdf->folder, error);
    return pdf->directory < 0 ? -1 : 0;
}

static void remove_folder(struct pdf *pdf) {
    struct error ignored = ERROR_INIT;
    int above = file_open_directory(
        slice_string(&pdf->arena, path_directory(slice_from(pdf->folder))), &ignored);
    close(pdf->directory);
    if (above < 0)
        return;
    file_remove_tree(above, path_name(slice_from(pdf->folder)).data, &ignored);
    close(above);
}

static int run(struct pdf *pdf) {
    struct error error = ERROR_INIT;
    if (check_target(pdf, &error) != 0 ||
        printer_find(&pdf->printer, pdf->browser, &pdf->arena, &error) != 0 ||
        make_folder(pdf, &error) != 0)
        return command_fail(&error);
    pdf->publication.output = below(pdf, "site");
    int status = publication_run(&pdf->publication, &pdf->arena);
    remove_folder(pdf);
    return status;
}

int command_pdf(int argc, char **argv) {
    struct pdf pdf = {.file = "contrat.pdf", .arena = ARENA_INIT};
    struct project_options *project = &pdf.publication.project;
    project->with_history = true;
    project->without_versions = true;
    project->site.for_paper = true;
    pdf.publication.then = print_site;
    pdf.publication.context = &pdf;
    int status = read_arguments(&pdf, argc, argv);
    if (status == COMMAND_DONE)
        status = publication_check_folders(&pdf.publication, "pdf");
    if (!pdf.browser)
        pdf.browser = getenv("VITRINE_NAVIGATEUR");
    if (pdf.browser && pdf.browser[0] == '\0')
        pdf.browser = NULL;
    if (status == COMMAND_DONE)
        status = run(&pdf);
    arena_dispose(&pdf.arena);
    return status < 0 ? COMMAND_DONE : status;
}
