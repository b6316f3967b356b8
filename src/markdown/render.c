#include "markdown/markdown.h"

#include "markdown/program.h"
#include "markdown/url.h"
#include "text/escape.h"

/* What a rendering has at hand. */
struct rendering {
    const struct markdown_body *body;
    const struct markdown_filler *filler;
    struct buffer *out;
    bool linked; /* an <a> is open */
};

static unsigned heading_level(const struct rendering *rendering, size_t index) {
    unsigned level = rendering->body->headings[index].level + rendering->filler->heading_shift;
    return level < 6 ? level : 6;
}

static void fill_heading(struct rendering *rendering, size_t index) {
    BUFFER_LITERAL(rendering->out, "<h");
    buffer_add_byte(rendering->out, (char)('0' + heading_level(rendering, index)));
    BUFFER_LITERAL(rendering->out, " id=\"");
    escape_html(rendering->out, rendering->filler->anchor_prefix);
    escape_html(rendering->out, rendering->body->headings[index].id);
    BUFFER_LITERAL(rendering->out, "\">");
}

static void fill_heading_end(struct rendering *rendering, size_t index) {
    BUFFER_LITERAL(rendering->out, "</h");
    buffer_add_byte(rendering->out, (char)('0' + heading_level(rendering, index)));
    BUFFER_LITERAL(rendering->out, ">");
}

static void fill_link(struct rendering *rendering, size_t index) {
    const struct markdown_filler *filler = rendering->filler;
    const struct markdown_link *link = &rendering->body->links[index];
    struct slice url = filler->link ? filler->link(filler->context, link, index) : link->target;
    rendering->linked = url.size > 0;
    if (!rendering->linked)
        return;
    BUFFER_LITERAL(rendering->out, "<a href=\"");
    url_write(rendering->out, url);
    BUFFER_LITERAL(rendering->out, "\">");
}

static void fill_anchor(struct rendering *rendering, size_t index) {
    BUFFER_LITERAL(rendering->out, "<a href=\"#");
    url_write(rendering->out, rendering->filler->anchor_prefix);
    url_write(rendering->out, rendering->body->headings[index].id);
    BUFFER_LITERAL(rendering->out, "\">");
    rendering->linked = true;
}

static void fill_link_end(struct rendering *rendering) {
    if (rendering->linked)
        BUFFER_LITERAL(rendering->out, "</a>");
    rendering->linked = false;
}

static void fill_image(struct rendering *rendering, size_t index) {
    const struct markdown_filler *filler = rendering->filler;
    const struct markdown_image *image = &rendering->body->images[index];
    if (filler->image)
        filler->image(filler->context, image, index, rendering->out);
    else
        escape_html(rendering->out, image->alternative);
}

static void fill_figure(struct rendering *rendering, size_t index) {
    const struct markdown_filler *filler = rendering->filler;
    const struct markdown_figure *figure = &rendering->body->figures[index];
    if (filler->figure) {
        filler->figure(filler->context, figure, index, rendering->out);
        return;
    }
    BUFFER_LITERAL(rendering->out, "<pre tabindex=\"0\">");
    escape_html(rendering->out, figure->text);
    BUFFER_LITERAL(rendering->out, "</pre>");
}

/* The ways back from a footnote to where it was referred to. */
static void fill_note(struct rendering *rendering, uint32_t number) {
    uint32_t uses = rendering->body->note_uses ? rendering->body->note_uses[number] : 0;
    for (uint32_t use = 1; use <= uses; use++) {
        buffer_add_string(rendering->out, use > 1 ? " <a href=\"#" : "<a href=\"#");
        url_write(rendering->out, rendering->filler->anchor_prefix);
        buffer_format(rendering->out, use > 1 ? "renvoi_%u_%u" : "renvoi_%u", number, use);
        BUFFER_LITERAL(rendering->out, "\" class=\"retour\" aria-label=\"Retour au texte, note ");
        buffer_format(rendering->out, uses > 1 ? "%u (%u)" : "%u", number, use);
        BUFFER_LITERAL(rendering->out, "\">↩</a>");
    }
}

/* Fills the hole of an op. Returns how many bytes of HTML the hole itself took the place of. */
static size_t fill_acronym(struct rendering *rendering, struct slice word) {
    const struct markdown_filler *filler = rendering->filler;
    if (!filler->acronym)
        return 0;
    filler->acronym(filler->context, word, rendering->out);
    return word.size;
}

static void fill_title(struct rendering *rendering) {
    if (rendering->filler->title.size == 0)
        return;
    BUFFER_LITERAL(rendering->out, " – ");
    escape_html(rendering->out, rendering->filler->title);
}

static void fill_hole(struct rendering *rendering, const struct markdown_op *op) {
    switch ((enum markdown_hole)op->hole) {
    case HOLE_PREFIX:
        escape_html(rendering->out, rendering->filler->anchor_prefix);
        break;
    case HOLE_TITLE:
        fill_title(rendering);
        break;
    case HOLE_RESERVED:
        escape_html(rendering->out, rendering->filler->reserved_label);
        break;
    case HOLE_HEADING:
        fill_heading(rendering, op->index);
        break;
    case HOLE_HEADING_END:
        fill_heading_end(rendering, op->index);
        break;
    case HOLE_LINK:
        fill_link(rendering, op->index);
        break;
    case HOLE_ANCHOR:
        fill_anchor(rendering, op->index);
        break;
    case HOLE_LINK_END:
        fill_link_end(rendering);
        break;
    case HOLE_IMAGE:
        fill_image(rendering, op->index);
        break;
    case HOLE_FIGURE:
        fill_figure(rendering, op->index);
        break;
    case HOLE_NOTE:
        fill_note(rendering, op->index);
        break;
    case HOLE_ACRONYM:
    case HOLE_NONE:
        break;
    }
}

void markdown_render(const struct markdown_body *body, const struct markdown_filler *filler,
                     struct buffer *out) {
    struct rendering rendering = {body, filler, out, false};
    size_t at = 0;
    for (size_t i = 0; i < body->op_count; i++) {
        const struct markdown_op *op = &body->ops[i];
        buffer_add(out, slice_part(body->html, at, op->end - at));
        at = op->end;
        if (op->hole == HOLE_ACRONYM)
            at += fill_acronym(&rendering, slice_part(body->html, at, op->index));
        else
            fill_hole(&rendering, op);
    }
}

void markdown_each_acronym(const struct markdown_body *body,
                           void (*see)(void *context, struct slice word, struct buffer *out),
                           void *context) {
    for (size_t i = 0; i < body->op_count; i++)
        if (body->ops[i].hole == HOLE_ACRONYM)
            see(context, slice_part(body->html, body->ops[i].end, body->ops[i].index), NULL);
}
