#include "site/inner_links.h"

#include "base/arena.h"
#include "base/slice.h"

/* Takes off `rest` what comes before `mark` and the mark; all of it when there is none. */
static bool next(struct slice *rest, struct slice mark, struct slice *before) {
    size_t at = slice_search(*rest, mark);
    bool found = at < rest->size;
    *before = slice_part(*rest, 0, at);
    *rest = slice_from_offset(*rest, at + mark.size);
    return found;
}

static void gather_ids(struct slice html, struct map *ids) {
    struct slice skipped;
    while (next(&html, SLICE(" id=\""), &skipped))
        map_put(ids, slice_part(html, 0, slice_find(html, '"')), ids);
}

/* The URL of a link below the root, without what a copy for disks adds to it. */
static struct slice url_of(struct slice target) {
    struct slice url = slice_part(target, 0, slice_find(target, '#'));
    static const char index[] = "index.html";
    if (slice_ends(url, index))
        url.size -= sizeof index - 1;
    return url;
}

/* Writes the link that leads to `target` below the root; `out` ends in the space before it. */
static void add_link(const struct inner_links *links, struct arena *arena, const struct map *ids,
                     struct slice target, struct buffer *out) {
    struct slice url = url_of(target);
    struct slice anchor = slice_from_offset(target, slice_find(target, '#') + 1);
    struct slice place = links->place(links->context, arena, url, anchor, ids);
    if (place.data)
        buffer_format(out, "href=\"#%.*s\"", SLICE_ARG(place));
    else if (!links->leaves)
        buffer_format(out, "href=\"%.*s%.*s\"", SLICE_ARG(links->root), SLICE_ARG(target));
    else if (links->address.size)
        buffer_format(out, "data-site href=\"%.*s%.*s\"", SLICE_ARG(links->address),
                      SLICE_ARG(target));
}

/* A start tag of <a>, between "<a " and ">". */
static void add_tag(const struct inner_links *links, struct arena *arena, const struct map *ids,
                    struct slice tag, struct buffer *out) {
    struct slice rest = tag;
    struct slice before;
    struct slice target;
    struct slice mark = slice_concat(arena, SLICE("href=\""), links->root);
    if (!next(&rest, mark, &before)) {
        buffer_add(out, tag);
        return;
    }
    buffer_add(out, before);
    next(&rest, SLICE("\""), &target);
    add_link(links, arena, ids, target, out);
    buffer_add(out, rest);
}

void inner_links_set(const struct inner_links *links, struct arena *arena, struct buffer *html) {
    struct slice rest = slice_copy(arena, buffer_slice(html));
    struct slice part;
    struct map ids;
    map_init(&ids, arena);
    gather_ids(rest, &ids);
    buffer_reset(html);
    if (next(&rest, SLICE("<main"), &part)) {
        struct slice main;
        buffer_add(html, part);
        BUFFER_LITERAL(html, "<main");
        bool closed = next(&rest, SLICE("</main>"), &main);
        while (next(&main, SLICE("<a "), &part)) {
            struct slice tag;
            buffer_add(html, part);
            BUFFER_LITERAL(html, "<a ");
            next(&main, SLICE(">"), &tag);
            add_tag(links, arena, &ids, tag, html);
            buffer_add_byte(html, '>');
        }
        buffer_add(html, part);
        part = rest;
        if (closed)
            BUFFER_LITERAL(html, "</main>");
    }
    buffer_add(html, part);
}
