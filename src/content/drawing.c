#include "content/drawing.h"

#include "content/number.h"
#include "text/xml.h"

/* What browsers give to what does not say its size. */
#define DEFAULT_WIDTH 300.0
#define DEFAULT_HEIGHT 150.0

/*
 * The CSS pixels of a length such as "12", "12px" or "21mm"; 0 when there is none: relative units
 * (%, em) depend on the page.
 */
static double parse_length(struct slice text) {
    static const struct {
        const char *name;
        double pixels;
    } units[] = {{"", 1},           {"px", 1},         {"in", 96}, {"cm", 96 / 2.54},
                 {"mm", 96 / 25.4}, {"pt", 96 / 72.0}, {"pc", 16}};
    text = slice_trim(text);
    double number;
    size_t size = number_scan(text, &number);
    if (size == 0 || !(number > 0))
        return 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (slice_is(slice_from_offset(text, size), units[i].name))
            return number * units[i].pixels;
    return 0;
}

/* The last two of the four numbers of a viewBox; both 0 when it is missing or wrong. */
static void parse_view_box(struct slice text, double *width, double *height) {
    double numbers[4];
    *width = *height = 0;
    text = slice_trim(text);
    for (size_t i = 0; i < 4; i++) {
        size_t size = number_scan(text, &numbers[i]);
        if (size == 0)
            return;
        text = slice_trim(slice_from_offset(text, size));
        if (i < 3 && slice_starts(text, ","))
            text = slice_trim(slice_from_offset(text, 1));
    }
    if (text.size == 0 && numbers[2] > 0 && numbers[3] > 0) {
        *width = numbers[2];
        *height = numbers[3];
    }
}

static void measure_root(const struct xml *xml, double *width, double *height) {
    double box_width;
    double box_height;
    *width = parse_length(xml_attribute(xml, "width"));
    *height = parse_length(xml_attribute(xml, "height"));
    parse_view_box(xml_attribute(xml, "viewBox"), &box_width, &box_height);
    if (box_width > 0) {
        if (*width > 0 && !(*height > 0))
            *height = *width / box_width * box_height;
        else if (*height > 0 && !(*width > 0))
            *width = *height / box_height * box_width;
    } else {
        box_width = DEFAULT_WIDTH;
        box_height = DEFAULT_HEIGHT;
    }
    *width = *width > 0 ? *width : box_width;
    *height = *height > 0 ? *height : box_height;
}

int drawing_measure(struct slice bytes, double *width, double *height) {
    struct xml xml;
    enum xml_kind kind;
    xml_init(&xml, bytes);
    do
        kind = xml_next(&xml);
    while (kind == XML_DECLARATION || kind == XML_DOCTYPE || kind == XML_COMMENT ||
           kind == XML_INSTRUCTION);
    bool drawing = kind == XML_OPEN && slice_is(xml_local_name(xml.name), "svg");
    if (drawing)
        measure_root(&xml, width, height);
    xml_dispose(&xml);
    return drawing ? 0 : -1;
}
