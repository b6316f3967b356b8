/*
 * past [--wide] DIR COMMITS: writes, as a stream for git fast-import, a repository whose first
 * commit holds the pages below DIR (what `generate` made; the start of each) and whose COMMITS - 1
 * others edit a page or two each, and now and then rename one. With --wide all pages lie in one
 * folder. Always the same for the same pages.
 */
#include "prose.h"

#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAGE_BYTES = 2500,       /* kept of a page, below its front matter */
    RENAME_ONE_IN = 100,     /* commits */
    FIRST_TIME = 1500000000, /* of the first commit; an hour between two */
};

struct page {
    char *path; /* below the root of the repository */
    struct text text;
    size_t first_size; /* of its text, in the first commit */
    size_t renames;
};

static struct page *pages;
static size_t page_count;
static size_t root_size;

static _Noreturn void fail(const char *what) {
    perror(what);
    exit(1);
}

/* With --wide: all in one folder, numbered in the order of their paths. */
static void flatten(void) {
    for (size_t i = 0; i < page_count; i++) {
        char *old = pages[i].path;
        const char *slash = strrchr(old, '/');
        if (asprintf(&pages[i].path, "axes/1-axe/%05zu-%s", i, slash ? slash + 1 : old) < 0)
            fail("asprintf");
        free(old);
    }
}

/* Makes links words: pages change names, and the contract stays valid. */
static void unlink_words(char *line) {
    for (char *at = line; (at = strstr(at, "](")) != NULL;)
        at[1] = ' ';
}

/* Reads a page: its front matter, and its lines from the start, whole. */
static void read_page(struct page *page, FILE *file, bool whole) {
    char *line = NULL;
    size_t room = 0, fences = 0, body = 0;
    while ((whole || body < PAGE_BYTES) && getline(&line, &room, file) > 0) {
        unlink_words(line);
        text_add(&page->text, "%s", line);
        fences += strcmp(line, "---\n") == 0;
        body += fences < 2 ? 0 : strlen(line);
    }
    page->first_size = page->text.size;
    free(line);
}

static int add_page(const char *path, const struct stat *status, int type, struct FTW *place) {
    (void)status;
    (void)place;
    if (type != FTW_F)
        return 0;
    struct page page = {.path = strdup(path + root_size + 1)};
    FILE *file = fopen(path, "r");
    if (!file || !page.path)
        fail(path);
    read_page(&page, file, !strstr(path, ".md"));
    fclose(file);
    pages = realloc(pages, (page_count + 1) * sizeof *pages);
    if (!pages)
        fail("realloc");
    pages[page_count++] = page;
    return 0;
}

static int by_path(const void *left, const void *right) {
    return strcmp(((const struct page *)left)->path, ((const struct page *)right)->path);
}

static void put(const struct page *page) {
    printf("M 100644 inline %s\ndata %zu\n%s\n", page->path, page->text.size, page->text.data);
}

/* A sentence more at the end; pages that grew too long lose what was added first. */
static void edit(struct page *page, struct dice *dice) {
    if (page->text.size > page->first_size + PAGE_BYTES) {
        page->text.size = page->first_size;
        page->text.data[page->text.size] = '\0';
    }
    text_add(&page->text, "\n");
    prose_sentence(&page->text, dice);
    text_add(&page->text, "\n");
}

static void rename_page(struct page *page) {
    char *old = page->path;
    size_t stem = strlen(old) - strlen(".md");
    if (asprintf(&page->path, "%.*s-%zu.md", (int)stem, old, ++page->renames) < 0)
        fail("asprintf");
    printf("R %s %s\n", old, page->path);
    free(old);
}

static void begin(size_t commit) {
    size_t time = FIRST_TIME + commit * 3600;
    char message[64];
    int size = snprintf(message, sizeof message, "Mise à jour %zu", commit);
    printf("commit refs/heads/main\n"
           "author Autrice %zu <a%zu@example.org> %zu +0100\n"
           "committer Autrice <a@example.org> %zu +0100\n"
           "data %d\n%s\n",
           commit % 7, commit % 7, time, time, size, message);
}

int main(int argc, char **argv) {
    bool wide = argc > 1 && strcmp(argv[1], "--wide") == 0;
    size_t commits = argc == 3 + wide ? strtoul(argv[2 + wide], NULL, 10) : 0;
    if (commits == 0) {
        fprintf(stderr, "usage: past [--wide] DIR COMMITS\n");
        return 2;
    }
    const char *root = argv[1 + wide];
    root_size = strlen(root);
    if (nftw(root, add_page, 16, FTW_PHYS) != 0 || page_count == 0)
        fail(root);
    qsort(pages, page_count, sizeof *pages, by_path);
    if (wide)
        flatten();
    struct dice dice = {1};
    printf("feature done\n");
    begin(0);
    for (size_t i = 0; i < page_count; i++)
        put(&pages[i]);
    for (size_t commit = 1; commit < commits; commit++) {
        begin(commit);
        for (size_t left = 1 + dice_roll(&dice, 2); left; left--) {
            struct page *page = &pages[dice_roll(&dice, page_count)];
            if (!strstr(page->path, ".md") || strstr(page->path, "axe.md"))
                continue;
            if (dice_roll(&dice, RENAME_ONE_IN) == 0)
                rename_page(page);
            edit(page, &dice);
            put(page);
        }
    }
    printf("done\n");
    return 0;
}
