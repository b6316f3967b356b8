/* Differences of texts as HTML: each block as it would be shown, its words marked, and said. */
#include "base/path.h"
#include "markdown/url.h"
#include "site/changes.h"
#include "text/escape.h"

struct writing {
    const struct site *site;
    struct arena *arena;
    struct slice root; /* of the page */
    struct slice from; /* the file that links start from */
    struct buffer out;
    const char *open; /* the element around the blocks in hand: "ul", "table"; NULL: none */
};

static void add_words(struct writing *writing, const char *word) {
    BUFFER_LITERAL(&writing->out, "<span class=\"visually-hidden\">");
    escape_html(&writing->out, site_word(writing->site, word));
    BUFFER_LITERAL(&writing->out, " </span>");
}

/* ---- Words */

/* Where a link of the text leads today; an empty slice: nowhere, its words stay. */
static struct slice href_of(const struct writing *writing, struct slice target) {
    size_t colon = slice_find(target, ':'), slash = slice_find(target, '/');
    struct slice path;
    if (target.size == 0)
        return target;
    if (colon < target.size && colon < slash)
        return target;
    target = slice_part(target, 0, slice_find(target, '#'));
    if (!path_resolve(writing->arena, writing->from, target, &path))
        return (struct slice){"", 0};
    const struct content_file *file = map_get(&writing->site->content->by_path, path);
    struct slice url =
        file && file->record ? site_url(writing->site, file->record) : (struct slice){NULL, 0};
    if (!url.data)
        return (struct slice){"", 0};
    return slice_concat(writing->arena, writing->root,
                        site_href(writing->site, writing->arena, url, SLICE("")));
}

static const struct {
    unsigned style;
    const char *opening, *closing;
} styles[] = {
    {BLOCK_STRONG, "<strong>", "</strong>"},
    {BLOCK_EMPHASIS, "<em>", "</em>"},
    {BLOCK_VERBATIM, "<code>", "</code>"},
    {BLOCK_STRIKE, "<s>", "</s>"},
};

/* What a run shows, without its style. */
static void add_text(struct writing *writing, const struct block_run *run) {
    switch (run->kind) {
    case BLOCK_IMAGE:
        BUFFER_LITERAL(&writing->out, "[");
        escape_html(&writing->out, site_word(writing->site, "mot_image"));
        escape_html(&writing->out, run->text);
        BUFFER_LITERAL(&writing->out, "]");
        break;
    case BLOCK_BREAK:
        BUFFER_LITERAL(&writing->out, "<br>");
        break;
    case BLOCK_TASK:
        escape_html(&writing->out, run->text);
        BUFFER_LITERAL(&writing->out, " ");
        break;
    case BLOCK_REFERENCE:
        BUFFER_LITERAL(&writing->out, "<sup>");
        escape_html(&writing->out, run->text);
        BUFFER_LITERAL(&writing->out, "</sup>");
        break;
    case BLOCK_CELL:
        break; /* add_row() parts cells */
    case BLOCK_TEXT:
        escape_html(&writing->out, run->text);
    }
}

static void add_run(struct writing *writing, const struct block_run *run) {
    enum { COUNT = sizeof styles / sizeof *styles };
    struct slice href =
        run->kind == BLOCK_TEXT ? href_of(writing, run->target) : (struct slice){"", 0};
    if (href.size) {
        BUFFER_LITERAL(&writing->out, "<a href=\"");
        url_write(&writing->out, href);
        BUFFER_LITERAL(&writing->out, "\">");
    }
    for (size_t i = 0; i < COUNT; i++)
        if (run->style & styles[i].style)
            buffer_add_string(&writing->out, styles[i].opening);
    add_text(writing, run);
    for (size_t i = COUNT; i-- > 0;)
        if (run->style & styles[i].style)
            buffer_add_string(&writing->out, styles[i].closing);
    if (href.size)
        BUFFER_LITERAL(&writing->out, "</a>");
}

static const struct {
    const char *tag, *start, *end; /* the words for who does not see the mark */
} marks[PIECE_OPS] = {
    [PIECE_ADDED] = {"ins", "debut_ajout", "fin_ajout"},
    [PIECE_REMOVED] = {"del", "debut_retrait", "fin_retrait"},
};

static void open_mark(struct writing *writing, enum piece_op op) {
    if (!marks[op].tag)
        return;
    buffer_format(&writing->out, "<%s>", marks[op].tag);
    add_words(writing, marks[op].start);
}

static void close_mark(struct writing *writing, enum piece_op op) {
    if (!marks[op].tag)
        return;
    add_words(writing, marks[op].end);
    buffer_format(&writing->out, "</%s>", marks[op].tag);
}

