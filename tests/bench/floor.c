/*
 * floor IN OUT: the least that a site generator can do. Reads each Markdown file below IN, drops
 * its front matter, lets cmark-gfm make its own HTML on one thread, writes it once to
 * OUT/<path>/index.html. OUT must not exist.
 */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(3);
}

static int by_name(const FTSENT **a, const FTSENT **b) {
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static char *read_whole(const char *path, size_t size) {
    char *bytes = malloc(size + 1);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (bytes == NULL || file < 0 || read(file, bytes, size) != (ssize_t)size)
        die(path);
    close(file);
    bytes[size] = '\0';
    return bytes;
}

/* What follows the front matter. */
static const char *body_of(const char *text) {
    if (strncmp(text, "---\n", 4) != 0)
        return text;
    const char *end = strstr(text + 3, "\n---\n");
    return end == NULL ? text : end + 5;
}

static char *render(const char *body) {
    static const char *const names[] = {"table", "strikethrough", "autolink", "tasklist"};
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
    cmark_parser_feed(parser, body, strlen(body));
    cmark_node *root = cmark_parser_finish(parser);
    char *html =
        cmark_render_html(root, CMARK_OPT_FOOTNOTES, cmark_parser_get_syntax_extensions(parser));
    cmark_node_free(root);
    cmark_parser_free(parser);
    return html;
}

/* Writes OUT/<path without .md>/index.html. */
static void write_page(const char *out, const char *path, const char *html) {
    char name[4096];
    int length = snprintf(name, sizeof name, "%s/%.*s", out, (int)strlen(path) - 3, path);
    if (length < 0 || (size_t)length + sizeof "/index.html" > sizeof name) {
        errno = ENAMETOOLONG;
        die(path);
    }
    if (mkdir(name, 0777) != 0 && errno != EEXIST)
        die(name);
    memcpy(name + length, "/index.html", sizeof "/index.html");
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    size_t size = strlen(html);
    if (file < 0 || write(file, html, size) != (ssize_t)size || close(file) != 0)
        die(name);
}

static void convert(const char *out, const char *path, const FTSENT *entry) {
    char *text = read_whole(entry->fts_accpath, (size_t)entry->fts_statp->st_size);
    char *html = render(body_of(text));
    write_page(out, path, html);
    free(html);
    free(text);
}

static void make_folder(const char *out, const char *path) {
    char name[4096];
    int length = snprintf(name, sizeof name, "%s/%s", out, path);
    if (length < 0 || (size_t)length >= sizeof name || mkdir(name, 0777) != 0)
        die(path);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: floor IN OUT\n");
        return 2;
    }
    cmark_gfm_core_extensions_ensure_registered();
    size_t root = strlen(argv[1]);
    FTS *tree = fts_open((char *[]){argv[1], NULL}, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    if (tree == NULL)
        die(argv[1]);
    for (FTSENT *entry = fts_read(tree); entry != NULL; entry = fts_read(tree)) {
        const char *path = entry->fts_path + root;
        path += *path == '/';
        if (entry->fts_info == FTS_D)
            make_folder(argv[2], path);
        else if (entry->fts_info == FTS_F && entry->fts_namelen > 3 &&
                 strcmp(entry->fts_name + entry->fts_namelen - 3, ".md") == 0)
            convert(argv[2], path, entry);
    }
    fts_close(tree);
    return 0;
}
