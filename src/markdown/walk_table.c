/* Tables: in a region that scrolls, with a name of its own. */
#include "markdown/walk.h"

#include "base/arena.h"
#include "base/bounds.h"
#include "base/utf8.h"
#include "text/escape.h"

#include <cmark-gfm-core-extensions.h>

#define NAME_SIZE 80 /* characters, after which column names are left out of a table's name */

/* "Année, Montant": the columns' names, from the first row. */
static struct slice table_columns(struct walk *walk, cmark_node *table) {
    struct arena *scratch = walk->table_names.arena;
    struct slice name = SLICE("");
    cmark_node *header = cmark_node_first_child(table);
    cmark_node *cell = header ? cmark_node_first_child(header) : NULL;
    for (; cell && utf8_count(name) < NAME_SIZE; cell = cmark_node_next(cell)) {
        struct slice column = slice_trim(tree_text(scratch, cell));
        if (column.size == 0)
            continue;
        name = slice_format(scratch, "%.*s%s%.*s", SLICE_ARG(name), name.size ? ", " : "",
                            SLICE_ARG(slice_part(column, 0, utf8_prefix(column, NAME_SIZE))));
    }
    return name;
}

/* The name of a table for those who do not see it; two of a body never have the same. */
static void write_table_name(struct walk *walk, cmark_node *table) {
    struct slice name = table_columns(walk, table);
    size_t *count = map_get(&walk->table_names, name);
    if (!count) {
        count = arena_new(walk->table_names.arena, size_t);
        map_put(&walk->table_names, name, count);
    }
    ++*count;
    WALK_HTML(walk, "Tableau");
    if (name.size)
        WALK_HTML(walk, "\xC2\xA0: ");
    escape_html(&walk->html, name);
    if (*count > 1)
        buffer_format(&walk->html, " (%zu)", *count);
    walk_hole(walk, HOLE_TITLE, 0);
}

static void table_begin(struct walk *walk, cmark_node *table) {
    walk->columns = cmark_gfm_extensions_get_table_columns(table);
    walk->alignments = cmark_gfm_extensions_get_table_alignments(table);
    walk->in_rows = false;
    if (walk->columns > BOUND_TABLE_CELLS) {
        walk_remark(walk, MARKDOWN_TABLE_WIDE, SLICE(""), walk_block_position(walk, table));
        return;
    }
    WALK_HTML(walk, "<div class=\"tableau\" role=\"region\" tabindex=\"0\" aria-label=\"");
    write_table_name(walk, table);
    WALK_HTML(walk, "\">\n<table>\n");
}

static void table_end(struct walk *walk) {
    if (walk->in_rows)
        WALK_HTML(walk, "</tbody>\n");
    WALK_HTML(walk, "</table>\n</div>\n");
}

static void walk_row(struct walk *walk, bool header, bool enter) {
    if (!enter) {
        buffer_add_string(&walk->html, header ? "</tr></thead>\n" : "</tr>\n");
        walk_plain_break(walk);
        return;
    }
    walk->in_header = header;
    walk->column = 0;
    if (header)
        WALK_HTML(walk, "<thead>");
    else if (!walk->in_rows)
        WALK_HTML(walk, "<tbody>\n");
    walk->in_rows = !header;
    WALK_HTML(walk, "<tr>");
}

static const char *alignment_class(const struct walk *walk) {
    switch (walk->alignments ? walk->alignments[walk->column] : 0) {
    case 'r':
        return " class=\"droite\"";
    case 'c':
        return " class=\"centre\"";
    default:
        return "";
    }
}

static void walk_cell(struct walk *walk, cmark_node *cell, bool enter) {
    /* An empty header cell heads nothing. */
    bool header = walk->in_header && cmark_node_first_child(cell);
    if (!enter) {
        buffer_add_string(&walk->html, header ? "</th>" : "</td>");
        buffer_add_byte(&walk->plain, ' ');
        walk->column++;
        return;
    }
    buffer_add_string(&walk->html, header ? "<th scope=\"col\"" : "<td");
    if (walk->column < walk->columns)
        buffer_add_string(&walk->html, alignment_class(walk));
    WALK_HTML(walk, ">");
    walk_begin_inlines(walk, cell);
}

void walk_table(struct walk *walk, cmark_node *node, enum tree_kind kind, bool enter) {
    if (kind == TREE_TABLE && enter)
        table_begin(walk, node);
    else if (kind == TREE_TABLE)
        table_end(walk);
    else if (kind == TREE_TABLE_CELL)
        walk_cell(walk, node, enter);
    else
        walk_row(walk, kind == TREE_TABLE_HEADER, enter);
}