/* The pieces of a block, or those of one cell: from `at` to the next cell's mark. Returns where it
 * stopped. */
static size_t add_pieces(struct writing *writing, const struct difference_block *block, size_t at) {
    enum piece_op open = PIECE_SAME;
    for (; at < block->piece_count && block->pieces[at].run.kind != BLOCK_CELL; at++) {
        const struct difference_piece *piece = &block->pieces[at];
        if (piece->op != open) {
            close_mark(writing, open);
            open_mark(writing, piece->op);
        }
        open = piece->op;
        if (piece->op == PIECE_CUT)
            BUFFER_LITERAL(&writing->out, " … ");
        else
            add_run(writing, &piece->run);
    }
    close_mark(writing, open);
    return at;
}

/* ---- Blocks */

static const char *list_of(const struct block_form *form) {
    return form->kind == BLOCK_ITEM  ? (form->ordered ? "ol" : "ul")
           : form->kind == BLOCK_ROW ? "table"
                                     : NULL;
}

static void enter(struct writing *writing, const char *element) {
    if (writing->open == element)
        return;
    if (writing->open)
        buffer_format(&writing->out, "</%s>\n", writing->open);
    if (element)
        buffer_format(&writing->out, "<%s>\n", element);
    if (element && strcmp(element, "table") == 0) {
        BUFFER_LITERAL(&writing->out, "<caption class=\"visually-hidden\">");
        escape_html(&writing->out, site_word(writing->site, "rangees"));
        BUFFER_LITERAL(&writing->out, "</caption>\n");
    }
    writing->open = element;
}

/* A row whose cells changed in number is told word by word, all the same. */
static void add_row(struct writing *writing, const struct difference_block *block) {
    BUFFER_LITERAL(&writing->out, "<tr>");
    for (size_t at = 0;; at++) {
        buffer_add_string(&writing->out, at == 0 ? "<th scope=\"row\">" : "<td>");
        bool first = at == 0;
        at = add_pieces(writing, block, at);
        buffer_add_string(&writing->out, first ? "</th>" : "</td>");
        if (at >= block->piece_count)
            break;
    }
    BUFFER_LITERAL(&writing->out, "</tr>\n");
}

static const char *class_of(const struct difference_block *block) {
    switch (block->change) {
    case DIFFERENCE_SAME:
        return " class=\"inchange\"";
    case DIFFERENCE_MOVED_HERE:
    case DIFFERENCE_MOVED_AWAY:
        return " class=\"deplace\"";
    default:
        return block->form.kind == BLOCK_HEADING ? " class=\"difference-titre\"" : "";
    }
}

static void add_block(struct writing *writing, const struct difference_block *block) {
    enum block_kind kind = block->form.kind;
    bool moved = block->change == DIFFERENCE_MOVED_HERE || block->change == DIFFERENCE_MOVED_AWAY;
    const char *element = kind == BLOCK_ITEM ? "li" : kind == BLOCK_CODE ? "pre" : "p";
    enter(writing, list_of(&block->form));
    if (kind == BLOCK_ROW) {
        add_row(writing, block);
        return;
    }
    buffer_format(&writing->out, "<%s%s>", element, class_of(block));
    if (moved) {
        BUFFER_LITERAL(&writing->out, "<span class=\"badge\">");
        escape_html(&writing->out, site_word(writing->site, block->change == DIFFERENCE_MOVED_HERE
                                                                ? "deplace_ici"
                                                                : "deplace_ailleurs"));
        BUFFER_LITERAL(&writing->out, "</span> ");
    }
    add_pieces(writing, block, 0);
    buffer_format(&writing->out, "</%s>\n", element);
}

static void add_folded(struct writing *writing, size_t count) {
    enter(writing, NULL);
    BUFFER_LITERAL(&writing->out, "<p class=\"replie\">");
    buffer_format(&writing->out, "%zu\u00a0", count);
    escape_html(&writing->out, site_word(writing->site, count > 1 ? "paragraphes_inchanges"
                                                                  : "paragraphe_inchange"));
    BUFFER_LITERAL(&writing->out, "</p>\n");
}

struct slice changes_difference(const struct site *site, const struct site_page *page,
                                struct arena *arena, struct slice from,
                                const struct difference *difference) {
    struct writing writing = {
        .site = site, .arena = arena, .root = site_root_of(arena, page->url), .from = from};
    for (size_t i = 0; i < difference->count; i++) {
        const struct difference_block *block = &difference->blocks[i];
        if (block->change == DIFFERENCE_FOLDED)
            add_folded(&writing, block->folded);
        else
            add_block(&writing, block);
    }
    enter(&writing, NULL);
    struct slice html = slice_copy(arena, buffer_slice(&writing.out));
    buffer_dispose(&writing.out);
    return html;
}
